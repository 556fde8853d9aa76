//! A restriction at the desk: marked as the map says, listed while it stands, and lifted after the person was told.

use std::sync::Arc;

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::amendment::{Amending, AmendmentState};
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::notice::RestrictionGround;
use rightsdesk::domain::request::{Actor, Command, Deed, Outcome, State};
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::amending::{opened, restrictions};

use super::office::{Building, Office, Shops};
use super::shop::open;
use super::till::{TILL, counted, meddle, place, with_till};

/// The till, whose customers can be marked; its orders and letters cannot.
fn building() -> Building {
    let mut building = with_till();
    meddle(
        &building,
        "ALTER TABLE customers ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
         CREATE TRIGGER held BEFORE UPDATE ON customers WHEN OLD.held = 1 AND NEW.held = 1
         BEGIN SELECT RAISE(ABORT, 'this row is restricted'); END;",
    );
    let map = TILL
        .replacen("erasure: {action: delete}}", "erasure: {action: delete}, restriction: {column: held}}", 1)
        .replacen("          - {name: name, data", "          - {name: held}\n          - {name: name, data", 1);
    building.systems = Arc::new(Shops::new(&[("till", &map)]));
    let path = place(&building);
    building.systems.connect_with("till", open(&path));
    building
}

fn held(building: &Building) -> i64 {
    counted(building, "customers WHERE held = 1")
}

/// Emma's restriction up to its approval.
pub fn approved(office: &Office) -> (Actor, Actor, Case, RequestId) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Restriction]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    let flagged = office.desk.read(move |_, tx, _| Ok(tx.open_findings(id, 50)?)).expect("read");
    for finding in flagged {
        let include = rightsdesk::workflow::review::Verdict::Include;
        rightsdesk::workflow::review::decide(&office.desk, rita, id, finding.id, None, include).expect("decided");
    }
    office.give(rita, id, Command::Approve).expect("approved");
    (anna, rita, case, id)
}

pub fn done() -> Command {
    let deed = Deed { ground: Some(RestrictionGround::AccuracyContested), ..Deed::of(Outcome::Restricted) };
    Command::Fulfil { outcome: "Nobody uses it until we have checked it.".into(), deed: Some(deed) }
}

pub fn states(office: &Office, id: RequestId) -> Vec<AmendmentState> {
    opened(&office.desk, id).expect("read").iter().map(|one| one.stored.state).collect()
}

#[test]
fn a_restriction_marks_the_rows_the_map_names_listed_until_it_is_lifted_after_a_word_to_the_person() {
    let building = building();
    let office = building.open();
    let (anna, rita, case, id) = approved(&office);
    assert!(office.give(anna, id, done()).is_err(), "nothing is marked yet");
    office.drain();
    assert_eq!((held(&building), counted(&building, "customers WHERE held = 1 AND id = 1")), (1, 1));
    assert_eq!((states(&office, id), office.logged(case.id, "marks_confirmed")), (vec![AmendmentState::Confirmed], 1));
    office.give(anna, id, done()).expect("answered");
    let mail = office.mails(case.id).into_iter().find(|mail| mail.kind == "restricted").expect("the letter");
    assert!(mail.text.reveal().contains("Your account (Web shop)"), "{}", mail.text.reveal());
    let line = restrictions(&office.desk, anna).expect("the list").remove(0);
    assert_eq!((line.reference, line.ground), (case.reference.clone(), Some(RestrictionGround::AccuracyContested)));
    assert_eq!(line.places, [("Web shop".into(), "Your account".into(), 1, true)], "the trigger guards the mark");
    assert_eq!(line.marks, Amending::Confirmed);

    let early = office.give(anna, id, Command::Lift).expect_err("nobody was told");
    assert!(early.to_string().contains("must be told before"), "{early}");
    let on = (office.desk.clock.now() + Duration::days(3)).date_naive();
    office.give(rita, id, Command::AnnounceLifting { reason: "It is right.".into(), on }).expect("announced");
    assert_eq!(restrictions(&office.desk, anna).expect("the list")[0].lifting_on, Some(on));
    assert!(office.give(anna, id, Command::Lift).is_err(), "the day has not come");
    assert_eq!(held(&building), 1);
    building.pass(Duration::days(3));
    office.give(anna, id, Command::Lift).expect("lifted");
    office.drain();
    assert_eq!((held(&building), states(&office, id)), (0, vec![AmendmentState::Lifted]));
    assert_eq!(office.logged(case.id, "marks_lifted"), 1);
    assert!(restrictions(&office.desk, anna).expect("the list").is_empty());
}

