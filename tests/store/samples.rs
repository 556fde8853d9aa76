//! Rows for tests: complete, plausible, and each different from the last.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::audit::NewEntry;
use rightsdesk::domain::case::{Case, Channel, Identifiers, OnBehalf, Reference, Requester};
use rightsdesk::domain::ids::{CaseId, JobId, MailId, RequestId, StaffId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::Request;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::jobs::NewJob;
use rightsdesk::ports::store::outbox::NewMail;
use rightsdesk::ports::store::staff::Staff;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A number that no other row of this test run has.
pub fn fresh() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Ten bytes of it.
pub fn chance() -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&fresh().to_be_bytes());
    bytes
}

/// An instant: microseconds included, because they must survive.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse::<DateTime<Utc>>().expect("an RFC 3339 instant") + Duration::microseconds(123_456)
}

/// Where most tests begin.
pub fn noon() -> DateTime<Utc> {
    at("2026-11-22T12:00:00Z")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn minutes(n: i64) -> Duration {
    Duration::minutes(n)
}

pub fn case() -> Case {
    let n = fresh();
    let bytes = u32::try_from(n).expect("few samples").to_be_bytes();
    // Thirty letters, so that neighbouring numbers give different references.
    let spread = [0, 1, 2, 3].map(|place| u8::try_from(n / 30_u64.pow(place) % 30).expect("below thirty"));
    Case {
        id: CaseId::new(noon(), chance()),
        reference: Reference::new("JR", 2026 + i32::from(bytes[1]), spread),
        controller: "justroo".into(),
        received_at: noon(),
        channel: Channel::Form,
        requester: Requester {
            name: Personal::new("Zsófia Kovács-Nagy"),
            email: Personal::new(format!("Zsofia{n}@Example.com ")),
            language: "de".into(),
        },
        on_behalf: OnBehalf::Another { name: Personal::new("Ágnes Nagy") },
        identifiers: Identifiers(BTreeMap::from([("order_number".into(), Personal::new("JR-1001"))])),
        words: Personal::new("Please send me everything.\nThank you."),
        email_confirmed_at: Some(noon()),
        owner: None,
        policy_version: Some("2026-05".into()),
        version: 0,
    }
}

pub fn request(case: &Case, right: Right) -> Request {
    Request::received(RequestId::new(noon(), chance()), case.id, right, case.received_at)
}

/// A clock that runs until a date.
pub fn due(date: &str) -> DueDates {
    DueDates { due: Some(day(date)), sort: Some(day(date)), ..DueDates::default() }
}

pub fn staff(name: &str) -> Staff {
    Staff {
        id: StaffId::new(noon(), chance()),
        email: Personal::new(format!("{}{}@shop.example", name.to_lowercase(), fresh())),
        name: name.into(),
        role: Role::Handler,
        password_hash: Personal::new("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"),
        active: true,
    }
}

pub fn entry(case: &Case, kind: &str) -> NewEntry {
    NewEntry {
        controller: case.controller.clone(),
        case: Some(case.id),
        request: None,
        at: noon(),
        actor: "system".into(),
        kind: kind.into(),
        salt: [7; 16],
        content: format!("{{\"kind\":\"{kind}\"}}"),
    }
}

pub fn mail(case: Option<&Case>) -> NewMail {
    let n = fresh();
    NewMail {
        id: MailId::new(noon(), chance()),
        case: case.map(|case| case.id),
        controller: "justroo".into(),
        key: format!("receipt/{n}"),
        kind: "receipt".into(),
        message_id: format!("<{n}@justroo.example>"),
        to: Personal::new("zsofia@example.com"),
        to_name: Personal::new("Zsófia"),
        subject: "We have received your request".into(),
        text: Personal::new("Dear Zsófia"),
        html: Personal::new("<p>Dear Zsófia"),
        auto_submitted: "auto-replied".into(),
        send_at: noon(),
    }
}

pub fn job(kind: &str, case: Option<&Case>) -> NewJob {
    let n = fresh();
    NewJob {
        id: JobId::new(noon(), chance()),
        kind: kind.into(),
        key: format!("{kind}/{n}"),
        case: case.map(|case| case.id),
        request: None,
        payload: "{\"n\":1}".into(),
        run_at: noon(),
    }
}
