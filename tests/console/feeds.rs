//! Calendar feeds: made, read by a calendar program that knows nothing of us, and revoked.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::IF_NONE_MATCH;
use actix_web::test::TestRequest;
use rightsdesk::domain::request::Command;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::assignment::assign;

use super::browse::{Answer, ask, fill, get};
use super::scene::Scene;

/// The properties of each event by name, read as RFC 5545 says: unfolded, parameters cut off.
fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "lines are folded");
    let unfolded = text.replace("\r\n ", "");
    let (mut all, mut depth): (Vec<BTreeMap<String, String>>, Vec<String>) = (Vec::new(), Vec::new());
    for line in unfolded.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no property: {line}"));
        match name {
            "BEGIN" => {
                depth.push(value.to_owned());
                if value == "VEVENT" {
                    all.push(BTreeMap::new());
                }
            }
            "END" => assert_eq!(depth.pop().as_deref(), Some(value)),
            _ if depth.last().is_some_and(|part| part == "VEVENT") => {
                let name = name.split(';').next().unwrap_or(name);
                all.last_mut().expect("an event").insert(name.to_owned(), value.to_owned());
            }
            _ if depth.last().is_some_and(|part| part == "VALARM") && name == "TRIGGER" => {
                all.last_mut().expect("an event").insert(format!("ALARM{value}"), String::new());
            }
            _ => {}
        }
    }
    assert!(depth.is_empty());
    all
}

