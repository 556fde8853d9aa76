//! Amendments.

use rightsdesk::domain::amendment::{AmendmentKind, AmendmentState};
use rightsdesk::domain::ids::{AmendmentId, RequestId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::amendments::StoredAmendment;
use rightsdesk::ports::store::cases::DueDates;

use super::findings::asked;
use super::samples::{case, chance, minutes, noon, request};
use super::{Home, on_both};

on_both! {
    amendments_come_back_as_they_were_written_in_their_order,
    an_amendment_that_is_not_there_is_not_found_and_stays_away,
    only_restrictions_that_were_carried_out_are_listed,
    the_values_of_an_emptied_case_are_gone,
}

fn amendment(home: &Home, request: RequestId, n: i64) -> StoredAmendment {
    StoredAmendment {
        id: AmendmentId::new(noon(), chance()),
        request,
        case: home.read(move |tx| tx.request(request)).case,
        kind: AmendmentKind::Correction,
        system: "shop".into(),
        title: "Web shop".into(),
        collection: "customers".into(),
        column: "name".into(),
        what: "Your account: Name".into(),
        state: AmendmentState::Proposed,
        guarded: false,
        sealed: vec![1, 2, 3],
        message: None,
        made_at: noon() + minutes(n),
        written_at: None,
        confirmed_at: None,
    }
}

fn amendments_come_back_as_they_were_written_in_their_order(home: &Home) {
    let (request, _) = asked(home);
    let (second, mut first) = (amendment(home, request, 2), amendment(home, request, 1));
    let (one, other) = (second.clone(), first.clone());
    home.write(move |tx| tx.put_amendment(&one).and_then(|()| tx.put_amendment(&other)));
    first.state = AmendmentState::Confirmed;
    first.guarded = true;
    first.message = Some("as wished".into());
    first.written_at = Some(noon() + minutes(3));
    first.confirmed_at = Some(noon() + minutes(4));
    let (changed, id) = (first.clone(), first.id);
    home.write(move |tx| tx.put_amendment(&changed));
    assert_eq!(home.read(move |tx| tx.amendment(id)), first);
    assert_eq!(home.read(move |tx| tx.amendments_of(request)), [first, second]);
    for state in AmendmentState::ALL {
        let one = StoredAmendment { state, kind: AmendmentKind::Mark, ..amendment(home, request, 9) };
        let id = one.id;
        home.write(move |tx| tx.put_amendment(&one));
        assert_eq!(home.read(move |tx| tx.amendment(id)).state, state);
    }
}

fn an_amendment_that_is_not_there_is_not_found_and_stays_away(home: &Home) {
    let (request, _) = asked(home);
    let one = amendment(home, request, 1);
    let (id, kept) = (one.id, one);
    assert_eq!(home.try_read(move |tx| tx.amendment(id)).unwrap_err(), StoreError::NotFound);
    home.write(move |tx| tx.put_amendment(&kept).and_then(|()| tx.remove_amendment(id)));
    home.write(move |tx| tx.remove_amendment(id));
    assert_eq!(home.read(move |tx| tx.amendments_of(request)), []);
}

fn only_restrictions_that_were_carried_out_are_listed(home: &Home) {
    let mut ids = Vec::new();
    for (right, state) in [
        (Right::Restriction, State::Fulfilled),
        (Right::Restriction, State::Reviewing),
        (Right::Erasure, State::Fulfilled),
    ] {
        let case = case();
        let mut asked = request(&case, right);
        asked.state = state;
        ids.push(asked.id);
        home.write(move |tx| {
            tx.add_case(&case)?;
            tx.add_request(&asked, &Personal::default(), DueDates::default())
        });
    }
    assert_eq!(home.read(|tx| tx.restrictions(10)), [ids[0]]);
    assert_eq!(home.read(|tx| tx.restrictions(0)), []);
}

fn the_values_of_an_emptied_case_are_gone(home: &Home) {
    let (request, _) = asked(home);
    let one = amendment(home, request, 1);
    let case = one.case;
    home.write(move |tx| tx.put_amendment(&one));
    home.write(move |tx| tx.empty_case(case, &[], noon()));
    assert_eq!(home.read(move |tx| tx.amendments_of(request)), []);
}
