//! The status page: private, the same for every reference, and useful.

use std::io::Write;

use actix_web::http::StatusCode;
use chrono::TimeDelta;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::{DisclosureId, StaffId};
use rightsdesk::domain::request::{Actor, Command, IdentityMethod, Request, State};
use rightsdesk::ports::store::delivery::Disclosure;
use rightsdesk::ports::vault::{ObjectName, Purpose};
use rightsdesk::workflow::casework::give;

use super::journey::stage;
use super::scene::{Scene, nobody};
use super::site::{Answer, Site, Surfer};

pub async fn sent(scene: &Scene, site: &Site) -> Case {
    let priya = Surfer::at(site);
    priya.fill_in("justroo", "priya@example.org", &["copy"]).await;
    priya.submit("/r/justroo/check", &[]).await;
    let code = scene.code();
    priya.submit("/r/justroo/code", &[("code", &code)]).await;
    scene.mails();
    scene.cases().pop().expect("a case")
}

pub async fn signed_in(scene: &Scene, site: &Site, case: &Case) -> Surfer {
    let priya = Surfer::at(site);
    priya.get("/status").await;
    priya.submit("/status", &[("reference", case.reference.as_str())]).await;
    let code = scene.code();
    priya.submit(&format!("/status/{}/code", case.reference), &[("code", &code)]).await;
    priya
}

fn staff(scene: &Scene) -> Actor {
    Actor::Staff { id: StaffId::new(scene.desk.clock.now(), [1; 10]), role: Role::Dpo }
}

fn request_of(scene: &Scene, case: &Case) -> Request {
    let id = case.id;
    scene.desk.read(move |_, tx, _| Ok(tx.requests(id)?)).expect("the store answers").pop().expect("a request")
}

/// Without what differs by design: tokens and the reference itself.
fn bones(answer: &Answer, reference: &str) -> String {
    let mut body = answer.body.replace(reference, "REFERENCE");
    while let Some(at) = body
        .find("value=\"")
        .filter(|at| body[*at + 7..].len() > 96 && body[*at + 7..*at + 103].chars().all(|c| c.is_ascii_hexdigit()))
    {
        body.replace_range(at..at + 103, "");
    }
    format!("{} {} {body}", answer.status, answer.location().replace(reference, "REFERENCE"))
}

#[actix_web::test]
async fn an_address_that_lost_its_end_says_what_to_do() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let eve = Surfer::at(&site);
    let reference = case.reference.as_str();
    let cut = reference.get(..reference.len() - 2).expect("a reference");
    for (typed, why) in [(cut, "Enter the whole reference"), ("JR-26-AAAA-A", "typing mistake")] {
        let answer = eve.get(&format!("/status/{typed}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{typed}");
        assert!(answer.says(why) && answer.says("Enter the reference"), "{typed}: {}", answer.body);
        assert!(!answer.says(reference));
    }
}

#[actix_web::test]
async fn an_unknown_reference_is_answered_like_a_known_one() {
    let (scene, site) = stage().await;
    let known = sent(&scene, &site).await.reference.to_string();
    let unknown = nobody().to_string();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for reference in [&known, &unknown] {
        let eve = Surfer::at(&site);
        eve.get("/status").await;
        let mut steps = vec![eve.post("/status", &[("reference", reference)]).await];
        steps.push(eve.get(&format!("/status/{reference}")).await);
        steps.push(eve.get(&format!("/status/{reference}/code")).await);
        steps.push(eve.post(&format!("/status/{reference}/send"), &[]).await);
        for _ in 0..6 {
            steps.push(eve.post(&format!("/status/{reference}/code"), &[("code", "123456")]).await);
        }
        for path in ["answer", "withdraw", "download", "download/send", "download/renew", "lock"] {
            steps.push(
                eve.post(&format!("/status/{reference}/{path}"), &[("code", "1"), ("answer", "x"), ("request", "x")])
                    .await,
            );
        }
        seen.push(steps.iter().map(|step| bones(step, reference)).collect());
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(scene.mails().len(), 1, "only the person gets a mail");
}

#[actix_web::test]
async fn the_page_shows_where_it_stands_and_locks() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let path = format!("/status/{}", case.reference);
    let priya = signed_in(&scene, &site, &case).await;
    let page = priya.get(&path).await;
    for words in [
        "We have your request",
        "4 December 2026",
        "30 days left",
        "Why 4 December?",
        "A copy of your data",
        "You sent your request",
    ] {
        assert!(page.says(words), "{words}");
    }
    assert!(!page.says("staff:") && !page.says("submitted"));
    let other = Surfer::at(&site).get(&path).await;
    assert!(other.says("This page is private") && !other.says("4 December"));
    priya.submit(&format!("{path}/lock"), &[]).await;
    assert!(priya.get(&path).await.says("This page is private"));
}

