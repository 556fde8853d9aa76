//! The page of a reply: pick a text, write, look at it, send it. Every button posts the page, so nothing needs a script.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Tz;

use crate::domain::case::Reference;
use crate::domain::ids::ReplyTextId;
use crate::domain::personal::Personal;
use crate::ports::letters::Written;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::case_view::{HeadView, as_seen};
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::history::{HappenedView, Sort, stream};
use crate::web::console::shown::moment;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::{CaseFile, open_case};
use crate::workflow::{Desk, WorkError, replies};

/// The page.
#[derive(Template)]
#[template(path = "console/reply.html")]
struct ReplyView {
    frame: DeskFrame,
    head: HeadView,
    to: String,
    on_paper: bool,
    texts: Vec<(String, String)>,
    heard: Option<Heard>,
    typed: Typed,
}

/// What the person wrote last: it is answered, so it is there to be read.
struct Heard {
    when: String,
    words: String,
}

impl Heard {
    fn last(file: &CaseFile, zone: Tz) -> Option<Self> {
        let theirs = |line: &HappenedView| line.sort == Sort::Mail && !line.outgoing && !line.body.is_empty();
        let line = as_seen(stream(file, zone).into_iter().find(theirs)?, file);
        Some(Self { when: moment(line.at, zone), words: line.body })
    }
}

/// What was typed, and what came of it.
#[derive(Clone, Default)]
struct Typed {
    text: String,
    letter: Option<Written>,
    kept: bool,
    error: String,
}

/// GET …/reply, with the draft that is there.
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (reference, actor) = (reference_in(&reference)?, signed_in.actor());
    let wanted = reference.clone();
    let draft = at_desk(&desk, move |desk| {
        let file = open_case(desk, actor, &wanted)?;
        replies::draft(desk, actor, file.case.id)
    });
    let text = draft.await?.map(|draft| draft.reveal().to_owned()).unwrap_or_default();
    show(&desk, &signed_in, reference, Typed { text, ..Typed::default() }).await
}

/// What a button asks for.
enum Wish {
    Insert(ReplyTextId),
    Keep,
    Look,
    Send,
}

/// POST …/reply: the button says what for.
pub async fn submit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let reference = reference_in(&reference)?;
    let mut typed = Typed { text: fields.one("text")?.to_owned(), ..Typed::default() };
    let wish = match (fields.one("do")?, ReplyTextId::parse(fields.one("begin")?)) {
        ("send", _) => Wish::Send,
        ("keep", _) => Wish::Keep,
        ("insert", Some(id)) => Wish::Insert(id),
        _ => Wish::Look,
    };
    match carried_out(&desk, &signed_in, &reference, &mut typed, wish).await {
        Ok(Some(mail)) => Ok(go_to(&format!("/console/case/{reference}/reply/{mail}"))),
        Ok(None) => show(&desk, &signed_in, reference, typed).await,
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            typed.error = what;
            show(&desk, &signed_in, reference, typed).await
        }
        Err(other) => Err(other),
    }
}

async fn carried_out(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: &Reference,
    typed: &mut Typed,
    wish: Wish,
) -> Result<Option<String>, WebError> {
    let (actor, wanted, mut given) = (signed_in.actor(), reference.clone(), typed.clone());
    let (sent, given) = at_desk(desk, move |desk| {
        let file = open_case(desk, actor, &wanted)?;
        let (case, text) = (file.case.id, Personal::new(given.text.clone()));
        let mut sent = None;
        match wish {
            Wish::Insert(id) => given.text = with_text(desk, &file, &given.text, id)?,
            Wish::Keep => {
                replies::keep_draft(desk, actor, case, &text)?;
                given.kept = true;
            }
            Wish::Look => given.letter = Some(replies::preview(desk, actor, case, &text)?),
            Wish::Send => sent = Some(replies::send(desk, actor, case, &text)?.to_string()),
        }
        Ok((sent, given))
    })
    .await?;
    *typed = given;
    Ok(sent)
}

/// What was typed, with a text behind it.
fn with_text(desk: &Desk, file: &CaseFile, typed: &str, id: ReplyTextId) -> Result<String, WorkError> {
    let texts = replies::texts(desk)?;
    let Some(text) = texts.iter().find(|text| text.id == id) else { return Ok(typed.to_owned()) };
    let text = replies::filled(&text.body, file, &desk.controller(&file.case.controller)?.brand);
    let typed = typed.trim_end();
    Ok(if typed.is_empty() { text } else { format!("{typed}\n\n{text}") })
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    typed: Typed,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let read = move |desk: &Desk| Ok((open_case(desk, actor, &reference)?, replies::texts(desk)?));
    let (frame, (file, texts)) = framed(desk, signed_in, String::new(), read).await?;
    let controller = desk.controller(&file.case.controller)?;
    let zone = desk.terms(controller)?.zone;
    answer(&ReplyView {
        head: HeadView::of(&file, controller, zone, signed_in.staff.id),
        heard: Heard::last(&file, zone),
        to: match file.case.post_only() {
            Some(_) => "their postal address".to_owned(),
            None => crate::web::console::mask::email(file.case.requester.email.reveal()),
        },
        on_paper: file.case.post_only().is_some(),
        texts: texts.into_iter().map(|text| (text.id.to_string(), text.name)).collect(),
        frame,
        typed,
    })
}
