//! Changing a data map in the console: its errors by line, the check against the live schema, what changes, and its history.

use actix_web::http::StatusCode;
use chrono::Duration;

use super::browse::{fill, get};
use super::scene::Scene;

pub const PAGE: &str = "/console/maps/sample-shop";
pub const EDIT: &str = "/console/maps/sample-shop/edit";

/// The words in the form, as a browser reads them.
pub fn text_of(page: &str) -> String {
    let from = page.find("<textarea class=\"code\"").expect("a form");
    let text = page[from..].split_once('>').expect("its text").1.split("</textarea>").next().expect("its end");
    let plain = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'");
    plain.replace("&#38;", "&").trim_start_matches('\n').to_owned()
}

#[actix_web::test]
async fn a_map_is_checked_compared_and_put_in_force_with_a_history() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let page = get(&scene, &tom, PAGE).await;
    assert!(page.body.contains("As its file has it") && !page.body.contains("History"), "{}", page.body);
    let old = text_of(&get(&scene, &tom, EDIT).await.body);
    assert!(old.contains("dataset:"), "{old}");
    let label = old.lines().find(|line| line.contains("label:")).expect("a label").to_owned();
    let new = old.replacen(&label, &format!("{label} (new)"), 1);
    let checked =
        fill(&scene, &tom, EDIT, EDIT, &[("text", &new), ("note", "A clearer name"), ("base", ""), ("check", "1")])
            .await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.body);
    assert!(checked.body.contains("What changes") && checked.body.contains("class=\"new\""), "{}", checked.body);
    assert!(checked.body.contains("lines that are the same"));
    let kept =
        fill(&scene, &tom, EDIT, EDIT, &[("text", &new), ("note", "A clearer name"), ("base", ""), ("keep", "1")])
            .await;
    assert_eq!((kept.status, kept.header("location")), (StatusCode::SEE_OTHER, PAGE), "{}", kept.body);
    let page = get(&scene, &tom, PAGE).await.body;
    for words in ["(new)", "As it was saved here", "A clearer name", "Tom Adeyemi", "In force", "Go back to the file"] {
        assert!(page.contains(words), "{words}");
    }
    scene.clock.move_by(Duration::minutes(1));
    fill(&scene, &tom, PAGE, &format!("{PAGE}/back"), &[("version", "")]).await;
    let page = get(&scene, &tom, PAGE).await.body;
    assert!(
        page.contains("As its file has it") && page.contains("Back to the file.") && !page.contains("(new)"),
        "{page}"
    );
    let earlier = page
        .split("name=\"version\" value=\"")
        .nth(1)
        .expect("a version")
        .split('"')
        .next()
        .expect("its id")
        .to_owned();
    scene.clock.move_by(Duration::minutes(1));
    fill(&scene, &tom, PAGE, &format!("{PAGE}/back"), &[("version", &earlier)]).await;
    assert!(get(&scene, &tom, PAGE).await.body.contains("(new)"));
}

#[actix_web::test]
async fn what_is_wrong_is_said_with_its_line_and_nothing_typed_is_lost() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let wrong = "dataset:\n- fides_key: shop\n  rightsdesk: {zzz: 1}\n";
    for button in ["check", "keep"] {
        let page = fill(&scene, &tom, EDIT, EDIT, &[("text", wrong), ("note", ""), ("base", ""), (button, "1")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{button}");
        assert!(page.body.contains("Line 3") && page.body.contains("zzz"), "{}", page.body);
        assert_eq!(text_of(&page.body), wrong);
    }
    let unsound = "dataset:\n- fides_key: shop\n  collections:\n  - name: a\n    fields:\n    - {name: id, fides_meta: {references: [{dataset: shop, field: nowhere.id, direction: from}]}}\n";
    let page = fill(&scene, &tom, EDIT, EDIT, &[("text", unsound), ("note", ""), ("base", ""), ("keep", "1")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "an unsound map is not put in force: {}", page.body);
}

#[actix_web::test]
async fn two_who_write_at_once_do_not_overwrite_each_other() {
    let scene = Scene::new();
    let (tom, dora) = (scene.cookie("tom", 1), scene.cookie("dora", 2));
    let old = text_of(&get(&scene, &tom, EDIT).await.body);
    let words = |who: &str| format!("# {who}\n{old}");
    let first =
        fill(&scene, &tom, EDIT, EDIT, &[("text", &words("Tom")), ("note", ""), ("base", ""), ("keep", "1")]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second =
        fill(&scene, &dora, EDIT, EDIT, &[("text", &words("Dora")), ("note", ""), ("base", ""), ("keep", "1")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert_eq!(text_of(&second.body), words("Dora"), "what she wrote is not lost");
    for said in
        ["Somebody else put a version in force", "What they changed", "<code># Tom</code>", "<code># Dora</code>"]
    {
        assert!(second.body.contains(said), "{said}: {}", second.body);
    }
    assert!(text_of(&get(&scene, &dora, EDIT).await.body).starts_with("# Tom"));
    let base = second.hidden("base");
    assert!(!base.is_empty(), "she writes over his version now");
    let both = format!("# Tom\n{}", words("Dora"));
    let fields = [("text", both.as_str()), ("note", ""), ("base", base.as_str()), ("keep", "1")];
    assert_eq!(fill(&scene, &dora, EDIT, EDIT, &fields).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_map_is_drafted_of_a_connected_system_and_kept_under_a_name() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let new = "/console/maps/new";
    assert!(get(&scene, &tom, "/console/maps").await.body.contains("Start a map from a system"));
    let drafted = fill(&scene, &tom, "/console/maps", new, &[("draft", "shop")]).await;
    assert_eq!(drafted.status, StatusCode::OK, "{}", drafted.body);
    let text = text_of(&drafted.body);
    assert!(
        text.contains("fides_key: shop") && text.contains("customers") && text.contains("identity: email"),
        "{text}"
    );
    let checked =
        fill(&scene, &tom, "/console/maps", new, &[("name", "my-shop"), ("text", &text), ("check", "1")]).await;
    assert!(checked.body.contains("held against the live schema"), "{}", checked.body);
    let wrong = fill(&scene, &tom, "/console/maps", new, &[("name", "My Shop"), ("text", &text), ("keep", "1")]).await;
    assert!(wrong.body.contains("Use small letters"), "{}", wrong.body);
    let kept = fill(&scene, &tom, "/console/maps", new, &[("name", "my-shop"), ("text", &text), ("keep", "1")]).await;
    assert_eq!(
        (kept.status, kept.header("location")),
        (StatusCode::SEE_OTHER, "/console/maps/my-shop"),
        "{}",
        kept.body
    );
    let list = get(&scene, &tom, "/console/maps").await.body;
    assert!(list.contains("/console/maps/my-shop") && list.contains("open it to say whose it is"), "{list}");
    let unknown = fill(&scene, &tom, "/console/maps", new, &[("draft", "elsewhere")]).await;
    assert!(unknown.body.contains("Choose one of the systems"), "{}", unknown.body);
}
