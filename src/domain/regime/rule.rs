//! A regime: one version of one law's time limits, as settings.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::regime::Sources;

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
    /// How sure we are of this reading of the law.
    pub confidence: Confidence,
    /// Where the rules come from.
    pub source: String,
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
    /// The calendar of public holidays: a file name in `config/calendars`, without ending.
    pub calendar: String,
    /// Statutory time to acknowledge, in `ack_unit`; `None` where acknowledging is only good practice.
    #[serde(default)]
    pub ack_n: Option<u32>,
    /// Unit of `ack_n`.
    #[serde(default)]
    pub ack_unit: Option<Unit>,
    /// Working days after receipt within which an identity question counts as prompt; `None` when nobody checks.
    #[serde(default)]
    pub prompt_days: Option<u32>,
    /// The legal pointers.
    pub sources: Sources,
}

fn request() -> String {
    "request".into()
}
fn answer() -> String {
    "answer".into()
}

/// A unit of a statutory period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calendar months, ending on the same date or the last day of a shorter month (Regulation 1182/71, Article 3(2)(c)).
    Month,
    /// Calendar days; the day of the event is not counted (Regulation 1182/71, Article 3(1)).
    Day,
    /// Working days of the controller's place.
    BusinessDay,
}

/// What starts the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartRule {
    /// Receipt, whatever is asked afterwards.
    AtReceipt,
    /// The latest of receipt and the answers to whatever had to be asked first: identity, authority, fee (UK GDPR Article 12A(2)).
    WhenComplete,
}

/// Which days are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseRule {
    /// Every day counts.
    None,
    /// From the day of asking to the day of the answer, both included, and only for access (UK GDPR Article 12A(5)).
    ClarificationOfAccess,
}

/// How the careful date, by which staff are reminded, differs from the statutory one. It is never the later of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarefulRule {
    /// The day on which a question is asked counts.
    AskingDayCounts,
    /// The date does not move to the next working day.
    NoRoll,
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

/// A statutory period: so many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// How many; at least one.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
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

    /// Checks that the settings make sense together.
    pub fn check(&self) -> Result<(), RegimeError> {
        if self.base_n == 0 {
            return Err(RegimeError::EmptyPeriod("base_n"));
        }
        match (self.ext_total_n, self.ext_unit, self.ext_notice_rule) {
            (Some(n), Some(unit), Some(_)) if unit == self.base_unit && n <= self.base_n => {
                Err(RegimeError::ShortExtension)
            }
            (Some(_), Some(_), Some(_)) | (None, None, None) => Ok(()),
            _ => Err(RegimeError::HalfExtension),
        }
    }
}

impl Span {
    /// What the period is called while it runs: "month" for a single month, else "period".
    pub const fn name(self) -> &'static str {
        match self {
            Self { n: 1, unit: Unit::Month } => "month",
            _ => "period",
        }
    }
}

impl fmt::Display for Span {
    /// "one month", "three months", "30 days", "10 working days".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Month => "month",
            Unit::Day => "day",
            Unit::BusinessDay => "working day",
        };
        match self.n {
            1 => write!(f, "one {unit}"),
            2 => write!(f, "two {unit}s"),
            3 => write!(f, "three {unit}s"),
            n => write!(f, "{n} {unit}s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_as_the_law_says_it() {
        let words = |n, unit| Span { n, unit }.to_string();
        assert_eq!(words(1, Unit::Month), "one month");
        assert_eq!(words(3, Unit::Month), "three months");
        assert_eq!(words(30, Unit::Day), "30 days");
        assert_eq!(words(10, Unit::BusinessDay), "10 working days");
    }
}
