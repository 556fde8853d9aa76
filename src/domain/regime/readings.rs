//! Why one of two possible readings of the law is taken: the reasons shown to staff beside a date that it touches.

use serde::{Deserialize, Serialize};

/// The reasons, one per choice; absent where this law leaves no doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Readings {
    /// Where a month ends that begins with the day of receipt.
    pub month: Option<String>,
    /// Which days of a question are not counted.
    pub pause_days: Option<String>,
    /// What a question does on the days over which a date was moved.
    pub rolled_pause: Option<String>,
    /// Whether a notice of extension counts on the day to which the first date was moved.
    pub rolled_notice: Option<String>,
    /// Whether a question suspends the period.
    pub suspension: Option<String>,
    /// Whether the period starts with complete information or with the end of our check.
    pub identity: Option<String>,
}
