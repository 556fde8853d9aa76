//! A data map that is changed while requests are worked on: the new one counts for the next search, and for nobody's old one.

use std::sync::Arc;

use rightsdesk::domain::access::Role;
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::request::{Actor, Command, State};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::systems::Systems;
use rightsdesk::workflow::mapping::{NewMap, keep_map, pinned};

use super::office::Office;
use super::shop::{SHOP, with_shop};

fn keep(office: &Office, tom: Actor, text: &str) {
    let base = office.outside.systems.version("shop");
    let new = NewMap { name: "shop".into(), text: text.to_owned(), note: String::new(), base };
    keep_map(&office.desk, tom, new).expect("in force");
}

fn collections(office: &Office, request: RequestId) -> Vec<String> {
    let counts = office.desk.read(move |_, tx, _| Ok(tx.finding_counts(request)?)).expect("read");
    counts.into_iter().filter(|count| count.rows > 0).map(|count| count.collection).collect()
}

/// The label of the web shop as a request knows it.
fn label(office: &Office, request: RequestId) -> String {
    let systems = Arc::clone(&office.outside.systems);
    let known = pinned(&office.desk, &*systems, request).expect("read");
    known.map("shop").expect("the map").systems[0].label().to_owned()
}

#[test]
fn a_new_map_counts_for_the_next_search_without_a_restart_and_an_open_request_keeps_its_own() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (anna, tom) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Admin, "Tom"));
    let (first, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, first.id);
    office.drain();
    let old = requests[0].id;
    assert_eq!((collections(&office, old).len(), label(&office, old).as_str()), (2, "Web shop"));
    let without_orders = SHOP.split("      - name: orders").next().expect("a map").replace("Web shop", "The till");
    keep(&office, tom, &without_orders);
    assert_eq!(label(&office, old), "Web shop", "what is being worked on stays as it was found");
    let (second, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, second.id);
    office.drain();
    let new = requests[0].id;
    assert_eq!(office.request(new).state, State::Reviewing);
    assert_eq!((collections(&office, new), label(&office, new).as_str()), (vec!["customers".to_owned()], "The till"));
    office.give(anna, old, Command::GatherAgain { reason: "The map was mended.".into() }).expect("again");
    office.drain();
    assert_eq!(
        (collections(&office, old).len(), label(&office, old).as_str()),
        (1, "The till"),
        "a new search, a new map"
    );
}

#[test]
fn a_map_that_was_saved_is_seen_by_every_process_of_the_installation() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let (office, other) = (building.open(), building.open());
    let tom = office.add_staff(Role::Admin, "Tom");
    assert_eq!(other.outside.systems.map("shop").expect("the map").systems[0].label(), "Web shop");
    keep(&office, tom, &SHOP.replace("Web shop", "The till"));
    assert_eq!(other.outside.systems.map("shop").expect("the map").systems[0].label(), "The till");
    let stale = NewMap { name: "shop".into(), text: SHOP.to_owned(), note: String::new(), base: None };
    assert!(keep_map(&other.desk, tom, stale).is_err(), "what Tom wrote is not lost");
}
