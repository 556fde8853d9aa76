//! The page for everything that went wrong: what happened, what to do, and a number to quote. Never an internal.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use askama::Template;

use super::errors::{BadForm, WebError};
use super::frame::FrameView;
use super::speech::Speech;
use crate::domain::case::NotAReference;
use crate::domain::language::Language;

/// The page.
#[derive(Template)]
#[template(path = "fault.html")]
struct FaultView {
    frame: FrameView,
    title: String,
    what: String,
    todo: String,
    operation: String,
    /// Whether the way on is to enter a reference.
    reference: bool,
    /// Whether it is the start.
    lost: bool,
}

/// Which words each status has.
const BY_STATUS: &[(StatusCode, &str)] = &[
    (StatusCode::NOT_FOUND, "not_found"),
    (StatusCode::METHOD_NOT_ALLOWED, "method"),
    (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    (StatusCode::TOO_MANY_REQUESTS, "too_often"),
    (StatusCode::FORBIDDEN, "forbidden"),
    (StatusCode::CONFLICT, "conflict"),
    (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
];

fn view(status: StatusCode, error: Option<&WebError>, operation: &str, speech: &Speech) -> FaultView {
    let language = &speech.language;
    let (words, what) = match error {
        Some(WebError::NoReference(wrong)) => {
            let slip = if *wrong == NotAReference::Check { "slip" } else { "shape" };
            ("reference", format!("{}.", language.text(&format!("find.mistake_{slip}"))))
        }
        Some(WebError::BadForm(bad)) => ("form", bad_form(bad, language)),
        Some(WebError::Forged) => ("too_late", language.text("fault.too_late.what")),
        _ => {
            let words = by_status(status);
            (words, language.text(&format!("fault.{words}.what")))
        }
    };
    FaultView {
        title: language.text(&format!("fault.{words}.title")),
        what,
        todo: language.text(&format!("fault.{words}.todo")),
        operation: operation.to_owned(),
        reference: words == "reference",
        lost: words == "not_found",
        frame: FrameView::of_the_desk(speech),
    }
}

fn by_status(status: StatusCode) -> &'static str {
    let fallback = if status.is_client_error() { "unreadable" } else { "ours" };
    BY_STATUS.iter().find(|(known, _)| *known == status).map_or(fallback, |(_, words)| words)
}

fn bad_form(bad: &BadForm, language: &Language) -> String {
    match bad {
        BadForm::Twice(field) => language.say("fault.form.twice").with("field", field).plain(),
        BadForm::Kind => language.text("fault.form.kind"),
        BadForm::Charset => language.text("fault.form.charset"),
        BadForm::Encoding => language.text("fault.form.encoding"),
        BadForm::Cut => language.text("fault.form.cut"),
    }
}

/// Writes the page for a status.
pub fn page(status: StatusCode, error: Option<&WebError>, operation: &str, speech: &Speech) -> HttpResponse {
    let view = view(status, error, operation, speech);
    let body = view.render().unwrap_or_else(|_error| view.title.clone());
    let mut response = HttpResponse::with_body(status, body).map_into_boxed_body();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}
