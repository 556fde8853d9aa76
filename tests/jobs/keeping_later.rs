//! What an erasure has to keep is erased when its time comes; a legal hold stops everything.

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::datamap::{DataMap, plan};
use rightsdesk::domain::erasure::{Stage, Tracer};
use rightsdesk::domain::request::{Command, State, Why};
use rightsdesk::ports::store::deferrals::Deferred;
use rightsdesk::workflow::WorkError;
use rightsdesk::workflow::erasing::{Decisions, Planned, find_returned, plan_erasure};
use rightsdesk::workflow::erasure::{due_erasures, remembered};
use rightsdesk::workflow::gathering::{Connectors, Question};
use rightsdesk::workflow::retention::{lift_hold, place_hold};

use super::office::{Building, Office};
use super::shop::open;
use super::till::{TILL, approved, counted, meddle, place, planned, stage, with_till};

fn kept(office: &Office, case: rightsdesk::domain::ids::CaseId) -> Vec<Deferred> {
    office.desk.read(move |_, tx, _| Ok(tx.deferred_of(case)?)).expect("read")
}

/// Emma's erasure, carried out: an order and the nameless account behind it stay until 10 January 2032.
fn erased(building: &Building, office: &Office) -> rightsdesk::domain::case::Case {
    let (_, _, case, request) = approved(office);
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(office.request(request.id).state, State::Fulfilled);
    case
}

fn pass_until(building: &Building, office: &Office, day: &str) {
    let day: chrono::NaiveDate = day.parse().expect("a day");
    let today = office.desk.clock.now().date_naive();
    building.pass(day - today);
}

#[test]
fn what_is_kept_is_erased_on_the_day_after_its_last_day_and_the_case_says_so() {
    let building = with_till();
    let office = building.open();
    let case = erased(&building, &office);
    let owed = kept(&office, case.id);
    assert_eq!(owed.len(), 1);
    assert_eq!((owed[0].last_day, owed[0].rows, owed[0].done_at), ("2032-01-10".parse().unwrap(), 2, None));
    let shown = office.desk.read(|_, tx, _| due_erasures(tx)).expect("for the calendar");
    assert_eq!((shown[0].day, shown[0].reference.clone()), ("2032-01-11".parse().unwrap(), case.reference.clone()));
    pass_until(&building, &office, "2032-01-10");
    office.drain();
    assert_eq!(counted(&building, "orders WHERE customer_id = 1"), 1, "its last day is not over");
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(counted(&building, "orders WHERE customer_id = 1"), 0);
    assert_eq!(counted(&building, "customers WHERE id = 1"), 0, "nothing needs the nameless account any more");
    assert_eq!(counted(&building, "orders WHERE customer_id = 2"), 1);
    assert_eq!(office.logged(case.id, "kept_until_now_erased"), 1);
    assert!(kept(&office, case.id)[0].done_at.is_some());
    assert!(!office.mails(case.id).iter().any(|mail| mail.kind == "message"), "nobody wished for a word");
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(office.logged(case.id, "kept_until_now_erased"), 1, "once is enough");
}

#[test]
fn where_the_company_wishes_it_the_person_is_told_when_the_rest_is_erased() {
    let building = Building { tells: true, ..with_till() };
    let office = building.open();
    let case = erased(&building, &office);
    pass_until(&building, &office, "2032-01-11");
    office.drain();
    let told = office.mails(case.id).into_iter().find(|mail| mail.kind == "message").expect("a word");
    let words = told.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("keep a part of it until 10 January 2032"), "{words}");
    assert!(words.contains("Orders (Web shop)"), "{words}");
}

#[test]
fn what_was_changed_meanwhile_is_decided_anew_by_the_day() {
    let building = with_till();
    let office = building.open();
    let case = erased(&building, &office);
    meddle(&building, "UPDATE orders SET placed_on = '2027-06-01' WHERE id = 1");
    pass_until(&building, &office, "2032-01-11");
    office.drain();
    assert_eq!(counted(&building, "orders WHERE customer_id = 1"), 1, "by its new date it is kept longer");
    let owed = kept(&office, case.id);
    assert!(owed.iter().any(|one| one.done_at.is_none() && one.last_day == "2033-06-01".parse().unwrap()), "{owed:?}");
    pass_until(&building, &office, "2033-06-02");
    office.drain();
    assert_eq!(counted(&building, "orders WHERE customer_id = 1"), 0);
}

