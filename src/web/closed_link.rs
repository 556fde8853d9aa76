//! What is there of a mailed link that cannot be answered any more: thanks, or whom to ask.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::errors::WebError;
use super::frame::FrameView;
use super::visitor::Visitor;

#[derive(Template)]
#[template(path = "portal/task_closed.html")]
struct ClosedView {
    frame: FrameView,
    reference: String,
    heading: &'static str,
    words: &'static str,
    is_thanks: bool,
}

/// The page when somebody has answered.
pub const THANKS: (&str, &str) = ("Thank you, we have your answer", "There is nothing more to do.");

/// Shows it: heading and words. Without thanks its status tells programs that the link is over.
pub fn closed_page(
    visitor: &Visitor,
    controller: &str,
    reference: &str,
    (heading, words): (&'static str, &'static str),
    is_thanks: bool,
) -> Result<HttpResponse, WebError> {
    let frame = visitor.frame_of(controller)?;
    let mut response =
        visitor.page(&ClosedView { frame, reference: reference.to_owned(), heading, words, is_thanks })?;
    if !is_thanks {
        *response.status_mut() = StatusCode::GONE;
    }
    Ok(response)
}
