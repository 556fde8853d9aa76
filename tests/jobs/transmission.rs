//! A portable copy goes straight to another company over a real TLS connection: what they accept, refuse, lose and leave open, and
//! what the person and the case are told of it (Article 20(2)).

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration as Patience;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::Duration;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rightsdesk::adapters::connectors::receiver::{Receiver as Program, SignedParcels};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::controller::Receiver;
use rightsdesk::domain::ids::{CaseId, RequestId, TransmissionId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, State};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::transmission::{Settling, Transmission, TransmissionState};
use rightsdesk::jobs::{Bell, Outside, Worker};
use rightsdesk::ports::connector::ConnectorError;
use rightsdesk::ports::receivers::{Parcel, Receivers, Taken};
use rightsdesk::ports::store::delivery::Disclosure;
use rightsdesk::workflow::delivery::object_of;
use rightsdesk::workflow::delivery::{again, choose, settle};
use rightsdesk::workflow::review::{Verdict, decide};
use sha2::{Digest as _, Sha256};

use super::office::{Building, LEASE, Office};
use super::shop::{SHOP, with_shop};
use crate::harness::https::{HttpsServer, Reply};
use crate::harness::smtp::Certificate;

const SECRET: &str = "both sides know this";
const OTHER: &str = "Greenmart Ltd";

fn program(server: &HttpsServer, pem: &str) -> Program {
    Program {
        url: server.url(),
        key_id: Some("desk-1".into()),
        secret: Personal::new(SECRET),
        authorities: Some(pem.as_bytes().to_vec()),
        patience: Patience::from_mins(1),
    }
}

fn parcels(building: &Building, program: Program) -> SignedParcels {
    SignedParcels::new(BTreeMap::from([("greenmart".to_owned(), program)]), Arc::new(building.clock.clone()))
}

/// A shop that sends to another company, whose program listens on this machine.
fn building_to(server: &HttpsServer) -> Building {
    let mut building = with_shop(3, &[("shop", SHOP)]);
    building.receivers = vec![Receiver { name: OTHER.into(), program: "greenmart".into() }];
    building.receiving = Arc::new(parcels(&building, program(server, &server.pem)).behind(|_| true));
    building
}

/// Emma’s request for data to take elsewhere, approved; with the wish that it goes straight there, or without.
fn approved(office: &Office, wished: bool) -> (Actor, Case, RequestId) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Portability]);
    let id = requests[0].id;
    if wished {
        wish(office, case.id, id);
    }
    office.show_identity(anna, case.id);
    office.drain();
    for finding in office.desk.read(move |_, tx, _| Ok(tx.open_findings(id, 1_000)?)).expect("read") {
        decide(&office.desk, rita, id, finding.id, None, Verdict::Include).expect("decided");
    }
    office.give(rita, id, Command::Approve).expect("approved");
    (rita, case, id)
}

fn wish(office: &Office, case: CaseId, request: RequestId) {
    let now = office.desk.clock.now();
    let wished = Transmission {
        id: TransmissionId::new(now, office.desk.entropy.bytes10()),
        case,
        request,
        program: "greenmart".into(),
        to: OTHER.into(),
        state: TransmissionState::Wished,
        disclosure: None,
        left_out: Vec::new(),
        tries: 0,
        next_at: None,
        made_at: now,
        changed_at: now,
        confirmation: None,
        trouble: None,
        note: Personal::default(),
        version: 0,
    };
    assert!(office.desk.write(move |_, tx, _| Ok(tx.add_transmission(&wished)?)).expect("kept"));
}

