//! A complaint, from the doorstep to the private page: section 164A(2) asks for a form, and (3) for an acknowledgement.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::complaint::{Complaint, State};

use super::journey::stage;
use super::scene::{Scene, nobody};
use super::site::{Answer, Site, Surfer};

const HERE: &str = "/r/justroo/complaint";

fn complaint_of(scene: &Scene, case: &Case) -> Complaint {
    let id = case.id;
    scene.desk.read(move |_, tx, _| Ok(tx.complaint(id)?)).expect("the store answers").expect("a complaint")
}

async fn fill_in(surfer: &Surfer, about: &str) -> Answer {
    surfer.get(&format!("{HERE}/ask/about")).await;
    surfer.submit(&format!("{HERE}/ask/about"), &[("about", about)]).await;
    surfer.submit(&format!("{HERE}/ask/wrong"), &[("wrong", "Two invoices were missing.")]).await;
    surfer.submit(&format!("{HERE}/ask/remedy"), &[("remedy", "Send them.")]).await;
    let fields = [("name", "Priya Nair"), ("email", "priya@example.org"), ("answer_by", "email")];
    surfer.submit(&format!("{HERE}/ask/answer"), &fields).await
}

async fn send(scene: &Scene, site: &Site, about: &str) -> (Surfer, Answer) {
    let priya = Surfer::at(site);
    fill_in(&priya, about).await;
    priya.submit(&format!("{HERE}/check"), &[]).await;
    let code = scene.code();
    let sent = priya.submit(&format!("{HERE}/code"), &[("code", &code)]).await;
    (priya, sent)
}

#[actix_web::test]
async fn a_complaint_is_a_case_of_its_own_and_acknowledged_at_once() {
    let (scene, site) = stage().await;
    let priya = Surfer::at(&site);
    let start = priya.get(HERE).await;
    assert!(start.says("section 164A") && start.says("ico.org.uk"), "the page names the law and the regulator");
    let check = fill_in(&priya, "").await;
    assert!(check.says("Check your answers") && check.says("Send your complaint"), "{}", check.title());
    assert!(check.says("Two invoices were missing.") && check.says("Send them."));
    assert!(scene.cases().is_empty(), "nothing exists before it is sent");
    let code_page = priya.submit(&format!("{HERE}/check"), &[]).await;
    assert!(code_page.says("Your complaint counts from"));
    let code = scene.code();
    let sent = priya.submit(&format!("{HERE}/code"), &[("code", &code)]).await;
    let case = scene.cases().pop().expect("a case");
    assert!(sent.says(case.reference.as_str()) && sent.says("We have your complaint"), "{}", sent.title());
    let complaint = complaint_of(&scene, &case);
    assert_eq!((complaint.state, complaint.version), (State::Acknowledged, 1));
    assert_eq!(case.words.reveal(), "Two invoices were missing.");
    let mails = scene.mails();
    let receipts: Vec<_> = mails.iter().filter(|(kind, ..)| kind == "complaint_received").collect();
    let [(_, to, text)] = receipts.as_slice() else { panic!("one receipt, not {}", receipts.len()) };
    assert_eq!(to, "priya@example.org");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(case.reference.as_str()) && text.contains("4 December 2026"), "{text}");
    assert_eq!(scene.log(case.id), ["complaint_submitted", "complaint_acknowledged"]);
}

#[actix_web::test]
async fn the_link_to_a_request_is_kept_and_nobody_learns_whether_it_exists() {
    let (scene, site) = stage().await;
    let asker = Surfer::at(&site);
    asker.fill_in("justroo", "priya@example.org", &["copy"]).await;
    asker.submit("/r/justroo/check", &[]).await;
    asker.submit("/r/justroo/code/without", &[]).await;
    scene.mails();
    let asked = scene.cases().pop().expect("a case");
    scene.wait(2);
    let (_, known) = send(&scene, &site, asked.reference.as_str()).await;
    let about_known = scene.cases().pop().expect("a complaint");
    scene.wait(2);
    let (_, unknown) = send(&scene, &site, nobody().as_str()).await;
    let about_nothing = scene.cases().pop().expect("another");
    assert_eq!(complaint_of(&scene, &about_known).about, Some(asked.id));
    let other = complaint_of(&scene, &about_nothing);
    assert_eq!((other.about, other.quoted), (None, Some(nobody())));
    let bones = |answer: &Answer, case: &Case| {
        let body = answer.body.replace(case.reference.as_str(), "REFERENCE").replace(answer.token(), "TOKEN");
        (answer.status, body)
    };
    assert_eq!(bones(&known, &about_known), bones(&unknown, &about_nothing));
    let linked = asked.id;
    let found = scene.desk.read(move |_, tx, _| Ok(tx.complaints_about(linked)?)).expect("the store answers");
    assert_eq!(found.iter().map(|(reference, _)| reference).collect::<Vec<_>>(), [&about_known.reference]);
}

