//! A message at the desk: taken in once, tied to its case, decided by a person.

use actix_web::http::StatusCode;
use chrono::{NaiveDate, TimeDelta};
use rightsdesk::domain::case::{Case, Identifiers};
use rightsdesk::domain::ids::IncomingId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::incoming::{EntryState, Tie};
use rightsdesk::workflow::WorkError;
use rightsdesk::workflow::incoming::{
    Accepted, Answer, Joint, ReplyPath, Taken, accept, attach, open, paste, put_aside, reply_address, take, waiting,
};

use crate::console::browse::{fill, get};
use crate::console::scene::Scene;

/// A letter to one of the sample shops.
fn letter(head: &str, text: &str) -> Vec<u8> {
    format!(
        "From: Emma Wright <emma.wright@mail.example>\r\nDate: Thu, 01 Oct 2026 08:00:00 +0000\r\n{head}\r\n\r\n{text}\r\n"
    )
    .into_bytes()
}

fn taken(scene: &Scene, bytes: &[u8]) -> IncomingId {
    match take(&scene.desk, Actor::System, "command", Some("justroo"), bytes).expect("it is taken") {
        Taken::New(id) => id,
        Taken::Known(id) => panic!("{id} was known"),
    }
}

fn accepted(rights: &[Right]) -> Accepted {
    Accepted {
        controller: "justroo".into(),
        rights: rights.to_vec(),
        name: Personal::new("Emma Wright"),
        email: Personal::new("emma.wright@mail.example"),
        on_behalf_of: Personal::default(),
        identifiers: Identifiers::default(),
    }
}

fn suggestion(scene: &Scene, head: &str, text: &str) -> Option<Tie> {
    let id = taken(scene, &letter(head, text));
    open(&scene.desk, id).expect("it opens").entry.suggested.map(|(_, tie)| tie)
}

fn mails_of(scene: &Scene, case: &Case) -> Vec<(String, String, String)> {
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("the outbox answers");
    mails.into_iter().map(|mail| (mail.kind, mail.to.reveal().to_owned(), mail.subject)).collect()
}

const TO: &str = "To: privacy@shop.example\r\nSubject: Subject access request\r\nMessage-ID: <one@mail.example>";
const ASKS: &str = "I would like a copy of everything your shop stores about me.\r\n\r\nRegards\r\nEmma Wright";

#[test]
fn a_letter_becomes_a_case_with_the_day_on_which_it_really_came() {
    let scene = Scene::new();
    let id = taken(&scene, &letter(TO, ASKS));
    let opened = open(&scene.desk, id).expect("it opens");
    assert_eq!(opened.contents.proposal.rights.len(), 1);
    assert!(opened.contents.text.reveal().contains("everything your shop stores"));
    let case = accept(&scene.desk, scene.actor("ana"), id, &accepted(&[Right::Access])).expect("it is accepted");
    assert_eq!(case.received_at.date_naive(), NaiveDate::from_ymd_opt(2026, 10, 1).expect("a date"));
    let mails = mails_of(&scene, &case);
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].0.as_str(), mails[0].1.as_str()), ("acknowledgement", "emma.wright@mail.example"));
    assert_eq!(open(&scene.desk, id).expect("it opens").entry.case, Some(case.id));
    let again = accept(&scene.desk, scene.actor("ana"), id, &accepted(&[Right::Access]));
    assert!(matches!(again, Err(WorkError::Store(StoreError::Conflict))), "it became a case already");
}

#[test]
fn the_same_message_is_one_entry_by_whichever_servers_it_comes() {
    let scene = Scene::new();
    let id = taken(&scene, &letter(TO, ASKS));
    let by_another_way = letter(&format!("Received: from a by b; Thu, 01 Oct 2026 08:00:05 +0000\r\n{TO}"), ASKS);
    for bytes in [letter(TO, ASKS), by_another_way] {
        let known = take(&scene.desk, Actor::System, "command", Some("justroo"), &bytes).expect("it is taken");
        assert_eq!(known, Taken::Known(id));
    }
    let pushed_before = letter(TO, "Something else under the same name.");
    assert_ne!(taken(&scene, &pushed_before), id, "a name that somebody guessed keeps no other message out");
    assert_eq!(waiting(&scene.desk, EntryState::Waiting, 10).expect("a list").len(), 2);
}

