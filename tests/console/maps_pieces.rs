//! Guided pieces of a data map: a form changes what it was asked for in the author's text, the live schema is at hand, and
//! nothing is in force before somebody says so.

use actix_web::http::StatusCode;

use super::browse::{Answer, fill, get};
use super::maps_edit::{EDIT, PAGE, text_of};
use super::scene::Scene;

/// Presses a button of the editor with the text and what was filled in.
async fn press(scene: &Scene, cookie: &str, text: &str, more: &[(&str, &str)]) -> Answer {
    let fields = [&[("text", text), ("note", ""), ("base", "")], more].concat();
    fill(scene, cookie, EDIT, EDIT, &fields).await
}

/// What a browser sends of the opened piece when nothing is changed in it.
fn fields_of(page: &str) -> Vec<(String, String)> {
    let piece =
        page.split("id=\"piece\"").nth(1).expect("an opened piece").split("</section>").next().expect("its end");
    let plain = |words: &str| words.replace("&#34;", "\"").replace("&#39;", "'").replace("&#38;", "&");
    let value = |tag: &str| {
        let words = tag.split("value=\"").nth(1).and_then(|rest| rest.split('"').next());
        plain(words.unwrap_or_default())
    };
    let name = |tag: &str| tag.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let mut fields = Vec::new();
    for tag in piece.split('<').filter_map(|piece| piece.split('>').next()) {
        let is_sent = !tag.contains("type=\"checkbox\"") || tag.contains(" checked");
        if let Some(name) = name(tag).filter(|_| tag.starts_with("input") && is_sent) {
            fields.push((name, value(tag)));
        }
    }
    for part in piece.split("<select").skip(1) {
        let inner = part.split("</select>").next().unwrap_or_default();
        let options: Vec<&str> = inner.split("<option").skip(1).collect();
        let chosen = options.iter().find(|one| one.contains(" selected")).or(options.first());
        fields.extend(name(part).zip(chosen.map(|one| value(one))));
    }
    for part in piece.split("<textarea").skip(1) {
        let inner = part.split_once('>').map_or("", |(_, rest)| rest).split("</textarea>").next().unwrap_or_default();
        fields.extend(name(part).map(|name| (name, plain(inner.trim_start_matches('\n')))));
    }
    fields
}

