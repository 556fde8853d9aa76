//! The legal pointers shown beside each step of an explanation.

use serde::{Deserialize, Serialize};

/// One pointer per step, in the words of the regime file. An absent one falls back to [`Sources::due`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// Why receipt matters.
    pub receipt: String,
    /// Why complete identity information starts the period.
    #[serde(default)]
    pub identity: Option<String>,
    /// Why an agent's authority starts the period.
    #[serde(default)]
    pub authority: Option<String>,
    /// Why payment of a fee starts the period.
    #[serde(default)]
    pub fee: Option<String>,
    /// Why the first day is not counted.
    pub start: String,
    /// How long the period is and how months are counted.
    pub period: String,
    /// Which days are not counted.
    pub pause: String,
    /// Why a date moves off a weekend or public holiday.
    pub roll: String,
    /// How the period is extended.
    pub extension: String,
    /// What the careful reading is.
    pub careful: String,
    /// The duty to answer by the date.
    pub due: String,
}
