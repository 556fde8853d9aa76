//! A message for whom it is masked: that it came, from whom in short, what it seems to be, and how to see it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use super::sender;
use crate::domain::ids::IncomingId;
use crate::web::WebError;
use crate::web::console::case_view::HeadView;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::inbox_view::{received, state_words};
use crate::web::desk::page as answer;
use crate::workflow::Desk;
use crate::workflow::casefile::open_case;
use crate::workflow::incoming::{self, MessageSight, Opened};

/// The page.
#[derive(Template)]
#[template(path = "console/inbox_masked.html")]
struct MaskedView {
    frame: DeskFrame,
    /// The case that it belongs to.
    head: Option<HeadView>,
    from: String,
    received: String,
    kind: &'static str,
    state: &'static str,
}

/// The page instead of the message, with this status.
pub async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    id: IncomingId,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let read = move |desk: &Desk| {
        let (opened, sight) = incoming::look(desk, actor, id)?;
        let MessageSight::OfCase(reference) = sight else { return Ok((opened, None)) };
        Ok((opened, Some(open_case(desk, actor, &reference)?)))
    };
    let (frame, (opened, file)) = framed(desk, signed_in, "/console/inbox".to_owned(), read).await?;
    let head = match &file {
        None => None,
        Some(file) => {
            let controller = desk.controller(&file.case.controller)?;
            let head = HeadView::of(file, controller, desk.terms(controller)?.zone, signed_in.staff.id);
            Some(HeadView { then: format!("/console/inbox/{id}"), ..head })
        }
    };
    let mut response = answer(&MaskedView::of(desk, frame, head, &opened))?;
    *response.status_mut() = status;
    Ok(response)
}

impl MaskedView {
    fn of(desk: &Desk, frame: DeskFrame, head: Option<HeadView>, opened: &Opened) -> Self {
        Self {
            from: sender(opened.contents.from.reveal()),
            received: received(desk, opened),
            kind: opened.contents.proposal.kind.name(),
            state: state_words(opened.entry.state),
            frame,
            head,
        }
    }
}
