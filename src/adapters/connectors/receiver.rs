//! Programs of other controllers: each takes a package as one signed POST over HTTPS (`docs/CONNECTORS.md`), streamed from where it
//! rests, and answers that it took it.
//!
//! The name of a program is looked up once per try; only public addresses that it leads to are connected to, and nowhere else is
//! gone: a redirect is a matter for a person.

use std::collections::BTreeMap;
use std::io::Read;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;
use ureq::config::Config;
use ureq::http::{Request, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error, SendBody};

use super::reach::is_public;
use super::service_call::{is_distrust, patience_asked, tls};
use super::webhook::signed;
use crate::domain::personal::Personal;
use crate::ports::connector::ConnectorError;
use crate::ports::receivers::{Parcel, Receivers, Taken, unknown};
use crate::ports::time::Clock;
use crate::ports::vault::VaultError;

/// The longest that a connection may take to come about.
const CONNECTING: Duration = Duration::from_secs(30);
/// The longest that sending a package may take.
const SENDING: Duration = Duration::from_hours(4);
/// The largest answer that is read, in bytes.
const LARGEST: u64 = 64 * 1024;
/// The longest receipt that is kept, in characters.
const RECEIPT_CHARS: usize = 200;

/// One program, as the settings describe it.
#[derive(Clone, Debug)]
pub struct Receiver {
    /// Where it listens.
    pub url: String,
    /// By which name it knows the secret.
    pub key_id: Option<String>,
    /// The secret that both sides know.
    pub secret: Personal,
    /// The certificates (PEM) that its own must be signed by; else a public authority must have.
    pub authorities: Option<Vec<u8>>,
    /// How long its answer is awaited once everything is sent.
    pub patience: Duration,
}

/// Whether an address may be connected to.
pub type Gate = fn(IpAddr) -> bool;

/// The programs that the settings name.
pub struct SignedParcels {
    programs: BTreeMap<String, Receiver>,
    clock: Arc<dyn Clock>,
    gate: Gate,
}

impl SignedParcels {
    /// With these programs, by name, on the public internet.
    pub fn new(programs: BTreeMap<String, Receiver>, clock: Arc<dyn Clock>) -> Self {
        Self { programs, clock, gate: is_public }
    }

    /// The same behind another gate.
    #[must_use]
    pub fn behind(self, gate: Gate) -> Self {
        Self { gate, ..self }
    }
}

impl Receivers for SignedParcels {
    fn send(&self, program: &str, parcel: &Parcel, body: Box<dyn Read + Send>) -> Result<Taken, ConnectorError> {
        let known = self.programs.get(program).ok_or_else(|| unknown(program))?;
        if !known.url.starts_with("https://") {
            let next = format!("write https://… under [receivers.{program}]");
            return Err(ConnectorError::needs_person("the program's address is not protected", next));
        }
        let agent = agent(known, self.gate)?;
        let request = request(known, parcel, self.clock.now().timestamp()).ok_or_else(|| look_at(program))?;
        let request = request.body(SendBody::from_owned_reader(body)).map_err(|_error| look_at(program))?;
        let answer = agent.run(request).map_err(|error| unreached(&error, program))?;
        taken(answer, program)
    }
}

/// One for each try, so that the name is looked up anew and no connection is left over.
fn agent(known: &Receiver, gate: Gate) -> Result<Agent, ConnectorError> {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .https_only(true)
        .max_redirects(0)
        .proxy(None)
        .user_agent("rightsdesk")
        .tls_config(tls(known.authorities.as_deref())?)
        .timeout_resolve(Some(CONNECTING))
        .timeout_connect(Some(CONNECTING))
        .timeout_send_request(Some(CONNECTING))
        .timeout_send_body(Some(SENDING))
        .timeout_recv_response(Some(known.patience))
        .timeout_recv_body(Some(known.patience))
        .build();
    Ok(Agent::with_parts(config, DefaultConnector::default(), Gated { lookup: DefaultResolver::default(), gate }))
}

