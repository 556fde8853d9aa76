//! Defects that were measured in another desk at its public door, and must not happen at this one.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::Channel;
use rightsdesk::domain::request::State;

use super::journey::stage;
use super::site::{Answer, Surfer};

/// Defect 5: whoever filed a request could say when it came, when it was done, and where it came from.
#[actix_web::test]
async fn nobody_says_in_the_form_when_their_request_came_or_was_done_or_by_what_way() {
    let (scene, site) = stage().await;
    let eve = Surfer::at(&site);
    eve.fill_in("justroo", "eve@example.org", &["copy"]).await;
    let forged = [
        ("received_at", "2030-01-01"),
        ("requested_at", "2030-01-01"),
        ("started_processing_at", "2030-01-01"),
        ("finished_processing_at", "2026-01-01"),
        ("closed_at", "2026-01-01"),
        ("email_confirmed_at", "2026-01-01"),
        ("source", "staff"),
        ("channel", "post"),
        ("external_id", "7"),
        ("reference", "JR-26-AAAA-A"),
        ("state", "fulfilled"),
        ("owner", "eve"),
    ];
    let sent = eve.post("/r/justroo/check", &forged).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let code = scene.code();
    let fields: Vec<_> = [("code", code.as_str())].into_iter().chain(forged).collect();
    eve.submit("/r/justroo/code", &fields).await;
    let case = scene.cases().pop().expect("a case");
    assert_eq!(case.received_at.to_rfc3339(), "2026-11-04T14:12:00+00:00", "the desk's own clock");
    assert_eq!((case.channel, case.owner), (Channel::Form, None));
    assert_ne!(case.reference.as_str(), "JR-26-AAAA-A");
    let id = case.id;
    let request = scene.desk.read(move |_, tx, _| Ok(tx.requests(id)?)).expect("read").remove(0);
    assert_eq!((request.state, request.closed_at), (State::Received, None));
    assert_eq!(request.history.received, case.received_at);
}

fn tells_nothing_of_the_inside(answer: &Answer, page: &str) {
    // What the answer to a filed request told strangers there: where results are stored, under which key, and how.
    let inside = [
        "justroo.yml",
        "datamap",
        "sample-shop",
        "storage",
        "bucket",
        "s3://",
        "sqlite",
        "postgres",
        "rightsdesk.db",
        "vault",
        "master.key",
        "/console",
        "uk-gdpr",
        "staff:",
        "evidence/",
        "duty_address",
        "pepper",
    ];
    for word in inside {
        assert!(!answer.body.contains(word), "{page} tells a stranger of {word}");
        let told = answer.headers.iter().filter_map(|(_, value)| value.to_str().ok()).any(|value| value.contains(word));
        assert!(!told, "a header of {page} tells of {word}");
    }
}

/// Defect 8: filing a request was answered with the name, key, type and details of where results are stored.
#[actix_web::test]
async fn no_answer_to_a_stranger_tells_where_anything_is_kept() {
    let (scene, site) = stage().await;
    let sam = Surfer::at(&site);
    let check = sam.fill_in("justroo", "sam@example.org", &["copy", "erase"]).await;
    tells_nothing_of_the_inside(&check, "the page before sending");
    tells_nothing_of_the_inside(&sam.post("/r/justroo/check", &[]).await, "the answer to sending");
    tells_nothing_of_the_inside(&sam.get("/r/justroo/code").await, "the page of the code");
    let code = scene.code();
    tells_nothing_of_the_inside(&sam.post("/r/justroo/code", &[("code", &code)]).await, "the answer to the code");
    let sent = sam.get("/r/justroo/sent").await;
    assert_eq!(sent.status, StatusCode::OK);
    tells_nothing_of_the_inside(&sent, "the confirmation");
    let reference = scene.cases().pop().expect("a case").reference;
    tells_nothing_of_the_inside(&sam.get(&format!("/status/{reference}")).await, "the status page");
}
