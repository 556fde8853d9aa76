//! Where the law can be read two ways: the reading that a controller has chosen.
//!
//! Each default is the reading that the text of the law supports best; its reason is shown beside a date that it touches.
//! But for the start of the identity check, no setting makes a date later than the law as it is written.

use serde::{Deserialize, Serialize};

/// The choices of a controller, `[clock]` in its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClockPolicy {
    /// Where a month ends that begins with the day of receipt.
    pub month: MonthReading,
    /// Which days of a question are not counted.
    pub pause_days: PauseDays,
    /// What a question does that is open only on the weekend or holidays onto which a date has fallen.
    pub rolled_pause: RolledPause,
    /// Whether a notice of extension counts that goes out on a day to which the first date was moved.
    pub rolled_notice: RolledNotice,
    /// Whether a question about identity, authority or scope suspends the period of the EU.
    pub suspension: Suspension,
    /// With what a period starts that waits for proof of identity.
    pub identity_start: IdentityStart,
    /// Working days after receipt within which a question of identity is prompt; `None`: as the regime says.
    pub identity_prompt_days: Option<u32>,
    /// How the internal target is set, which is never later than the law's date.
    pub internal_target: InternalTarget,
    /// Working days before the careful date, for [`InternalTarget::SafetyDays`].
    pub safety_days: u32,
    /// Calendar days from the start, for [`InternalTarget::FixedDays`].
    pub fixed_days: u32,
}

/// "One month beginning with the relevant time" (UK GDPR Article 12A(1)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthReading {
    /// On the corresponding date: the day itself is not counted (Regulation 1182/71, Article 3(1)).
    #[default]
    CorrespondingDate,
    /// One day earlier: "beginning with" counts the day itself, as in domestic law.
    DayItselfCounts,
}

/// The days of a question (UK GDPR Article 12A(5)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseDays {
    /// The day of asking and the day of the answer are both left out.
    #[default]
    BothEnds,
    /// Only the days between: the day of asking counts.
    Difference,
}

/// A question that is open only after the nominal end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RolledPause {
    /// It stops the clock: the moved-to day is part of the period.
    #[default]
    Counts,
    /// It changes nothing.
    Ignored,
}

/// A notice of extension on a moved-to day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RolledNotice {
    /// It is in time: the period ends with that day.
    #[default]
    Counts,
    /// It is too late.
    Void,
}

/// Questions under the GDPR of the EU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspension {
    /// The days after asking, through the day of the answer, are not counted.
    #[default]
    Suspend,
    /// Every day counts.
    None,
}

/// The start of a period that waits for proof of identity (UK GDPR Article 12A(2)(b)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityStart {
    /// The day on which complete information arrived: what the statute says.
    #[default]
    CompleteInformation,
    /// The day on which somebody recorded that the check was done. It can only be later; have a lawyer agree first.
    EndOfCheck,
}

/// How the internal target is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InternalTarget {
    /// Some working days before the careful date.
    #[default]
    SafetyDays,
    /// A fixed number of days from the start: the habit of 28 days.
    FixedDays,
    /// No target of our own.
    None,
}

impl Default for ClockPolicy {
    fn default() -> Self {
        Self {
            month: MonthReading::default(),
            pause_days: PauseDays::default(),
            rolled_pause: RolledPause::default(),
            rolled_notice: RolledNotice::default(),
            suspension: Suspension::default(),
            identity_start: IdentityStart::default(),
            identity_prompt_days: None,
            internal_target: InternalTarget::default(),
            safety_days: 3,
            fixed_days: 28,
        }
    }
}
