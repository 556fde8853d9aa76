//! How long a session is good, and for whom.

use actix_web::http::StatusCode;
use chrono::Duration;
use rightsdesk::domain::right::Right;
use rightsdesk::web::console::ROUTES;

use super::browse::{fill, get, post};
use super::scene::Scene;

#[actix_web::test]
async fn a_session_ends_after_twelve_hours_however_busy_it_is() {
    let scene = Scene::new();
    let cookie = scene.cookie("ana", 1);
    for _ in 0..35 {
        scene.clock.move_by(Duration::minutes(20));
        assert_eq!(get(&scene, &cookie, "/console").await.status, StatusCode::OK);
    }
    scene.clock.move_by(Duration::minutes(21));
    assert_eq!(get(&scene, &cookie, "/console").await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_cookie_that_was_signed_out_opens_nothing_again() {
    let scene = Scene::new();
    let cookie = scene.cookie("ana", 1);
    let out = fill(&scene, &cookie, "/console", "/console/signout", &[]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.body);
    assert!(out.header("clear-site-data").contains("cookies"));
    assert_eq!(get(&scene, &cookie, "/console").await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn somebody_who_left_is_out_at_once() {
    let scene = Scene::new();
    let (ana, tom) = (scene.cookie("ana", 1), scene.cookie("tom", 2));
    assert_eq!(get(&scene, &ana, "/console").await.status, StatusCode::OK);
    let path = format!("/console/staff/{}/activity", scene.staff["ana"].id);
    let left = fill(&scene, &tom, "/console/staff", &path, &[("active", "no")]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.body);
    assert_eq!(get(&scene, &ana, "/console").await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_token_of_somebody_elses_page_is_worth_nothing_on_any_route() {
    let scene = Scene::new();
    let (case, requests) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let (dora, tom) = (scene.cookie("dora", 1), scene.cookie("tom", 2));
    let stolen = get(&scene, &tom, "/console").await.hidden("form_token");
    let nobody = "01900000-0000-7000-8000-000000000000";
    for route in ROUTES.iter().filter(|route| route.method == "POST") {
        let path = route.path.replace("{reference}", case.reference.as_str()).replace("{right}", "access");
        let path = path.replace("{command}", "extend");
        let path =
            ["{task}", "{finding}", "{disclosure}", "{staff}"].iter().fold(path, |p, name| p.replace(name, nobody));
        for cookie in [&dora, &tom] {
            let token = if cookie == &tom { "none" } else { stolen.as_str() };
            let answer = post(&scene, cookie, &path, &[("form_token", token)]).await;
            assert!(!answer.status.is_success() && answer.status != StatusCode::SEE_OTHER, "{path}: {}", answer.status);
        }
    }
    let id = requests[0].id;
    let now = scene.desk.read(move |_, tx, _| Ok(tx.request(id)?)).expect("there");
    assert_eq!(now.version, requests[0].version, "nothing was changed");
}
