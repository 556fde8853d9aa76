//! A gathering that is interrupted goes on; a system that is finished is not asked again; keys flow between systems.

use std::collections::BTreeMap;

use rightsdesk::domain::datamap::{DataMap, Identities, plan};
use rightsdesk::ports::connector::Connector;
use rightsdesk::workflow::gathering::{Connectors, Frontier, Outcome, Progress, Question, Status, gather};

use super::memory::Memory;
use super::question::Kept;

/// The shop knows the account, the courier only the account's number, and the shop again the courier's complaints.
const MAP: &str = "
dataset:
- fides_key: shop
  collections:
  - name: accounts
    fields: [{name: id, fides_meta: {primary_key: true}}, {name: email, fides_meta: {identity: email}}]
  - name: complaints
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: parcel, fides_meta: {references: [{dataset: courier, field: parcels.id, direction: from}]}}
- fides_key: courier
  collections:
  - name: parcels
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: account, fides_meta: {references: [{dataset: shop, field: accounts.id, direction: from}]}}
";

struct Desk {
    shop: Memory,
    courier: Memory,
    frontier: Frontier,
    kept: Kept,
}

impl Desk {
    fn new() -> Self {
        let shop = Memory::default().with("accounts", &["id", "email"], &[&["1", "ann@x"], &["2", "bob@x"]]).with(
            "complaints",
            &["id", "parcel"],
            &[&["c1", "p1"], &["c2", "p2"], &["c3", "p3"]],
        );
        let courier =
            Memory::default().with("parcels", &["id", "account"], &[&["p1", "1"], &["p2", "2"], &["p3", "1"]]);
        Self { shop, courier, frontier: Frontier::default(), kept: Kept::default() }
    }

    fn gather(&mut self) -> BTreeMap<String, Status> {
        let map = DataMap::parse(MAP).expect("a map");
        let identities = Identities::new([("email", "ann@x")]);
        let plan = plan(&map, &identities).expect("a plan");
        let question = Question { map: &map, plan: &plan, identities: &identities, choices: &[], side_by_side: 4 };
        let (shop, courier): (Box<dyn Connector>, Box<dyn Connector>) =
            (Box::new(self.shop.clone()), Box::new(self.courier.clone()));
        let mut connectors: Connectors = [("shop".to_owned(), shop), ("courier".to_owned(), courier)].into();
        // What is stored between two attempts is text.
        let stored = serde_json::to_string(&self.frontier).expect("it can be stored");
        self.frontier = serde_json::from_str(&stored).expect("it can be read");
        let outcome = gather(&question, &mut connectors, &mut self.frontier, &mut self.kept).expect("it runs");
        let Outcome::Walked(reports) = outcome else { panic!("{outcome:?}") };
        reports.into_iter().map(|report| (report.system, report.status)).collect()
    }

    fn found(&self) -> Vec<String> {
        let key =
            |finding: &rightsdesk::domain::disclosure::finding::Finding| finding.key[0].1.as_text().unwrap_or_default();
        let mut found: Vec<String> = self.kept.findings.iter().map(key).collect();
        found.sort();
        found
    }
}

#[test]
fn keys_flow_from_one_system_to_another_and_back() {
    let mut desk = Desk::new();
    let statuses = desk.gather();
    assert!(statuses.values().all(|status| *status == Status::Done), "{statuses:?}");
    assert_eq!(desk.found(), ["1", "c1", "c3", "p1", "p3"]);
}

#[test]
fn a_system_that_was_down_is_asked_later_and_the_finished_one_only_for_new_keys() {
    let mut desk = Desk::new();
    *desk.courier.down_from.lock().expect("nobody panicked") = Some(1);
    let statuses = desk.gather();
    assert!(matches!(statuses["courier"], Status::Retry { .. }), "{statuses:?}");
    assert_eq!(statuses["shop"], Status::Done);
    assert_eq!(desk.found(), ["1"]);
    let before = desk.shop.questions();

    *desk.courier.down_from.lock().expect("nobody panicked") = None;
    let statuses = desk.gather();
    assert!(statuses.values().all(|status| *status == Status::Done), "{statuses:?}");
    assert_eq!(desk.found(), ["1", "c1", "c3", "p1", "p3"], "nothing twice, nothing lost");
    assert_eq!(desk.shop.questions() - before, 1, "the shop was asked for the complaints only");
    let started = |system: &str| {
        let is_start = |news: &&Progress| **news == Progress::SystemStarted { system: system.to_owned() };
        desk.kept.news.iter().filter(is_start).count()
    };
    assert_eq!((started("shop"), started("courier")), (1, 2));
}

#[test]
fn a_finished_gathering_asks_nothing_more() {
    let mut desk = Desk::new();
    desk.gather();
    let before = (desk.shop.questions(), desk.courier.questions(), desk.kept.findings.len());
    desk.gather();
    assert_eq!((desk.shop.questions(), desk.courier.questions(), desk.kept.findings.len()), before);
}

#[test]
fn wherever_a_system_goes_down_nothing_is_lost_and_nothing_comes_twice() {
    for question in 1..12 {
        for shop_fails in [true, false] {
            let mut desk = Desk::new();
            let failing = if shop_fails { &desk.shop } else { &desk.courier };
            let down = failing.down_from.clone();
            *down.lock().expect("nobody panicked") = Some(question);
            desk.gather();
            *down.lock().expect("nobody panicked") = None;
            let statuses = desk.gather();
            assert!(statuses.values().all(|status| *status == Status::Done), "{question} {statuses:?}");
            assert_eq!(desk.found(), ["1", "c1", "c3", "p1", "p3"], "down from question {question} on");
        }
    }
}
