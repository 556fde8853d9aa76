//! How a company looks to people: its logo, and whether its colour can be read.

use actix_multipart::{Field, Multipart};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use futures_util::TryStreamExt;

use crate::domain::logo::LARGEST_FILE;
use crate::web::WebError;
use crate::web::assets::logo_path;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::csrf::TOKEN_FIELD;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::errors::BadForm;
use crate::web::fields::Posted;
use crate::web::theme::told;
use crate::workflow::companies::put_logo;
use crate::workflow::{Desk, WorkError};

/// The longest text field, in bytes.
const TEXT_BYTES: usize = 4096;

#[derive(Template)]
#[template(path = "console/branding.html")]
struct BrandingView {
    frame: DeskFrame,
    id: String,
    brand: String,
    logo: Option<LogoView>,
    colour: Vec<String>,
    theme: bool,
    problem: String,
}

struct LogoView {
    href: String,
    width: u32,
    height: u32,
}

/// GET /console/companies/{company}/branding
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, path.into_inner(), String::new()).await
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    id: String,
    problem: String,
) -> Result<HttpResponse, WebError> {
    let here = "/console/companies".to_owned();
    let (frame, now) = framed(desk, signed_in, here, move |desk| Ok(desk.controller(&id)?.clone())).await?;
    let status = if problem.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let logo = now.logo.as_ref().map(|logo| {
        let (width, height) = logo.shown();
        LogoView { href: logo_path(&now.id, logo), width, height }
    });
    let colour = told(now.accent.as_deref());
    let theme = now.accent.is_some();
    let view = BrandingView { frame, id: now.id, brand: now.brand, logo, colour, theme, problem };
    let mut response = answer(&view)?;
    *response.status_mut() = status;
    Ok(response)
}

/// POST /console/companies/{company}/branding: takes a logo in.
pub async fn submit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
    body: Multipart,
) -> Result<HttpResponse, WebError> {
    let file = read(&signed_in, body).await?;
    let (id, actor) = (path.into_inner(), signed_in.actor());
    let place = format!("/console/companies/{id}/branding");
    let company = id.clone();
    match at_desk(&desk, move |desk| put_logo(desk, actor, &company, Some(&file))).await {
        Ok(()) => Ok(go_to(&place)),
        Err(WebError::Work(WorkError::Field { what, .. })) => show(&desk, &signed_in, id, what.clone()).await,
        Err(other) => Err(other),
    }
}

/// POST /console/companies/{company}/branding/remove
pub async fn remove(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (id, actor) = (path.into_inner(), signed_in.actor());
    let place = format!("/console/companies/{id}/branding");
    at_desk(&desk, move |desk| put_logo(desk, actor, &id, None)).await?;
    Ok(go_to(&place))
}

/// The file, in bounded memory. Nothing before the form's token is looked at.
async fn read(signed_in: &SignedIn, mut body: Multipart) -> Result<Vec<u8>, WebError> {
    let (mut proved, mut file) = (false, Vec::new());
    while let Some(mut part) = body.try_next().await.map_err(|_error| BadForm::Cut)? {
        match part.name().unwrap_or_default() {
            TOKEN_FIELD => proved = signed_in.key().accepts(&token(&mut part).await?),
            _ if !proved => return Err(WebError::Forged),
            "file" => file = picture(part).await?,
            _ => {}
        }
    }
    if proved { Ok(file) } else { Err(WebError::Forged) }
}

/// One byte more than a logo may have is enough to know that it has too many.
async fn picture(mut part: Field) -> Result<Vec<u8>, WebError> {
    let mut file = Vec::new();
    while let Some(chunk) = part.try_next().await.map_err(|_error| BadForm::Cut)? {
        let room = (LARGEST_FILE + 1).saturating_sub(file.len());
        file.extend(chunk.iter().take(room));
    }
    Ok(file)
}

async fn token(part: &mut Field) -> Result<String, WebError> {
    let bytes = part.bytes(TEXT_BYTES).await.map_err(|_error| WebError::TooLarge)?;
    let bytes = bytes.map_err(|_error| BadForm::Cut)?;
    String::from_utf8(bytes.to_vec()).map_err(|_error| BadForm::Encoding.into())
}
