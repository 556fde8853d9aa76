//! Somebody whose record only names the person is not the person: nobody is asked which of the two is meant.

use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::domain::datamap::DataMap;
use rightsdesk::domain::disclosure::finding::Link;
use rightsdesk::ports::connector::Bounds;
use rightsdesk::workflow::gathering::Outcome;
use rusqlite::Connection;

use super::question::ask;

const MAP: &str = "
dataset:
- fides_key: club
  collections:
  - name: members
    rightsdesk: {person: {shown_as: [name]}}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: name}
    - {name: email, fides_meta: {identity: email}}
    - {name: sponsor_email, fides_meta: {identity: email}, rightsdesk: {link: mention, review: true}}
  - name: orders
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: member, fides_meta: {references: [{dataset: club, field: members.id, direction: from}]}}
  - name: letters
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, fides_meta: {identity: email}}
";

#[test]
fn a_member_whom_the_person_sponsors_is_shown_for_review_without_their_orders_and_is_no_candidate() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("club.sqlite");
    let rows = "CREATE TABLE members (id integer PRIMARY KEY, name text, email text, sponsor_email text);
        CREATE TABLE orders (id integer PRIMARY KEY, member integer);
        INSERT INTO orders VALUES (5, 1), (6, 2);
        CREATE TABLE letters (id integer PRIMARY KEY, email text);
        INSERT INTO members VALUES (1, 'Ann', 'ann@x.example', NULL), (2, 'Bob', 'bob@x.example', 'ANN@x.example '),
          (3, 'Cy', 'cy@x.example', 'bob@x.example');
        INSERT INTO letters VALUES (7, ' Ann@x.example'), (8, 'bob@x.example');";
    Connection::open(&path).and_then(|open| open.execute_batch(rows)).expect("a shop");
    let map = DataMap::parse(MAP).expect("a map");
    let shop = SqliteConnector::new(&path, Bounds::default());
    let (outcome, kept) = ask(&map, shop, [("email", "ann@x.example")], &[]);
    assert!(matches!(outcome, Ok(Outcome::Walked(_))), "{outcome:?}");
    let mut found: Vec<_> = kept
        .findings
        .iter()
        .map(|row| (row.collection.as_str(), row.key[0].1.as_text().expect("a key"), row.link, row.review))
        .collect();
    found.sort();
    let expected = [
        ("letters", "7".to_owned(), Link::Subject, false),
        ("members", "1".to_owned(), Link::Subject, false),
        ("members", "2".to_owned(), Link::Mention, true),
        ("orders", "5".to_owned(), Link::Subject, false),
    ];
    assert_eq!(found, expected);
}
