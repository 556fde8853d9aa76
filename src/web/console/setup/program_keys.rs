//! Keys with which programs of the shop ask the desk: making one, seeing which there are, revoking.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::domain::clock::words::long_date;
use crate::domain::ids::ProgramKeyId;
use crate::ports::store::program_keys::ProgramKey;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::program_keys::{keys, make_key, revoke_key};
use crate::workflow::{Desk, WorkError};

/// The page.
const HERE: &str = "/console/companies/keys";

#[derive(Template)]
#[template(path = "console/program_keys.html")]
struct KeysView {
    frame: DeskFrame,
    keys: Vec<KeyView>,
    companies: Vec<(String, String)>,
    /// The secret that was just made; empty otherwise.
    secret: String,
    address: String,
    problem: String,
    typed: String,
}

struct KeyView {
    id: String,
    name: String,
    company: String,
    made: String,
}

impl KeyView {
    fn of(key: &ProgramKey, desk: &Desk) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name.clone(),
            company: desk.controller(&key.controller).map_or(&key.controller, |company| &company.brand).clone(),
            made: long_date(key.made_at.date_naive()),
        }
    }
}

/// GET /console/companies/keys
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, String::new(), String::new(), String::new()).await
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    secret: String,
    problem: String,
    typed: String,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let read = move |desk: &Desk| Ok(keys(desk, actor)?.iter().map(|key| KeyView::of(key, desk)).collect());
    let (frame, keys) = framed(desk, signed_in, "/console/companies".to_owned(), read).await?;
    let wrong = !problem.is_empty();
    let mut response = answer(&KeysView {
        frame,
        keys,
        companies: desk.controllers.values().map(|company| (company.id.clone(), company.brand.clone())).collect(),
        secret,
        address: desk.url("/api/v1/suppression/check"),
        problem,
        typed,
    })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// POST /console/companies/keys: makes a key and shows it, once.
pub async fn make(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (company, name) = (fields.one("company")?.to_owned(), fields.one("name")?.to_owned());
    let (actor, typed) = (signed_in.actor(), name.clone());
    match at_desk(&desk, move |desk| make_key(desk, actor, &company, &name)).await {
        Ok(secret) => show(&desk, &signed_in, secret.reveal().to_owned(), String::new(), String::new()).await,
        Err(WebError::Work(WorkError::Field { what, .. })) => show(&desk, &signed_in, String::new(), what, typed).await,
        Err(other) => Err(other),
    }
}

/// POST /console/companies/keys/{key}/revoke
pub async fn revoke(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    key: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let id = ProgramKeyId::parse(&key).ok_or(WebError::NotFound)?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| revoke_key(desk, actor, id)).await?;
    Ok(go_to(HERE))
}
