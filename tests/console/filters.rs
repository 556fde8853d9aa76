//! Kept filters: named, shared, found again in the menu, dropped by whoever keeps them.

use actix_web::http::StatusCode;
use rightsdesk::domain::right::Right;

use super::browse::{fill, get};
use super::scene::Scene;

const FILTER: &str = "state=received&owner=nobody";

#[actix_web::test]
async fn a_filter_is_kept_shared_and_found_in_everybodys_menu() {
    let scene = Scene::new();
    let (ana, ruth) = (scene.cookie("ana", 1), scene.cookie("ruth", 2));
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let page = get(&scene, &ana, &format!("/console?{FILTER}")).await;
    assert!(page.body.contains(&format!("/console/filters?{}", FILTER.replace('&', "&#38;"))), "{}", page.body);
    let new = format!("/console/filters?{FILTER}");
    let fields = [("filter", FILTER), ("name", "Nobody’s new ones"), ("shared", "yes")];
    let kept = fill(&scene, &ana, &new, "/console/filters", &fields).await;
    assert_eq!(kept.header("location"), format!("/console?{FILTER}"));
    for cookie in [&ana, &ruth] {
        let page = get(&scene, cookie, &format!("/console?{FILTER}")).await;
        assert!(page.body.contains("<h1>Nobody’s new ones</h1>"), "{}", page.body);
        assert!(page.body.contains(case.reference.as_str()));
    }
    let list = get(&scene, &ruth, "/console/filters").await;
    assert!(list.body.contains("shared by Ana Petrova") && !list.body.contains("/drop"), "{}", list.body);
    let own = get(&scene, &ana, "/console/filters").await;
    let start = own.body.find("/console/filters/").expect("a way to drop it");
    let path = own.body[start..].split('"').next().expect("an address").to_owned();
    assert_eq!(fill(&scene, &ruth, "/console/filters", &path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(fill(&scene, &ana, "/console/filters", &path, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!get(&scene, &ruth, "/console").await.body.contains("Nobody’s new ones"));
}

#[actix_web::test]
async fn a_filter_without_a_name_or_without_a_filter_is_not_kept() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let new = format!("/console/filters?{FILTER}");
    let nameless = fill(&scene, &ana, &new, "/console/filters", &[("filter", FILTER), ("name", " ")]).await;
    assert!(nameless.body.contains("Give the filter a name"), "{}", nameless.body);
    let odd = [("filter", "\"><script>=1"), ("name", "All")];
    let empty = fill(&scene, &ana, "/console/filters", "/console/filters", &odd).await;
    assert!(empty.body.contains("Choose something to filter by first"), "{}", empty.body);
}

#[actix_web::test]
async fn the_queues_of_the_menu_count_what_they_show() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let page = get(&scene, &ana, "/console?marketing=yes").await;
    for name in ["Waiting for the person", "Waiting for a vendor", "Marketing stops", "Complaints", "Overdue"] {
        assert!(page.body.contains(name), "{name}");
    }
    assert!(page.body.contains("<h1>Marketing stops</h1>"), "{}", page.body);
    assert!(get(&scene, &ana, "/console?waiting=person").await.body.contains("<h1>Waiting for the person</h1>"));
}
