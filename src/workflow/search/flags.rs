//! Why a finding must be looked at before it may leave, in words for the reviewer and without personal data.

use crate::domain::datamap::{Collection, Field};
use crate::domain::disclosure::finding::{Finding, Link};
use crate::domain::disclosure::value::Value;
use crate::domain::redaction::secrets_in;

/// Nothing that opens something is shorter, in bytes: the shortest card number has 13 digits.
const SHORTEST_SECRET: usize = 13;

/// The reasons, as sentences; `None` when nobody needs to look.
pub(super) fn flag_reason(collection: Option<&Collection>, finding: &Finding) -> Option<String> {
    let mut reasons: Vec<String> = link_reason(finding.link).map(str::to_owned).into_iter().collect();
    let map_asks = collection.is_some_and(|collection| collection.rightsdesk.review);
    if let Some(words) =
        collection.and_then(|collection| collection.rightsdesk.review_reason.as_deref()).filter(|_| map_asks)
    {
        reasons.push(sentence(words));
    }
    let filled = filled_fields(collection, finding);
    let others = labels(&filled, |field| field.rightsdesk.third_party);
    let texts = labels(&filled, |field| field.rightsdesk.free_text && !field.rightsdesk.third_party);
    reasons.extend(others.map(|names| format!("Somebody else’s details may stand in: {names}.")));
    reasons.extend(texts.map(|names| format!("Free text that may name other people: {names}.")));
    reasons.extend(secrets(collection, finding));
    if reasons.is_empty() && finding.review {
        reasons.push("The data map asks for a look at rows that are found this way.".to_owned());
    }
    (!reasons.is_empty()).then(|| reasons.join(" "))
}

/// What opens something and stands where the map does not expect it: "It looks like the hash of a password: Note."
fn secrets(collection: Option<&Collection>, finding: &Finding) -> Vec<String> {
    let label = |name: &str| {
        let field = collection.and_then(|known| known.field(name));
        field.map_or_else(|| name.replace('_', " "), |field| field.label().to_owned())
    };
    let of_field = |(name, value): &(String, Value)| {
        let text =
            value.as_text().filter(|text| !value.is_bytes() && text.len() >= SHORTEST_SECRET).unwrap_or_default();
        let found = secrets_in(name, &text).into_iter();
        found.map(|why| format!("It looks like {}: {}.", why.words(), label(name))).collect::<Vec<_>>()
    };
    finding.fields.iter().flat_map(of_field).collect()
}

const fn link_reason(link: Link) -> Option<&'static str> {
    match link {
        Link::Subject => None,
        Link::Recipient => Some("This is somebody else’s record; the person receives something in it."),
        Link::Author => Some("The person wrote or handled this; it may be about somebody else."),
        Link::Mention => Some("This is somebody else’s record; the person is named in its text."),
    }
}

fn filled_fields<'map>(collection: Option<&'map Collection>, finding: &Finding) -> Vec<&'map Field> {
    let filled = |name: &str| finding.fields.iter().any(|(field, value)| field == name && !is_empty(value));
    collection.into_iter().flat_map(|known| &known.fields).filter(|field| filled(&field.name)).collect()
}

fn is_empty(value: &Value) -> bool {
    value.is_blank()
}

fn labels(fields: &[&Field], wanted: impl Fn(&Field) -> bool) -> Option<String> {
    let names: Vec<&str> = fields.iter().filter(|field| wanted(field)).map(|field| field.label()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::datamap::DataMap;
    use crate::domain::disclosure::finding::FoundBy;

    const MAP: &str = "
dataset:
  - fides_key: shop
    collections:
      - name: orders
        fields:
          - name: id
            fides_meta: {primary_key: true}
          - name: gift_to
            rightsdesk: {label: Gift recipient, third_party: true}
          - name: note
            rightsdesk: {free_text: true}
";

    fn reason(link: Link, gift_to: &str, review: bool) -> Option<String> {
        let map = DataMap::parse(MAP).unwrap();
        let text = |words: &str| Value::Text(words.to_owned());
        let finding = Finding {
            system: "shop".into(),
            collection: "orders".into(),
            key: vec![],
            link,
            review,
            fields: vec![("gift_to".into(), text(gift_to)), ("note".into(), text("  "))],
            found_by: FoundBy::Recognised,
        };
        flag_reason(map.collection("shop", "orders"), &finding)
    }

    #[test]
    fn the_persons_own_row_is_flagged_only_for_what_stands_in_it() {
        assert_eq!(reason(Link::Subject, "", false), None);
        let said = reason(Link::Subject, "Grandma", false).unwrap();
        assert_eq!(said, "Somebody else’s details may stand in: Gift recipient.");
        assert!(!said.contains("Grandma"));
    }

    #[test]
    fn a_card_number_or_a_hash_is_flagged_wherever_it_stands_and_is_not_repeated() {
        let card = reason(Link::Subject, "4111 1111 1111 1111", false).unwrap();
        assert!(
            card.contains("It looks like the number of a payment card: its check digit fits: Gift recipient."),
            "{card}"
        );
        assert!(!card.contains("4111"));
    }

    #[test]
    fn other_peoples_rows_and_doubtful_ways_are_always_flagged() {
        assert!(reason(Link::Mention, "", true).unwrap().contains("named in its text"));
        assert!(reason(Link::Subject, "", true).is_some());
    }
}
