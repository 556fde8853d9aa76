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
fn approved(office: &Office) -> (Actor, Actor, Case, RequestId) {
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

fn done() -> Command {
    let deed = Deed { ground: Some(RestrictionGround::AccuracyContested), ..Deed::of(Outcome::Restricted) };
    Command::Fulfil { outcome: "Nobody uses it until we have checked it.".into(), deed: Some(deed) }
}

fn states(office: &Office, id: RequestId) -> Vec<AmendmentState> {
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
