//! What handlers see of a case before they ask to see it in full, where their company wants them to ask.

use actix_web::http::StatusCode;
use chrono::Duration;
use rightsdesk::domain::right::Right;

use super::browse::{fill, get};
use super::scene::Scene;

const EDIT: &str = "/console/companies/justroo/edit/desk";
const SECRETS: [&str; 4] = ["Raman", "My neighbour Tom", "priya@mail.example", "07700 900118"];

/// The administrator says that handlers of Justroo ask first.
async fn masked() -> Scene {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 9);
    let saved = fill(&scene, &tom, EDIT, EDIT, &[("p1", "/showing/handlers"), ("f1", "masked")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let history = get(&scene, &tom, "/console/companies/justroo").await.body;
    assert!(history.contains("short names and no letters, until they ask"), "{history}");
    assert!(history.contains("Saved here on 23 October 2026 by Tom Adeyemi"), "{history}");
    scene
}

#[actix_web::test]
async fn a_handler_asks_sees_the_case_for_some_minutes_and_it_is_logged_once() {
    let scene = masked().await;
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "My neighbour Tom knows more.");
    let page = format!("/console/case/{}", case.reference);
    let ana = scene.cookie("ana", 1);
    for path in [page.clone(), format!("{page}/reply"), "/console".to_owned()] {
        let shown = get(&scene, &ana, &path).await;
        assert_eq!(shown.status, StatusCode::OK, "{path}");
        for secret in SECRETS {
            assert!(!shown.body.contains(secret), "{path} shows {secret}: {}", shown.body);
        }
    }
    let ask = format!("{page}/identifiers");
    for click in 1..=2 {
        let shown = fill(&scene, &ana, &page, &ask, &[]).await;
        assert_eq!(shown.status, StatusCode::SEE_OTHER, "click {click}: {}", shown.body);
    }
    let full = get(&scene, &ana, &page).await.body;
    for secret in SECRETS {
        assert!(full.contains(secret), "{secret}: {full}");
    }
    let looks = full.matches("looked at what is masked, in full").count();
    assert_eq!(looks, 1, "two clicks are one look: {full}");
    scene.clock.move_by(Duration::minutes(16));
    let later = get(&scene, &ana, &page).await.body;
    assert!(later.contains("Priya R.") && !later.contains("Raman"), "a look ends by itself: {later}");
}

#[actix_web::test]
async fn one_person_who_asks_shows_nothing_to_another() {
    let scene = masked().await;
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "My neighbour Tom knows more.");
    let page = format!("/console/case/{}", case.reference);
    let tom = scene.cookie("tom", 1);
    fill(&scene, &tom, &page, &format!("{page}/identifiers"), &[]).await;
    assert!(get(&scene, &tom, &page).await.body.contains("Priya Raman"), "an administrator asked");
    let ana = get(&scene, &scene.cookie("ana", 2), &page).await.body;
    assert!(!ana.contains("Raman") && ana.contains("Show this case in full"), "a handler did not: {ana}");
}

#[actix_web::test]
async fn every_role_sees_what_the_company_and_its_role_let_it_see() {
    let scene = masked().await;
    let (here, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "My neighbour Tom knows more.");
    let (there, _) = scene.submit("jusstool", "Priya Raman", &[Right::Access], "My neighbour Tom knows more.");
    for (who, secret, masked_here, masked_there) in [
        ("ana", 1, true, false),
        ("ruth", 2, false, false),
        ("dora", 3, false, false),
        ("tom", 4, true, false),
        ("otto", 5, true, true),
    ] {
        let cookie = scene.cookie(who, secret);
        for (case, masked) in [(&here, masked_here), (&there, masked_there)] {
            let shown = get(&scene, &cookie, &format!("/console/case/{}", case.reference)).await.body;
            assert_eq!(!shown.contains("Priya Raman"), masked, "{who} at {}", case.controller);
            assert_eq!(!shown.contains("My neighbour Tom"), masked, "{who} at {}", case.controller);
        }
    }
    let otto = scene.cookie("otto", 6);
    let page = format!("/console/case/{}", here.reference);
    assert_eq!(fill(&scene, &otto, &page, &format!("{page}/identifiers"), &[]).await.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn a_letter_of_a_masked_case_is_not_printed() {
    let scene = masked().await;
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let page = format!("/console/case/{}", case.reference);
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("letters");
    let letter = format!("{page}/letter/{}", mails.first().expect("an acknowledgement").id);
    for (who, secret) in [("ana", 1), ("otto", 2)] {
        let cookie = scene.cookie(who, secret);
        assert!(!get(&scene, &cookie, &page).await.body.contains("Print this letter"), "{who}");
        let printed = fill(&scene, &cookie, &letter, &letter, &[]).await;
        assert_eq!(printed.status, StatusCode::FORBIDDEN, "{who}");
    }
    let ruth = scene.cookie("ruth", 3);
    let printed = fill(&scene, &ruth, &letter, &letter, &[]).await;
    assert_eq!((printed.status, printed.header("content-type")), (StatusCode::OK, "application/pdf"));
}
