//! What programs ask: the suppression list over HTTP, with a key of the console.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::ids::StaffId;
use rightsdesk::domain::request::Actor;
use rightsdesk::domain::suppression::Channel;
use rightsdesk::workflow::program_keys::{keys, make_key, revoke_key};
use rightsdesk::workflow::secrets::hex;
use rightsdesk::workflow::suppression::{Address, each_suppression, suppress};
use serde_json::{Value, json};

use super::journey::stage;
use super::site::{Answer, Site, Surfer};
use super::task_link::employed;

const PATH: &str = "/api/v1/suppression/check";

async fn ask(site: &Site, key: &str, question: &str) -> Answer {
    let request = TestRequest::post().uri(PATH).insert_header(("Authorization", format!("Bearer {key}")));
    Surfer::at(site).send(request.set_payload(question.to_owned())).await
}

fn results(answer: &Answer) -> Vec<Value> {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body));
    body["results"].as_array().expect("results").clone()
}

#[actix_web::test]
async fn a_program_learns_which_addresses_said_no_and_no_more() {
    let (scene, site) = stage().await;
    let tom = employed(&scene);
    let ann = Address { controller: "justroo", channel: Channel::Email, value: "ann@example.org" };
    suppress(&scene.desk, &ann).expect("on the list");
    let mut hash = String::new();
    each_suppression(&scene.desk, "justroo", |entry| {
        hash = hex(&entry.hash);
        Ok::<_, rightsdesk::workflow::WorkError>(())
    })
    .expect("the list");
    let key = make_key(&scene.desk, tom, "justroo", "newsletter").expect("made");
    let question =
        json!({ "channel": "email", "addresses": [" Ann@Example.org", "bob@example.org", " "], "hashes": [hash] });
    let answer = ask(&site, key.reveal(), &question.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let said: Vec<Value> = results(&answer).iter().map(|result| result["suppressed"].clone()).collect();
    assert_eq!(said, [json!(true), json!(false), Value::Null, json!(true)]);
    assert_eq!(results(&answer)[0]["since"], "2026-11-04T14:12:00Z");
    assert!(!answer.body.contains("ann@") && !answer.body.contains("bob"), "no address comes back");
    let sms = ask(&site, key.reveal(), r#"{"channel":"sms","addresses":["020 7946 0000"]}"#).await;
    assert_eq!(results(&sms)[0]["suppressed"], false, "each channel stands for itself");
    let other = make_key(&scene.desk, tom, "just-elegance", "newsletter").expect("made");
    let answer = ask(&site, other.reveal(), r#"{"channel":"email","addresses":["ann@example.org"]}"#).await;
    assert_eq!(results(&answer)[0]["suppressed"], false, "a key asks the list of one company");
}

#[actix_web::test]
async fn without_a_key_that_works_nothing_is_told() {
    let (scene, site) = stage().await;
    let tom = employed(&scene);
    let key = make_key(&scene.desk, tom, "justroo", "newsletter").expect("made");
    let kept = keys(&scene.desk, tom).expect("listed");
    assert_eq!(kept.len(), 1);
    assert!(!format!("{kept:?}").contains(key.reveal()), "the desk cannot show it again");
    let question = r#"{"channel":"email","addresses":["ann@example.org"]}"#;
    for wrong in ["", "x", &key.reveal().to_uppercase(), &hex(&kept[0].token_hash)] {
        let answer = ask(&site, wrong, question).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
        assert!(answer.says("Authorization: Bearer"), "{}", answer.body);
    }
    assert_eq!(ask(&site, key.reveal(), question).await.status, StatusCode::OK);
    revoke_key(&scene.desk, tom, kept[0].id).expect("revoked");
    assert_eq!(ask(&site, key.reveal(), question).await.status, StatusCode::UNAUTHORIZED);
    assert!(keys(&scene.desk, tom).expect("listed").is_empty());
    let anna = Actor::Staff { id: StaffId::new(scene.desk.clock.now(), [2; 10]), role: Role::Handler };
    assert!(make_key(&scene.desk, anna, "justroo", "newsletter").is_err(), "not everybody makes keys");
}

#[actix_web::test]
async fn a_question_that_cannot_be_read_is_refused_without_its_contents() {
    let (scene, site) = stage().await;
    let key = make_key(&scene.desk, employed(&scene), "justroo", "newsletter").expect("made");
    let many = json!({ "channel": "email", "addresses": vec!["ann@example.org"; 1_001] }).to_string();
    for (question, words) in [
        ("ann@example.org", "a JSON object"),
        (r#"{"channel":"pigeon","addresses":["ann@example.org"]}"#, "one of email, sms"),
        (r#"{"channel":"email"}"#, "at least one"),
        (r#"{"channel":"email","hashes":["ann@example.org"]}"#, "64 hexadecimal digits"),
        (r#"{"channel":"email","address":"ann@example.org"}"#, "a JSON object"),
        (many.as_str(), "at most 1000"),
    ] {
        let answer = ask(&site, key.reveal(), question).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{words}");
        assert!(answer.says(words) && !answer.says("ann@"), "{}", answer.body);
    }
}
