//! Getting in: the reference, a code by mail, the page. Every step is the same for a reference that does not exist.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::guest::{Guest, opening};
use super::page::{Answered, render};
use crate::domain::case::{NotAReference, Reference};
use crate::domain::language::Language;
use crate::web::cookies::Token;
use crate::web::desk::{at_desk, go_to};
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::{MistakeView, code_mistake};
use crate::web::visitor::Visitor;
use crate::workflow::codes::{Issued, Purpose};
use crate::workflow::portal::Entered;
use crate::workflow::portal::access;

#[derive(Template)]
#[template(path = "portal/find.html")]
struct FindView {
    frame: FrameView,
    mistakes: Vec<MistakeView>,
    token: String,
}

#[derive(Template)]
#[template(path = "portal/knock.html")]
pub(super) struct KnockView {
    frame: FrameView,
    reference: String,
    path: String,
    download: bool,
    /// An answer that was typed while the page closed itself.
    kept: String,
    token: String,
}

#[derive(Template)]
#[template(path = "portal/code.html")]
struct CodeView {
    frame: FrameView,
    reference: String,
    path: String,
    download: bool,
    /// An answer that was typed while the page closed itself.
    kept: String,
    note: Option<String>,
    mistakes: Vec<MistakeView>,
    token: String,
}

/// Why somebody is back on the code page.
#[derive(serde::Deserialize)]
pub struct Note {
    /// A word for it.
    pub note: Option<String>,
    /// Present when they are on their way to the download.
    pub download: Option<String>,
}

/// What a code is asked for. Whoever follows the link to the package gets the code that opens it, and needs no second one.
fn purpose(is_download: bool) -> Purpose {
    if is_download { Purpose::Download } else { Purpose::Status }
}

/// The page that asks for a code, on the way to where it leads.
fn code_page(purpose: Purpose, note: &str) -> String {
    let download = if purpose == Purpose::Download { "&download=yes" } else { "" };
    format!("/code?note={note}{download}")
}

/// Asks for the reference.
pub async fn find(visitor: Visitor, note: web::Query<Note>) -> Result<HttpResponse, WebError> {
    let known = note.note.as_deref().filter(|note| matches!(*note, "shape" | "slip"));
    let what = known.map(|note| visitor.language().text(&format!("find.mistake_{note}")));
    let mistake = what.map(|what| MistakeView { field: "reference".to_owned(), what });
    let mistakes = mistake.into_iter().collect();
    visitor.page(&FindView { frame: visitor.desk_frame(), mistakes, token: visitor.form_token() })
}

/// Takes the reference and mails a code to whoever sent it, if anybody did.
pub async fn found(visitor: Visitor, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&visitor.form_key())?;
    match Reference::parse(fields.one("reference")?) {
        Ok(reference) => send_to(&visitor.desk, &reference, Purpose::Status).await,
        Err(NotAReference::Shape) => Ok(go_to("/status?note=shape")),
        Err(NotAReference::Check) => Ok(go_to("/status?note=slip")),
    }
}

/// A closed door: what the person sees at their reference's address before they have entered a code.
pub(super) fn knock(guest: &Guest) -> Result<HttpResponse, WebError> {
    knock_for(guest, false, String::new())
}

/// The same for whoever typed an answer for longer than the page stayed open: their words go with them to the code and back.
pub(super) fn knock_keeping(guest: &Guest, answer: String) -> Result<HttpResponse, WebError> {
    knock_for(guest, false, answer)
}

/// The same in front of the download, to which the code then leads.
pub(super) fn knock_for_download(guest: &Guest) -> Result<HttpResponse, WebError> {
    knock_for(guest, true, String::new())
}

fn knock_for(guest: &Guest, download: bool, kept: String) -> Result<HttpResponse, WebError> {
    let (reference, path) = (guest.reference.to_string(), guest.path(""));
    guest.page(&KnockView { frame: guest.frame(), reference, path, download, kept, token: guest.form_token() })
}

/// "Send me a code".
pub async fn send(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&guest.form_key())?;
    let kept = fields.one("answer")?.to_owned();
    if kept.is_empty() {
        return send_to(&guest.desk, &guest.reference, purpose(fields.has("download"))).await;
    }
    let reference = guest.reference.clone();
    let note = match at_desk(&guest.desk, move |desk| access::send_code(desk, &reference, Purpose::Status)).await? {
        Issued::Until(_) => None,
        Issued::Wait => Some("wait"),
        Issued::Enough => Some("enough"),
    };
    guest.page(&code_view(&guest, false, note, kept))
}

async fn send_to(
    desk: &web::Data<crate::workflow::Desk>,
    reference: &Reference,
    purpose: Purpose,
) -> Result<HttpResponse, WebError> {
    let own = reference.clone();
    let issued = at_desk(desk, move |desk| access::send_code(desk, &own, purpose)).await?;
    let page = match issued {
        Issued::Until(_) if purpose == Purpose::Status => "/code".to_owned(),
        Issued::Until(_) => code_page(purpose, "sent"),
        Issued::Wait => code_page(purpose, "wait"),
        Issued::Enough => code_page(purpose, "enough"),
    };
    Ok(go_to(&format!("/status/{reference}{page}")))
}

/// Asks for the code.
pub async fn ask_code(guest: Guest, note: web::Query<Note>) -> Result<HttpResponse, WebError> {
    guest.page(&code_view(&guest, note.download.is_some(), note.note.as_deref(), String::new()))
}

fn code_view(guest: &Guest, download: bool, note: Option<&str>, kept: String) -> CodeView {
    CodeView {
        download,
        kept,
        frame: guest.frame(),
        reference: guest.reference.to_string(),
        path: guest.path(""),
        note: said(note, guest.language()),
        mistakes: code_mistake(note, guest.language()),
        token: guest.form_token(),
    }
}

/// What a note in the address means.
pub(super) fn said(note: Option<&str>, language: &Language) -> Option<String> {
    let note = note.filter(|note| matches!(*note, "wait" | "enough"))?;
    Some(language.text(&format!("enter.note_{note}")))
}

/// Takes the code and opens a session with a secret of its own.
pub async fn enter(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&guest.form_key())?;
    let typed: String = fields.one("code")?.chars().take(64).collect();
    let (purpose, kept) = (purpose(fields.has("download")), fields.one("answer")?.to_owned());
    let anew = |note: &str, kept: String| {
        if kept.is_empty() {
            return Ok(guest.go(&code_page(purpose, note)));
        }
        guest.page(&code_view(&guest, false, Some(note), kept))
    };
    if typed.trim().is_empty() {
        return anew("empty", kept);
    }
    let (token, reference) = (Token::draw(&*guest.desk.entropy), guest.reference.clone());
    let entering = at_desk(&guest.desk, move |desk| access::enter(desk, &reference, purpose, &typed, token.hash()));
    match entering.await? {
        Entered::Open(_) if purpose == Purpose::Download => Ok(opening(guest.go("/download"), &token)),
        Entered::Open(_) if kept.is_empty() => Ok(opening(guest.go(""), &token)),
        Entered::Open(case) => {
            let done = Some(guest.language().text("status.answer_kept"));
            Ok(opening(render(&guest, case, Answered { typed: kept, mistake: None, done }).await?, &token))
        }
        Entered::Wrong => anew("wrong", kept),
        Entered::Over => anew("over", kept),
    }
}
