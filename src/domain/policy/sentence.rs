//! Cutting a block into sentences.

use std::ops::Range;

use super::cue::Cue;
use super::shape::{Kind, trimmed};

/// A full stop after one of these ends no sentence.
static ABBREVIATION: Cue = Cue::new(
    r"(?i)(\b(e\.?g|i\.?e|etc|no|nos|ltd|inc|co|corp|mr|mrs|ms|dr|st|art|arts|u\.?s|u\.?k|approx|tel|ref|reg|vs|para|sec)|\b[a-z])\.$",
);
/// Two cells of a table that were run together: `informationYou can`, `(unless …)Some people`.
static GLUE: Cue = Cue::new(r"(?:\b[a-z]{3,}|[a-z]\))([A-Z][a-z']*\s)");

/// The sentences of a span, as spans of the whole text.
pub fn split(text: &str, span: Range<usize>, kind: Kind) -> Vec<Range<usize>> {
    if matches!(kind, Kind::Heading(_)) {
        return vec![span];
    }
    let Some(words) = text.get(span.clone()) else { return Vec::new() };
    let mut cuts: Vec<usize> = GLUE.groups(words).into_iter().map(|glue| glue.start).collect();
    cuts.extend(words.match_indices('\t').map(|(at, _)| at));
    cuts.extend(words.match_indices('\n').filter(|(at, _)| ends_line(words, *at)).map(|(at, _)| at));
    cuts.extend(stops(words));
    cuts.sort_unstable();
    cuts.dedup();
    cuts.push(words.len());
    let mut from = 0;
    let mut sentences = Vec::new();
    for cut in cuts {
        let sentence = trimmed(text, span.start + from..span.start + cut);
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
        from = cut;
    }
    sentences
}

/// Whether a line break is the end of what was said, not a wrapped line.
fn ends_line(words: &str, at: usize) -> bool {
    words.get(..at).is_some_and(|before| before.trim_end().ends_with(['.', '!', '?', ':', ';']))
}

/// Where sentences end: after a mark that a space and a new beginning follow.
fn stops(words: &str) -> Vec<usize> {
    let mut stops = Vec::new();
    let mut letters = words.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !matches!(letter, '.' | '!' | '?') || !letters.peek().is_some_and(|(_, next)| next.is_whitespace()) {
            continue;
        }
        let after = at + letter.len_utf8();
        let (before, rest) = (words.get(..after).unwrap_or_default(), words.get(after..).unwrap_or_default());
        let begins = rest.trim_start().chars().next().is_some_and(|next| !next.is_lowercase());
        if begins && !(letter == '.' && ABBREVIATION.is_in(last_bytes(before))) {
            stops.push(after);
        }
    }
    stops
}

fn last_bytes(words: &str) -> &str {
    let from = words.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
    words.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        split(text, 0..text.len(), Kind::Prose).into_iter().map(|span| text.get(span).unwrap_or_default()).collect()
    }

    #[test]
    fn sentences_end_at_full_stops_that_end_them() {
        assert_eq!(
            cut("We keep it, e.g. Orders. Acme Ltd. Sells it! Do we?"),
            ["We keep it, e.g. Orders.", "Acme Ltd. Sells it!", "Do we?"]
        );
    }

    #[test]
    fn cells_that_were_run_together_are_parted() {
        assert_eq!(
            cut("Right to access your informationYou can ask"),
            ["Right to access your information", "You can ask"]
        );
        assert_eq!(cut("We JustElegance and eBay and PayPal do"), ["We JustElegance and eBay and PayPal do"]);
    }
}
