//! Asking for something more on the status page.

use rightsdesk::domain::request::{Command, IdentityMethod, Request, State};
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::casework::give_case;

use super::journey::stage;
use super::scene::Scene;
use super::site::{Site, Surfer};
use super::status::{sent, signed_in};
use super::task_link::employed;

fn requests(scene: &Scene, case: rightsdesk::domain::ids::CaseId) -> Vec<Request> {
    scene.desk.read(move |_, tx, _| Ok(tx.requests(case)?)).expect("the store answers")
}

#[actix_web::test]
async fn a_right_is_added_with_a_clock_of_its_own() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    employed(&scene);
    scene.wait(3 * 24 * 60);
    let priya = signed_in(&scene, &site, &case).await;
    let path = format!("/status/{}", case.reference);
    let asked = priya.get(&format!("{path}/add/rights")).await;
    assert!(asked.says("What else would you like?") && asked.says("value=\"erase\""), "{}", asked.body);
    assert!(!asked.says("value=\"copy\""), "what was asked already is not asked again");
    assert!(priya.submit(&format!("{path}/add/rights"), &[]).await.title().starts_with("Error: "));
    let branch = priya.submit(&format!("{path}/add/rights"), &[("right", "erase"), ("right", "marketing")]).await;
    assert!(branch.says("What should we erase?"), "{}", branch.title());
    priya.submit(&format!("{path}/add/erase"), &[("erase_what", "part"), ("erase_part", "my old address")]).await;
    priya.submit(&format!("{path}/add/marketing"), &[("channel", "email")]).await;
    let check = priya.submit(&format!("{path}/add/words"), &[("words", "Thank you.")]).await;
    for words in ["my old address", "Erase my data", "Thank you.", "Our time for it counts from today"] {
        assert!(check.says(words), "{words}: {}", check.body);
    }
    scene.mails();
    let done = priya.submit(&format!("{path}/add/check"), &[]).await;
    for words in ["We have added it", "Erasing your data", "No more marketing", "You asked for something more"] {
        assert!(done.says(words), "{words}: {}", done.body);
    }
    let all = requests(&scene, case.id);
    assert_eq!(all.iter().map(|one| one.right).collect::<Vec<_>>(), [Right::Access, Right::Erasure, Right::Objection]);
    assert_eq!(all[1].history.received, scene.desk.clock.now(), "its time counts from today");
    assert_eq!(all[0].history.received, case.received_at, "nothing changes for the other");
    assert!(all[2].direct_marketing);
    assert!(done.says("Due 4 December") && done.says("Due 7 December"), "{}", done.body);
    let mails = scene.mails();
    let receipt = mails.iter().find(|(kind, ..)| kind == "acknowledgement").expect("a receipt");
    assert!(receipt.2.contains("Saturday 7 November 2026") && receipt.2.contains("7 December 2026"), "{}", receipt.2);
    assert!(mails.iter().any(|(kind, to, _)| kind == "case_news" && to == "tom@shop.example"), "staff are told");
    let log = scene.log(case.id);
    assert!(log.iter().any(|kind| kind == "right_added") && log.iter().any(|kind| kind == "marketing_suppressed"));
    priya.post(&format!("{path}/add/check"), &[]).await;
    assert_eq!(requests(&scene, case.id).len(), 3, "a second click adds nothing");
    let next = priya.get(&format!("{path}/add/rights")).await;
    assert!(
        next.says("value=\"correct\"") && !next.says("value=\"erase\"") && !next.says(" checked>"),
        "{}",
        next.body
    );
}

#[actix_web::test]
async fn nobody_adds_to_a_case_without_its_code() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let path = format!("/status/{}", case.reference);
    let eve = Surfer::at(&site);
    eve.get(&path).await;
    for page in ["add/rights", "add/check", "print", "files"] {
        let shut = eve.get(&format!("{path}/{page}")).await;
        assert!(shut.says("This page is private"), "{page}: {}", shut.body);
    }
    for page in ["add/rights", "add/words", "add/check"] {
        let shut = eve.post(&format!("{path}/{page}"), &[("right", "erase")]).await;
        assert!(shut.says("This page is private"), "{page}");
    }
    assert_eq!(requests(&scene, case.id).len(), 1);
}

