//! Whoever lost the lease writes nothing; a job that breaks is tried again, and at last put before a person.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::jobs::ClaimedJob;
use rightsdesk::ports::store::{self, StoreError};
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
