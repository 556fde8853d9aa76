//! The register of requests.

use rightsdesk::domain::case::Channel;
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::register::{Period, RegisterEntry};
use rightsdesk::domain::report::Spent;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;

use super::samples::{chance, minutes, noon};
use super::{Home, on_both};

on_both! {
    an_entry_is_written_anew_when_its_request_moves_on,
    a_period_is_read_in_pages_by_receipt_and_for_one_company,
}

fn entry(controller: &str, after: i64) -> RegisterEntry {
    let received_at = noon() + minutes(after);
    RegisterEntry {
        request: RequestId::new(received_at, chance()),
        controller: controller.into(),
        reference: "JR-26-7K4M-2".into(),
        right: Right::Access,
        channel: Channel::Form,
        regime: "uk-gdpr".into(),
        regime_version: "2026-02-05".into(),
        received_at,
        due: Some(noon().date_naive()),
        extended: false,
        state: State::Received,
        ground: None,
        closed_at: None,
        closed_on: None,
        since: Some(received_at),
        spent: Spent([1, 2, 3, 4, 5]),
    }
}

fn an_entry_is_written_anew_when_its_request_moves_on(home: &Home) {
    let first = entry("register-one", 0);
    let id = first.request;
    let stored = first.clone();
    home.write(move |tx| tx.put_register(&stored));
    assert_eq!(home.read(move |tx| tx.register_entry(id)), Some(first.clone()));
    let refused = RegisterEntry {
        state: State::Refused,
        ground: Some("excessive".into()),
        closed_at: Some(noon()),
        closed_on: Some(noon().date_naive()),
        due: None,
        since: None,
        ..first
    };
    let stored = refused.clone();
    home.write(move |tx| tx.put_register(&stored));
    assert_eq!(home.read(move |tx| tx.register_entry(id)), Some(refused));
    let unknown = entry("register-one", 1).request;
    assert_eq!(home.read(move |tx| tx.register_entry(unknown)), None);
}

fn a_period_is_read_in_pages_by_receipt_and_for_one_company(home: &Home) {
    let entries =
        [entry("register-two", 30), entry("register-two", 10), entry("register-two", 20), entry("register-three", 15)];
    let mut wanted: Vec<RegisterEntry> = entries[..3].to_vec();
    wanted.sort_by_key(|entry| entry.received_at);
    home.write(move |tx| entries.iter().try_for_each(|entry| tx.put_register(entry)));
    let period = |from, until| Period {
        from: noon() + minutes(from),
        until: noon() + minutes(until),
        controller: Some("register-two".into()),
    };
    let whole = period(10, 31);
    let page = home.read(move |tx| tx.register_page(&whole, None, 2));
    assert_eq!(page, wanted[..2]);
    let (whole, after) = (period(10, 31), (page[1].received_at, page[1].request));
    assert_eq!(home.read(move |tx| tx.register_page(&whole, Some(after), 2)), wanted[2..]);
    let part = period(10, 30);
    assert_eq!(home.read(move |tx| tx.register_page(&part, None, 9)).len(), 2, "the end is exclusive");
}
