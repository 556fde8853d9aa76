//! The door of somebody outside, who answers one task from a mailed link: a colleague elsewhere, a processor, a supplier.
//!
//! They see what is asked and what finds the person, and nothing else of the case. Looking changes nothing: mail scanners open
//! links. Only a form of this page answers.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::closed_link::{THANKS, closed_page};
use super::desk::{at_desk, go_to};
use super::errors::WebError;
use super::filed;
use super::frame::FrameView;
use super::icons::Icon;
use super::plain::MistakeView;
use super::visitor::Visitor;
use crate::domain::clock::words::weekday_date;
use crate::domain::personal::Personal;
use crate::domain::task_link::LinkState;
use crate::workflow::WorkError;
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
    title: String,
    is_search: bool,
    about: Vec<(String, String)>,
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
    let about = question.about.into_iter().map(|(name, value)| (name, value.reveal().to_owned()));
    Ok(TaskView {
        frame: visitor.frame_of(&question.controller)?,
        reference: question.reference,
        title: question.title,
        is_search: question.is_search,
        about: about.collect(),
        until: weekday_date(question.until),
        note,
        mistakes,
        token: visitor.form_token(),
    })
}

fn over(visitor: &Visitor, closed: &Closed) -> Result<HttpResponse, WebError> {
    let said = match closed.state {
        LinkState::Answered => THANKS,
        LinkState::Declined => (
            "Thank you for telling us",
            "We have noted why it cannot be done, and somebody looks at it. If that changes, write to us.",
        ),
        LinkState::Open | LinkState::Expired => (
            "The time of this link is over",
            "Nothing was lost. If you can still answer, write to us and we send you a new link.",
        ),
        LinkState::Revoked => (
            "This link is not needed any more",
            "It was settled in another way, or a newer link was sent. If you were about to answer, look for a newer mail from us.",
        ),
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
    let filed = match filed::read(&visitor.desk, body).await {
        Err(WebError::Work(WorkError::Field { field, what })) => {
            return show(&visitor, &link, String::new(), mistake(field, what)).await;
        }
        other => other?,
    };
    let note = filed.note.clone();
    match taken(&visitor, &link, &filed, note.clone()).await {
        Ok(true) => Ok(go_to(&format!("/task/{link}"))),
        Ok(false) => {
            filed.discard(&visitor.desk).await?;
            Ok(go_to(&format!("/task/{link}")))
        }
        Err(error) => {
            filed.discard(&visitor.desk).await?;
            match error {
                WebError::Work(WorkError::Field { field, what }) => {
                    show(&visitor, &link, note.reveal().to_owned(), mistake(field, what)).await
                }
                other => Err(other),
            }
        }
    }
}

async fn taken(visitor: &Visitor, link: &str, filed: &filed::Filed, note: Personal) -> Result<bool, WebError> {
    let reply = filed.kind()?.map_or(Reply::Cannot, Reply::Settled);
    let link = link.to_owned();
    at_desk(&visitor.desk, move |desk| answer(desk, &link, reply, &note)).await
}

fn mistake(field: &str, what: String) -> Vec<MistakeView> {
    vec![MistakeView { field: field.to_owned(), what }]
}
