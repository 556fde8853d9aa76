//! Bad input: a clear answer that names the field, nothing kept, nothing broken.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use rightsdesk::web::routes::public;

use super::journey::stage;
use super::site::{Answer, Surfer, is_get};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

async fn on_the_you_page() -> (super::scene::Scene, Surfer) {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.get("/r/justroo/ask/who").await;
    sam.submit("/r/justroo/ask/who", &[("who", "me")]).await;
    sam.get("/r/justroo/ask/you").await;
    (scene, sam)
}

async fn you(sam: &Surfer, name: &str, email: &str) -> Answer {
    sam.submit("/r/justroo/ask/you", &[("name", name), ("email", email)]).await
}

#[actix_web::test]
async fn what_is_wrong_stands_first_and_beside_the_field_and_nothing_typed_is_lost() {
    let (_scene, sam) = on_the_you_page().await;
    let page = you(&sam, "", "priya.nair@").await;
    assert!(page.title().starts_with("Error: "), "{}", page.title());
    let main = page.body.find("<main").expect("a main part");
    assert!(
        page.body[main..].find("error-summary").expect("a summary") < page.body[main..].find("<h1").expect("a heading")
    );
    for words in ["Enter your full name", "Enter the e-mail address in full, like name@example.org"] {
        assert_eq!(page.body.matches(words).count(), 2, "the same words at both places: {words}");
    }
    assert!(page.says("value=\"priya.nair@\"") && page.says("href=\"#email\"") && page.says("aria-invalid=\"true\""));
    assert!(you(&sam, "Priya", "priya.nair@example.org").await.says("anything else"));
    assert!(!sam.get("/r/justroo/ask/you").await.title().starts_with("Error"));
}

#[actix_web::test]
async fn hostile_values_are_shown_as_text() {
    let (_scene, sam) = on_the_you_page().await;
    let page = you(&sam, "\"><script>alert(1)</script>", "\"onfocus=alert(1) autofocus=\"").await;
    assert!(!page.says("<script>") && !page.says("\"onfocus="));
    let kept = you(&sam, "<b>Priya</b>", "a@example.org").await;
    assert!(!kept.says("<b>Priya"));
    let address = you(&sam, "Priya", "a@example.org\r\nBcc: b@example.org").await;
    assert!(address.says("in full"));
    assert!(you(&sam, "Pri\0ya", "a@example.org").await.says("cannot be printed (U+0000)"));
}

#[actix_web::test]
async fn ten_thousand_characters_fit_and_more_are_named() {
    let (_scene, sam) = on_the_you_page().await;
    let words = |n: usize| "ő".repeat(n);
    let page = sam.submit("/r/justroo/ask/words", &[("words", &words(10_001))]).await;
    assert!(page.says("Use at most 10,000 characters; you have used 10,001"));
    assert!(page.says(&words(10_001)), "nothing typed is lost");
    let fine = sam.submit("/r/justroo/ask/words", &[("words", &words(10_000))]).await;
    assert!(!fine.title().starts_with("Error"));
    let name = you(&sam, &words(10_000), "a@example.org").await;
    assert!(name.says("Use at most 200 characters"));
}

#[actix_web::test]
async fn a_form_that_cannot_be_read_is_refused_with_words() {
    let (_scene, sam) = on_the_you_page().await;
    let token = sam.token();
    let post = |body: String, kind: (&'static str, &'static str)| {
        let request = TestRequest::post().uri("/r/justroo/ask/you").insert_header(kind).set_payload(body);
        sam.send(request)
    };
    let twice = post(format!("form_token={token}&name=a&email=a%40b.cz&email=c%40d.cz"), FORM).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    assert!(twice.says("The field “email” was sent twice"));
    let broken = post(format!("form_token={token}&name=%ff&email=a%40b.cz"), FORM).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert!(broken.says("characters that are broken"));
    let latin = ("Content-Type", "application/x-www-form-urlencoded; charset=iso-8859-1");
    assert_eq!(post(format!("form_token={token}"), latin).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let json = ("Content-Type", "text/plain");
    assert_eq!(post("{}".to_owned(), json).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let huge = post(format!("form_token={token}&name={}", "x".repeat(600 * 1024)), FORM).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(huge.says("too much at once"));
}

fn filled(path: &str) -> String {
    let path = path.replace("{controller}", "justroo").replace("{page}", "who").replace("{name}", "public.css");
    path.replace("{reference}", super::scene::nobody().as_str())
}

#[actix_web::test]
async fn no_post_is_taken_from_elsewhere() {
    let (_scene, site) = stage().await;
    // Programs come with a key of their own and without cookies, which nobody can make a browser send.
    let is_page = |path: &str| !path.starts_with("/api/");
    let posts: Vec<_> = public().filter(|route| !is_get(route.method) && is_page(route.path)).collect();
    assert!(posts.len() >= 15);
    for route in posts {
        let path = filled(route.path);
        let sam = Surfer::at(&site);
        sam.get("/status").await;
        let (own, token) = (filled(route.path), sam.token());
        let post = |token: &str, header: Option<(&'static str, &'static str)>| {
            let request = TestRequest::post().uri(&own);
            // Forms with files come in parts.
            let request = if route.path.starts_with("/task/") || route.path.ends_with("/files") {
                let part = format!(
                    "--edge\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n--edge--\r\n"
                );
                request.insert_header(("Content-Type", "multipart/form-data; boundary=edge")).set_payload(part)
            } else {
                request.set_form([("form_token", token.to_owned())])
            };
            sam.send(match header {
                Some(header) => request.insert_header(header),
                None => request,
            })
        };
        assert_eq!(post("", None).await.status, StatusCode::FORBIDDEN, "{path} without a token");
        let foreign = Surfer::at(&site);
        foreign.get("/status").await;
        assert_eq!(post(&foreign.token(), None).await.status, StatusCode::FORBIDDEN, "{path} with another's token");
        for header in
            [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example")]
        {
            assert_eq!(post(&token, Some(header)).await.status, StatusCode::FORBIDDEN, "{path} with {header:?}");
        }
        let fine = post(&token, Some(("Sec-Fetch-Site", "same-origin"))).await;
        assert_ne!(fine.status, StatusCode::FORBIDDEN, "{path} from our own page");
    }
}

#[actix_web::test]
async fn a_look_is_never_a_change() {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.fill_in("justroo", "sam@example.org", &["copy"]).await;
    sam.submit("/r/justroo/check", &[]).await;
    scene.mails();
    for route in public().filter(|route| is_get(route.method)) {
        for _ in 0..2 {
            sam.get(&filled(route.path)).await;
            sam.send(TestRequest::default().method(actix_web::http::Method::HEAD).uri(&filled(route.path))).await;
        }
    }
    assert!(scene.cases().is_empty() && scene.mails().is_empty());
    assert!(sam.get("/r/justroo/code").await.says("It works until 14:22"), "the code still waits");
}
