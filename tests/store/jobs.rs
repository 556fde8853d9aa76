//! The queue of jobs.

use rightsdesk::domain::ids::JobId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::jobs::{JobOutcome, JobProgress};

use super::queue::add;
use super::samples::{case, chance, due, job, mail, minutes, noon, request};
use super::{Home, on_both};

on_both! {
    a_job_with_a_key_is_pending_once,
    a_job_is_claimed_by_kind_and_only_when_it_is_due,
    a_lease_that_ran_out_is_lost_to_whoever_claims_next,
    a_renewed_lease_is_kept,
    how_far_a_job_is_is_said_by_its_holder_and_begins_anew_with_the_next,
    a_job_is_tried_again_when_its_outcome_says,
    a_job_that_needs_a_person_waits_for_one,
    a_job_that_waits_for_its_next_try_can_be_brought_forward,
    jobs_of_a_request_can_be_taken_back,
    the_next_thing_due_is_a_job_or_a_mail,
    a_job_that_is_not_there_is_not_found,
}

fn a_job_with_a_key_is_pending_once(home: &Home) {
    let (first, mut second) = (job("gather", None), job("gather", None));
    second.key = first.key.clone();
    let again = second.clone();
    let added = home.write(move |tx| Ok((tx.add_job(&first)?, tx.add_job(&second)?)));
    assert_eq!(added, (true, false));
    let claimed = home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon() + minutes(1), 9)).remove(0);
    home.write(move |tx| tx.finish_job(claimed.job.id, claimed.token, &JobOutcome::Done));
    assert!(home.write(move |tx| tx.add_job(&again)), "the first one is done, so it may be asked for again");
}

fn a_job_is_claimed_by_kind_and_only_when_it_is_due(home: &Home) {
    let (gather, mut package) = (job("gather", None), job("package", None));
    package.run_at = noon() + minutes(10);
    let wanted = gather.clone();
    home.write(move |tx| {
        tx.add_job(&gather)?;
        tx.add_job(&package)
    });
    let claim = |kinds: &'static [&'static str], after: i64| {
        let now = noon() + minutes(after);
        home.write(move |tx| tx.claim_jobs(kinds, now, now + minutes(60), 9))
    };
    assert!(claim(&["remind"], 0).is_empty());
    assert!(claim(&[], 0).is_empty());
    let claimed = claim(&["package", "gather"], 0);
    assert_eq!(claimed.len(), 1);
    assert_eq!((&claimed[0].job, claimed[0].attempts), (&wanted, 0));
    assert_eq!(claim(&["package", "gather"], 10).len(), 1);
}

fn a_lease_that_ran_out_is_lost_to_whoever_claims_next(home: &Home) {
    let new = job("gather", None);
    let id = new.id;
    home.write(move |tx| tx.add_job(&new));
    let first = home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon() + minutes(5), 1)).remove(0);
    let second = home.write(|tx| tx.claim_jobs(&["gather"], noon() + minutes(5), noon() + minutes(9), 1)).remove(0);
    assert_eq!((first.attempts, second.attempts), (0, 1));
    let fenced = home.write(move |tx| {
        Ok((
            tx.holds_job(id, first.token)?,
            tx.renew_job(id, first.token, noon() + minutes(90))?,
            tx.finish_job(id, first.token, &JobOutcome::Done)?,
        ))
    });
    assert_eq!(fenced, (false, false, false));
    assert!(home.write(move |tx| tx.holds_job(id, second.token)));
    assert!(home.write(move |tx| tx.finish_job(id, second.token, &JobOutcome::Done)));
    assert!(!home.write(move |tx| tx.holds_job(id, second.token)));
}

fn a_renewed_lease_is_kept(home: &Home) {
    let new = job("gather", None);
    home.write(move |tx| tx.add_job(&new));
    let held = home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon() + minutes(5), 1)).remove(0);
    assert!(home.write(move |tx| tx.renew_job(held.job.id, held.token, noon() + minutes(20))));
    assert!(home.write(|tx| tx.claim_jobs(&["gather"], noon() + minutes(19), noon() + minutes(30), 1)).is_empty());
    assert_eq!(home.write(|tx| tx.claim_jobs(&["gather"], noon() + minutes(20), noon() + minutes(30), 1)).len(), 1);
}

fn how_far_a_job_is_is_said_by_its_holder_and_begins_anew_with_the_next(home: &Home) {
    let case = case();
    add(home, &case, &[(Right::Access, State::Executing, due("2026-12-11"))]);
    let new = job("package", Some(&case));
    home.write(move |tx| tx.add_job(&new));
    let first = home.write(|tx| tx.claim_jobs(&["package"], noon(), noon() + minutes(5), 1)).remove(0);
    let (id, token, case) = (first.job.id, first.token, case.id);
    let half = JobProgress { done: 3, of: 12, rows: 1204 };
    assert_eq!(home.read(move |tx| tx.jobs_of(case))[0].progress, None);
    assert!(home.write(move |tx| tx.note_progress(id, token, half)));
    assert_eq!(home.read(move |tx| tx.jobs_of(case))[0].progress, Some(half));
    home.write(|tx| tx.claim_jobs(&["package"], noon() + minutes(5), noon() + minutes(9), 1));
    assert_eq!(home.read(move |tx| tx.jobs_of(case))[0].progress, None, "the next holder begins again");
    assert!(!home.write(move |tx| tx.note_progress(id, token, half)), "the lease was lost");
}