async fn make(scene: &Scene, cookie: &str, of: &str) -> String {
    let page = fill(scene, cookie, "/console/feeds", "/console/feeds", &[("of", of)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let start = page.body.find("/calendar/").expect("an address");
    page.body[start..].split('<').next().expect("its end").to_owned()
}

async fn read(scene: &Scene, address: &str) -> Answer {
    ask(scene, TestRequest::get().uri(address)).await
}

#[actix_web::test]
async fn a_feed_follows_the_dates_and_names_nobody() {
    let scene = Scene::new();
    let (case, requests) = scene.submit("justroo", "Priya Nair", &[Right::Access], "My secret words");
    let (other, _) = scene.submit("joro-home", "Sam Hill", &[Right::Erasure], "");
    let dora = scene.cookie("dora", 2);
    let address = make(&scene, &dora, "company:justroo").await;
    let first = read(&scene, &address).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.header("content-type").starts_with("text/calendar") && first.header("x-robots-tag") == "noindex");
    let due = |text: &str| {
        let key = format!("{}-access-due@127.0.0.1", case.reference);
        events(text).into_iter().find(|event| event.get("UID") == Some(&key)).expect("the due date")
    };
    let before = due(&first.body);
    assert_eq!(before.get("DTSTART").map(String::as_str), Some("20261123"), "a month, moved off the Sunday?");
    assert_eq!(before.get("STATUS").map(String::as_str), Some("CONFIRMED"));
    assert!(before.contains_key("ALARM-P7D") && before.contains_key("ALARM-P2D"));
    for hidden in ["Priya", "Nair", "priya@", "secret words", other.reference.as_str()] {
        assert!(!first.body.contains(hidden), "{hidden}");
    }
    let tag = first.header("etag").to_owned();
    let same = ask(&scene, TestRequest::get().uri(&address).insert_header((IF_NONE_MATCH, tag))).await;
    assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let id = requests[0].id;
    rightsdesk::workflow::casework::give(&scene.desk, scene.actor("dora"), id, None, Command::Withdraw)
        .expect("closed");
    let after = due(&read(&scene, &address).await.body);
    let sequence = |event: &BTreeMap<String, String>| event["SEQUENCE"].parse::<i64>().expect("a number");
    assert!(sequence(&after) > sequence(&before));
    assert_eq!(after.get("STATUS").map(String::as_str), Some("CANCELLED"));
    assert!(!after.contains_key("ALARM-P7D"), "what is met does not ring");
    scene.wait(61);
    assert!(events(&read(&scene, &address).await.body).is_empty(), "and is forgotten after two months");
}

#[actix_web::test]
async fn a_feed_of_my_own_holds_my_cases_and_dies_when_it_is_revoked() {
    let scene = Scene::new();
    let (mine, _) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    scene.submit("justroo", "Sam Hill", &[Right::Access], "");
    assign(&scene.desk, scene.actor("ana"), mine.id, Some(scene.staff["ana"].id)).expect("hers");
    let (ana, otto) = (scene.cookie("ana", 1), scene.cookie("otto", 3));
    let address = make(&scene, &ana, "own").await;
    let own = events(&read(&scene, &address).await.body);
    assert!(!own.is_empty() && own.iter().all(|event| event["SUMMARY"].contains(mine.reference.as_str())));
    let page = get(&scene, &ana, "/console/feeds").await;
    assert!(!page.body.contains(&address), "the address is shown once");
    let mark = "/console/feeds/";
    let start = page.body.find(mark).expect("a feed to revoke") + mark.len();
    let id = page.body[start..].split('/').next().expect("an id");
    let revoke = format!("/console/feeds/{id}/revoke");
    let stranger = fill(&scene, &otto, "/console/feeds", &revoke, &[]).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "a feed is revoked by whoever made it");
    assert_eq!(fill(&scene, &ana, "/console/feeds", &revoke, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(read(&scene, &address).await.status, StatusCode::NOT_FOUND);
    for odd in ["/calendar/x.ics", "/calendar/", &address.replace(".ics", "")] {
        assert_eq!(read(&scene, odd).await.status, StatusCode::NOT_FOUND, "{odd}");
    }
}

#[actix_web::test]
async fn the_feed_of_the_team_holds_every_case_and_says_when_it_was_fetched() {
    let scene = Scene::new();
    let (one, _) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    let (other, _) = scene.submit("joro-home", "Sam Hill", &[Right::Erasure], "");
    let ana = scene.cookie("ana", 1);
    let address = make(&scene, &ana, "team").await;
    let page = get(&scene, &ana, "/console/feeds").await;
    assert!(page.body.contains("All cases of the desk") && page.body.contains("Never fetched"), "{}", page.body);
    let read_now = read(&scene, &address).await;
    for case in [&one, &other] {
        assert!(read_now.body.contains(case.reference.as_str()));
    }
    let page = get(&scene, &ana, "/console/feeds").await;
    assert!(page.body.contains("Last fetched 23 October 2026, 09:24 UTC"), "{}", page.body);
    scene.wait(1);
    let ana = scene.cookie("ana", 2);
    read(&scene, &address).await;
    assert!(get(&scene, &ana, "/console/feeds").await.body.contains("Last fetched 24 October 2026, 09:24 UTC"));
    let odd = fill(&scene, &ana, "/console/feeds", "/console/feeds", &[("of", "company:nobody")]).await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn an_administrator_sees_and_revokes_the_feeds_of_others_and_nobody_else_does() {
    let scene = Scene::new();
    scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    let (ana, ruth, tom) = (scene.cookie("ana", 1), scene.cookie("ruth", 2), scene.cookie("tom", 3));
    let address = make(&scene, &ana, "company:justroo").await;
    let theirs = get(&scene, &ruth, "/console/feeds").await;
    assert!(!theirs.body.contains("Feeds of others") && !theirs.body.contains("Ana Petrova"));
    let page = get(&scene, &tom, "/console/feeds").await;
    assert!(page.body.contains("Feeds of others") && page.body.contains("Ana Petrova"), "{}", page.body);
    let mark = "/console/feeds/";
    let start = page.body.find(mark).expect("a feed to revoke") + mark.len();
    let revoke = format!("{mark}{}", page.body[start..].split('"').next().expect("its end"));
    assert_eq!(fill(&scene, &ruth, "/console/feeds", &revoke, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(fill(&scene, &tom, "/console/feeds", &revoke, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(read(&scene, &address).await.status, StatusCode::NOT_FOUND);
    assert!(!get(&scene, &tom, "/console/feeds").await.body.contains("Feeds of others"));
}

#[actix_web::test]
async fn a_warning_stands_above_every_page_when_the_holidays_do_not_reach_far_enough() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    assert!(!get(&scene, &ana, "/console").await.body.contains("ends too early"));
    scene.wait(700);
    let ana = scene.cookie("ana", 2);
    let page = get(&scene, &ana, "/console").await;
    assert!(page.body.contains("official until 2028 only") && page.body.contains("calendar import"), "{}", page.body);
}