#[test]
fn a_mark_that_stood_there_before_stays_when_the_restriction_is_lifted() {
    let building = building();
    meddle(&building, "UPDATE customers SET held = 1 WHERE id = 1");
    let office = building.open();
    let (anna, rita, _, id) = approved(&office);
    office.drain();
    office.give(anna, id, done()).expect("answered");
    let on = (office.desk.clock.now() + Duration::days(1)).date_naive();
    office.give(rita, id, Command::AnnounceLifting { reason: "It is right.".into(), on }).expect("announced");
    building.pass(Duration::days(1));
    office.give(anna, id, Command::Lift).expect("lifted");
    office.drain();
    assert_eq!((held(&building), states(&office, id)), (1, vec![AmendmentState::Lifted]), "somebody else set it");
}

#[test]
fn where_the_map_names_no_mark_a_colleague_is_asked_to_mark_and_to_take_it_off() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, case, id) = approved(&office);
    office.drain();
    let open = || {
        let all = office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case.id)?)).expect("read");
        all.into_iter().filter(|task| task.answer.is_none()).collect::<Vec<_>>()
    };
    assert_eq!(open().len(), 1);
    assert!(open()[0].title.starts_with("Mark the person’s data in Web shop as restricted"), "{}", open()[0].title);
    let answer = |task| {
        let kind = rightsdesk::ports::store::tasks::TaskAnswerKind::Done;
        rightsdesk::workflow::tasks::answer(
            &office.desk,
            anna,
            task,
            kind,
            &rightsdesk::domain::personal::Personal::default(),
        )
        .expect("answered");
    };
    answer(open()[0].id);
    office.give(anna, id, done()).expect("answered");
    assert_eq!(restrictions(&office.desk, anna).expect("the list")[0].marks, Amending::ByHand);
    let on = (office.desk.clock.now() + Duration::days(1)).date_naive();
    office.give(rita, id, Command::AnnounceLifting { reason: "It is right.".into(), on }).expect("announced");
    building.pass(Duration::days(1));
    office.give(anna, id, Command::Lift).expect("lifted");
    office.drain();
    assert!(open()[0].title.starts_with("Take the mark off the person’s data in Web shop"), "{}", open()[0].title);
    assert_eq!(office.request(id).state, State::Fulfilled);
}

/// Announces the lifting, lets its day come, lifts.
fn lift(building: &Building, office: &Office, (anna, rita): (Actor, Actor), id: RequestId) {
    let on = (office.desk.clock.now() + Duration::days(1)).date_naive();
    office.give(rita, id, Command::AnnounceLifting { reason: "It is right.".into(), on }).expect("announced");
    building.pass(Duration::days(1));
    office.give(anna, id, Command::Lift).expect("lifted");
    office.drain();
}

/// Another restriction for Emma, asked for, approved and answered.
fn another(office: &Office, (anna, rita): (Actor, Actor)) -> (Case, RequestId) {
    let (case, requests) = office.submit("emma@example.org", &[Right::Restriction]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    for finding in office.desk.read(move |_, tx, _| Ok(tx.open_findings(id, 50)?)).expect("read") {
        let include = rightsdesk::workflow::review::Verdict::Include;
        rightsdesk::workflow::review::decide(&office.desk, rita, id, finding.id, None, include).expect("decided");
    }
    office.give(rita, id, Command::Approve).expect("approved");
    office.drain();
    office.give(anna, id, done()).expect("answered");
    (case, id)
}

#[test]
fn of_two_restrictions_the_mark_stays_until_the_last_is_lifted_whichever_that_is() {
    for first_goes_first in [true, false] {
        let building = building();
        let office = building.open();
        let (anna, rita, _, first) = approved(&office);
        office.drain();
        office.give(anna, first, done()).expect("answered");
        let (_, second) = another(&office, (anna, rita));
        assert_eq!(restrictions(&office.desk, anna).expect("the list").len(), 2);
        let (one, two) = if first_goes_first { (first, second) } else { (second, first) };
        lift(&building, &office, (anna, rita), one);
        assert_eq!((held(&building), states(&office, one)), (1, vec![AmendmentState::Lifted]), "one is still in force");
        assert_eq!(restrictions(&office.desk, anna).expect("the list").len(), 1);
        lift(&building, &office, (anna, rita), two);
        assert_eq!(
            (held(&building), states(&office, two)),
            (0, vec![AmendmentState::Lifted]),
            "what stood before both"
        );
    }
}

#[test]
fn a_restriction_that_was_approved_before_another_was_lifted_marks_anew() {
    let building = building();
    let office = building.open();
    let (anna, rita, _, first) = approved(&office);
    office.drain();
    office.give(anna, first, done()).expect("answered");
    let (case, requests) = office.submit("emma@example.org", &[Right::Restriction]);
    office.show_identity(anna, case.id);
    office.drain();
    let second = requests[0].id;
    lift(&building, &office, (anna, rita), first);
    assert_eq!(held(&building), 0);
    for finding in office.desk.read(move |_, tx, _| Ok(tx.open_findings(second, 50)?)).expect("read") {
        let include = rightsdesk::workflow::review::Verdict::Include;
        rightsdesk::workflow::review::decide(&office.desk, rita, second, finding.id, None, include).expect("decided");
    }
    office.give(rita, second, Command::Approve).expect("approved");
    office.drain();
    assert_eq!((held(&building), states(&office, second)), (1, vec![AmendmentState::Confirmed]));
    office.give(anna, second, done()).expect("answered");
    lift(&building, &office, (anna, rita), second);
    assert_eq!(held(&building), 0);
}

#[test]
fn a_restriction_whose_case_was_emptied_is_listed_and_lifted_without_a_letter() {
    let building = building();
    let office = building.open();
    let (anna, _, case, id) = approved(&office);
    office.drain();
    office.give(anna, id, done()).expect("answered");
    let owner = case.id;
    let impersonal = rightsdesk::domain::retention::IMPERSONAL;
    office.desk.write(move |_, tx, now| Ok(tx.empty_case(owner, &impersonal, now)?)).expect("emptied");
    let kept = opened(&office.desk, id).expect("read").remove(0).content.expect("the key is kept");
    assert_eq!(kept.key.len(), 1, "what lifting needs");
    let line = restrictions(&office.desk, anna).expect("the list").remove(0);
    assert!(line.emptied);
    assert_eq!(line.places, [("Web shop".into(), "Your account".into(), 1, true)]);
    office.give(anna, id, Command::Lift).expect("nobody can be told any more");
    office.drain();
    assert_eq!((held(&building), states(&office, id)), (0, vec![AmendmentState::Lifted]));
    assert!(restrictions(&office.desk, anna).expect("the list").is_empty());
}

/// The till's map, by which letters are moved to a table of their own while they are restricted.
pub fn moving_map() -> &'static str {
    let held = "
      - name: letters_held
        rightsdesk: {label: Letters (restricted), erasure: {action: delete}}
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - name: customer_id
            fides_meta: {references: [{dataset: till, field: customers.id, direction: from}]}
          - {name: body, rightsdesk: {free_text: true}}
";
    let map = TILL.replace(
        "rightsdesk: {label: Letters, erasure: {action: delete}}",
        "rightsdesk: {label: Letters, erasure: {action: delete}, restriction: {move_to: letters_held}}",
    );
    Box::leak(format!("{map}{held}").into_boxed_str())
}

