//! The door of somebody outside, who answers one task from a mailed link: a colleague elsewhere, a processor, a supplier.
//!
//! They see what is asked and what finds the person, and nothing else of the case. Looking changes nothing: mail scanners open
//! links. Only a form of this page answers.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::desk::{at_desk, go_to};
use super::errors::WebError;
use super::filed;
use super::frame::FrameView;
use super::icons::Icon;
use super::outside::{OwnView, THANKS, closed_page, mistake, mistake_in};
use super::plain::MistakeView;
use super::visitor::Visitor;
use crate::domain::disclosure::Voice;
use crate::domain::outside::{identity, task};
use crate::domain::task_link::LinkState;
use crate::domain::upload::NotTaken;
use crate::workflow::task_links::{Closed, Question, Reply, Sight, answer, see};

crate::routes! {
    GET "/task/{link}" => page;
    POST "/task/{link}" => submit;
}

#[derive(Template)]
#[template(path = "portal/task.html")]
struct TaskView {
    frame: FrameView,
    reference: String,
    title: OwnView,
    is_search: bool,
    about: Vec<(OwnView, String)>,
    until: String,
    note: String,
    mistakes: Vec<MistakeView>,
    token: String,
}

/// GET /task/{link}
async fn page(visitor: Visitor, link: web::Path<String>) -> Result<HttpResponse, WebError> {
    show(&visitor, &link, String::new(), Vec::new()).await
}

async fn show(
    visitor: &Visitor,
    link: &str,
    note: String,
    mistakes: Vec<MistakeView>,
) -> Result<HttpResponse, WebError> {
    let asked = link.to_owned();
    match at_desk(&visitor.desk, move |desk| see(desk, &asked)).await? {
        Some(Sight::Open(question)) => visitor.page(&open_view(visitor, question, note, mistakes)?),
        Some(Sight::Closed(closed)) => over(visitor, &closed),
        None => Err(WebError::NotFound),
    }
}

fn open_view(
    visitor: &Visitor,
    question: Question,
    note: String,
    mistakes: Vec<MistakeView>,
) -> Result<TaskView, WebError> {
    let controller = visitor.desk.controller(&question.controller)?;
    let voice = Voice::new(controller, visitor.language());
    let named = |name: &str| OwnView::of(identity(name, controller, voice));
    let about = question.about.iter().map(|(name, value)| (named(name), value.reveal().to_owned()));
    Ok(TaskView {
        frame: visitor.frame_of(&question.controller)?,
        reference: question.reference,
        title: OwnView::of(task(&question.title, voice)),
        is_search: question.is_search,
        about: about.collect(),
        until: visitor.language().weekday_date(question.until),
        note,
        mistakes,
        token: visitor.form_token(),
    })
}

/// The text that says why a file is not taken. A customer may send less at a time.
fn not_taken(no: NotTaken) -> String {
    match no {
        NotTaken::TooLarge => "outside.task.too_large".to_owned(),
        other => format!("files.not_{}", other.code()),
    }
}

fn over(visitor: &Visitor, closed: &Closed) -> Result<HttpResponse, WebError> {
    let said = match closed.state {
        LinkState::Answered => THANKS,
        LinkState::Declined => ("outside.task.declined", "outside.task.declined_more"),
        LinkState::Open | LinkState::Expired => ("outside.task.over", "outside.task.over_more"),
        LinkState::Revoked => ("outside.settled", "outside.task.settled_more"),
    };
    let is_thanks = matches!(closed.state, LinkState::Answered | LinkState::Declined);
    closed_page(visitor, &closed.controller, &closed.reference, said, is_thanks)
}

/// POST /task/{link}
async fn submit(visitor: Visitor, link: web::Path<String>, mut body: Multipart) -> Result<HttpResponse, WebError> {
    filed::prove(visitor.form_key(), &mut body).await?;
    // A file is taken in only where there is something to answer.
    let asked = link.clone();
    match at_desk(&visitor.desk, move |desk| see(desk, &asked)).await? {
        Some(Sight::Open(_)) => {}
        Some(Sight::Closed(_)) => return Ok(go_to(&format!("/task/{link}"))),
        None => return Err(WebError::NotFound),
    }
    let filed = match filed::read_outside(&visitor.desk, body).await? {
        Err(no) => {
            let why = mistake(&visitor, "file", &not_taken(no));
            return show(&visitor, &link, String::new(), why).await;
        }
        Ok(filed) => filed,
    };
    let note = filed.note.clone();
    let reply = match filed.kind() {
        Ok(kind) => kind.map_or(Reply::Cannot, Reply::Settled),
        Err(unclear) => {
            filed.discard(&visitor.desk).await?;
            let why = mistake(&visitor, "answer", &format!("outside.task.{}", unclear.code()));
            return show(&visitor, &link, note.reveal().to_owned(), why).await;
        }
    };
    let (asked, said) = (link.clone(), note.clone());
    match at_desk(&visitor.desk, move |desk| answer(desk, &asked, reply, &said)).await {
        Ok(true) => Ok(go_to(&format!("/task/{link}"))),
        Ok(false) => {
            filed.discard(&visitor.desk).await?;
            Ok(go_to(&format!("/task/{link}")))
        }
        Err(error) => {
            filed.discard(&visitor.desk).await?;
            let mistakes = mistake_in(&visitor, error, note.reveal())?;
            show(&visitor, &link, note.reveal().to_owned(), mistakes).await
        }
    }
}
