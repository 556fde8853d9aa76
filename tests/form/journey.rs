//! From the first page to the reference, and what must not happen on the way.

use actix_web::http::StatusCode;
use futures_util::future::join_all;

use super::scene::Scene;
use super::site::{Site, Surfer, between};

#[actix_web::test]
async fn a_request_with_every_right_becomes_one_case_and_marketing_parts_from_the_other_objection() {
    let (scene, site) = stage().await;
    let priya = Surfer::at(&site);
    let all = ["copy", "correct", "erase", "marketing", "object", "pause", "move", "consent"];
    let check = priya.fill_in("justroo", "priya.nair+shop@Example.org", &all).await;
    for words in ["14 Egerton Road", "my old address", "profiling", "reviews", "Please include the note.", "104482"] {
        assert!(check.says(words), "the check page repeats {words}");
    }
    let code_page = priya.submit("/r/justroo/check", &[]).await;
    assert!(code_page.says("priya.nair+shop@example.org") && code_page.says("14:22 (London time)"));
    assert!(scene.cases().is_empty(), "nothing exists before the code");
    scene.wait(5);
    let spaced = scene.code();
    let sent = priya.submit("/r/justroo/code", &[("code", &format!("{} {}", &spaced[..3], &spaced[3..]))]).await;
    let cases = scene.cases();
    assert_eq!(cases.len(), 2, "marketing stops in a case of its own");
    let case = cases.iter().find(|case| sent.says(case.reference.as_str())).expect("the page names the reference");
    assert!(sent.says("4 December 2026"));
    assert_eq!(case.received_at.to_rfc3339(), "2026-11-04T14:12:00+00:00", "the first press of Send is the receipt");
    assert!(case.email_confirmed_at.is_some());
    let id = case.id;
    let requests = scene.desk.read(move |_, tx, _| Ok(tx.requests(id)?)).expect("the store answers");
    assert_eq!(requests.len(), 7);
    assert!(requests.iter().all(|request| !request.direct_marketing), "what is weighed is no marketing");
    let mails = scene.mails();
    assert_eq!(mails.iter().filter(|(kind, ..)| kind == "acknowledgement").count(), 2, "one for each case");
}

/// Defect 10 of the measured peer: a duplicate had begun before anybody looked whether it was one.
#[actix_web::test]
async fn double_click_and_back_button_never_make_a_second_case() {
    let (scene, site) = stage().await;
    let priya = Surfer::at(&site);
    priya.fill_in("justroo", "priya@example.org", &["copy"]).await;
    priya.submit("/r/justroo/check", &[]).await;
    let code = scene.code();
    let clicks = join_all((0..8).map(|_| async { priya.post("/r/justroo/code", &[("code", &code)]).await })).await;
    for click in &clicks {
        assert_eq!((click.status, click.location()), (StatusCode::SEE_OTHER, "/r/justroo/sent"));
    }
    assert_eq!(scene.cases().len(), 1);
    for page in ["ask/who", "ask/you", "check", "code"] {
        assert_eq!(priya.get(&format!("/r/justroo/{page}")).await.location(), "/r/justroo/sent", "{page}");
    }
    for path in ["check", "code/again", "code/without", "ask/words"] {
        let again = priya.post(&format!("/r/justroo/{path}"), &[("words", "again")]).await;
        assert_eq!(again.location(), "/r/justroo/sent", "{path}");
    }
    assert_eq!(scene.cases().len(), 1);
}

#[actix_web::test]
async fn whoever_cannot_get_the_code_can_still_send() {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.fill_in("joro-home", "sam@example.org", &["erase"]).await;
    sam.submit("/r/joro-home/check", &[]).await;
    let sent = sam.submit("/r/joro-home/code/without", &[]).await;
    let case = scene.cases().pop().expect("a case");
    assert!(sent.says(case.reference.as_str()) && sent.says("Your address is not confirmed yet"));
    assert_eq!(case.email_confirmed_at, None);
    assert!(scene.log(case.id).iter().any(|kind| kind == "address_unconfirmed"), "staff can follow up");
}

