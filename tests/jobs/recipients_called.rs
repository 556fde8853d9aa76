//! The signed call to a recipient's program (Article 19) over a real TLS connection: taken, refused, late, lost, and not to be trusted.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration as Patience;

use chrono::Duration;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rightsdesk::adapters::connectors::recipient::{RecipientProgram, SignedCalls};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::telling::{TellingState, Way};
use sha2::Sha256;

use super::office::{Building, Office};
use super::recipients::{building, erased, recipient, telling};
use crate::harness::https::{HttpsServer, Reply};
use crate::harness::smtp::Certificate;

const SECRET: &str = "both sides know this";

/// A shop whose printer has a program there.
fn calling(server: &HttpsServer, pem: &str) -> Building {
    let mut building =
        building(vec![recipient("The printer", Way::Webhook, "printer"), recipient("Leaflets Ltd", Way::Task, "")]);
    wait_for(&mut building, server, pem, Patience::from_mins(1));
    building
}

/// How long the shop waits for the program.
fn wait_for(building: &mut Building, server: &HttpsServer, pem: &str, timeout: Patience) {
    let program = RecipientProgram {
        url: server.url(),
        secret: Personal::new(SECRET),
        authorities: Some(pem.as_bytes().to_vec()),
        timeout,
    };
    let programs = BTreeMap::from([("printer".to_owned(), program)]);
    building.programs = Arc::new(SignedCalls::new(programs, Arc::new(building.clock.clone())));
}

/// What stands on the notice to the printer after the erasure was confirmed.
fn stands(building: &Building) -> (Office, rightsdesk::domain::ids::CaseId, TellingState, String) {
    let office = building.open();
    let (_, case, _) = erased(building, &office);
    let told = telling(&office, case.id, "The printer");
    (office, case.id, told.state, told.trouble.unwrap_or_default())
}

#[test]
fn a_notice_is_taken_by_a_program_that_can_tell_who_calls() {
    let server = HttpsServer::start([Reply::json(200, r#"{"done": true}"#)]);
    let building = calling(&server, &server.pem);
    let (_office, _, state, _) = stands(&building);
    assert_eq!(state, TellingState::Done);
    let heard = server.heard();
    assert_eq!((heard.len(), heard[0].method.as_str()), (1, "POST"));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length");
    mac.update(heard[0].header("rightsdesk-timestamp").as_bytes());
    mac.update(b".");
    mac.update(&heard[0].body);
    let sum: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(heard[0].header("rightsdesk-signature"), format!("v1={sum}"));
    let said: serde_json::Value = serde_json::from_slice(&heard[0].body).expect("JSON");
    assert_eq!(said["tell"]["tell"], "erase");
    assert!(said["number"].as_str().is_some_and(|number| !number.is_empty()));
}

#[test]
fn a_program_that_refuses_goes_to_a_person_and_is_not_called_again_by_itself() {
    let server = HttpsServer::start([Reply::json(422, r#"{"error": "emma@example.org is not ours"}"#)]);
    let building = calling(&server, &server.pem);
    let (office, case, state, trouble) = stands(&building);
    assert_eq!(state, TellingState::Due);
    assert!(trouble.contains("refused the call (422)") && trouble.contains("Next:"), "{trouble}");
    assert!(!trouble.contains("emma"), "their words may be personal: {trouble}");
    building.pass(Duration::days(2));
    office.drain();
    assert_eq!((server.heard().len(), office.logged(case, "recipient_not_notified")), (1, 1));
}

#[test]
fn whatever_was_late_or_lost_is_called_again_with_the_same_number() {
    for (first, timeout) in [
        (Reply::status(503), Patience::from_mins(1)),
        (Reply::Hangs, Patience::from_secs(1)),
        (Reply::HangsUp, Patience::from_mins(1)),
    ] {
        let server = HttpsServer::start([first, Reply::json(200, r#"{"acknowledged": true}"#)]);
        let mut building = calling(&server, &server.pem);
        wait_for(&mut building, &server, &server.pem, timeout);
        let (_, case, state, trouble) = stands(&building);
        assert_eq!(state, TellingState::Due, "{trouble}");
        assert!(trouble.ends_with("tried again by itself."), "{trouble}");
        wait_for(&mut building, &server, &server.pem, Patience::from_mins(1));
        building.pass(Duration::hours(1));
        let office = building.open();
        office.drain();
        assert_eq!(telling(&office, case, "The printer").state, TellingState::Acknowledged);
        let number = |body: &[u8]| serde_json::from_slice::<serde_json::Value>(body).expect("JSON")["number"].clone();
        let heard = server.heard();
        assert!(heard.iter().all(|call| number(&call.body) == number(&heard[0].body)));
        assert_eq!(office.logged(case, "recipient_called"), 1);
    }
}

#[test]
fn a_program_that_cannot_show_who_it_is_hears_nothing() {
    let server = HttpsServer::start([Reply::status(200)]);
    let stranger = Certificate::of("127.0.0.1");
    let building = calling(&server, &stranger.pem);
    let (_office, _, state, trouble) = stands(&building);
    assert!(trouble.contains("certificate is not trusted"), "{trouble}");
    assert_eq!((state, server.heard().len()), (TellingState::Due, 0));
}

#[test]
fn a_program_that_has_moved_is_not_followed() {
    let elsewhere = HttpsServer::start([Reply::status(200)]);
    let server = HttpsServer::start([Reply::moved(elsewhere.url())]);
    let building = calling(&server, &server.pem);
    let (_office, _, state, trouble) = stands(&building);
    assert!(trouble.contains("(307)") && trouble.contains("Next:"), "{trouble}");
    assert_eq!((state, elsewhere.connections()), (TellingState::Due, 0));
}
