//! Telling headings, bullets, rows and paragraphs of a plain text apart.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::cue::Cue;
use super::fold::fold;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A heading and its level, 1 the highest. In plain text all have the same level, 2.
    Heading(u8),
    /// An item of a list and how far it is set in, from 1: only comparisons have a meaning.
    Bullet(u8),
    /// A row of a table; its cells are parted by tabs.
    Row,
    /// A paragraph.
    Prose,
}

impl Kind {
    /// How deep in lists it stands: 0 for prose.
    pub const fn depth(self) -> u8 {
        match self {
            Self::Heading(_) | Self::Prose => 0,
            Self::Row => 1,
            Self::Bullet(depth) => depth,
        }
    }
}

static BULLET: Cue = Cue::new(r"^(?:[•●◦▪‣·∙○■□➢►✓✔*+\-–—]|o|§)[ \t]+|^[•●◦▪‣·∙○■]");
static NUMBERED: Cue = Cue::new(r"^(?:\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)]|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?)[ \t]+");
static NO_HEADING: Cue = Cue::new(
    r"@|https?:|www\.|\.(com|co\.uk|org|net|uk)\b|\b(ltd|limited|llp|plc|inc|llc)\b|[0-9]{5}|\b[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2}\b|\b(19|20)[0-9]{2}\b|^tel\b|^[0-9+(][0-9 ()+-]{7,}",
);
static MARKDOWN: Cue = Cue::new(r"^#{1,6}[ \t]+");

/// A block before its words are read: what it is and where it stands.
pub type Shape = (Kind, Range<usize>);

/// The span without blanks at its ends.
pub fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let words = text.get(span.clone()).unwrap_or_default();
    let start = span.start + (words.len() - words.trim_start().len());
    start..(start + words.trim().len())
}

/// The text with tabs in the place of the bars that part the cells of a table. Every place stays where it is.
pub fn without_bars(text: &str) -> String {
    let line = |line: &str| if line.matches('|').count() > 1 { line.replace('|', "\t") } else { line.to_owned() };
    text.split_inclusive('\n').map(line).collect()
}

/// The blocks of a plain text, and its headings without words.
pub fn plain(text: &str) -> (Vec<Shape>, Vec<Range<usize>>) {
    let mut building = Building::default();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\u{c}']) {
        let span = trimmed(text, start..start + line.len());
        building.take(text, start, span);
        start += line.len();
    }
    (building.blocks, building.empty_headings)
}

/// One line of a source that knows lists and headings but not this line's kind.
pub fn line(text: &str, span: Range<usize>) -> Option<Shape> {
    let span = trimmed(text, span);
    let words = text.get(span.clone())?;
    if let Some(mark) = BULLET.find(words) {
        return Some((Kind::Bullet(1), span.start + mark.end..span.end));
    }
    Some((if words.contains('\t') { Kind::Row } else { Kind::Prose }, span))
}

#[derive(Default)]
struct Building {
    blocks: Vec<Shape>,
    empty_headings: Vec<Range<usize>>,
    after_blank: bool,
    listing: bool,
}

impl Building {
    fn take(&mut self, text: &str, line_start: usize, span: Range<usize>) {
        let words = text.get(span.clone()).unwrap_or_default();
        if !words.chars().any(char::is_alphanumeric) {
            if words.starts_with('#') {
                self.empty_headings.push(span);
            }
            self.after_blank = true;
            self.listing = false;
            return;
        }
        let depth = u8::try_from((span.start - line_start).min(40)).unwrap_or(0) + 1;
        let block = self.shape(text, words, span, depth);
        if let Some((kind, span)) = block {
            self.listing = matches!(kind, Kind::Prose) && words.ends_with(':')
                || (self.listing && matches!(kind, Kind::Bullet(_)));
            self.blocks.push((kind, span));
        }
        self.after_blank = false;
    }

