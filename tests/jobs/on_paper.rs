//! Somebody without an e-mail address: every letter waits to be posted, and the answer is taken out of the vault for it.

use std::collections::BTreeMap;
use std::io::Read;

use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::{Case, Identifiers, POSTAL_ADDRESS};
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, State};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::outbox::{MailLine, MailState, Settled};
use rightsdesk::workflow::codes::{Issued, Purpose};
use rightsdesk::workflow::counter::reception::{Outcome, Taken, Way, take_down};
use rightsdesk::workflow::portal::access::send_code;
use rightsdesk::workflow::review::Verdict;
use rightsdesk::workflow::{WorkError, outgoing, renewal, replies};

use super::delivery::{decide_all, disclosures, text_of};
use super::office::Office;
use super::shop::{SHOP, with_shop};

const HOME: &str = "3 Mill Lane\nHexham\nNE46 3JQ";

fn letter(number: &str, home: &str) -> Taken {
    let given = [("customer_number", number), (POSTAL_ADDRESS, home)];
    let given = given.into_iter().filter(|(_, value)| !value.is_empty());
    Taken {
        controller: "justroo".into(),
        way: Way::Post,
        name: Personal::new("Emma Wright"),
        rights: vec![Right::Access],
        identifiers: Identifiers(given.map(|(name, value)| (name.to_owned(), Personal::new(value))).collect()),
        ..Taken::default()
    }
}

fn opened(office: &Office, by: Actor, taken: &Taken) -> Case {
    match take_down(&office.desk, by, taken).expect("it is taken down") {
        Outcome::Opened(case) => *case,
        Outcome::Known(known) => panic!("{} cases are known", known.len()),
    }
}

fn first_request(office: &Office, case: &Case) -> RequestId {
    let id = case.id;
    office.desk.read(move |_, tx, _| Ok(tx.requests(id)?)).expect("read").remove(0).id
}

/// The letters of a case by kind; within one instant they have no order.
fn letters(office: &Office, case: &Case) -> BTreeMap<String, MailLine> {
    office.mails(case.id).into_iter().map(|mail| (mail.kind.clone(), mail)).collect()
}

/// The shop, whose numbers of customers people know.
fn map() -> String {
    SHOP.replacen("{primary_key: true}", "{primary_key: true, identity: customer_number}", 1)
}

#[test]
fn an_answer_goes_by_post_to_who_has_no_address_and_nothing_is_sent() {
    let map = map();
    let building = with_shop(3, &[("shop", &map)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let case = opened(&office, anna, &letter("1", HOME));
    let request = first_request(&office, &case);
    office.show_identity(anna, case.id);
    office.drain();
    decide_all(&office, rita, request, &Verdict::Include);
    office.give(rita, request, Command::Approve).expect("approved");
    office.drain();
    assert_eq!(office.request(request).state, State::Fulfilled);

    let mails = letters(&office, &case);
    assert_eq!(mails.keys().collect::<Vec<_>>(), ["acknowledgement", "package_enclosed"]);
    let receipt = mails["acknowledgement"].text.reveal();
    assert!(receipt.contains("We send your copy to you by post.") && !receipt.contains("We e-mail you"), "{receipt}");
    let answer = &mails["package_enclosed"];
    assert!(mails.values().all(|mail| mail.is_for_post() && mail.state == MailState::Dead && mail.attempts == 0));
    let words = answer.text.reveal();
    assert!(words.contains("enclosed with this letter") && words.contains("we write by post"), "{words}");
    assert!(!words.contains("/status/") && !words.contains("private page\n"), "{words}");
    let waiting = outgoing::troubled(&office.desk).expect("read");
    assert_eq!(waiting.len(), 2, "both letters wait for somebody");
    assert!(outgoing::send_again(&office.desk, anna, answer.id).is_err(), "there is nowhere to send it");

    let package = disclosures(&office, &case).remove(0);
    let auditor = office.add_staff(Role::Auditor, "Otto");
    assert!(matches!(
        renewal::take_out(&office.desk, auditor, case.id, package.id).map(drop),
        Err(WorkError::NotAllowed(_))
    ));
    let mut bytes = Vec::new();
    let mut out = renewal::take_out(&office.desk, anna, case.id, package.id).expect("it is taken out");
    out.read_to_end(&mut bytes).expect("whole");
    assert_eq!(office.logged(case.id, "package_taken_out"), 1);
    let page = text_of(&bytes, "index.html");
    assert!(
        page.contains("Emma Wright") && !page.contains("/status/"),
        "the answer leads to no page that needs a code"
    );

    let posted = office.desk.clock.now().date_naive();
    outgoing::sent_by_post(&office.desk, anna, answer.id, posted).expect("posted");
    assert_eq!(letters(&office, &case)["package_enclosed"].settled, Some(Settled::Posted));
    assert_eq!(outgoing::troubled(&office.desk).expect("read").len(), 1);
    renewal::revoke(&office.desk, rita, case.id, package.id, "It was sent to the wrong house.").expect("revoked");
    assert!(renewal::take_out(&office.desk, anna, case.id, package.id).is_err());
    assert_eq!(office.logged(case.id, "package_taken_out"), 1, "what was not handed over is not on the log");
}

#[test]
fn without_any_address_nothing_is_opened_and_with_one_no_code_is_mailed() {
    let map = map();
    let building = with_shop(1, &[("shop", &map)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let nowhere = take_down(&office.desk, anna, &letter("1", "")).map(drop);
    assert!(matches!(nowhere, Err(WorkError::Field { field: "email", .. })), "{nowhere:?}");

    let case = opened(&office, anna, &letter("1", HOME));
    let sent = send_code(&office.desk, &case.reference, Purpose::Status).expect("the page says the same to everybody");
    assert!(matches!(sent, Issued::Until(_)));
    let words = Personal::new("We have found your orders.");
    replies::send(&office.desk, anna, case.id, &words).expect("a letter to be posted");
    assert_eq!(letters(&office, &case).keys().collect::<Vec<_>>(), ["acknowledgement", "message"], "and no code");
    office.drain();
    assert!(office.mails(case.id).iter().all(|mail| mail.attempts == 0));
}

#[test]
fn two_people_without_an_address_are_not_taken_for_one() {
    let map = map();
    let building = with_shop(1, &[("shop", &map)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let first = opened(&office, anna, &letter("1", HOME));
    let second = opened(&office, anna, &letter("2", "9 High Street\nYork"));
    let (one, other) = (first.id, second.id);
    let seen = office.desk.read(move |_, tx, _| Ok(tx.seen_before("", one)?)).expect("read");
    assert!(seen.is_empty(), "nobody is everybody");
    assert_ne!(one, other);
    office.show_identity(anna, one);
    office.drain();
    let found = first_request(&office, &first);
    let rows = office.desk.read(move |_, tx, _| Ok(tx.finding_counts(found)?)).expect("read");
    assert!(rows.iter().all(|count| count.rows <= 1), "one customer, one order: {rows:?}");
}
