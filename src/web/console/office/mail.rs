//! Mail in the console: how letters leave, trying it, a letter to oneself; and the mailboxes where letters arrive.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::mail_form::Leaving;
use super::mailbox_view::MailboxLine;
use super::past::PastView;
use crate::ports::post::{Outlet, PostRoom};
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::office::{PostBook, keep_way, post_book, send_test, try_way, way_of_file};
use crate::workflow::{Desk, WorkError};

/// Where it is.
pub const HERE: &str = "/console/mail";

/// The page.
#[derive(Template)]
#[template(path = "console/mail.html")]
struct MailPage {
    frame: DeskFrame,
    standing: String,
    letters_lie: bool,
    can_go_back: bool,
    mailboxes: Vec<MailboxLine>,
    address: String,
    leaving: Leaving,
    past: Vec<PastView>,
}

/// GET /console/mail
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, room, None).await
}

/// POST /console/mail: letters leave this way from now on.
pub async fn keep(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed = Leaving::read(&posted.verified(&signed_in.key())?)?;
    let (actor, given, own) = (signed_in.actor(), typed.clone(), room.clone());
    let kept = at_desk(&desk, move |desk| keep_way(desk, &**own, actor, given.given()?)).await;
    let Err(error) = kept else { return Ok(go_to(HERE)) };
    let leaving = Leaving { boxed: typed.boxed.wrong(error)?, ..typed };
    show(&desk, &signed_in, room, Some(leaving)).await
}

/// POST /console/mail/try: connects and signs in as the form says, or sends a letter to whoever asks. Nothing is kept.
pub async fn attempt(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (typed, letter) = (Leaving::read(&fields)?, fields.has("letter"));
    let (actor, given, own, to) = (signed_in.actor(), typed.clone(), room.clone(), signed_in.staff.clone());
    let tried = at_desk(&desk, move |desk| {
        let given = given.given()?;
        if letter { send_test(desk, &**own, &to, actor, &given) } else { try_way(&**own, actor, &given) }
    });
    let leaving = Leaving { boxed: typed.boxed.clone().tried(tried.await)?, ..typed };
    show(&desk, &signed_in, room, Some(leaving)).await
}

/// POST /console/mail/file: what the settings file says counts again.
pub async fn to_file(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| way_of_file(desk, &**room, actor)).await?;
    Ok(go_to(HERE))
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    room: web::Data<dyn PostRoom>,
    typed: Option<Leaving>,
) -> Result<HttpResponse, WebError> {
    let read = move |desk: &Desk| {
        let book = post_book(desk, &**room)?;
        let zone = desk.zone()?;
        Ok::<_, WorkError>((MailboxLine::all(desk, &book, zone), book, zone))
    };
    let (frame, (mailboxes, book, zone)) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    let leaving = typed.unwrap_or_else(|| Leaving::of(&book));
    let wrong = !leaving.boxed.error.is_empty();
    let mut response = answer(&MailPage {
        frame,
        standing: standing(&book),
        letters_lie: book.server().is_none(),
        can_go_back: book.kept.is_some(),
        mailboxes,
        address: signed_in.staff.email.reveal().to_owned(),
        leaving,
        past: PastView::all(book.past, zone),
    })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn standing(book: &PostBook) -> String {
    match (&book.kept, &book.file) {
        (Some(way), _) => format!("Letters leave through {}, as it was kept here.", way.server.host),
        (None, Outlet::Server(way)) => format!("Letters leave through {}, as the settings file says.", way.server.host),
        (None, Outlet::Folder(folder)) => {
            format!("Nobody receives a letter yet: they are written as files into {folder}.")
        }
    }
}
