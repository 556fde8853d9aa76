//! A privacy policy, read by rules: the facts it states, each with the sentence behind it, and what it leaves out.
//!
//! [`Document`] gives the text its shape, [`read`] finds the facts, [`lint()`] says what is missing or contradictory, and
//! [`Draft`] is the controller that follows. A fact that is not there is missing, never guessed. Described in `docs/POLICY.md`.

mod companies;
mod cue;
mod diff;
mod document;
mod draft;
mod fact;
mod fold;
mod form_rights;
mod items;
mod kinds;
mod language;
mod lint;
mod reader;
mod rows;
mod sentence;
mod shape;
mod source;
mod topic;

pub use diff::{Change, Said, Turn, changes};
pub use document::{Document, Line};
pub use draft::{Draft, DraftContact};
pub use fact::{Confidence, Fact, Quote};
pub use form_rights::{FORM_RIGHTS, FormRight};
pub use language::is_english;
pub use lint::{Finding, RULES, Rule, Severity, lint};
pub use reader::{Reading, read};
pub use rows::Row;
pub use shape::Kind;
pub use source::Source;
