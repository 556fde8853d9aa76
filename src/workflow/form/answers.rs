//! The answers so far: what the draft keeps as JSON.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::path::{Page, Way};
use super::rules::Typed;
use super::wish::Wish;
use crate::domain::language::default_code;
use crate::domain::personal::Personal;
use crate::workflow::WorkError;

/// Answers by field name, the pages that have been answered, and what has happened since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    values: BTreeMap<String, Vec<Personal>>,
    answered: BTreeSet<Page>,
    /// Which way through the form.
    #[serde(default)]
    pub way: Way,
    /// The code of the language in which the form was last answered.
    #[serde(default = "default_code")]
    pub language: String,
    /// Whether the person has seen all their answers: from then on every page leads back there.
    #[serde(default)]
    pub reached_check: bool,
    /// Whether the company sends data straight to somebody, so that it is worth asking.
    #[serde(default)]
    pub can_go_straight: bool,
    /// When "Send your request" was first pressed: the moment at which the company has it.
    #[serde(default)]
    pub pressed_at: Option<DateTime<Utc>>,
    /// Until when the last code works.
    #[serde(default)]
    pub code_until: Option<DateTime<Utc>>,
    /// What was typed on a page and could not be taken, so that the page can show it again.
    #[serde(default)]
    rejected: Option<Rejected>,
}

/// Answers that were not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Rejected {
    page: Page,
    typed: BTreeMap<String, Vec<Personal>>,
}

impl Answers {
    /// No answers yet, on a way.
    pub fn begun(way: Way) -> Self {
        Self { way, ..Self::default() }
    }

    /// Reads what a draft keeps.
    pub fn read(kept: &Personal) -> Self {
        serde_json::from_str(kept.reveal()).unwrap_or_default()
    }

    /// What a draft keeps.
    pub fn to_personal(&self) -> Result<Personal, WorkError> {
        let text = serde_json::to_string(self);
        text.map(Personal::new).map_err(|_error| WorkError::field("answers", "They cannot be kept."))
    }

    /// Takes the answers of one page in place of earlier ones.
    pub fn take(&mut self, page: Page, values: BTreeMap<String, Vec<Personal>>) {
        self.values.extend(values);
        self.answered.insert(page);
        self.rejected = None;
    }

    /// Remembers what was typed on a page and could not be taken.
    pub fn reject(&mut self, page: Page, typed: &Typed) {
        let keep = |values: &Vec<String>| values.iter().map(|value| Personal::new(value.clone())).collect();
        let typed = typed.iter().map(|(field, values)| (field.clone(), keep(values))).collect();
        self.rejected = Some(Rejected { page, typed });
    }

    /// What was typed on a page and could not be taken.
    pub fn rejected(&self, page: Page) -> Option<Typed> {
        let rejected = self.rejected.as_ref().filter(|rejected| rejected.page == page)?;
        let show = |values: &Vec<Personal>| values.iter().map(|value| value.reveal().to_owned()).collect();
        Some(rejected.typed.iter().map(|(field, values)| (field.clone(), show(values))).collect())
    }

    /// Whether a page was answered.
    pub fn has(&self, page: Page) -> bool {
        self.answered.contains(&page)
    }

    /// The single answer to a field; empty when there is none.
    pub fn one(&self, field: &str) -> &str {
        self.values.get(field).and_then(|values| values.first()).map_or("", Personal::reveal)
    }

    /// All answers to a field.
    pub fn all(&self, field: &str) -> impl Iterator<Item = &str> {
        self.values.get(field).into_iter().flatten().map(Personal::reveal)
    }

    /// What the person would like, in the order of the form.
    pub fn wishes(&self) -> Vec<Wish> {
        Wish::ALL.into_iter().filter(|wish| self.wants(*wish)).collect()
    }

    /// Whether they would like this.
    pub fn wants(&self, wish: Wish) -> bool {
        self.all("right").any(|code| code == wish.code())
    }

    /// Whether they ask for themselves.
    pub fn for_myself(&self) -> bool {
        !matches!(self.one("who"), "agent" | "child")
    }
}
