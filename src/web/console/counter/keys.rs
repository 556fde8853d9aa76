//! The keys that lead to pages, and switching them off.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::Desk;
use crate::workflow::counter::shortcuts;

/// Each key with what it does. The script finds the place by the key that is written on it.
const KEYS: [(&str, &str); 12] = [
    ("?", "this page"),
    ("/", "search"),
    ("g q", "the queue"),
    ("g i", "the inbox"),
    ("n", "a new case"),
    ("j", "the next case of a list"),
    ("k", "the case before it"),
    ("r", "in a case: write to the person"),
    ("x", "in a case: write an internal note"),
    ("a", "in a case: give it to me"),
    ("m", "in a case: macros"),
    (".", "in a case: copy its reference"),
];

/// The page.
#[derive(Template)]
#[template(path = "console/shortcuts.html")]
struct ShortcutsView {
    frame: DeskFrame,
    keys: [(&'static str, &'static str); 12],
}

/// GET /console/shortcuts
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let (frame, ()) = framed(&desk, &signed_in, "/console/shortcuts".to_owned(), |_| Ok(())).await?;
    answer(&ShortcutsView { frame, keys: KEYS })
}

/// POST /console/shortcuts
pub async fn switch(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let on = posted.verified(&signed_in.key())?.one("keys")? == "on";
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| shortcuts::switch(desk, actor, on)).await?;
    Ok(go_to("/console/shortcuts"))
}
