//! The first records of a collection, kept for the index page.

use crate::domain::disclosure::{Cell, CollectionHead, Contents, Record};

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
    Mark(&'static str),
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
            Self::Words(words) | Self::Number(words) => words,
            Self::Mark(label) => label,
        }
    }

    pub(super) fn mark(&self) -> Option<&'static str> {
        match self {
            Self::Mark(label) => Some(label),
            _ => None,
        }
    }
}

/// A column that has something to show.
pub(super) struct ShownColumn {
    pub(super) label: String,
    pub(super) meaning: Option<String>,
}

/// A collection in the index.
pub(super) struct Preview {
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) system: String,
    pub(super) columns: Vec<ShownColumn>,
    pub(super) rows: Vec<Vec<Shown>>,
    pub(super) total: u64,
    /// Names inside the package, and what the link says.
    pub(super) files: Vec<(String, String)>,
}

impl Preview {
    /// Whether it is shown as a table; else as cards.
    pub(super) fn is_table(&self) -> bool {
        self.columns.len() <= WIDEST && self.rows.len() > 1
    }

    /// Whether all records are shown.
    pub(super) fn is_whole(&self) -> bool {
        u64::try_from(self.rows.len()).is_ok_and(|shown| shown == self.total)
    }

    pub(super) fn label(&self, index: usize) -> &str {
        self.columns.get(index).map_or("", |column| &column.label)
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
}

impl<'budget> FirstRows<'budget> {
    pub(super) fn new(budget: &'budget mut usize) -> Self {
        Self { rows: Vec::new(), budget }
    }

    pub(super) fn take(&mut self, record: &Record) {
        if self.rows.len() < WHOLE && *self.budget > 0 {
            let row: Vec<Shown> = record.cells.iter().map(shown).collect();
            let bytes: usize = row.iter().map(|cell| cell.words().len() + size_of::<Shown>()).sum();
            *self.budget = self.budget.saturating_sub(bytes);
            self.rows.push(row);
        }
    }

    /// What of it is shown: columns that are empty in every record shown are left away.
    pub(super) fn finish(self, contents: &Contents) -> Preview {
        let head = &contents.head;
        let mut rows = self.rows;
        let used: Vec<bool> = (0..head.columns.len()).map(|index| is_used(&rows, index)).collect();
        let columns = shown_columns(head, &used);
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
            title: head.shown_title().to_owned(),
            description: head.description.clone(),
            system: head.system_title.clone(),
            columns,
            rows,
            total: contents.rows,
            files: contents.tables.iter().map(|file| (file.name.clone(), file.short_name().to_owned())).collect(),
        }
    }
}

fn is_used(rows: &[Vec<Shown>], index: usize) -> bool {
    rows.iter().any(|row| row.get(index).is_some_and(|cell| !cell.is_nothing()))
}

fn shown_columns(head: &CollectionHead, used: &[bool]) -> Vec<ShownColumn> {
    let pairs = head.columns.iter().zip(used).filter(|(_, used)| **used);
    let shown = pairs.map(|(column, _)| ShownColumn {
        label: if column.label.is_empty() { column.name.replace('_', " ") } else { column.label.clone() },
        meaning: column.meaning.clone(),
    });
    shown.collect()
}

fn shown(cell: &Cell) -> Shown {
    match cell {
        Cell::Null => Shown::Nothing,
        Cell::Bool(value) => Shown::Words(if *value { "yes" } else { "no" }.into()),
        Cell::Number(digits) => Shown::Number(visible(digits)),
        Cell::Text(text) if text.trim().is_empty() => Shown::Nothing,
        Cell::Text(text) => Shown::Words(visible(text)),
        Cell::Bytes(bytes) => Shown::Words(format!("{} bytes that are no text; see the json file", bytes.len())),
        Cell::LeftOut(code) => Shown::Mark(left_out(code)),
    }
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
    use super::*;

    #[test]
    fn what_could_hide_other_words_is_made_visible() {
        assert_eq!(visible("a\u{202e}b\0c"), "a⟨U+202E⟩b␀c");
        assert_eq!(visible(&"x".repeat(10_000_000)).chars().count(), LONGEST + 1);
    }
}
