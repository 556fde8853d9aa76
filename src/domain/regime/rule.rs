//! A regime: one version of one law's time limits, as settings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::regime::{Readings, Sources, Span, Unit};

/// One version of one law. A request keeps the version it was computed with, so that an old date can be explained later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// The name in settings and on the command line: `uk-gdpr`.
    pub id: String,
    /// The name people read: "UK GDPR".
    pub name: String,
    /// This version; by custom the day from which it applies.
    pub version: String,
    /// The first day of receipt to which this version applies, in the controller's zone.
    pub valid_from: NaiveDate,
    /// The last day of receipt to which it applies; `None` while it is in force.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// How sure we are of this reading of the law.
    pub confidence: Confidence,
    /// Where the rules come from.
    pub source: String,
    /// Where a person lives to whom this law usually applies, as the form offers it: "California"; `None` for a law that
    /// nobody's home proposes.
    #[serde(default)]
    pub lives_in: Option<String>,
    /// What must be said wherever this regime is used; needed when the confidence is not high.
    #[serde(default)]
    pub notice: Option<String>,
    /// What has arrived, in a sentence: "request".
    #[serde(default = "request")]
    pub about: String,
    /// What is owed, in a sentence: "answer".
    #[serde(default = "answer")]
    pub owed: String,
    /// Length of the first period, in `base_unit`.
    pub base_n: u32,
    /// Unit of `base_n`.
    pub base_unit: Unit,
    /// Length of the extended period **from the same start**, in `ext_unit`; `None` when it cannot be extended.
    #[serde(default)]
    pub ext_total_n: Option<u32>,
    /// Unit of `ext_total_n`.
    #[serde(default)]
    pub ext_unit: Option<Unit>,
    /// Until when a notice of extension counts.
    #[serde(default)]
    pub ext_notice_rule: Option<NoticeRule>,
    /// What starts the period.
    pub start_rule: StartRule,
    /// Which days are not counted.
    pub pause_rule: PauseRule,
    /// How the careful date differs from the statutory one.
    pub careful_rule: CarefulRule,
    /// Whether a period that ends on a weekend or public holiday ends on the next working day instead.
    pub roll: bool,
    /// The fewest working days that the period must contain (Regulation 1182/71, Article 3(5)); `None` where no law asks.
    #[serde(default)]
    pub min_working_days: Option<u32>,
    /// The groups of places in which the law applies: `uk`, `eu`, `eea` …; empty: any place.
    #[serde(default)]
    pub places: Vec<String>,
    /// The place whose days count when nobody names one: `EW`, `US-CA`; `None` where one must be named.
    #[serde(default)]
    pub home: Option<String>,
    /// Statutory time to acknowledge, in `ack_unit`; `None` where acknowledging is only good practice.
    #[serde(default)]
    pub ack_n: Option<u32>,
    /// Unit of `ack_n`.
    #[serde(default)]
    pub ack_unit: Option<Unit>,
    /// Time to answer an appeal against a refusal, in `appeal_unit`; `None` where the law has no appeal to the controller.
    #[serde(default)]
    pub appeal_n: Option<u32>,
    /// Unit of `appeal_n`.
    #[serde(default)]
    pub appeal_unit: Option<Unit>,
    /// Working days after receipt within which an identity question counts as prompt; `None` when nobody checks.
    #[serde(default)]
    pub prompt_days: Option<u32>,
    /// Why one of two possible readings is taken.
    #[serde(default)]
    pub readings: Readings,
    /// The legal pointers.
    pub sources: Sources,
}

fn request() -> String {
    "request".into()
}
fn answer() -> String {
    "answer".into()
}

/// What starts the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartRule {
    /// Receipt, whatever is asked afterwards.
    AtReceipt,
    /// The latest of receipt and the answers to whatever had to be asked first: identity, authority, fee (UK GDPR Article 12A(2)).
    WhenComplete,
    /// The latest of receipt and complete proof of identity or authority.
    WhenIdentified,
    /// The latest of receipt and payment of a fee that was asked for.
    WhenPaid,
}

/// Which days are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseRule {
    /// Every day counts.
    None,
    /// From the day of asking to the day of the answer, both included, and only for access (UK GDPR Article 12A(5)).
    ClarificationOfAccess,
    /// The days after asking for identity, authority or (for access) what is meant, through the day of the answer: the
    /// suspension of EDPB Guidelines 01/2022, if the controller's policy suspends.
    Suspension,
}