#[test]
fn a_legal_hold_stops_the_approval_the_erasure_and_what_was_kept_for_later() {
    let building = with_till();
    let office = building.open();
    let dora = office.add_staff(Role::Dpo, "Dora");
    let (anna, rita, case, request) = planned(&office);
    let reason = "Claim in court";
    assert!(matches!(place_hold(&office.desk, anna, case.id, reason), Err(WorkError::NotAllowed(_))));
    place_hold(&office.desk, dora, case.id, reason).expect("set");
    assert!(matches!(place_hold(&office.desk, dora, case.id, reason), Err(WorkError::Field { .. })));
    let refused = office.give(rita, request.id, Command::Approve).unwrap_err();
    assert!(matches!(refused, WorkError::Refused(ref no) if no.why == Why::OnHold), "{refused}");
    lift_hold(&office.desk, dora, case.id).expect("lifted");
    office.give(rita, request.id, Command::Approve).expect("approved");
    place_hold(&office.desk, dora, case.id, reason).expect("set again");
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(
        (counted(&building, "letters WHERE customer_id = 1"), office.logged(case.id, "erasure_stopped")),
        (3, 1)
    );
    assert_eq!(stage(&office, request.id), Stage::Planned);
    lift_hold(&office.desk, dora, case.id).expect("lifted");
    office.drain();
    assert_eq!(office.request(request.id).state, State::Fulfilled, "it went on by itself");
    place_hold(&office.desk, dora, case.id, reason).expect("a third time");
    pass_until(&building, &office, "2032-01-11");
    office.drain();
    assert_eq!(counted(&building, "orders WHERE customer_id = 1"), 1, "what was kept stays");
    assert!(kept(&office, case.id)[0].message.as_deref().is_some_and(|why| why.contains("legal hold")));
    lift_hold(&office.desk, dora, case.id).expect("lifted");
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(counted(&building, "orders WHERE customer_id = 1"), 0);
}

#[test]
fn whoever_was_erased_is_found_again_in_a_restored_backup_without_a_list_of_names() {
    let building = with_till();
    let office = building.open();
    erased(&building, &office);
    meddle(
        &building,
        "UPDATE customers SET email = ' Emma@Example.ORG', name = 'Emma Wright' WHERE id = 1;
         INSERT INTO letters VALUES (1, 1, 'hello');",
    );
    let known = remembered(&office.desk).expect("read");
    let tracer = Tracer::new(&office.desk.settings.pepper, "justroo");
    let map = DataMap::parse(TILL).expect("the map");
    let mut ways: Connectors = [("till".to_owned(), open(&place(&building))().expect("a way"))].into();
    let back = find_returned(&map, &mut ways, &tracer, &known).expect("looked through");
    assert_eq!(back.iter().map(|one| one.value.reveal()).collect::<Vec<_>>(), [" Emma@Example.ORG"]);
    let other = Tracer::new(&office.desk.settings.pepper, "another-company");
    assert!(find_returned(&map, &mut ways, &other, &known).expect("looked through").is_empty());
    let identities = back[0].identities();
    let way = plan(&map, &identities).expect("a way through");
    let question = Question { map: &map, plan: &way, identities: &identities, choices: &[], side_by_side: 4 };
    let day = "2026-03-03".parse().expect("a day");
    let Planned::Plan(again) = plan_erasure(&question, &mut ways, day, &Decisions::default()).expect("planned") else {
        panic!("nobody else has the address");
    };
    assert!(again.rows().any(|row| row.collection == "letters" && row.ruling.changes()));
    assert!(
        again.rows().all(|row| row.ruling.until.is_none() || row.ruling.until > Some(day)),
        "what is kept stays kept"
    );
}
