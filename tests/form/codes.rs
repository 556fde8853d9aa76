//! Codes: few tries, few mails, and no way around either.

use std::num::NonZeroU32;

use futures_util::future::join_all;

use super::journey::stage;
use super::scene::open_doors;
use super::site::{Site, Surfer};

async fn waiting_for_code(site: &Site, email: &str) -> Surfer {
    let surfer = Surfer::at(site);
    surfer.fill_in("justroo", email, &["copy"]).await;
    surfer.submit("/r/justroo/check", &[]).await;
    surfer
}

fn other_than(code: &str, n: u32) -> String {
    let code: u32 = code.parse().expect("digits");
    format!("{:06}", (code + 1 + n) % 1_000_000)
}

/// Defect 4 of the measured peer: more codes were compared than tries were allowed.
#[actix_web::test]
async fn forty_guesses_at_once_are_no_more_than_five() {
    let (scene, site) = stage().await;
    let sam = waiting_for_code(&site, "sam@example.org").await;
    let code = scene.code();
    let guesses: Vec<String> = (0..40).map(|n| other_than(&code, n)).collect();
    let tried =
        join_all(guesses.iter().map(|guess| async { sam.post("/r/justroo/code", &[("code", guess)]).await })).await;
    let wrong = tried.iter().filter(|answer| answer.location().ends_with("note=wrong")).count();
    assert_eq!(wrong, 4, "the fifth try is the last, the others are not compared");
    let late = sam.post("/r/justroo/code", &[("code", &code)]).await;
    assert!(late.location().ends_with("note=over"), "the right code comes too late: {}", late.location());
    let page = sam.get(late.location()).await;
    assert!(page.says("No code works for") && !page.says("It works until"), "{}", page.body);
    assert!(scene.cases().is_empty());
}

#[actix_web::test]
async fn a_code_dies_after_ten_minutes_and_after_a_newer_one() {
    let (scene, site) = stage().await;
    let sam = waiting_for_code(&site, "sam@example.org").await;
    let first = scene.code();
    scene.wait(2);
    assert!(sam.post("/r/justroo/code/again", &[]).await.location().ends_with("note=new"));
    let second = scene.code();
    assert!(sam.post("/r/justroo/code", &[("code", &first)]).await.location().ends_with("note=wrong"));
    scene.wait(11);
    assert!(sam.post("/r/justroo/code", &[("code", &second)]).await.location().ends_with("note=over"));
}

#[actix_web::test]
async fn one_code_a_minute_and_three_a_day_to_one_address() {
    let (scene, site) = stage().await;
    let sam = waiting_for_code(&site, "victim@example.org").await;
    assert!(sam.post("/r/justroo/code/again", &[]).await.location().ends_with("note=wait"));
    for _ in 0..2 {
        scene.wait(2);
        assert!(sam.post("/r/justroo/code/again", &[]).await.location().ends_with("note=new"));
    }
    scene.wait(2);
    assert!(sam.post("/r/justroo/code/again", &[]).await.location().ends_with("note=enough"));
    let another = waiting_for_code(&site, "Victim@example.org").await;
    assert!(another.get("/r/justroo/code?note=enough").await.says("as many codes as we may send"));
    assert_eq!(scene.mails().len(), 3, "another browser and another spelling change nothing");
    another.submit("/r/justroo/code/without", &[]).await;
    assert_eq!(scene.cases().len(), 1, "the right does not fail on the limit");
}

#[actix_web::test]
async fn a_code_for_one_draft_opens_no_other() {
    let (scene, site) = stage().await;
    let sam = waiting_for_code(&site, "sam@example.org").await;
    let code = scene.code();
    let eve = waiting_for_code(&site, "eve@example.org").await;
    assert!(eve.post("/r/justroo/code", &[("code", &code)]).await.location().contains("note="));
    assert_eq!(sam.post("/r/justroo/code", &[("code", &code)]).await.location(), "/r/justroo/sent");
}

#[actix_web::test]
async fn a_flood_from_one_address_is_paused() {
    let (scene, _) = stage().await;
    let mut settings = open_doors();
    settings.posts_a_minute = NonZeroU32::new(3).expect("not zero");
    let site = Site::with(&scene, settings).await;
    let bot = Surfer::at(&site);
    bot.get("/status").await;
    let mut paused = 0;
    for _ in 0..6 {
        paused += u32::from(bot.post("/status", &[("reference", "x")]).await.status.as_u16() == 429);
    }
    assert_eq!(paused, 3);
    assert!(bot.get("/status").await.status.is_success(), "reading is still possible");
}
