//! The company's postal address, told by its postcode.

use std::ops::Range;

use super::super::cue::Cue;
use super::super::document::Document;
use super::super::fact::Fact;
use super::super::fold::{fold, tidy};
use super::super::topic::Topic;
use super::identity::sentence_at;

static POSTCODE: Cue =
    Cue::new(r"\b(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0AA|[A-Z]{2},? [0-9]{5}(?:-[0-9]{4})?)\b");
/// What stands between the sentence and the address in it.
static BEFORE: Cue = Cue::new(r"(?i)^.*(?:\b(?:at|is|to|office|address|post|mail|of|in|controller)\b|:|\()\s*");
static REGULATOR: Cue = Cue::new(r"wycliffe|wilmslow|commissioner|sk9 5af|supervisory|\bico\b");
static STREET: Cue = Cue::new(
    r"(?i)\b(street|st|road|rd|lane|ln|avenue|ave|way|drive|dr|close|court|ct|place|square|park|estate|unit|suite|floor|house|building|row|terrace|gardens|hill|crescent|quay|wharf|box|mews|boulevard|blvd|highway|parkway|yard|works|mill|centre|center|business|industrial)\b|^[0-9]",
);

/// Reads the address.
pub fn read(document: &Document) -> Option<Fact<Vec<String>>> {
    POSTCODE.all(&document.text).into_iter().find_map(|postcode| at(document, &postcode))
}

fn at(document: &Document, postcode: &Range<usize>) -> Option<Fact<Vec<String>>> {
    let foreign = [Topic::Sharing, Topic::Sources];
    let sentence = sentence_at(document, postcode)?;
    if REGULATOR.is_in(&sentence.folded) || foreign.iter().any(|topic| document.is_about(sentence, *topic)) {
        return None;
    }
    let mut start = line_start(&document.text, postcode.start);
    let line = document.text.get(start..postcode.end)?;
    let mut parts = parts(line);
    if !parts.iter().any(|part| STREET.is_in(part)) {
        start = above(document, start, &mut parts);
    }
    // "Acme Outfitters, LLC, 12 Mesa Road": a form that stands alone belongs to the part before it.
    let bare_form =
        |part: &String| super::names::form_of(part).is_some() && super::names::without_form(part).is_empty();
    if let Some(at) = parts.iter().position(bare_form) {
        parts.drain(..=at);
    }
    parts.retain(|part| super::names::form_of(part).is_none());
    // A postcode alone is no address to which a letter could go.
    let known = parts.iter().any(|part| STREET.is_in(part)) && parts.len() > 1;
    let whole = start..postcode.end;
    // In a paragraph only the sentence counts; in lines the address begins above it.
    let from = if sentence.span.start > start { sentence.span.start } else { whole.start };
    let span = super::super::shape::trimmed(&document.text, from.min(postcode.start)..whole.end);
    (known && !REGULATOR.is_in(&fold(document.words(&span)))).then(|| Fact::stated(parts, document, &span))
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The parts of one line, the sentence before the address cut off.
fn parts(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in line.split(',').rev() {
        let after = BEFORE.find(part).filter(|found| found.end < part.len()).map(|found| found.end);
        let kept = tidy(after.and_then(|at| part.get(at..)).unwrap_or(part));
        let proper = kept.chars().next().is_some_and(|letter| letter.is_uppercase() || letter.is_numeric());
        if !proper || kept.split_whitespace().count() > 6 {
            break;
        }
        parts.push(kept);
        if after.is_some() {
            break;
        }
    }
    parts.reverse();
    parts
}

/// Adds the lines above that go on with the address upwards; gives where it begins.
fn above(document: &Document, mut start: usize, parts: &mut Vec<String>) -> usize {
    for _ in 0..5 {
        let end = start.saturating_sub(1);
        let from = line_start(&document.text, end);
        let line = document.text.get(from..end).unwrap_or_default().trim();
        let fits =
            !line.is_empty() && line.chars().count() <= 60 && !line.ends_with([':', '.', ';']) && !line.contains('@');
        if !fits {
            break;
        }
        let mut upper = line.split(',').map(tidy).filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let is_street = upper.iter().any(|part| STREET.is_in(part));
        upper.append(parts);
        *parts = upper;
        start = from;
        if is_street || start == 0 {
            break;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_in(text: &str) -> Option<Vec<String>> {
        read(&Document::plain(text)).map(|fact| fact.value)
    }

    #[test]
    fn an_address_is_read_from_a_sentence_and_from_lines() {
        let one = read_in("Our registered office is at Unit 4, Mill Lane, Leeds, LS1 4AB.");
        assert_eq!(one.unwrap(), ["Unit 4", "Mill Lane", "Leeds", "LS1 4AB"]);
        let lines = read_in("Write to:\nAcme Lamps\n12 High Street\nLeeds\nLS1 4AB\n");
        assert_eq!(lines.unwrap(), ["12 High Street", "Leeds", "LS1 4AB"]);
        assert_eq!(read_in("Wycliffe House, Water Lane, Wilmslow, Cheshire, SK9 5AF"), None);
        assert_eq!(read_in("We deliver to SW1A 1AA."), None);
    }
}
