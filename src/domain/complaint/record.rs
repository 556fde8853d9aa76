//! What is kept of one complaint beside its case.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::state::{State, Verdict};
use crate::domain::case::Reference;
use crate::domain::ids::{CaseId, StaffId};
use crate::domain::personal::Personal;

/// How the person would like to be answered. Their e-mail address is known in any case: the acknowledgement goes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerBy {
    /// By e-mail.
    Email,
    /// By letter, to the address they gave.
    Post,
    /// By telephone, to the number they gave; the letter follows by e-mail.
    Phone,
}

impl AnswerBy {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Email, Self::Post, Self::Phone];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Post => "post",
            Self::Phone => "phone",
        }
    }

    /// Reads [`AnswerBy::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "By e-mail",
            Self::Post => "By letter",
            Self::Phone => "By telephone, then by e-mail",
        }
    }
}

/// One complaint. The person's own words, their name and address, and the owner stand on its case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Its case, which is also its identifier.
    pub case: CaseId,
    /// Where it stands.
    pub state: State,
    /// How many events it has seen; the guard against two people acting at once.
    pub version: i64,
    /// When it reached the company.
    pub received_at: DateTime<Utc>,
    /// When the person was told that it is here.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// The day by which the person was promised news, civil, in the controller's zone.
    pub next_by: Option<NaiveDate>,
    /// What came of it.
    pub verdict: Option<Verdict>,
    /// Who decided.
    pub decided_by: Option<StaffId>,
    /// When the first outcome was sent; one that is opened again keeps it, because the law counts to the first answer.
    pub outcome_at: Option<DateTime<Utc>>,
    /// When it was decided or withdrawn.
    pub closed_at: Option<DateTime<Utc>>,
    /// The case of the request it is about, as far as we found it.
    pub about: Option<CaseId>,
    /// The reference that the person gave. It may not exist, and the person is not told whether it does.
    pub quoted: Option<Reference>,
    /// What would put it right, in the person's words.
    pub remedy: Personal,
    /// How they would like to be answered.
    pub answer_by: AnswerBy,
    /// The postal address or telephone number for that.
    pub answer_at: Personal,
}

/// What arrives with a complaint beside what every case has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The case of the request it is about.
    pub about: Option<CaseId>,
    /// The reference that the person gave.
    pub quoted: Option<Reference>,
    /// What would put it right.
    pub remedy: Personal,
    /// How to answer.
    pub answer_by: AnswerBy,
    /// Where.
    pub answer_at: Personal,
}

impl Complaint {
    /// A complaint that has just arrived.
    pub fn received(case: CaseId, at: DateTime<Utc>, received: Received) -> Self {
        Self {
            case,
            state: State::Received,
            version: 0,
            received_at: at,
            acknowledged_at: None,
            next_by: None,
            verdict: None,
            decided_by: None,
            outcome_at: None,
            closed_at: None,
            about: received.about,
            quoted: received.quoted,
            remedy: received.remedy,
            answer_by: received.answer_by,
            answer_at: received.answer_at,
        }
    }
}
