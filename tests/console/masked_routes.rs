//! Every answer of the console about a case that is masked for whoever asks: nothing of the person is in any of them.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::{Case, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::complaint::AnswerBy;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, IdentityMethod};
use rightsdesk::domain::right::Right;
use rightsdesk::web::console::{ConsoleRoute, Masking, ROUTES};
use rightsdesk::workflow::complaints::{NewComplaint, arrival};
use rightsdesk::workflow::incoming::{Answer, Taken, attach, take};

use super::browse::{fill, get, post, send_in_parts};
use super::scene::Scene;

/// What must never stand in an answer. Each stands in another place of the case.
const MARKS: [&str; 12] = [
    "Zephyrmark",
    "quirina@mail.example",
    "07700 900118",
    "LS6 2AB",
    "zebra-words",
    "zebra-detail",
    "zebra-note",
    "zebra-reply",
    "zebra-file",
    "zebra-hold",
    "zebra-identity",
    "zebra-message",
];

/// A case with something of the person in every place where there can be something, the complaint about it, and its message.
struct Told {
    case: Case,
    complaint: Case,
    message: String,
    letter: String,
    file: String,
}

const MESSAGE: &[u8] = b"From: Quirina Zephyrmark <quirina@mail.example>\r\nTo: privacy@shop.example\r\n\
    Subject: About zebra-message\r\nMessage-ID: <one@mail.example>\r\nDate: Thu, 01 Oct 2026 08:00:00 +0000\r\n\r\n\
    It is about zebra-message.\r\n";

async fn told(scene: &Scene) -> Told {
    let rights = [Right::Access, Right::Erasure, Right::Rectification];
    let mut submission = scene.submission("justroo", "Quirina Zephyrmark", &rights, "zebra-words and more");
    submission.asked.iter_mut().for_each(|asked| asked.detail = Personal::new("zebra-detail"));
    let (case, _) = scene.take_in(&submission);
    let (method, provided_at) = (IdentityMethod::OrderAndPostcode, scene.desk.clock.now());
    scene.all("ruth", &case, Command::ShowIdentity { method, note: "zebra-identity".into(), provided_at });
    let (dora, page) = (scene.cookie("dora", 90), format!("/console/case/{}", case.reference));
    let reply = format!("{page}/reply");
    for (path, fields) in [
        (format!("{page}/note"), vec![("note", "zebra-note for colleagues")]),
        (format!("{page}/hold"), vec![("reason", "zebra-hold in court")]),
        (reply, vec![("text", "Hello Quirina Zephyrmark.\n\nzebra-reply."), ("do", "send")]),
    ] {
        let done = fill(scene, &dora, &page, &path, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {}", done.body);
    }
    let put = put_file(scene, &dora, &page).await;
    let message = match take(&scene.desk, Actor::System, "command", Some("justroo"), MESSAGE).expect("taken") {
        Taken::New(id) | Taken::Known(id) => id,
    };
    attach(&scene.desk, scene.actor("dora"), message, case.id, &Answer::Nothing).expect("added");
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("letters");
    let letter = mails.first().expect("a letter").id.to_string();
    let complaint = complain(scene, &case);
    Told { case, complaint, message: message.to_string(), letter, file: put }
}

async fn put_file(scene: &Scene, cookie: &str, page: &str) -> String {
    let file = Some(("zebra-file.txt", b"zebra-file inside".as_slice()));
    let there = format!("{page}/attachment");
    let put = send_in_parts(scene, cookie, (page, &there), &[("answer", "note")], file).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    let full = get(scene, cookie, page).await.body;
    let at = full.split_once("/attachment/").expect("a link to the file").1;
    at.split('"').next().unwrap_or_default().to_owned()
}

fn complain(scene: &Scene, about: &Case) -> Case {
    let now = scene.desk.clock.now();
    let submission = Submission {
        controller: "justroo".to_owned(),
        channel: Channel::Form,
        received_at: now,
        requester: Requester {
            name: Personal::new("Quirina Zephyrmark"),
            email: Personal::new("quirina@mail.example"),
            language: "en".into(),
        },
        on_behalf: OnBehalf::Another { name: Personal::new("Otilia Zephyrmark") },
        identifiers: Identifiers::default(),
        asked: Vec::new(),
        words: Personal::new("zebra-words were ignored"),
        email_confirmed_at: Some(now),
    };
    let new = NewComplaint {
        submission,
        quoted: Some(about.reference.clone()),
        remedy: Personal::new("zebra-detail"),
        answer_by: AnswerBy::Phone,
        answer_at: Personal::new("07700 900118"),
    };
    arrival::submit(&scene.desk, Actor::Person, new).expect("taken in").0
}

/// The address of a route about the case; other ids are nobody's.
fn path_of(route: &ConsoleRoute, told: &Told) -> String {
    let reference = if route.path.contains("/complaint/") { &told.complaint.reference } else { &told.case.reference };
    let known = [
        ("{reference}", reference.as_str()),
        ("{right}", "access"),
        ("{command}", "extend"),
        ("{mail}", &told.letter),
        ("{file}", &told.file),
        ("{entry}", &told.message),
        ("{number}", "0"),
        ("{nth}", "0"),
        ("{group}", "0"),
    ];
    let path = known.iter().fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
    let nobody = "01900000-0000-7000-8000-000000000000";
    path.split('/').map(|part| if part.starts_with('{') { nobody } else { part }).collect::<Vec<_>>().join("/")
}

fn shown(body: &str) -> Vec<&'static str> {
    MARKS.into_iter().filter(|mark| body.contains(mark)).collect()
}

