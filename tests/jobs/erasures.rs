//! An erasure at the desk: planned, approved, taken back, carried out, looked for again, answered.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::erasure::{Action, Stage};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Command, Deed, Outcome, State, Why};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::connector::{Connector, ConnectorError, Flow, Nature, Select, Table};
use rightsdesk::ports::store::erasures::PartState;
use rightsdesk::ports::store::jobs::JobOutcome;
use rightsdesk::ports::store::tasks::{Task, TaskAnswerKind};
use rightsdesk::workflow::casework::jobs;
use rightsdesk::workflow::erasure::{again, certificate, plan_again, rows};
use rightsdesk::workflow::{Lease, WorkError, tasks};

use super::office::{LEASE, Office};
use super::shop::open;
use super::till::{approved, counted, erasure, meddle, parts, place, planned, stage, with_till};

fn open_tasks(office: &Office, case: rightsdesk::domain::ids::CaseId) -> Vec<Task> {
    let all = office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case)?)).expect("read");
    all.into_iter().filter(|task| task.answer.is_none()).collect()
}

fn why(error: WorkError) -> Why {
    match error {
        WorkError::Refused(no) => no.why,
        other => panic!("not refused but {other}"),
    }
}

#[test]
fn a_plan_says_for_every_row_what_happens_and_changes_nothing() {
    let building = with_till();
    let office = building.open();
    let (anna, _, case, request) = planned(&office);
    assert_eq!((request.state, stage(&office, request.id)), (State::Reviewing, Stage::Planned));
    let summary = erasure(&office, request.id).summary.expect("counted");
    let rows_of = |action| summary.rows(action);
    assert_eq!((rows_of(Action::Erase), rows_of(Action::Keep), rows_of(Action::Anonymise)), (4, 1, 1));
    assert_eq!(summary.last_day(), Some("2032-01-10".parse().unwrap()));
    let kept = summary.groups().find(|(_, group)| group.stays()).expect("the order of this year").1;
    assert_eq!(kept.ruling.reason, "Tax law makes us keep orders (Companies Act 2006).");
    let letters = summary.systems[0].groups.iter().position(|group| group.collection == "letters").unwrap();
    let page = rows(&office.desk, anna, request.id, (0, letters), (0, 2)).expect("read").expect("there");
    assert_eq!((page.rows.len(), page.more, page.rows[0].key[0].1.reveal()), (2, true, "1"));
    assert_eq!(counted(&building, "letters WHERE customer_id = 1"), 3);
    assert_eq!(office.logged(case.id, "erasure_planned"), 1);
}

#[test]
fn an_erasure_is_approved_by_another_person_carried_out_confirmed_and_answered() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, case, request) = planned(&office);
    assert!(
        why(office.give(anna, request.id, Command::Approve).unwrap_err()) != Why::PlanMissing,
        "handlers do not approve"
    );
    let approved = office.give(rita, request.id, Command::Approve).expect("approved");
    assert_eq!(approved.not_before, Some(office.desk.clock.now() + Duration::minutes(30)));
    office.drain();
    assert_eq!(counted(&building, "letters WHERE customer_id = 1"), 3, "the time to take it back runs");
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(counted(&building, "letters WHERE customer_id = 1"), 0);
    assert_eq!(counted(&building, "orders WHERE customer_id = 1"), 1, "tax law keeps one");
    assert_eq!(counted(&building, "customers WHERE email IS NOT NULL AND id = 1"), 0, "it tells of nobody");
    assert_eq!(counted(&building, "letters WHERE customer_id = 2"), 1, "others keep theirs");
    let part = parts(&office, request.id).remove(0);
    assert_eq!((part.state, part.requested, part.erased, part.emptied), (PartState::Confirmed, 5, 4, 1));
    assert_eq!(office.request(request.id).state, State::Fulfilled);
    let told: Vec<_> = office.mails(case.id).into_iter().filter(|mail| mail.kind == "erased").collect();
    assert_eq!(told.len(), 1);
    let words = told[0].text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["Letters (Web shop)", "Orders (Web shop)", "10 January 2032, then it is erased by itself", "Tax law"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let paper = certificate(&office.desk, &case.reference).expect("a certificate");
    assert_eq!((paper.systems[0].requested, paper.kept[0].rows), (5, 1));
}

