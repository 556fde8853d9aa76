//! Letters after they left: threads, answers, bounces, what did not arrive, and what a sender may hear.

use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use rightsdesk::adapters::mail::SmtpMailer;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::{Case, Identifiers};
use rightsdesk::domain::ids::IncomingId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, IdentityMethod, State};
use rightsdesk::domain::right::Right;
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::mailer::Mailer;
use rightsdesk::ports::store::incoming::EntryState;
use rightsdesk::ports::store::outbox::{MailLine, MailState, Settled};
use rightsdesk::workflow::incoming::{
    Accepted, Answer, Joint, Taken, accept, accept_complaint, attach, open, owe_receipt, take, twins, waiting,
};
use rightsdesk::workflow::restore::{Cause, hold};
use rightsdesk::workflow::{AnswerRule, MailIn, Settings, WorkError, outgoing};

use super::office::{Building, LEASE, Office};
use super::shop::{SHOP, with_shop};
use crate::harness::smtp::{Answer as Reply, Received, Script, SmtpServer, Verb};

/// An office that sends through a server, and whose mailbox takes addresses with a tag.
fn office(building: &Building, server: &SmtpServer) -> Office {
    let mailer: Arc<dyn Mailer> =
        Arc::new(SmtpMailer::new(crate::mail::desk::settings(server)).expect("these settings are sound"));
    let mut office = building.open();
    let rule = AnswerRule { controller: None, mailbox: Some("privacy@justroo.com".into()), joint: Joint::Plus };
    let incoming = MailIn { answers: vec![rule], ..MailIn::default() };
    office.desk.settings = Arc::new(Settings { incoming, ..(*office.desk.settings).clone() });
    office.outside = Outside { mailer, ..office.outside };
    office.worker = Worker::new(office.desk.clone(), office.outside.clone(), Bell::new(), LEASE);
    office
}

fn message(office: &Office, from: &str, head: &str, text: &str) -> Vec<u8> {
    let date = office.desk.clock.now().to_rfc2822();
    format!("From: {from}\r\nDate: {date}\r\n{head}\r\n\r\n{text}\r\n").into_bytes()
}

fn taken(office: &Office, bytes: &[u8]) -> IncomingId {
    match take(&office.desk, Actor::System, "privacy", Some("justroo"), bytes).expect("it is taken") {
        Taken::New(id) => id,
        Taken::Known(id) => panic!("{id} was known"),
    }
}

fn proposed(right: Right) -> Accepted {
    Accepted {
        controller: "justroo".into(),
        rights: vec![right],
        name: Personal::new("Emma Wright"),
        email: Personal::new("emma@mail.example"),
        on_behalf_of: Personal::default(),
        identifiers: Identifiers::default(),
    }
}

fn accepted(office: &Office, by: Actor, id: IncomingId) -> Case {
    accept(&office.desk, by, id, &proposed(Right::Access)).expect("a case")
}

const EMMA: &str = "Emma Wright <emma@mail.example>";
const FIRST: &str = "To: privacy@justroo.com\r\nSubject: My data\r\nMessage-ID: <first@mail.example>";

fn one(received: &Received, name: &str) -> String {
    received.header(name).pop().unwrap_or_default()
}