#[test]
fn every_route_about_a_case_or_a_message_says_what_becomes_of_it_while_it_is_masked() {
    for route in ROUTES {
        let about = route.path.contains("{reference}") || route.path.contains("/inbox/{entry}");
        assert_eq!(route.masking.is_some(), about, "{} {}", route.method, route.path);
        let named = matches!(route.masking, Some(Masking::Closed | Masking::Looks));
        assert!(!named || route.path.contains("{reference}"), "the guard finds the case of {}", route.path);
        assert!(route.masking != Some(Masking::Looks) || route.method == "POST", "a page is no deed: {}", route.path);
    }
}

#[actix_web::test]
async fn nothing_of_a_person_is_in_any_answer_about_a_case_that_is_masked() {
    let scene = Scene::as_shipped();
    let told = told(&scene).await;
    let mut wrong = Vec::new();
    let mut asked = 0;
    for (who, secret) in [("ana", 1), ("tom", 2), ("otto", 3)] {
        let cookie = scene.cookie(who, secret);
        let role = scene.staff[who].role;
        let token = get(&scene, &cookie, "/console").await.hidden("form_token");
        for route in ROUTES.iter().filter(|route| route.masking.is_some() && route.access.admits(Some(role))) {
            let path = path_of(route, &told);
            // These two are how somebody comes to see it; a deed that may show it is a look.
            let shows = path.ends_with("/identifiers") || route.masking == Some(Masking::Looks);
            if shows {
                continue;
            }
            let answer = match route.method {
                "GET" => get(&scene, &cookie, &path).await,
                _ => post(&scene, &cookie, &path, &[("form_token", token.as_str())]).await,
            };
            asked += 1;
            let closed = answer.status == StatusCode::FORBIDDEN && answer.body.contains("id=\"masked\"");
            if (route.masking == Some(Masking::Closed)) != closed && !path.contains("/inbox/") {
                wrong.push(format!("{who} {} {path}: {}", route.method, answer.status));
            }
            let shown = shown(&answer.body);
            if !shown.is_empty() {
                wrong.push(format!("{who} {} {path}: {shown:?}", route.method));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(asked > 100, "the table was walked: {asked}");
}

#[actix_web::test]
async fn nothing_of_a_person_is_in_any_list_either() {
    let scene = Scene::as_shipped();
    let told = told(&scene).await;
    let mut wrong = Vec::new();
    for (who, secret) in [("ana", 1), ("tom", 2), ("otto", 3)] {
        let (cookie, role) = (scene.cookie(who, secret), scene.staff[who].role);
        let lists = ROUTES.iter().filter(|route| route.method == "GET" && !route.path.contains('{'));
        for route in lists.filter(|route| route.access.admits(Some(role))) {
            let answer = get(&scene, &cookie, route.path).await;
            let shown = shown(&answer.body);
            if !shown.is_empty() {
                wrong.push(format!("{who} {}: {shown:?}", route.path));
            }
        }
        let found = fill(&scene, &cookie, "/console", "/console/search", &[("q", "zebra")]).await;
        assert!(found.body.contains(told.case.reference.as_str()), "what is masked is found: {}", found.body);
        assert!(shown(&found.body).is_empty(), "{who} finds {:?}", shown(&found.body));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[actix_web::test]
async fn the_same_answers_hold_what_they_should_for_whoever_decides() {
    let scene = Scene::as_shipped();
    let told = told(&scene).await;
    let dora = scene.cookie("dora", 1);
    let case = get(&scene, &dora, &format!("/console/case/{}", told.case.reference)).await.body;
    let complaint = get(&scene, &dora, &format!("/console/complaint/{}", told.complaint.reference)).await.body;
    let message = get(&scene, &dora, &format!("/console/inbox/{}", told.message)).await.body;
    let all = format!("{case}{complaint}{message}");
    // Identifiers are shortened for everybody until they ask.
    for mark in MARKS.iter().filter(|mark| !["LS6 2AB"].contains(mark)) {
        assert!(all.contains(mark), "the test would find {mark}");
    }
}

#[actix_web::test]
async fn mail_to_colleagues_names_nobody() {
    let scene = Scene::as_shipped();
    let told = told(&scene).await;
    let id = told.case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("letters");
    let ours = mails.iter().filter(|mail| mail.to.reveal().ends_with("@desk.example"));
    for mail in ours {
        let text = format!("{}\n{}", mail.subject, mail.text.reveal());
        assert!(shown(&text).is_empty(), "{}: {:?}", mail.kind, shown(&text));
    }
}

/// Who sees what where, as the documentation has it.
fn documented() -> String {
    let words = |masking| match masking {
        Masking::Within => "leaves out what is masked",
        Masking::Closed => "closed, and says how to see it",
        Masking::Looks => "done, and noted as a look",
    };
    let mut text = "| method | path | while the case is masked |\n|---|---|---|\n".to_owned();
    for route in ROUTES {
        if let Some(masking) = route.masking {
            text.push_str(&format!("| {} | `{}` | {} |\n", route.method, route.path, words(masking)));
        }
    }
    text
}

#[test]
fn the_documented_masks_are_the_real_ones() {
    crate::house::documents::demand_block("docs/ROLES.md", "masks", &documented());
}
