//! The answer of the clock.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::clock::Warning;

/// What the clock of a request says. All dates are civil dates in the controller's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reckoning {
    /// Whether it runs.
    pub status: ClockStatus,
    /// The day from which the period counts, itself not counted; `None` until the clock starts.
    pub start: Option<NaiveDate>,
    /// The end of the first period; `None` while it cannot be known.
    pub first_due: Option<NaiveDate>,
    /// The end of the extended period, if validly extended; `None` while it cannot be known.
    pub extended_due: Option<NaiveDate>,
    /// Whether a valid notice of extension was sent, also while a question holds the clock.
    pub extended: bool,
    /// The date in force; `None` while the clock has not started or is paused.
    pub due: Option<NaiveDate>,
    /// The end of the first period, read the careful way; never after `first_due`.
    pub conservative_due: Option<NaiveDate>,
    /// The date in force, read the careful way: the one staff are reminded by; never after `due`.
    pub careful_due: Option<NaiveDate>,
    /// The day by which the controller itself wants to be done, beside the law's; never after `careful_due`.
    pub internal_due: Option<NaiveDate>,
    /// The first instant that is too late: midnight at the end of `due` in the controller's zone.
    pub deadline: Option<DateTime<Utc>>,
    /// The date that would apply had the clock started at receipt and never paused. For planning while there is no other.
    pub shadow_due: NaiveDate,
    /// Why, step by step.
    pub explanation: Vec<Step>,
    /// What somebody should look at.
    pub warnings: Vec<Warning>,
}

/// Whether a statutory clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockStatus {
    /// There is a due date.
    Running,
    /// A question that may stop the clock is open.
    Paused,
    /// Something without which the period does not begin is still missing.
    NotStarted,
}

/// One line of the sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Which kind of step.
    pub step: StepCode,
    /// A sentence that a handler can read out and the person can read.
    pub words: String,
    /// The date that the step arrives at, if it arrives at one.
    pub date: Option<NaiveDate>,
    /// The legal pointer.
    pub source: String,
}

/// The kinds of steps, in the order in which they appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepCode {
    /// When the request arrived.
    Received,
    /// Proof of identity.
    Identity,
    /// An agent's authority.
    Authority,
    /// A fee.
    Fee,
    /// The period has not begun.
    NotStarted,
    /// From when it counts.
    Start,
    /// Where the bare period ends.
    Period,
    /// A question about what is meant, and what it does to the clock.
    Clarification,
    /// How many days are not counted.
    Pause,
    /// An open question holds the clock.
    Paused,
    /// Moved off a weekend or public holiday, or not.
    Roll,
    /// A notice of extension, and whether it counts.
    Extension,
    /// Until when an extension could be sent, and to what date.
    ExtensionPossible,
    /// Which of two readings of the law was taken, and why.
    Reading,
    /// The careful reading, where it differs.
    Careful,
    /// The controller's own target.
    Internal,
    /// The date.
    Due,
}

impl ClockStatus {
    /// The stored and spoken-to-machines name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::NotStarted => "not_started",
        }
    }

    /// Reads [`ClockStatus::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Running, Self::Paused, Self::NotStarted].into_iter().find(|status| status.code() == code)
    }
}

impl StepCode {
    /// Whether the step is advice to staff and is left out of what the person sees.
    pub const fn is_for_staff(self) -> bool {
        matches!(self, Self::Careful | Self::ExtensionPossible | Self::Reading | Self::Internal)
    }
}

impl Reckoning {
    /// The steps that the person sees.
    pub fn for_the_person(&self) -> impl Iterator<Item = &Step> {
        self.explanation.iter().filter(|step| !step.step.is_for_staff())
    }
}