#[test]
fn a_case_is_one_thread_that_is_answered_at_an_address_of_its_own() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let office = office(&building, &server);
    let ana = office.add_staff(Role::Handler, "Ana");
    let id = taken(&office, &message(&office, EMMA, FIRST, "I would like a copy of all my data."));
    let case = accepted(&office, ana, id);
    office.drain();
    let request = office.desk.read({
        let id = case.id;
        move |_, tx, _| Ok(tx.requests(id)?.remove(0).id)
    });
    let request = request.expect("a request");
    office.show_identity(ana, case.id);
    let ask = Command::AskClarification { question: "Which orders?".into(), choices: Vec::new() };
    building.pass(Duration::minutes(5));
    office.give(ana, request, ask).expect("asked");
    office.drain();
    let mails = server.wait_for(2);
    let (receipt, question) = (&mails[0], &mails[1]);
    assert_eq!(one(receipt, "In-Reply-To"), "<first@mail.example>");
    assert_eq!(one(question, "In-Reply-To"), "<first@mail.example>");
    assert!(one(question, "References").contains(&one(receipt, "Message-ID")), "{}", one(question, "References"));
    assert!(receipt.from.is_empty() && !question.from.is_empty(), "only the automatic one has an empty return path");
    let answers_to = one(question, "Reply-To");
    let address = answers_to.split(['<', '>']).nth(1).expect("an address");
    assert!(address.starts_with("privacy+") && address.ends_with("@justroo.com"), "{address}");

    building.pass(Duration::days(3));
    let head = format!("To: {address}\r\nSubject: Re: something else\r\nMessage-ID: <second@mail.example>");
    let reply = taken(&office, &message(&office, EMMA, &head, "The orders of 2025."));
    let opened = open(&office.desk, reply).expect("it opens");
    assert_eq!(opened.entry.suggested.map(|(case, _)| case), Some(case.id), "the address alone leads to the case");
    building.pass(Duration::days(2));
    attach(&office.desk, ana, reply, case.id, &Answer::Clarification).expect("added");
    let history = office.request(request).history;
    assert_eq!(history.clarifications[0].answered, Some(opened.entry.received_at), "the day on which it came counts");
}

#[test]
fn a_journey_by_mail_alone_from_the_letter_to_the_complaint() {
    let (server, building) = (SmtpServer::start(Script::default()), with_shop(3, &[("shop", SHOP)]));
    let office = office(&building, &server);
    let (ana, rita) = (office.add_staff(Role::Handler, "Ana"), office.add_staff(Role::Reviewer, "Rita"));
    let emma = "Emma Wright <emma@example.org>";
    let id = taken(&office, &message(&office, emma, FIRST, "I would like a copy of all my data."));
    let given = Accepted { email: Personal::new("emma@example.org"), ..proposed(Right::Access) };
    let case = accept(&office.desk, ana, id, &given).expect("a case");
    let request = office.desk.read({
        let id = case.id;
        move |_, tx, _| Ok(tx.requests(id)?.remove(0).id)
    });
    let request = request.expect("a request");
    office.show_identity(ana, case.id);
    let ask = Command::AskClarification { question: "Which years?".into(), choices: Vec::new() };
    office.give(ana, request, ask).expect("asked");
    office.drain();
    let reply_to = |mails: &[Received]| {
        let header = one(mails.last().expect("a mail"), "Reply-To");
        header.split(['<', '>']).nth(1).expect("an address").to_owned()
    };
    let head = |number: u32| {
        let to = reply_to(&server.mails());
        format!("To: {to}\r\nSubject: Re: [{}] Your request\r\nMessage-ID: <j{number}@mail.example>", case.reference)
    };
    building.pass(Duration::days(1));
    let answer = taken(&office, &message(&office, emma, &head(1), "All years, please."));
    attach(&office.desk, ana, answer, case.id, &Answer::Clarification).expect("added");
    office.drain();
    office.give(rita, request, Command::Approve).expect("approved");
    office.drain();
    let ready = server.mails().into_iter().last().expect("a mail");
    assert!(ready.contents.contains(&format!("/status/{}/download", case.reference)), "{}", ready.contents);
    building.pass(Duration::days(1));
    let angry = "I want to complain about how you handled my request: the answer lacks my orders of 2024.";
    let complaint = taken(&office, &message(&office, emma, &head(2), angry));
    let opened = open(&office.desk, complaint).expect("it opens");
    assert_eq!(opened.contents.proposal.kind.code(), "complaint");
    assert_eq!(opened.entry.suggested.map(|(case, _)| case), Some(case.id));
    let complained =
        accept_complaint(&office.desk, ana, complaint, &given, Some(case.reference.clone())).expect("open");
    let about =
        office.desk.read(move |_, tx, _| Ok(tx.complaint(complained.id)?)).expect("read").expect("a complaint").about;
    assert_eq!(about, Some(case.id));
    office.drain();
    let last = server.mails().into_iter().last().expect("a mail");
    assert_eq!(one(&last, "In-Reply-To"), "<j2@mail.example>");
    assert_eq!(last.to, ["emma@example.org"]);
}

