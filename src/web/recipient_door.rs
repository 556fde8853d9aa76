//! The door of a recipient, who answers from a mailed link what became of a notice (Article 19).
//!
//! They see what is asked and what finds the person, and nothing else of the case. Looking changes nothing: mail scanners open
//! links. Only a form of this page answers.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::desk::{at_desk, go_to};
use super::errors::WebError;
use super::fields::Posted;
use super::frame::FrameView;
use super::icons::Icon;
use super::outside::{OwnView, THANKS, closed_page, mistake, mistake_in};
use super::plain::MistakeView;
use super::visitor::Visitor;
use crate::domain::disclosure::Voice;
use crate::domain::outside::{changed, identity};
use crate::domain::personal::Personal;
use crate::domain::telling::TellingState;
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
    act: String,
    keys: Vec<(OwnView, String)>,
    data: Vec<OwnView>,
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
    let controller = visitor.desk.controller(&sight.controller)?;
    let voice = Voice::new(controller, visitor.language());
    let named = |name: &str| OwnView::of(identity(name, controller, voice));
    visitor.page(&RecipientView {
        frame,
        reference: sight.reference,
        act: voice.text(&format!("outside.recipient.act.{}", sight.act.code())),
        keys: sight.keys.iter().map(|(name, value)| (named(name), value.reveal().to_owned())).collect(),
        data: sight.data.iter().map(|one| OwnView::of(changed(one.reveal(), voice))).collect(),
        answer_by: visitor.language().weekday_date(sight.answer_by),
        is_known: matches!(sight.state, TellingState::Acknowledged | TellingState::Declined),
        note,
        mistakes,
        token: visitor.form_token(),
    })
}

fn over(visitor: &Visitor, sight: &Sight) -> Result<HttpResponse, WebError> {
    let is_thanks = sight.state == TellingState::Done;
    let said = if is_thanks { THANKS } else { ("outside.settled", "outside.recipient.settled_more") };
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
        return show(&visitor, &link, note, mistake(&visitor, "answer", "outside.recipient.no_choice")).await;
    };
    let (asked, said) = (link.clone(), Personal::new(note.clone()));
    match at_desk(&visitor.desk, move |desk| answer(desk, &asked, chosen, &said)).await {
        Ok(_) => Ok(go_to(&format!("/recipient/{link}"))),
        Err(error) => {
            let mistakes = mistake_in(&visitor, error, &note)?;
            show(&visitor, &link, note, mistakes).await
        }
    }
}
