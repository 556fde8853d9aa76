//! Searching the shop for a request: what is found, what goes wrong, and how it goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::disclosure::finding::Finding;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, State};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::connector::ConnectorError;
use rightsdesk::ports::store::findings::{Gathering, StoredFinding, SystemState};
use rightsdesk::ports::store::tasks::TaskAnswerKind;
use rightsdesk::ports::vault::{ObjectName, Purpose};
use rightsdesk::workflow::search::{candidates, choose};
use rightsdesk::workflow::tasks;

use super::office::Office;
use super::shop::{BINDER, SHOP, open, with_shop};

fn parts(office: &Office, request: rightsdesk::domain::ids::RequestId) -> Vec<Gathering> {
    office.desk.read(move |_, tx, _| Ok(tx.gatherings(request)?)).expect("read")
}

fn findings(office: &Office, request: rightsdesk::domain::ids::RequestId, collection: &str) -> Vec<StoredFinding> {
    let collection = collection.to_owned();
    office.desk.read(move |_, tx, _| Ok(tx.findings_page(request, "shop", &collection, None, 10_000)?)).expect("read")
}

#[test]
fn what_is_found_rests_sealed_and_what_needs_a_look_is_flagged() {
    let building = with_shop(1_234, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("EMMA@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    assert_eq!(office.request(id).state, State::Reviewing);
    let part = parts(&office, id).remove(0);
    assert_eq!((part.state, part.rows, part.title.as_str()), (SystemState::Done, 1_235, "Web shop"));
    let orders = findings(&office, id, "orders");
    assert_eq!(orders.len(), 1_234);
    assert!(orders.iter().enumerate().all(|(n, order)| order.ordinal == i64::try_from(n).expect("few")));
    let flagged: Vec<_> = orders.iter().filter(|order| order.flagged).collect();
    assert_eq!(flagged.len(), 13, "every gift to somebody else");
    assert_eq!(flagged[0].flag_reason.as_deref(), Some("Somebody else’s details may stand in: Gift recipient."));
    let account = findings(&office, id, "customers").remove(0);
    assert!(!String::from_utf8_lossy(&account.sealed).contains("Emma"), "the store cannot read it");
    let plain = office.desk.vault.open_small(ObjectName::new(Purpose::Finding, account.id.0), &account.sealed);
    let finding: Finding = serde_json::from_slice(&plain.expect("opens")).expect("a finding");
    assert!(finding.fields.iter().any(|(name, _)| name == "name"));
    assert!(finding.fields.iter().all(|(name, _)| name != "password_hash"), "it never left the shop");
}

#[test]
fn whoever_recorded_identity_does_not_approve_what_a_job_gathered() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (rita, ben) = (office.add_staff(Role::Reviewer, "Rita"), office.add_staff(Role::Reviewer, "Ben"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(rita, case.id);
    office.drain();
    let request = office.request(requests[0].id);
    assert_eq!(request.gathered_by, rita.staff());
    let refused = office.give(rita, request.id, Command::Approve).expect_err("her own work");
    assert!(refused.to_string().contains("another person"), "{refused}");
    office.give(ben, request.id, Command::Approve).expect("a second pair of eyes");
}

#[test]
fn a_system_that_is_down_is_asked_again_and_then_a_person_and_then_it_goes_on() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let up = Arc::new(AtomicBool::new(false));
    let (switch, way) = (Arc::clone(&up), open(&building.folder.path().join("shop.sqlite")));
    building.systems.connect_with("shop", move || {
        if switch.load(Ordering::Relaxed) { way() } else { Err(ConnectorError::retry("the connection was refused")) }
    });
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    let id = requests[0].id;
    office.drain();
    let part = parts(&office, id).remove(0);
    assert_eq!(part.state, SystemState::Retrying);
    assert_eq!(part.message.as_deref(), Some("Web shop: the connection was refused. It is asked again by itself."));
    for _ in 0..24 {
        building.pass(Duration::minutes(10));
        office.drain();
    }
    let part = parts(&office, id).remove(0);
    assert_eq!(part.state, SystemState::NeedsPerson);
    let said = part.message.expect("it says why");
    assert!(said.contains("Web shop") && said.contains("refused") && said.contains("ask again"), "{said}");
    assert_eq!(office.mails(case.id).iter().filter(|mail| mail.kind == "needs_person").count(), 1);
    up.store(true, Ordering::Relaxed);
    tasks::retry(&office.desk, anna, id, "shop").expect("Anna asks again");
    office.drain();
    assert_eq!(office.request(id).state, State::Reviewing);
    assert_eq!(findings(&office, id, "orders").len(), 5);
}

#[test]
fn a_system_that_waits_for_its_next_try_can_be_asked_at_once() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let up = Arc::new(AtomicBool::new(false));
    let (switch, way) = (Arc::clone(&up), open(&building.folder.path().join("shop.sqlite")));
    building.systems.connect_with("shop", move || {
        if switch.load(Ordering::Relaxed) { way() } else { Err(ConnectorError::retry("busy")) }
    });
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    up.store(true, Ordering::Relaxed);
    tasks::retry(&office.desk, anna, requests[0].id, "shop").expect("Anna asks again");
    office.drain();
    assert_eq!(office.request(requests[0].id).state, State::Reviewing);
}

#[test]
fn several_persons_who_fit_are_put_before_staff_and_only_the_one_chosen_is_gathered() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("twin@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    assert_eq!(office.request(id).state, State::Gathering);
    assert!(findings(&office, id, "customers").is_empty(), "nothing is taken before it is sure");
    let fit = candidates(&office.desk, anna, id).expect("shown");
    assert_eq!(fit.iter().map(|one| one.label.reveal()).collect::<Vec<_>>(), ["Ada Twin, York", "Bea Twin, Leeds"]);
    assert!(choose(&office.desk, anna, id, "shop", "shop.customers:1").is_err(), "Emma does not fit");
    choose(&office.desk, anna, id, "shop", &fit[1].choice).expect("chosen");
    office.drain();
    assert_eq!(office.request(id).state, State::Reviewing);
    let found = findings(&office, id, "customers");
    assert_eq!(found.len(), 1);
    let part = parts(&office, id).remove(0);
    assert!(!part.message.unwrap_or_default().contains("Twin"));
    assert_eq!(office.logged(case.id, "person_chosen"), 1);
}

#[test]
fn a_postcode_tells_two_persons_of_one_address_apart() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit_with("twin@example.org", &[Right::Access], &[("postcode", "ls11aa")]);
    office.show_identity(anna, case.id);
    office.drain();
    assert_eq!(office.request(requests[0].id).state, State::Reviewing);
    assert_eq!(findings(&office, requests[0].id, "customers").len(), 1);
}

