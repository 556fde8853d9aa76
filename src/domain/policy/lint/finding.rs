//! Findings, and running the rules.

use serde::Serialize;

use super::super::document::Document;
use super::super::fact::Quote;
use super::super::language::is_english;
use super::super::reader::Reading;
use super::rules::{RULES, Rule};
use super::{data, keeping, lawfulness, own_words, telling, who};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Good practice.
    Low,
    /// The law asks for it, or people will be misled.
    Medium,
    /// A duty is not met, or an answer cannot be given.
    High,
}

impl Severity {
    /// As it is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What a rule found in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `L01` to `L26`.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong or missing, in plain words.
    pub finding: String,
    /// The sentence; `None` when the finding is that there is none.
    pub quote: Option<String>,
    /// The paragraphs of the information that goes with an access answer (Article 15) which cannot be written: `15(1)(d)`.
    pub blocks: &'static [&'static str],
    /// The law behind the rule.
    pub reason: &'static str,
    /// Neutral words that would mend it; square brackets are to be filled.
    pub wording: &'static str,
}

/// What a check gives back: the words of the finding, and the sentence.
pub(super) struct Said {
    pub(super) words: String,
    pub(super) quote: Option<Quote>,
}

/// The policy and what was read from it.
pub(super) struct Checked<'policy> {
    pub(super) document: &'policy Document,
    pub(super) reading: &'policy Reading,
}

/// A finding without a sentence.
#[expect(clippy::unnecessary_wraps, reason = "a check ends with it: a finding is what a check may or may not give")]
pub(super) fn absent(words: impl Into<String>) -> Option<Said> {
    Some(Said { words: words.into(), quote: None })
}

/// A finding with its sentence.
#[expect(clippy::unnecessary_wraps, reason = "a check ends with it: a finding is what a check may or may not give")]
pub(super) fn quoted(words: impl Into<String>, quote: &Quote) -> Option<Said> {
    Some(Said { words: words.into(), quote: Some(quote.clone()) })
}

/// `a, b and c`.
pub(super) fn enumerate(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Runs every rule; at most one finding each, in the order of the rules. The rules know English: of a policy in another language they
/// say nothing, because what they do not find may well stand there ([`super::super::is_english`]).
pub fn lint(document: &Document, reading: &Reading) -> Vec<Finding> {
    if !is_english(document) {
        return Vec::new();
    }
    let checked = Checked { document, reading };
    RULES.iter().filter_map(|rule| check(rule, &checked).map(|said| finding(rule, said))).collect()
}

fn finding(rule: &'static Rule, said: Said) -> Finding {
    Finding {
        rule: rule.id,
        severity: rule.severity,
        finding: said.words,
        quote: said.quote.map(|quote| quote.text),
        blocks: rule.blocks,
        reason: rule.reason,
        wording: rule.wording,
    }
}

fn check(rule: &Rule, checked: &Checked<'_>) -> Option<Said> {
    match rule.id {
        "L01" => who::legal_identity(checked),
        "L02" => who::working_contact(checked),
        "L03" => lawfulness::rights(checked),
        "L04" => lawfulness::bases(checked),
        "L05" => lawfulness::clash(checked),
        "L06" => lawfulness::consent_by_use(checked),
        "L07" => data::unlisted(checked),
        "L08" => keeping::transfers(checked),
        "L09" => keeping::retention(checked),
        "L10" => telling::identity_check(checked),
        "L11" => telling::time_and_fee(checked),
        "L12" => telling::regulator(checked),
        "L13" => telling::own_complaints(checked),
        "L14" => lawfulness::opt_out(checked),
        "L15" => lawfulness::marketing_consent(checked),
        "L16" => data::sources(checked),
        "L17" => data::recipients(checked),
        "L18" => who::date(checked),
        "L19" => own_words::left_over(checked),
        "L20" => own_words::spelling(checked),
        "L21" => data::card_data(checked),
        "L22" => telling::children(checked),
        "L23" => telling::automated(checked),
        "L24" => who::mailbox(checked),
        "L25" => keeping::movable(checked),
        _ => telling::must_give(checked),
    }
}
