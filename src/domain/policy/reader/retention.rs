//! How long data is kept (Article 15(1)(d)).

use serde::Serialize;

use super::super::cue::{Cue, Entry, entries};
use super::super::document::{Block, Document, Sentence};
use super::super::fact::Fact;
use super::super::fold::{capital, fold, tidy};
use super::super::shape::Kind;
use super::super::topic::Topic;
use super::bases::{Basis, bases_in};

/// A rule of retention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RetentionRule {
    /// Of what; `None` for everything that has no rule of its own.
    pub what: Option<String>,
    /// The number or the event that ends it, in plain words; `None` when neither is given.
    pub period: Option<String>,
    /// What the period counts from, as the policy says it.
    pub anchor: Option<String>,
    /// Whether a request itself would move what it counts from.
    pub movable: bool,
    /// Why it is kept.
    pub basis: Option<Basis>,
    /// The rule as it stands, without its subject.
    pub words: String,
}

static KEEPS: Cue = Cue::new(
    r"\b(retain|retained|retention|keep|keeps|kept|hold on to|hold onto|holding|hold|held|store|stored|delete|deleted|anonymi[sz]e[ds]?|erased?)\b",
);
static TIMED: Cue = Cue::new(
    r"\b(as|so) long as\b|no longer|for a (reasonable|limited|certain|period)|\bperiods?\b|until|([0-9]+|one|two|three|four|five|six|seven|eight|ten|twelve|eighteen|thirty)( \([0-9a-z]+\))? (calendar |full |tax |financial )*(year|month|week|day)s?|indefinitely|anonymi[sz]e",
);
static LENGTH: Cue = Cue::new(
    r"((?:up to |at least |a (?:minimum|maximum) of |typically |no (?:more|longer) than )?(?:[0-9]+|an?|one|two|three|four|five|six|seven|eight|ten|twelve|eighteen|thirty)(?: \([0-9a-z]+\))? (?:calendar |full |tax |financial )*(?:year|month|week|day)s?)\b",
);
static EVENT: Cue = Cue::new(
    r"\b(until (?:you )?(?:opt[- ]?out(?:/unsubscribe)?|unsubscribe|withdraw (?:your )?consent|close (?:your )?account|(?:your )?account is (?:closed|deleted)|the warranty (?:ends|expires)|object|ask us to (?:delete|stop)|(?:your )?browser (?:is )?close[sd]?)|for as long as you have (?:your|an) account|(?:as|so) long as (?:you have )?(?:your|an) account(?: is (?:active|open))?|while (?:your|you have an) account|when you (?:close|delete) your account|until the end of (?:the|your) (?:warranty|contract|session))",
);
static ANCHOR: Cue = Cue::new(
    r"(?:after|from|since|following) ((?:the |your |our |you )?(?:date of |end of |last |final |most recent |close |completion of |account |purchase|order|delivery|contract|tax |financial )[^.,;()]{0,50})",
);
static MOVABLE: Cue = Cue::new(
    r"(last|latest|most recent) (contact|interact|communicat|correspond|activity|login|visit|engage|time you)|inactiv|you last (contact|log|visit|interact)|have not (logged|contacted|heard)",
);

static REASONS: [Entry<Basis>; 1] =
    [Entry::new(r"\btax\b|accounting|legal|hmrc|by law|statutory|regulat", Basis::LegalObligation)];

/// Reads the rules.
pub fn read(document: &Document) -> Vec<Fact<RetentionRule>> {
    let mut rules: Vec<Fact<RetentionRule>> = Vec::new();
    for sentence in &document.sentences {
        if is_rule(document, sentence) {
            rules.push(Fact::stated(rule(document, sentence), document, &sentence.span));
        }
    }
    rules
}

/// What can be kept.
static THING: Cue = Cue::new(
    r"data|information|record|details|\bit\b|\bthem\b|account|orders?|invoices?|logs?|e-?mails|cookies|messages|enquir",
);

fn is_rule(document: &Document, sentence: &Sentence) -> bool {
    let Some(block) = document.block_of(sentence) else { return false };
    if matches!(block.kind, Kind::Heading(_)) || sentence.folded.ends_with(':') {
        return false;
    }
    let foreign = [Topic::Rights, Topic::Sharing, Topic::Contact, Topic::Complaints];
    if is_listed(document, block) && TIMED.is_in(&block.folded) {
        return document.sentences_of(sentence.block).next().is_some_and(|first| first == sentence);
    }
    let about = block.topics.contains(&Topic::Retention) || !foreign.iter().any(|topic| block.topics.contains(topic));
    if block.topics.contains(&Topic::Retention) && CLIPPED.is_in(&sentence.folded) {
        return !is_aside(&sentence.folded);
    }
    about
        && KEEPS.is_in(&sentence.folded)
        && TIMED.is_in(&sentence.folded)
        && THING.is_in(&sentence.folded)
        && !is_aside(&sentence.folded)
}