#[test]
fn a_colleague_is_asked_where_no_program_reaches() {
    let building = with_shop(2, &[("binder", BINDER), ("shop", SHOP)]);
    let office = building.open();
    let (anna, bob) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Handler, "Bob"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    assert_eq!(office.request(id).state, State::Gathering, "the binder has not been looked into");
    let case_id = case.id;
    let open = office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case_id)?)).expect("read").remove(0);
    assert_eq!(open.title, "The workshop: look for a returns sheet and upload it");
    tasks::answer(&office.desk, bob, open.id, TaskAnswerKind::NothingHeld, &Personal::default()).expect("answered");
    let request = office.request(id);
    assert_eq!((request.state, request.gathered_by), (State::Reviewing, bob.staff()));
}

#[test]
fn a_search_that_is_stopped_by_the_person_ends_quietly() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.give(Actor::Person, requests[0].id, Command::Withdraw).expect("withdrawn");
    office.drain();
    assert!(findings(&office, requests[0].id, "orders").is_empty());
    assert_eq!(office.logged(case.id, "job_failed"), 0);
}

#[test]
fn a_new_search_asks_everything_again() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let shop = rusqlite::Connection::open(building.folder.path().join("shop.sqlite")).expect("opens");
    shop.execute("INSERT INTO orders VALUES (999, 1, '1.00', NULL)", []).expect("a late order");
    office.give(anna, requests[0].id, Command::GatherAgain { reason: "An order was missing.".into() }).expect("again");
    office.drain();
    assert_eq!(office.request(requests[0].id).state, State::Reviewing);
    assert_eq!(findings(&office, requests[0].id, "orders").len(), 6);
}

#[test]
fn an_address_that_nobody_confirmed_finds_nobody() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let dpo = office.add_staff(Role::Dpo, "Dora");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    let case_id = case.id;
    office
        .desk
        .write(move |_, tx, _| {
            let mut case = tx.case(case_id)?;
            case.email_confirmed_at = None;
            Ok(tx.save_case(&case)?)
        })
        .expect("unconfirmed");
    let waive = Command::WaiveIdentity { reason: "They stand at the counter.".into() };
    office.give(dpo, requests[0].id, waive).expect("waived");
    office.drain();
    let part = parts(&office, requests[0].id).remove(0);
    assert_eq!(part.state, SystemState::NeedsPerson, "{part:?}");
    assert!(part.message.expect("why").contains("Ask the person"), "it says what to do");
    assert!(findings(&office, requests[0].id, "customers").is_empty());
}
