//! Who the person is, and the names of other people that are known from what was found.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::case::Case;
use crate::domain::datamap::{DataMap, Field};
use crate::domain::disclosure::finding::{Finding, Link};
use crate::domain::disclosure::value::Value;
use crate::domain::ids::RequestId;
use crate::domain::redaction::{Own, OwnValue};
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::search::known;
use crate::workflow::{Desk, WorkError};

/// Rows of one collection that are looked into for names.
const ROWS: i64 = 200;
/// Names that are kept.
const MOST: usize = 300;

/// The person's own identities, those of whoever asks for them included.
pub(super) fn own(case: &Case) -> Own {
    let requester = [("name", case.requester.name.reveal()), ("email", case.requester.email.reveal())];
    let all = known(case, true).into_iter().chain(requester);
    Own::of(all.map(|(kind, value)| OwnValue { kind: kind.to_owned(), value: value.to_owned() }))
}

/// Names of other people in what was found: what the map marks as theirs, and the names in rows that are somebody else's.
pub(super) fn others(desk: &Desk, request: RequestId, maps: &[Arc<DataMap>]) -> Result<Vec<String>, WorkError> {
    let rows = desk.read(move |_, tx, _| {
        let mut rows = Vec::new();
        for count in tx.finding_counts(request)? {
            rows.extend(tx.findings_page(request, &count.system, &count.collection, None, ROWS)?);
        }
        Ok(rows)
    })?;
    let mut names = BTreeSet::new();
    for row in rows.iter().filter(|row| !row.sealed.is_empty()) {
        let collection = maps.iter().find_map(|map| map.collection(&row.system, &row.collection));
        let field = |name: &str| collection.and_then(|collection| collection.field(name));
        let marked =
            collection.is_some_and(|collection| collection.fields.iter().any(|field| field.rightsdesk.third_party));
        if !marked && row.link == Link::Subject.code() {
            continue;
        }
        let plain = desk.vault.open_small(ObjectName::new(Purpose::Finding, row.id.0), &row.sealed)?;
        let Ok(finding) = serde_json::from_slice::<Finding>(&plain) else { continue };
        names.extend(
            finding
                .fields
                .iter()
                .filter(|(name, _)| is_anothers(&finding, field(name), name))
                .filter_map(|(_, value)| name_in(value)),
        );
    }
    Ok(names.into_iter().take(MOST).collect())
}

fn is_anothers(finding: &Finding, field: Option<&Field>, name: &str) -> bool {
    let named = ["name", "recipient", "contact", "author"].iter().any(|word| name.to_lowercase().contains(word));
    field.is_some_and(|field| field.rightsdesk.third_party) || (finding.link != Link::Subject && named)
}

/// A value that reads like a name: two to four words that begin with capitals.
fn name_in(value: &Value) -> Option<String> {
    let Value::Text(text) = value else { return None };
    let words: Vec<&str> = text.split_whitespace().collect();
    let like_a_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-' | '.'))
    };
    let is_name = (2..=4).contains(&words.len()) && words.iter().all(like_a_name);
    is_name.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_reads_like_a_name_is_one() {
        let name = |text: &str| name_in(&Value::Text(text.into()));
        assert_eq!(name("Tom  O'Neill-Okafor"), Some("Tom O'Neill-Okafor".into()));
        assert_eq!(
            (name("Leave it with Tom"), name("tom okafor"), name("Okafor"), name("A1 B2")),
            (None, None, None, None)
        );
    }
}
