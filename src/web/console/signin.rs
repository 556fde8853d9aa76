//! The ways in: signing in, the first administrator, an invitation; and the way out.
//!
//! Before anybody is signed in the cookie holds a secret that only proves forms; at sign-in a new one is drawn.

use actix_web::cookie::SameSite;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::guard::SignedIn;
use crate::domain::personal::Personal;
use crate::ports::store::staff::Staff;
use crate::web::WebError;
use crate::web::cookies::{STAFF, Token, carrying, cleared, token_in};
use crate::web::csrf::FormKey;
use crate::web::desk::{go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::web::peer;
use crate::web::settings::WebSettings;
use crate::workflow::WorkError;
use crate::workflow::administration::{FirstVisit, accept_invitation, claim_first, is_unclaimed};
use crate::workflow::signing_in::{BrowserKeys, Credentials, StaffDoor};

/// The same words whoever does not get in, and why.
const REFUSED: &str = "The address or the password is not right, or this account cannot sign in.";
const TOO_OFTEN: &str = "There were too many tries. Wait a quarter of an hour and try again.";

/// The sign-in page.
#[derive(Template)]
#[template(path = "console/signin.html")]
struct SigninView {
    token: String,
    error: String,
    email: String,
    then: String,
    brands: String,
    unclaimed: bool,
    said: &'static str,
}

/// The page of a first visit: with the secret of the first administrator, or with an invitation.
#[derive(Template)]
#[template(path = "console/first.html")]
struct FirstView {
    token: String,
    first: bool,
    name: String,
    email: String,
    secret: String,
    errors: Vec<(&'static str, String)>,
}

impl FirstView {
    fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| *name == field).map_or("", |(_, what)| what.as_str())
    }
}

/// What the address of the sign-in page may carry.
#[derive(Debug, Default, Deserialize)]
pub struct SigninQuery {
    #[serde(default)]
    then: String,
    #[serde(default)]
    out: String,
}

/// GET /console/signin
pub async fn page(
    door: web::Data<StaffDoor>,
    request: HttpRequest,
    query: web::Query<SigninQuery>,
) -> Result<HttpResponse, WebError> {
    let said = match query.out.as_str() {
        "password" => "Your password is changed. Sign in with the new one.",
        "yes" => "You are signed out.",
        _ => "",
    };
    let (token, fresh) = form_token(&door, &request);
    signin(&door, token, fresh, SigninView { said, then: own_path(&query.then), ..SigninView::empty() }).await
}

impl SigninView {
    fn empty() -> Self {
        let text = String::new;
        Self { token: text(), error: text(), email: text(), then: text(), brands: text(), unclaimed: false, said: "" }
    }
}

async fn signin(
    door: &web::Data<StaffDoor>,
    token: Token,
    fresh: bool,
    view: SigninView,
) -> Result<HttpResponse, WebError> {
    let brands: Vec<&str> = door.desk.controllers.values().map(|controller| controller.brand.as_str()).collect();
    let (desk, brands) = (door.desk.clone(), brands.join(", "));
    let unclaimed = web::block(move || is_unclaimed(&desk)).await??;
    let proof = FormKey::of(token).issue(&*door.desk.entropy);
    let mut response = answer(&SigninView { token: proof, brands, unclaimed, ..view })?;
    keep(&mut response, &token, fresh)?;
    Ok(response)
}