#[test]
fn an_approval_can_be_taken_back_until_its_time_is_over_and_not_later() {
    let building = with_till();
    let office = building.open();
    let (_, rita, case, request) = approved(&office);
    building.pass(Duration::minutes(29));
    office.give(rita, request.id, Command::TakeBackApproval).expect("in time");
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(counted(&building, "letters WHERE customer_id = 1"), 3, "nothing was erased");
    assert_eq!(stage(&office, request.id), Stage::Planned, "a new plan was made");
    office.give(rita, request.id, Command::Approve).expect("approved again");
    building.pass(Duration::minutes(31));
    let late = office.give(rita, request.id, Command::TakeBackApproval).unwrap_err();
    assert_eq!(why(late), Why::CoolOffOver);
    office.drain();
    assert_eq!(office.logged(case.id, "erasure_confirmed"), 1);
}

/// Defect 1 of the measured peer: approvals were not serialised.
#[test]
fn eight_approvals_at_once_give_one_approval_one_log_entry_one_erasure_and_one_letter() {
    let building = with_till();
    let office = building.open();
    let (_, rita, case, request) = planned(&office);
    let start = Barrier::new(8);
    let accepted: usize = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    office.give(rita, request.id, Command::Approve).is_ok()
                })
            })
            .collect();
        tries.into_iter().map(|one| usize::from(one.join().expect("no panic"))).sum()
    });
    assert_eq!((accepted, office.logged(case.id, "approved")), (1, 1));
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(office.mails(case.id).iter().filter(|mail| mail.kind == "erased").count(), 1);
    assert_eq!(office.logged(case.id, "erasure_confirmed"), 1);
}

/// Defect 2 of the measured peer: completion ran twice.
#[test]
fn two_holders_of_the_job_do_not_both_carry_the_plan_out() {
    let building = with_till();
    let office = building.open();
    let (_, _, case, request) = approved(&office);
    building.pass(Duration::minutes(31));
    let now = office.desk.clock.now();
    let claimed = office
        .desk
        .write(move |_, tx, _| Ok(tx.claim_jobs(&[jobs::ERASE], now, now + LEASE, 1)?))
        .expect("claimed")
        .remove(0);
    building.pass(LEASE + Duration::seconds(1));
    office.drain();
    assert_eq!(office.request(request.id).state, State::Fulfilled, "the second holder did it");
    meddle(&building, "INSERT INTO letters VALUES (9, 1, 'new')");
    let stale = Lease { job: claimed.job.id, token: claimed.token };
    let _refused = rightsdesk::workflow::erasure::carry_out_plan(&office.desk, &*building.systems, stale, request.id);
    assert_eq!(counted(&building, "letters WHERE id = 9"), 1, "whoever lost the lease changes nothing");
    assert_eq!(office.mails(case.id).iter().filter(|mail| mail.kind == "erased").count(), 1);
}

#[test]
fn a_row_that_changed_after_the_plan_is_left_alone_and_people_see_a_new_plan() {
    let building = with_till();
    let office = building.open();
    let (_, rita, case, request) = approved(&office);
    meddle(&building, "UPDATE letters SET body = 'I sue you' WHERE id = 2");
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(counted(&building, "letters WHERE customer_id = 1"), 3, "the whole system was left as it was");
    assert_eq!((office.request(request.id).state, stage(&office, request.id)), (State::Reviewing, Stage::Planned));
    assert_eq!(office.logged(case.id, "erasure_outdated"), 1);
    office.give(rita, request.id, Command::Approve).expect("approved with open eyes");
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(office.request(request.id).state, State::Fulfilled);
}

#[test]
fn a_plan_that_was_made_anew_cannot_be_approved_from_a_page_that_showed_the_old_one() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, _, request) = planned(&office);
    let seen = office.request(request.id).version;
    plan_again(&office.desk, anna, request.id).expect("asked for");
    let early = office.give(rita, request.id, Command::Approve).unwrap_err();
    assert_eq!(why(early), Why::PlanMissing);
    office.drain();
    let old_page = rightsdesk::workflow::casework::give(&office.desk, rita, request.id, Some(seen), Command::Approve);
    assert!(matches!(old_page, Err(WorkError::Store(rightsdesk::ports::store::StoreError::Conflict))));
    office.give(rita, request.id, Command::Approve).expect("the new plan is approved");
}

