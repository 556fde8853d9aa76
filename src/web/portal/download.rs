//! Fetching the package: a fresh code, then the bytes as they come out of the vault.

use std::io::Read;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use askama::Template;
use futures_util::stream;
use tokio::sync::mpsc;

use super::door::{Note, knock_for_download, said};
use super::guest::{Guest, opening};
use crate::web::cookies::Token;
use crate::web::csrf::hexadecimal;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::{MistakeView, code_mistake, size};
use crate::workflow::codes::{Issued, Purpose};
use crate::workflow::portal::access::{self, Opened};
use crate::workflow::portal::fetching::{self, Availability, Handover, availability};
use crate::workflow::portal::{Entered, Standing, standing};

/// How much is read at once, and how many such pieces wait for a slow connection.
const PIECE: usize = 64 * 1024;
const WAITING: usize = 4;

#[derive(Template)]
#[template(path = "portal/download.html")]
struct DownloadView {
    frame: FrameView,
    reference: String,
    path: String,
    back: String,
    fresh: bool,
    sent: bool,
    until: Option<String>,
    renewable: bool,
    size: String,
    files: i64,
    fingerprint: String,
    note: Option<String>,
    mistakes: Vec<MistakeView>,
    token: String,
}

/// Shows what waits and asks for a code.
pub async fn show(guest: Guest, note: web::Query<Note>) -> Result<HttpResponse, WebError> {
    let Some(opened) = guest.opened().await? else { return knock_for_download(&guest) };
    render(&guest, opened, note.note.as_deref()).await
}

async fn render(guest: &Guest, opened: Opened, note: Option<&str>) -> Result<HttpResponse, WebError> {
    let standing = at_desk(&guest.desk, move |desk| standing(desk, opened.case)).await?;
    let mut view = view(guest, &standing, opened.fresh);
    view.sent = note.is_some();
    view.note = said(note, guest.language());
    view.mistakes = code_mistake(note, guest.language());
    let gone = view.until.is_none() && !view.renewable;
    let mut response = guest.page(&view)?;
    if gone {
        *response.status_mut() = StatusCode::GONE;
    }
    Ok(response)
}

fn view(guest: &Guest, standing: &Standing, fresh: bool) -> DownloadView {
    let disclosure = standing.disclosure();
    let available = disclosure.map(|disclosure| availability(disclosure, standing.now));
    let until = match available {
        Some(Availability::Until(until)) => Some(guest.language().weekday_date(standing.local(until))),
        _ => None,
    };
    DownloadView {
        frame: guest.frame(),
        reference: guest.reference.to_string(),
        path: guest.path("/download"),
        back: guest.path(""),
        fresh,
        sent: false,
        until,
        renewable: available == Some(Availability::Renewable),
        size: disclosure.map(|disclosure| size(disclosure.bytes, guest.language())).unwrap_or_default(),
        files: disclosure.map_or(0, |disclosure| disclosure.files),
        fingerprint: disclosure.map(|disclosure| fingerprint(&disclosure.sha256)).unwrap_or_default(),
        note: None,
        mistakes: Vec::new(),
        token: guest.form_token(),
    }
}

/// In groups of four, so that two people can compare it.
fn fingerprint(hash: &[u8; 32]) -> String {
    hash.chunks(2).map(hexadecimal).collect::<Vec<_>>().join(" ")
}

/// "Send me a code".
pub async fn send(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&guest.form_key())?;
    if guest.opened().await?.is_none() {
        return knock_for_download(&guest);
    }
    let reference = guest.reference.clone();
    let issued = at_desk(&guest.desk, move |desk| access::send_code(desk, &reference, Purpose::Download)).await?;
    Ok(guest.go(match issued {
        Issued::Until(_) => "/download?note=sent",
        Issued::Wait => "/download?note=wait",
        Issued::Enough => "/download?note=enough",
    }))
}

/// Takes the code, unless one was entered a moment ago, and hands the package over.
pub async fn fetch(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&guest.form_key())?;
    let Some(opened) = guest.opened().await? else { return knock_for_download(&guest) };
    if opened.fresh {
        return hand_over(&guest, opened).await;
    }
    let typed: String = fields.one("code")?.chars().take(64).collect();
    let (token, reference) = (Token::draw(&*guest.desk.entropy), guest.reference.clone());
    let old = guest.session_hash();
    let entered = at_desk(&guest.desk, move |desk| {
        let entered = access::enter(desk, &reference, Purpose::Download, &typed, token.hash())?;
        if let (Entered::Open(_), Some(old)) = (entered, old) {
            access::lock(desk, old)?;
        }
        Ok(entered)
    });
    match entered.await? {
        Entered::Open(_) => Ok(opening(hand_over(&guest, opened).await?, &token)),
        Entered::Wrong => Ok(guest.go("/download?note=wrong")),
        Entered::Over => Ok(guest.go("/download?note=over")),
    }
}

async fn hand_over(guest: &Guest, opened: Opened) -> Result<HttpResponse, WebError> {
    let fetched = at_desk(&guest.desk, move |desk| {
        let Some(id) = standing(desk, opened.case)?.disclosure().map(|disclosure| disclosure.id) else {
            return Ok(None);
        };
        fetching::fetch(desk, opened.case, id)
    });
    match fetched.await? {
        Some(handover) => Ok(attachment(&guest.reference.to_string(), handover)),
        // Its time is over or it is gone: the page says which.
        None => Ok(guest.go("/download")),
    }
}

/// Renews a package whose time is over.
pub async fn renew(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&guest.form_key())?;
    let Some(opened) = guest.opened().await?.filter(|opened| opened.fresh) else { return Ok(guest.go("/download")) };
    at_desk(&guest.desk, move |desk| match standing(desk, opened.case)?.disclosure() {
        Some(disclosure) => fetching::renew(desk, opened.case, disclosure.id),
        None => Ok(false),
    })
    .await?;
    Ok(guest.go("/download"))
}

/// The bytes as they come, never more than a few pieces in memory. A damaged package breaks the connection off: the length
/// was announced, so no browser takes a part for the whole.
fn attachment(reference: &str, handover: Handover) -> HttpResponse {
    let length = u64::try_from(handover.disclosure.bytes).unwrap_or_default();
    let pieces = pieces(handover.bytes);
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/zip"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{reference}.zip\"")))
        .no_chunking(length)
        .streaming(stream::unfold(pieces, |mut pieces| async move { pieces.recv().await.map(|piece| (piece, pieces)) }))
}

type Piece = Result<web::Bytes, std::io::Error>;

fn pieces(mut bytes: Box<dyn Read + Send>) -> mpsc::Receiver<Piece> {
    let (sender, receiver) = mpsc::channel::<Piece>(WAITING);
    tokio::task::spawn_blocking(move || {
        loop {
            let mut piece = vec![0; PIECE];
            let sent = match bytes.read(&mut piece) {
                Ok(0) => return,
                Ok(n) => {
                    piece.truncate(n);
                    sender.blocking_send(Ok(piece.into()))
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    tracing::error!(%error, "a package broke off while it was handed over");
                    drop(sender.blocking_send(Err(error)));
                    return;
                }
            };
            if sent.is_err() {
                return;
            }
        }
    });
    receiver
}
