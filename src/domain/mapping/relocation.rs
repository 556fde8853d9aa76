//! A table whose rows a restriction moves, against the table that they are moved to.

use crate::domain::datamap::{Concern, Gravity, Place, Remark};
use crate::domain::erasure::ColumnShape;

/// What stands in the way of moving rows of `place` to the collection `to` and back. `ties` are the tables whose foreign keys point at
/// the rows: the table, whether its rows would be deleted or changed along, and whether they stay where they are.
pub fn compare_move(
    place: &Place,
    to: &str,
    (own, other): (&[ColumnShape], &[ColumnShape]),
    ties: &[(String, bool, bool)],
) -> Vec<Remark> {
    let mut said = Vec::new();
    let mut say = |concern, column: Option<&str>, what: String| {
        let place = column.map_or_else(|| place.to_string(), |column| format!("{place}.{column}"));
        said.push(Remark { gravity: Gravity::Error, concern, place, what });
    };
    for column in own.iter().filter(|column| !column.read_only) {
        let name = Some(column.name.as_str());
        match other.iter().find(|there| there.name == column.name) {
            None => say(Concern::MissingColumn, name, format!("{to} has no such column: a moved row would lose it")),
            Some(there) if there.kind != column.kind => {
                say(Concern::Type, name, format!("it has another type in {to}, where rows are moved"));
            }
            Some(there) if there.length.is_some_and(|room| column.length.is_none_or(|long| long > room)) => {
                say(Concern::Length, name, format!("it is shorter in {to}, where rows are moved"));
            }
            Some(there) if column.nullable && !there.nullable => {
                say(Concern::NotNull, name, format!("it may be empty here and not in {to}, where rows are moved"));
            }
            Some(_) => {}
        }
    }
    let strangers =
        other.iter().filter(|there| !there.read_only && !own.iter().any(|column| column.name == there.name));
    for there in strangers {
        let what = format!("{to} also has {}, which is lost when rows are moved back", there.name);
        say(Concern::MissingColumn, None, what);
    }
    for (child, goes_along, stays) in ties {
        if *goes_along {
            let what = format!("moving a row would delete or change rows of {child}: mark rows instead of moving them");
            say(Concern::ForeignKey, None, what);
        } else if *stays {
            let what = format!(
                "{child} points at it and stays, so a row that it points at cannot be moved: move {child}, too"
            );
            say(Concern::ForeignKey, None, what);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::erasure::ColumnKind;

    fn column(name: &str, length: Option<usize>) -> ColumnShape {
        ColumnShape {
            name: name.into(),
            kind: ColumnKind::Text,
            nullable: true,
            length,
            unique: false,
            read_only: false,
        }
    }

    #[test]
    fn whatever_a_moved_row_would_lose_or_take_along_is_said() {
        let place = Place::new("shop", "customers");
        let own = [column("id", None), column("name", Some(100)), column("notes", None)];
        let of = |other: &[ColumnShape], ties: &[(String, bool, bool)]| {
            compare_move(&place, "held", (&own, other), ties)
                .into_iter()
                .map(|remark| remark.concern)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&own, &[]), []);
        let short = [column("id", None), column("name", Some(50))];
        assert_eq!(of(&short, &[]), [Concern::Length, Concern::MissingColumn]);
        let more = [own.to_vec(), vec![column("since", None)]].concat();
        assert_eq!(of(&more, &[]), [Concern::MissingColumn]);
        let ties =
            [("orders".to_owned(), false, true), ("carts".to_owned(), true, true), ("cards".to_owned(), false, false)];
        assert_eq!(of(&own, &ties), [Concern::ForeignKey, Concern::ForeignKey], "cards are moved, too");
    }
}
