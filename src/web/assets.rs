//! Style sheets, the scripts and the picture in the browser's tab, compiled in. Their addresses carry a hash of their content.

use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::csrf::hexadecimal;
use super::desk::at_desk;
use super::errors::WebError;
use super::theme::Theme;
use crate::domain::logo::Logo;
use crate::workflow::Desk;

crate::routes! {
    GET "/assets/{name}" => sheet;
    GET "/assets/theme/{controller}.css" => theme;
    GET "/assets/logo/{name}" => logo;
    GET "/favicon.ico" => icon;
}

/// One style sheet or script as it is served: its name with a hash, its kind, and its text.
struct Sheet {
    path: String,
    kind: &'static str,
    text: String,
}

impl Sheet {
    /// The parts stand in this order because later ones build on earlier ones.
    fn of(name: &str, parts: &[&str]) -> Self {
        Self::new(name, "css", "text/css; charset=utf-8", parts.join("\n"))
    }

    fn new(name: &str, ending: &str, kind: &'static str, text: String) -> Self {
        let hash: String = hexadecimal(&Sha256::digest(&text)).chars().take(12).collect();
        Self { path: format!("/assets/{name}-{hash}.{ending}"), kind, text }
    }
}

const TOKENS: &str = include_str!("../../assets/tokens.css");
const SHARED: &str = include_str!("../../assets/shared.css");

static PUBLIC: LazyLock<Sheet> =
    LazyLock::new(|| Sheet::of("public", &[TOKENS, SHARED, include_str!("../../assets/public.css")]));
static CONSOLE: LazyLock<Sheet> =
    LazyLock::new(|| Sheet::of("console", &[TOKENS, SHARED, include_str!("../../assets/console.css")]));
static REPORTS: LazyLock<Sheet> = LazyLock::new(|| Sheet::of("reports", &[include_str!("../../assets/reports.css")]));
static SCRIPT: LazyLock<Sheet> = LazyLock::new(|| {
    let text = include_str!("../../assets/console.js").to_owned();
    Sheet::new("console", "js", "text/javascript; charset=utf-8", text)
});

static UPLOAD: LazyLock<Sheet> = LazyLock::new(|| {
    let text = include_str!("../../assets/upload.js").to_owned();
    Sheet::new("upload", "js", "text/javascript; charset=utf-8", text)
});

/// Where the public pages' style sheet is.
pub fn public_css() -> &'static str {
    &PUBLIC.path
}

/// Where the console's style sheet is.
pub fn console_css() -> &'static str {
    &CONSOLE.path
}

/// Where the charts' style sheet is; it stands after the console's.
pub fn reports_css() -> &'static str {
    &REPORTS.path
}

/// Where the console's script is. Every page works without it.
pub fn console_js() -> &'static str {
    &SCRIPT.path
}

/// Where the script is that shows how far an upload is. The page works without it.
pub fn upload_js() -> &'static str {
    &UPLOAD.path
}

async fn sheet(name: web::Path<String>) -> Result<HttpResponse, WebError> {
    let path = format!("/assets/{name}");
    let sheet = [&*PUBLIC, &*CONSOLE, &*REPORTS, &*SCRIPT, &*UPLOAD]
        .into_iter()
        .find(|sheet| sheet.path == path)
        .ok_or(WebError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, sheet.kind))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(sheet.text.clone()))
}

/// The controller's accent as a style sheet of its own: the policy allows no style in a page.
async fn theme(desk: web::Data<Desk>, controller: web::Path<String>) -> Result<HttpResponse, WebError> {
    let controller = controller.into_inner();
    let accent = at_desk(&desk, move |desk| Ok(desk.current()?.controller(&controller)?.accent.clone())).await?;
    let theme = accent.as_deref().and_then(Theme::of).ok_or(WebError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .body(theme.css()))
}

/// Where a company's logo is. Another picture has another address.
pub fn logo_path(controller: &str, logo: &Logo) -> String {
    format!("/assets/logo/{controller}-{}.png", logo.mark)
}

/// A company's logo, from our own host. An address of an earlier one leads nowhere.
async fn logo(desk: web::Data<Desk>, name: web::Path<String>) -> Result<HttpResponse, WebError> {
    let path = format!("/assets/logo/{name}");
    let found = at_desk(&desk, move |desk| {
        let desk = desk.current()?;
        let mut all = desk.controllers.values().filter_map(|company| Some((company, company.logo.as_ref()?)));
        Ok(all.find(|(company, logo)| logo_path(&company.id, logo) == path).map(|(_, logo)| logo.clone()))
    });
    let logo = found.await?.ok_or(WebError::NotFound)?;
    let bytes = STANDARD.decode(&logo.png).map_err(|_error| WebError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "image/png"))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(bytes))
}

async fn icon() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "image/svg+xml"))
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        .body(include_str!("../../assets/icon.svg"))
}