#[test]
fn a_reply_finds_its_case_and_the_sender_alone_only_suggests() {
    let scene = Scene::new();
    let first = taken(&scene, &letter(TO, ASKS));
    let case = accept(&scene.desk, scene.actor("ana"), first, &accepted(&[Right::Access])).expect("a case");
    let (id, pepper) = (case.id, scene.desk.settings.pepper);
    let name = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("mails");
    assert_eq!(name.len(), 1);
    let message_id = scene
        .desk
        .write(|_, tx, now| Ok(tx.claim_mail(now, now + TimeDelta::minutes(5), 10)?))
        .expect("claimed")
        .remove(0)
        .mail
        .message_id;
    let path = ReplyPath { mailbox: "privacy@shop.example".into(), joint: Joint::Plus };
    let address = reply_address(&pepper, &path, &case.reference);
    let by = |head: String| suggestion(&scene, &head, "Yes, that is me.");
    assert_eq!(by(format!("To: {address}\r\nSubject: Re: x\r\nMessage-ID: <a@m.example>")), Some(Tie::Token));
    assert_eq!(
        by(format!("In-Reply-To: {message_id}\r\nSubject: Re: y\r\nMessage-ID: <b@m.example>")),
        Some(Tie::Thread)
    );
    assert_eq!(by(format!("Subject: Re: [{}] z\r\nMessage-ID: <c@m.example>", case.reference)), Some(Tie::Reference));
    assert_eq!(by("Subject: hello\r\nMessage-ID: <d@m.example>".into()), Some(Tie::Sender));
    let forged =
        address.replace(address.split('.').nth(1).and_then(|t| t.split('@').next()).expect("a token"), "aaaaaaaa");
    let other = letter(&format!("To: {forged}\r\nSubject: w\r\nMessage-ID: <e@m.example>"), "hello");
    let other = String::from_utf8(other).expect("text").replace("emma.wright@mail", "mallory@mail");
    let id = taken(&scene, other.as_bytes());
    assert_eq!(open(&scene.desk, id).expect("it opens").entry.suggested, None, "a guessed token leads nowhere");
}

#[test]
fn an_answer_ends_the_pause_on_the_day_on_which_it_came() {
    let scene = Scene::new();
    let (case, requests) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    scene.all("dora", &case, Command::WaiveIdentity { reason: "They stand at the counter.".into() });
    scene.all(
        "ana",
        &case,
        Command::AskClarification { question: "Which orders do you mean?".into(), choices: Vec::new() },
    );
    scene.wait(4);
    let now = scene.desk.clock.now();
    let text = format!(
        "From: Priya Nair <priya@mail.example>\r\nSubject: Re: [{}] Your request\r\nDate: {}\r\nMessage-ID: <f@m.example>\r\n\r\nThe orders of 2025.\r\n",
        case.reference,
        (now - TimeDelta::days(2)).to_rfc2822()
    );
    let id = taken(&scene, text.as_bytes());
    let refused = attach(&scene.desk, scene.actor("otto"), id, case.id, &Answer::Clarification);
    assert!(matches!(refused, Err(WorkError::NotAllowed(_))), "who only reads changes nothing");
    attach(&scene.desk, scene.actor("ana"), id, case.id, &Answer::Clarification).expect("it is added");
    let request = requests[0].id;
    let request = scene.desk.read(move |_, tx, _| Ok(tx.request(request)?)).expect("there");
    let answered = request.history.clarifications.first().and_then(|question| question.answered).expect("answered");
    assert_eq!(answered.timestamp(), (now - TimeDelta::days(2)).timestamp());
}

#[test]
fn what_is_no_request_is_put_aside_with_a_reason() {
    let scene = Scene::new();
    let id = taken(
        &scene,
        &letter("Subject: Delete\r\nMessage-ID: <g@m.example>", "Please delete item 3 from my order 100352."),
    );
    let (desk, ana) = (&scene.desk, scene.actor("ana"));
    assert!(put_aside(desk, ana, id, " ").is_err(), "a reason is needed");
    put_aside(desk, ana, id, "Ordinary support, passed on.").expect("it is set aside");
    assert!(waiting(desk, EntryState::Waiting, 10).expect("a list").is_empty());
    assert_eq!(open(desk, id).expect("it is kept").entry.reason.reveal(), "Ordinary support, passed on.");
}

#[test]
fn a_bounce_names_the_address_that_cannot_be_reached() {
    let scene = Scene::new();
    let bounce = std::fs::read(super::letters::folder("letters").join("34_bounce_dsn.eml")).expect("a letter");
    let id = taken(&scene, &bounce);
    let contents = open(&scene.desk, id).expect("it opens").contents;
    assert_eq!(contents.unreachable.first().map(Personal::reveal), Some("zoe.farrow@mail.example"));
    assert!(contents.automatic);
}

