//! The inbox: what arrived by mail and waits for somebody to say what becomes of it; and a box to paste anything into.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::inbox_view::{LineView, lines_of, mailbox_words};
use super::office::listed::ListFile;
use crate::domain::access::Permission;
use crate::ports::store::incoming::EntryState;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::incoming::{self, Taken};
use crate::workflow::{Desk, WorkError};

/// Lines of the page.
const LINES: i64 = 100;
/// Decided entries that are still shown.
const DECIDED: i64 = 20;

/// The page.
#[derive(Template)]
#[template(path = "console/inbox.html")]
struct InboxView {
    frame: DeskFrame,
    lines: Vec<LineView>,
    decided: Vec<LineView>,
    shops: Vec<(String, String)>,
    may_paste: bool,
    troubles: Vec<String>,
    typed: Typed,
}

/// What was typed into the box.
#[derive(Clone, Default)]
struct Typed {
    controller: String,
    from: String,
    received: String,
    text: String,
    field: &'static str,
    error: String,
}

/// GET /console/inbox
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, Typed::default()).await
}

/// POST /console/inbox: takes in what was pasted.
pub async fn paste(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let mut typed = Typed {
        controller: fields.one("controller")?.to_owned(),
        from: fields.one("from")?.to_owned(),
        received: fields.one("received")?.to_owned(),
        text: fields.one("text")?.to_owned(),
        ..Typed::default()
    };
    let (given, actor) = (typed.clone(), signed_in.actor());
    let taken = at_desk(&desk, move |desk| {
        incoming::paste(desk, actor, &given.controller, &given.text, &given.from, &given.received)
    });
    match taken.await {
        Ok(Taken::New(id) | Taken::Known(id)) => Ok(go_to(&format!("/console/inbox/{id}"))),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            (typed.field, typed.error) = (field, what);
            show(&desk, &signed_in, typed).await
        }
        Err(other) => Err(other),
    }
}

/// GET /console/inbox.csv: what waits, as the page has it.
pub async fn csv(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let head = &["Received", "From", "Subject", "Company", "What it seems to be", "Rights", "State"];
    let actor = signed_in.actor();
    let rows = move |desk: &Desk| {
        let waiting = incoming::waiting(desk, EntryState::Waiting, LINES)?;
        let row = |line: LineView| {
            let LineView { received, from, subject, brand, kind, rights, state, .. } = line;
            vec![received, from, subject, brand, kind.to_owned(), rights, state.to_owned()]
        };
        Ok(lines_of(desk, actor, &waiting)?.into_iter().map(row).collect())
    };
    ListFile { name: "inbox", head }.send(&desk, &signed_in, rows).await
}

async fn show(desk: &web::Data<Desk>, signed_in: &SignedIn, typed: Typed) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let read = move |desk: &Desk| {
        let waiting = incoming::waiting(desk, EntryState::Waiting, LINES)?;
        let mut decided = Vec::new();
        for state in [EntryState::Opened, EntryState::Attached, EntryState::SetAside] {
            decided.extend(incoming::waiting(desk, state, DECIDED)?);
        }
        decided.sort_by_key(|opened| std::cmp::Reverse(opened.entry.decided.map(|(_, at)| at)));
        let shops: Vec<_> = desk.controllers.values().map(|c| (c.id.clone(), c.brand.clone())).collect();
        let standings = incoming::mailbox_standings(desk)?;
        let troubles = standings.iter().filter_map(mailbox_words).collect();
        Ok((lines_of(desk, actor, &waiting)?, lines_of(desk, actor, &decided)?, shops, troubles))
    };
    let (frame, (lines, decided, shops, troubles)) = framed(desk, signed_in, "/console/inbox".to_owned(), read).await?;
    let may_paste = signed_in.staff.role.may(Permission::HandleCases);
    answer(&InboxView { frame, lines, decided, shops, may_paste, troubles, typed })
}
