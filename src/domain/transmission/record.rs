//! One transmission: what is kept of it, and when it is tried again.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{TransmissionState, Turn, Unfit};
use crate::domain::ids::{CaseId, DisclosureId, RequestId, TransmissionId};
use crate::domain::notice::Ground;
use crate::domain::personal::Personal;

/// The waits after the first, second … try, in minutes: from five minutes to two days, almost four days in all.
const WAITS: [i64; 7] = [5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 48 * 60];

/// How long to wait after so many tries; `None` when a person has to look.
pub fn wait_after(tries: u16) -> Option<TimeDelta> {
    let minutes = WAITS.get(usize::from(tries).checked_sub(1)?)?;
    Some(TimeDelta::minutes(*minutes))
}

/// What a receiver's program said when it took a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The status of its answer (RFC 9110), from 200 to 299.
    pub status: u16,
    /// What it calls what it took; `None` when it named nothing.
    pub receipt: Option<String>,
    /// When the answer was here.
    pub at: DateTime<Utc>,
}

/// The way of one package to one receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmission {
    /// Its identifier; with the package's it makes the key by which the receiver recognises a repeat.
    pub id: TransmissionId,
    /// The case.
    pub case: CaseId,
    /// The request.
    pub request: RequestId,
    /// The name of the receiver's program in the settings.
    pub program: String,
    /// The receiver as people know it.
    pub to: String,
    /// Where it stands.
    pub state: TransmissionState,
    /// The package; `None` while there is none.
    pub disclosure: Option<DisclosureId>,
    /// What is not in the package, and why, for the letter.
    pub left_out: Vec<Ground>,
    /// How often it was tried since somebody last had it sent.
    pub tries: u16,
    /// When it is tried next by itself.
    pub next_at: Option<DateTime<Utc>>,
    /// When it was asked for.
    pub made_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// What the receiver confirmed.
    pub confirmation: Option<Confirmation>,
    /// What went wrong and what to do next, as sentences; never personal.
    pub trouble: Option<String>,
    /// The reason that a person gave when they settled it.
    pub note: Personal,
    /// How often it was written; the guard against two people acting at once.
    pub version: i64,
}

impl Transmission {
    /// The key that every try of this package bears.
    pub fn key(&self) -> Option<String> {
        self.disclosure.map(|package| format!("{}.{package}", self.id))
    }

    /// After something has happened.
    pub fn after(&self, turn: Turn, at: DateTime<Utc>) -> Result<Self, Unfit> {
        let state = self.state.after(turn)?;
        let next = Self { state, changed_at: at, next_at: None, trouble: None, ..self.clone() };
        Ok(match turn {
            Turn::Again | Turn::Ready => Self { tries: 0, next_at: Some(at), note: Personal::default(), ..next },
            _ => next,
        })
    }

    /// With what went wrong.
    #[must_use]
    pub fn troubled(self, trouble: String) -> Self {
        Self { trouble: Some(trouble), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_grow_from_minutes_to_days_and_come_to_an_end() {
        let waits: Vec<i64> = (1..).map_while(wait_after).map(|wait| wait.num_minutes()).collect();
        assert_eq!(waits, [5, 15, 60, 240, 720, 1440, 2880]);
        assert!(waits.is_sorted());
        assert_eq!(wait_after(0), None);
        assert_eq!(wait_after(8), None);
    }
}
