//! The first steps: found from the facts, a test request that leaves nothing behind, and out of sight when done.

use actix_web::http::StatusCode;
use chrono::TimeDelta;
use rightsdesk::domain::register::Period;
use rightsdesk::workflow::companies::trial::{Trial, trial};

use super::browse::{fill, get};
use super::scene::Scene;

fn standing(scene: &Scene) -> Trial {
    scene.desk.read(|_, tx, _| trial(tx)).expect("the store answers")
}

#[actix_web::test]
async fn a_test_request_walks_through_and_leaves_nothing_behind() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let page = get(&scene, &tom, "/console/start").await;
    assert!(page.body.contains("Send a test request") && page.body.contains("tom@desk.example"));
    let sent = fill(&scene, &tom, "/console/start", "/console/start/trial", &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let Trial::Running { reference, .. } = standing(&scene) else { panic!("no test runs") };
    let page = get(&scene, &tom, "/console/start").await;
    assert!(page.body.contains(reference.as_str()) && page.body.contains("Clear the test away"));
    assert!(get(&scene, &tom, "/console").await.body.contains(reference.as_str()), "it is in the queue");
    let again = fill(&scene, &tom, "/console/start", "/console/start/trial", &[]).await;
    assert_ne!(again.status, StatusCode::SEE_OTHER, "one at a time");

    let cleared = fill(&scene, &tom, "/console/start", "/console/start/clear", &[]).await;
    assert_eq!(cleared.status, StatusCode::SEE_OTHER);
    assert_eq!(standing(&scene), Trial::Done);
    assert!(!get(&scene, &tom, "/console").await.body.contains(reference.as_str()));
    let now = scene.desk.clock.now();
    let period = Period { from: now - TimeDelta::days(1), until: now + TimeDelta::days(1), controller: None };
    let left = scene.desk.read(move |_, tx, _| Ok(tx.register_page(&period, None, 9)?));
    assert!(left.expect("the register").is_empty(), "reports and the register do not count it");
    let mails = scene.desk.read(|_, tx, _| Ok(tx.open_requests(None, 9)?)).expect("the store answers");
    assert!(mails.is_empty());
}

#[actix_web::test]
async fn the_first_steps_stand_in_the_rail_until_they_are_put_away() {
    let scene = Scene::new();
    let (tom, ana) = (scene.cookie("tom", 1), scene.cookie("ana", 2));
    assert!(get(&scene, &tom, "/console").await.body.contains("href=\"/console/start\""));
    assert!(!get(&scene, &ana, "/console").await.body.contains("href=\"/console/start\""), "only who can take them");
    fill(&scene, &tom, "/console/start", "/console/start/away", &[("away", "yes")]).await;
    assert!(!get(&scene, &tom, "/console").await.body.contains("href=\"/console/start\""));
    fill(&scene, &tom, "/console/start", "/console/start/away", &[("away", "no")]).await;
    assert!(get(&scene, &tom, "/console").await.body.contains("href=\"/console/start\""));
}
