//! A mailbox in the console: watched without a restart, tried before, paused, changed, forgotten; with how it stands and its history.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::mail::HERE;
use super::mailbox_view::{Arriving, StandingView};
use super::past::PastView;
use crate::domain::office::MailboxWay;
use crate::ports::post::PostRoom;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::office::{
    GivenMailbox, Tried, drop_mailbox, keep_mailbox, mailbox_book, pause_mailbox, post_book, try_mailbox,
};
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/mailbox.html")]
struct MailboxPage {
    frame: DeskFrame,
    /// Where its forms go: `/console/mail/new` or that of the mailbox.
    here: String,
    /// Nothing of one that is not kept yet.
    there: Option<There>,
    companies: Vec<(String, String, bool)>,
    arriving: Arriving,
    past: Vec<PastView>,
}

/// What is shown of a mailbox that is kept.
struct There {
    standing: StandingView,
    paused: bool,
}

/// Which mailbox a page is about.
#[derive(Clone)]
struct Which(Option<String>);

impl Which {
    fn here(&self) -> String {
        self.0.as_ref().map_or_else(|| format!("{HERE}/new"), |name| format!("{HERE}/box/{name}"))
    }

    /// What was typed, with what does not stand in the form.
    fn given(&self, desk: &Desk, typed: &Arriving) -> Result<GivenMailbox, WorkError> {
        let paused = match &self.0 {
            Some(name) => mailbox_book(desk, name)?.way.paused,
            None => false,
        };
        typed.given(self.0.is_none(), paused)
    }
}

/// GET /console/mail/new
pub async fn fresh(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, room, Which(None), None).await
}

/// GET /console/mail/box/{name}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    name: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, room, Which(Some(name.into_inner())), None).await
}

/// POST /console/mail/new: a mailbox is watched from now on; or only tried, where that button was pressed.
pub async fn add(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    take(&desk, &signed_in, room, Which(None), &fields).await
}

/// POST /console/mail/box/{name}: the same of one that is watched.
pub async fn change(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    room: web::Data<dyn PostRoom>,
    name: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    take(&desk, &signed_in, room, Which(Some(name.into_inner())), &fields).await
}

async fn take(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    room: web::Data<dyn PostRoom>,
    which: Which,
    fields: &Fields,
) -> Result<HttpResponse, WebError> {
    let typed = Arriving::read(fields, which.0.as_deref())?;
    let (only_try, actor) = (fields.has("try"), signed_in.actor());
    let (given, own, name) = (typed.clone(), room.clone(), which.clone());
    let done = at_desk(desk, move |desk| {
        let given = name.given(desk, &given)?;
        if only_try { try_mailbox(&**own, actor, &given).map(Some) } else { keep_mailbox(desk, &**own, actor, &given) }
    });
    let tried = match done.await {
        Ok(None) => return Ok(go_to(&format!("{HERE}/box/{}", typed.name))),
        Ok(Some(tried)) => Ok(tried),
        Err(error) => Err(error),
    };
    let anyway = !only_try && matches!(tried, Ok(Tried::Badly(_)));
    let boxed = typed.boxed.clone().tried(tried)?;
    show(desk, signed_in, room, which, Some(Arriving { boxed, anyway, ..typed })).await
}

/// POST /console/mail/box/{name}/pause: nobody looks into it, or somebody does again.
pub async fn pause(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    name: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let paused = posted.verified(&signed_in.key())?.one("paused")? == "yes";
    let (actor, own) = (signed_in.actor(), name.clone());
    at_desk(&desk, move |desk| pause_mailbox(desk, actor, &own, paused)).await?;
    Ok(go_to(&format!("{HERE}/box/{name}")))
}

/// POST /console/mail/box/{name}/remove
pub async fn remove(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    name: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| drop_mailbox(desk, actor, &name)).await?;
    Ok(go_to(HERE))
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    room: web::Data<dyn PostRoom>,
    which: Which,
    typed: Option<Arriving>,
) -> Result<HttpResponse, WebError> {
    let here = which.here();
    let read = move |desk: &Desk| {
        let book = post_book(desk, &**room)?;
        let companies: Vec<_> = desk.controllers.values().map(|one| (one.id.clone(), one.brand.clone())).collect();
        let kept = which.0.as_ref().map(|name| mailbox_book(desk, name)).transpose()?;
        let today = desk.today(desk.clock.now())?;
        let usual = kept.as_ref().map_or_else(|| Arriving::usual(desk, &book, today), |kept| Arriving::of(&kept.way));
        Ok::<_, WorkError>((kept, usual, companies, desk.zone()?))
    };
    let (frame, (kept, usual, companies, zone)) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    let arriving = typed.unwrap_or(usual);
    let wrong = !arriving.boxed.error.is_empty();
    let there = |way: &MailboxWay, standing| There {
        paused: way.paused,
        standing: StandingView::of(standing, way.paused, zone),
    };
    let mut response = answer(&MailboxPage {
        frame,
        here,
        there: kept.as_ref().map(|kept| there(&kept.way, &kept.standing)),
        companies: companies.into_iter().map(|(id, brand)| (id.clone(), brand, id == arriving.controller)).collect(),
        arriving,
        past: kept.map(|kept| PastView::all(kept.past, zone)).unwrap_or_default(),
    })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