#[test]
fn the_case_shows_what_the_server_said_and_never_to_whom() {
    let script = Script::default().once(Verb::Contents, Reply::Say("250 2.0.0 queued as 4F2 for <emma@mail.example>"));
    let script = script.once(Verb::Rcpt, Reply::Say("250 ok"));
    let script = script.once(Verb::Rcpt, Reply::Say("550 5.1.1 <otto@mail.example> unknown, really unknown"));
    let (server, building) = (SmtpServer::start(script), Building::new());
    let office = office(&building, &server);
    let ana = office.add_staff(Role::Handler, "Ana");
    let (sent, _) = office.submit("emma@mail.example", &[Right::Access]);
    office.drain();
    let line = receipt(&office, &sent);
    assert_eq!(line.answer.as_deref(), Some("250 2.0.0 queued as 4F2 for [address]"));
    let (dead, _) = office.submit("otto@mail.example", &[Right::Access]);
    office.drain();
    let line = receipt(&office, &dead);
    assert_eq!(line.state, MailState::Dead);
    let why = line.last_error.clone().expect("why");
    assert!(why.contains("unknown, really unknown") && !why.contains("otto"), "{why}");
    let troubled = outgoing::troubled(&office.desk).expect("a list");
    assert_eq!(troubled.iter().map(|one| one.mail.id).collect::<Vec<_>>(), [line.id]);
    outgoing::send_again(&office.desk, ana, line.id).expect("again");
    office.drain();
    assert_eq!(receipt(&office, &dead).state, MailState::Sent, "the server takes it now");
    assert!(outgoing::send_again(&office.desk, ana, line.id).is_err(), "what has arrived is not sent again");
}

/// The letter that every case begins with; mails of one moment stand in no order.
fn receipt(office: &Office, case: &Case) -> MailLine {
    office.mails(case.id).into_iter().find(|mail| mail.kind == "acknowledgement").expect("the receipt")
}

/// A letter that the server refused for good.
fn refused(building: &Building) -> (SmtpServer, Office, Case, MailLine, Actor) {
    let server = SmtpServer::start(Script::default().once(Verb::Rcpt, Reply::Say("550 5.1.1 no such person")));
    let office = office(building, &server);
    let ana = office.add_staff(Role::Handler, "Ana");
    let (case, _) = office.submit("emma@mail.example", &[Right::Access]);
    office.drain();
    let line = receipt(&office, &case);
    (server, office, case, line, ana)
}

#[test]
fn a_letter_goes_to_another_address_and_the_address_on_file_stays() {
    let building = Building::new();
    let (server, office, case, line, ana) = refused(&building);
    let nowhere = outgoing::send_elsewhere(&office.desk, ana, line.id, "no address", "x");
    assert!(matches!(nowhere, Err(WorkError::Field { .. })));
    assert!(outgoing::send_elsewhere(&office.desk, ana, line.id, "emma@work.example", " ").is_err(), "say why");
    outgoing::send_elsewhere(&office.desk, ana, line.id, "emma@work.example", "It stands in the account.")
        .expect("sent");
    office.drain();
    let copy = server.wait_for(1).into_iter().find(|mail| mail.to == ["emma@work.example"]).expect("the copy");
    let mails = office.mails(case.id);
    let old = mails.iter().find(|mail| mail.id == line.id).expect("the old one");
    assert_eq!(old.settled, Some(Settled::Readdressed));
    assert_eq!(old.text, mails.iter().find(|mail| mail.to.reveal() == "emma@work.example").expect("there").text);
    assert!(!copy.header("Message-ID").is_empty());
    let id = case.id;
    let on_file = office.desk.read(move |_, tx, _| Ok(tx.case(id)?)).expect("the case").requester.email;
    assert_eq!(on_file.reveal(), "emma@mail.example");
    assert_eq!(office.logged(case.id, "mail_readdressed"), 1);
}

