//! What the doors of people outside share: words of the company beside those of the desk, mistakes, and links that are over.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::errors::WebError;
use super::frame::FrameView;
use super::plain::MistakeView;
use super::visitor::Visitor;
use crate::domain::disclosure::{Run, Text};
use crate::workflow::WorkError;

/// Words, each with the language it is in where that is not the page's.
pub struct OwnView(pub Vec<(String, Option<String>)>);

impl OwnView {
    /// A text of an answer.
    pub fn of(text: Text) -> Self {
        let run = |run: Run| match run {
            Run::Foreign { words, language } => (words, Some(language)),
            other => (other.words().to_owned(), None),
        };
        Self(text.0.into_iter().map(run).collect())
    }
}

/// A line of the error summary, in the reader's language.
pub fn mistake(visitor: &Visitor, field: &str, key: &str) -> Vec<MistakeView> {
    vec![MistakeView { field: field.to_owned(), what: visitor.language().text(key) }]
}

/// The same for an answer that was not taken: only its remark can be wrong then. Any other error stays one.
pub fn mistake_in(visitor: &Visitor, error: WebError, note: &str) -> Result<Vec<MistakeView>, WebError> {
    match error {
        WebError::Work(WorkError::Field { .. }) => {
            let key = if note.trim().is_empty() { "outside.why_missing" } else { "outside.remark_long" };
            Ok(mistake(visitor, "note", key))
        }
        other => Err(other),
    }
}

#[derive(Template)]
#[template(path = "portal/task_closed.html")]
struct ClosedView {
    frame: FrameView,
    reference: String,
    heading: String,
    words: String,
    is_thanks: bool,
}

/// The texts of the page when somebody has answered: heading and words.
pub const THANKS: (&str, &str) = ("outside.thanks", "outside.thanks_more");

/// What is there of a mailed link that cannot be answered any more. Without thanks its status tells programs that it is over.
pub fn closed_page(
    visitor: &Visitor,
    controller: &str,
    reference: &str,
    (heading, words): (&str, &str),
    is_thanks: bool,
) -> Result<HttpResponse, WebError> {
    let frame = visitor.frame_of(controller)?;
    let (heading, words) = (frame.text(heading), frame.text(words));
    let mut response =
        visitor.page(&ClosedView { frame, reference: reference.to_owned(), heading, words, is_thanks })?;
    if !is_thanks {
        *response.status_mut() = StatusCode::GONE;
    }
    Ok(response)
}
