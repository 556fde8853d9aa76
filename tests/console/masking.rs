//! What somebody sees of a case that is not theirs: as shipped, where a company states otherwise, and in the inbox.

use actix_web::http::StatusCode;
use chrono::Duration;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::IncomingId;
use rightsdesk::domain::request::Actor;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::assignment::assign;
use rightsdesk::workflow::incoming::{Answer, Taken, attach, take};

use super::browse::{Answer as Page, fill, get, post};
use super::scene::Scene;

const EDIT: &str = "/console/companies/justroo/edit/desk";
const SECRETS: [&str; 4] = ["Raman", "My neighbour Tom", "priya@mail.example", "07700 900118"];

fn asked(scene: &Scene, shop: &str) -> Case {
    scene.submit(shop, "Priya Raman", &[Right::Access], "My neighbour Tom knows more.").0
}

/// The administrator says what handlers of Justroo see.
async fn stated(scene: &Scene, shown: &str) {
    let tom = scene.cookie("tom", 99);
    let saved = fill(scene, &tom, EDIT, EDIT, &[("p1", "/showing/handlers"), ("f1", shown)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

#[track_caller]
fn hides(page: &Page, whose: &str) {
    for secret in SECRETS {
        assert!(!page.body.contains(secret), "{whose} shows {secret}: {}", page.body);
    }
}

/// How many lines of a kind the log of a case has.
fn lines(scene: &Scene, case: &Case, kind: &str) -> usize {
    let (id, kind) = (case.id, kind.to_owned());
    let log = scene.desk.read(move |_, tx, _| Ok(tx.log_of(id)?)).expect("the log");
    log.iter().filter(|line| line.kind == kind).count()
}

#[actix_web::test]
async fn as_shipped_a_handler_takes_a_case_and_sees_it_in_full() {
    let scene = Scene::as_shipped();
    let case = asked(&scene, "justroo");
    let page = format!("/console/case/{}", case.reference);
    let ana = scene.cookie("ana", 1);
    let short = get(&scene, &ana, &page).await;
    hides(&short, "the case");
    assert!(short.body.contains("Take this case") && short.body.contains("Show it in full for 15 minutes"));
    let taken = fill(&scene, &ana, &page, &format!("{page}/owner"), &[("owner", "me"), ("then", &page)]).await;
    assert_eq!((taken.status, taken.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
    let full = get(&scene, &ana, &page).await.body;
    assert!(full.contains("Priya Raman") && full.contains("My neighbour Tom"), "{full}");
    assert!(full.contains("gave the case to Ana Petrova") && !full.contains("Take this case"), "{full}");
    assert_eq!((lines(&scene, &case, "assigned"), lines(&scene, &case, "identifiers_shown")), (1, 0));
    scene.wait(30);
    assert!(get(&scene, &scene.cookie("ana", 2), &page).await.body.contains("Priya Raman"), "it stays theirs");
}

#[actix_web::test]
async fn a_handler_asks_sees_the_case_for_some_minutes_and_it_is_logged_once() {
    let scene = Scene::as_shipped();
    let case = asked(&scene, "justroo");
    assign(&scene.desk, scene.actor("ruth"), case.id, Some(scene.staff["ruth"].id)).expect("given");
    let page = format!("/console/case/{}", case.reference);
    let ana = scene.cookie("ana", 1);
    for path in [page.clone(), "/console".to_owned()] {
        let shown = get(&scene, &ana, &path).await;
        assert_eq!(shown.status, StatusCode::OK, "{path}");
        assert!(!shown.body.contains("Take this case"), "it is a colleague's");
        hides(&shown, &path);
    }
    let ask = format!("{page}/identifiers");
    for click in 1..=2 {
        let shown = fill(&scene, &ana, &page, &ask, &[]).await;
        assert_eq!(shown.status, StatusCode::SEE_OTHER, "click {click}: {}", shown.body);
    }
    let full = get(&scene, &ana, &page).await.body;
    for secret in SECRETS {
        assert!(full.contains(secret), "{secret}: {full}");
    }
    assert_eq!(lines(&scene, &case, "identifiers_shown"), 1, "two clicks are one look");
    scene.clock.move_by(Duration::minutes(16));
    let later = get(&scene, &ana, &page).await;
    assert!(later.body.contains("Priya R."), "a look ends by itself: {}", later.body);
    hides(&later, "the case after a look");
}

#[actix_web::test]
async fn a_page_that_is_masked_says_so_and_leads_on_to_what_was_asked_for() {
    let scene = Scene::as_shipped();
    let case = asked(&scene, "justroo");
    let ana = scene.cookie("ana", 1);
    let page = format!("/console/case/{}", case.reference);
    let reply = format!("{page}/reply");
    let closed = get(&scene, &ana, &reply).await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
    assert!(closed.body.contains("This part of the case is masked") && closed.body.contains("Take this case"));
    hides(&closed, "the page in its place");
    let written = format!("/console/case/%4A{}/reply", &case.reference.as_str()[1..]);
    let otherwise = get(&scene, &ana, &written).await;
    assert_eq!(otherwise.status, StatusCode::NOT_FOUND, "no other way to write a reference goes round it");
    let ask = format!("{page}/identifiers");
    let shown = fill(&scene, &ana, &reply, &ask, &[("then", &closed.hidden("then"))]).await;
    assert_eq!((shown.status, shown.header("location")), (StatusCode::SEE_OTHER, reply.as_str()));
    assert_eq!(get(&scene, &ana, &reply).await.status, StatusCode::OK);
    let elsewhere = fill(&scene, &ana, &page, &ask, &[("then", "https://evil.example/")]).await;
    assert_eq!(elsewhere.header("location"), format!("{page}#identifiers"), "no way leads out of the console");
}

#[actix_web::test]
async fn a_deed_that_would_show_the_case_is_a_look_and_loses_nothing() {
    let scene = Scene::as_shipped();
    let case = asked(&scene, "justroo");
    let (ana, page) = (scene.cookie("ana", 1), format!("/console/case/{}", case.reference));
    let token = get(&scene, &ana, &page).await.hidden("form_token");
    let typed = [("form_token", token.as_str()), ("text", "Hello.\n\nWe looked."), ("do", "look")];
    let looked = post(&scene, &ana, &format!("{page}/reply"), &typed).await;
    assert_eq!(looked.status, StatusCode::OK, "what was typed while a look ended is not lost: {}", looked.body);
    assert!(looked.body.contains("We looked."));
    assert_eq!(lines(&scene, &case, "identifiers_shown"), 1);
}

#[actix_web::test]
async fn one_person_who_asks_shows_nothing_to_another() {
    let scene = Scene::as_shipped();
    let case = asked(&scene, "justroo");
    let page = format!("/console/case/{}", case.reference);
    let tom = scene.cookie("tom", 1);
    fill(&scene, &tom, &page, &format!("{page}/identifiers"), &[]).await;
    assert!(get(&scene, &tom, &page).await.body.contains("Priya Raman"), "an administrator asked");
    let ana = get(&scene, &scene.cookie("ana", 2), &page).await;
    assert!(ana.body.contains("Show it in full"), "a handler did not: {}", ana.body);
    hides(&ana, "the case of another look");
}

#[actix_web::test]
async fn every_role_sees_what_the_company_and_its_role_let_it_see() {
    let scene = Scene::as_shipped();
    stated(&scene, "full").await;
    let history = get(&scene, &scene.cookie("tom", 98), "/console/companies/justroo").await.body;
    assert!(history.contains("names and letters of every case"), "{history}");
    assert!(history.contains("Saved here on 23 October 2026 by Tom Adeyemi"), "{history}");
    let (here, there) = (asked(&scene, "justroo"), asked(&scene, "jusstool"));
    for (who, secret, masked_here, masked_there) in [
        ("ana", 1, false, true),
        ("ruth", 2, false, false),
        ("dora", 3, false, false),
        ("tom", 4, false, true),
        ("otto", 5, true, true),
    ] {
        let cookie = scene.cookie(who, secret);
        for (case, masked) in [(&here, masked_here), (&there, masked_there)] {
            let shown = get(&scene, &cookie, &format!("/console/case/{}", case.reference)).await.body;
            assert_eq!(!shown.contains("Priya Raman"), masked, "{who} at {}", case.controller);
            assert_eq!(!shown.contains("My neighbour Tom"), masked, "{who} at {}", case.controller);
        }
    }
    let page = format!("/console/case/{}", here.reference);
    let otto = scene.cookie("otto", 6);
    assert_eq!(fill(&scene, &otto, &page, &format!("{page}/identifiers"), &[]).await.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn where_a_company_masks_every_case_its_owner_asks_too() {
    let scene = Scene::as_shipped();
    stated(&scene, "masked").await;
    let case = asked(&scene, "justroo");
    assign(&scene.desk, scene.actor("ana"), case.id, Some(scene.staff["ana"].id)).expect("given");
    let (ana, page) = (scene.cookie("ana", 1), format!("/console/case/{}", case.reference));
    let short = get(&scene, &ana, &page).await;
    assert!(!short.body.contains("Take this case"), "taking it would show nothing: {}", short.body);
    hides(&short, "their own case");
    fill(&scene, &ana, &page, &format!("{page}/identifiers"), &[]).await;
    assert!(get(&scene, &ana, &page).await.body.contains("Priya Raman"));
}

#[actix_web::test]
async fn who_works_alone_sees_what_nobody_looks_after() {
    let scene = Scene::alone();
    let case = asked(&scene, "justroo");
    let page = format!("/console/case/{}", case.reference);
    let tom = scene.cookie("tom", 1);
    assert!(get(&scene, &tom, &page).await.body.contains("Priya Raman"), "there is nobody else to take it");
    assign(&scene.desk, scene.actor("ruth"), case.id, Some(scene.staff["ruth"].id)).expect("given");
    hides(&get(&scene, &tom, &page).await, "the case that a second person looks after");
    hides(&get(&scene, &scene.cookie("otto", 2), &page).await, "what an auditor sees");
}

#[actix_web::test]
async fn a_letter_of_a_masked_case_is_not_printed() {
    let scene = Scene::as_shipped();
    let case = asked(&scene, "justroo");
    let page = format!("/console/case/{}", case.reference);
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("letters");
    let letter = format!("{page}/letter/{}", mails.first().expect("an acknowledgement").id);
    for (who, secret) in [("ana", 1), ("otto", 2)] {
        let cookie = scene.cookie(who, secret);
        let shown = get(&scene, &cookie, &page).await;
        assert!(!shown.body.contains("Print this letter"), "{who}");
        let token = shown.hidden("form_token");
        let printed = post(&scene, &cookie, &letter, &[("form_token", token.as_str())]).await;
        assert_eq!(printed.status, StatusCode::FORBIDDEN, "{who}");
        assert!(!printed.body.starts_with("%PDF"), "{who}");
    }
    let ruth = scene.cookie("ruth", 3);
    let printed = fill(&scene, &ruth, &letter, &letter, &[]).await;
    assert_eq!((printed.status, printed.header("content-type")), (StatusCode::OK, "application/pdf"));
}

#[actix_web::test]
async fn a_wording_is_not_tried_on_a_case_that_is_masked() {
    let scene = Scene::as_shipped();
    let case = asked(&scene, "justroo");
    let (tom, page) = (scene.cookie("tom", 1), "/console/letters/justroo/acknowledgement");
    let body = get(&scene, &tom, page).await;
    assert_eq!(body.status, StatusCode::OK, "{}", body.body);
    let typed = [("act", "try"), ("body", "{name}, hello."), ("reference", case.reference.as_str())];
    let tried = fill(&scene, &tom, page, page, &typed).await;
    assert!(tried.body.contains("This case is masked for you"), "{}", tried.body);
    hides(&tried, "a wording that was tried");
}

const MESSAGE: &[u8] = b"From: Priya Raman <priya@mail.example>\r\nTo: privacy@shop.example\r\nSubject: My data\r\n\
    Message-ID: <one@mail.example>\r\nDate: Thu, 01 Oct 2026 08:00:00 +0000\r\n\r\nMy neighbour Tom knows more.\r\n";

fn message(scene: &Scene) -> IncomingId {
    match take(&scene.desk, Actor::System, "command", Some("justroo"), MESSAGE).expect("it is taken") {
        Taken::New(id) | Taken::Known(id) => id,
    }
}

fn opened(scene: &Scene) -> usize {
    let log = scene.desk.read(|_, tx, _| Ok(tx.log_page("desk", 0, 1000)?)).expect("the log of the desk");
    log.iter().filter(|line| line.kind == "message_opened").count()
}

#[actix_web::test]
async fn a_message_of_no_case_is_a_subject_in_the_list_and_opening_it_is_noted_once() {
    let scene = Scene::as_shipped();
    let here = format!("/console/inbox/{}", message(&scene));
    let (ana, otto) = (scene.cookie("ana", 1), scene.cookie("otto", 2));
    for list in ["/console/inbox", "/console/inbox.csv"] {
        let shown = get(&scene, &ana, list).await;
        assert!(shown.body.contains("My data") && shown.body.contains("Priya R."), "{}", shown.body);
        hides(&shown, list);
        let read = get(&scene, &otto, list).await;
        assert!(!read.body.contains("My data"), "an auditor reads no subjects: {}", read.body);
        hides(&read, list);
    }
    assert_eq!(opened(&scene), 0, "a list opens nothing");
    for _ in 1..=2 {
        assert!(get(&scene, &ana, &here).await.body.contains("My neighbour Tom knows more."));
    }
    assert_eq!(opened(&scene), 1, "two looks within some minutes are one");
    scene.clock.move_by(Duration::minutes(16));
    get(&scene, &ana, &here).await;
    get(&scene, &scene.cookie("ruth", 3), &here).await;
    assert_eq!(opened(&scene), 3, "later is another look, and so is another person's");
    let read = get(&scene, &otto, &here).await;
    assert!(read.body.contains("Your role reads how the desk works"), "{}", read.body);
    hides(&read, "what an auditor sees of a message");
    assert_eq!(opened(&scene), 3);
}

#[actix_web::test]
async fn a_message_of_a_case_is_seen_as_its_case_is() {
    let scene = Scene::as_shipped();
    let (case, id) = (asked(&scene, "justroo"), message(&scene));
    attach(&scene.desk, scene.actor("ruth"), id, case.id, &Answer::Nothing).expect("added");
    let (ana, here) = (scene.cookie("ana", 1), format!("/console/inbox/{id}"));
    let list = get(&scene, &ana, "/console/inbox").await;
    assert!(list.body.contains(&format!("Message of {}", case.reference)) && !list.body.contains("My data"));
    let short = get(&scene, &ana, &here).await;
    assert!(short.body.contains("Take this case") && short.body.contains("Priya R."), "{}", short.body);
    assert!(!short.body.contains("My data"), "{}", short.body);
    hides(&short, "a message of a masked case");
    for file in ["original", "file/0"] {
        let fetched = get(&scene, &ana, &format!("{here}/{file}")).await;
        assert_eq!(fetched.status, StatusCode::FORBIDDEN, "{file}");
        assert!(fetched.body.contains("Show it in full for 15 minutes"), "{file}: {}", fetched.body);
    }
    let case_page = format!("/console/case/{}", case.reference);
    let then = short.hidden("then");
    let taken = fill(&scene, &ana, &here, &format!("{case_page}/owner"), &[("owner", "me"), ("then", &then)]).await;
    assert_eq!(taken.header("location"), here, "back to the message");
    assert!(get(&scene, &ana, &here).await.body.contains("My neighbour Tom knows more."));
    assert_eq!(opened(&scene), 0, "the case keeps its own log");
}