#[test]
fn a_letter_goes_by_post_or_is_not_needed_any_more() {
    let building = Building::new();
    let (_server, office, case, line, ana) = refused(&building);
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    assert!(outgoing::sent_by_post(&office.desk, ana, line.id, day("2031-01-01")).is_err());
    let reader = office.add_staff(Role::Auditor, "Otto");
    assert!(matches!(
        outgoing::sent_by_post(&office.desk, reader, line.id, day("2026-03-02")),
        Err(WorkError::NotAllowed(_))
    ));
    outgoing::sent_by_post(&office.desk, ana, line.id, day("2026-03-02")).expect("noted");
    assert_eq!(receipt(&office, &case).settled, Some(Settled::Posted));
    assert!(outgoing::troubled(&office.desk).expect("a list").is_empty());
    assert!(outgoing::drop_mail(&office.desk, ana, line.id, "Too late.").is_err(), "somebody has seen to it");
}

#[test]
fn a_bounce_marks_the_letter_and_calls_somebody_once() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let office = office(&building, &server);
    let ana = office.add_staff(Role::Handler, "Ana");
    let (case, _) = office.submit("emma@mail.example", &[Right::Access]);
    office.drain();
    let name = one(&server.wait_for(1)[0], "Message-ID");
    let report = |name: &str, number: u32| {
        let head = format!(
            "To: desk@example.org\r\nSubject: Undelivered Mail\r\nMessage-ID: <r{number}@mx.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b"
        );
        let text = format!(
            "--b\r\nContent-Type: text/plain\r\n\r\nCould not be delivered.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; emma@mail.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: desk@example.org\r\nSubject: x\r\nMessage-ID: {name}\r\n\r\nx\r\n--b--"
        );
        message(&office, "MAILER-DAEMON@mx.example", &head, &text)
    };
    taken(&office, &report("<guessed@justroo.com>", 1));
    assert!(receipt(&office, &case).bounced.is_none(), "a report about a mail that is not ours marks nothing");
    let id = taken(&office, &report(&name, 2));
    let (_, why) = receipt(&office, &case).bounced.clone().expect("it came back");
    assert_eq!(why, "5.1.1");
    office.drain();
    let told = |mails: Vec<Received>| mails.iter().filter(|mail| mail.to == ["ana@shop.example"]).count();
    assert_eq!((office.logged(case.id, "mail_bounced"), told(server.mails())), (1, 1));
    assert_eq!(outgoing::troubled(&office.desk).expect("a list").len(), 1);
    assert!(!owe_receipt(&office.desk, id).expect("asked"), "a report gets no answer");
    outgoing::send_again(&office.desk, ana, receipt(&office, &case).id).expect("again");
    assert!(receipt(&office, &case).bounced.is_none());
}

#[test]
fn after_a_restore_nothing_old_is_sent_before_somebody_has_looked() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let office = office(&building, &server);
    let ana = office.add_staff(Role::Handler, "Ana");
    let (old, _) = office.submit("emma@mail.example", &[Right::Access]);
    assert_eq!(hold(&office.desk, Cause::Operator).expect("held").mails, 1);
    let (new, _) = office.submit("otto@mail.example", &[Right::Access]);
    office.drain();
    assert_eq!(server.mails().iter().map(|mail| mail.to.clone()).collect::<Vec<_>>(), [["otto@mail.example"]]);
    building.pass(Duration::days(30));
    office.drain();
    let line = receipt(&office, &old);
    assert!(line.held_at.is_some() && line.state == MailState::Pending);
    assert_eq!(receipt(&office, &new).state, MailState::Sent);
    outgoing::send_again(&office.desk, ana, line.id).expect("somebody has looked");
    office.drain();
    assert_eq!(receipt(&office, &old).state, MailState::Sent);
}

