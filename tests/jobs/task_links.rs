//! Tasks by link, from the search to the answer, the reminder and the end: what somebody outside gets, and what staff see.

use chrono::{Datelike, Duration};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::ids::{CaseId, RequestId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, State};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::task_link::{LinkPolicy, LinkState, TaskLink};
use rightsdesk::ports::store::findings::{Gathering, SystemState};
use rightsdesk::ports::store::jobs::NewJob;
use rightsdesk::ports::store::tasks::{Task, TaskAnswerKind};
use rightsdesk::workflow::casework::jobs;
use rightsdesk::workflow::task_links::{Reply, Sight, answer, revoke, see, send};
use rightsdesk::workflow::tasks;

use super::office::{Building, Office};
use super::shop::{SHOP, with_shop};

/// A carrier that answers from a link; what happens when it does not comes from the test.
fn parcels(otherwise: &str) -> String {
    format!(
        "
dataset:
  - fides_key: parcels
    rightsdesk:
      label: Deliveries
      manual:
        ask: Parcels Ltd
        instructions: look for deliveries to the person and upload the list
        link: {{to: privacy@parcels.example, name: Parcels Ltd, days: 10, remind_every_days: 4, otherwise: {otherwise}, show: [email, postcode]}}
    collections: []
"
    )
}

struct Desk {
    building: Building,
    office: Office,
    anna: Actor,
    case: CaseId,
    request: RequestId,
}

