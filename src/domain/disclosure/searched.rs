//! Where was looked, and with what (Article 15(1A) in the UK: a reasonable and proportionate search that can be shown).

use chrono::NaiveDate;

use super::document::{Block, ColumnHead, Section, Table, Text};
use super::letter::Letter;
use super::words::{capital, count, in_a_row, long_date, sentence};

/// One system that was, or was not, searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// Plain name of the system.
    pub system: String,
    /// The civil day of the search, in the controller's zone.
    pub on: Option<NaiveDate>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found: plain names of what.
    Found(Vec<String>),
    /// Nothing was found.
    Nothing,
    /// It was not searched, for this reason (circumstances, volume, difficulty; the controller must be able to justify it).
    NotSearched(String),
}

/// A kind of identifier used for searching. Only kinds and numbers stand in the letter, never the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTerm {
    /// The identity name of the data map: `email`.
    pub kind: String,
    /// How many of that kind.
    pub number: u64,
}

/// The search record.
pub(super) fn section(letter: &Letter) -> Section {
    let mut blocks = Vec::new();
    let terms: Vec<String> = letter.searched_with.iter().filter(|term| term.number > 0).map(term).collect();
    if !terms.is_empty() {
        blocks.push(Block::Paragraph(Text::plain(format!("We searched with {}.", in_a_row(&terms)))));
    }
    let rows: Vec<_> = letter.searched.iter().map(row).collect();
    if rows.is_empty() {
        let brand = &letter.controller.brand;
        blocks.push(Block::Paragraph(Text::gap(format!("[{brand} has not stated where it looked]"))));
    } else {
        let heads = [("System", 5), ("Searched on", 4), ("Found", 7)];
        blocks.push(table("The systems that were searched, when, and what was found", &heads, rows));
    }
    Section { id: "searched", heading: "Where we looked".into(), blocks }
}

/// A table without numbers.
pub(super) fn table(summary: &str, head: &[(&'static str, u8)], rows: Vec<Vec<Text>>) -> Block {
    let head = head
        .iter()
        .map(|(label, share)| ColumnHead { label: (*label).into(), numeric: false, share: *share })
        .collect();
    Block::Table(Table { summary: summary.into(), head, rows })
}

fn row(searched: &Searched) -> Vec<Text> {
    let on = searched.on.map_or_else(|| "–".to_owned(), long_date);
    let found = match &searched.outcome {
        Outcome::Found(what) => capital(&in_a_row(what)),
        Outcome::Nothing => "Nothing about you".into(),
        Outcome::NotSearched(why) => format!("Not searched: {}", sentence(why)),
    };
    vec![Text::plain(&searched.system), Text::plain(on), Text::plain(found)]
}

/// "two e-mail addresses".
fn term(term: &SearchTerm) -> String {
    let (one, many) = match term.kind.as_str() {
        "email" => ("e-mail address", "e-mail addresses"),
        "phone" => ("telephone number", "telephone numbers"),
        "name" => ("name", "names"),
        "postcode" => ("postcode", "postcodes"),
        "customer_number" => ("customer number", "customer numbers"),
        "order_number" => ("order number", "order numbers"),
        other => return format!("{} ({})", other.replace('_', " "), count(term.number)),
    };
    if term.number == 1 { format!("your {one}") } else { format!("{} {many}", count(term.number)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_searched_with_reads_as_a_phrase() {
        let phrase = |kind: &str, number| term(&SearchTerm { kind: kind.into(), number });
        assert_eq!(phrase("email", 2), "two e-mail addresses");
        assert_eq!(phrase("name", 1), "your name");
        assert_eq!(phrase("loyalty_card", 1), "loyalty card (one)");
    }
}
