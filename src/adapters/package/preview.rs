//! The first records of a collection, kept for the index page.

use crate::domain::disclosure::value::instant;
use crate::domain::disclosure::{Cell, CollectionHead, Contents, Record, Text, Voice, said};
use crate::domain::language::Language;

use super::csv::left_out;

/// A collection of up to this many records is shown whole.
const WHOLE: usize = 25;
/// Of a larger one, this many are shown.
const FIRST: usize = 8;
/// Of wide records, which are shown one below the other, this many.
const CARDS: usize = 5;
/// Tables of more columns than this become cards.
const WIDEST: usize = 6;
/// Longer values are cut in the index; the files hold them whole.
const LONGEST: usize = 240;
/// All previews together take no more memory than this, however many collections there are.
pub(super) const BUDGET: usize = 4 * 1024 * 1024;

/// A value as the index shows it.
#[derive(Clone)]
pub(super) enum Shown {
    Nothing,
    Words(String),
    Number(String),
    Mark(String),
}

impl Shown {
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// Whether it is a number, which is set to the right.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    pub(super) fn words(&self) -> &str {
        match self {
            Self::Nothing => "",
            Self::Words(words) | Self::Number(words) | Self::Mark(words) => words,
        }
    }

    pub(super) fn mark(&self) -> Option<&str> {
        match self {
            Self::Mark(label) => Some(label),
            _ => None,
        }
    }
}

/// A column that has something to show.
pub(super) struct ShownColumn {
    pub(super) label: Text,
    pub(super) meaning: Option<Text>,
}

/// A collection in the index.
pub(super) struct Preview {
    pub(super) title: Text,
    pub(super) description: Option<Text>,
    /// "From Web shop."; nothing where it has no name.
    pub(super) from: Option<Text>,
    /// "The first 8 of 412 entries:"
    pub(super) shown: String,
    pub(super) columns: Vec<ShownColumn>,
    pub(super) rows: Vec<Vec<Shown>>,
    /// Names inside the package, and what the link says.
    pub(super) files: Vec<(String, String)>,
}

impl Preview {
    /// Whether it is shown as a table; else as cards.
    pub(super) fn is_table(&self) -> bool {
        self.columns.len() <= WIDEST && self.rows.len() > 1
    }

    pub(super) fn label(&self, index: usize) -> Text {
        self.columns.get(index).map(|column| column.label.clone()).unwrap_or_default()
    }

    /// Whether a column holds only numbers; then its heading stands to the right as well.
    pub(super) fn is_numeric(&self, index: usize) -> bool {
        self.rows.iter().filter_map(|row| row.get(index)).all(|cell| cell.is_number() || cell.is_nothing())
    }

    pub(super) fn has_explanations(&self) -> bool {
        self.columns.iter().any(|column| column.meaning.is_some())
    }
}

/// Keeps the first records while a collection streams by.
pub(super) struct FirstRows<'budget> {
    rows: Vec<Vec<Shown>>,
    budget: &'budget mut usize,
    voice: Voice<'budget>,
}

impl<'budget> FirstRows<'budget> {
    pub(super) fn new(budget: &'budget mut usize, voice: Voice<'budget>) -> Self {
        Self { rows: Vec::new(), budget, voice }
    }

    pub(super) fn take(&mut self, record: &Record) {
        if self.rows.len() < WHOLE && *self.budget > 0 {
            let row: Vec<Shown> = record.cells.iter().map(|cell| shown(cell, &self.voice)).collect();
            let bytes: usize = row.iter().map(|cell| cell.words().len() + size_of::<Shown>()).sum();
            *self.budget = self.budget.saturating_sub(bytes);
            self.rows.push(row);
        }
    }

    /// What of it is shown: columns that are empty in every record shown are left away.
    pub(super) fn finish(self, contents: &Contents) -> Preview {
        let (head, voice) = (&contents.head, self.voice);
        let mut rows = self.rows;
        let used: Vec<bool> = (0..head.columns.len()).map(|index| is_used(&rows, index)).collect();
        let columns = shown_columns(head, &used, &voice);
        if contents.rows > u64::try_from(rows.len()).unwrap_or(u64::MAX) {
            rows.truncate(FIRST);
        }
        if columns.len() > WIDEST {
            rows.truncate(CARDS);
        }
        for row in &mut rows {
            row.resize(head.columns.len(), Shown::Nothing);
            let mut keep = used.iter();
            row.retain(|_| keep.next() == Some(&true));
        }
        Preview {
            title: voice.own(head.shown_title()),
            description: head.description.as_ref().map(|told| voice.own(told)),
            from: from(head, &voice),
            shown: how_many(rows.len(), contents.rows, &voice),
            columns,
            rows,
            files: contents.tables.iter().map(|file| (file.name.clone(), file.short_name().to_owned())).collect(),
        }
    }
}

