//! Objections at the desk: marketing stops at once in a case of its own, everything else is weighed before it is decided.

use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::{Asked, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{
    Actor, Command, Deed, Outcome, RefusalGround, Request, State, Weighing, WeighsMore, Why,
};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::suppression::Channel as Way;
use rightsdesk::workflow::WorkError;
use rightsdesk::workflow::intake::submit;
use rightsdesk::workflow::suppression::{Address, suppressed_since};

use super::office::{Building, Office};

const OBJECTION: &str = "Stop profiling what I buy.";

fn objecting(office: &Office) -> (rightsdesk::domain::case::Case, Vec<Request>) {
    let now = office.desk.clock.now();
    let asked = |direct_marketing, detail: &str| Asked {
        right: Right::Objection,
        detail: Personal::new(detail),
        direct_marketing,
        channels: Vec::new(),
    };
    let submission = Submission {
        controller: "justroo".into(),
        channel: Channel::Form,
        received_at: now,
        requester: Requester {
            name: Personal::new("Emma Wright"),
            email: Personal::new("emma@example.org"),
            language: "en".into(),
        },
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers(std::collections::BTreeMap::new()),
        asked: vec![asked(false, OBJECTION), asked(true, "No more e-mails.")],
        words: Personal::new("Both, please."),
        email_confirmed_at: Some(now),
    };
    submit(&office.desk, Actor::Person, &submission).expect("taken in")
}

/// An objection under review, and who works on it.
fn reviewed(office: &Office) -> (Actor, Actor, RequestId) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Objection]);
    office.show_identity(anna, case.id);
    office.drain();
    (anna, rita, requests[0].id)
}

fn weigh(outcome: WeighsMore) -> Command {
    Command::Weigh {
        weighing: Box::new(Weighing {
            interests: "We want to show goods that fit; you feel watched.".into(),
            necessity: "A list of best-sellers would do nearly as well.".into(),
            outcome,
            reason: "Your peace weighs more than our convenience.".into(),
        }),
    }
}

fn refuse() -> Command {
    let reason = "We have to find out who pays with stolen cards.".to_owned();
    Command::Refuse { ground: RefusalGround::CompellingGrounds, exemption: None, silent: false, reason }
}

fn stopped() -> Command {
    Command::Fulfil { outcome: "We have switched it off for you.".into(), deed: Some(Deed::of(Outcome::Stopped)) }
}

fn why(error: WorkError) -> Why {
    match error {
        WorkError::Refused(no) => no.why,
        other => panic!("not refused but {other}"),
    }
}

#[test]
fn marketing_beside_another_objection_is_a_case_of_its_own_and_stops_at_once() {
    let building = Building::new();
    let office = building.open();
    let (case, requests) = objecting(&office);
    assert_eq!(requests.iter().map(|request| request.direct_marketing).collect::<Vec<_>>(), [false]);
    let address = Address { controller: "justroo", channel: Way::Email, value: "emma@example.org" };
    assert!(suppressed_since(&office.desk, &address).expect("asked").is_some(), "nobody decides about marketing");
    let seen = office.desk.read(move |_, tx, _| Ok(tx.seen_before("emma@example.org", case.id)?)).expect("read");
    assert_eq!(seen.len(), 1);
    let other = seen[0].case;
    let parted = office.desk.read(move |_, tx, _| Ok(tx.requests(other)?)).expect("read");
    assert_eq!(parted.iter().map(|request| request.direct_marketing).collect::<Vec<_>>(), [true]);
    assert_eq!((office.logged(case.id, "objections_parted"), office.logged(other, "objections_parted")), (1, 1));
    let detail = office.desk.read(move |_, tx, _| Ok(tx.request_detail(requests[0].id)?)).expect("read");
    assert_eq!(detail.reveal(), OBJECTION);
}

#[test]
fn an_objection_is_weighed_before_it_is_decided_and_the_letter_tells_how() {
    let building = Building::new();
    let office = building.open();
    let (anna, rita, id) = reviewed(&office);
    let dora = office.add_staff(Role::Dpo, "Dora");
    assert_eq!(why(office.give(dora, id, refuse()).unwrap_err()), Why::NotWeighed);
    office.give(rita, id, Command::Approve).expect("approved");
    let tasks = office.desk.read(move |_, tx, _| {
        let case = tx.request(id)?.case;
        Ok(tx.tasks_of(case)?)
    });
    for task in tasks.expect("read") {
        let kind = rightsdesk::ports::store::tasks::TaskAnswerKind::Done;
        rightsdesk::workflow::tasks::answer(&office.desk, anna, task.id, kind, &Personal::default()).expect("done");
    }
    assert_eq!(why(office.give(anna, id, stopped()).unwrap_err()), Why::NotWeighed);
    office.give(anna, id, weigh(WeighsMore::Person)).expect("weighed");
    office.give(anna, id, stopped()).expect("answered");
    let case = office.request(id).case;
    let told = office.mails(case).into_iter().find(|mail| mail.kind == "objection_answered").expect("the letter");
    let words = told.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["We have switched it off for you.", "you feel watched", "best-sellers", "Your peace weighs more"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert_eq!((office.request(id).state, office.logged(case, "weighed")), (State::Fulfilled, 1));
}

#[test]
fn what_was_weighed_one_way_is_not_decided_the_other_way() {
    let building = Building::new();
    let office = building.open();
    let (anna, rita, id) = reviewed(&office);
    let dora = office.add_staff(Role::Dpo, "Dora");
    office.give(anna, id, weigh(WeighsMore::Company)).expect("weighed");
    assert_eq!(why(office.give(rita, id, Command::Approve).unwrap_err()), Why::WeighedOtherwise);
    office.give(anna, id, weigh(WeighsMore::Person)).expect("weighed again");
    assert_eq!(why(office.give(dora, id, refuse()).unwrap_err()), Why::WeighedOtherwise);
    office.give(anna, id, weigh(WeighsMore::Company)).expect("weighed once more");
    office.give(dora, id, refuse()).expect("refused");
    let case = office.request(id).case;
    let told = office.mails(case).into_iter().find(|mail| mail.kind == "objection_answered").expect("the letter");
    for said in ["stolen cards", "best-sellers"] {
        assert!(told.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ").contains(said), "{said}");
    }
}

#[test]
fn marketing_is_never_weighed() {
    let building = Building::new();
    let office = building.open();
    let (case, _) = objecting(&office);
    let anna = office.add_staff(Role::Handler, "Anna");
    let seen = office.desk.read(move |_, tx, _| Ok(tx.seen_before("emma@example.org", case.id)?)).expect("read");
    let other = seen[0].case;
    office.show_identity(anna, other);
    office.drain();
    let id = office.desk.read(move |_, tx, _| Ok(tx.requests(other)?)).expect("read")[0].id;
    assert_eq!(why(office.give(anna, id, weigh(WeighsMore::Company)).unwrap_err()), Why::NothingToWeigh);
}
