//! What data there is, where it comes from, who gets it.

use super::super::cue::Cue;
use super::super::document::{Document, Sentence};
use super::super::fact::Quote;
use super::super::items::items_in;
use super::super::reader::{asks_for_identity_documents, coverage, lists_data, sources_denied};
use super::super::shape::Kind;
use super::super::topic::Topic;
use super::finding::{Checked, Said, absent, enumerate, quoted};

/// A kind of data that is used although it may not be listed.
struct Used {
    name: &'static str,
    cue: &'static Cue,
    /// Codes of items any of which would list it.
    listed_as: &'static [&'static str],
}

static SUPPORT: Cue = Cue::new(
    r"(support|service|contact cent(re|er)|call|chat) (records?|logs?|recordings?|histor|transcripts?)|records? of (your )?(calls|correspondence|support)|(telephone |phone )?calls (are|may be|will be) recorded|record (telephone |phone )?calls",
);
static PHONE: Cue = Cue::new(
    r"\bsms\b|text messages?|whats ?app|(by|via|through) (tele)?phone|your (tele|mobile )?phone number|phone numbers\b|call you\b",
);
static DOCUMENTS: Cue = Cue::new(
    r"(identity|id) (or address )?(proof|document|card)|proof of (identity|id|address)|passport|driving licen|photo(graphic)? id\b|identification documents?|copy of your id\b",
);
static BIRTH: Cue = Cue::new(r"date of birth|verify your age|age verification");
static LOCATION: Cue = Cue::new(r"(your|precise|approximate) (geo-?)?location");
static REVIEWS: Cue = Cue::new(r"your (product )?reviews?\b|reviews? (that )?you (write|post|submit|leave)");
static REPLAY: Cue = Cue::new(r"session (replay|recording)s?|heat ?maps?");
static CREDIT: Cue = Cue::new(r"credit (check|score|reference|report)s?");
static CCTV: Cue = Cue::new(r"\bcctv\b");
static HEALTH: Cue =
    Cue::new(r"health (data|information|condition)|medical (data|information|condition)|allerg(y|ies)");

static KINDS: &[Used] = &[
    Used { name: "support records", cue: &SUPPORT, listed_as: &["support", "call_recordings"] },
    Used { name: "telephone numbers", cue: &PHONE, listed_as: &["phone"] },
    Used { name: "identity documents", cue: &DOCUMENTS, listed_as: &["id_documents"] },
    Used { name: "dates of birth", cue: &BIRTH, listed_as: &["birth"] },
    Used { name: "location", cue: &LOCATION, listed_as: &["location"] },
    Used { name: "reviews", cue: &REVIEWS, listed_as: &["content", "feedback"] },
    Used { name: "session recordings", cue: &REPLAY, listed_as: &["replay", "usage"] },
    Used { name: "results of credit checks", cue: &CREDIT, listed_as: &["checks"] },
    Used { name: "CCTV pictures", cue: &CCTV, listed_as: &["cctv"] },
    Used { name: "health data", cue: &HEALTH, listed_as: &["health"] },
];

/// L07.
pub(super) fn unlisted(checked: &Checked<'_>) -> Option<Said> {
    let listed = listed_codes(checked.document);
    // Without a list nothing can be missing from it: that there is none is what an answer's gap says.
    if listed.is_empty() {
        return None;
    }
    let mut names = Vec::new();
    let mut first: Option<Quote> = None;
    for used in KINDS.iter().filter(|used| !used.listed_as.iter().any(|code| listed.contains(code))) {
        let sentence = checked
            .document
            .sentences
            .iter()
            .find(|sentence| used.cue.is_in(&sentence.folded) && is_used(checked.document, sentence, used));
        if let Some(sentence) = sentence {
            names.push(used.name);
            first.get_or_insert_with(|| Quote::of(checked.document, &sentence.span));
        }
    }
    quoted(format!("Spoken of, but not in the list of data: {}.", enumerate(&names)), &first?)
}

/// Codes of the data listed where the policy says what it collects.
fn listed_codes(document: &Document) -> Vec<&'static str> {
    let blocks = document.blocks.iter().filter(|block| lists_data(block) && !matches!(block.kind, Kind::Heading(_)));
    blocks
        .filter(|block| !TELLS_HOW.is_in(&block.folded))
        .flat_map(|block| items_in(&block.folded))
        .map(|item| item.code)
        .collect()
}

/// A list item that tells how people get in touch lists no data by that.
static TELLS_HOW: Cue = Cue::new(r"^(use our|contact us) |\bcontact us (for|by|via)");

static OWN_NUMBER: Cue = Cue::new(r"[0-9]{4}|^(tele)?phone\b");

fn is_used(document: &Document, sentence: &Sentence, used: &Used) -> bool {
    let heading = document.block_of(sentence).is_some_and(|block| matches!(block.kind, Kind::Heading(_)));
    let rights = document.is_about(sentence, Topic::Rights)
        && used.name == "identity documents"
        && !asks_for_identity_documents(&sentence.folded);
    // The company's own number is not the person's.
    let own = used.name == "telephone numbers" && OWN_NUMBER.is_in(&sentence.folded);
    let regulator = own || sentence.folded.contains("commissioner") || sentence.folded.contains("not collect");
    !heading && !rights && !regulator
}

/// L16.
pub(super) fn sources(checked: &Checked<'_>) -> Option<Said> {
    let sources = &checked.reading.sources;
    if sources.iter().any(|fact| fact.value.specific) || sources_denied(checked.document).is_some() {
        return None;
    }
    match sources.iter().find(|fact| fact.value.name == "Other companies") {
        Some(unnamed) => quoted("Data comes from others who are neither named nor described.", &unnamed.quote),
        None => absent("Nothing is said about data that comes from somebody else than the person."),
    }
}

/// L17.
pub(super) fn recipients(checked: &Checked<'_>) -> Option<Said> {
    let recipients = &checked.reading.recipients;
    if recipients.is_empty() {
        return absent("No recipients are named, by name or by kind.");
    }
    let coverage = coverage(recipients);
    let covered = coverage.iter().filter(|named| **named).count();
    let named = recipients.iter().any(|fact| fact.value.named);
    let enough = named && covered * 2 >= coverage.len();
    if enough || checked.reading.statements.processor_list.is_some() {
        return None;
    }
    let kinds = recipients.iter().find(|fact| !fact.value.named).or_else(|| recipients.first())?;
    let words = if named { "Most recipients are named by kind only." } else { "Recipients are named by kind only." };
    quoted(words, &kinds.quote)
}

/// L21.
pub(super) fn card_data(checked: &Checked<'_>) -> Option<Said> {
    let statements = &checked.reading.statements;
    let data = statements.card_data.as_ref()?;
    if statements.card_holder.is_some() {
        return None;
    }
    quoted("Card or payment data is spoken of, and nothing says who holds it.", data)
}
