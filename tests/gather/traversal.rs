//! The walk on random shops: it ends, it finds exactly what can be reached, each row once and with the strongest link.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;

use rightsdesk::domain::datamap::DataMap;
use rightsdesk::domain::disclosure::finding::Link;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::workflow::gathering::Outcome;

use super::memory::{Cells, Memory};
use super::question::ask;

/// A step between two tables: the column `to_column` of one equals `from_column` of the other.
#[derive(Clone, Debug)]
struct Step {
    from: usize,
    from_column: usize,
    to: usize,
    to_column: usize,
    link: Link,
    /// Written as `to` at the one table, or as `from` at the other.
    outgoing: bool,
}

const TABLES: usize = 5;
const COLUMNS: usize = 3;

/// Rows of a table: an identity that few have, and small numbers that often meet.
type Shop = Vec<Vec<(bool, [u8; COLUMNS])>>;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let link = prop_oneof![3 => Just(Link::Subject), 1 => Just(Link::Recipient), 1 => Just(Link::Author)];
    let step = (0..TABLES, 0..COLUMNS, 0..TABLES, 0..COLUMNS, link, any::<bool>());
    let step = step.prop_map(|(from, from_column, to, to_column, link, outgoing)| Step {
        from,
        from_column,
        to,
        to_column,
        link,
        outgoing,
    });
    proptest::collection::vec(step, 0..8)
}

fn shops() -> impl Strategy<Value = Shop> {
    let row = (proptest::bool::weighted(0.15), [0..6_u8, 0..6, 0..6]);
    proptest::collection::vec(proptest::collection::vec(row, 0..9), TABLES)
}

fn map_of(steps: &[Step]) -> DataMap {
    let mut text = "dataset:\n- fides_key: s\n  collections:\n".to_owned();
    for table in 0..TABLES {
        text += &format!("  - name: t{table}\n    fields:\n    - {{name: id, fides_meta: {{primary_key: true}}}}\n");
        text += "    - {name: email, fides_meta: {identity: email}}\n";
        for column in 0..COLUMNS {
            let references: Vec<String> = steps.iter().filter_map(|step| reference(step, table, column)).collect();
            text += &format!("    - {{name: c{column}, fides_meta: {{references: [{}]}}}}\n", references.join(", "));
        }
    }
    DataMap::parse(&text).expect("a map")
}

fn reference(step: &Step, table: usize, column: usize) -> Option<String> {
    let (here, there, direction) = if step.outgoing {
        ((step.from, step.from_column), (step.to, step.to_column), "to")
    } else {
        ((step.to, step.to_column), (step.from, step.from_column), "from")
    };
    let extra = format!("rightsdesk: {{link: {}, follow: true}}", step.link.code());
    (here == (table, column))
        .then(|| format!("{{dataset: s, field: t{}.c{}, direction: {direction}, {extra}}}", there.0, there.1))
}

fn memory_of(shop: &Shop) -> Memory {
    let mut memory = Memory::default();
    for (number, rows) in shop.iter().enumerate() {
        let cells = |(id, (is_theirs, columns)): (usize, &(bool, [u8; COLUMNS]))| -> Cells {
            let email = if *is_theirs { "Ann@Shop.Example" } else { "bob@shop.example" };
            // The smallest number stands for nothing: a null never matches a null.
            let cell = |number: &u8| if *number == 0 { Value::Null } else { Value::Integer(i64::from(*number)) };
            let named = columns.iter().enumerate().map(|(at, number)| (format!("c{at}"), cell(number)));
            let own = [("id".to_owned(), Value::Text(id.to_string())), ("email".to_owned(), Value::Text(email.into()))];
            own.into_iter().chain(named).collect()
        };
        memory.tables.insert(format!("t{number}"), rows.iter().enumerate().map(cells).collect());
    }
    memory
}

/// The same by brute force: every row's strongest link, as a fixed point.
fn reachable(shop: &Shop, steps: &[Step]) -> BTreeMap<(usize, usize), Link> {
    let mut best: BTreeMap<(usize, usize), Link> = BTreeMap::new();
    let mut waiting: VecDeque<((usize, usize), Link)> = VecDeque::new();
    for (table, rows) in shop.iter().enumerate() {
        waiting.extend(rows.iter().enumerate().filter(|(_, row)| row.0).map(|(id, _)| ((table, id), Link::Subject)));
    }
    while let Some((row, link)) = waiting.pop_front() {
        if best.get(&row).is_some_and(|known| *known <= link) {
            continue;
        }
        best.insert(row, link);
        for step in steps.iter().filter(|step| step.from == row.0) {
            let value = shop[row.0][row.1].1[step.from_column];
            let others = shop[step.to].iter().enumerate();
            let meets = others.filter(|(_, other)| value != 0 && other.1[step.to_column] == value);
            waiting.extend(meets.map(|(id, _)| ((step.to, id), link.max(step.link))));
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_walk_finds_exactly_what_can_be_reached_once_and_with_the_strongest_link(steps in steps(), shop in shops()) {
        let (outcome, kept) = ask(&map_of(&steps), memory_of(&shop), [("email", " ann@shop.example ")], &[]);
        prop_assert!(matches!(outcome, Ok(Outcome::Walked(_))), "{outcome:?}");
        let mut found = BTreeMap::new();
        for finding in &kept.findings {
            let table: usize = finding.collection[1..].parse().expect("a number");
            let id: usize = finding.key[0].1.as_text().expect("a key").parse().expect("a number");
            prop_assert!(found.insert((table, id), finding.link).is_none(), "a row came twice");
        }
        prop_assert_eq!(found, reachable(&shop, &steps));
    }

    #[test]
    fn nobody_is_found_in_a_shop_without_their_address(steps in steps(), shop in shops()) {
        let (_, kept) = ask(&map_of(&steps), memory_of(&shop), [("email", "nobody@shop.example")], &[]);
        prop_assert!(kept.findings.is_empty());
    }
}

#[test]
fn a_reference_without_direction_never_leads_back_to_other_people() {
    let map = DataMap::parse(
        "dataset: [{fides_key: s, collections: [
          {name: people, fields: [{name: id, fides_meta: {primary_key: true}}, {name: email, fides_meta: {identity: email}},
            {name: address, fides_meta: {references: [{dataset: s, field: addresses.id}]}}]},
          {name: addresses, fields: [{name: id, fides_meta: {primary_key: true}}]}]}]",
    )
    .expect("a map");
    let shop = Memory::default()
        .with("people", &["id", "email", "address"], &[&["1", "ann@x", "9"], &["2", "bob@x", "9"]])
        .with("addresses", &["id"], &[&["9"], &["8"]]);
    let (_, kept) = ask(&map, shop, [("email", "ann@x")], &[]);
    let found: BTreeSet<String> =
        kept.findings.iter().map(|finding| finding.key[0].1.as_text().unwrap_or_default()).collect();
    assert_eq!(found, BTreeSet::from(["1".to_owned(), "9".to_owned()]));
}