/// An item of a list, or a line that stands as one: "Orders: 6 years".
fn is_listed(document: &Document, block: &Block) -> bool {
    static LABELLED: Cue = Cue::new(r"^[A-Z][^:.;\n]{2,60}: \S");
    let alone = block.kind.depth() > 0 || LABELLED.is_in(document.words(&block.span));
    block.topics.contains(&Topic::Retention) && alone
}

/// A rule without a verb: "Receipts for seven years."
static CLIPPED: Cue = Cue::new(
    r"^[a-z][a-z', -]{2,50}? (?:for|until) (?:up to |about |around |at least )?(?:[0-9]+|a|an|one|two|three|four|five|six|seven|eight|ten|twelve|as long as|you (?:opt|unsubscribe|withdraw|ask))\b",
);

/// Sentences that speak of keeping and of time without giving a rule.
fn is_aside(folded: &str) -> bool {
    static ASIDE: Cue = Cue::new(
        r"keep you (aware|informed|up)|retention periods (include|are)|right to|you can (ask|request)|stored on your|please|from time to time|keep (your|this) .*(confidential|up[- ]to[- ]date)|appropriate (retention )?period.{0,20}consider|response|respond",
    );
    ASIDE.is_in(folded)
}

fn rule(document: &Document, sentence: &Sentence) -> RetentionRule {
    let block = document.block_of(sentence);
    let listed = block.is_some_and(|block| block.kind.depth() > 0 || is_listed(document, block));
    let words =
        if listed { block.map_or("", |block| document.words(&block.span)) } else { document.words(&sentence.span) };
    let folded = if listed { block.map_or("", |block| block.folded.as_str()) } else { sentence.folded.as_str() };
    let (what, rest) = subject(words, listed);
    let anchor = ANCHOR.group(folded).map(tidy);
    RetentionRule {
        what,
        period: period(folded, anchor.as_deref()),
        movable: MOVABLE.is_in(folded),
        anchor,
        basis: entries(&REASONS, folded).into_iter().copied().next().or_else(|| bases_in(folded).into_iter().next()),
        words: capital(&tidy(rest)),
    }
}

/// No subject of its own: everything.
static GENERAL: Cue = Cue::new(
    r"^(it|this|them|on to|onto|(the |your |all |any )*(personal )?(data|information)( (we|that|about|collected|you|only|on|for).*)?)$",
);

/// `Orders: kept for six years` and `We keep orders for six years`.
fn subject(words: &str, listed: bool) -> (Option<String>, &str) {
    static LABEL: Cue = Cue::new(r"^([^:\t–—]{2,70}?)\s*(?::|\t| – | — | - )\s*\S");
    static KEPT: Cue = Cue::new(
        r"(?i)\b(?:we|we'll|we’ll|will)(?: will| only| also| may| normally| generally| usually)* (?:keep|retain|hold|store|delete)(?: on to)? (?:your |the |our |all |any |records? of |copies of )?((?:personal )?[a-z][a-z/ ,-]{2,50}?) (?:for|until|as long|after|no longer|within)\b|^((?:[A-Z][a-z]+ )?[a-z/, ]{3,50}?) (?:is|are|will be|may be) (?:kept|retained|stored|held|deleted)\b",
    );
    static VERBLESS: Cue = Cue::new(r"^([A-Z][A-Za-z', -]{2,50}?) (?:for|until) ");
    let label = LABEL.groups(words).into_iter().next().filter(|_| listed);
    if let Some(label) = label {
        let what = tidy(words.get(label.clone()).unwrap_or_default());
        return (Some(what), words.get(label.end..).unwrap_or_default());
    }
    let clipped = || VERBLESS.group(words).filter(|_| CLIPPED.is_in(&fold(words)));
    let what = KEPT.group(words).or_else(clipped).map(tidy).filter(|what| !GENERAL.is_in(&what.to_lowercase()));
    (what.map(|what| capital(&what)), words)
}

fn period(folded: &str, anchor: Option<&str>) -> Option<String> {
    if let Some(length) = LENGTH.group(folded) {
        return Some(anchor.map_or_else(|| length.to_owned(), |anchor| format!("{length} after {anchor}")));
    }
    EVENT.group(folded).map(tidy)
}