/// A case of Emma whose search waits for the carrier alone.
fn asked(otherwise: &str, right: Right) -> Desk {
    let building = with_shop(2, &[("parcels", &parcels(otherwise)), ("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) =
        office.submit_with("emma@example.org", &[right], &[("postcode", "NE46 3JQ"), ("phone", "020 7946 0000")]);
    office.show_identity(anna, case.id);
    office.drain();
    Desk { building, office, anna, case: case.id, request: requests[0].id }
}

impl Desk {
    fn links(&self) -> Vec<TaskLink> {
        let case = self.case;
        self.office.desk.read(move |_, tx, _| Ok(tx.task_links_of(case)?)).expect("read")
    }

    fn tasks(&self) -> Vec<Task> {
        let case = self.case;
        self.office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case)?)).expect("read")
    }

    fn part(&self) -> Gathering {
        let request = self.request;
        let parts = self.office.desk.read(move |_, tx, _| Ok(tx.gatherings(request)?)).expect("read");
        parts.into_iter().find(|part| part.system == "parcels").expect("the carrier is searched")
    }

    /// The token in the newest mail to the carrier.
    fn token(&self) -> String {
        let mails = self.office.mails(self.case);
        let mail = mails.iter().rev().find(|mail| mail.kind == "task_link").expect("a mail");
        let text = mail.text.reveal();
        let from = text.find("/task/").expect("a link") + "/task/".len();
        text[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
    }

    fn mails(&self, kind: &str) -> usize {
        self.office.mails(self.case).iter().filter(|mail| mail.kind == kind).count()
    }

    /// Lets days go by, with the look that comes every hour.
    fn pass(&self, days: i64) {
        for _ in 0..days {
            self.building.pass(Duration::days(1));
            let desk = &self.office.desk;
            let job = NewJob {
                id: rightsdesk::domain::ids::JobId::new(desk.clock.now(), desk.entropy.bytes10()),
                kind: jobs::REMIND.to_owned(),
                key: jobs::REMIND.to_owned(),
                case: None,
                request: None,
                payload: "{}".to_owned(),
                run_at: desk.clock.now(),
            };
            desk.write(move |_, tx, _| Ok(tx.add_job(&job).map(drop)?)).expect("asked for");
            self.office.drain();
        }
    }
}

fn settled() -> Reply {
    Reply::Settled(TaskAnswerKind::NothingHeld)
}

#[test]
fn somebody_outside_is_asked_by_a_mail_that_says_what_and_not_about_whom() {
    let desk = asked("wait", Right::Access);
    let mail = desk.office.mails(desk.case).into_iter().find(|mail| mail.kind == "task_link").expect("a mail");
    assert_eq!(mail.to.reveal(), "privacy@parcels.example");
    let text = mail.text.reveal();
    assert!(text.contains("look for deliveries to the person") && text.contains("To Parcels Ltd,"), "{text}");
    let on_one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(on_one_line.contains("Thursday 12 March 2026"), "until when: {text}");
    for private in ["emma", "Emma", "NE46", "7946"] {
        assert!(!text.contains(private) && !mail.subject.contains(private), "{private} stands in the mail");
    }
    let token = desk.token();
    let Some(Sight::Open(question)) = see(&desk.office.desk, &token).expect("read") else { panic!("open") };
    let about: Vec<_> = question.about.iter().map(|(_, value)| value.reveal()).collect();
    assert_eq!(about, ["emma@example.org", "NE46 3JQ"], "what the map shows, and no more");
    assert_eq!(desk.links()[0].made_at.day(), 2);
    let said = desk.part().message.expect("a sentence");
    assert!(said.contains("Parcels Ltd was asked") && said.contains("Next: a reminder on 6 March 2026"), "{said}");
}

#[test]
fn looking_changes_nothing_and_an_answer_settles_the_task_once() {
    let desk = asked("wait", Right::Access);
    let (token, before) = (desk.token(), desk.links());
    for _ in 0..3 {
        see(&desk.office.desk, &token).expect("read");
    }
    assert_eq!((desk.links(), desk.tasks()[0].answer.is_none()), (before, true), "a mail scanner has opened it");
    assert!(answer(&desk.office.desk, &token, settled(), &Personal::new("Looked twice.")).expect("taken"));
    assert_eq!(desk.office.request(desk.request).state, State::Reviewing, "it was the last open system");
    let task = desk.tasks().remove(0);
    let given = task.answer.expect("an answer");
    assert_eq!((given.kind, given.by), (TaskAnswerKind::NothingHeld, None));
    assert_eq!(desk.part().state, SystemState::Done);
    assert_eq!(desk.office.logged(desk.case, "task_link_answered"), 1);
    assert!(!answer(&desk.office.desk, &token, settled(), &Personal::default()).expect("refused"), "once only");
    let sight = see(&desk.office.desk, &token).expect("read");
    assert!(matches!(sight, Some(Sight::Closed(closed)) if closed.state == LinkState::Answered));
}

#[test]
fn a_link_that_was_changed_by_one_letter_opens_nothing() {
    let desk = asked("wait", Right::Access);
    let token = desk.token();
    assert_eq!(token.len(), 38);
    for at in [0, 20, 30, 36] {
        let new = if token.as_bytes()[at] == b'A' { "B" } else { "A" };
        let mut forged = token.clone();
        forged.replace_range(at..=at, new);
        assert_eq!(see(&desk.office.desk, &forged).expect("read"), None, "letter {at}");
        assert!(!answer(&desk.office.desk, &forged, settled(), &Personal::default()).expect("refused"));
    }
    for wrong in ["", "x", &token[..36], &format!("{token}A"), &token.to_uppercase(), &"é".repeat(32)] {
        assert_eq!(see(&desk.office.desk, wrong).expect("read"), None, "{wrong}");
    }
}

#[test]
fn reminders_come_in_their_rhythm_and_then_staff_are_called() {
    let desk = asked("wait", Right::Access);
    desk.pass(3);
    assert_eq!(desk.mails("task_link"), 1);
    desk.pass(6);
    assert_eq!(desk.mails("task_link"), 3, "on the fourth and on the eighth day");
    assert!(desk.part().message.expect("words").contains("reminded 2 times"));
    let newest = desk.office.mails(desk.case).into_iter().rfind(|mail| mail.kind == "task_link").expect("mail");
    assert!(newest.subject.contains("A reminder"), "{}", newest.subject);
    desk.pass(2);
    assert_eq!(desk.links()[0].state, LinkState::Expired);
    assert_eq!(desk.part().state, SystemState::NeedsPerson);
    let said = desk.part().message.expect("words");
    assert!(said.contains("nothing came until 12 March 2026") && said.contains("Next: send a link again"), "{said}");
    assert_eq!(desk.mails("needs_person"), 1);
    desk.pass(5);
    assert_eq!((desk.mails("task_link"), desk.mails("needs_person")), (3, 1), "no more words");
    assert_eq!(desk.office.request(desk.request).state, State::Gathering);
}

#[test]
fn where_the_policy_says_so_the_search_goes_on_without_an_answer_and_says_why() {
    let desk = asked("skip", Right::Access);
    desk.pass(11);
    assert_eq!(desk.part().state, SystemState::Skipped);
    let reason = desk.part().message.expect("the reason");
    assert!(reason.contains("nothing came until 12 March 2026") && !reason.contains("Next"), "{reason}");
    assert_eq!(desk.office.request(desk.request).state, State::Reviewing);
    assert_eq!(desk.office.logged(desk.case, "system_skipped"), 1);
}

#[test]
fn a_reason_why_it_cannot_be_done_leaves_the_task_open_and_calls_staff() {
    let desk = asked("skip", Right::Access);
    let token = desk.token();
    assert!(answer(&desk.office.desk, &token, Reply::Cannot, &Personal::new(" ")).is_err(), "a reason is needed");
    let why = Personal::new("Our archive burnt down.");
    assert!(answer(&desk.office.desk, &token, Reply::Cannot, &why).expect("taken"));
    assert!(desk.tasks()[0].answer.is_none());
    assert_eq!(desk.links()[0].note, why);
    assert_eq!(desk.mails("needs_person"), 1);
    assert!(desk.part().message.expect("words").contains("says that they cannot"));
    desk.pass(11);
    assert_eq!(desk.part().state, SystemState::NeedsPerson, "who has answered is not left out by the clock");
    tasks::skip(&desk.office.desk, desk.anna, desk.request, "parcels", "The archive burnt down.").expect("left out");
    assert_eq!(desk.office.request(desk.request).state, State::Reviewing);
}

#[test]
fn a_new_link_kills_the_old_one_and_staff_can_take_it_back() {
    let desk = asked("wait", Right::Access);
    let (first, task) = (desk.token(), desk.tasks()[0].id);
    let wrong = send(&desk.office.desk, desk.anna, task, LinkPolicy::to("nobody", "")).expect_err("no address");
    assert!(wrong.to_string().contains("e-mail address"), "{wrong}");
    desk.building.pass(Duration::minutes(1));
    send(&desk.office.desk, desk.anna, task, LinkPolicy::to("archive@parcels.example", "The archive")).expect("sent");
    let second = desk.token();
    assert_ne!(first, second);
    assert!(!answer(&desk.office.desk, &first, settled(), &Personal::default()).expect("refused"));
    let Some(Sight::Open(question)) = see(&desk.office.desk, &second).expect("read") else { panic!("open") };
    assert_eq!(question.about.len(), 2, "they see what was agreed for the system");
    revoke(&desk.office.desk, desk.anna, task).expect("taken back");
    assert!(!answer(&desk.office.desk, &second, settled(), &Personal::default()).expect("refused"));
    assert!(revoke(&desk.office.desk, desk.anna, task).is_err(), "there is none any more");
    let states: Vec<_> = desk.links().iter().map(|link| link.state).collect();
    assert_eq!(states, [LinkState::Revoked, LinkState::Revoked]);
}

#[test]
fn a_task_that_was_settled_at_the_desk_has_no_living_link() {
    let desk = asked("wait", Right::Access);
    let (token, task) = (desk.token(), desk.tasks()[0].id);
    tasks::answer(&desk.office.desk, desk.anna, task, TaskAnswerKind::Done, &Personal::default()).expect("answered");
    assert!(!answer(&desk.office.desk, &token, settled(), &Personal::default()).expect("refused"));
    desk.pass(11);
    assert_eq!(desk.mails("task_link"), 1, "nobody is reminded of it");
}

#[test]
fn a_withdrawn_request_reminds_nobody() {
    let desk = asked("wait", Right::Access);
    desk.office.give(Actor::Person, desk.request, Command::Withdraw).expect("withdrawn");
    let token = desk.token();
    assert!(matches!(see(&desk.office.desk, &token).expect("read"), Some(Sight::Closed(_))));
    desk.pass(11);
    assert_eq!((desk.mails("task_link"), desk.mails("needs_person")), (1, 0));
    assert_eq!(desk.links()[0].state, LinkState::Revoked);
}

#[test]
fn whoever_said_what_they_hold_is_asked_by_a_link_to_do_something_about_it() {
    let desk = asked("skip", Right::Rectification);
    let found = Personal::new("Two deliveries.");
    assert!(answer(&desk.office.desk, &desk.token(), Reply::Settled(TaskAnswerKind::Done), &found).expect("taken"));
    let rita = desk.office.add_staff(Role::Reviewer, "Rita");
    desk.building.pass(Duration::minutes(1));
    desk.office.give(rita, desk.request, Command::Approve).expect("approved");
    desk.office.drain();
    let links = desk.links();
    assert_eq!(links.len(), 2);
    let task = desk.tasks().into_iter().find(|task| task.id == links[1].task).expect("its task");
    assert!(task.title.contains("Carry out the correction in Deliveries"), "{}", task.title);
    let Some(Sight::Open(question)) = see(&desk.office.desk, &desk.token()).expect("read") else { panic!("open") };
    assert!(!question.is_search);
    desk.pass(11);
    assert_eq!(desk.links()[1].state, LinkState::Expired);
    assert!(desk.tasks().iter().any(|task| task.answer.is_none()), "a deed is never left out by the clock");
}
