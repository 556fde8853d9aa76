//! Two versions of a policy compared fact by fact, each side with its sentence.

use serde::Serialize;

use super::fact::Quote;
use super::fold::fold;
use super::reader::Reading;
use super::rows::Row;

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Only the newer version states it.
    Added,
    /// Both speak of it, and not alike.
    Changed,
    /// Only the older version states it.
    Gone,
}

/// One side of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The fact in words.
    pub value: String,
    /// The sentence.
    pub quote: Option<Quote>,
}

/// A fact that is not the same in both versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What became of it.
    pub change: Turn,
    /// Which field, as [`Row::field`] names it.
    pub field: &'static str,
    /// What the older version says.
    pub before: Option<Said>,
    /// What the newer version says.
    pub after: Option<Said>,
}

impl Turn {
    /// A word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

/// What differs, in the order of the newer version, with what is gone at the end. A sentence that only moved or was put in
/// other words changes nothing as long as the fact in it stays.
pub fn changes(older: &Reading, newer: &Reading) -> Vec<Change> {
    let mut left = older.rows();
    let mut open = Vec::new();
    for row in newer.rows() {
        match left.iter().position(|known| is_same(known, &row)) {
            Some(place) => drop(left.remove(place)),
            None => open.push(row),
        }
    }
    let mut changes = Vec::new();
    for row in open {
        let place = left.iter().position(|known| known.field == row.field && known.key == row.key);
        let before = place.map(|place| said(&left.remove(place)));
        let change = if before.is_some() { Turn::Changed } else { Turn::Added };
        changes.push(Change { change, field: row.field, before, after: Some(said(&row)) });
    }
    let gone =
        left.iter().map(|row| Change { change: Turn::Gone, field: row.field, before: Some(said(row)), after: None });
    changes.extend(gone);
    changes
}

/// A fact that is a sentence is the same in the same words only.
fn is_same(one: &Row<'_>, other: &Row<'_>) -> bool {
    let words = |row: &Row<'_>| row.quote.map(|quote| fold(&quote.text));
    let alike = one.field == other.field && one.key == other.key && one.value == other.value;
    alike && (one.value != Row::STATED || words(one) == words(other))
}

fn said(row: &Row<'_>) -> Said {
    let value = if row.value == Row::STATED {
        row.quote.map(|quote| quote.text.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    } else {
        row.value.clone()
    };
    Said { value, quote: row.quote.cloned() }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, read};
    use super::*;

    const OLD: &str = "Privacy policy\n\nWho we share data with\n\nWe share your data with Royal Mail and Stripe.\n\nHow long we keep data\n\nWe keep order records for 6 years.\n\nContact\n\nWrite to privacy@acme.example.\n";
    const NEW: &str = "Privacy policy\n\nContact\n\nYou may write to privacy@acme.example.\n\nHow long we keep data\n\nWe keep order records for 7 years.\n\nWho we share data with\n\nWe share your data with Royal Mail and DPD.\n";

    fn compared(older: &str, newer: &str) -> Vec<(Turn, &'static str, Option<String>, Option<String>)> {
        let read = |text| read(&Document::plain(text));
        let told = changes(&read(older), &read(newer)).into_iter();
        let words = |said: Option<Said>| said.map(|said| said.value);
        told.map(|change| (change.change, change.field, words(change.before), words(change.after))).collect()
    }

    #[test]
    fn only_facts_that_differ_are_told() {
        assert!(compared(OLD, OLD).is_empty());
        let told = compared(OLD, NEW);
        let of = |turn| told.iter().filter(|(known, ..)| *known == turn).count();
        assert_eq!((of(Turn::Added), of(Turn::Changed), of(Turn::Gone)), (1, 1, 1), "{told:?}");
        assert!(told.iter().any(|(turn, _, before, after)| *turn == Turn::Changed
            && before.as_deref().is_some_and(|words| words.contains('6'))
            && after.as_deref().is_some_and(|words| words.contains('7'))));
    }

    #[test]
    fn what_is_new_one_way_is_gone_the_other() {
        let there = compared(OLD, NEW);
        let back = compared(NEW, OLD);
        assert_eq!(there.len(), back.len());
        let turned = |turn| {
            if turn == Turn::Added {
                Turn::Gone
            } else if turn == Turn::Gone {
                Turn::Added
            } else {
                turn
            }
        };
        assert!(there.iter().all(|(turn, field, before, after)| back.iter().any(|(other, known, was, is)| turned(
            *turn
        )
            == *other
            && field == known
            && before == is
            && after == was)));
    }
}
