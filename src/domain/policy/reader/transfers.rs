//! Transfers to other countries and their safeguards (Article 15(2)).

use serde::Serialize;

use super::super::cue::{Cue, Entry, entries};
use super::super::document::{Document, Sentence};
use super::super::fact::Fact;
use super::super::topic::Topic;

/// A transfer that the policy speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Transfer {
    /// Where to, in plain words.
    pub destinations: Vec<String>,
    /// The safeguards named.
    pub safeguards: Vec<String>,
    /// Whether the policy says that there is none.
    pub denied: bool,
}

static MOVES: Cue = Cue::new(r"\b(transfer|stor|process|host|send|sent|kept|held|access|locat)\w*");
static AWAY: Cue = Cue::new(
    r"outside|\bout of (the|your)\b|abroad|overseas|international|other countr|third countr|another country|\b(to|in|within) the (united states|us|usa|u\.s\.)|united states|\busa\b|worldwide",
);
static DENIED: Cue = Cue::new(
    r"(do not|don't|never|will not|won't|not) (\w+ )?(transfer|store|send|process|share|sent|stored|transferred)|only (stored|held|kept|processed) (with)?in the (uk|united kingdom)|(stays|remains) in the (uk|united kingdom)",
);
static FOREIGN: Cue =
    Cue::new(r"acquisition|merger|out(side)? ?(of )?(our|the) (company|business|organi|control|group)");

static DESTINATIONS: [Entry<&str>; 16] = [
    Entry::new(
        r"out(side)? ?(of )?(the )?(european economic area|eea)|out(side)? ?(of )?(the )?(uk|united kingdom)( and| or|/| and/or)( the)? (european economic area|eea|eu\b)",
        "countries outside the European Economic Area",
    ),
    Entry::new(
        r"out(side)? ?(of )?(the )?(uk|united kingdom)|out(side)? ?(of )?(the )?(eea|eu|european (union|economic area))( and| or|/)( the)? (uk|united kingdom)",
        "countries outside the United Kingdom",
    ),
    Entry::new(r"out(side)? ?(of )?(the )?(eu\b|european union)", "countries outside the European Union"),
    Entry::new(r"united states|\busa\b|\bthe us\b|\bu\.s\.", "United States"),
    Entry::new(r"\bcanada\b", "Canada"),
    Entry::new(r"\bindia\b", "India"),
    Entry::new(r"\bchina\b", "China"),
    Entry::new(r"\bireland\b", "Ireland"),
    Entry::new(r"\bgermany\b", "Germany"),
    Entry::new(r"\bnetherlands\b", "Netherlands"),
    Entry::new(r"\bphilippines\b", "Philippines"),
    Entry::new(r"\baustralia\b", "Australia"),
    Entry::new(r"\bisrael\b", "Israel"),
    Entry::new(r"\bturkey\b|türkiye", "Türkiye"),
    Entry::new(r"\bsingapore\b", "Singapore"),
    Entry::new(r"\bjapan\b", "Japan"),
];
static SAFEGUARDS: [Entry<&str>; 5] = [
    Entry::new(
        r"international data transfer (agreement|addendum)|\bidta\b|uk addendum",
        "international data transfer agreement or addendum",
    ),
    Entry::new(
        r"standard (contractual|data protection) clauses|model clauses|\bsccs?\b",
        "standard contractual clauses",
    ),
    Entry::new(
        r"adequacy|adequate (level|protection) .*(decision|deemed|recogni)|deemed (to provide )?(an )?adequate",
        "adequacy regulations",
    ),
    Entry::new(r"binding corporate rules", "binding corporate rules"),
    Entry::new(r"data bridge|data privacy framework", "UK–US data bridge"),
];

/// Reads what is said about transfers; `None` when nothing is.
pub fn read(document: &Document) -> Option<Fact<Transfer>> {
    let moving: Vec<&Sentence> = document.sentences.iter().filter(|sentence| speaks(document, sentence)).collect();
    let first = moving.first()?;
    let near = document
        .sentences
        .iter()
        .filter(|sentence| document.is_about(sentence, Topic::Transfers) || moving.contains(sentence));
    let near: Vec<&Sentence> = near.collect();
    let gather = |table: &'static [Entry<&'static str>]| -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in near.iter().flat_map(|sentence| entries(table, &sentence.folded)) {
            if !found.iter().any(|known| known == name) {
                found.push((*name).to_owned());
            }
        }
        found
    };
    let denied = moving.iter().all(|sentence| DENIED.is_in(&sentence.folded));
    let value = Transfer { destinations: gather(&DESTINATIONS), safeguards: gather(&SAFEGUARDS), denied };
    Some(Fact::stated(value, document, &first.span))
}

fn speaks(document: &Document, sentence: &Sentence) -> bool {
    let heading =
        document.block_of(sentence).is_some_and(|block| matches!(block.kind, super::super::shape::Kind::Heading(_)));
    let data = document.is_about(sentence, Topic::Transfers)
        || sentence.folded.contains("data")
        || sentence.folded.contains("information");
    let there =
        AWAY.is_in(&sentence.folded) || DENIED.is_in(&sentence.folded) && document.is_about(sentence, Topic::Transfers);
    !heading && data && MOVES.is_in(&sentence.folded) && there && !FOREIGN.is_in(&sentence.folded)
}
