//! A rectification at the desk: old and new side by side, approved, compared and set, looked at again, answered.

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::amendment::AmendmentState;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::{FindingId, RequestId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, Deed, Outcome, State, Why};
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::WorkError;
use rightsdesk::workflow::amending::{
    Correction, OpenedAmendment, compare_anew, opened, propose, restrict_meanwhile, take_off,
};

use super::office::{Building, LEASE, Office};
use super::till::{counted, meddle, with_till};

const NEW: &str = "Emma Wright-Jones";

fn why(error: WorkError) -> Why {
    match error {
        WorkError::Refused(no) => no.why,
        other => panic!("not refused but {other}"),
    }
}

/// The row of a collection that was found for a request.
fn row(office: &Office, request: RequestId, collection: &str) -> FindingId {
    let collection = collection.to_owned();
    let page = office.desk.read(move |_, tx, _| Ok(tx.findings_page(request, "till", &collection, None, 10)?));
    page.expect("read")[0].id
}

fn correct(
    building: &Building,
    office: &Office,
    by: Actor,
    request: RequestId,
    place: (&str, &str),
    after: &str,
) -> Result<(), WorkError> {
    let correction = Correction {
        finding: row(office, request, place.0),
        column: place.1.into(),
        after: Personal::new(after),
        evidence: Personal::new("Marriage certificate, looked at on the screen."),
    };
    propose(&office.desk, &*building.systems, by, request, &correction)
}

/// Emma's rectification with one correction on its sheet.
pub fn sheet(building: &Building, office: &Office) -> (Actor, Actor, Case, RequestId) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Rectification]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    decide_flagged(office, rita, id);
    correct(building, office, anna, id, ("customers", "name"), NEW).expect("on the sheet");
    (anna, rita, case, id)
}

fn decide_flagged(office: &Office, by: Actor, request: RequestId) {
    let open = office.desk.read(move |_, tx, _| Ok(tx.open_findings(request, 50)?)).expect("read");
    for finding in open {
        let include = rightsdesk::workflow::review::Verdict::Include;
        rightsdesk::workflow::review::decide(&office.desk, by, request, finding.id, None, include).expect("decided");
    }
}

fn lines(office: &Office, request: RequestId) -> Vec<OpenedAmendment> {
    opened(&office.desk, request).expect("read")
}

fn named(building: &Building, name: &str) -> i64 {
    counted(building, &format!("customers WHERE id = 1 AND name = '{name}'"))
}

pub fn done() -> Command {
    Command::Fulfil { outcome: "Your account carries your new name.".into(), deed: Some(Deed::of(Outcome::Corrected)) }
}

#[test]
fn a_correction_is_written_where_the_value_stands_as_seen_looked_at_again_and_told_before_and_after() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, case, id) = sheet(&building, &office);
    assert_eq!(named(&building, "Emma Wright"), 1, "nothing is written before somebody approves");
    assert!(why(office.give(anna, id, Command::Approve).unwrap_err()).to_string().contains("may not"));
    office.give(rita, id, Command::Approve).expect("approved");
    assert_eq!(why(office.give(anna, id, done()).unwrap_err()), Why::AmendmentsRun);
    office.drain();
    assert_eq!(named(&building, NEW), 1);
    assert_eq!(counted(&building, "customers WHERE id = 2 AND name = 'Olga Other'"), 1, "others keep theirs");
    let line = lines(&office, id).remove(0);
    assert_eq!((line.stored.state, office.logged(case.id, "corrections_confirmed")), (AmendmentState::Confirmed, 1));
    office.give(anna, id, done()).expect("answered");
    let told = office.mails(case.id).into_iter().find(|mail| mail.kind == "rectified").expect("the letter");
    let words = told.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["Your account: name (Web shop)", "Emma Wright", NEW, "It was changed in Web shop."] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let log: Vec<String> = office
        .log(case.id)
        .iter()
        .filter(|entry| entry.kind.starts_with("correction"))
        .filter_map(|entry| entry.content.clone())
        .collect();
    assert!(!log.is_empty() && log.iter().all(|line| !line.contains("Emma")), "{log:?}");
}