#[actix_web::test]
async fn what_is_missing_or_mistyped_is_said_beside_the_field() {
    let (_scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.get(&format!("{HERE}/ask/about")).await;
    let slip = sam.submit(&format!("{HERE}/ask/about"), &[("about", "my last order")]).await;
    assert!(slip.title().starts_with("Error: ") && slip.says("my last order"), "{}", slip.title());
    sam.submit(&format!("{HERE}/ask/about"), &[("about", "")]).await;
    let silent = sam.submit(&format!("{HERE}/ask/wrong"), &[("wrong", "  ")]).await;
    assert!(silent.says("Tell us what went wrong"));
    sam.submit(&format!("{HERE}/ask/wrong"), &[("wrong", "You answered late.")]).await;
    sam.submit(&format!("{HERE}/ask/remedy"), &[("remedy", "")]).await;
    let by_post = [("name", "Sam"), ("email", "sam@example.org"), ("answer_by", "post"), ("answer_at", "")];
    let homeless = sam.submit(&format!("{HERE}/ask/answer"), &by_post).await;
    assert!(homeless.says("Enter the address for our letter"));
    let early = sam.post(&format!("{HERE}/check"), &[]).await;
    assert_eq!(early.location(), format!("{HERE}/check"), "an open page is asked first");
}

#[actix_web::test]
async fn a_link_brings_the_reference_and_both_ways_can_be_under_way_at_once() {
    let (scene, site) = stage().await;
    let priya = Surfer::at(&site);
    let reference = nobody();
    let start = priya.get(&format!("{HERE}?about={reference}")).await;
    assert!(start.says(&format!("/complaint/ask/about?about={reference}")));
    let first = priya.get(&format!("{HERE}/ask/about?about={reference}")).await;
    assert!(first.says(&format!("value=\"{reference}\"")));
    let hostile = priya.get(&format!("{HERE}?about=%22%3E%3Cscript%3E")).await;
    assert!(hostile.status == StatusCode::OK && !hostile.says("<script>"));
    fill_in(&priya, "").await;
    priya.fill_in("justroo", "priya@example.org", &["copy"]).await;
    assert!(priya.get(&format!("{HERE}/check")).await.says("Send your complaint"));
    assert!(priya.get("/r/justroo/check").await.says("Send your request"));
    priya.submit(&format!("{HERE}/code/without"), &[]).await;
    assert!(scene.cases().is_empty(), "nothing is sent before “Send” is pressed");
    priya.submit(&format!("{HERE}/check"), &[]).await;
    priya.submit(&format!("{HERE}/code/without"), &[]).await;
    let case = scene.cases().pop().expect("a complaint");
    assert!(case.email_confirmed_at.is_none() && complaint_of(&scene, &case).acknowledged_at.is_some());
}

#[actix_web::test]
async fn the_private_page_tells_the_story_and_takes_a_complaint_back() {
    let (scene, site) = stage().await;
    send(&scene, &site, "").await;
    scene.mails();
    let case = scene.cases().pop().expect("a complaint");
    let priya = Surfer::at(&site);
    priya.get("/status").await;
    priya.submit("/status", &[("reference", case.reference.as_str())]).await;
    let code = scene.code();
    let page = priya.submit(&format!("/status/{}/code", case.reference), &[("code", &code)]).await;
    for words in ["We have your complaint", "You complained to us", "We confirmed that we have it", "4 December 2026"] {
        assert!(page.says(words), "{words}");
    }
    let gone = priya.submit(&format!("/status/{}/complaint/withdraw", case.reference), &[]).await;
    assert!(gone.says("You took your complaint back"));
    assert_eq!(complaint_of(&scene, &case).state, State::Withdrawn);
    let twice = priya.post(&format!("/status/{}/complaint/withdraw", case.reference), &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}