/// What is signed is the time, the key and the digest, so the bytes need not be read before they are sent.
fn request(known: &Receiver, parcel: &Parcel, time: i64) -> Option<ureq::http::request::Builder> {
    let digest = format!("sha-256=:{}:", STANDARD.encode(parcel.sha256));
    let mut request = Request::post(&known.url)
        .header("Accept", "application/json")
        .header("Content-Type", "application/zip")
        .header("Content-Length", parcel.bytes)
        .header("Idempotency-Key", &parcel.key)
        .header("Content-Digest", &digest);
    for (name, value) in signed(&known.secret, time, &format!("{}.{digest}", parcel.key)) {
        request = request.header(name, value);
    }
    if let Some(key_id) = &known.key_id {
        request = request.header("Rightsdesk-Key-Id", key_id);
    }
    request.headers_ref().is_some().then_some(request)
}

fn look_at(program: &str) -> ConnectorError {
    let next = format!("an administrator looks at [receivers.{program}] in the settings");
    ConnectorError::needs_person("the call cannot be made", next)
}

/// Looks names up and lets through only what the gate allows: what is connected to is what was judged.
#[derive(Debug)]
struct Gated {
    lookup: DefaultResolver,
    gate: Gate,
}

/// A name that leads only to addresses that nothing is sent to.
#[derive(Debug, thiserror::Error)]
#[error("the address is not on the public internet")]
struct NotPublic;

impl Resolver for Gated {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.lookup.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| (self.gate)(address.ip())) {
            allowed.push(*address);
        }
        if allowed.is_empty() { Err(Error::Other(Box::new(NotPublic))) } else { Ok(allowed) }
    }
}

fn unreached(error: &Error, program: &str) -> ConnectorError {
    match error {
        Error::Other(inner) if inner.is::<NotPublic>() => {
            let next = format!("an administrator looks at the address under [receivers.{program}]");
            ConnectorError::needs_person("their address leads into a private network, where nothing is sent", next)
        }
        Error::Io(inner) if inner.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<VaultError>) => {
            ConnectorError::needs_person("the package cannot be read", "approve a new one")
        }
        Error::Timeout(_) => ConnectorError::retry("their program did not answer in time"),
        _ if is_distrust(error) => {
            let next = format!("ask them about it; an administrator can name a ca_file under [receivers.{program}]");
            ConnectorError::needs_person("their certificate is not trusted", next)
        }
        _ => ConnectorError::retry("their program did not answer"),
    }
}

/// What an answer means. Its words are not repeated: they may quote the data.
fn taken(mut answer: Response<Body>, program: &str) -> Result<Taken, ConnectorError> {
    let status = answer.status();
    let code = status.as_u16();
    if status.is_success() {
        let text = answer.body_mut().with_config().limit(LARGEST).read_to_vec().unwrap_or_default();
        return Ok(Taken { status: code, receipt: receipt(&text) });
    }
    if status.is_redirection() {
        let next = format!("ask them for the new address; an administrator changes it under [receivers.{program}]");
        return Err(ConnectorError::needs_person(format!("their program has moved ({code})"), next));
    }
    match code {
        408 | 425 => Err(ConnectorError::retry(format!("their program asks to try later ({code})"))),
        429 => Err(ConnectorError::Retry {
            after: patience_asked(&answer),
            why: "their program has had too many calls (429)".to_owned(),
        }),
        500.. => {
            Err(ConnectorError::Retry { after: patience_asked(&answer), why: format!("their program failed ({code})") })
        }
        _ => Err(ConnectorError::needs_person(format!("their program refused it ({code})"), "ask them why")),
    }
}

/// What the receiver calls what it took: printable, and not longer than it need be.
fn receipt(text: &[u8]) -> Option<String> {
    let answer: Json = serde_json::from_slice(text).ok()?;
    let named = answer.get("receipt")?.as_str()?.trim();
    let printable: String = named.chars().filter(|letter| !letter.is_control()).take(RECEIPT_CHARS).collect();
    Some(printable).filter(|receipt| !receipt.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_a_word_of_theirs_and_nothing_else_of_their_answer() {
        assert_eq!(receipt(br#"{"receipt": " A-1\n "}"#).as_deref(), Some("A-1"));
        assert_eq!(receipt(br#"{"receipt": 7}"#), None);
        assert_eq!(receipt(b"thank you"), None);
        assert_eq!(receipt(br#"{"receipt": ""}"#), None);
    }
}