#[test]
fn a_sender_hears_once_an_hour_that_a_message_came_and_nothing_else() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let office = office(&building, &server);
    let owe = |number: u32, from: &str, head: &str| {
        let head = format!("Subject: My data\r\nMessage-ID: <q{number}@mail.example>\r\n{head}X-Test: 1");
        let id = taken(&office, &message(&office, from, &head, "Erase all my data, I am Zsofia Kiss."));
        owe_receipt(&office.desk, id).expect("asked")
    };
    assert!(owe(1, "Zsofia <zsofia@mail.example>", ""));
    assert!(!owe(2, "Zsofia <ZSOFIA@mail.example>", ""), "one an hour");
    for (number, from, head) in [
        (3, "List <list@mail.example>", "List-Id: <x.example>\r\n"),
        (4, "Away <away@mail.example>", "Auto-Submitted: auto-replied\r\n"),
        (5, "Gone <gone@mail.example>", "Return-Path: <>\r\n"),
        (6, "MAILER-DAEMON@mail.example", ""),
        (7, "No <no-reply@mail.example>", ""),
        (8, "Us <someone@justroo.com>", ""),
        (9, "Bulk <bulk@mail.example>", "Precedence: bulk\r\n"),
        (10, "not an address", ""),
    ] {
        assert!(!owe(number, from, head), "{from} {head}");
    }
    building.pass(Duration::minutes(61));
    assert!(owe(11, "Zsofia <zsofia@mail.example>", ""));
    office.drain();
    let mails = server.wait_for(2);
    let receipt = &mails[0];
    assert!(receipt.from.is_empty(), "an empty return path");
    assert_eq!(one(receipt, "Auto-Submitted"), "auto-replied");
    assert_eq!(one(receipt, "In-Reply-To"), "<q1@mail.example>");
    assert!(!receipt.contents.contains("Zsofia") && !receipt.contents.contains("JR-"), "{}", receipt.contents);
}

#[test]
fn only_a_genuine_message_from_the_address_on_file_shows_who_writes() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let office = office(&building, &server);
    let ana = office.add_staff(Role::Handler, "Ana");
    let (case, requests) = office.submit("emma@mail.example", &[Right::Access]);
    office.give(ana, requests[0].id, Command::AskIdentity { doubt: "Another address.".into() }).expect("asked");
    let answer = Answer::Identity { method: IdentityMethod::MessageFromAddressOnFile, note: String::new() };
    let write = |number: u32, from: &str, vouched: &str| {
        let head = format!("{vouched}Subject: Re: [{}]\r\nMessage-ID: <i{number}@mail.example>", case.reference);
        taken(&office, &message(&office, from, &head, "Yes, it is me."))
    };
    let dmarc =
        |result: &str| format!("Authentication-Results: mx.shop.example; dmarc={result} header.from=mail.example\r\n");
    building.pass(Duration::days(1));
    let genuine = write(1, EMMA, &dmarc("pass"));
    let arrived = open(&office.desk, genuine).expect("it opens").entry.received_at;
    for id in [
        write(2, EMMA, &dmarc("fail")),
        write(3, EMMA, ""),
        write(4, "Emma <emma@rnail.example>", &dmarc("pass")),
        write(5, "Emma <emma.wright@mail.example>", &dmarc("pass")),
    ] {
        let refused = attach(&office.desk, ana, id, case.id, &answer);
        assert!(matches!(refused, Err(WorkError::Field { .. })), "{refused:?}");
    }
    building.pass(Duration::days(4));
    attach(&office.desk, ana, genuine, case.id, &answer).expect("it shows who writes");
    let request = office.request(requests[0].id);
    assert_eq!(request.state, State::Gathering);
    assert_eq!(request.history.identity.and_then(|asked| asked.answered), Some(arrived));
}

#[test]
fn the_same_wish_twice_is_offered_and_not_merged() {
    let (server, building) = (SmtpServer::start(Script::default()), Building::new());
    let office = office(&building, &server);
    let ana = office.add_staff(Role::Handler, "Ana");
    let ask = |number: u32, text: &str| {
        let head = format!("Subject: My data\r\nMessage-ID: <t{number}@mail.example>");
        let id = taken(&office, &message(&office, EMMA, &head, text));
        (id, twins(&office.desk, &open(&office.desk, id).expect("it opens")).expect("looked"))
    };
    let copy = "I would like a copy of all my data.";
    let (first, none) = ask(1, copy);
    assert!(none.is_empty());
    let case = accepted(&office, ana, first);
    let (_, same) = ask(2, copy);
    assert_eq!(
        same.iter().map(|twin| (twin.reference.clone(), twin.rights.clone())).collect::<Vec<_>>(),
        [(case.reference, vec![Right::Access])]
    );
    assert!(ask(3, "Please erase all my data.").1.is_empty(), "another wish");
    building.pass(Duration::days(31));
    assert!(ask(4, copy).1.is_empty(), "a month later it is a new request");
    assert_eq!(waiting(&office.desk, EntryState::Waiting, 10).expect("a list").len(), 3, "nothing is merged by itself");
}
