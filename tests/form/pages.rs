//! Every page: its headers, its frame, its own title.

use std::collections::BTreeMap;

use actix_web::http::{Method, StatusCode};
use actix_web::test::TestRequest;
use rightsdesk::web::headers::POLICY;
use rightsdesk::web::routes::public;

use super::journey::stage;
use super::scene::{nobody, open_doors};
use super::site::{Answer, Site, Surfer};

fn check_headers(answer: &Answer, path: &str) {
    let header =
        |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ] {
        assert_eq!(header(name), value, "{name} on {path}");
    }
    assert!(header("permissions-policy").contains("camera=()"), "{path}");
    let is_asset = path.starts_with("/assets/") || path == "/favicon.ico";
    assert!(is_asset && answer.status.is_success() || header("cache-control") == "no-store", "{path}");
    assert!(header("server").is_empty() && header("x-powered-by").is_empty(), "{path}");
    for cookie in answer.headers.get_all("set-cookie").filter_map(|value| value.to_str().ok()) {
        for part in ["__Host-", "Secure", "HttpOnly", "SameSite=", "Path=/"] {
            assert!(cookie.contains(part), "{part} in a cookie of {path}");
        }
    }
}

#[actix_web::test]
async fn every_answer_carries_the_headers_whatever_its_route_and_status() {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    let fill = |path: &str| {
        path.replace("{controller}", "justroo").replace("{page}", "who").replace("{reference}", nobody().as_str())
    };
    for route in public() {
        let path = fill(route.path);
        for method in
            [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE]
        {
            let answer = sam.send(TestRequest::default().method(method.clone()).uri(&path)).await;
            check_headers(&answer, &path);
            assert!(answer.status != StatusCode::INTERNAL_SERVER_ERROR, "{method} {path}");
        }
    }
    for path in ["/nowhere", "/r/nobody", "/assets/x.css", "/assets/theme/x.css", "/r/justroo/ask/x", "/%00"] {
        let answer = sam.get(path).await;
        check_headers(&answer, path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.says("Page not found") && !answer.says("actix"), "{path}");
    }
    let mut secure = open_doors();
    secure.https = true;
    let answer = Surfer::at(&Site::with(&scene, secure).await).get("/healthz").await;
    assert!(answer.headers.contains_key("strict-transport-security"));
}

#[actix_web::test]
async fn a_path_that_exists_for_another_method_says_so() {
    let (_scene, site) = stage().await;
    let sam = Surfer::at(&site);
    assert_eq!(sam.send(TestRequest::get().uri("/r/justroo/again")).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(sam.send(TestRequest::delete().uri("/r/justroo")).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[actix_web::test]
async fn style_sheets_are_ours_and_kept_for_long() {
    let (_scene, site) = stage().await;
    let sam = Surfer::at(&site);
    let start = sam.get("/r/just-elegance").await;
    let sheets: Vec<String> = start
        .body
        .match_indices("rel=\"stylesheet\" href=\"")
        .map(|(at, found)| start.body[at + found.len()..].split('"').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(sheets.len(), 2);
    for sheet in sheets {
        let css = sam.get(&sheet).await;
        assert_eq!(css.status, StatusCode::OK, "{sheet}");
        assert!(
            css.headers.get("cache-control").and_then(|v| v.to_str().ok()).unwrap_or_default().starts_with("public")
        );
        assert!(css.says("--accent"));
    }
}

#[actix_web::test]
async fn pages_have_a_frame_and_a_title_of_their_own() {
    let (_scene, site) = stage().await;
    let sam = Surfer::at(&site);
    sam.fill_in("justroo", "sam@example.org", &["copy", "correct", "erase", "object", "marketing", "consent"]).await;
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    let ask = ["who", "rights", "correct", "erase", "marketing", "object", "consent", "find", "you", "words"];
    let mut paths: Vec<String> = ask.iter().map(|page| format!("/r/justroo/ask/{page}")).collect();
    paths.extend(
        ["/", "/r/justroo", "/r/justroo/check", "/r/justroo/later", "/r/justroo/someone-who-died", "/status"]
            .map(str::to_owned),
    );
    paths.push(format!("/status/{}", nobody()));
    paths.push(format!("/status/{}/code", nobody()));
    for path in paths {
        let page = sam.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for part in [
            "<!doctype html>",
            "lang=\"en-GB\"",
            "class=\"skip\" href=\"#main\"",
            "<main id=\"main\"",
            "<footer",
            "<aside",
        ] {
            assert_eq!(page.body.matches(part).count(), 1, "{part} on {path}");
        }
        assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
        for never in [" style=", "<script", "onclick", "http://", "{{", "{%"] {
            assert!(!page.says(never), "{never} on {path}");
        }
        check_ids(&page.body, &path);
        check_nesting(&page.body, &path);
        if let Some(other) = titles.insert(page.title().to_owned(), path.clone()) {
            panic!("{path} and {other} share the title {}", page.title());
        }
    }
}

fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    let mark = format!(" {attribute}=\"");
    html.match_indices(&mark)
        .map(|(at, _)| at + mark.len())
        .collect::<Vec<_>>()
        .into_iter()
        .map(|from| html[from..].split('"').next().unwrap_or_default())
}

/// Ids are unique, and everything that refers to one finds it.
fn check_ids(html: &str, path: &str) {
    let mut ids: Vec<&str> = values(html, "id").collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is there twice on {path}");
    for attribute in ["for", "aria-describedby", "aria-labelledby"] {
        for id in values(html, attribute).flat_map(str::split_whitespace) {
            assert!(ids.contains(&id), "{attribute}={id} on {path} leads nowhere");
        }
    }
}

/// Every element that is opened is closed, in order.
fn check_nesting(html: &str, path: &str) {
    const ALONE: [&str; 6] = ["meta", "link", "input", "br", "path", "wbr"];
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        match tag.starts_with('/') {
            true => assert_eq!(open.pop(), Some(name), "</{name}> on {path}"),
            false if tag.starts_with('!') || ALONE.contains(&name) => {}
            false => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} stay open on {path}");
}
