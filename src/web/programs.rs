//! What programs of the shop may ask: whether marketing may go to an address. JSON over HTTP, with a key of the console.
//!
//! Addresses come in the body and stand in no URL and no log. A program that asks too often is turned away at the door like
//! anybody else.

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::cookies::Token;
use super::desk::at_desk;
use super::errors::WebError;
use crate::domain::personal::Personal;
use crate::domain::suppression::Channel;
use crate::workflow::Desk;
use crate::workflow::program_keys::{Asked, MOST, Standing, company_of_key, standings};

crate::routes! {
    POST "/api/v1/suppression/check" => check;
}

/// A question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    channel: String,
    #[serde(default)]
    addresses: Vec<Personal>,
    #[serde(default)]
    hashes: Vec<String>,
}

impl Question {
    /// The channel and the addresses in the order of the question, or what is wrong with it.
    fn asked(self) -> Result<(Channel, Vec<Asked>), String> {
        let known = Channel::ALL.map(Channel::code).join(", ");
        let channel = Channel::parse(&self.channel).ok_or_else(|| format!("channel: one of {known}"))?;
        let plain = self.addresses.into_iter().map(|address| Ok(Asked::Plain(address)));
        let hashed = self.hashes.iter().map(|hash| {
            let read = Token::parse(hash).map(|hash| Asked::Hashed(*hash.key()));
            read.ok_or_else(|| "hashes: 64 hexadecimal digits, as the export writes them".to_owned())
        });
        let all: Vec<Asked> = plain.chain(hashed).collect::<Result<_, String>>()?;
        match all.len() {
            0 => Err("addresses or hashes: at least one".to_owned()),
            n if n > MOST => Err(format!("addresses and hashes: at most {MOST} in one question")),
            _ => Ok((channel, all)),
        }
    }
}

/// POST /api/v1/suppression/check
async fn check(desk: web::Data<Desk>, request: HttpRequest, body: web::Bytes) -> Result<HttpResponse, WebError> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let secret = Personal::new(header.strip_prefix("Bearer ").unwrap_or_default().trim());
    let Some(controller) = at_desk(&desk, move |desk| company_of_key(desk, secret.reveal())).await? else {
        let mut answer = refused(StatusCode::UNAUTHORIZED, "send a key of the console: Authorization: Bearer KEY");
        answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        return Ok(answer);
    };
    let asked = match serde_json::from_slice::<Question>(&body) {
        Ok(question) => question.asked(),
        // The reader's own words would quote what was sent.
        Err(_error) => Err("a JSON object with channel, and addresses or hashes".to_owned()),
    };
    let (channel, asked) = match asked {
        Ok(asked) => asked,
        Err(what) => return Ok(refused(StatusCode::BAD_REQUEST, &what)),
    };
    let found = at_desk(&desk, move |desk| standings(desk, &controller, channel, asked)).await?;
    let results: Vec<Value> = found.into_iter().map(result).collect();
    Ok(HttpResponse::Ok().json(json!({ "channel": channel.code(), "results": results })))
}

fn result(standing: Standing) -> Value {
    match standing {
        Standing::Suppressed(since) => json!({ "suppressed": true, "since": since }),
        Standing::Free => json!({ "suppressed": false }),
        Standing::NoAddress => json!({ "suppressed": null, "error": "this is no address on that channel" }),
    }
}

fn refused(status: StatusCode, what: &str) -> HttpResponse {
    HttpResponse::build(status).json(json!({ "error": what }))
}
