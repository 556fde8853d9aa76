//! What a command would do to the clock, before it is given.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Desk, WorkError};
use crate::domain::clock::{Reckoning, reckon};
use crate::domain::request::{CommandKind, Event, ExtensionGround, FeeGround, IdentityMethod, Request, evolve};

/// The clock of a request as it is, and as it would be.
#[derive(Clone, Debug)]
pub struct Foresight {
    /// As it is.
    pub before: Reckoning,
    /// As it would be.
    pub after: Reckoning,
}

/// Reckons a command that touches the clock; `None` for one that does not.
pub fn foresee(
    desk: &Desk,
    controller: &str,
    request: &Request,
    kind: CommandKind,
    now: DateTime<Utc>,
) -> Result<Option<Foresight>, WorkError> {
    let Some(event) = sample(kind, now) else { return Ok(None) };
    let terms = desk.terms_for(desk.controller(controller)?, request)?;
    let after = evolve(request.clone(), &event);
    let Ok(after) = reckon(&after.history, request.right, &terms) else { return Ok(None) };
    Ok(Some(Foresight { before: reckon(&request.history, request.right, &terms)?, after }))
}

impl Foresight {
    /// The date that the page shows now.
    pub fn date_before(&self) -> Option<NaiveDate> {
        self.before.due
    }

    /// The date that it would show.
    pub fn date_after(&self) -> Option<NaiveDate> {
        self.after.due
    }
}

/// The event of a command as far as the clock cares.
fn sample(kind: CommandKind, at: DateTime<Utc>) -> Option<Event> {
    Some(match kind {
        CommandKind::AskIdentity => Event::IdentityAsked { at, doubt: String::new() },
        CommandKind::ShowIdentity => {
            Event::IdentityShown { method: IdentityMethod::CodeToAddressOnFile, note: String::new(), provided_at: at }
        }
        CommandKind::WaiveIdentity => Event::IdentityWaived { at, reason: String::new() },
        CommandKind::AskAuthority => Event::AuthorityAsked { at },
        CommandKind::ShowAuthority => Event::AuthorityShown { provided_at: at },
        CommandKind::AskClarification => Event::ClarificationAsked { at, question: String::new(), choices: Vec::new() },
        CommandKind::AnswerClarification => Event::ClarificationAnswered { provided_at: at },
        CommandKind::Extend => {
            Event::Extended { at, ground: ExtensionGround::Complexity, factors: Vec::new(), reason: String::new() }
        }
        CommandKind::AskFee => Event::FeeAsked {
            at,
            ground: FeeGround::ManifestlyExcessive,
            reason: String::new(),
            amount: String::new(),
            computed: String::new(),
        },
        CommandKind::RecordFee => Event::FeePaid { provided_at: at },
        _ => return None,
    })
}