/// The till with both tables.
fn moving() -> Building {
    let mut building = with_till();
    meddle(&building, "CREATE TABLE letters_held (id INTEGER PRIMARY KEY, customer_id INTEGER, body TEXT);");
    building.systems = Arc::new(Shops::new(&[("till", moving_map())]));
    let path = place(&building);
    building.systems.connect_with("till", open(&path));
    building
}

fn letters(building: &Building) -> (i64, i64) {
    (counted(building, "letters"), counted(building, "letters_held"))
}

#[test]
fn rows_are_moved_away_and_back_and_found_meanwhile() {
    let building = moving();
    let office = building.open();
    let (anna, rita, case, id) = approved(&office);
    office.drain();
    assert_eq!(letters(&building), (1, 3), "somebody else's letter stays");
    assert_eq!(states(&office, id), [AmendmentState::Confirmed; 3]);
    office.give(anna, id, done()).expect("answered");
    let line = restrictions(&office.desk, anna).expect("the list").remove(0);
    assert_eq!(line.places, [("Web shop".into(), "Letters, moved away".into(), 3, true)]);
    let mail = office.mails(case.id).into_iter().find(|mail| mail.kind == "restricted").expect("the letter");
    assert!(mail.text.reveal().contains("Letters (Web shop)"), "{}", mail.text.reveal());

    let (_, second) = another(&office, (anna, rita));
    assert_eq!(letters(&building), (1, 3), "a second restriction finds them where they are");
    lift(&building, &office, (anna, rita), id);
    assert_eq!(letters(&building), (1, 3), "the second one is in force");
    lift(&building, &office, (anna, rita), second);
    assert_eq!(letters(&building), (4, 0));
    assert_eq!(
        counted(&building, "letters WHERE customer_id = 1 AND body IN ('hello', 'again', 'bye')"),
        3,
        "as they were"
    );
}

#[test]
fn a_row_that_others_point_at_is_not_moved_and_a_person_is_asked() {
    let mut building = with_till();
    meddle(&building, "CREATE TABLE customers_held (id INTEGER PRIMARY KEY, email TEXT, name TEXT);");
    let held = "
      - name: customers_held
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - {name: email, fides_meta: {identity: email}}
";
    let map = TILL.replacen(
        "erasure: {action: delete}}",
        "erasure: {action: delete}, restriction: {move_to: customers_held}}",
        1,
    );
    building.systems = Arc::new(Shops::new(&[("till", Box::leak(format!("{map}{held}").into_boxed_str()))]));
    let path = place(&building);
    building.systems.connect_with("till", open(&path));
    let office = building.open();
    let (_, _, _, id) = approved(&office);
    office.drain();
    assert_eq!((counted(&building, "customers"), counted(&building, "customers_held")), (2, 0), "nothing was changed");
    assert_eq!(states(&office, id), [AmendmentState::NeedsPerson]);
}
