//! Packages that go straight to another controller.

use rightsdesk::domain::ids::{DisclosureId, TransmissionId};
use rightsdesk::domain::notice::Ground;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::transmission::{Confirmation, Transmission, TransmissionState, Turn};
use rightsdesk::ports::store::StoreError;

use super::findings::asked;
use super::samples::{chance, noon};
use super::{Home, on_both};

on_both! {
    a_transmission_is_kept_with_all_it_says_and_changed_once_at_a_time,
    a_request_has_one_transmission_to_each_program,
    an_emptied_case_keeps_what_was_confirmed_and_forgets_what_was_said,
}

fn wished(home: &Home) -> Transmission {
    let (request, _) = asked(home);
    let case = home.read(move |tx| tx.request(request)).case;
    Transmission {
        id: TransmissionId::new(noon(), chance()),
        case,
        request,
        program: "greenmart".into(),
        to: "Grünmarkt".into(),
        state: TransmissionState::Wished,
        disclosure: None,
        left_out: vec![Ground { reason: "Somebody else’s.".into(), pointer: None }],
        tries: 0,
        next_at: None,
        made_at: noon(),
        changed_at: noon(),
        confirmation: None,
        trouble: None,
        note: Personal::default(),
        version: 0,
    }
}

fn add(home: &Home, one: &Transmission) -> bool {
    let kept = one.clone();
    home.write(move |tx| tx.add_transmission(&kept))
}

fn accepted(due: &Transmission) -> Transmission {
    let confirmation = Confirmation { status: 202, receipt: Some("A-1".into()), at: noon() };
    Transmission {
        confirmation: Some(confirmation),
        tries: 3,
        note: Personal::new("By phone."),
        ..due.after(Turn::Accepted, noon()).expect("it fits")
    }
}

fn a_transmission_is_kept_with_all_it_says_and_changed_once_at_a_time(home: &Home) {
    let wished = wished(home);
    assert!(add(home, &wished));
    let (id, case, request) = (wished.id, wished.case, wished.request);
    assert_eq!(home.read(move |tx| tx.transmission(id)), Some(wished.clone()));
    let ready = wished.after(Turn::Ready, noon()).expect("it fits");
    let due = Transmission { disclosure: Some(DisclosureId::new(noon(), chance())), ..ready }.troubled("Later.".into());
    let (first, second) = (due.clone(), due.clone());
    home.write(move |tx| tx.save_transmission(&first));
    assert_eq!(home.try_write(move |tx| tx.save_transmission(&second)), Err(StoreError::Conflict));
    let due = Transmission { version: 1, ..due };
    assert_eq!(home.read(move |tx| tx.transmissions_of(request)), std::slice::from_ref(&due));
    let done = accepted(&due);
    let kept = done.clone();
    home.write(move |tx| tx.save_transmission(&kept));
    assert_eq!(home.read(move |tx| tx.transmissions_in(case)), [Transmission { version: 2, ..done }]);
    assert_eq!(home.read(move |tx| tx.transmission(TransmissionId::new(noon(), [0; 10]))), None);
}

fn a_request_has_one_transmission_to_each_program(home: &Home) {
    let first = wished(home);
    assert!(add(home, &first));
    let twin = Transmission { id: TransmissionId::new(noon(), chance()), ..first.clone() };
    assert!(!add(home, &twin), "it is there already");
    let other = Transmission { program: "other".into(), ..twin };
    assert!(add(home, &other), "another company");
    let request = first.request;
    assert_eq!(home.read(move |tx| tx.transmissions_of(request)).len(), 2);
}

fn an_emptied_case_keeps_what_was_confirmed_and_forgets_what_was_said(home: &Home) {
    let wished = wished(home);
    add(home, &wished);
    let done = accepted(&wished.after(Turn::Ready, noon()).expect("it fits"));
    let (id, case, kept) = (done.id, done.case, done.clone());
    home.write(move |tx| tx.save_transmission(&kept));
    home.write(move |tx| tx.empty_case(case, &[], noon()));
    let left = home.read(move |tx| tx.transmission(id)).expect("it is there");
    assert_eq!((left.confirmation, left.note.is_empty()), (done.confirmation, true));
}
