//! A reply: begun with a text, looked at, sent, and taken back in time.

use actix_web::http::StatusCode;
use chrono::Duration;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::outbox::MailLine;

use super::browse::{fill, get};
use super::scene::Scene;

fn replies(scene: &Scene, case: &Case) -> Vec<MailLine> {
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("mails");
    mails.into_iter().filter(|mail| mail.kind == "message").collect()
}

#[actix_web::test]
async fn a_reply_begins_with_a_text_is_looked_at_and_goes_out_after_half_a_minute() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let text = [("name", "Where is my order number?"), ("body", "Your order number stands in our mail, {name}.")];
    assert_eq!(fill(&scene, &ana, "/console/texts", "/console/texts", &text).await.status, StatusCode::SEE_OTHER);
    let twice = fill(&scene, &ana, "/console/texts", "/console/texts", &text).await;
    assert!(twice.body.contains("a text of this name already"), "{}", twice.body);
    let page = format!("/console/case/{}/reply", case.reference);
    let form = get(&scene, &ana, &page).await;
    let at = form.body.find("Where is my order number?").expect("the text is offered");
    let id = form.body[..at].rsplit("value=\"").next().and_then(|rest| rest.split('"').next()).expect("its id");
    let begun = fill(&scene, &ana, &page, &page, &[("text", "Hello."), ("begin", id), ("do", "insert")]).await;
    assert!(begun.body.contains("Hello.\n\nYour order number stands in our mail, Priya Raman."), "{}", begun.body);
    let empty = fill(&scene, &ana, &page, &page, &[("text", " "), ("do", "send")]).await;
    assert!(empty.body.contains("Write what you want to tell the person"), "{}", empty.body);
    let looked = fill(&scene, &ana, &page, &page, &[("text", "We looked.\n\nAnd found it."), ("do", "look")]).await;
    assert!(looked.body.contains("As it will arrive") && looked.body.contains(case.reference.as_str()));
    assert!(replies(&scene, &case).is_empty(), "looking sends nothing");
    let sent = fill(&scene, &ana, &page, &page, &[("text", "We looked.\n\nAnd found it."), ("do", "send")]).await;
    let there = sent.header("location").to_owned();
    assert!(get(&scene, &ana, &there).await.body.contains("Take it back"));
    let due = |scene: &Scene| {
        let (now, until) = (scene.desk.clock.now(), scene.desk.clock.now() + Duration::minutes(1));
        scene.desk.write(move |_, tx, _| Ok(tx.claim_mail(now, until, 99)?.len())).expect("claimed")
    };
    assert_eq!(due(&scene), 1, "only the acknowledgement goes out at once");
    scene.clock.move_by(Duration::seconds(31));
    assert!(get(&scene, &ana, &there).await.body.contains("can no longer be taken back"));
    let late = fill(&scene, &ana, &there, &format!("{there}/undo"), &[]).await;
    assert_eq!(late.header("location"), there, "it is too late");
    assert_eq!(replies(&scene, &case).len(), 1);
}

#[actix_web::test]
async fn what_the_person_wrote_last_stands_beside_the_reply() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "All orders since March, please.");
    let page = get(&scene, &ana, &format!("/console/case/{}/reply", case.reference)).await;
    assert!(page.body.contains("What they wrote last") && page.body.contains("All orders since March, please."));
    let (silent, _) = scene.submit("justroo", "Sam Hill", &[Right::Access], "");
    let page = get(&scene, &ana, &format!("/console/case/{}/reply", silent.reference)).await;
    assert!(!page.body.contains("What they wrote last"), "{}", page.body);
}

#[actix_web::test]
async fn a_reply_that_is_taken_back_is_a_draft_again_and_never_leaves() {
    let scene = Scene::new();
    let (ana, ruth, otto) = (scene.cookie("ana", 1), scene.cookie("ruth", 2), scene.cookie("otto", 3));
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let page = format!("/console/case/{}/reply", case.reference);
    fill(&scene, &ana, &page, &page, &[("text", "A first thought"), ("do", "keep")]).await;
    assert!(get(&scene, &ana, &page).await.body.contains("A first thought"));
    assert!(!get(&scene, &ruth, &page).await.body.contains("A first thought"), "a draft is its writer's own");
    let sent = fill(&scene, &ana, &page, &page, &[("text", "Wrong.\n\nVery wrong."), ("do", "send")]).await;
    let there = sent.header("location").to_owned();
    assert!(!get(&scene, &ana, &page).await.body.contains("A first thought"), "the draft is used up");
    assert_eq!(fill(&scene, &ana, &there, &format!("{there}/undo"), &[]).await.header("location"), page);
    assert!(replies(&scene, &case).is_empty());
    assert!(get(&scene, &ana, &page).await.body.contains("Wrong.\n\nVery wrong."));
    let case_page = get(&scene, &ana, &format!("/console/case/{}", case.reference)).await;
    assert!(case_page.body.contains("took a reply back before it had gone"));
    assert_eq!(get(&scene, &otto, &page).await.status, StatusCode::FORBIDDEN);
    let stranger = scene.submit("joro-home", "Sam Hill", &[Right::Access], "").0;
    let elsewhere = there.replace(case.reference.as_str(), stranger.reference.as_str());
    assert_eq!(get(&scene, &ana, &elsewhere).await.status, StatusCode::NOT_FOUND);
}