#[test]
fn anything_can_be_pasted_and_a_day_that_is_to_come_is_refused() {
    let scene = Scene::new();
    let (desk, ana) = (&scene.desk, scene.actor("ana"));
    let said = "She called: please erase all data you hold on me.";
    let Taken::New(id) =
        paste(desk, ana, "justroo", said, "Ola Brandt <ola@mail.example>", "2026-10-05").expect("taken")
    else {
        panic!("it is new");
    };
    let opened = open(desk, id).expect("it opens");
    assert_eq!(opened.contents.proposal.rights.first().map(|wish| wish.code()), Some("erasure"));
    assert_eq!(opened.entry.received_at.date_naive().to_string(), "2026-10-05");
    assert!(paste(desk, ana, "justroo", said, "", "2031-01-01").is_err());
    assert!(paste(desk, ana, "justroo", " ", "", "").is_err());
}

#[actix_web::test]
async fn staff_walk_from_the_inbox_to_a_case_and_nothing_of_a_letter_runs() {
    let scene = Scene::new();
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> I want a copy of all data you hold about me.";
    let id = taken(&scene, &letter(TO, hostile));
    let cookie = scene.cookie("ana", 1);
    let inbox = get(&scene, &cookie, "/console/inbox").await;
    assert_eq!(inbox.status, StatusCode::OK, "{}", inbox.body);
    let path = format!("/console/inbox/{id}");
    assert!(inbox.body.contains(&path) && inbox.body.contains("Access"), "{}", inbox.body);
    let page = get(&scene, &cookie, &path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"));
    let fields = [
        ("controller", "justroo"),
        ("right", "access"),
        ("name", "Emma Wright"),
        ("email", "emma.wright@mail.example"),
        ("on_behalf_of", ""),
    ];
    let done = fill(&scene, &cookie, &path, &format!("{path}/accept"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let case = get(&scene, &cookie, done.header("location")).await;
    assert!(case.status == StatusCode::OK && case.body.contains("Emma Wright"));
    assert!(get(&scene, &cookie, &path).await.body.contains("Became a case"));
}

#[actix_web::test]
async fn what_came_with_a_message_is_fetched_and_who_fetched_it_stands_on_the_log() {
    let scene = Scene::new();
    let bytes = std::fs::read(super::letters::folder("letters").join("20_with_id_attachment.eml")).expect("a letter");
    let (id, cookie) = (taken(&scene, &bytes), scene.cookie("ana", 1));
    let path = format!("/console/inbox/{id}");
    let page = get(&scene, &cookie, &path).await;
    for link in [format!("{path}/file/0"), format!("{path}/file/1"), format!("{path}/original")] {
        assert!(page.body.contains(&link), "{link} in {}", page.body);
    }
    let scan = get(&scene, &cookie, &format!("{path}/file/0")).await;
    assert_eq!((scan.status, scan.header("content-type")), (StatusCode::OK, "application/octet-stream"));
    assert!(scan.header("content-disposition").starts_with("attachment"), "{}", scan.header("content-disposition"));
    let signed = get(&scene, &cookie, &format!("{path}/file/1")).await;
    assert!(signed.body.starts_with("%PDF-1.4"), "{}", signed.body);
    let whole = get(&scene, &cookie, &format!("{path}/original")).await;
    assert!(whole.body.starts_with("From: Emma Wright"), "{}", whole.body);
    for astray in ["file/2", "file/x"] {
        assert_eq!(get(&scene, &cookie, &format!("{path}/{astray}")).await.status, StatusCode::NOT_FOUND, "{astray}");
    }
    let log = scene.desk.read(|_, tx, _| Ok(tx.log_page("desk", 0, 100)?)).expect("the log");
    assert_eq!(log.iter().filter(|entry| entry.kind == "message_fetched").count(), 3);
}

#[test]
fn a_message_that_eight_nodes_take_at_once_is_one_entry() {
    let scene = Scene::new();
    let (desk, bytes) = (&scene.desk, &letter(TO, ASKS));
    let node = || take(desk, Actor::System, "command", Some("justroo"), bytes).expect("it is taken");
    let all: Vec<Taken> = std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..8).map(|_| scope.spawn(node)).collect();
        nodes.into_iter().map(|node| node.join().expect("it ends")).collect()
    });
    assert_eq!(all.iter().filter(|taken| matches!(taken, Taken::New(_))).count(), 1);
    let ids = all.iter().map(|taken| match taken {
        Taken::New(id) | Taken::Known(id) => id.to_string(),
    });
    assert_eq!(ids.collect::<std::collections::BTreeSet<_>>().len(), 1);
}
