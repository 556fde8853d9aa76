//! Where data comes from that the person did not give (Article 15(1)(g)).

use serde::Serialize;

use super::super::companies::COMPANIES;
use super::super::cue::{Cue, entries};
use super::super::document::{Document, Sentence};
use super::super::fact::{Confidence, Fact};
use super::super::kinds::{OTHER_SOURCES, kinds_in};
use super::super::shape::Kind;
use super::super::topic::Topic;

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Name or kind.
    pub name: String,
    /// Whether anybody could tell from it who the source is.
    pub specific: bool,
}

/// Data that comes from somebody else.
static RECEIVES: Cue = Cue::new(
    r"\b(receive|collect|obtain|get|provided|given|supplied|sourced|gather|comes?)\w*\b.{0,80}\b(from|by)\b.{0,40}\b(third[- ]part|other (companies|compan|sources|organi|people|business)|partners?|publicly|external|marketplaces?|social (media|network)|credit|couriers?|payment|analytics|providers?|brokers?|retailers?)|(collect|receive|obtain|get)\w*\b.{0,60}\bfrom the following|from the following (sources|third)",
);
static NONE: Cue = Cue::new(
    r"(do not|don't|never|not) (receive|collect|obtain|buy|get)\b.*\b(from|other|third)|only (collect|obtain|receive)\w* .*(directly )?from you|all .*(comes|collected) (directly )?from you",
);
static COOKIES: Cue = Cue::new(
    r"(cookies|similar technolog|pixels).*(collect|captur|record|gather)|(collect|captur|record|gather)\w* .*(cookies|similar technolog|pixels|tracking technolog)",
);

/// Reads the sources; `None` of them is a fact of its own ([`denied`]).
pub fn read(document: &Document) -> Vec<Fact<Source>> {
    let mut sources: Vec<Fact<Source>> = Vec::new();
    for sentence in &document.sentences {
        let heading = document.block_of(sentence).is_some_and(|block| matches!(block.kind, Kind::Heading(_)));
        if heading || NONE.is_in(&sentence.folded) || !speaks(document, sentence) {
            continue;
        }
        for source in named_in(&sentence.folded) {
            add(&mut sources, Fact::stated(source, document, &sentence.span));
        }
    }
    for sentence in document.sentences.iter().filter(|sentence| COOKIES.is_in(&sentence.folded)) {
        let source = Source { name: "Cookies and similar technologies".to_owned(), specific: false };
        add(&mut sources, Fact::stated(source, document, &sentence.span).with(Confidence::Likely));
    }
    sources
}

/// The sentence in which the policy says that everything comes from the person.
pub fn denied(document: &Document) -> Option<&Sentence> {
    document.sentences.iter().find(|sentence| NONE.is_in(&sentence.folded))
}

fn add(sources: &mut Vec<Fact<Source>>, fact: Fact<Source>) {
    if !sources.iter().any(|known| known.value.name == fact.value.name) {
        sources.push(fact);
    }
}

/// Whether the sentence tells a source: it says that something comes from others, or it stands in a list that does.
fn speaks(document: &Document, sentence: &Sentence) -> bool {
    let Some(block) = document.block_of(sentence) else { return false };
    if block
        .topics
        .iter()
        .any(|topic| matches!(topic, Topic::Sharing | Topic::Rights | Topic::Retention | Topic::Transfers))
    {
        return RECEIVES.is_in(&sentence.folded)
            && sentence.folded.contains("receive")
            && sentence.folded.contains("about you");
    }
    let lead = block.lead.and_then(|lead| document.block(lead));
    RECEIVES.is_in(&sentence.folded) || lead.is_some_and(|lead| RECEIVES.is_in(&lead.folded))
}

fn named_in(folded: &str) -> Vec<Source> {
    static UNNAMED: Cue = Cue::new(r"other (compan|organi|business)|third[- ]part|our partners|other sources");
    let mut names: Vec<String> =
        entries(&COMPANIES, folded).into_iter().map(|company| company.name.to_owned()).collect();
    names.extend(kinds_in(folded).into_iter().filter(|kind| kind.code != "buyer").map(|kind| kind.name.to_owned()));
    names.extend(entries(&OTHER_SOURCES, folded).into_iter().map(|name| (*name).to_owned()));
    if names.is_empty() && UNNAMED.is_in(folded) && !folded.ends_with(':') {
        return vec![Source { name: "Other companies".to_owned(), specific: false }];
    }
    names.into_iter().map(|name| Source { name, specific: true }).collect()
}
