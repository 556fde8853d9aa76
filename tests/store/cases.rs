//! Cases and their requests.

use rightsdesk::domain::case::Reference;
use rightsdesk::domain::ids::{CaseId, RequestId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::cases::DueDates;

use super::samples::{case, chance, due, noon, request, staff};
use super::{Home, on_both};

on_both! {
    a_case_comes_back_as_it_was_saved,
    a_taken_reference_is_said_and_the_transaction_goes_on,
    requests_come_in_the_order_of_the_rights,
    a_right_is_used_once_in_a_case,
    of_two_who_change_a_request_the_second_is_told,
    of_two_who_change_a_case_the_second_is_told,
    what_is_not_there_is_not_found,
    open_requests_are_walked_oldest_date_first,
    a_row_that_says_something_impossible_is_named,
}

fn a_case_comes_back_as_it_was_saved(home: &Home) {
    let (case, other) = (case(), case());
    let owner = staff("Ada");
    let (saved, asked) = (case.clone(), request(&case, Right::Erasure));
    let stored = asked.clone();
    home.write(move |tx| {
        tx.add_staff(&owner)?;
        tx.add_case(&saved)?;
        tx.add_case(&other)?;
        tx.add_request(&stored, &Personal::new("all of it"), due("2026-12-22"))?;
        tx.assign(saved.id, Some(owner.id))
    });
    let id = case.id;
    let found = home.read(move |tx| Ok((tx.case(id)?, tx.requests(id)?, tx.request_detail(asked.id)?)));
    assert!(found.0.owner.is_some());
    let mut expected = case.clone();
    (expected.owner, expected.version) = (found.0.owner, 1);
    assert_eq!(found.0, expected);
    assert_eq!(found.1, [asked]);
    assert_eq!(found.2.reveal(), "all of it");
    let reference = case.reference.clone();
    assert_eq!(home.read(move |tx| tx.case_by_reference(&reference)), Some(expected));
    let unknown = Reference::new("ZZ", 1999, [1, 2, 3, 4]);
    assert_eq!(home.read(move |tx| tx.case_by_reference(&unknown)), None);
}

fn a_taken_reference_is_said_and_the_transaction_goes_on(home: &Home) {
    let (first, mut second, third) = (case(), case(), case());
    second.reference = first.reference.clone();
    let ids = (second.id, third.id);
    home.write(move |tx| tx.add_case(&first));
    let said = home.write(move |tx| {
        let said = tx.add_case(&second);
        tx.add_case(&third)?;
        Ok(said)
    });
    assert_eq!(said, Err(StoreError::Exists("reference")));
    let found = home.read(move |tx| Ok((tx.case(ids.0), tx.case(ids.1).is_ok())));
    assert_eq!(found, (Err(StoreError::NotFound), true));
}

fn requests_come_in_the_order_of_the_rights(home: &Home) {
    let case = case();
    let id = case.id;
    let rights = home.write(move |tx| {
        tx.add_case(&case)?;
        for right in [Right::Objection, Right::Access, Right::Erasure] {
            tx.add_request(&request(&case, right), &Personal::default(), DueDates::default())?;
        }
        tx.requests(id)
    });
    let rights: Vec<Right> = rights.iter().map(|request| request.right).collect();
    assert_eq!(rights, [Right::Access, Right::Erasure, Right::Objection]);
}

fn a_right_is_used_once_in_a_case(home: &Home) {
    let case = case();
    let outcome: Result<(), _> = home.try_write(move |tx| {
        tx.add_case(&case)?;
        tx.add_request(&request(&case, Right::Access), &Personal::default(), DueDates::default())?;
        tx.add_request(&request(&case, Right::Access), &Personal::default(), DueDates::default())
    });
    assert_eq!(outcome, Err(StoreError::Exists("right")));
}

fn of_two_who_change_a_request_the_second_is_told(home: &Home) {
    let case = case();
    let mut asked = request(&case, Right::Access);
    let stored = asked.clone();
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_request(&stored, &Personal::default(), due("2026-12-22"))
    });
    asked.version = 1;
    asked.state = State::Gathering;
    asked.not_before = Some(noon());
    let (first, second, id) = (asked.clone(), asked.clone(), asked.id);
    home.write(move |tx| tx.save_request(&first, 0, due("2026-12-22")));
    let late = home.try_write(move |tx| tx.save_request(&second, 0, due("2026-12-22")));
    assert_eq!(late, Err(StoreError::Conflict));
    assert_eq!(home.read(move |tx| tx.request(id)), asked);
}