#[test]
fn a_system_that_is_down_is_tried_again_by_itself_and_says_so_meanwhile() {
    let building = with_till();
    let office = building.open();
    let (_, _, _, request) = approved(&office);
    let up = Arc::new(AtomicBool::new(false));
    let (switch, way) = (Arc::clone(&up), open(&place(&building)));
    building.systems.connect_with("till", move || {
        if switch.load(Ordering::Relaxed) { way() } else { Err(ConnectorError::retry("the connection was refused")) }
    });
    building.pass(Duration::minutes(31));
    office.drain();
    let part = parts(&office, request.id).remove(0);
    assert_eq!((part.state, part.message.as_deref()), (PartState::Waiting, Some("till: the connection was refused")));
    up.store(true, Ordering::Relaxed);
    building.pass(Duration::hours(1));
    office.drain();
    assert_eq!(office.request(request.id).state, State::Fulfilled);
}

/// A system that can only be read.
struct ReadOnly(Box<dyn Connector>);

impl Connector for ReadOnly {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.0.nature()
    }
    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        self.0.columns(table)
    }
    fn select(
        &mut self,
        ask: &Select,
        row: &mut dyn FnMut(Vec<rightsdesk::domain::disclosure::value::Value>) -> Flow,
    ) -> Result<(), ConnectorError> {
        self.0.select(ask, row)
    }
    fn shape(
        &mut self,
        table: &Table,
    ) -> Result<Option<Vec<rightsdesk::domain::erasure::ColumnShape>>, ConnectorError> {
        self.0.shape(table)
    }
}

#[test]
fn what_a_system_does_not_take_becomes_a_task_and_nothing_is_called_erased() {
    let building = with_till();
    let office = building.open();
    let (anna, _, case, request) = approved(&office);
    let way = open(&place(&building));
    building.systems.connect_with("till", move || Ok(Box::new(ReadOnly(way()?))));
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!((office.request(request.id).state, stage(&office, request.id)), (State::Executing, Stage::Remains));
    let tasks_open = open_tasks(&office, case.id);
    assert!(tasks_open[0].title.contains("did not take the erasure"), "{}", tasks_open[0].title);
    assert_eq!(office.logged(case.id, "erasure_remains"), 1);
    tasks::answer(&office.desk, anna, tasks_open[0].id, TaskAnswerKind::Done, &Personal::default()).expect("answered");
    let deed = Deed { kept: Some("Orders: tax".into()), ..Deed::of(Outcome::PartlyErased) };
    let lie = Command::Fulfil { outcome: "All gone.".into(), deed: Some(deed) };
    assert_eq!(why(office.give(anna, request.id, lie).unwrap_err()), Why::ErasureRemains);
    building.systems.connect_with("till", open(&place(&building)));
    again(&office.desk, anna, request.id).expect("Anna lets it go on");
    office.drain();
    assert_eq!(stage(&office, request.id), Stage::Confirmed);
    assert_eq!(office.request(request.id).state, State::Fulfilled);
}

#[test]
fn what_the_second_search_still_finds_is_said_and_opens_a_task() {
    let building = with_till();
    let office = building.open();
    let (_, _, case, request) = approved(&office);
    meddle(
        &building,
        "CREATE TRIGGER undead AFTER DELETE ON letters WHEN old.id = 2
         BEGIN INSERT INTO letters VALUES (old.id, old.customer_id, old.body); END",
    );
    building.pass(Duration::minutes(31));
    office.drain();
    let part = parts(&office, request.id).remove(0);
    assert_eq!((part.erased, part.remaining, stage(&office, request.id)), (4, 1, Stage::Remains));
    assert!(open_tasks(&office, case.id)[0].title.contains("still found rows: 1"));
    assert!(!office.mails(case.id).iter().any(|mail| mail.kind == "erased"), "nothing is claimed");
}

