//! The data maps in the console: a picture, and a table that says the same.

use actix_web::http::StatusCode;

use super::browse::get;
use super::scene::Scene;

#[actix_web::test]
async fn a_map_is_shown_as_a_picture_and_as_a_table_that_says_the_same() {
    let scene = Scene::new();
    let otto = scene.cookie("otto", 5);
    let list = get(&scene, &otto, "/console/maps").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains("/console/maps/sample-shop"), "{}", list.body);
    let page = get(&scene, &otto, "/console/maps/sample-shop").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<svg class=\"map\"") && page.body.contains("role=\"img\""));
    let table = page.body.split("<table").nth(1).expect("a table");
    for words in ["Recognised by", "Found from", "email", "6 years"] {
        assert!(table.contains(words), "{words}");
    }
    let boxes = page.body.matches("<rect ").count();
    let rows = page.body.matches("<th scope=\"row\">").count();
    assert_eq!(boxes, rows, "every box is a row of a table");
    for name in ["chinook", "nothing", "..%2fsecret"] {
        let path = format!("/console/maps/{name}");
        assert_eq!(get(&scene, &otto, &path).await.status, StatusCode::NOT_FOUND, "{name} is no map in use");
    }
}
