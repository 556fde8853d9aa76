//! Stopping in the middle and going on elsewhere, by a mailed link.

use actix_web::http::StatusCode;

use super::journey::stage;
use super::scene::Scene;
use super::site::{Site, Surfer};

/// Somebody who has answered two pages and stops.
async fn begun(site: &Site) -> Surfer {
    let priya = Surfer::at(site);
    priya.get("/r/justroo/ask/who").await;
    priya.submit("/r/justroo/ask/who", &[("who", "me")]).await;
    let page = priya.submit("/r/justroo/ask/rights", &[("right", "correct")]).await;
    assert!(page.says("href=\"/r/justroo/later\""), "{}", page.body);
    priya
}

async fn asked_for_a_link(scene: &Scene, surfer: &Surfer, start: &str) -> String {
    surfer.get(&format!("{start}/later")).await;
    let said = surfer.submit(&format!("{start}/later"), &[("email", "priya@example.org")]).await;
    assert!(said.says("If mail reaches this address"), "{}", said.body);
    link(scene, start).expect("a link was mailed")
}

/// The path in the newest mail with a link.
fn link(scene: &Scene, start: &str) -> Option<String> {
    let mails = scene.mails();
    let (_, to, text) = mails.iter().rev().find(|(kind, ..)| kind == "form_link")?;
    assert_eq!(to, "priya@example.org");
    for private in ["Egerton", "correct", "Priya"] {
        assert!(!text.contains(private), "the mail says nothing of what was answered: {text}");
    }
    assert!(text.contains(" November 2026, ") && text.contains(" (London time)"), "{text}");
    let from = text.find(&format!("{start}/resume/"))?;
    Some(text[from..].split_whitespace().next()?.to_owned())
}

#[actix_web::test]
async fn a_form_goes_on_in_another_browser_and_is_closed_in_the_first() {
    let (scene, site) = stage().await;
    let phone = begun(&site).await;
    phone.get("/r/justroo/ask/correct").await;
    let path = asked_for_a_link(&scene, &phone, "/r/justroo").await;
    assert!(!path.contains('@') && !path.contains("priya"), "{path}");
    let desk = Surfer::at(&site);
    let seen = desk.get(&path).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.says("Your form is kept until") && !seen.says("priya@"), "{}", seen.body);
    assert!(phone.get("/r/justroo/ask/correct").await.says("What should we correct?"), "looking changes nothing");
    let here = desk.submit(&path, &[]).await;
    assert!(here.says("What should we correct?"), "it goes on where it was left: {}", here.title());
    assert!(desk.get("/r/justroo/ask/rights").await.says("value=\"correct\" checked"));
    assert_eq!(
        phone.get("/r/justroo/ask/correct").await.status,
        StatusCode::GONE,
        "there is one form, and it is there"
    );
    phone.get(&path).await;
    assert!(phone.submit(&path, &[]).await.says("What should we correct?"), "the link leads back again");
    assert_eq!(desk.get("/r/justroo/check").await.status, StatusCode::GONE);
}

#[actix_web::test]
async fn a_link_ends_after_a_day_and_when_the_form_is_sent() {
    let (scene, site) = stage().await;
    let priya = begun(&site).await;
    scene.wait(20 * 60);
    let path = asked_for_a_link(&scene, &priya, "/r/justroo").await;
    scene.wait(23 * 60);
    assert_eq!(
        Surfer::at(&site).get(&path).await.status,
        StatusCode::OK,
        "a day from the mail, not from the first page"
    );
    scene.wait(61);
    let late = Surfer::at(&site);
    let over = late.get(&path).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.says("This link does not work any more"));
    late.get("/status").await;
    assert_eq!(late.post(&path, &[]).await.status, StatusCode::GONE);

    let sam = Surfer::at(&site);
    sam.fill_in("justroo", "sam@example.org", &["copy"]).await;
    let path = asked_for_a_link(&scene, &sam, "/r/justroo").await;
    sam.get("/r/justroo/check").await;
    sam.submit("/r/justroo/check", &[]).await;
    sam.submit("/r/justroo/code/without", &[]).await;
    let eve = Surfer::at(&site);
    let over = eve.get(&path).await;
    assert!(over.status == StatusCode::GONE && !over.says("Priya Nair"), "{}", over.body);
    assert_eq!(scene.cases().len(), 1);
}

#[actix_web::test]
async fn a_complaint_goes_on_by_its_own_link_and_no_link_fits_elsewhere() {
    let (scene, site) = stage().await;
    let priya = Surfer::at(&site);
    priya.get("/r/justroo/complaint/ask/about").await;
    priya.submit("/r/justroo/complaint/ask/about", &[]).await;
    let path = asked_for_a_link(&scene, &priya, "/r/justroo/complaint").await;
    let token = path.rsplit('/').next().expect("a token");
    let other = Surfer::at(&site);
    other.get("/status").await;
    for wrong in [
        format!("/r/justroo/resume/{token}"),
        format!("/r/joro-home/complaint/resume/{token}"),
        format!("/r/justroo/complaint/resume/{}", "0".repeat(64)),
        "/r/justroo/complaint/resume/x".to_owned(),
    ] {
        assert_eq!(other.get(&wrong).await.status, StatusCode::GONE, "{wrong}");
        assert_eq!(other.post(&wrong, &[]).await.status, StatusCode::GONE, "{wrong}");
    }
    other.get(&path).await;
    assert!(other.submit(&path, &[]).await.says("What went wrong?"));
}

#[actix_web::test]
async fn a_form_that_is_under_way_in_the_other_browser_is_not_written_over() {
    let (scene, site) = stage().await;
    let first = begun(&site).await;
    let path = asked_for_a_link(&scene, &first, "/r/justroo").await;
    let second = begun(&site).await;
    let own = asked_for_a_link(&scene, &second, "/r/justroo").await;
    second.submit("/r/justroo/ask/correct", &[("wrong", "my own"), ("should_be", "words")]).await;
    second.get(&path).await;
    let taken = second.submit(&path, &[]).await;
    assert!(taken.says("What should we correct?") && !taken.says("my own"), "{}", taken.body);
    second.get(&own).await;
    second.submit(&own, &[]).await;
    assert!(second.get("/r/justroo/ask/correct").await.says("my own"), "what was begun here is still there");
}

#[actix_web::test]
async fn links_are_few_and_say_nothing_about_an_address() {
    let (scene, site) = stage().await;
    let mut mailed = 0;
    for _ in 0..5 {
        let priya = begun(&site).await;
        priya.get("/r/justroo/later").await;
        let said = priya.submit("/r/justroo/later", &[("email", "priya@example.org")]).await;
        assert!(said.says("If mail reaches this address"), "{}", said.body);
        assert!(!said.says("priya@example.org"));
        mailed += scene.mails().len();
        let again = priya.submit("/r/justroo/later", &[("email", "priya@example.org")]).await;
        assert!(again.says("less than a minute ago"));
    }
    assert_eq!(mailed, 3, "an address gets three a day");
    let sam = begun(&site).await;
    sam.get("/r/justroo/later").await;
    let wrong = sam.post("/r/justroo/later", &[("email", "nobody")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.title().starts_with("Error: ") && wrong.says("value=\"nobody\""), "{}", wrong.body);
    let stranger = Surfer::at(&site);
    assert_eq!(stranger.get("/r/justroo/later").await.status, StatusCode::GONE, "nothing is under way there");
}
