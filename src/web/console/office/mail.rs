//! Mail in the console: how letters leave, trying it, a letter to oneself; and a mailbox, tried, with the lines for the settings file.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::mail_form::{Arriving, Boxed, Leaving};
use super::past::PastView;
use crate::ports::post::{Outlet, PostRoom};
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::office::{PostBook, Tried, keep_way, post_book, send_test, try_mailbox, try_way, way_of_file};
use crate::workflow::{Desk, WorkError};

/// Where it is.
const HERE: &str = "/console/mail";

/// The page.
#[derive(Template)]
#[template(path = "console/mail.html")]
struct MailPage {
    frame: DeskFrame,
    standing: String,
    letters_lie: bool,
    can_go_back: bool,
    watched: Vec<String>,
    data: String,
    address: String,
    companies: Vec<(String, String, bool)>,
    leaving: Leaving,
    arriving: Arriving,
    past: Vec<PastView>,
}

/// What was typed and what came of it; empty where the page is only looked at.
#[derive(Default)]
struct Done {
    leaving: Option<Leaving>,
    arriving: Option<Arriving>,
}

/// GET /console/mail
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, room, Done::default()).await
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
    let kept = at_desk(&desk, move |desk| keep_way(desk, &**own, actor, given.way()?)).await;
    let Err(error) = kept else { return Ok(go_to(HERE)) };
    let leaving = Leaving { boxed: typed.boxed.wrong(error)?, ..typed };
    show(&desk, &signed_in, room, Done { leaving: Some(leaving), arriving: None }).await
}

/// POST /console/mail/try: connects and signs in as the form says. Nothing is kept.
pub async fn look(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed = Leaving::read(&posted.verified(&signed_in.key())?)?;
    let (actor, given, own) = (signed_in.actor(), typed.clone(), room.clone());
    let tried = at_desk(&desk, move |_| try_way(&**own, actor, &given.way()?)).await;
    show_leaving(&desk, &signed_in, room, typed, tried).await
}

/// POST /console/mail/test: sends a letter to whoever asks, as the form says. Nothing is kept.
pub async fn test(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed = Leaving::read(&posted.verified(&signed_in.key())?)?;
    let (actor, given, own, to) = (signed_in.actor(), typed.clone(), room.clone(), signed_in.staff.clone());
    let tried = at_desk(&desk, move |desk| send_test(desk, &**own, &to, actor, &given.way()?)).await;
    show_leaving(&desk, &signed_in, room, typed, tried).await
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

/// POST /console/mail/mailbox: looks into a mailbox and shows the lines that make it watched.
pub async fn mailbox(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed = Arriving::read(&posted.verified(&signed_in.key())?)?;
    let (actor, given, own) = (signed_in.actor(), typed.clone(), room.clone());
    let tried = at_desk(&desk, move |_| try_mailbox(&**own, actor, &given.way()?)).await;
    let lines = tried.as_ref().ok().and_then(|_| typed.way().ok()).map(|way| way.lines());
    let boxed = came_of(typed.boxed.clone(), tried)?;
    let arriving = Arriving { boxed, lines: lines.unwrap_or_default(), ..typed };
    show(&desk, &signed_in, room, Done { leaving: None, arriving: Some(arriving) }).await
}

async fn show_leaving(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    room: web::Data<dyn PostRoom>,
    typed: Leaving,
    tried: Result<Tried, WebError>,
) -> Result<HttpResponse, WebError> {
    let leaving = Leaving { boxed: came_of(typed.boxed.clone(), tried)?, ..typed };
    show(desk, signed_in, room, Done { leaving: Some(leaving), arriving: None }).await
}

fn came_of(boxed: Boxed, tried: Result<Tried, WebError>) -> Result<Boxed, WebError> {
    match tried {
        Ok(Tried::Well(words)) => Ok(Boxed { seen: words, good: true, ..boxed }),
        Ok(Tried::Badly(words)) => Ok(Boxed { seen: words, good: false, ..boxed }),
        Err(error) => boxed.wrong(error),
    }
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    room: web::Data<dyn PostRoom>,
    done: Done,
) -> Result<HttpResponse, WebError> {
    let read = move |desk: &Desk| {
        let companies: Vec<_> = desk.controllers.values().map(|one| (one.id.clone(), one.brand.clone())).collect();
        Ok::<_, WorkError>((post_book(desk, &**room)?, companies, desk.zone()?))
    };
    let (frame, (book, companies, zone)) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    let leaving = done.leaving.unwrap_or_else(|| Leaving::of(&book));
    let arriving = done.arriving.unwrap_or_else(|| Arriving::beside(&leaving, &companies));
    let wrong = !leaving.boxed.error.is_empty() || !arriving.boxed.error.is_empty();
    let chosen = arriving.controller.clone();
    let company = |(id, brand): (String, String)| (id.clone(), brand, id == chosen);
    let mut response = answer(&MailPage {
        frame,
        standing: standing(&book),
        letters_lie: book.server().is_none(),
        can_go_back: book.kept.is_some(),
        watched: book.watched,
        data: book.folder,
        address: signed_in.staff.email.reveal().to_owned(),
        companies: companies.into_iter().map(company).collect(),
        leaving,
        arriving,
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