fn a_job_is_tried_again_when_its_outcome_says(home: &Home) {
    let case = case();
    let (id, new) = (case.id, job("gather", Some(&case)));
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_job(&new)
    });
    let held = home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon() + minutes(5), 1)).remove(0);
    let again = noon() + minutes(2);
    let finished = home.write(move |tx| {
        let outcome = JobOutcome::Retry { at: again, why: "the shop is down".into() };
        Ok((tx.finish_job(held.job.id, held.token, &outcome)?, tx.finish_job(held.job.id, held.token, &outcome)?))
    });
    assert_eq!(finished, (true, false), "a result is recorded once");
    let lines = home.read(move |tx| tx.jobs_of(id));
    assert_eq!((lines[0].state.as_str(), lines[0].run_at, lines[0].attempts), ("pending", again, 1));
    assert_eq!(lines[0].last_error.as_deref(), Some("the shop is down"));
    assert_eq!(home.write(move |tx| tx.claim_jobs(&["gather"], again, again, 1))[0].attempts, 1);
}

fn a_job_that_needs_a_person_waits_for_one(home: &Home) {
    let case = case();
    let (case_id, new) = (case.id, job("gather", Some(&case)));
    let id = new.id;
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_job(&new)
    });
    let held = home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon() + minutes(5), 1)).remove(0);
    home.write(move |tx| tx.finish_job(id, held.token, &JobOutcome::NeedsPerson { why: "wrong password".into() }));
    let much_later = noon() + minutes(9000);
    assert!(home.write(move |tx| tx.claim_jobs(&["gather"], much_later, much_later, 1)).is_empty());
    assert_eq!(home.read(move |tx| tx.jobs_of(case_id))[0].state, "needs_person");
    home.write(move |tx| tx.retry_job(id, much_later));
    let held = home.write(move |tx| tx.claim_jobs(&["gather"], much_later, much_later, 1)).remove(0);
    assert_eq!(held.attempts, 0, "somebody looked, so counting starts again");
    home.write(move |tx| tx.retry_job(id, much_later));
    assert!(home.write(move |tx| tx.finish_job(id, held.token, &JobOutcome::Done)), "a running job is left alone");
    assert_eq!(home.try_write(move |tx| tx.retry_job(id, much_later)), Err(StoreError::Conflict));
    assert!(home.read(move |tx| tx.jobs_of(case_id)).is_empty());
}

fn a_job_that_waits_for_its_next_try_can_be_brought_forward(home: &Home) {
    let new = job("gather", None);
    let id = new.id;
    home.write(move |tx| tx.add_job(&new));
    let held = home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon() + minutes(5), 1)).remove(0);
    home.write(move |tx| tx.retry_job(id, noon()));
    assert!(home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon(), 1)).is_empty(), "it is held by somebody");
    let retry = JobOutcome::Retry { at: noon() + minutes(60), why: "the shop is down".into() };
    home.write(move |tx| tx.finish_job(id, held.token, &retry));
    home.write(move |tx| tx.retry_job(id, noon() + minutes(1)));
    let claimed = home.write(|tx| tx.claim_jobs(&["gather"], noon() + minutes(1), noon() + minutes(9), 1));
    assert_eq!(claimed.iter().map(|claimed| claimed.job.id).collect::<Vec<_>>(), [id]);
}

fn jobs_of_a_request_can_be_taken_back(home: &Home) {
    let case = case();
    let asked = request(&case, Right::Access);
    let (id, mut new, other) = (asked.id, job("gather", Some(&case)), job("gather", Some(&case)));
    new.request = Some(id);
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_request(&asked, &Personal::default(), DueDates::default())?;
        tx.add_job(&new)?;
        tx.add_job(&other)
    });
    let held = home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon() + minutes(5), 9));
    home.write(move |tx| tx.cancel_jobs(id));
    for held in held {
        let wanted = held.job.request.is_none();
        assert_eq!(home.write(move |tx| tx.finish_job(held.job.id, held.token, &JobOutcome::Done)), wanted);
    }
}

fn the_next_thing_due_is_a_job_or_a_mail(home: &Home) {
    assert_eq!(home.read(|tx| tx.next_due()), None);
    let (new, mut owed) = (job("gather", None), mail(None));
    owed.send_at = noon() - minutes(5);
    home.write(move |tx| tx.add_job(&new));
    assert_eq!(home.read(|tx| tx.next_due()), Some(noon()));
    home.write(move |tx| tx.add_mail(&owed));
    assert_eq!(home.read(|tx| tx.next_due()), Some(noon() - minutes(5)));
    home.write(|tx| tx.claim_mail(noon(), noon() + minutes(7), 1));
    home.write(|tx| tx.claim_jobs(&["gather"], noon(), noon() + minutes(9), 1));
    assert_eq!(home.read(|tx| tx.next_due()), Some(noon() + minutes(7)), "the end of the shortest lease");
}

fn a_job_that_is_not_there_is_not_found(home: &Home) {
    let id = JobId::new(noon(), chance());
    assert_eq!(home.try_write(move |tx| tx.retry_job(id, noon())), Err(StoreError::NotFound));
    assert!(!home.write(move |tx| tx.finish_job(id, 1, &JobOutcome::Done)));
}
