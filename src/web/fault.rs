//! The page for everything that went wrong: what happened, what to do, and a number to quote. Never an internal.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use askama::Template;

use super::errors::{BadForm, WebError};
use super::frame::FrameView;

/// The page.
#[derive(Template)]
#[template(path = "fault.html")]
struct FaultView {
    frame: FrameView,
    title: &'static str,
    what: String,
    todo: &'static str,
    operation: String,
}

/// Heading, what happened, what to do.
type Words = (&'static str, &'static str, &'static str);

const AGAIN: &str = "Please try again in a minute. What you have already sent is safe.";

/// What each status means to a person.
const BY_STATUS: &[(StatusCode, Words)] = &[
    (
        StatusCode::NOT_FOUND,
        (
            "Page not found",
            "There is no page at this address.",
            "Check the address. If you followed one of our links, the page may no longer be there.",
        ),
    ),
    (
        StatusCode::METHOD_NOT_ALLOWED,
        (
            "This page cannot do that",
            "The page exists, but not for what your browser asked.",
            "Open the page again from its beginning.",
        ),
    ),
    (
        StatusCode::PAYLOAD_TOO_LARGE,
        (
            "That was too much at once",
            "What you sent is larger than we can take in one go. Nothing was lost, and nothing was saved.",
            "Go back and shorten your answer. You can always send us more later by e-mail.",
        ),
    ),
    (
        StatusCode::TOO_MANY_REQUESTS,
        (
            "Please wait a moment",
            "There were very many requests from your connection, so we paused it.",
            "Try again in a minute.",
        ),
    ),
    (
        StatusCode::FORBIDDEN,
        (
            "You cannot do this",
            "You are not signed in, or your role does not include it.",
            "Sign in with an account that may do it, or ask somebody who may.",
        ),
    ),
    (
        StatusCode::CONFLICT,
        (
            "Somebody was faster",
            "This was changed while you looked at it, so it was not changed again.",
            "Load the page again and see where things stand.",
        ),
    ),
    (
        StatusCode::SERVICE_UNAVAILABLE,
        (
            "We cannot reach our records at the moment",
            "Nothing was saved by this step. What you sent before is safe.",
            AGAIN,
        ),
    ),
];

const UNREADABLE: Words =
    ("We could not understand that", "Your browser sent something that we cannot read.", "Go back and try once more.");
const OURS: Words = ("Something went wrong on our side", "It is our fault, not yours, and we have noted it.", AGAIN);
const TOO_LATE: Words = (
    "This page was open too long",
    "For your protection a page can be sent only from this browser, and only for a while. Nothing was changed.",
    "Go back, load the page again and send it once more. Cookies must be allowed.",
);

fn words(status: StatusCode, error: Option<&WebError>) -> (&'static str, String, &'static str) {
    let (title, what, todo) = match error {
        Some(WebError::BadForm(bad)) => {
            return ("We could not read your answer", bad_form(bad), "Go back and send the page again.");
        }
        Some(WebError::Forged) => TOO_LATE,
        _ => by_status(status),
    };
    (title, what.to_owned(), todo)
}

fn by_status(status: StatusCode) -> Words {
    let fallback = if status.is_client_error() { UNREADABLE } else { OURS };
    BY_STATUS.iter().find(|(known, _)| *known == status).map_or(fallback, |(_, words)| *words)
}

fn bad_form(bad: &BadForm) -> String {
    match bad {
        BadForm::Twice(field) => {
            format!("The field “{field}” was sent twice, so we cannot tell which answer you mean.")
        }
        BadForm::Kind => "What was sent is not a form.".to_owned(),
        BadForm::Charset => "The form was sent in a character set other than UTF-8.".to_owned(),
        BadForm::Encoding => "The form holds characters that are broken.".to_owned(),
        BadForm::Cut => "The form did not arrive completely.".to_owned(),
    }
}

/// Writes the page for a status.
pub fn page(status: StatusCode, error: Option<&WebError>, operation: &str) -> HttpResponse {
    let (title, what, todo) = words(status, error);
    let view = FaultView { frame: FrameView::of_the_desk(), title, what, todo, operation: operation.to_owned() };
    let body = view.render().unwrap_or_else(|_error| title.to_owned());
    let mut response = HttpResponse::with_body(status, body).map_into_boxed_body();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}