/// POST /console/signin
pub async fn submit(
    door: web::Data<StaffDoor>,
    settings: web::Data<WebSettings>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let before = token_in(&request, STAFF).ok_or(WebError::Forged)?;
    let fields = posted.verified(&FormKey::of(before))?;
    let (email, then) = (fields.one("email")?.to_owned(), own_path(fields.one("then")?));
    let given = Credentials {
        email: Personal::new(email.clone()),
        password: Personal::new(fields.one("password")?),
        place: place(&request, &settings),
    };
    let new = Token::draw(&*door.desk.entropy);
    let keys = BrowserKeys { new: new.hash(), earlier: Some(before.hash()) };
    let inner = StaffDoor::clone(&door);
    let error = match web::block(move || inner.sign_in(&given, keys)).await? {
        Ok(Some(_)) => return Ok(welcome(&new, if then.is_empty() { "/console" } else { &then })),
        Ok(None) => REFUSED,
        Err(WorkError::TooOften) => TOO_OFTEN,
        Err(other) => return Err(other.into()),
    };
    let view = SigninView { error: error.to_owned(), email, then, ..SigninView::empty() };
    let mut response = signin(&door, before, false, view).await?;
    *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// POST /console/signout
pub async fn out(door: web::Data<StaffDoor>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (door, hash, actor) = (StaffDoor::clone(&door), signed_in.token.hash(), signed_in.actor());
    web::block(move || door.sign_out(hash, actor)).await??;
    Ok(farewell("/console/signin?out=yes"))
}

/// Leads out: the cookie goes, and the browser forgets what it kept of us.
pub fn farewell(to: &str) -> HttpResponse {
    let mut response = go_to(to);
    let header = actix_web::http::header::HeaderName::from_static("clear-site-data");
    let value = actix_web::http::header::HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");
    response.headers_mut().insert(header, value);
    // Browsers that do not know the header still lose the cookie.
    if response.add_cookie(&cleared(STAFF)).is_err() {
        tracing::warn!("a cookie could not be cleared");
    }
    response
}

/// GET /console/first
pub async fn first_page(door: web::Data<StaffDoor>, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let desk = door.desk.clone();
    if !web::block(move || is_unclaimed(&desk)).await?? {
        return Ok(go_to("/console/signin"));
    }
    first(&door, &request, FirstView::empty(true))
}

/// GET /console/invitation
pub async fn invitation_page(door: web::Data<StaffDoor>, request: HttpRequest) -> Result<HttpResponse, WebError> {
    first(&door, &request, FirstView::empty(false))
}

impl FirstView {
    fn empty(first: bool) -> Self {
        let text = String::new;
        Self { token: text(), first, name: text(), email: text(), secret: text(), errors: Vec::new() }
    }
}

fn first(door: &StaffDoor, request: &HttpRequest, view: FirstView) -> Result<HttpResponse, WebError> {
    let (token, fresh) = form_token(door, request);
    let proof = FormKey::of(token).issue(&*door.desk.entropy);
    let wrong = !view.errors.is_empty();
    let mut response = answer(&FirstView { token: proof, ..view })?;
    keep(&mut response, &token, fresh)?;
    if wrong {
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// POST /console/first
pub async fn first_submit(
    door: web::Data<StaffDoor>,
    settings: web::Data<WebSettings>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    visit(door, settings, request, posted, true, claim_first).await
}

/// POST /console/invitation
pub async fn invitation_submit(
    door: web::Data<StaffDoor>,
    settings: web::Data<WebSettings>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    visit(door, settings, request, posted, false, accept_invitation).await
}

async fn visit(
    door: web::Data<StaffDoor>,
    settings: web::Data<WebSettings>,
    request: HttpRequest,
    posted: Posted,
    is_first: bool,
    work: fn(&StaffDoor, &FirstVisit) -> Result<Staff, WorkError>,
) -> Result<HttpResponse, WebError> {
    let before = token_in(&request, STAFF).ok_or(WebError::Forged)?;
    let fields = posted.verified(&FormKey::of(before))?;
    let given = visit_of(&fields, place(&request, &settings))?;
    let shown = FirstView {
        name: given.name.clone(),
        email: given.email.reveal().to_owned(),
        secret: given.secret.reveal().to_owned(),
        ..FirstView::empty(is_first)
    };
    if fields.one("password")? != fields.one("again")? {
        let errors = vec![("again", "The two passwords are not the same.".to_owned())];
        return first(&door, &request, FirstView { errors, ..shown });
    }
    let new = Token::draw(&*door.desk.entropy);
    let keys = BrowserKeys { new: new.hash(), earlier: Some(before.hash()) };
    let inner = StaffDoor::clone(&door);
    let errors = match web::block(move || inner.open(work(&inner, &given)?, keys)).await? {
        Ok(_) => return Ok(welcome(&new, "/console")),
        Err(WorkError::Field { field, what }) => vec![(field, what)],
        Err(WorkError::TooOften) => vec![("secret", TOO_OFTEN.to_owned())],
        Err(other) => return Err(other.into()),
    };
    first(&door, &request, FirstView { errors, ..shown })
}

fn visit_of(fields: &Fields, place: String) -> Result<FirstVisit, WebError> {
    Ok(FirstVisit {
        secret: Personal::new(fields.one("secret")?),
        email: Personal::new(fields.one("email")?),
        name: fields.one("name")?.to_owned(),
        password: Personal::new(fields.one("password")?),
        place,
    })
}

fn welcome(token: &Token, to: &str) -> HttpResponse {
    let mut response = go_to(to);
    if response.add_cookie(&carrying(STAFF, token, SameSite::Strict, None)).is_err() {
        tracing::warn!("a cookie could not be set");
    }
    response
}

/// The secret that proves the forms of somebody who is not signed in, and whether the browser has to be given it.
fn form_token(door: &StaffDoor, request: &HttpRequest) -> (Token, bool) {
    token_in(request, STAFF).map_or_else(|| (Token::draw(&*door.desk.entropy), true), |token| (token, false))
}

fn keep(response: &mut HttpResponse, token: &Token, fresh: bool) -> Result<(), WebError> {
    if fresh {
        response.add_cookie(&carrying(STAFF, token, SameSite::Strict, None)).map_err(|_error| WebError::NotFound)?;
    }
    Ok(())
}

/// Only a path of the console leads anywhere after signing in, or after what a page asked for.
pub(super) fn own_path(then: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    let ours = then.starts_with("/console/") && !then.contains("//") && !then.contains("..") && then.chars().all(plain);
    if ours && then.len() < 200 { then.to_owned() } else { String::new() }
}

fn place(request: &HttpRequest, settings: &WebSettings) -> String {
    let connection = request.peer_addr().map_or(std::net::IpAddr::from([127, 0, 0, 1]), |address| address.ip());
    peer::household(peer::address(connection, request.headers(), &settings.trusted_proxies)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_our_own_pages_only() {
        assert_eq!(own_path("/console/case/JR-26-7K4M-2"), "/console/case/JR-26-7K4M-2");
        for wrong in [
            "",
            "//evil.example",
            "/console//evil.example",
            "https://evil.example",
            "/r/justroo",
            "/console/../x",
            "/console/%0d%0a",
            "/console/\\evil",
        ] {
            assert_eq!(own_path(wrong), "", "{wrong}");
        }
    }
}
