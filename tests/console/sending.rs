//! What goes straight to another company, on the case page: where it stands, what can be done, and why not.

use std::sync::Arc;

use actix_web::http::StatusCode;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::controller::Receiver;
use rightsdesk::domain::ids::{DisclosureId, TransmissionId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;
use rightsdesk::domain::transmission::{Transmission, TransmissionState};

use super::browse::{fill, get};
use super::scene::Scene;

/// A desk whose shop sends to two others.
fn scene() -> Scene {
    let mut scene = Scene::new();
    let mut controllers = (*scene.desk.controllers).clone();
    for controller in controllers.values_mut() {
        let receiver = |name: &str, program: &str| Receiver { name: name.into(), program: program.into() };
        controller.receivers = vec![receiver("Greenmart Ltd", "greenmart"), receiver("Other Shop", "other")];
    }
    let controllers = Arc::new(controllers);
    scene.desk.companies = crate::harness::companies::book(Arc::clone(&controllers));
    scene.desk.controllers = controllers;
    scene.door.desk = scene.desk.clone();
    scene
}

/// A request for data to take elsewhere, with a transmission that did not arrive.
fn stuck(scene: &Scene) -> (Case, TransmissionId) {
    let (case, requests) = scene.submit("justroo", "Priya Raman", &[Right::Portability], "");
    let now = scene.desk.clock.now();
    let stuck = Transmission {
        id: TransmissionId::new(now, [4; 10]),
        case: case.id,
        request: requests[0].id,
        program: "greenmart".into(),
        to: "Greenmart Ltd".into(),
        state: TransmissionState::Stuck,
        disclosure: Some(DisclosureId::new(now, [5; 10])),
        left_out: Vec::new(),
        tries: 1,
        next_at: None,
        made_at: now,
        changed_at: now,
        confirmation: None,
        trouble: Some("It did not arrive: their program refused it (422).".into()),
        note: Personal::default(),
        version: 0,
    };
    let id = stuck.id;
    assert!(scene.desk.write(move |_, tx, _| Ok(tx.add_transmission(&stuck)?)).expect("kept"));
    (case, id)
}

#[actix_web::test]
async fn the_case_shows_what_did_not_arrive_and_why_nothing_more_can_be_sent_yet() {
    let scene = scene();
    let (case, _) = stuck(&scene);
    let dora = scene.cookie("dora", 1);
    let page = get(&scene, &dora, &format!("/console/case/{}", case.reference)).await.body;
    for words in [
        "Straight to another company (Article 20(2))",
        "Greenmart Ltd",
        "their program refused it (422)",
        "Try again now",
        "Send it straight to Other Shop",
        "Show who is asking first.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let otto = scene.cookie("otto", 2);
    let seen = get(&scene, &otto, &format!("/console/case/{}", case.reference)).await.body;
    assert!(seen.contains("Did not arrive") && !seen.contains("Try again now"), "an auditor changes nothing");
}

#[actix_web::test]
async fn it_is_settled_with_a_reason_and_what_was_typed_stays_until_it_is_taken() {
    let scene = scene();
    let (case, id) = stuck(&scene);
    let dora = scene.cookie("dora", 1);
    let page = format!("/console/case/{}", case.reference);
    let settle = format!("{page}/transmission/{id}/settle");
    let reasonless = fill(&scene, &dora, &page, &settle, &[("how", "not_feasible"), ("reason", " ")]).await.body;
    assert!(reasonless.contains("Write in a sentence why"), "{reasonless}");
    assert!(reasonless.contains("value=\"not_feasible\" checked"), "{reasonless}");
    let fields = [("how", "not_feasible"), ("reason", "They have no program any more.")];
    let done = fill(&scene, &dora, &page, &settle, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let shown = get(&scene, &dora, &page).await.body;
    for words in ["Not technically feasible", "They have no program any more.", "is not technically feasible"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let read = get(&scene, &scene.cookie("otto", 2), &page).await.body;
    assert!(read.contains("Not technically feasible"), "{read}");
    assert!(!read.contains("They have no program any more."), "who only reads sees that there is a reason: {read}");
    let other = scene.submit("justroo", "Ben Other", &[Right::Portability], "").0;
    let elsewhere = format!("/console/case/{}/transmission/{id}/again", other.reference);
    let strange = fill(&scene, &dora, &page, &elsewhere, &[]).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND, "it belongs to another case");
}

#[actix_web::test]
async fn what_is_not_allowed_is_said_in_a_sentence() {
    let scene = scene();
    let (case, _) = stuck(&scene);
    let dora = scene.cookie("dora", 1);
    let page = format!("/console/case/{}", case.reference);
    let early = fill(&scene, &dora, &page, &format!("{page}/transmission"), &[("program", "other")]).await.body;
    assert!(early.contains("Show who is asking first."), "{early}");
}
