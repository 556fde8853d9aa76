//! The door of a recipient, who answers from a mailed link what became of a notice (Article 19).
//!
//! They see what is asked and what finds the person, and nothing else of the case. Looking changes nothing: mail scanners open
//! links. Only a form of this page answers.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::closed_link::{THANKS, closed_page};
use super::desk::{at_desk, go_to};
use super::errors::WebError;
use super::fields::Posted;
use super::frame::FrameView;
use super::icons::Icon;
use super::plain::MistakeView;
use super::visitor::Visitor;
use crate::domain::clock::words::weekday_date;
use crate::domain::personal::Personal;
use crate::domain::telling::TellingState;
use crate::workflow::WorkError;
use crate::workflow::telling::{Answer, Sight, answer, see};

crate::routes! {
    GET "/recipient/{link}" => page;
    POST "/recipient/{link}" => submit;
}

#[derive(Template)]
#[template(path = "portal/recipient.html")]
struct RecipientView {
    frame: FrameView,
    reference: String,
    act: &'static str,
    keys: Vec<(String, String)>,
    data: Vec<String>,
    answer_by: String,
    is_known: bool,
    note: String,
    mistakes: Vec<MistakeView>,
    token: String,
}

/// GET /recipient/{link}
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
    let sight = at_desk(&visitor.desk, move |desk| see(desk, &asked)).await?.ok_or(WebError::NotFound)?;
    if !sight.is_open {
        return over(visitor, &sight);
    }
    let frame = visitor.frame_of(&sight.controller)?;
    visitor.page(&RecipientView {
        frame,
        reference: sight.reference,
        act: sight.act.words(),
        keys: sight.keys.into_iter().map(|(name, value)| (name, value.reveal().to_owned())).collect(),
        data: sight.data.iter().map(|one| one.reveal().to_owned()).collect(),
        answer_by: weekday_date(sight.answer_by),
        is_known: matches!(sight.state, TellingState::Acknowledged | TellingState::Declined),
        note,
        mistakes,
        token: visitor.form_token(),
    })
}

fn over(visitor: &Visitor, sight: &Sight) -> Result<HttpResponse, WebError> {
    let is_thanks = sight.state == TellingState::Done;
    let said = if is_thanks {
        THANKS
    } else {
        (
            "This link is not needed any more",
            "It was settled in another way, or a newer mail was sent. If you can still answer, reply to our latest mail.",
        )
    };
    closed_page(visitor, &sight.controller, &sight.reference, said, is_thanks)
}

/// POST /recipient/{link}
async fn submit(visitor: Visitor, link: web::Path<String>, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&visitor.form_key())?;
    let note = fields.one("note")?.to_owned();
    let chosen = match fields.one("answer")? {
        "done" => Some(Answer::Done),
        "acknowledged" => Some(Answer::Acknowledged),
        "cannot" => Some(Answer::Cannot),
        _ => None,
    };
    let Some(chosen) = chosen else {
        return show(&visitor, &link, note, mistake("answer", "Choose one of the answers.".to_owned())).await;
    };
    let (asked, said) = (link.clone(), Personal::new(note.clone()));
    match at_desk(&visitor.desk, move |desk| answer(desk, &asked, chosen, &said)).await {
        Ok(_) => Ok(go_to(&format!("/recipient/{link}"))),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            show(&visitor, &link, note, mistake(field, what)).await
        }
        Err(other) => Err(other),
    }
}

fn mistake(field: &str, what: String) -> Vec<MistakeView> {
    vec![MistakeView { field: field.to_owned(), what }]
}
