//! Stopping in the middle: a link by mail, with which the form goes on in another browser.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::views::{InputView, mistake_views};
use super::visit::{Visit, typed};
use crate::domain::personal::Personal;
use crate::web::cookies::Token;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::MistakeView;
use crate::workflow::codes::Issued;
use crate::workflow::form::path::first_open;
use crate::workflow::form::resume::{self, Mailed, TakenUp};
use crate::workflow::form::{Answers, Kept, Mistake, Question, Typed, check, draft, questions};

#[derive(Template)]
#[template(path = "form/later.html")]
struct LaterView {
    frame: FrameView,
    title: String,
    inputs: Vec<InputView>,
    mistakes: Vec<MistakeView>,
    note: Option<String>,
    sent: bool,
    back: String,
    action: String,
    token: String,
}

#[derive(Template)]
#[template(path = "form/resume.html")]
struct ResumeView {
    frame: FrameView,
    until: Option<String>,
    action: String,
    start: String,
    token: String,
}

/// Why somebody is back on the page.
#[derive(serde::Deserialize)]
pub struct Note {
    note: Option<String>,
}

/// Asks where the link shall go.
pub async fn later(visit: Visit, note: web::Query<Note>) -> Result<HttpResponse, WebError> {
    let key = visit.key();
    let answers = match at_desk(&visit.desk, move |desk| draft::look(desk, &key)).await? {
        Kept::Sent(_) => return Ok(visit.go("/sent")),
        Kept::Nothing => return super::home::ended(&visit),
        Kept::Open(answers) => answers,
    };
    let note = note.note.as_deref().filter(|note| matches!(*note, "sent" | "wait" | "enough"));
    let typed = Typed::from([("email".to_owned(), vec![answers.one("email").to_owned()])]);
    visit.page(&later_view(&visit, &typed, &[], note))
}

fn later_view(visit: &Visit, typed: &Typed, mistakes: &[Mistake], note: Option<&str>) -> LaterView {
    let question = question(visit);
    LaterView {
        frame: visit.frame(),
        inputs: question.inputs.iter().map(|input| InputView::of(input, typed, mistakes)).collect(),
        title: question.title,
        mistakes: mistake_views(mistakes),
        sent: note == Some("sent"),
        note: note.map(|note| visit.language().text(&format!("later.note_{note}"))),
        back: visit.path("/resume"),
        action: visit.path("/later"),
        token: visit.form_token(),
    }
}

fn question(visit: &Visit) -> Question {
    questions::where_to_mail(visit.way.first(), visit.language())
}

/// Mails the link. What the page says then is the same whether or not somebody reads that address.
pub async fn mail(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&visit.form_key())?;
    let question = question(&visit);
    let typed = typed(&fields, &question)?;
    let taken = match check(&question, &typed, visit.language()) {
        Ok(taken) => taken,
        Err(mistakes) => {
            let mut response = visit.page(&later_view(&visit, &typed, &mistakes, None))?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(response);
        }
    };
    let to = taken.get("email").and_then(|values| values.first()).cloned().unwrap_or_else(Personal::default);
    let key = visit.key();
    Ok(match at_desk(&visit.desk, move |desk| resume::mail_link(desk, &key, &to)).await? {
        Mailed::Said(Issued::Until(_)) => visit.go("/later?note=sent"),
        Mailed::Said(Issued::Wait) => visit.go("/later?note=wait"),
        Mailed::Said(Issued::Enough) => visit.go("/later?note=enough"),
        Mailed::Filed(_) => visit.go("/sent"),
        Mailed::Ended => return super::home::ended(&visit),
    })
}

/// On with the form in this browser, where it was left.
pub async fn go_on(visit: Visit) -> Result<HttpResponse, WebError> {
    let key = visit.key();
    Ok(match at_desk(&visit.desk, move |desk| draft::look(desk, &key)).await? {
        Kept::Sent(_) => visit.go("/sent"),
        Kept::Nothing => return super::home::ended(&visit),
        Kept::Open(answers) => where_left(&visit, &answers),
    })
}

fn where_left(visit: &Visit, answers: &Answers) -> HttpResponse {
    match first_open(answers) {
        Some(page) => visit.go(&format!("/ask/{}", page.code())),
        None => visit.go("/check"),
    }
}

/// What a link leads to. Opening the address shows and changes nothing.
pub async fn show(visit: Visit, path: web::Path<(String, String)>) -> Result<HttpResponse, WebError> {
    let (key, secret) = (visit.key(), Token::parse(&path.1));
    let until = match secret {
        Some(secret) => at_desk(&visit.desk, move |desk| resume::look_behind(desk, secret.key(), &key)).await?,
        None => None,
    };
    let zone = visit.desk.terms(&visit.controller)?.zone;
    let words = until.map(|until| {
        let day = visit.language().weekday_date(until.with_timezone(&zone).date_naive());
        let time = visit.language().clock_time(until, zone);
        visit.language().say("letter.first.link_until").with("day", day).with("time", time).plain()
    });
    page(&visit, &path.1, words)
}

fn page(visit: &Visit, secret: &str, until: Option<String>) -> Result<HttpResponse, WebError> {
    let over = until.is_none();
    let mut response = visit.page(&ResumeView {
        frame: visit.frame(),
        until,
        action: visit.path(&format!("/resume/{secret}")),
        start: visit.path(""),
        token: visit.form_token(),
    })?;
    if over {
        *response.status_mut() = StatusCode::GONE;
    }
    Ok(response)
}

/// Moves the form into this browser.
pub async fn take_up(
    visit: Visit,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&visit.form_key())?;
    let Some(secret) = Token::parse(&path.1) else { return page(&visit, &path.1, None) };
    let another = visit.another();
    let (key, spare) = (visit.key(), visit.key_of(&another));
    match at_desk(&visit.desk, move |desk| resume::take_up(desk, secret.key(), &key, &spare)).await? {
        TakenUp::Here(answers) => Ok(where_left(&visit, &answers)),
        TakenUp::Apart(answers) => Ok(visit.hand(where_left(&visit, &answers), &another)),
        TakenUp::Over => page(&visit, &path.1, None),
    }
}