#[actix_web::test]
async fn a_confirmation_that_was_bookmarked_leads_on_where_it_is_not_kept() {
    let (_scene, site) = stage().await;
    for (address, words, door) in [
        ("/r/justroo/sent", "Your request is not lost", "See where your request stands"),
        ("/r/justroo/sent/date.ics", "Your request is not lost", "JR-"),
    ] {
        let page = Surfer::at(&site).get(address).await;
        assert_eq!(page.status, StatusCode::GONE, "{address}");
        assert!(page.says(words) && page.says(door), "{address}: {}", page.body);
        assert!(page.body.contains(r#"href="/status""#), "{address}: {}", page.body);
    }
}

#[actix_web::test]
async fn marketing_stops_on_three_pages() {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    let first = sam.get("/r/jusstool/stop-marketing").await;
    assert!(first.says("value=\"all\" checked"));
    sam.submit("/r/jusstool/stop-marketing", &[("channel", "phone"), ("channel", "sms")]).await;
    let done = sam.submit("/r/jusstool/stop-marketing/where", &[("email", "sam@example.org")]).await;
    let case = scene.cases().pop().expect("a case");
    assert!(done.says(case.reference.as_str()) && done.says("No more marketing"));
    assert!(done.says("We are stopping our marketing") && !done.says("We have your request"), "{}", done.body);
    assert!(done.says("Stopping now") && !done.says("Due "), "what stops at once has no date: {}", done.body);
    let mail = scene.mails().pop().expect("a receipt");
    assert!(mail.2.contains("Stop telephone and text message marketing"), "{}", mail.2);
    assert!(mail.2.contains("Marketing stops at once") && !mail.2.contains("make sure that it is you"), "{}", mail.2);
}

#[actix_web::test]
async fn an_abandoned_form_leaves_nothing_after_a_day() {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.fill_in("justroo", "sam@example.org", &["copy"]).await;
    scene.wait(24 * 60 + 1);
    let gone = sam.get("/r/justroo/check").await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.says("Please start again"));
    let swept = scene.desk.write(|_, tx, now| Ok(tx.sweep(now)?)).expect("the store sweeps");
    assert!(swept >= 1 && scene.cases().is_empty());
}

#[actix_web::test]
async fn a_changed_answer_returns_to_the_check_page() {
    let (_scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.fill_in("justroo", "sam@example.org", &["copy"]).await;
    sam.get("/r/justroo/ask/find").await;
    let check = sam.submit("/r/justroo/ask/find", &[("id_postcode", "SW1A 1AA")]).await;
    assert!(check.says("Check your answers") && check.says("SW1A 1AA") && check.says("Not provided"));
    assert!(check.says("Everything else") && !check.says("A telephone number"), "what was left empty is one row");
    sam.get("/r/justroo/ask/find").await;
    let check = sam.submit("/r/justroo/ask/find", &[("id_postcode", ""), ("unknown", "unknown")]).await;
    assert!(check.says("Details that help") && check.says("I do not know any of these"), "{}", check.body);
    let more = sam.submit("/r/justroo/ask/rights", &[("right", "copy"), ("right", "erase")]).await;
    assert!(more.says("What should we erase?"), "{}", more.title());
}

#[actix_web::test]
async fn a_parent_and_an_agent_name_the_person_and_the_dead_get_a_way_of_their_own() {
    let (_scene, site) = stage().await;
    let ann = Surfer::at(&site);
    ann.get("/r/justroo/ask/who").await;
    assert!(ann.submit("/r/justroo/ask/who", &[("who", "child")]).await.says("What is their name?"));
    let rights = ann.submit("/r/justroo/ask/person", &[("person", "Mia Ash")]).await;
    assert!(rights.says("means the data of Mia Ash here"), "{}", rights.body);
    let find = ann.submit("/r/justroo/ask/rights", &[("right", "copy")]).await;
    assert!(find.says("How can we find their data?") && find.says("as Mia Ash used it with us"), "{}", find.body);
    let you = ann.submit("/r/justroo/ask/find", &[("unknown", "unknown")]).await;
    assert!(you.says("Your own name, not the one of Mia Ash"), "{}", you.body);
    ann.get("/r/justroo/ask/who").await;
    assert!(ann.submit("/r/justroo/ask/who", &[("who", "died")]).await.says("sorry for your loss"));
}

#[actix_web::test]
async fn a_second_request_from_the_same_browser_is_another_case() {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    for n in 1..=2 {
        sam.fill_in("justroo", "sam@example.org", &["copy"]).await;
        sam.submit("/r/justroo/check", &[]).await;
        let sent = sam.submit("/r/justroo/code/without", &[]).await;
        assert_eq!(scene.cases().len(), n);
        let reference = between(&sent.body, "big ref\">", "<").to_owned();
        assert_eq!(reference.len(), 12, "{reference}");
        sam.submit("/r/justroo/again", &[]).await;
    }
}

#[actix_web::test]
async fn the_date_goes_into_a_calendar_without_a_name() {
    let (_scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.fill_in("justroo", "sam@example.org", &["copy"]).await;
    sam.submit("/r/justroo/check", &[]).await;
    sam.submit("/r/justroo/code/without", &[]).await;
    let entry = sam.get("/r/justroo/sent/date.ics").await;
    assert!(entry.says("DTSTART;VALUE=DATE:20261204") && !entry.says("Priya") && !entry.says("sam@"));
}

pub async fn stage() -> (Scene, Site) {
    let scene = Scene::new();
    let site = Site::of(&scene).await;
    (scene, site)
}
