//! How a company looks to people, and what it says in another language.

use std::io::Cursor;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, COOKIE};
use actix_web::test::TestRequest;
use chrono::Duration;
use image::{ImageFormat, Rgba, RgbaImage};

use super::browse::{Answer, ask, fill, get};
use super::scene::Scene;

const PAGE: &str = "/console/companies/justroo/branding";

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let drawn = RgbaImage::from_fn(900, 180, |x, _| Rgba([if x < 450 { 0x0f } else { 0x8c }, 0x3b, 0x17, 0xff]));
    drawn.write_to(&mut bytes, ImageFormat::Png).expect("written");
    bytes.into_inner()
}

async fn give(scene: &Scene, cookie: &str, file: &[u8]) -> Answer {
    let token = get(scene, cookie, PAGE).await.hidden("form_token");
    let field = "--edge\r\nContent-Disposition: form-data; name=";
    let mut body =
        format!("{field}\"form_token\"\r\n\r\n{token}\r\n{field}\"file\"; filename=\"logo\"\r\n\r\n").into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let kind = (CONTENT_TYPE, "multipart/form-data; boundary=edge");
    let request = TestRequest::post().uri(PAGE).insert_header((COOKIE, cookie)).insert_header(kind).set_payload(body);
    ask(scene, request).await
}

/// The address of the logo on a page.
fn logo(page: &Answer) -> String {
    let at = page.body.find("/assets/logo/").expect("a logo");
    page.body[at..].split('"').next().unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn a_logo_stands_at_the_head_of_the_form_from_our_own_host_and_in_the_history() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    assert!(get(&scene, &tom, PAGE).await.body.contains("None yet."));
    assert!(get(&scene, &tom, "/r/justroo").await.body.contains("class=\"seal\""));
    let taken = give(&scene, &tom, &picture()).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let form = get(&scene, &tom, "/r/justroo").await;
    let address = logo(&form);
    assert!(form.body.contains("alt=\"Justroo\"") && form.body.contains("width=\"240\" height=\"48\""));
    assert!(!form.body.contains("class=\"seal\""), "the logo says the name");
    let served = get(&scene, &tom, &address).await;
    assert_eq!((served.status, served.header("content-type")), (StatusCode::OK, "image/png"));
    assert!(served.header("cache-control").contains("immutable"));
    let company = get(&scene, &tom, "/console/companies/justroo").await;
    assert!(company.body.contains("a picture of 480 × 96 points"), "{}", company.body);

    scene.clock.move_by(Duration::seconds(1));
    let token = fill(&scene, &tom, PAGE, &format!("{PAGE}/remove"), &[]).await;
    assert_eq!(token.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&scene, &tom, &address).await.status, StatusCode::NOT_FOUND, "what is gone has no address");
    assert!(get(&scene, &tom, "/r/justroo").await.body.contains("class=\"seal\""));
}

#[actix_web::test]
async fn a_drawing_with_a_script_is_no_logo() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    for (file, why) in [
        (&b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"[..], "can hold scripts"),
        (&b"GIF89a"[..], "PNG or JPEG"),
        (&picture()[..200], "cannot be read"),
    ] {
        let refused = give(&scene, &tom, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("There is a problem") && refused.body.contains(why), "{}", refused.body);
    }
    let ana = scene.cookie("ana", 2);
    assert_eq!(get(&scene, &ana, PAGE).await.status, StatusCode::FORBIDDEN, "a handler changes no company");
}

#[actix_web::test]
async fn the_colour_is_told_in_words() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let page = get(&scene, &tom, PAGE).await;
    assert!(page.body.contains("the desk’s own green") || page.body.contains("On light paper"), "{}", page.body);
}

#[actix_web::test]
async fn what_a_company_says_in_german_is_asked_text_by_text_and_stands_on_the_form() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let place = "/console/companies/justroo/edit/words";
    let page = get(&scene, &tom, place).await;
    assert!(page.body.contains("Deutsch: Identity Data"), "{}", page.body);
    assert!(!page.body.contains("Deutsch: Payment processors"), "what the desk knows itself is not asked");
    let pointer = "/translations/de/Identity Data";
    let saved = fill(&scene, &tom, place, place, &[("p1", pointer), ("f1", "Angaben zur Person")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let desk = scene.desk.current().expect("a store");
    let company = desk.controllers.get("justroo").expect("a company");
    assert_eq!(company.said_in("de", "Identity Data"), Some("Angaben zur Person"));
    assert!(get(&scene, &tom, place).await.body.contains("value=\"Angaben zur Person\""));
    let history = get(&scene, &tom, "/console/companies/justroo").await;
    assert!(history.body.contains("de: Identity Data") && history.body.contains("Angaben zur Person"));
    scene.clock.move_by(Duration::seconds(1));
    fill(&scene, &tom, place, place, &[("p1", pointer), ("f1", "")]).await;
    let desk = scene.desk.current().expect("a store");
    assert_eq!(desk.controllers["justroo"].said_in("de", "Identity Data"), None, "an empty box takes it back");
}
