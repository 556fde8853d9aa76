//! The complaints desk: from the queue to the outcome, the lesson and the figures.

use std::sync::Arc;

use actix_web::http::StatusCode;
use rightsdesk::domain::case::{Case, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::complaint::{AnswerBy, Complaint, State, Verdict};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::Actor;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::Settings;
use rightsdesk::workflow::assignment::assign;
use rightsdesk::workflow::complaints::{NewComplaint, arrival, reminders};

use super::browse::{fill, get};
use super::scene::Scene;

fn complain(scene: &Scene, about: Option<&Case>, words: &str) -> Case {
    let now = scene.desk.clock.now();
    let submission = Submission {
        controller: "justroo".to_owned(),
        channel: Channel::Form,
        received_at: now,
        requester: Requester {
            name: Personal::new("Priya Nair"),
            email: Personal::new("priya@mail.example"),
            language: "en".into(),
        },
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers::default(),
        asked: Vec::new(),
        words: Personal::new(words),
        email_confirmed_at: Some(now),
    };
    let new = NewComplaint {
        submission,
        quoted: about.map(|case| case.reference.clone()),
        remedy: Personal::new("Send the invoices."),
        answer_by: AnswerBy::Phone,
        answer_at: Personal::new("0161 496 0000"),
    };
    arrival::submit(&scene.desk, Actor::Person, new).expect("taken in").0
}

fn complaint_of(scene: &Scene, case: &Case) -> Complaint {
    let id = case.id;
    scene.desk.read(move |_, tx, _| Ok(tx.complaint(id)?)).expect("the store answers").expect("a complaint")
}

fn letters(scene: &Scene, case: &Case) -> Vec<(String, String)> {
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("the outbox answers");
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters: Vec<_> = mails.iter().map(|mail| (mail.kind.clone(), plain(mail.text.reveal()))).collect();
    // In the order of a complaint's life; the clock of a test stands still.
    letters.sort_by_key(|(kind, _)| {
        ["complaint_received", "progress"].iter().position(|known| known == kind).unwrap_or(9)
    });
    letters
}

const OUTCOME: [(&str, &str); 4] = [
    ("verdict", "partly"),
    ("checked", "Every letter about the request."),
    ("findings", "Two invoices were missing."),
    ("action", "You have them with this letter."),
];

#[actix_web::test]
async fn a_complaint_goes_from_the_queue_to_its_outcome() {
    let scene = Scene::new();
    let (asked, _) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    let case = complain(&scene, Some(&asked), "Two invoices were missing.");
    let (ana, dora) = (scene.cookie("ana", 1), scene.cookie("dora", 2));
    let here = format!("/console/complaint/{}", case.reference);
    let queue = get(&scene, &ana, "/console?complaints=yes").await;
    assert!(queue.body.contains(case.reference.as_str()) && !queue.body.contains(asked.reference.as_str()));
    let page = get(&scene, &ana, &here).await;
    for words in ["Two invoices were missing.", "Send the invoices.", "0161 496 0000", asked.reference.as_str()] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(page.body.contains("Acknowledged on Friday 23 October 2026, within the limit of the law."));
    let from_case = get(&scene, &ana, &format!("/console/case/{}", asked.reference)).await;
    assert!(from_case.body.contains(&here), "the request links back");
    let as_case = get(&scene, &ana, &format!("/console/case/{}", case.reference)).await;
    assert!(as_case.body.contains("What the person says"), "a mail or a search leads to the same page");

    let deed = |name: &str| format!("{here}/do/{name}");
    let plan = [("version", "1"), ("plan", "The letters.")];
    let begun = fill(&scene, &ana, &deed("investigate"), &deed("investigate"), &plan).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    let news = [("version", "2"), ("said", "We asked the depot."), ("next", "2026-11-09")];
    assert_eq!(fill(&scene, &ana, &deed("tell_progress"), &deed("tell_progress"), &news).await.status.as_u16(), 303);
    assert_eq!(complaint_of(&scene, &case).state, State::Investigating);
    let refused = get(&scene, &ana, &deed("decide")).await;
    assert!(
        refused.body.contains("your role may not decide complaints")
            || refused.body.contains("Your role may not decide complaints")
    );
    let mut outcome = vec![("version", "3")];
    outcome.extend(OUTCOME);
    let sent = fill(&scene, &dora, &deed("decide"), &deed("decide"), &outcome).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let complaint = complaint_of(&scene, &case);
    assert_eq!((complaint.state, complaint.verdict), (State::OutcomeSent, Some(Verdict::Partly)));
    let letters = letters(&scene, &case);
    let kinds: Vec<&str> = letters.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["complaint_received", "progress", "complaint_outcome"]);
    assert!(letters[1].1.contains("We asked the depot.") && letters[1].1.contains("9 November 2026"));
    for words in ["Two invoices were missing.", "Every letter about the request.", "section 165", "section 167"] {
        assert!(letters[2].1.contains(words), "the outcome lacks {words}: {}", letters[2].1);
    }
    let page = get(&scene, &ana, &here).await;
    for words in ["sent the outcome: partly upheld", "told the person how far it is", "began to look into it"] {
        assert!(page.body.contains(words), "{words}");
    }
}

