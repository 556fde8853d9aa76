//! Legal bases: what a policy says makes its processing lawful (Article 6(1)).

use serde::Serialize;

use super::super::cue::{Cue, Entry, entries};
use super::super::document::{Document, Sentence};
use super::super::topic::Topic;
use super::purposes::{PurposeKey, keys_in};

/// A legal basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Article 6(1)(b).
    Contract,
    /// Article 6(1)(c).
    LegalObligation,
    /// Article 6(1)(f).
    LegitimateInterests,
    /// Article 6(1)(a).
    Consent,
    /// Article 6(1)(d).
    VitalInterests,
    /// Article 6(1)(e).
    PublicTask,
}

impl Basis {
    /// Plain words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::LegalObligation => "legal obligation",
            Self::LegitimateInterests => "legitimate interests",
            Self::Consent => "consent",
            Self::VitalInterests => "vital interests",
            Self::PublicTask => "public task",
        }
    }

    /// Whether two bases for one purpose contradict each other: whoever asks for consent must take no for an answer.
    pub fn clashes(self, other: Self) -> bool {
        self != other && [self, other].contains(&Self::Consent)
    }
}

static BASES: [Entry<Basis>; 6] = [
    Entry::new(r"\bcontract(s|ual)?\b|6\(1\)\(b\)", Basis::Contract),
    Entry::new(
        r"legal (obligation|dut|requirement)|legally (required|obliged)|(comply|compliance) with (a |our |the |any |applicable )*(law|legal|legislation|regulat)|required by law|6\(1\)\(c\)",
        Basis::LegalObligation,
    ),
    Entry::new(r"legitimate (business )?interest|6\(1\)\(f\)", Basis::LegitimateInterests),
    Entry::new(r"\bconsent(ed|s)?\b|\bopt(ed)?[- ]in\b|your permission|agreed to receive|6\(1\)\(a\)", Basis::Consent),
    Entry::new(r"vital interest", Basis::VitalInterests),
    Entry::new(r"public (task|interest)|official authority", Basis::PublicTask),
];
/// Consent that is spoken of without being what the processing rests on.
static NOT_CONSENT: Cue = Cue::new(
    r"(don't|do not|not|without|no) (need |require |rely on |ask for |obtain )?(\w+ )?consent|withdraw\w* (of )?(your |any |that |the |this )?(\w+ )?consent|records? of consent|consent (records?|settings|preferences)|consent can be withdrawn|(by|your) (continu\w+ )?(using|use of|accessing|visiting|browsing)\b.*\bconsent",
);

/// The bases that a folded sentence rests on.
pub fn bases_in(folded: &str) -> Vec<Basis> {
    let mut bases: Vec<Basis> = entries(&BASES, folded).into_iter().copied().collect();
    if NOT_CONSENT.is_in(folded) {
        bases.retain(|basis| *basis != Basis::Consent);
    }
    bases
}

/// Bases that a part about bases ties to purposes.
pub fn mapped(document: &Document) -> Vec<(Basis, Vec<PurposeKey>, &Sentence)> {
    let mut mapped = Vec::new();
    for sentence in document.sentences.iter().filter(|sentence| rests(document, sentence)) {
        // "We have a contractual obligation. We rely on this to deliver orders": an item of a list is one thought.
        let block = document.block_of(sentence).filter(|block| block.kind.depth() > 0);
        let keys = keys_in(block.map_or(sentence.folded.as_str(), |block| block.folded.as_str()));
        mapped.extend(bases_in(&sentence.folded).into_iter().map(|basis| (basis, keys.clone(), sentence)));
    }
    mapped
}

/// Whether the sentence says on what processing rests in general.
fn rests(document: &Document, sentence: &Sentence) -> bool {
    static RELIES: Cue = Cue::new(
        r"(we|will) (also |may )?(rely|relies|depend) on|(legal|lawful) (basis|bases|ground)|on the (basis|grounds) (of|that)|our legal bas",
    );
    RELIES.is_in(&sentence.folded)
        || (document.is_about(sentence, Topic::Bases) && !document.is_about(sentence, Topic::Rights))
}
