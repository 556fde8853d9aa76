//! Rows that the data map leaves to a person: decided at the desk, planned anew, approved by somebody else, carried out, told.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::erasure::{Action, Group, RowDecision, Verdict};
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::request::{Actor, Command, State, Why};
use rightsdesk::workflow::WorkError;
use rightsdesk::workflow::erasure::{RowPage, RowsDecided, certificate, decide_rows, rows};

use super::office::{Building, Office, Shops};
use super::shop::open;
use super::till::{TILL, counted, erasure, meddle, place, planned, with_till};

/// Reviews may help others, an address may be a household's: a person looks at each.
const LEFT_TO_PEOPLE: &str = "
      - name: reviews
        rightsdesk: {label: Reviews, erasure: {action: review, columns: [author]}}
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - name: customer_id
            fides_meta: {references: [{dataset: till, field: customers.id, direction: from}]}
          - {name: author}
          - {name: body, rightsdesk: {free_text: true}}
      - name: addresses
        rightsdesk: {label: Addresses, erasure: {action: review}}
        fields:
          - name: id
            fides_meta: {primary_key: true, references: [{dataset: till, field: customers.address_id, direction: from}]}
          - {name: street, data_categories: [user.contact.address.street]}
";

fn with_reviews() -> Building {
    let mut building = with_till();
    meddle(
        &building,
        "CREATE TABLE reviews (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), author TEXT, body TEXT);
         INSERT INTO reviews VALUES (1, 1, 'Emma W', 'burn this'), (2, 1, 'Emma W', 'good lamp'), (3, 1, 'Emma W', 'it broke'),
           (4, 2, 'Olga', 'mine');
         CREATE TABLE addresses (id INTEGER PRIMARY KEY, street TEXT);
         INSERT INTO addresses VALUES (1, '1 Mill Lane'), (2, '2 Own Road');
         ALTER TABLE customers ADD COLUMN address_id INTEGER REFERENCES addresses (id);
         UPDATE customers SET address_id = 1;",
    );
    let map = TILL
        .replace("- {name: name, data_categories", "- {name: address_id}\n          - {name: name, data_categories");
    building.systems = Arc::new(Shops::new(&[("till", Box::leak(format!("{map}{LEFT_TO_PEOPLE}").into_boxed_str()))]));
    let path = place(&building);
    building.systems.connect_with("till", open(&path));
    building
}

/// The place of a group in the plan.
fn group(office: &Office, request: RequestId, collection: &str, action: Action) -> Option<((usize, usize), Group)> {
    let summary = erasure(office, request).summary.expect("counted");
    let groups = summary.systems[0].groups.clone().into_iter().enumerate();
    let mut same = groups.filter(|(_, group)| group.collection == collection && group.ruling.action == action);
    same.next().map(|(at, group)| ((0, at), group))
}

fn page(office: &Office, actor: Actor, request: RequestId, place: (usize, usize)) -> RowPage {
    rows(&office.desk, actor, request, place, (0, 10)).expect("read").expect("a group")
}

fn decision(verdict: Verdict) -> RowDecision {
    RowDecision { verdict, reason: "We have looked at it.".to_owned() }
}

/// Decides about the rows of a collection with these keys, by the page that shows them, and lets the plan be made.
fn decide(office: &Office, who: Actor, request: RequestId, collection: &str, keys: &[&str], verdict: Verdict) {
    let (place, _) = group(office, request, collection, Action::Review).expect("rows for a person to decide");
    let shown = page(office, who, request, place);
    let meant = shown.rows.iter().filter(|row| keys.contains(&row.key[0].1.reveal()));
    let marks: BTreeSet<String> = meant.map(|row| row.mark.clone()).collect();
    assert_eq!(marks.len(), keys.len());
    let planned_at = erasure(office, request).planned_at;
    let said = RowsDecided { place, planned_at, marks: Some(marks), decision: Some(decision(verdict)) };
    assert_eq!(decide_rows(&office.desk, who, request, said).expect("decided"), keys.len());
    office.drain();
}

fn refused(result: Result<impl std::fmt::Debug, WorkError>) -> Why {
    match result.unwrap_err() {
        WorkError::Refused(no) => no.why,
        other => panic!("not refused but {other}"),
    }
}

