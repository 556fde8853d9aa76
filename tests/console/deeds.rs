//! What staff do through the pages, and what is refused.

use actix_web::http::StatusCode;
use chrono::Duration;
use rightsdesk::domain::request::{Command, State};
use rightsdesk::domain::right::Right;

use super::browse::{fill, get, post};
use super::scene::Scene;

#[actix_web::test]
async fn what_a_person_typed_is_shown_and_never_run() {
    let scene = Scene::new();
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let (case, _) = scene.submit("justroo", hostile, &[Right::Access], hostile);
    let cookie = scene.cookie("ana", 1);
    for path in ["/console".to_owned(), format!("/console/case/{}", case.reference)] {
        let page = get(&scene, &cookie, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{path}");
    }
}

#[actix_web::test]
async fn of_two_who_act_at_once_one_wins_and_the_other_is_told() {
    let scene = Scene::new();
    let (case, requests) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    let (ana, dora) = (scene.cookie("ana", 1), scene.cookie("dora", 2));
    let path = format!("/console/case/{}/access/do/ask_identity", case.reference);
    let (one, other) = (get(&scene, &ana, &path).await, get(&scene, &dora, &path).await);
    let fields = |token, version| [("form_token", token), ("version", version), ("doubt", "Another address.")];
    let (token, version) = (one.hidden("form_token"), one.hidden("version"));
    let first = post(&scene, &ana, &path, &fields(&token, &version)).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let (token, version) = (other.hidden("form_token"), other.hidden("version"));
    let second = post(&scene, &dora, &path, &fields(&token, &version)).await;
    assert_ne!(second.status, StatusCode::SEE_OTHER);
    let id = requests[0].id;
    let now = scene.desk.read(move |_, tx, _| Ok(tx.request(id)?)).expect("there");
    assert_eq!((now.state, now.version), (State::Verifying, 1));
}

#[actix_web::test]
async fn a_session_ends_after_half_an_hour_without_a_click() {
    let scene = Scene::new();
    let cookie = scene.cookie("ana", 1);
    assert_eq!(get(&scene, &cookie, "/console").await.status, StatusCode::OK);
    scene.clock.move_by(Duration::minutes(31));
    assert_eq!(get(&scene, &cookie, "/console").await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_post_without_the_token_of_a_page_changes_nothing() {
    let scene = Scene::new();
    let (case, _) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    let cookie = scene.cookie("ana", 1);
    let path = format!("/console/case/{}/access/do/ask_identity", case.reference);
    let bare = post(&scene, &cookie, &path, &[("version", "0"), ("doubt", "Another address.")]).await;
    assert_eq!(bare.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn a_person_who_withdrew_is_not_asked_any_more() {
    let scene = Scene::new();
    let (case, _) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    scene.all("ana", &case, Command::Withdraw);
    scene.wait(1);
    let cookie = scene.cookie("ana", 1);
    let page = format!("/console/case/{}", case.reference);
    let path = format!("{page}/access/do/ask_identity");
    let refused = fill(&scene, &cookie, &page, &path, &[("version", "1"), ("doubt", "Another address.")]).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);
}