fn is_used(rows: &[Vec<Shown>], index: usize) -> bool {
    rows.iter().any(|row| row.get(index).is_some_and(|cell| !cell.is_nothing()))
}

fn from(head: &CollectionHead, voice: &Voice<'_>) -> Option<Text> {
    let system = [("system", voice.own(&head.system_title))];
    (!head.system_title.is_empty()).then(|| said(&voice.say("answer.data.from"), &system))
}

fn how_many(shown: usize, total: u64, voice: &Voice<'_>) -> String {
    if u64::try_from(shown).is_ok_and(|shown| shown == total) {
        return voice.language().count("answer.data.all", i64::try_from(total).unwrap_or(i64::MAX));
    }
    voice.say("answer.data.some").with("shown", shown).with("n", total).plain()
}

fn shown_columns(head: &CollectionHead, used: &[bool], voice: &Voice<'_>) -> Vec<ShownColumn> {
    let pairs = head.columns.iter().zip(used).filter(|(_, used)| **used);
    let shown = pairs.map(|(column, _)| ShownColumn {
        label: if column.label.is_empty() {
            voice.own(&column.name.replace('_', " "))
        } else {
            voice.own(&column.label)
        },
        meaning: column.meaning.as_ref().map(|told| voice.own(told)),
    });
    shown.collect()
}

fn shown(cell: &Cell, voice: &Voice<'_>) -> Shown {
    match cell {
        Cell::Null => Shown::Nothing,
        Cell::Bool(value) => Shown::Words(voice.text(if *value { "answer.yes" } else { "answer.no" })),
        Cell::Number(digits) => Shown::Number(visible(digits)),
        Cell::Text(text) if text.trim().is_empty() => Shown::Nothing,
        Cell::Text(text) => Shown::Words(moment(text, voice.language()).unwrap_or_else(|| visible(text))),
        Cell::Bytes(bytes) => Shown::Words(voice.say("answer.no_text").with("n", bytes.len()).plain()),
        Cell::LeftOut(code) => Shown::Mark(left_out(code, voice)),
    }
}

/// A date or a moment as people read it; the files hold it as it is stored.
fn moment(text: &str, language: &Language) -> Option<String> {
    let (day, time) = instant(text)?;
    let day = language.long_date(day);
    Some(time.map_or_else(|| day.clone(), |time| format!("{day}, {time}")))
}

/// The words with everything that could hide or turn round other words made visible, and cut to a length for reading.
fn visible(text: &str) -> String {
    let mut shown = String::new();
    for letter in text.chars().take(LONGEST) {
        match letter {
            '\n' => shown.push('\n'),
            '\t' | '\r' => shown.push(' '),
            '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}')),
            '\u{7f}'..='\u{9f}' => shown.push('\u{fffd}'),
            turning if turns(turning) => shown.extend(format!("⟨U+{:04X}⟩", u32::from(turning)).chars()),
            plain => shown.push(plain),
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Marks that change the direction of writing, or show nothing at all.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn dates_are_shown_as_people_read_them_and_other_words_as_they_are() {
        let texts = [("dates.long", "{day} {month} {year}"), ("dates.months.5", "May")];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        let language = Language::new("en", BTreeMap::from(texts), BTreeMap::new()).unwrap();
        let said = |text: &str| moment(text, &language);
        assert_eq!(said("2026-05-04").as_deref(), Some("4 May 2026"));
        assert_eq!(said("2026-05-04T20:02:11Z").as_deref(), Some("4 May 2026, 20:02 UTC"));
        for other in ["2026-05", "12.50", "M14 6YB", "2026-05-04 or later"] {
            assert_eq!(said(other), None, "{other}");
        }
    }

    #[test]
    fn what_could_hide_other_words_is_made_visible() {
        assert_eq!(visible("a\u{202e}b\0c"), "a⟨U+202E⟩b␀c");
        assert_eq!(visible(&"x".repeat(10_000_000)).chars().count(), LONGEST + 1);
    }
}