#[actix_web::test]
async fn the_page_locks_itself_after_half_an_hour() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let priya = signed_in(&scene, &site, &case).await;
    scene.wait(31);
    assert!(priya.get(&format!("/status/{}", case.reference)).await.says("This page is private"));
}

#[actix_web::test]
async fn a_question_is_answered_and_the_clock_goes_on() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let (actor, now) = (staff(&scene), scene.desk.clock.now());
    let shown =
        Command::ShowIdentity { method: IdentityMethod::OrderAndPostcode, note: String::new(), provided_at: now };
    let request = request_of(&scene, &case);
    give(&scene.desk, actor, request.id, None, shown).expect("identity is shown");
    scene.wait(60);
    let ask =
        Command::AskClarification { question: "Which of your <orders> do you mean?".to_owned(), choices: Vec::new() };
    give(&scene.desk, actor, request.id, None, ask).expect("a question is asked");
    scene.mails();
    let priya = signed_in(&scene, &site, &case).await;
    let path = format!("/status/{}", case.reference);
    let page = priya.get(&path).await;
    assert!(
        page.says("We have a question for you") && page.says("Which of your &#60;orders&#62; do you mean?"),
        "{}",
        page.body
    );
    assert!(priya.submit(&format!("{path}/answer"), &[("answer", "  ")]).await.says("Write your answer"));
    let after = priya.submit(&format!("{path}/answer"), &[("answer", "All of them")]).await;
    assert!(after.says("You answered"));
    assert_eq!(request_of(&scene, &case).state, State::Gathering);
    assert!(scene.log(case.id).iter().any(|kind| kind == "person_answered"));
}

#[actix_web::test]
async fn an_answer_typed_for_longer_than_the_page_stays_open_is_not_lost() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let (actor, now) = (staff(&scene), scene.desk.clock.now());
    let shown =
        Command::ShowIdentity { method: IdentityMethod::OrderAndPostcode, note: String::new(), provided_at: now };
    let request = request_of(&scene, &case);
    give(&scene.desk, actor, request.id, None, shown).expect("identity is shown");
    scene.wait(60);
    let ask = Command::AskClarification { question: "Which orders?".to_owned(), choices: Vec::new() };
    give(&scene.desk, actor, request.id, None, ask).expect("a question is asked");
    let priya = signed_in(&scene, &site, &case).await;
    let path = format!("/status/{}", case.reference);
    priya.get(&path).await;
    scene.wait(31);
    let words = "The <two> of May,\nand \"all\" returns.";
    let kept = "value=\"The &#60;two&#62; of May,\nand &#34;all&#34; returns.\"";
    let closed = priya.post(&format!("{path}/answer"), &[("answer", words)]).await;
    assert!(closed.says("This page is private") && closed.says("Your answer is not lost."), "{}", closed.body);
    assert!(closed.says(kept), "{}", closed.body);
    let asked = priya.post(&format!("{path}/send"), &[("answer", words)]).await;
    assert!(asked.says("Enter the code") && asked.says(kept), "{}", asked.body);
    let code = scene.code();
    let slip = priya.post(&format!("{path}/code"), &[("code", " "), ("answer", words)]).await;
    assert!(slip.says("Enter the 6-digit code") && slip.says(kept), "{}", slip.body);
    let open = priya.post(&format!("{path}/code"), &[("code", &code), ("answer", words)]).await;
    assert!(open.says("it is not sent yet") && open.says("The &#60;two&#62; of May,\nand"), "{}", open.body);
    assert_eq!(request_of(&scene, &case).state, State::AwaitingClarification, "nothing is sent without a press");
    assert!(priya.submit(&format!("{path}/answer"), &[("answer", words)]).await.says("You answered"));
}

#[actix_web::test]
async fn a_request_can_be_withdrawn_once() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let priya = signed_in(&scene, &site, &case).await;
    let path = format!("/status/{}", case.reference);
    priya.get(&format!("{path}/withdraw")).await;
    assert!(priya.submit(&format!("{path}/withdraw"), &[]).await.says("Choose what you no longer want"));
    let id = request_of(&scene, &case).id.to_string();
    assert!(priya.submit(&format!("{path}/withdraw"), &[("request", &id)]).await.says("You took your request back"));
    assert!(priya.get(&format!("{path}/withdraw")).await.says("Nothing can be withdrawn any more"));
}

