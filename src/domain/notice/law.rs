//! The law of a case in the words of a letter: its name, its articles, its limits, its ways to complain.

use serde::{Deserialize, Serialize};

/// Which family of laws a letter is written under: it decides what is cited and which remedies are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// The UK GDPR with the Data Protection Act 2018.
    Uk,
    /// The GDPR in a Member State.
    Eu,
    /// Any other law: its articles are its own, so none of the Regulation is cited.
    Other,
}

impl Family {
    /// The family of a regime, by its name in the settings: `uk-gdpr`, `eu-gdpr`, `ca-ccpa`.
    pub fn of(regime: &str) -> Self {
        match regime.split('-').next() {
            Some("uk") => Self::Uk,
            Some("eu") => Self::Eu,
            _ => Self::Other,
        }
    }
}

/// What a letter says about the law of its case. Stored with a notice, so that a letter queued under one version stays true to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LawWords {
    /// The name people read: "UK GDPR"; empty when only the regime's own name is known.
    pub name: String,
    /// The first period in words: "one month"; empty when unknown.
    pub period: String,
    /// How much longer an extension makes it, in words: "two further months"; empty when the law knows none.
    pub extension: String,
    /// Whether the days of a question about the scope are not counted for access; nothing when unknown, then the family decides.
    pub pauses: Option<bool>,
    /// Where a refusal can be taken next inside the company, full sentences; some states of the USA want that named.
    pub appeal: Option<String>,
    /// The authority to turn to under this law, where the regime names one.
    pub authority: Option<Authority>,
}

/// An authority that a regime names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Its name.
    pub name: String,
    /// Where to complain, with scheme.
    #[serde(default)]
    pub url: Option<String>,
}

impl LawWords {
    /// The name of the law for a regime, from what is known of it.
    pub fn name_for(&self, regime: &str) -> String {
        match (self.name.trim(), Family::of(regime)) {
            ("", Family::Uk) => "UK GDPR".into(),
            ("" | "EU GDPR", Family::Eu) => "GDPR".into(),
            ("", Family::Other) => regime.to_uppercase().replace('-', " "),
            (name, _) => name.to_owned(),
        }
    }

    /// Whether the clock stops while a question about the scope of an access request is open.
    pub fn pauses_for(&self, regime: &str) -> bool {
        self.pauses.unwrap_or(Family::of(regime) == Family::Uk)
    }

    /// The first period in words.
    pub fn period(&self) -> &str {
        if self.period.is_empty() { "one month" } else { &self.period }
    }
}
