//! Rights without a package are carried out by colleagues, and the person is told.

use std::collections::BTreeMap;

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::{Asked, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::notice::Fill;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, Deed, Outcome, Review, State};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::suppression::Channel as Way;
use rightsdesk::ports::store::tasks::{Task, TaskAnswerKind};
use rightsdesk::workflow::casework::give_filled;
use rightsdesk::workflow::intake::submit;
use rightsdesk::workflow::suppression::{Address, each_suppression, suppress, suppressed_since};
use rightsdesk::workflow::{WorkError, tasks};

use super::office::{Building, Office};
use super::shop::{BINDER, SHOP, with_shop};

fn open_tasks(office: &Office, case: rightsdesk::domain::ids::CaseId) -> Vec<Task> {
    let all = office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case)?)).expect("read");
    all.into_iter().filter(|task| task.answer.is_none()).collect()
}

#[test]
fn an_erasure_where_no_program_reaches_is_carried_out_by_colleagues_and_told() {
    let building = with_shop(2, &[("binder", BINDER)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Erasure]);
    let id = requests[0].id;
    office.show_identity(anna, case.id);
    office.drain();
    let looked = open_tasks(&office, case.id).remove(0);
    tasks::answer(&office.desk, anna, looked.id, TaskAnswerKind::Done, &Personal::default()).expect("looked");
    office.drain();
    office.give(rita, id, Command::Approve).expect("the plan is approved");
    let open = open_tasks(&office, case.id);
    assert_eq!(open.len(), 1);
    assert!(open[0].title.starts_with("Carry out the erasure in Returns binder."), "{}", open[0].title);
    let deed = Deed {
        kept: Some("Two invoices: tax law makes us keep them until 2032.".into()),
        ..Deed::of(Outcome::PartlyErased)
    };
    let done = || Command::Fulfil { outcome: "Your account was erased.".into(), deed: Some(deed.clone()) };
    let early = office.give(anna, id, done()).expect_err("it can be taken back");
    assert!(early.to_string().contains("still be taken back"), "{early}");
    building.pass(Duration::minutes(31));
    let refused = office.give(anna, id, done()).expect_err("not yet");
    assert_eq!(refused.to_string(), "one task is not answered yet");
    tasks::answer(&office.desk, anna, open[0].id, TaskAnswerKind::Done, &Personal::default()).expect("answered");
    let lacks = office.give(anna, id, done()).expect_err("nobody has stated how long backups are kept");
    assert!(lacks.to_string().contains("how long backups are kept"), "{lacks}");
    let fills = BTreeMap::from([("backups".to_owned(), Fill::Said(Personal::new("35 days")))]);
    give_filled(&office.desk, anna, id, None, done(), fills).expect("done");
    office.drain();
    assert_eq!(office.request(id).state, State::Fulfilled);
    let told = office.mails(case.id).into_iter().find(|mail| mail.kind == "erased").expect("the person is told");
    let words = told.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["Your account was erased.", "Two invoices: tax law makes us keep them until 2032", "for up to 35 days"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn to_stop_a_use_of_data_nobody_has_to_read_it() {
    let building = with_shop(2, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Objection]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    assert_eq!(office.request(id).state, State::Reviewing);
    let found = office.desk.read(move |_, tx, _| Ok(tx.finding_counts(id)?)).expect("read");
    assert!(found.is_empty());
    let rita = office.add_staff(Role::Reviewer, "Rita");
    office.give(rita, id, Command::Approve).expect("approved");
    assert_eq!(open_tasks(&office, case.id).len(), 1, "one task for every system together");
}

/// An erasure that the program carried out and answered.
fn erased(building: &Building, office: &Office) -> (Actor, RequestId) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Erasure]);
    let id = requests[0].id;
    office.show_identity(anna, case.id);
    office.drain();
    office.give(rita, id, Command::Approve).expect("approved");
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(office.request(id).state, State::Fulfilled);
    (anna, id)
}

fn tell(name: &str, address: &str) -> Command {
    Command::TellRecipient {
        recipient: name.into(),
        address: Personal::new(address),
        keys: Personal::new("Number of the parcel: D-2291-77"),
        data: Personal::new("The delivery address\nThe telephone number"),
    }
}