/// The fields of the opened piece, one of them filled in anew.
async fn applied(scene: &Scene, cookie: &str, page: &str, change: &[(&str, &str)]) -> Answer {
    let text = text_of(page);
    let mut fields = fields_of(page);
    fields.retain(|(name, _)| !change.iter().any(|(changed, _)| changed == name));
    fields
        .extend(change.iter().filter(|(_, value)| !value.is_empty()).map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    fields.push(("apply".into(), "1".into()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    press(scene, cookie, &text, &fields).await
}

#[actix_web::test]
async fn a_table_is_changed_with_a_form_and_the_rest_of_the_text_stays() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let old = text_of(&get(&scene, &tom, EDIT).await.body);
    let at = [("at", "[\"shop\",\"customer\"]"), ("opens", "at")];
    let open = press(&scene, &tom, &old, &at).await;
    assert_eq!((open.status, text_of(&open.body)), (StatusCode::OK, old.clone()), "opening changes nothing");
    assert!(open.body.contains("value=\"Your account\"") && open.body.contains("Kept until"), "{}", open.body);
    let idle = applied(&scene, &tom, &open.body, &[]).await;
    assert_eq!(text_of(&idle.body), old, "a form that says what stands there changes no byte");
    let change = [
        ("p_keep_for", "2 years"),
        ("p_from", "created_at"),
        ("p_keep_reason", "claims"),
        ("p_recipients", "PostBox Ltd\r\nTrack & Co"),
        ("p_action", "review"),
    ];
    let done = applied(&scene, &tom, &open.body, &change).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert!(done.body.contains("What changes") && done.body.contains("held against the live schema"), "{}", done.body);
    let new = text_of(&done.body);
    let gone: Vec<&str> = old.lines().filter(|line| !new.contains(line)).collect();
    assert_eq!(gone.len(), 1, "only the line of the erasure is written anew: {gone:?}");
    for words in ["recipients: [\"PostBox Ltd\", \"Track & Co\"]", "keep_for: \"2 years\"", "action: review"] {
        assert!(new.contains(words), "{words}: {new}");
    }
    let page = get(&scene, &tom, PAGE).await.body;
    assert!(page.contains("As its file has it"), "nothing is in force before somebody says so");
}

#[actix_web::test]
async fn a_column_gets_its_category_mask_and_tie_and_what_is_missing_is_said_beside_what_was_typed() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let old = text_of(&get(&scene, &tom, EDIT).await.body);
    let open = press(&scene, &tom, &old, &[("open", "[\"shop\",\"customer\",\"referred_by\"]")]).await;
    let wrong = applied(&scene, &tom, &open.body, &[("p_mask", "string_rewrite"), ("p_identity", "sponsor")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Say which text stands there") && wrong.body.contains("value=\"sponsor\""), "kept");
    assert_eq!(text_of(&wrong.body), old);
    let change = [
        ("p_category", "user.unique_id"),
        ("p_mask", "string_rewrite"),
        ("p_rewrite", "nobody: {x}"),
        ("p_ref0_field", "customer.id"),
        ("p_ref0_direction", "to"),
        ("p_ref0_review", "1"),
        ("p_third_party", ""),
    ];
    let done = applied(&scene, &tom, &open.body, &change).await;
    let new = text_of(&done.body);
    let line = new.lines().find(|line| line.contains("name: referred_by, ")).expect("its line");
    for words in [
        "label: Recommended by customer number}",
        "data_categories: [user.unique_id]",
        "strategy: string_rewrite, configuration: {rewrite_value: \"nobody: {x}\"}",
        "references: [{dataset: shop, field: customer.id, direction: to, rightsdesk: {review: true}}]",
    ] {
        assert!(line.contains(words), "{words}: {line}");
    }
    assert_eq!(old.lines().count(), new.lines().count());
    let out = applied(&scene, &tom, &done.body, &[("p_ref0_gone", "1")]).await;
    assert!(!text_of(&out.body).contains("rightsdesk: {review: true}}]"), "the tie is out again");
}

#[actix_web::test]
async fn the_live_schema_offers_tables_columns_and_guesses_one_by_one() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let text = "# mine\ndataset:\n- fides_key: shop # live\n  collections:\n  - name: customers\n    fields:\n    - name: id\n    - name: email # typed\n";
    let open = press(&scene, &tom, text, &[("open", "[\"shop\"]")]).await;
    assert!(open.body.contains("<option value=\"orders\">"), "a live table to choose: {}", open.body);
    let piece = ("piece", "[\"shop\"]");
    let added = press(&scene, &tom, text, &[piece, ("adds", "1"), ("add", "orders")]).await;
    let with_orders = text_of(&added.body);
    assert_eq!(
        with_orders,
        format!("{text}  - name: orders\n    fields:\n    - name: id\n      fides_meta: {{primary_key: true}}\n")
    );
    let open = press(&scene, &tom, text, &[("open", "[\"shop\",\"customers\"]")]).await;
    assert!(open.body.contains("postcode") && open.body.contains("from the live system"), "{}", open.body);
    let take = open.body.split("name=\"take\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    let codes: Vec<String> = take.map(|code| code.replace("&#34;", "\"")).collect();
    let email = codes.iter().find(|code| code.contains("\"identity\"") && code.contains("\"email\"")).expect("a guess");
    let piece = ("piece", "[\"shop\",\"customers\"]");
    let taken = press(&scene, &tom, text, &[piece, ("take", email)]).await;
    assert_eq!(
        text_of(&taken.body),
        text.replace("# typed\n", "# typed\n      fides_meta: {identity: email}\n"),
        "one guess, and nothing else"
    );
    let column = press(&scene, &tom, text, &[piece, ("adds", "1"), ("add", "town")]).await;
    assert_eq!(text_of(&column.body), format!("{text}    - name: town\n"));
    let other = text.replace("fides_key: shop", "fides_key: paper");
    let unseen = press(&scene, &tom, &other, &[("open", "[\"paper\"]")]).await;
    assert!(unseen.body.contains("paper is not connected"), "{}", unseen.body);
}

#[actix_web::test]
async fn a_text_that_a_form_cannot_change_faithfully_is_left_alone() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let text = "dataset:\n- fides_key: shop\n  collections:\n  - name: customers\n    rightsdesk: &all {label: One}\n    fields:\n    - name: id\n  - name: orders\n    rightsdesk: *all\n    fields:\n    - name: id\n";
    let open = press(&scene, &tom, text, &[("open", "[\"shop\",\"customers\"]")]).await;
    let refused = applied(&scene, &tom, &open.body, &[("p_label", "Two")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("change it in the text") && refused.body.contains("value=\"Two\""),
        "{}",
        refused.body
    );
    assert_eq!(text_of(&refused.body), text);
    for strange in ["[\"shop\",\"nowhere\"]", "[]", "{\"a\":1}", "[\"shop\",\"customers\",\"id\",\"deeper\"]"] {
        let page = press(&scene, &tom, text, &[("open", strange), ("check", "1")]).await;
        assert!([StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY].contains(&page.status), "{strange}");
    }
}