    /// The block that a line begins, or nothing when it goes on with the last one.
    fn shape(&mut self, text: &str, words: &str, span: Range<usize>, depth: u8) -> Option<Shape> {
        if let Some(mark) = BULLET.find(words) {
            return Some((Kind::Bullet(depth), trimmed(text, span.start + mark.end..span.end)));
        }
        if let Some(mark) = MARKDOWN.find(words) {
            let level = u8::try_from(mark.len().min(7) - 1).unwrap_or(1);
            return Some((Kind::Heading(level), trimmed(text, span.start + mark.end..span.end)));
        }
        let numbered = NUMBERED.find(words).map(|mark| trimmed(text, span.start + mark.end..span.end));
        let bare = numbered.clone().unwrap_or_else(|| span.clone());
        if words.contains('\t') || words.matches('|').count() > 1 {
            return Some((Kind::Row, span));
        }
        let above = if self.goes_on(text, words) && numbered.is_none() { self.blocks.last_mut() } else { None };
        if let Some((kind, above)) = above {
            above.end = span.end;
            // What goes on in small letters was a short first line and no heading.
            if matches!(kind, Kind::Heading(_)) {
                *kind = Kind::Prose;
            }
            return None;
        }
        if self.listing && numbered.is_none() && words.chars().count() < 120 {
            return Some((Kind::Bullet(1), span));
        }
        if is_heading(text.get(bare.clone()).unwrap_or_default()) {
            return Some((Kind::Heading(2), bare));
        }
        Some(if numbered.is_some() { (Kind::Bullet(depth), bare) } else { (Kind::Prose, span) })
    }

    /// Whether the line goes on with a paragraph that was broken to fit a page.
    fn goes_on(&self, text: &str, words: &str) -> bool {
        let Some((kind, last)) = self.blocks.last() else { return false };
        if self.after_blank || matches!(kind, Kind::Row) {
            return false;
        }
        let before = text.get(last.clone()).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let open = !before.ends_with(['.', ':', ';', '!', '?']);
        let small = words.chars().next().is_some_and(char::is_lowercase);
        let listed = self.listing && matches!(kind, Kind::Bullet(_));
        open && (small || (line.chars().count() >= 60 && !listed && !matches!(kind, Kind::Heading(_))))
    }
}

/// Whether a line of a plain text stands as a heading: short, with a capital, and no sentence.
fn is_heading(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let first = words.chars().find(|letter| letter.is_alphanumeric());
    count <= 14
        && words.chars().count() <= 100
        && !words.ends_with(['.', ';', ',', ':', '!'])
        && first.is_some_and(|letter| letter.is_uppercase() || letter.is_numeric())
        && !NO_HEADING.is_in(&fold(words))
        && !words.contains(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        plain(text).0.into_iter().map(|(kind, span)| (kind, text.get(span).unwrap_or_default())).collect()
    }

    #[test]
    fn headings_bullets_and_prose_are_told_apart() {
        let text = "1. Who we are\n\nAcme sells\nlamps.\n\n  • Lamps: red\n    • dark red\n2) and blue ones too, as you like.\n#\nAcme Ltd\n";
        let expected = [
            (Kind::Heading(2), "Who we are"),
            (Kind::Prose, "Acme sells\nlamps."),
            (Kind::Bullet(3), "Lamps: red"),
            (Kind::Bullet(5), "dark red"),
            (Kind::Bullet(1), "and blue ones too, as you like."),
            (Kind::Prose, "Acme Ltd"),
        ];
        assert_eq!(kinds(text), expected);
        assert_eq!(plain(text).1.len(), 1);
    }

    #[test]
    fn short_lines_under_a_lead_are_its_list() {
        let text = "We collect:\nName\nEmail address\n\nCookies\n";
        assert_eq!(kinds(text)[1].0, Kind::Bullet(1));
        assert_eq!(kinds(text)[3].0, Kind::Heading(2));
    }
}