#[test]
fn a_value_that_somebody_changed_meanwhile_is_not_overwritten_and_goes_back_to_the_handler() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, case, id) = sheet(&building, &office);
    office.give(rita, id, Command::Approve).expect("approved");
    meddle(&building, "UPDATE customers SET name = 'Emma W.' WHERE id = 1");
    office.drain();
    assert_eq!((named(&building, "Emma W."), named(&building, NEW)), (1, 0));
    assert_eq!((office.request(id).state, office.logged(case.id, "correction_differs")), (State::Reviewing, 1));
    let line = lines(&office, id).remove(0);
    assert_eq!(line.stored.state, AmendmentState::Differs);
    assert_eq!(line.content.and_then(|content| content.seen?.as_text()), Some("Emma W.".into()));
    assert_eq!(why(office.give(rita, id, Command::Approve).unwrap_err()), Why::AmendmentsRemain);
    compare_anew(&office.desk, anna, id, line.stored.id).expect("looked at");
    office.give(rita, id, Command::Approve).expect("approved again");
    office.drain();
    assert_eq!(named(&building, NEW), 1);
}

#[test]
fn one_changed_value_keeps_the_whole_system_as_it_was() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, _, id) = sheet(&building, &office);
    building.pass(Duration::seconds(1));
    correct(&building, &office, anna, id, ("orders", "total"), "13.00").expect("on the sheet");
    office.give(rita, id, Command::Approve).expect("approved");
    meddle(&building, "UPDATE orders SET total = '99' WHERE customer_id = 1");
    office.drain();
    assert_eq!(named(&building, "Emma Wright"), 1, "the name waits for the look at the order");
    let states: Vec<AmendmentState> = lines(&office, id).iter().map(|line| line.stored.state).collect();
    assert_eq!(states, [AmendmentState::Proposed, AmendmentState::Differs]);
}

#[test]
fn what_stands_already_as_it_is_to_read_is_done_so_that_a_killed_job_can_begin_again() {
    let building = with_till();
    let office = building.open();
    let (_, rita, case, id) = sheet(&building, &office);
    office.give(rita, id, Command::Approve).expect("approved");
    // The system's transaction lasted, and the process died before it could say so.
    meddle(&building, &format!("UPDATE customers SET name = '{NEW}' WHERE id = 1"));
    let now = office.desk.clock.now();
    let claimed = office
        .desk
        .write(move |_, tx, _| {
            Ok(tx.claim_jobs(&[rightsdesk::workflow::casework::jobs::AMEND], now, now + LEASE, 1)?)
        })
        .expect("claimed");
    assert_eq!(claimed.len(), 1, "a process holds the job and is killed");
    building.pass(LEASE + Duration::seconds(1));
    office.drain();
    assert_eq!(lines(&office, id)[0].stored.state, AmendmentState::Confirmed);
    assert_eq!(office.logged(case.id, "corrections_confirmed"), 1);
}

#[test]
fn the_holder_of_a_lost_lease_writes_nothing() {
    let building = with_till();
    let office = building.open();
    let (_, rita, _, id) = sheet(&building, &office);
    office.give(rita, id, Command::Approve).expect("approved");
    let now = office.desk.clock.now();
    let claim = move |office: &Office, at| {
        office
            .desk
            .write(move |_, tx, _| {
                Ok(tx.claim_jobs(&[rightsdesk::workflow::casework::jobs::AMEND], at, at + LEASE, 1)?)
            })
            .expect("claimed")
            .remove(0)
    };
    let first = claim(&office, now);
    building.pass(LEASE + Duration::seconds(1));
    claim(&office, office.desk.clock.now());
    let lost = rightsdesk::workflow::Lease { job: first.job.id, token: first.token };
    let no = rightsdesk::workflow::amending::carry_out(&office.desk, &*building.systems, lost, id);
    assert!(no.is_err());
    assert_eq!(named(&building, "Emma Wright"), 1);
}