/// How the careful date, by which staff are reminded, differs from the statutory one. It is never the later of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarefulRule {
    /// The day on which a question is asked counts.
    AskingDayCounts,
    /// The date does not move to the next working day.
    NoRoll,
    /// No question suspends the period.
    NoSuspension,
    /// The day of receipt is the first day of the period.
    ReceiptDayCounts,
    /// No other reading gives an earlier date.
    Same,
    /// Nobody has worked out a careful reading: reminders go by the date itself.
    NotStated,
}

/// Until when a notice of extension counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeRule {
    /// Up to and including the first due date (UK GDPR Article 12A(4), read with Article 4A).
    WithinFirstPeriod,
}

/// How sure we are of a reading of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the Act or the regulation itself.
    High,
    /// Read in guidance or a secondary source.
    Medium,
    /// To be confirmed by a lawyer before use.
    Low,
}

/// Settings of a regime that contradict each other. Each names the key that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RegimeError {
    /// A period of nothing.
    #[error("`{0}` must be at least 1")]
    EmptyPeriod(&'static str),
    /// Some but not all of the three settings of an extension.
    #[error("`ext_total_n`, `ext_unit` and `ext_notice_rule` belong together: give all three or none")]
    HalfExtension,
    /// The extended period is counted from the start, so it must be the longer one.
    #[error("`ext_total_n` counts from the start of the clock and must be more than `base_n`")]
    ShortExtension,
    /// A number without its unit, or a unit without its number.
    #[error("`{0}` and its unit belong together: give both or none")]
    HalfPeriod(&'static str),
    /// A reading that is not certain needs a notice.
    #[error("`notice` must say what is not certain, because `confidence` is not high")]
    Unmarked,
    /// It ends before it begins.
    #[error("`valid_until` is before `valid_from`")]
    NeverValid,
}

impl Regime {
    /// The first period.
    pub const fn first_span(&self) -> Span {
        Span { n: self.base_n, unit: self.base_unit }
    }

    /// The whole extended period, counted from the same start as the first; `None` when the law allows no extension.
    pub fn extended_span(&self) -> Option<Span> {
        Some(Span { n: self.ext_total_n?, unit: self.ext_unit? })
    }

    /// The time to answer an appeal; `None` where there is none.
    pub fn appeal_span(&self) -> Option<Span> {
        Some(Span { n: self.appeal_n?, unit: self.appeal_unit? })
    }

    /// The time to acknowledge; `None` where the law sets none.
    pub fn acknowledgement_span(&self) -> Option<Span> {
        Some(Span { n: self.ack_n?, unit: self.ack_unit? })
    }

    /// Whether a day of receipt falls under this version.
    pub fn covers(&self, received: NaiveDate) -> bool {
        self.valid_from <= received && self.valid_until.is_none_or(|last| received <= last)
    }

    /// Checks that the settings make sense together.
    pub fn check(&self) -> Result<(), RegimeError> {
        if self.base_n == 0 {
            return Err(RegimeError::EmptyPeriod("base_n"));
        }
        if self.ack_n.is_some() != self.ack_unit.is_some() {
            return Err(RegimeError::HalfPeriod("ack_n"));
        }
        if self.appeal_n.is_some() != self.appeal_unit.is_some() {
            return Err(RegimeError::HalfPeriod("appeal_n"));
        }
        if self.confidence != Confidence::High && self.notice.is_none() {
            return Err(RegimeError::Unmarked);
        }
        if self.valid_until.is_some_and(|last| last < self.valid_from) {
            return Err(RegimeError::NeverValid);
        }
        self.check_extension()
    }

    fn check_extension(&self) -> Result<(), RegimeError> {
        match (self.ext_total_n, self.ext_unit, self.ext_notice_rule) {
            (Some(n), Some(unit), Some(_)) if unit == self.base_unit && n <= self.base_n => {
                Err(RegimeError::ShortExtension)
            }
            (Some(_), Some(_), Some(_)) | (None, None, None) => Ok(()),
            _ => Err(RegimeError::HalfExtension),
        }
    }
}