fn package(scene: &Scene, case: &Case, size: usize) -> DisclosureId {
    let now = scene.desk.clock.now();
    let id = DisclosureId::new(now, [5; 10]);
    let mut sealing = scene.desk.vault.create(ObjectName::new(Purpose::Package, id.0)).expect("the vault opens");
    sealing.write_all(&vec![b'z'; size]).expect("it is sealed");
    sealing.finish().expect("it is sealed");
    let disclosure = Disclosure {
        id,
        request: request_of(scene, case).id,
        case: case.id,
        object: format!("package/{}", id.0),
        bytes: i64::try_from(size).expect("small"),
        files: 3,
        rows: 9,
        sha256: [7; 32],
        built_at: now,
        expires_at: now + TimeDelta::days(30),
        revoked_at: None,
        downloads: 0,
    };
    scene.desk.write(move |_, tx, _| Ok(tx.add_disclosure(&disclosure)?)).expect("it is noted");
    id
}

async fn with_download_code(scene: &Scene, priya: &Surfer, path: &str) -> Answer {
    scene.mails();
    priya.get(&format!("{path}/download")).await;
    priya.submit(&format!("{path}/download/send"), &[]).await;
    let code = scene.code();
    priya.post(&format!("{path}/download"), &[("code", &code)]).await
}

#[actix_web::test]
async fn the_link_of_the_letter_leads_to_the_package_with_one_code() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    package(&scene, &case, 1_000);
    let path = format!("/status/{}", case.reference);
    let priya = Surfer::at(&site);
    let door = priya.get(&format!("{path}/download")).await;
    let on = r#"name="download" value="yes""#;
    assert!(door.says("This page is private") && door.body.contains(on), "{}", door.body);
    scene.mails();
    let asked = priya.post(&format!("{path}/send"), &[("download", "yes")]).await;
    assert_eq!(asked.location(), format!("{path}/code?note=sent&download=yes"));
    assert!(priya.get(asked.location()).await.body.contains(on), "the way is kept");
    let wrong = priya.post(&format!("{path}/code"), &[("code", "000000"), ("download", "yes")]).await;
    assert_eq!(wrong.location(), format!("{path}/code?note=wrong&download=yes"));
    let code = scene.code();
    let opened = priya.post(&format!("{path}/code"), &[("code", &code), ("download", "yes")]).await;
    assert_eq!(opened.location(), format!("{path}/download"));
    let page = priya.get(&format!("{path}/download")).await;
    assert!(!page.body.contains(r#"name="code""#), "nobody is asked twice: {}", page.body);
    assert_eq!(priya.post(&format!("{path}/download"), &[]).await.bytes, 1_000);
    scene.wait(11);
    assert_eq!(priya.post(&format!("{path}/download"), &[]).await.status, StatusCode::SEE_OTHER, "a code ages");
}

#[actix_web::test]
async fn a_download_needs_a_fresh_code_and_is_on_the_log() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let id = package(&scene, &case, 300_000);
    let priya = signed_in(&scene, &site, &case).await;
    let path = format!("/status/{}", case.reference);
    assert!(priya.get(&path).await.says("Your copy is ready"));
    let without = priya.post(&format!("{path}/download"), &[("code", "000000")]).await;
    assert_eq!(without.status, StatusCode::SEE_OTHER, "the code of the page is not enough");
    let zip = with_download_code(&scene, &priya, &path).await;
    assert_eq!((zip.status, zip.bytes), (StatusCode::OK, 300_000));
    let name = zip.headers.get("content-disposition").and_then(|v| v.to_str().ok()).unwrap_or_default();
    assert_eq!(name, format!("attachment; filename=\"{}.zip\"", case.reference));
    let again = priya.post(&format!("{path}/download"), &[]).await;
    assert_eq!(again.bytes, 300_000, "within ten minutes no new code is needed");
    scene.wait(11);
    assert_eq!(priya.post(&format!("{path}/download"), &[]).await.status, StatusCode::SEE_OTHER);
    let counted = scene.desk.read(move |_, tx, _| Ok(tx.disclosure(id)?)).expect("it is there");
    assert_eq!(counted.downloads, 2);
    assert_eq!(scene.log(case.id).iter().filter(|kind| *kind == "downloaded").count(), 2);
}

#[actix_web::test]
async fn an_expired_package_can_be_renewed_while_it_exists() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let id = package(&scene, &case, 10);
    scene.wait(31 * 24 * 60);
    let path = format!("/status/{}", case.reference);
    let priya = signed_in(&scene, &site, &case).await;
    assert!(priya.get(&format!("{path}/download")).await.says("Renew the download"));
    let entered = with_download_code(&scene, &priya, &path).await;
    assert_eq!(entered.location(), format!("{path}/download"));
    let offered = priya.get(entered.location()).await;
    assert!(offered.says("It is still here"), "{}", offered.body);
    assert!(priya.submit(&format!("{path}/download/renew"), &[]).await.says("Here until"));
    scene.desk.vault.destroy(ObjectName::new(Purpose::Package, id.0)).expect("it is destroyed");
    assert_eq!(priya.post(&format!("{path}/download"), &[]).await.status, StatusCode::SEE_OTHER);
}