#[test]
fn a_system_that_cannot_be_written_asks_a_colleague_and_is_looked_at_again() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, case, id) = sheet(&building, &office);
    meddle(
        &building,
        "CREATE TRIGGER closed BEFORE UPDATE ON customers BEGIN SELECT RAISE(ABORT, 'books are closed'); END",
    );
    office.give(rita, id, Command::Approve).expect("approved");
    office.drain();
    assert_eq!(lines(&office, id)[0].stored.state, AmendmentState::NeedsPerson);
    let open = office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case.id)?)).expect("read");
    assert!(open.iter().any(|task| task.title.starts_with("Web shop did not take the change")), "{open:?}");
    meddle(&building, &format!("DROP TRIGGER closed; UPDATE customers SET name = '{NEW}' WHERE id = 1"));
    rightsdesk::workflow::amending::again(&office.desk, anna, id).expect("looks again");
    office.drain();
    assert_eq!(lines(&office, id)[0].stored.state, AmendmentState::Confirmed);
}

#[test]
fn a_correction_needs_evidence_another_value_and_a_column_that_is_no_key() {
    let building = with_till();
    let office = building.open();
    let (anna, _, _, id) = sheet(&building, &office);
    let said = |result: Result<(), WorkError>| result.expect_err("refused").to_string();
    assert!(said(correct(&building, &office, anna, id, ("customers", "id"), "9")).contains("tells the row"));
    assert!(
        said(correct(&building, &office, anna, id, ("customers", "name"), "Emma Wright"))
            .contains("reads like that already")
    );
    let bare = Correction {
        finding: row(&office, id, "customers"),
        column: "name".into(),
        after: Personal::new("X"),
        evidence: Personal::default(),
    };
    assert!(said(propose(&office.desk, &*building.systems, anna, id, &bare)).contains("what shows"));
    correct(&building, &office, anna, id, ("customers", "name"), "Emma Jones").expect("replaces the first");
    let all = lines(&office, id);
    assert_eq!(all.len(), 1, "one column of one row has one correction");
    take_off(&office.desk, anna, id, all[0].stored.id).expect("taken off");
    assert!(lines(&office, id).is_empty());
}

#[test]
fn an_approval_of_an_earlier_sheet_is_refused() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, _, id) = sheet(&building, &office);
    let seen = office.request(id).version;
    correct(&building, &office, anna, id, ("orders", "total"), "13.00").expect("on the sheet");
    let late = rightsdesk::workflow::casework::give(&office.desk, rita, id, Some(seen), Command::Approve);
    assert!(matches!(late, Err(WorkError::Store(rightsdesk::ports::store::StoreError::Conflict))));
}

#[test]
fn the_old_value_is_looked_for_everywhere_and_said() {
    let building = with_till();
    meddle(&building, "UPDATE letters SET body = 'Emma Wright' WHERE id = 1");
    let office = building.open();
    let (_, rita, case, id) = sheet(&building, &office);
    office.give(rita, id, Command::Approve).expect("approved");
    office.drain();
    let confirmed =
        office.log(case.id).into_iter().find(|entry| entry.kind == "corrections_confirmed").expect("confirmed");
    assert!(confirmed.content.expect("content").contains("Letters: body (Web shop), one row"));
}

#[test]
fn while_accuracy_is_checked_the_data_can_be_restricted_in_the_same_case() {
    let building = with_till();
    let office = building.open();
    let (anna, _, case, id) = sheet(&building, &office);
    let restriction = restrict_meanwhile(&office.desk, anna, id).expect("opened");
    office.drain();
    let request = office.request(restriction);
    assert_eq!((request.right, request.case, request.state), (Right::Restriction, case.id, State::Reviewing));
    let twice = restrict_meanwhile(&office.desk, anna, id).expect_err("once");
    assert!(twice.to_string().contains("has a request for restriction already"));
}

#[test]
fn nothing_is_corrected_while_a_copy_of_it_is_on_its_way() {
    let building = with_till();
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access, Right::Rectification]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests.iter().find(|request| request.right == Right::Rectification).expect("asked for").id;
    decide_flagged(&office, rita, id);
    correct(&building, &office, anna, id, ("customers", "name"), NEW).expect("on the sheet");
    assert_eq!(why(office.give(rita, id, Command::Approve).unwrap_err()), Why::CopyBeforeChange);
}