#[test]
fn each_decided_row_goes_stays_nameless_or_is_kept_and_the_letter_and_the_certificate_say_so() {
    let building = with_reviews();
    let office = building.open();
    let (anna, rita, case, request) = planned(&office);
    let (at, left) = group(&office, request.id, "reviews", Action::Review).expect("left to people");
    assert_eq!(left.rows, 3);
    let shown = page(&office, anna, request.id, at);
    let held: Vec<&str> = shown.rows[0].held.iter().map(|(_, value)| value.reveal()).collect();
    assert!(held.contains(&"burn this"), "whoever decides sees what stands in the row");

    let until = "2027-01-31".parse().unwrap();
    decide(&office, anna, request.id, "reviews", &["1"], Verdict::Erase);
    decide(&office, anna, request.id, "reviews", &["2"], Verdict::Anonymise);
    decide(&office, anna, request.id, "reviews", &["3"], Verdict::Keep { until: Some(until) });
    decide(&office, anna, request.id, "addresses", &["1"], Verdict::Keep { until: None });
    assert!(group(&office, request.id, "reviews", Action::Review).is_none(), "nothing is left to decide");
    assert_eq!(office.logged(case.id, "erasure_rows_decided"), 4);

    office.give(rita, request.id, Command::Approve).expect("somebody else approves");
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(office.request(request.id).state, State::Fulfilled, "nothing is open, so the answer goes by itself");
    assert_eq!(counted(&building, "reviews WHERE id = 1"), 0);
    assert_eq!(counted(&building, "reviews WHERE id = 2 AND author IS NULL AND body = 'good lamp'"), 1);
    assert_eq!(counted(&building, "reviews WHERE id = 3 AND author = 'Emma W'"), 1);
    assert_eq!(counted(&building, "reviews WHERE id = 4 AND author = 'Olga'"), 1);
    let told = office.mails(case.id).into_iter().find(|mail| mail.kind == "erased").expect("the letter");
    let words = told.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in
        ["Reviews (Web shop)", "We have looked at it (Article 17(3))", "31 January 2027, then it is erased by itself"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    let paper = certificate(&office.desk, &case.reference).expect("a certificate");
    assert!(paper.kept.iter().any(|kept| kept.until == Some(until)), "{:?}", paper.kept);

    building.pass(until - office.desk.clock.now().date_naive() + Duration::days(1));
    office.drain();
    assert_eq!(counted(&building, "reviews WHERE id = 3"), 0, "its day is over");
}

#[test]
fn whoever_decided_about_a_row_does_not_approve_the_plan() {
    let building = with_reviews();
    let office = building.open();
    let (_, rita, _, request) = planned(&office);
    let ruth = office.add_staff(Role::Reviewer, "Ruth");
    decide(&office, rita, request.id, "reviews", &["1"], Verdict::Erase);
    assert_eq!(refused(office.give(rita, request.id, Command::Approve)), Why::NeedsSecondPerson);
    office.give(ruth, request.id, Command::Approve).expect("another reviewer does");
}

#[test]
fn a_row_that_others_use_stays_whatever_is_decided() {
    let building = with_reviews();
    let office = building.open();
    let (anna, _, _, request) = planned(&office);
    decide(&office, anna, request.id, "addresses", &["1"], Verdict::Erase);
    let (_, kept) = group(&office, request.id, "addresses", Action::Keep).expect("kept");
    assert!(kept.is_shared(), "{:?}", kept.ruling);
    assert!(group(&office, request.id, "addresses", Action::Erase).is_none());
}

#[test]
fn a_decision_counts_for_the_row_that_was_looked_at_and_can_be_taken_back() {
    let building = with_reviews();
    let office = building.open();
    let (anna, _, _, request) = planned(&office);
    decide(&office, anna, request.id, "reviews", &["1", "2"], Verdict::Erase);
    meddle(&building, "UPDATE reviews SET body = 'Bob Jones wrote this with me' WHERE id = 2");
    rightsdesk::workflow::erasure::plan_again(&office.desk, anna, request.id).expect("asked");
    office.drain();
    assert_eq!(group(&office, request.id, "reviews", Action::Review).expect("open again").1.rows, 2);

    let (place, decided) = group(&office, request.id, "reviews", Action::Erase).expect("the other stays decided");
    assert_eq!(decided.rows, 1);
    let back = RowsDecided { place, planned_at: erasure(&office, request.id).planned_at, marks: None, decision: None };
    decide_rows(&office.desk, anna, request.id, back).expect("taken back");
    office.drain();
    assert_eq!(group(&office, request.id, "reviews", Action::Review).expect("all open").1.rows, 3);
}

#[test]
fn nothing_is_decided_by_a_page_that_showed_another_plan_nor_about_rows_of_the_map() {
    let building = with_reviews();
    let office = building.open();
    let (anna, _, _, request) = planned(&office);
    let old = erasure(&office, request.id).planned_at;
    let (place, _) = group(&office, request.id, "reviews", Action::Review).expect("left to people");
    building.pass(Duration::minutes(1));
    rightsdesk::workflow::erasure::plan_again(&office.desk, anna, request.id).expect("asked");
    office.drain();
    let said = |place, planned_at, marks| {
        let decision = Some(decision(Verdict::Erase));
        decide_rows(&office.desk, anna, request.id, RowsDecided { place, planned_at, marks, decision })
    };
    assert!(matches!(said(place, old, None), Err(WorkError::Store(_))), "the page is out of date");
    let now = erasure(&office, request.id).planned_at;
    assert!(matches!(said(place, now, Some(BTreeSet::new())), Err(WorkError::Field { .. })), "nothing is ticked");
    let (letters, _) = group(&office, request.id, "letters", Action::Erase).expect("the map's own");
    assert!(matches!(said(letters, now, None), Err(WorkError::Field { .. })), "the map decides there");
}
