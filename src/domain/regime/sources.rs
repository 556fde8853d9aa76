//! The legal pointers shown beside each step of an explanation.

use serde::{Deserialize, Serialize};

/// One pointer per step, in the words of the regime file. An absent one falls back to [`Sources::due`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// Why receipt matters.
    #[serde(default)]
    pub receipt: Option<String>,
    /// Why complete identity information starts or suspends the period.
    #[serde(default)]
    pub identity: Option<String>,
    /// Why an agent's authority starts or suspends the period.
    #[serde(default)]
    pub authority: Option<String>,
    /// Why payment of a fee starts the period.
    #[serde(default)]
    pub fee: Option<String>,
    /// Why the first day is not counted.
    #[serde(default)]
    pub start: Option<String>,
    /// How long the period is and how months are counted.
    #[serde(default)]
    pub period: Option<String>,
    /// Which days are not counted.
    #[serde(default)]
    pub pause: Option<String>,
    /// Why a date moves off a weekend or public holiday.
    #[serde(default)]
    pub roll: Option<String>,
    /// How the period is extended.
    #[serde(default)]
    pub extension: Option<String>,
    /// What the careful reading is.
    #[serde(default)]
    pub careful: Option<String>,
    /// The duty to answer by the date.
    pub due: String,
}