fn of_two_who_change_a_case_the_second_is_told(home: &Home) {
    let mut case = case();
    case.email_confirmed_at = None;
    let stored = case.clone();
    home.write(move |tx| tx.add_case(&stored));
    let mut confirmed = case.clone();
    confirmed.email_confirmed_at = Some(noon());
    confirmed.requester.email = Personal::new("new@example.com");
    let (first, second) = (confirmed.clone(), case.clone());
    home.write(move |tx| tx.save_case(&first));
    assert_eq!(home.try_write(move |tx| tx.save_case(&second)), Err(StoreError::Conflict));
    confirmed.version = 1;
    assert_eq!(home.read(move |tx| tx.case(case.id)), confirmed);
}

fn what_is_not_there_is_not_found(home: &Home) {
    let (case, nobody) = (case(), staff("Nobody"));
    let ghost = request(&case, Right::Access);
    let (id, ghost_id) = (CaseId::new(noon(), chance()), RequestId::new(noon(), chance()));
    assert_eq!(home.try_read(move |tx| tx.case(id).map(drop)), Err(StoreError::NotFound));
    assert_eq!(home.try_read(move |tx| tx.request(ghost_id).map(drop)), Err(StoreError::NotFound));
    assert_eq!(home.try_read(move |tx| tx.request_detail(ghost_id).map(drop)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.assign(id, None)), Err(StoreError::NotFound));
    let unsaved = case.clone();
    assert_eq!(home.try_write(move |tx| tx.save_case(&unsaved)), Err(StoreError::NotFound));
    let orphan = ghost.clone();
    let outcome = home.try_write(move |tx| tx.save_request(&orphan, 0, DueDates::default()));
    assert_eq!(outcome, Err(StoreError::NotFound));
    let outcome = home.try_write(move |tx| tx.add_request(&ghost, &Personal::default(), DueDates::default()));
    assert_eq!(outcome, Err(StoreError::NotFound), "a request needs its case");
    let stored = case.clone();
    home.write(move |tx| tx.add_case(&stored));
    assert_eq!(home.try_write(move |tx| tx.assign(case.id, Some(nobody.id))), Err(StoreError::NotFound));
}

fn open_requests_are_walked_oldest_date_first(home: &Home) {
    let dates = ["2026-12-09", "2026-12-01", "2026-12-09", "2026-12-05", "2026-12-01"];
    for (n, date) in dates.iter().enumerate() {
        let case = case();
        let mut asked = request(&case, Right::Access);
        if n == 3 {
            (asked.state, asked.closed_at) = (State::Withdrawn, Some(noon()));
        }
        let date = *date;
        home.write(move |tx| {
            tx.add_case(&case)?;
            tx.add_request(&asked, &Personal::default(), due(date))
        });
    }
    let mut walked = Vec::new();
    while let Some(page) = Some(home.read({
        let after = walked.last().copied();
        move |tx| tx.open_requests(after, 2)
    }))
    .filter(|page| !page.is_empty())
    {
        assert!(page.iter().all(|request| request.state == State::Received));
        walked.extend(page.iter().map(|request| request.id));
    }
    assert_eq!(walked.len(), 4);
    let all = home.read(|tx| tx.open_requests(None, 100));
    assert_eq!(walked, all.iter().map(|request| request.id).collect::<Vec<_>>());
}

fn a_row_that_says_something_impossible_is_named(home: &Home) {
    let case = case();
    let (id, reference) = (case.id, case.reference.clone());
    home.write(move |tx| tx.add_case(&case));
    home.meddle(&format!("UPDATE cases SET on_behalf = 'nobody' WHERE reference = '{reference}'"))
        .expect("no constraint");
    let outcome = home.try_read(move |tx| tx.case(id).map(drop));
    assert_eq!(outcome, Err(StoreError::Inconsistent { table: "cases", column: "on_behalf" }));
}