#[actix_web::test]
async fn an_objection_beside_a_stop_of_marketing_becomes_a_case_of_its_own() {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.fill_in("justroo", "priya@example.org", &["object"]).await;
    sam.submit("/r/justroo/check", &[]).await;
    sam.submit("/r/justroo/code/without", &[]).await;
    scene.mails();
    let case = scene.cases().pop().expect("a case");
    let priya = signed_in(&scene, &site, &case).await;
    let path = format!("/status/{}", case.reference);
    let asked = priya.get(&format!("{path}/add/rights")).await;
    assert!(asked.says("value=\"marketing\"") && !asked.says("value=\"object\""));
    priya.submit(&format!("{path}/add/rights"), &[("right", "marketing")]).await;
    priya.submit(&format!("{path}/add/marketing"), &[("channel", "all")]).await;
    priya.submit(&format!("{path}/add/words"), &[]).await;
    priya.submit(&format!("{path}/add/check"), &[]).await;
    let cases = scene.cases();
    assert_eq!(cases.len(), 2, "one right stands once in a case");
    let other = cases.iter().find(|one| one.id != case.id).expect("another case");
    assert!(requests(&scene, other.id).iter().all(|request| request.direct_marketing));
    assert!(scene.log(case.id).iter().any(|kind| kind == "objections_parted"), "each names the other");
    assert!(scene.mails().iter().any(|(kind, ..)| kind == "acknowledgement"));
}

/// Adds rights on the status page of a case whose identity was shown with a code, and says how they stand.
async fn added_after_the_check(scene: &Scene, site: &Site, wishes: &[&str]) -> Vec<(Right, State)> {
    let case = sent(scene, site).await;
    let staff = employed(scene);
    let provided_at = scene.desk.clock.now();
    let show = Command::ShowIdentity { method: IdentityMethod::CodeToAddressOnFile, note: String::new(), provided_at };
    give_case(&scene.desk, staff, case.id, show).expect("shown");
    scene.wait(3 * 24 * 60);
    let priya = signed_in(scene, site, &case).await;
    let path = format!("/status/{}", case.reference);
    priya.get(&format!("{path}/add/rights")).await;
    let rights: Vec<(&str, &str)> = wishes.iter().map(|wish| ("right", *wish)).collect();
    priya.submit(&format!("{path}/add/rights"), &rights).await;
    if wishes.contains(&"correct") {
        priya.submit(&format!("{path}/add/correct"), &[("wrong", "My name"), ("should_be", "Priya")]).await;
    }
    if wishes.contains(&"erase") {
        priya.submit(&format!("{path}/add/erase"), &[("erase_what", "all")]).await;
    }
    priya.submit(&format!("{path}/add/words"), &[]).await;
    let done = priya.submit(&format!("{path}/add/check"), &[]).await;
    assert!(done.says("We have added it"), "{}", done.body);
    requests(scene, case.id).iter().map(|request| (request.right, request.state)).collect()
}

#[actix_web::test]
async fn who_has_shown_who_they_are_is_not_asked_again_for_what_they_add() {
    let (scene, site) = stage().await;
    let all = added_after_the_check(&scene, &site, &["correct", "erase"]).await;
    assert_eq!(
        all,
        [
            (Right::Access, State::Gathering),
            (Right::Rectification, State::Gathering),
            (Right::Erasure, State::Gathering)
        ]
    );
    let case = scene.cases().pop().expect("a case");
    let log = scene.log(case.id);
    assert_eq!(log.iter().filter(|kind| *kind == "identity_shown").count(), 3, "each on the log, with the method");
}

#[actix_web::test]
async fn a_company_that_asks_for_more_before_it_erases_still_asks() {
    let mut scene = Scene::new();
    let mut controllers = (*scene.desk.controllers).clone();
    controllers.get_mut("justroo").expect("a company").identity.erasure = Some("order_and_postcode".into());
    let controllers = std::sync::Arc::new(controllers);
    scene.desk.companies = crate::harness::companies::book(std::sync::Arc::clone(&controllers));
    scene.desk.controllers = controllers;
    let site = Site::of(&scene).await;
    let all = added_after_the_check(&scene, &site, &["correct", "erase"]).await;
    assert_eq!(all[1], (Right::Rectification, State::Gathering));
    assert_eq!(all[2], (Right::Erasure, State::Received), "a code to the mailbox is not enough for it");
}
