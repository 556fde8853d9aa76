//! Folding events into a request. Total: whatever [`super::decide()`] can produce, this can fold.

use super::Request;
use super::event::Event;
use crate::domain::clock::{Applied, Extension, Question};

/// The request after an event.
#[must_use]
pub fn evolve(mut request: Request, event: &Event) -> Request {
    request.version += 1;
    if let Some(state) = event.leads_to() {
        request.state = state;
    }
    match event {
        Event::IdentityAsked { at, .. } => request.history.identity = Some(Question::open(*at)),
        Event::IdentityShown { provided_at, .. } | Event::IdentityWaived { at: provided_at, .. } => {
            answer(request.history.identity.as_mut(), *provided_at);
        }
        Event::AuthorityAsked { at } => request.history.authority = Some(Question::open(*at)),
        Event::AuthorityShown { provided_at } => answer(request.history.authority.as_mut(), *provided_at),
        Event::ClarificationAsked { at, .. } => request.history.clarifications.push(Question::open(*at)),
        Event::ClarificationAnswered { provided_at } => {
            answer(request.history.clarifications.last_mut(), *provided_at);
        }
        Event::FeeAsked { at, .. } => request.history.fee = Some(Question::open(*at)),
        Event::FeePaid { provided_at } => answer(request.history.fee.as_mut(), *provided_at),
        Event::GatheringFinished { by } => request.gathered_by = *by,
        Event::Approved { by, not_before } => {
            request.approved_by = Some(*by);
            request.not_before = Some(*not_before);
        }
        Event::ApprovalTakenBack => {
            request.approved_by = None;
            request.not_before = None;
        }
        Event::Extended { at, ground, .. } => {
            request.history.extension = Some(Extension { at: *at, reason: Some(ground.code().to_owned()) });
        }
        Event::Fulfilled { at, .. }
        | Event::Refused { at, .. }
        | Event::Withdrawn { at }
        | Event::Lapsed { at, .. }
        | Event::Joined { at, .. } => request.closed_at = Some(*at),
        Event::ReceivedEarlier { received, .. } => {
            request.history.received = request.history.received.min(*received);
        }
        Event::LawChosen { regime, version, .. } => {
            request.history.applied = Some(Applied { regime: regime.clone(), version: version.clone() });
        }
        Event::Reopened { .. } => request.closed_at = None,
        Event::IdentityDoubted { .. }
        | Event::GatheringRestarted { .. }
        | Event::RefusalProposed(_)
        | Event::Weighed { .. }
        | Event::LiftingAnnounced { .. }
        | Event::RecipientTold { .. }
        | Event::RecipientsListed { .. }
        | Event::Lifted { .. } => {}
    }
    request
}

/// An answer closes an open question; a second answer changes nothing.
fn answer(question: Option<&mut Question>, at: chrono::DateTime<chrono::Utc>) {
    if let Some(question) = question
        && question.answered.is_none()
    {
        question.answered = Some(at);
    }
}
