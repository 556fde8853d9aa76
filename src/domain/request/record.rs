//! What is kept of one request.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::State;
use crate::domain::clock::History;
use crate::domain::ids::{CaseId, RequestId, StaffId};
use crate::domain::right::Right;

/// One right that a person uses: what is stored, and what [`super::decide()`] looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its identifier.
    pub id: RequestId,
    /// The case it belongs to.
    pub case: CaseId,
    /// The right.
    pub right: Right,
    /// Where it stands.
    pub state: State,
    /// How many events it has seen; the guard against two people acting at once.
    pub version: i64,
    /// Everything the clock needs. Holds dates only, no personal data.
    pub history: History,
    /// Whether an objection is about direct marketing, which nobody may refuse (Article 21(3)).
    pub direct_marketing: bool,
    /// Who finished the gathering; another person must approve.
    pub gathered_by: Option<StaffId>,
    /// Who approved.
    pub approved_by: Option<StaffId>,
    /// Before this instant an approval can be taken back, and nothing is carried out (the solo cool-off).
    pub not_before: Option<DateTime<Utc>>,
    /// When it was fulfilled, refused, withdrawn or lapsed.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Request {
    /// A request that has just arrived.
    pub fn received(id: RequestId, case: CaseId, right: Right, at: DateTime<Utc>) -> Self {
        Self {
            id,
            case,
            right,
            state: State::Received,
            version: 0,
            history: History::new(at),
            direct_marketing: false,
            gathered_by: None,
            approved_by: None,
            not_before: None,
            closed_at: None,
        }
    }
}
