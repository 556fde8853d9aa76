//! The code, or sending without it.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::checking::{address_page, after_pressing};
use super::views::StepsView;
use super::visit::Visit;
use crate::domain::clock::words::local;
use crate::domain::language::Language;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::{MistakeView, code_mistake};
use crate::workflow::codes::Issued;
use crate::workflow::form::filing::{Filed, Pressed, confirm as confirm_code, send_again, send_without_code};
use crate::workflow::form::{Answers, Kept, Way, draft};

#[derive(Template)]
#[template(path = "form/code.html")]
struct CodeView {
    frame: FrameView,
    email: String,
    until: Option<String>,
    counts_from: String,
    note: Option<String>,
    mistakes: Vec<MistakeView>,
    path: String,
    /// Where the address can be changed.
    change: String,
    /// Where "Back" leads.
    back: String,
    /// Whether it is a complaint that is sent.
    complaint: bool,
    token: String,
    steps: StepsView,
}

/// Why the person is back on this page.
#[derive(serde::Deserialize)]
pub struct Note {
    note: Option<String>,
}

/// Asks for the code.
pub async fn show(visit: Visit, note: web::Query<Note>) -> Result<HttpResponse, WebError> {
    let key = visit.key();
    let answers = match at_desk(&visit.desk, move |desk| draft::look(desk, &key)).await? {
        Kept::Sent(_) => return Ok(visit.go("/sent")),
        Kept::Nothing => return super::home::ended(&visit),
        Kept::Open(answers) if answers.pressed_at.is_none() => return Ok(visit.go("/check")),
        Kept::Open(answers) => answers,
    };
    let note = note.note.as_deref();
    visit.page(&view(&visit, &answers, note)?)
}

/// What a note in the address means for this page.
fn said(note: Option<&str>, language: &Language) -> Option<String> {
    let note = note.filter(|note| matches!(*note, "wait" | "enough" | "new"))?;
    Some(language.text(&format!("code.note_{note}")))
}

fn view(visit: &Visit, answers: &Answers, note: Option<&str>) -> Result<CodeView, WebError> {
    let (zone, language) = (visit.desk.terms(&visit.controller)?.zone, visit.language());
    let now = visit.desk.clock.now();
    let alive = answers.code_until.filter(|until| *until > now && note != Some("over"));
    let frame = visit.frame();
    Ok(CodeView {
        steps: StepsView::of(visit.way, visit.way.confirm_step(), &frame),
        frame,
        email: answers.one("email").to_owned(),
        until: alive.map(|until| language.clock_time(until, zone)),
        counts_from: language.long_date(local(answers.pressed_at.unwrap_or(now), zone)),
        note: said(note, language),
        mistakes: code_mistake(note, language),
        path: visit.path(""),
        back: visit.path("/check"),
        token: visit.form_token(),
        change: visit.path(address_page(visit.way)),
        complaint: visit.way == Way::Complaint,
    })
}

/// Takes the code.
pub async fn confirm(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&visit.form_key())?;
    let (key, code) = (visit.key(), fields.one("code")?.chars().take(64).collect::<String>());
    if code.trim().is_empty() {
        return Ok(visit.go("/code?note=empty"));
    }
    let filed = at_desk(&visit.desk, move |desk| confirm_code(desk, &key, &code)).await?;
    after_filing(&visit, filed)
}

/// "Send a new code".
pub async fn again(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&visit.form_key())?;
    let key = visit.key();
    let pressed = at_desk(&visit.desk, move |desk| send_again(desk, &key)).await?;
    match pressed {
        Pressed::Code(Issued::Until(_)) => Ok(visit.go("/code?note=new")),
        other => after_pressing(&visit, other),
    }
}

/// "Send without confirming".
pub async fn without(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&visit.form_key())?;
    let key = visit.key();
    let filed = at_desk(&visit.desk, move |desk| send_without_code(desk, &key)).await?;
    after_filing(&visit, filed)
}

fn after_filing(visit: &Visit, filed: Filed) -> Result<HttpResponse, WebError> {
    Ok(match filed {
        Filed::Sent(_) => visit.go("/sent"),
        Filed::Incomplete => visit.go("/check"),
        Filed::Ended => return super::home::ended(visit),
        Filed::Wrong => visit.go("/code?note=wrong"),
        Filed::Over => visit.go("/code?note=over"),
    })
}
