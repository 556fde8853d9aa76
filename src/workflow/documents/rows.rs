//! What a reviewer may want to keep back of rows: the same suggestions as for documents, column by column.

use std::sync::Arc;

use super::others::{others, own};
use crate::domain::case::Case;
use crate::domain::datamap::DataMap;
use crate::domain::disclosure::finding::{Finding, Link};
use crate::domain::ids::RequestId;
use crate::domain::redaction::{Suggested, Suggester};
use crate::workflow::{Desk, WorkError};

/// How much of one value is looked through, in characters: a page of rows has to stay a page.
const LOOKED_THROUGH: usize = 20_000;

/// Something in a column that may have to stay here.
#[derive(Clone, PartialEq, Eq)]
pub struct RowSuggestion {
    /// The column by the map's name.
    pub field: String,
    /// The words.
    pub words: String,
    /// Why.
    pub why: Suggested,
}

/// Looks through the rows of one page; the work does not grow with the number of rows that were found. `maps` tell which columns are
/// free text or other people's.
pub fn suggest_in_rows(
    desk: &Desk,
    case: &Case,
    request: RequestId,
    maps: &[Arc<DataMap>],
    rows: &[Option<&Finding>],
) -> Result<Vec<Vec<RowSuggestion>>, WorkError> {
    let suggester = Suggester::new(own(case), &others(desk, request, maps)?);
    Ok(rows.iter().map(|row| row.map(|row| in_row(&suggester, maps, row)).unwrap_or_default()).collect())
}

fn in_row(suggester: &Suggester, maps: &[Arc<DataMap>], row: &Finding) -> Vec<RowSuggestion> {
    let collection = maps.iter().find_map(|map| map.collection(&row.system, &row.collection));
    let mut found = Vec::new();
    for (name, value) in &row.fields {
        let Some(text) = value.as_text().filter(|_| !value.is_bytes()) else { continue };
        let text: String = text.chars().take(LOOKED_THROUGH).collect();
        let field = collection.and_then(|collection| collection.field(name));
        // In the person's own record a plain column holds their own address and number; the map marks those that do not.
        let theirs = row.link == Link::Subject
            && field.is_some_and(|field| !field.rightsdesk.free_text && !field.rightsdesk.third_party);
        let doubtful =
            |why: Suggested| !theirs || !matches!(why, Suggested::Phone | Suggested::Address | Suggested::Account);
        let all = suggester.of(std::iter::once((name.as_str(), text.as_str())));
        let kept = all.into_iter().filter(|one| doubtful(one.why));
        found.extend(kept.map(|one| RowSuggestion { field: name.clone(), words: one.words, why: one.why }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::disclosure::finding::FoundBy;
    use crate::domain::disclosure::value::Value;
    use crate::domain::redaction::{Own, OwnValue};

    const MAP: &str = "
dataset:
  - fides_key: shop
    collections:
      - name: orders
        fields:
          - name: id
            fides_meta: {primary_key: true}
          - name: street
          - name: gift_to
            rightsdesk: {third_party: true}
          - name: note
            rightsdesk: {free_text: true}
";

    fn suggested(link: Link, fields: &[(&str, &str)]) -> Vec<(String, String, Suggested)> {
        let own = Own::of(
            [("name", "Priya Raman"), ("email", "priya@raman.example"), ("phone", "07700 900118")]
                .map(|(kind, value)| OwnValue { kind: kind.into(), value: value.into() }),
        );
        let suggester = Suggester::new(own, &["Tom Okafor".to_owned(), "Priya Raman".to_owned()]);
        let row = Finding {
            system: "shop".into(),
            collection: "orders".into(),
            key: vec![],
            link,
            review: false,
            fields: fields.iter().map(|(name, text)| ((*name).to_owned(), Value::Text((*text).to_owned()))).collect(),
            found_by: FoundBy::Recognised,
        };
        let maps = [Arc::new(DataMap::parse(MAP).unwrap())];
        in_row(&suggester, &maps, &row).into_iter().map(|one| (one.field, one.words, one.why)).collect()
    }

    #[test]
    fn other_people_and_secrets_are_suggested_by_column_and_the_person_never() {
        let found = suggested(
            Link::Subject,
            &[
                ("street", "12 Mill Lane"),
                ("gift_to", "Tom Okafor"),
                (
                    "note",
                    "Priya Raman (07700 900118) says: leave it with Tom Okafor, 14 Mill Lane. Card 4111 1111 1111 1111",
                ),
            ],
        );
        let found: Vec<(&str, &str, Suggested)> =
            found.iter().map(|(field, words, why)| (field.as_str(), words.as_str(), *why)).collect();
        assert_eq!(
            found,
            [
                ("gift_to", "Tom Okafor", Suggested::KnownName),
                ("note", "Tom Okafor", Suggested::KnownName),
                ("note", "14 Mill Lane", Suggested::Address),
                ("note", "4111 1111 1111 1111", Suggested::Card),
            ]
        );
    }

    #[test]
    fn in_somebody_elses_record_plain_columns_are_looked_at_as_well() {
        let found = suggested(Link::Mention, &[("street", "12 Mill Lane")]);
        assert_eq!(found, [("street".to_owned(), "12 Mill Lane".to_owned(), Suggested::Address)]);
    }
}