#[actix_web::test]
async fn whoever_looked_after_the_request_does_not_decide_about_it() {
    let scene = Scene::new();
    let (asked, _) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    assign(&scene.desk, scene.actor("dora"), asked.id, Some(scene.staff["dora"].id)).expect("hers");
    let case = complain(&scene, Some(&asked), "You answered late.");
    let (dora, ruth) = (scene.cookie("dora", 2), scene.cookie("ruth", 4));
    let decide = format!("/console/complaint/{}/do/decide", case.reference);
    let page = get(&scene, &dora, &decide).await;
    assert!(page.body.contains("another person decides"), "the button says why");
    let mut outcome = vec![("version", "1")];
    outcome.extend(OUTCOME);
    assert_eq!(fill(&scene, &ruth, &decide, &decide, &outcome).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn whoever_works_alone_says_why_they_decide_about_their_own_work() {
    let mut scene = Scene::new();
    scene.desk.settings = Arc::new(Settings { solo: true, ..(*scene.desk.settings).clone() });
    let (asked, _) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    assign(&scene.desk, scene.actor("dora"), asked.id, Some(scene.staff["dora"].id)).expect("hers");
    let case = complain(&scene, Some(&asked), "You answered late.");
    let dora = scene.cookie("dora", 2);
    let decide = format!("/console/complaint/{}/do/decide", case.reference);
    let page = get(&scene, &dora, &decide).await;
    assert!(page.body.contains("You looked after the request that this complaint is about"));
    let mut bare = vec![("version", "1")];
    bare.extend(OUTCOME);
    let refused = fill(&scene, &dora, &decide, &decide, &bare).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("say why you decide yourself"));
    let mut silent = bare.clone();
    silent.push(("alone", " "));
    assert_eq!(fill(&scene, &dora, &decide, &decide, &silent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut said = bare;
    said.push(("alone", "We are two, and the other is ill."));
    assert_eq!(fill(&scene, &dora, &decide, &decide, &said).await.status, StatusCode::SEE_OTHER);
    let page = get(&scene, &dora, &format!("/console/complaint/{}", case.reference)).await;
    assert!(page.body.contains("We are two, and the other is ill."), "the record says why");
    let letter = letters(&scene, &case).pop().expect("an outcome").1;
    assert!(!letter.contains("the other is ill"), "the person does not read it");
}

#[actix_web::test]
async fn a_lesson_is_written_down_listed_and_done() {
    let scene = Scene::new();
    let case = complain(&scene, None, "You still write to me.");
    let (ana, otto) = (scene.cookie("ana", 1), scene.cookie("otto", 3));
    let here = format!("/console/complaint/{}", case.reference);
    let blank = [("change", "  "), ("owner", ""), ("by", "")];
    let again = fill(&scene, &ana, &here, &format!("{here}/lesson"), &blank).await;
    assert!(again.body.contains("Say what we change"));
    let owner = scene.staff["ruth"].id.to_string();
    let lesson = [("change", "Stop the\n newsletter everywhere"), ("owner", owner.as_str()), ("by", "2026-10-01")];
    assert_eq!(fill(&scene, &ana, &here, &format!("{here}/lesson"), &lesson).await.status, StatusCode::SEE_OTHER);
    let list = get(&scene, &otto, "/console/lessons").await;
    for words in ["Stop the newsletter everywhere", "Ruth Calder", "Late", "1 October 2026"] {
        assert!(list.body.contains(words), "{words}");
    }
    assert!(!list.body.contains("It is done"), "an auditor reads and changes nothing");
    let id = scene.desk.read(|_, tx, _| Ok(tx.lessons()?)).expect("the register").pop().expect("a lesson").id;
    let done = format!("/console/lessons/{id}/done");
    assert_eq!(fill(&scene, &ana, "/console/lessons", &done, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(fill(&scene, &ana, "/console/lessons", &done, &[]).await.status, StatusCode::CONFLICT);
}

#[actix_web::test]
async fn the_figures_of_a_period_are_shown_and_exported() {
    let scene = Scene::new();
    complain(&scene, None, "One.");
    scene.wait(40);
    let second = complain(&scene, None, "Two.");
    let dora = scene.cookie("dora", 2);
    let decide = format!("/console/complaint/{}/do/decide", second.reference);
    let mut outcome = vec![("version", "1")];
    outcome.extend(OUTCOME);
    scene.wait(5);
    let dora_later = scene.cookie("dora", 4);
    assert_eq!(fill(&scene, &dora_later, &decide, &decide, &outcome).await.status, StatusCode::SEE_OTHER);
    drop(dora);
    let all = get(&scene, &dora_later, "/console/complaints.csv?from=2026-10-01&until=2026-12-31").await;
    assert!(all.header("content-type").starts_with("text/csv"));
    let row = all.body.lines().find(|line| line.starts_with("Justroo,")).expect("a row");
    assert_eq!(row, "Justroo,2026-10-01,2026-12-31,2,2,0,0,1,0,1,0,0,5");
    let october = get(&scene, &dora_later, "/console/complaints.csv?from=2026-10-23&until=2026-10-23").await;
    assert!(october.body.contains("Justroo,2026-10-23,2026-10-23,1,1,0,0,1,0,0,0,0,\r\n"), "{}", october.body);
    let page = get(&scene, &dora_later, "/console/complaints").await;
    assert!(page.body.contains("Median days to outcome"));
}

#[actix_web::test]
async fn staff_are_reminded_of_a_complaint_once_for_each_day_it_is_owed() {
    let scene = Scene::new();
    let case = complain(&scene, None, "You answered late.");
    let queued = || reminders::remind(&scene.desk).expect("reminders are made");
    assert_eq!(queued(), 0, "nothing is owed on the first day");
    scene.wait(25);
    assert_eq!((queued(), queued()), (1, 0), "once for the one handler");
    scene.wait(10);
    assert_eq!(queued(), 1, "overdue since our own date has passed");
    let reminder = letters(&scene, &case).pop().expect("a mail").1;
    assert!(reminder.contains(&format!("/console/complaint/{}", case.reference)) && !reminder.contains("Priya"));
    let id = case.id;
    rightsdesk::workflow::complaints::give(
        &scene.desk,
        Actor::Person,
        id,
        None,
        rightsdesk::domain::complaint::Command::Withdraw,
    )
    .expect("theirs to take back");
    scene.wait(1);
    assert_eq!(queued(), 0, "a closed complaint reminds nobody");
}