#[test]
fn recipients_are_told_without_a_name_and_the_person_gets_the_list_of_them() {
    let building = with_shop(2, &[("shop", SHOP)]);
    let office = building.open();
    let (anna, id) = erased(&building, &office);
    let case = office.request(id).case;
    let nobody =
        office.give(anna, id, Command::ListRecipients { results: String::new() }).expect_err("nobody was told");
    assert_eq!(nobody.to_string(), "nobody has been told yet; tell each of them first");
    let astray = office.give(anna, id, tell("Royal Mail", "no address")).expect_err("there is nowhere to write to");
    assert_eq!(astray.to_string(), "please say the recipient’s e-mail address");
    office.give(anna, id, tell("Royal Mail", "privacy@courier.example")).expect("told");
    office.drain();
    let letter = office.mails(case).into_iter().find(|mail| mail.kind == "recipient_notice").expect("a letter");
    assert_eq!(letter.to.reveal(), "privacy@courier.example");
    let words = letter.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("D-2291-77") && words.contains("erase"), "{words}");
    let reference = office.desk.read(move |_, tx, _| Ok(tx.case(case)?.reference)).expect("read").to_string();
    assert!(!words.contains("Emma") && !words.contains(&reference), "it names neither person nor case: {words}");
    let stranger = Command::ListRecipients { results: "Hermes: it has confirmed.".into() };
    assert!(office.give(anna, id, stranger).is_err(), "Hermes was not told");
    let listing = Command::ListRecipients { results: "royal mail: It has confirmed.".into() };
    office.give(anna, id, listing).expect("listed");
    office.drain();
    let list = office.mails(case).into_iter().find(|mail| mail.kind == "recipients_list").expect("a letter");
    assert_eq!(list.to.reveal(), "emma@example.org");
    let words = list.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Royal Mail") && words.contains("It has confirmed."), "{words}");
}

#[test]
fn a_decision_of_the_computer_that_a_person_looked_at_has_its_letter() {
    let building = with_shop(2, &[("shop", SHOP)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Objection]);
    let id = requests[0].id;
    office.show_identity(anna, case.id);
    office.drain();
    office.give(rita, id, Command::Approve).expect("approved");
    for task in open_tasks(&office, case.id) {
        tasks::answer(&office.desk, anna, task.id, TaskAnswerKind::Done, &Personal::default()).expect("answered");
    }
    let done = |review| Command::Fulfil {
        outcome: "The computer had taken the new address for a sign of fraud.".into(),
        deed: Some(Deed { review, ..Deed::of(Outcome::HumanReviewDone) }),
    };
    assert!(office.give(anna, id, done(None)).is_err(), "nobody is named");
    let review = Review { reviewer: "a member of our payments team".into(), changed: true };
    office.give(anna, id, done(Some(review))).expect("done");
    office.drain();
    let letter = office.mails(case.id).into_iter().find(|mail| mail.kind == "decision_reviewed").expect("a letter");
    let words = letter.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("a member of our payments team") && words.contains("the decision is changed"), "{words}");
}

#[test]
fn an_objection_to_marketing_stops_it_at_once_in_any_spelling_of_the_address() {
    let building = with_shop(2, &[("shop", SHOP)]);
    let office = building.open();
    let asked = |channels: &[&str]| Asked {
        right: Right::Objection,
        detail: Personal::default(),
        direct_marketing: true,
        channels: channels.iter().map(|code| (*code).to_owned()).collect(),
    };
    let now = office.desk.clock.now();
    let submission = Submission {
        controller: "justroo".into(),
        channel: Channel::Form,
        received_at: now,
        requester: Requester {
            name: Personal::new("Emma Wright"),
            email: Personal::new("Emma@example.org"),
            language: "en".into(),
        },
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers([("phone".to_owned(), Personal::new("020 7946 0000"))].into()),
        asked: vec![asked(&["email", "sms"])],
        words: Personal::default(),
        email_confirmed_at: None,
    };
    let (case, _) = submit(&office.desk, Actor::Person, &submission).expect("taken in");
    let since = |channel, value| {
        let address = Address { controller: "justroo", channel, value };
        suppressed_since(&office.desk, &address).expect("asked")
    };
    assert_eq!(since(Way::Email, " emma@EXAMPLE.org"), Some(now));
    assert_eq!(since(Way::Sms, "+44 20 7946 0000"), Some(now));
    assert_eq!(since(Way::Phone, "020 7946 0000"), None, "calls were not named");
    assert_eq!(since(Way::Email, "olga@example.org"), None);
    assert_eq!(office.logged(case.id, "marketing_suppressed"), 1);
    let by_hand = Address { controller: "justroo", channel: Way::Post, value: "1 High St, York" };
    assert!(suppress(&office.desk, &by_hand).expect("added") && !suppress(&office.desk, &by_hand).expect("known"));
    let mut listed = Vec::new();
    let walked: Result<(), WorkError> = each_suppression(&office.desk, "justroo", |entry| {
        listed.push(entry.channel.code());
        Ok(())
    });
    walked.expect("walked");
    assert_eq!(listed, ["email", "post", "sms"]);
}
