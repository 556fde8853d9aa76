//! Cases of an earlier version, which are found by the sound of names once their words are put together anew.

use rightsdesk::domain::case::{Case, Requester};
use rightsdesk::domain::ids::CaseId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::views::QueueFilter;
use rightsdesk::workflow::counter::finding::catch_up_now;

use super::queue::add;
use super::samples::{case, day, due, noon};
use super::{Home, on_both};

on_both! {
    earlier_cases_are_found_by_sound_afterwards_and_whatever_stops_it_loses_nothing,
    what_was_emptied_stays_unfindable,
}

/// How many there are: more than are done in one transaction.
const CASES: usize = 130;

fn heard(home: &Home, typed: &str) -> Vec<CaseId> {
    let filter = QueueFilter { search: Some(typed.to_owned()), by_ear: true, ..QueueFilter::default() };
    let lines = home.read(move |tx| tx.queue(&filter, day("2026-12-01"), None, 200));
    lines.into_iter().map(|line| line.case).collect()
}

/// A desk as the earlier version left it: words as they are written, and a list that the migration makes.
fn earlier(home: &Home, cases: usize) -> Vec<CaseId> {
    let ids = (0..cases).map(|_| {
        let plain = case();
        let requester = Requester { name: Personal::new("Oliver Angry-Smith"), ..plain.requester.clone() };
        let case = Case { requester, ..plain };
        add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
        let id = case.id;
        home.write(move |tx| tx.index_case(id, "Oliver Angry-Smith", ""));
        id
    });
    let mut ids: Vec<CaseId> = ids.collect();
    ids.sort_by_key(|id| id.0);
    home.meddle("INSERT INTO unheard_cases (case_id) SELECT id FROM cases").expect("as the migration does");
    ids
}

fn left(home: &Home) -> i64 {
    home.read(|tx| tx.unheard_count())
}

fn earlier_cases_are_found_by_sound_afterwards_and_whatever_stops_it_loses_nothing(home: &Home) {
    let ids = earlier(home, CASES);
    assert_eq!(heard(home, "olive angri"), []);
    assert_eq!(home.read(|tx| tx.unheard(1_000)), ids);
    // The program is killed in the middle of a transaction: the list is what it was.
    let first = ids[0];
    let killed = home.try_write(move |tx| {
        tx.index_case(first, "Oliver Angry-Smith", "Oliver Angry-Smith")?;
        tx.heard(first)?;
        Err::<(), _>(StoreError::Conflict)
    });
    assert!(killed.is_err());
    assert_eq!((left(home), heard(home, "olive")), (130, vec![]));
    // What one transaction did stays done; the next start does the rest.
    home.write(move |tx| {
        tx.index_case(first, "Oliver Angry-Smith", "Oliver Angry-Smith")?;
        tx.heard(first)
    });
    assert_eq!(heard(home, "olive angri"), [first]);
    assert_eq!(catch_up_now(&*home.store).expect("done"), 129);
    let mut found = heard(home, "olive angri");
    found.sort_by_key(|id| id.0);
    assert_eq!((left(home), found), (0, ids.clone()));
    assert_eq!(catch_up_now(&*home.store).expect("nothing is left"), 0);
    home.write(move |tx| tx.heard(first));
    assert_eq!(heard(home, "olive angri").len(), CASES, "taken off twice is no harm");
}

fn what_was_emptied_stays_unfindable(home: &Home) {
    let id = earlier(home, 1)[0];
    home.write(move |tx| tx.empty_case(id, &[], noon()).map(drop));
    assert_eq!(catch_up_now(&*home.store).expect("done"), 1);
    assert_eq!((left(home), heard(home, "olive")), (0, vec![]));
}