fn transmission(office: &Office, case: CaseId) -> Transmission {
    let mut all = office.desk.read(move |_, tx, _| Ok(tx.transmissions_in(case)?)).expect("read");
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn package(office: &Office, case: CaseId) -> (Disclosure, Vec<u8>) {
    let disclosure = office.desk.read(move |_, tx, _| Ok(tx.disclosures_of(case)?)).expect("read").remove(0);
    let mut bytes = Vec::new();
    office.desk.vault.open(object_of(disclosure.id)).expect("sealed").read_to_end(&mut bytes).expect("whole");
    (disclosure, bytes)
}

/// The words of every letter with data to take elsewhere, oldest first.
fn letters(office: &Office, case: CaseId) -> Vec<String> {
    let mut mails = office.mails(case);
    mails.sort_by_key(|mail| mail.queued_at);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    mails.iter().filter(|mail| mail.kind == "portable").map(|mail| words(mail.text.reveal())).collect()
}

fn calls_for_help(office: &Office, case: CaseId) -> usize {
    office.mails(case).iter().filter(|mail| mail.kind == "needs_person").count()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn what_the_other_company_accepts_is_the_answer_and_the_letter_says_what_they_confirmed() {
    let server = HttpsServer::start([Reply::json(201, r#"{"receipt": "GM-77"}"#)]);
    let building = building_to(&server);
    let office = building.open();
    let (_, case, request) = approved(&office, true);
    office.drain();
    let done = transmission(&office, case.id);
    assert_eq!((done.state, done.tries), (TransmissionState::Accepted, 1));
    let said = done.confirmation.clone().expect("confirmed");
    assert_eq!((said.status, said.receipt.as_deref()), (201, Some("GM-77")));
    assert_eq!(office.request(request).state, State::Fulfilled);

    let heard = server.heard();
    let (disclosure, bytes) = package(&office, case.id);
    assert_eq!(heard.len(), 1);
    let call = &heard[0];
    assert_eq!((call.method.as_str(), call.path.as_str()), ("POST", "/in"));
    assert!(call.body == bytes, "the package arrives as it rests");
    let digest = format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(&call.body)));
    assert_eq!(call.header("content-digest"), digest);
    assert_eq!(call.header("content-type"), "application/zip");
    assert_eq!(call.header("rightsdesk-key-id"), "desk-1");
    assert_eq!(call.header("idempotency-key"), format!("{}.{}", done.id, disclosure.id));
    assert_eq!(call.header("rightsdesk-timestamp"), office.desk.clock.now().timestamp().to_string());
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length");
    for part in [call.header("rightsdesk-timestamp"), ".", call.header("idempotency-key"), ".", &digest] {
        mac.update(part.as_bytes());
    }
    assert_eq!(call.header("rightsdesk-signature"), format!("v1={}", hex(&mac.finalize().into_bytes())));

    let letters = letters(&office, case.id);
    assert_eq!(letters.len(), 1, "{letters:?}");
    for words in ["On 2 March 2026 we sent it straight to Greenmart Ltd", "(answer 201)", "GM-77"] {
        assert!(letters[0].contains(words), "{words}: {}", letters[0]);
    }
    assert!(!letters[0].contains("/download"), "there is nothing to fetch: {}", letters[0]);
    assert_eq!(office.logged(case.id, "transmission_accepted"), 1);
    assert_eq!(calls_for_help(&office, case.id), 0);
}

#[test]
fn nobody_is_told_that_it_has_gone_while_it_has_not() {
    let server = HttpsServer::start([Reply::status(503)]);
    let building = building_to(&server);
    let office = building.open();
    let (_, case, request) = approved(&office, true);
    office.drain();
    assert_eq!(transmission(&office, case.id).state, TransmissionState::Due);
    assert_eq!(office.request(request).state, State::Executing);
    assert_eq!(letters(&office, case.id), Vec::<String>::new());
}

#[test]
fn a_refusal_goes_to_a_person_who_gives_the_link_with_a_reason() {
    let server = HttpsServer::start([Reply::json(422, r#"{"error": "Emma is not ours"}"#)]);
    let building = building_to(&server);
    let office = building.open();
    let (rita, case, request) = approved(&office, true);
    office.drain();
    let stuck = transmission(&office, case.id);
    assert_eq!(stuck.state, TransmissionState::Stuck);
    let trouble = stuck.trouble.expect("it says why");
    assert!(trouble.contains("refused it (422)") && trouble.contains("give the person the link"), "{trouble}");
    assert!(!trouble.contains("Emma"), "their words may be personal: {trouble}");
    assert_eq!((server.heard().len(), calls_for_help(&office, case.id)), (1, 1));

    let how = Settling::Link;
    assert!(settle(&office.desk, rita, case.id, stuck.id, how, " ").is_err(), "a reason is wanted");
    settle(&office.desk, rita, case.id, stuck.id, how, "They know nobody of that name.").expect("settled");
    assert!(settle(&office.desk, rita, case.id, stuck.id, how, "Twice.").is_err(), "once is enough");
    office.drain();
    assert_eq!(office.request(request).state, State::Fulfilled);
    let letters = letters(&office, case.id);
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("We could not send it straight to Greenmart Ltd"), "{}", letters[0]);
    assert!(letters[0].contains("/download"), "{}", letters[0]);
}

#[test]
fn what_is_not_technically_feasible_is_said_to_the_person() {
    let server = HttpsServer::start([Reply::status(410)]);
    let building = building_to(&server);
    let office = building.open();
    let (rita, case, request) = approved(&office, true);
    office.drain();
    let stuck = transmission(&office, case.id);
    settle(&office.desk, rita, case.id, stuck.id, Settling::NotFeasible, "Their program is gone.").expect("settled");
    office.drain();
    assert_eq!(transmission(&office, case.id).state, TransmissionState::NotFeasible);
    assert_eq!(office.request(request).state, State::Fulfilled);
    let letters = letters(&office, case.id);
    assert!(letters[0].contains("That is not technically feasible"), "{}", letters[0]);
    assert_eq!(office.logged(case.id, "transmission_not_feasible"), 1);
}

#[test]
fn failures_are_tried_again_under_the_same_key_for_days_and_then_a_person_is_asked() {
    let server = HttpsServer::start([Reply::status(503)]);
    let building = building_to(&server);
    let office = building.open();
    let (rita, case, request) = approved(&office, true);
    office.drain();
    for tries in 2..=8 {
        building.pass(Duration::minutes(4));
        office.drain();
        assert_eq!(server.heard().len(), tries - 1, "the wait is not over");
        building.pass(Duration::days(2));
        office.drain();
        assert_eq!(server.heard().len(), tries);
    }
    assert_eq!(transmission(&office, case.id).state, TransmissionState::Stuck);
    assert_eq!(office.logged(case.id, "transmission_tried"), 8);
    assert_eq!(calls_for_help(&office, case.id), 1);
    building.pass(Duration::days(9));
    office.drain();
    let heard = server.heard();
    assert_eq!(heard.len(), 8, "nothing is sent any more by itself");
    let stuck = transmission(&office, case.id);
    again(&office.desk, rita, case.id, stuck.id).expect("again");
    office.drain();
    let heard_again = server.heard();
    assert_eq!(heard_again.len(), 9);
    assert!(heard_again.iter().all(|call| call.header("idempotency-key") == heard[0].header("idempotency-key")));
    assert_eq!(office.request(request).state, State::Executing);
}

#[test]
fn a_receiver_that_never_answers_is_tried_again() {
    let server = HttpsServer::start([Reply::Hangs, Reply::status(200)]);
    let mut building = building_to(&server);
    let patient = Arc::clone(&building.receiving);
    let hasty = Program { patience: Patience::from_millis(200), ..program(&server, &server.pem) };
    building.receiving = Arc::new(parcels(&building, hasty).behind(|_| true));
    let office = building.open();
    let (_, case, _) = approved(&office, true);
    office.drain();
    let waits = transmission(&office, case.id);
    assert_eq!((waits.state, waits.tries), (TransmissionState::Due, 1));
    assert!(waits.trouble.expect("it says why").contains("did not answer in time"));
    building.receiving = patient;
    building.pass(Duration::minutes(6));
    let office = building.open();
    office.drain();
    let done = transmission(&office, case.id);
    assert_eq!(done.state, TransmissionState::Accepted);
    assert_eq!(done.confirmation.expect("confirmed").receipt, None, "they named nothing, so nothing is claimed");
    let heard = server.heard();
    assert!(heard.iter().all(|call| call.header("idempotency-key") == heard[0].header("idempotency-key")));
}

#[test]
fn an_answer_that_was_lost_is_asked_for_again_under_the_same_key_and_counted_once() {
    let server = HttpsServer::start([Reply::HangsUp, Reply::json(200, r#"{"receipt": "GM-1"}"#)]);
    let building = building_to(&server);
    let office = building.open();
    let (_, case, _) = approved(&office, true);
    office.drain();
    building.pass(Duration::minutes(6));
    office.drain();
    let heard = server.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0].header("idempotency-key"), heard[1].header("idempotency-key"));
    assert!(heard[0].body == heard[1].body, "it is the same package");
    assert_eq!(transmission(&office, case.id).state, TransmissionState::Accepted);
    assert_eq!((office.logged(case.id, "transmission_accepted"), letters(&office, case.id).len()), (1, 1));
}

#[test]
fn a_certificate_that_nobody_vouches_for_ends_it_before_a_byte_of_the_package_is_sent() {
    let server = HttpsServer::start([Reply::status(200)]);
    let mut building = building_to(&server);
    let stranger = Certificate::of("127.0.0.1");
    building.receiving = Arc::new(parcels(&building, program(&server, &stranger.pem)).behind(|_| true));
    let office = building.open();
    let (_, case, _) = approved(&office, true);
    office.drain();
    let stuck = transmission(&office, case.id);
    assert_eq!(stuck.state, TransmissionState::Stuck);
    assert!(stuck.trouble.expect("it says why").contains("certificate is not trusted"));
    assert!(server.heard().is_empty());
    assert_eq!(calls_for_help(&office, case.id), 1);
}

#[test]
fn a_redirect_is_not_followed_and_goes_to_a_person() {
    let elsewhere = HttpsServer::start([Reply::status(200)]);
    let server = HttpsServer::start([Reply::moved(elsewhere.url())]);
    let building = building_to(&server);
    let office = building.open();
    let (_, case, _) = approved(&office, true);
    office.drain();
    let stuck = transmission(&office, case.id);
    assert_eq!(stuck.state, TransmissionState::Stuck);
    assert!(stuck.trouble.expect("it says why").contains("has moved (307)"));
    assert_eq!((server.heard().len(), elsewhere.connections()), (1, 0));
}

#[test]
fn an_address_inside_is_never_connected_to() {
    let server = HttpsServer::start([Reply::status(200)]);
    let mut building = building_to(&server);
    building.receiving = Arc::new(parcels(&building, program(&server, &server.pem)));
    let office = building.open();
    let (_, case, _) = approved(&office, true);
    office.drain();
    let stuck = transmission(&office, case.id);
    assert!(stuck.trouble.expect("it says why").contains("leads into a private network"));
    assert_eq!((stuck.state, server.connections()), (TransmissionState::Stuck, 0));
}

#[test]
fn plain_http_is_refused_whatever_the_settings_say() {
    let server = HttpsServer::start([Reply::status(200)]);
    let mut building = building_to(&server);
    let plain = Program { url: server.url().replace("https://", "http://"), ..program(&server, &server.pem) };
    building.receiving = Arc::new(parcels(&building, plain).behind(|_| true));
    let office = building.open();
    let (_, case, _) = approved(&office, true);
    office.drain();
    assert!(transmission(&office, case.id).trouble.expect("it says why").contains("address is not protected"));
    assert_eq!(server.connections(), 0);
}

/// Somebody whose program dies after the first package has arrived, before that is written down: another one does the work meanwhile.
struct Falling {
    inner: SignedParcels,
    /// What the others do meanwhile; once.
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl Receivers for Falling {
    fn send(&self, program: &str, parcel: &Parcel, body: Box<dyn Read + Send>) -> Result<Taken, ConnectorError> {
        let answer = self.inner.send(program, parcel, body);
        let meanwhile = self.meanwhile.lock().expect("no test panics here").take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        answer
    }
}

#[test]
fn whoever_dies_between_sending_and_writing_it_down_is_followed_by_the_same_key_and_one_answer() {
    let server = HttpsServer::start([Reply::json(201, r#"{"receipt": "GM-9"}"#)]);
    let building = building_to(&server);
    let mut office = building.open();
    let (_, case, request) = approved(&office, true);
    let (desk, outside, clock) = (office.desk.clone(), office.outside.clone(), building.clock.clone());
    let meanwhile: Box<dyn FnOnce() + Send> = Box::new(move || {
        clock.move_by(LEASE + Duration::minutes(1));
        Worker::new(desk, outside, Bell::new(), LEASE).drain().expect("the work is done");
    });
    let inner = parcels(&building, program(&server, &server.pem)).behind(|_| true);
    let falling = Falling { inner, meanwhile: Mutex::new(Some(meanwhile)) };
    let outside = Outside { receivers: Arc::new(falling), ..office.outside.clone() };
    office.worker = Worker::new(office.desk.clone(), outside, Bell::new(), LEASE);
    office.drain();
    let heard = server.heard();
    assert_eq!(heard.len(), 2, "it was sent by both");
    assert_eq!(heard[0].header("idempotency-key"), heard[1].header("idempotency-key"));
    assert_eq!(transmission(&office, case.id).state, TransmissionState::Accepted);
    assert_eq!((office.logged(case.id, "transmission_accepted"), letters(&office, case.id).len()), (1, 1));
    assert_eq!((office.logged(case.id, "fulfilled"), office.request(request).state), (1, State::Fulfilled));
}

#[test]
fn staff_send_an_answered_package_straight_and_are_told_why_not_before() {
    let server = HttpsServer::start([Reply::json(200, r#"{"receipt": "GM-5"}"#)]);
    let building = building_to(&server);
    let office = building.open();
    let early = |office: &Office, by, request| choose(&office.desk, by, request, "greenmart").unwrap_err().to_string();
    let olga = office.add_staff(Role::Reviewer, "Olga");
    let (_, requests) = office.submit("ada@example.org", &[Right::Portability, Right::Access]);
    let of = |right| requests.iter().find(|request| request.right == right).expect("asked for").id;
    assert!(early(&office, olga, of(Right::Portability)).contains("Show who is asking first"));
    assert!(early(&office, olga, of(Right::Access)).contains("Only data to take elsewhere"));
    let (rita, case, request) = approved(&office, false);
    assert!(early(&office, rita, request).contains("package is not built yet"));
    office.drain();
    assert_eq!((office.request(request).state, server.heard().len()), (State::Fulfilled, 0));
    choose(&office.desk, rita, request, "greenmart").expect("chosen");
    office.drain();
    assert_eq!(transmission(&office, case.id).state, TransmissionState::Accepted);
    assert!(early(&office, rita, request).contains("accepted it already"));
    let letters = letters(&office, case.id);
    assert_eq!(letters.len(), 2, "first the link, then that it has gone: {letters:?}");
    assert!(letters[1].contains("GM-5"), "{}", letters[1]);
    assert_eq!(office.logged(case.id, "fulfilled"), 1);
    let stranger = choose(&office.desk, rita, request, "nobody").unwrap_err().to_string();
    assert!(stranger.contains("named nobody"), "{stranger}");
}

/// A package as large as was said, made while it is read, that watches how far its reader is ahead of the receiver.
struct Ahead {
    given: u64,
    size: u64,
    taken: Arc<AtomicU64>,
    furthest: Arc<AtomicU64>,
}

impl Read for Ahead {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.furthest.fetch_max(self.given - self.taken.load(Ordering::SeqCst), Ordering::SeqCst);
        let left = usize::try_from(self.size - self.given).map_err(io::Error::other)?;
        let piece = into.len().min(left);
        into[..piece].fill(7);
        self.given += u64::try_from(piece).map_err(io::Error::other)?;
        Ok(piece)
    }
}

#[test]
fn a_large_package_is_read_only_as_fast_as_it_is_taken() {
    const SIZE: u64 = 200 << 20;
    // What sockets and TLS hold on the way, on any machine; far from a package.
    const ON_THE_WAY: u64 = 24 << 20;
    let server = HttpsServer::start([Reply::json(201, r#"{"receipt": "GM-200"}"#)]);
    let building = building_to(&server);
    let furthest = Arc::new(AtomicU64::new(0));
    let body = Ahead { given: 0, size: SIZE, taken: server.taken(), furthest: Arc::clone(&furthest) };
    let parcel = Parcel { key: "one".into(), bytes: SIZE, sha256: [0; 32] };
    let programs = parcels(&building, program(&server, &server.pem)).behind(|_| true);
    assert!(programs.send("greenmart", &parcel, Box::new(body)).is_ok());
    assert_eq!(server.taken().load(Ordering::SeqCst), SIZE);
    let furthest = furthest.load(Ordering::SeqCst);
    assert!(furthest < ON_THE_WAY, "{furthest} bytes were read before they were taken");
}
