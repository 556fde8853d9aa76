//! The wordings of letters: each language has its own, tried, kept and put back in the console, and read by people.

use actix_web::http::StatusCode;
use chrono::Duration;
use rightsdesk::domain::right::Right;

use super::browse::{Answer, fill, get};
use super::scene::Scene;

const RECEIPT: &str = "/console/letters/justroo/acknowledgement";
const GERMAN: &str = "/console/letters/justroo/acknowledgement?language=de";

/// The words in the box of the page.
fn body(page: &Answer) -> String {
    let (_, from) = page.body.split_once("<textarea").expect("a box");
    let words = from.split_once('>').and_then(|(_, rest)| rest.split_once("</textarea>")).expect("its words").0;
    words.replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'").replace("&#38;", "&")
}

/// Keeps or tries words in German.
async fn write(scene: &Scene, cookie: &str, act: &str, body: &str) -> Answer {
    fill(scene, cookie, GERMAN, RECEIPT, &[("language", "de"), ("body", body), ("act", act)]).await
}

/// What somebody who asks in a language is written.
fn receipt(scene: &Scene, name: &str, language: &str) -> String {
    let mut submission = scene.submission("justroo", name, &[Right::Access], "");
    submission.requester.language = language.to_owned();
    let id = scene.take_in(&submission).0.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("the store answers");
    mails.iter().map(|mail| mail.text.reveal()).collect()
}

#[actix_web::test]
async fn words_of_a_company_are_written_for_each_language_by_itself() {
    let scene = Scene::new();
    let dora = scene.cookie("dora", 5);
    let shipped = get(&scene, &dora, GERMAN).await;
    assert!(body(&shipped).contains("Vielen Dank") && shipped.body.contains("lang=\"de\""), "{}", shipped.body);
    assert!(shipped.body.contains("reckoned for English only"));
    let own = body(&shipped).replace("Vielen Dank", "Haben Sie herzlichen Dank");
    let tried = write(&scene, &dora, "try", &own).await;
    assert!(tried.body.contains("herzlichen Dank") && tried.status == StatusCode::OK, "{}", tried.body);
    assert!(body(&get(&scene, &dora, GERMAN).await).contains("Vielen Dank"), "trying keeps nothing");
    let kept = write(&scene, &dora, "keep", &own).await;
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, GERMAN));
    assert!(body(&get(&scene, &dora, GERMAN).await).contains("Haben Sie herzlichen Dank"));
    assert!(!body(&get(&scene, &dora, RECEIPT).await).contains("herzlich"), "English is as it was");
    let list = get(&scene, &dora, "/console/letters").await;
    assert!(list.body.contains("Its own: Deutsch") && list.body.contains("Default: English"), "{}", list.body);

    scene.clock.move_by(Duration::seconds(1));
    let back = write(&scene, &dora, "default", "").await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    let page = get(&scene, &dora, GERMAN).await;
    assert!(body(&page).contains("Vielen Dank") && page.body.contains("back to the default"), "{}", page.body);
    assert!(page.body.contains("Haben Sie herzlichen Dank"), "what stood before can be put back");
}

#[actix_web::test]
async fn who_asked_in_german_reads_the_german_words_and_nobody_else_does() {
    let scene = Scene::new();
    let dora = scene.cookie("dora", 5);
    let own = body(&get(&scene, &dora, GERMAN).await).replace("Vielen Dank", "Haben Sie herzlichen Dank");
    assert_eq!(write(&scene, &dora, "keep", &own).await.status, StatusCode::SEE_OTHER);
    scene.clock.move_by(Duration::seconds(1));
    let (english, german) = (receipt(&scene, "Priya Nair", "en"), receipt(&scene, "Jana Graf", "de"));
    assert!(german.contains("Haben Sie herzlichen Dank"), "{german}");
    assert!(english.contains("Thank you") && !english.contains("herzlich"), "{english}");
    assert!(receipt(&scene, "Luc Petit", "xx").contains("Thank you"), "what nobody speaks here is English");
}

#[actix_web::test]
async fn what_the_law_demands_stays_in_every_language_and_staff_read_english() {
    let scene = Scene::new();
    let dora = scene.cookie("dora", 5);
    let own = body(&get(&scene, &dora, GERMAN).await).replace("{{answer_by}}", "bald");
    let refused = write(&scene, &dora, "keep", &own).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("There is a problem") && body(&refused).contains("bald"), "{}", refused.body);
    for nowhere in ["reminder?language=de", "acknowledgement?language=xx"] {
        let page = get(&scene, &dora, &format!("/console/letters/justroo/{nowhere}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
    let otto = scene.cookie("otto", 3);
    let denied = write(&scene, &otto, "keep", &own).await;
    assert!(!denied.status.is_success() && !denied.status.is_redirection(), "an auditor reads only");
}

#[actix_web::test]
async fn what_the_company_has_said_in_english_only_is_named_beside_the_german_letter() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let letters = "/console/companies/justroo/edit/desk";
    let backups = [("p1", "/letters/backups"), ("f1", "35 sunsets")];
    assert_eq!(fill(&scene, &tom, letters, letters, &backups).await.status, StatusCode::SEE_OTHER);
    let erased = "/console/letters/justroo/erased?language=de";
    let page = get(&scene, &tom, erased).await;
    assert!(page.body.contains("has not said this in that language"), "{}", page.body);
    assert!(page.body.contains("<li>35 sunsets</li>"));
    scene.clock.move_by(Duration::seconds(1));
    let known = [("p1", "/letters/backups"), ("f1", "35 days")];
    assert_eq!(fill(&scene, &tom, letters, letters, &known).await.status, StatusCode::SEE_OTHER);
    let page = get(&scene, &tom, erased).await;
    let words = page.body.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("bis zu 35 Tage") && !words.contains("has not said this"), "{words}");
}
