//! A case: the handling of one submission. It holds what its requests share.

pub mod address;
mod reach;
pub mod reference;
pub mod requester;
pub mod submission;
pub mod tag;

use chrono::{DateTime, Utc};

pub use address::{EmailAddress, NotAnAddress};
pub use reference::{NotAReference, Reference};
pub use requester::{Identifiers, POSTAL_ADDRESS, Requester};
pub use submission::{Asked, Channel, OnBehalf, Submission};
pub use tag::{LONGEST_TAG, MOST_TAGS, folded_tag};

use crate::domain::ids::{CaseId, StaffId};
use crate::domain::personal::Personal;

/// What the requests of one submission share: who asks, how to reach them, what they said, who looks after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its identifier.
    pub id: CaseId,
    /// What people quote.
    pub reference: Reference,
    /// The controller's id.
    pub controller: String,
    /// When the submission reached the company, which is when the law starts counting.
    pub received_at: DateTime<Utc>,
    /// How it came.
    pub channel: Channel,
    /// Who asks.
    pub requester: Requester,
    /// For whom.
    pub on_behalf: OnBehalf,
    /// What the person gave so that we find them.
    pub identifiers: Identifiers,
    /// The person's own words.
    pub words: Personal,
    /// When the e-mail address was confirmed by a code; `None` means staff must follow up.
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// Who looks after it.
    pub owner: Option<StaffId>,
    /// The version of the privacy policy in force at receipt.
    pub policy_version: Option<String>,
    /// How many changes it has seen; the guard against two people acting at once.
    pub version: i64,
}
