//! The half minute after a reply was sent, in which it can be taken back.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::domain::case::Reference;
use crate::domain::ids::MailId;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::case_view::HeadView;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::open_case;
use crate::workflow::{Desk, WorkError, replies};

/// The page.
#[derive(Template)]
#[template(path = "console/reply_sent.html")]
struct SentView {
    frame: DeskFrame,
    head: HeadView,
    mail: String,
    subject: String,
    text: String,
    goes_at: String,
    undoable: bool,
    on_paper: bool,
}

type Address = web::Path<(String, String)>;

fn place(path: &Address) -> Result<(Reference, MailId), WebError> {
    Ok((reference_in(&path.0)?, MailId::parse(&path.1).ok_or(WebError::NotFound)?))
}

/// GET …/reply/{mail}
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn, path: Address) -> Result<HttpResponse, WebError> {
    let ((reference, mail), actor) = (place(&path)?, signed_in.actor());
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &reference)?;
        let sending = replies::sending(desk, actor, file.case.id, mail)?;
        Ok((file, sending))
    };
    let (frame, (file, sending)) = framed(&desk, &signed_in, String::new(), read).await?;
    let controller = desk.controller(&file.case.controller)?;
    let zone = desk.terms(controller)?.zone;
    answer(&SentView {
        head: HeadView::of(&file, controller, zone, signed_in.staff.id),
        mail: mail.to_string(),
        subject: sending.mail.subject.clone(),
        text: sending.mail.text.reveal().to_owned(),
        goes_at: sending.goes_at.with_timezone(&zone).format("%H:%M:%S %Z").to_string(),
        undoable: sending.undoable,
        on_paper: sending.mail.is_for_post(),
        frame,
    })
}

/// POST …/reply/{mail}/undo: its words are a draft again.
pub async fn undo(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: Address,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let ((reference, mail), actor) = (place(&path)?, signed_in.actor());
    let wanted = reference.clone();
    let done = at_desk(&desk, move |desk| {
        let case = open_case(desk, actor, &wanted)?.case.id;
        replies::take_back(desk, actor, case, mail)
    });
    match done.await {
        Ok(()) => Ok(go_to(&format!("/console/case/{reference}/reply"))),
        // Too late: the page says so.
        Err(WebError::Work(WorkError::Field { .. })) => Ok(go_to(&format!("/console/case/{reference}/reply/{mail}"))),
        Err(other) => Err(other),
    }
}
