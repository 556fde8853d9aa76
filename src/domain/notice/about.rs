//! What every letter to a person says about their case.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::law::{Family, LawWords};
use crate::domain::language::{Language, default_code};
use crate::domain::personal::Personal;
use crate::domain::right::Right;

/// The case a letter is about. All dates are civil dates in the controller's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The reference: `JR-26-7K4M-2`.
    pub reference: String,
    /// The name the requester gave. It goes through [`super::greeting_name`] before it is shown.
    #[serde(default)]
    pub name: Option<Personal>,
    /// The day the letter is written.
    pub date: NaiveDate,
    /// The day the submission was received.
    pub received: NaiveDate,
    /// The rights this letter speaks about, in the order of the form.
    pub rights: Vec<Right>,
    /// The law that applies: `uk-gdpr`. Decides which remedies are named.
    pub regime: String,
    /// The address of the private page, with scheme and without any secret; empty for somebody without an e-mail address, to whom
    /// its codes could not go.
    pub page: String,
    /// The address of the complaint form, if there is one; else the controller's mailbox is named.
    #[serde(default)]
    pub complain: Option<String>,
    /// What the letter says about the law.
    #[serde(default)]
    pub law: LawWords,
    /// The code of the language it is written in.
    #[serde(default = "default_code")]
    pub language: String,
    /// What staff said where a fact was missing, by the name of the field.
    #[serde(default)]
    pub fills: BTreeMap<String, Fill>,
}

/// What staff did about a fact that a letter wanted and nobody had stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// They stated it for this letter.
    Said(Personal),
    /// They let the letter go out without the sentence.
    LeftOut,
}

impl About {
    /// Whether it goes by post, because the person has no e-mail address.
    pub const fn is_on_paper(&self) -> bool {
        self.page.is_empty()
    }

    /// The family of its law.
    pub fn family(&self) -> Family {
        Family::of(&self.regime)
    }

    /// The name of its law: "UK GDPR".
    pub fn law_name(&self) -> String {
        self.law.name_for(&self.regime)
    }

    /// "Article 12(2) of the UK GDPR", from "Article 12(2)"; nothing under a law with articles of its own.
    pub fn cite(&self, article: &str) -> Option<String> {
        (self.family() != Family::Other).then(|| format!("{article} of the {}", self.law_name()))
    }

    /// The same in a language: "Artikel 12 Absatz 2 DSGVO".
    pub fn cite_in(&self, article: &str, language: &Language) -> Option<String> {
        self.cite(article)?;
        let said = language.say("law.cite").with("article", language.article(article));
        Some(said.with("law", self.law_in(language)).plain())
    }

    /// The same in brackets, to stand after a word; empty where there is nothing to cite.
    pub fn cited_in(&self, article: &str, language: &Language) -> String {
        self.cite_in(article, language).map_or_else(String::new, |cite| format!("({cite})"))
    }

    /// The name of its law in a language.
    pub fn law_in(&self, language: &Language) -> String {
        let name = self.law_name();
        if name == "GDPR" { language.text("law.gdpr") } else { name }
    }
}

/// One thing that was understood from a submission. It never repeats the person's own words: the address is often not
/// yet shown to be theirs, and a receipt must not carry a stranger's text to somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The right.
    pub right: Right,
    /// Marketing channels to stop, codes of [`crate::domain::controller::Controller::marketing_channels`]; for objection and consent withdrawal.
    #[serde(default)]
    pub marketing: Vec<String>,
    /// Whether it has been done already, as with marketing, which stops at once (Article 21(3)).
    #[serde(default)]
    pub done: bool,
}

impl Understood {
    /// The right as the form names it.
    pub const fn of(right: Right) -> Self {
        Self { right, marketing: Vec::new(), done: false }
    }
}

/// The due date known when a submission is acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "clock", rename_all = "snake_case")]
pub enum FirstDue {
    /// The clock runs.
    By {
        /// The first due date, civil, in the controller's zone.
        date: NaiveDate,
        /// The clock's own explanation, one sentence each.
        why: Vec<String>,
    },
    /// The clock has not started: something must come from the person first.
    Starts {
        /// What it waits for.
        when: Awaited,
    },
}

/// What the clock waits for before it starts (UK Article 12A(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// Something that shows who the person is (Article 12(6)).
    Identity,
    /// The written authority of the person an agent acts for.
    Authority,
    /// A fee (Article 12(5)).
    Fee,
}

impl Awaited {
    /// Its name among the texts of a language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Authority => "authority",
            Self::Fee => "fee",
        }
    }
}
