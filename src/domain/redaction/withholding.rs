//! Going through a document once, part by part, and keeping back what was chosen.

use std::ops::Range;

use super::choice::{Choices, Places};
use super::coded;
use super::folded::Folded;
use super::phrase::{Phrase, Spacing, TooShort};

/// What stands where words were withheld. It is as long for a short word as for a long one, so that its length tells nothing.
pub const MARK: &str = "[withheld]";
/// How much of a text is shown around what was found, in characters.
const AROUND: usize = 36;

/// Words that are looked for while a document goes by.
struct Wanted {
    phrase: Phrase,
    places: Places,
    seen: usize,
}

/// Keeps back the words of a choice. One of these is for one reading of one document: it counts places from its beginning.
pub struct Withholding {
    wanted: Vec<Wanted>,
    spacing: Spacing,
}

impl Withholding {
    /// Begins a reading.
    pub fn new(choices: &Choices, spacing: Spacing) -> Result<Self, TooShort> {
        let wanted = choices.words.iter().map(|choice| {
            let phrase = Phrase::new(choice.words.reveal())?;
            Ok(Wanted { phrase, places: choice.places.clone(), seen: 0 })
        });
        Ok(Self { wanted: wanted.collect::<Result<_, _>>()?, spacing })
    }

    /// The bytes of the next part of the text that stay here, in their order and without overlaps.
    pub fn spans(&mut self, text: &str) -> Vec<Range<usize>> {
        if self.wanted.is_empty() || text.is_empty() {
            return Vec::new();
        }
        let folded = Folded::of(text);
        let mut spans = Vec::new();
        for wanted in &mut self.wanted {
            for place in wanted.phrase.find(&folded, self.spacing) {
                if wanted.takes_next() {
                    spans.push(place);
                }
            }
        }
        spans.extend(self.coded_spans(text));
        joined(spans)
    }

    /// The next part of the text with a mark where words were withheld; `None` where it stays as it is.
    pub fn rewritten(&mut self, text: &str) -> Option<String> {
        let spans = self.spans(text);
        (!spans.is_empty()).then(|| marked(text, &spans))
    }

    /// Words that stay here wherever they stand also stay here in other letters.
    fn coded_spans(&self, text: &str) -> Vec<Range<usize>> {
        let everywhere: Vec<&Phrase> =
            self.wanted.iter().filter(|wanted| wanted.places == Places::All).map(|wanted| &wanted.phrase).collect();
        if everywhere.is_empty() {
            return Vec::new();
        }
        let says = |said: &String| {
            let folded = Folded::of(said);
            everywhere.iter().any(|phrase| !phrase.find(&folded, Spacing::Written).is_empty())
        };
        coded::runs(text).into_iter().filter(|(_, said)| said.iter().any(says)).map(|(run, _)| run).collect()
    }
}

impl Wanted {
    /// Whether the next place is one of those that stay here.
    fn takes_next(&mut self) -> bool {
        let place = self.seen;
        self.seen += 1;
        match &self.places {
            Places::All => true,
            Places::Some(places) => places.contains(&place),
        }
    }
}

/// Places in their order, those that touch or overlap made one.
fn joined(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

fn marked(text: &str, spans: &[Range<usize>]) -> String {
    split(text, 0..text.len(), spans)
}

/// A piece of a text without what stays here, when the spans are those of the whole text. A mark stands where a span begins; a piece in which
/// one only goes on has none.
pub fn split(text: &str, piece: Range<usize>, spans: &[Range<usize>]) -> String {
    let (mut out, mut from) = (String::new(), piece.start);
    for span in spans.iter().filter(|span| span.end > piece.start && span.start < piece.end) {
        out.push_str(text.get(from..span.start.max(from)).unwrap_or_default());
        if span.start >= piece.start {
            out.push_str(MARK);
        }
        from = span.end.min(piece.end);
    }
    out.push_str(text.get(from..piece.end).unwrap_or_default());
    out
}

/// One place where words stand.
#[derive(Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Which place it is, counted from 0 through the whole document.
    pub nth: usize,
    /// Where: "page 2", "row 3, Note"; empty in a plain text.
    pub place: String,
    /// What stands before.
    pub before: String,
    /// The words as they stand there.
    pub words: String,
    /// What stands after.
    pub after: String,
}

/// Every place of a phrase in the parts of a document, at most `most` of them, and how many there are in all.
pub fn occurrences<'a>(
    phrase: &Phrase,
    parts: impl Iterator<Item = (&'a str, &'a str)>,
    spacing: Spacing,
    most: usize,
) -> (Vec<Occurrence>, usize) {
    let (mut shown, mut all) = (Vec::new(), 0);
    for (place, text) in parts {
        for found in phrase.find(&Folded::of(text), spacing) {
            if shown.len() < most {
                shown.push(occurrence(all, place, text, found));
            }
            all += 1;
        }
    }
    (shown, all)
}

fn occurrence(nth: usize, place: &str, text: &str, found: Range<usize>) -> Occurrence {
    let before = text.get(..found.start).unwrap_or_default();
    let start = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let after = text.get(found.end..).unwrap_or_default();
    Occurrence {
        nth,
        place: place.to_owned(),
        before: on_one_line(before.get(start..).unwrap_or_default()),
        words: on_one_line(text.get(found).unwrap_or_default()),
        after: on_one_line(&after.chars().take(AROUND).collect::<String>()),
    }
}

fn on_one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::choice::WordChoice;
    use super::*;
    use crate::domain::personal::Personal;

    fn choices(words: &str, places: Places) -> Choices {
        Choices { words: vec![WordChoice { words: Personal::new(words), places }], ..Choices::default() }
    }

    #[test]
    fn words_stay_here_everywhere_or_at_the_places_that_were_chosen() {
        let mut all = Withholding::new(&choices("Ann Lee", Places::All), Spacing::Written).unwrap();
        assert_eq!(all.rewritten("To ANN  LEE and ann lee."), Some("To [withheld] and [withheld].".into()));
        assert_eq!(all.rewritten("Nobody"), None);
        let second = choices("Ann Lee", Places::Some(BTreeSet::from([1])));
        let mut second = Withholding::new(&second, Spacing::Written).unwrap();
        assert_eq!(second.rewritten("Ann Lee"), None);
        assert_eq!(second.rewritten("Ann Lee, Ann Lee"), Some("[withheld], Ann Lee".into()), "places count on");
    }

    #[test]
    fn coded_words_stay_here_with_the_rest() {
        let mut all = Withholding::new(&choices("Jane Smith", Places::All), Spacing::Written).unwrap();
        let text = all.rewritten("see id=SmFuZSBTbWl0aA== or 4a616e6520536d697468 ok").unwrap();
        assert_eq!(text, "see [withheld] or [withheld] ok");
    }

    #[test]
    fn places_are_shown_with_what_stands_around_them() {
        let parts = [("row 1", "Gift for Ann Lee."), ("row 2", "ann lee again")];
        let (shown, all) = occurrences(&Phrase::new("Ann Lee").unwrap(), parts.into_iter(), Spacing::Written, 10);
        assert_eq!((shown.len(), all), (2, 2));
        assert_eq!((shown[1].nth, shown[1].place.as_str(), shown[1].after.as_str()), (1, "row 2", " again"));
        assert_eq!((shown[0].before.as_str(), shown[0].words.as_str()), ("Gift for ", "Ann Lee"));
    }
}
