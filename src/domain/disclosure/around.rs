//! What stands around a letter: the number at the foot of its pages, and what only a screen reader says.

use crate::domain::language::{Language, Message};

/// The words around a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Around {
    /// "Page {n} of {total}".
    pub page: Message,
    /// What a table of facts tells.
    pub facts: String,
    /// What the table beside the address tells.
    pub dates: String,
}

impl Around {
    /// In a language.
    pub fn of(language: &Language) -> Self {
        Self {
            page: language.say("answer.page").message().clone(),
            facts: language.text("answer.facts"),
            dates: language.text("answer.dates"),
        }
    }

    /// "Page 2 of 5".
    pub fn page(&self, number: usize, total: usize) -> String {
        self.page.fill(&[("n", &number), ("total", &total)])
    }
}

/// Around a paper for staff, who read English.
impl Default for Around {
    fn default() -> Self {
        Self {
            page: Message::parse("Page {n} of {total}").unwrap_or_default(),
            facts: "Facts".to_owned(),
            dates: "Dates and reference".to_owned(),
        }
    }
}