#[test]
fn an_erasure_waits_for_a_copy_that_the_same_person_asked_for_in_another_case() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, _, request) = planned(&office);
    let (copy, copies) = office.submit("emma@example.org", &[Right::Access]);
    assert_eq!(why(office.give(rita, request.id, Command::Approve).unwrap_err()), Why::CopyFirst);
    office.show_identity(anna, copy.id);
    office.drain();
    let asked = office.request(copies[0].id);
    for finding in office.desk.read(move |_, tx, _| Ok(tx.open_findings(asked.id, 100)?)).expect("read") {
        let include = rightsdesk::workflow::review::Verdict::Include;
        rightsdesk::workflow::review::decide(&office.desk, rita, asked.id, finding.id, None, include).expect("decided");
    }
    office.give(rita, copies[0].id, Command::Approve).expect("the copy is approved");
    office.drain();
    assert_eq!(office.request(copies[0].id).state, State::Fulfilled);
    office.give(rita, request.id, Command::Approve).expect("now it may");
}

#[test]
fn a_copy_asked_for_after_the_approval_stops_the_erasure_until_it_is_delivered() {
    let building = with_till();
    let office = building.open();
    let (anna, rita, case, request) = approved(&office);
    let (copy, copies) = office.submit("emma@example.org", &[Right::Access]);
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(counted(&building, "letters WHERE customer_id = 1"), 3);
    assert_eq!(office.logged(case.id, "erasure_stopped"), 1);
    office.show_identity(anna, copy.id);
    office.drain();
    let id = copies[0].id;
    for finding in office.desk.read(move |_, tx, _| Ok(tx.open_findings(id, 100)?)).expect("read") {
        let include = rightsdesk::workflow::review::Verdict::Include;
        rightsdesk::workflow::review::decide(&office.desk, rita, id, finding.id, None, include).expect("decided");
    }
    office.give(rita, id, Command::Approve).expect("the copy is approved");
    office.drain();
    assert_eq!(office.request(request.id).state, State::Fulfilled, "it went on by itself");
    assert_eq!(counted(&building, "letters WHERE customer_id = 1"), 0);
}

#[test]
fn a_correction_waits_for_the_copy_too() {
    let building = with_till();
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access, Right::Rectification]);
    office.show_identity(anna, case.id);
    office.drain();
    let correction = requests.iter().find(|request| request.right == Right::Rectification).expect("asked").id;
    for finding in office.desk.read(move |_, tx, _| Ok(tx.open_findings(correction, 100)?)).expect("read") {
        let include = rightsdesk::workflow::review::Verdict::Include;
        rightsdesk::workflow::review::decide(&office.desk, rita, correction, finding.id, None, include)
            .expect("decided");
    }
    let refused = why(office.give(rita, correction, Command::Approve).unwrap_err());
    assert_eq!(refused, Why::CopyBeforeChange);
}

#[test]
fn a_job_that_was_cut_off_between_its_steps_goes_on_to_the_same_end() {
    let building = with_till();
    let office = building.open();
    let (_, _, case, request) = approved(&office);
    building.pass(Duration::minutes(31));
    let now = office.desk.clock.now();
    // A worker that died after it had begun: its lease runs out, the system's state says that it may have begun.
    let id = request.id;
    office
        .desk
        .write(move |_, tx, _| {
            let claimed = tx.claim_jobs(&[jobs::ERASE], now, now + LEASE, 1)?.remove(0);
            let mut part = tx.erasure_parts(id)?.remove(0);
            part.state = PartState::Begun;
            tx.put_erasure_part(&part)?;
            Ok(tx.finish_job(claimed.job.id, claimed.token + 1, &JobOutcome::Done)?)
        })
        .expect("written");
    meddle(&building, "DELETE FROM letters WHERE id = 1");
    building.pass(LEASE + Duration::minutes(1));
    office.drain();
    assert_eq!(office.request(request.id).state, State::Fulfilled);
    assert_eq!(counted(&building, "letters WHERE customer_id = 1"), 0);
    assert_eq!(office.logged(case.id, "erasure_confirmed"), 1);
}
