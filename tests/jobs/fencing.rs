//! Whoever lost the lease writes nothing; a job that breaks is tried again, and at last put before a person.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::connector::{Connector, ConnectorError, Flow, Nature, Select, Table};
use rightsdesk::ports::store::jobs::ClaimedJob;
use rightsdesk::ports::store::{self, StoreError, Tx};
use rightsdesk::workflow::search::{Errand, search};
use rightsdesk::workflow::{Lease, WorkError};

use super::office::{Building, LEASE, Office, Shops};
use super::shop::{SHOP, open, with_shop};

fn claim(office: &Office) -> ClaimedJob {
    let now = office.desk.clock.now();
    let claimed = store::write::<_, StoreError, _>(&*office.desk.store, move |tx| {
        tx.claim_jobs(&["gather"], now, now + LEASE, 1)
    });
    claimed.expect("claimed").remove(0)
}

fn lease(job: &ClaimedJob) -> Lease {
    Lease { job: job.job.id, token: job.token }
}

#[test]
fn a_zombie_whose_lease_ran_out_records_nothing() {
    let building = with_shop(10, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    let zombie = claim(&office);
    building.pass(LEASE + Duration::seconds(1));
    let second = claim(&office);
    assert!(second.token > zombie.token);
    let errand = Errand { desk: &office.desk, lease: lease(&zombie), request: requests[0].id, again: None };
    let refused = search(&errand, &*building.systems).expect_err("the fence holds");
    assert!(!refused.lasting);
    let (request, counted) = (requests[0].id, office.desk.clone());
    let found = counted.read(move |_, tx, _| Ok(tx.finding_counts(request)?)).expect("read");
    assert!(found.is_empty(), "not a row was written: {found:?}");
    let errand = Errand { lease: lease(&second), ..errand };
    search(&errand, &*building.systems).expect("the holder goes on");
    assert_eq!(office.request(request).state, State::Reviewing);
    let late = lease(&zombie).write(&office.desk, |_, _, _| Ok(()));
    assert!(matches!(late, Err(WorkError::Store(StoreError::Conflict))));
}

#[test]
fn a_job_that_panics_is_tried_again_and_then_put_before_a_person() {
    let tries = Arc::new(AtomicUsize::new(0));
    let mut building = Building::new();
    building.systems = Arc::new(Shops::new(&[("shop", SHOP)]));
    let counted = Arc::clone(&tries);
    building.systems.connect_with("shop", move || {
        counted.fetch_add(1, Ordering::Relaxed);
        panic!("a fault in a connector")
    });
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    for _ in 0..48 {
        office.drain();
        building.pass(Duration::minutes(30));
    }
    assert_eq!(tries.load(Ordering::Relaxed), 8);
    assert_eq!(office.logged(case.id, "job_failed"), 1);
    let calls = office.mails(case.id).into_iter().filter(|mail| mail.kind == "needs_person").count();
    assert_eq!(calls, 1, "Anna is told once");
    let jobs = office.desk.read(move |_, tx, _| Ok(tx.jobs_of(case.id)?)).expect("read");
    assert!(jobs.iter().any(|job| job.kind == "gather" && job.state == "needs_person"), "{jobs:?}");
    assert_eq!(office.request(requests[0].id).state, State::Gathering, "and the request waits where it was");
}

#[test]
fn a_job_that_takes_its_program_down_is_not_tried_for_ever() {
    let building = with_shop(1, &[("shop", SHOP)]);
    let path = building.folder.path().join("shop.sqlite");
    building.systems.connect_with("shop", open(&path));
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    for _ in 0..8 {
        claim(&office);
        building.pass(LEASE + Duration::seconds(1));
    }
    office.drain();
    assert_eq!(office.logged(case.id, "job_failed"), 1);
}

/// A way to the shop whose holder stands still before one of the rows, as a process does that was killed: it writes no more and
/// gives nothing back.
struct Stopping {
    inner: Box<dyn Connector>,
    /// Rows until it stands still.
    left: usize,
    /// Says that it stands still.
    stood: Sender<()>,
    /// Stands still until the other end is gone.
    until: Receiver<()>,
}

impl Connector for Stopping {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.inner.nature()
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        self.inner.columns(table)
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let Self { inner, left, stood, until } = self;
        inner.select(ask, &mut |values| {
            if *left == 0 {
                stood.send(()).expect("the test waits for it");
                until.recv().expect_err("the test lets go of its end");
            }
            *left = left.wrapping_sub(1);
            row(values)
        })
    }
}

/// A search that ends with a death before the row of that number, counted from nought, and whoever comes after.
fn search_with_a_death(row: usize, orders: usize) {
    let building = with_shop(orders, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    let (stood, standing) = channel();
    let (hold, until) = channel();
    let whole = open(&building.folder.path().join("shop.sqlite"));
    let first = Mutex::new(Some((stood, until)));
    building.systems.connect_with("shop", move || {
        let inner = whole()?;
        let stopping = first.lock().expect("nobody panicked").take();
        Ok(match stopping {
            Some((stood, until)) => Box::new(Stopping { inner, left: row, stood, until }),
            None => inner,
        })
    });
    let request = requests[0].id;
    std::thread::scope(|scope| {
        let dead = scope.spawn(|| office.worker.drain());
        standing.recv().expect("it comes so far");
        building.pass(LEASE + Duration::seconds(1));
        building.open().drain();
        assert_eq!(office.request(request).state, State::Reviewing, "the next one ends what was begun");
        drop(hold);
        let _it_was_too_late = dead.join().expect("nothing panics");
    });
    building.pass(Duration::hours(1));
    building.open().drain();
    let found = |collection: &'static str| {
        let page = move |tx: &mut dyn Tx| tx.findings_page(request, "shop", collection, None, 10_000);
        office.desk.read(move |_, tx, _| Ok(page(tx)?)).expect("read")
    };
    let numbers: Vec<i64> = found("orders").iter().map(|order| order.ordinal).collect();
    assert!(numbers.iter().copied().eq(0..i64::try_from(orders).expect("few")), "before row {row}: {numbers:?}");
    assert_eq!(found("customers").len(), 1, "before row {row}");
    assert_eq!(office.logged(case.id, "gathering_finished"), 1, "before row {row}");
}

#[test]
fn whoever_dies_in_the_middle_of_a_search_is_followed_and_no_row_is_lost_or_found_twice() {
    for row in [0, 499, 500, 1_200] {
        search_with_a_death(row, 1_200);
    }
}
