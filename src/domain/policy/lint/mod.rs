//! What a policy lacks or contradicts: one rule for each thing the law (or plain sense) asks of it.

mod data;
mod finding;
mod keeping;
mod lawfulness;
mod own_words;
mod rules;
mod telling;
mod who;

pub use finding::{Finding, Severity, lint};
pub use rules::{RULES, Rule};
