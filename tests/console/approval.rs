//! Who approves, chosen in the console: in force at once, for who may, with a word about what it gives up, and with its history.

use actix_web::http::StatusCode;
use rightsdesk::workflow::Desk;

use super::browse::{fill, get};
use super::scene::Scene;

const PAGE: &str = "/console/approval";

fn solo(desk: &Desk) -> bool {
    desk.current().expect("the store answers").is_solo()
}

#[actix_web::test]
async fn solo_counts_at_once_and_four_eyes_again_and_the_history_says_who() {
    let scene = Scene::new();
    let dora = scene.cookie("dora", 3);
    let first = get(&scene, &dora, PAGE).await;
    assert!(
        first.body.contains("Four eyes: whoever gathered cannot approve.")
            && first.body.contains("As the settings file says")
    );
    let unknowing = fill(&scene, &dora, PAGE, PAGE, &[("mode", "solo")]).await;
    assert_eq!(unknowing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unknowing.body.contains("<a href=\"#known\">") && unknowing.body.contains("<title>Error: "),
        "{}",
        unknowing.body
    );
    assert!(!solo(&scene.desk), "nothing was kept");
    let neither = fill(&scene, &dora, PAGE, PAGE, &[("mode", "perhaps")]).await;
    assert!(neither.body.contains("Choose one of the two."));
    for _twice in 0..2 {
        let kept = fill(&scene, &dora, PAGE, PAGE, &[("mode", "solo"), ("known", "yes")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
    }
    assert!(solo(&scene.desk));
    let page = get(&scene, &dora, PAGE).await;
    assert!(page.body.contains("Solo: one person may approve what they gathered."));
    assert_eq!(page.body.matches("changed Who approves").count(), 1, "a second press changes nothing: {}", page.body);
    fill(&scene, &dora, PAGE, PAGE, &[("mode", "four_eyes")]).await;
    assert!(!solo(&scene.desk));
    fill(&scene, &dora, PAGE, "/console/approval/file", &[]).await;
    assert!(get(&scene, &dora, PAGE).await.body.contains("As the settings file says"));
}

#[actix_web::test]
async fn who_may_not_set_companies_up_does_not_choose() {
    let scene = Scene::new();
    let ruth = scene.cookie("ruth", 4);
    assert_eq!(get(&scene, &ruth, PAGE).await.status, StatusCode::FORBIDDEN);
    assert!(!get(&scene, &ruth, "/console").await.body.contains(PAGE), "nor is the way offered");
}
