//! Sixty-four at once.

use std::collections::BTreeSet;
use std::sync::{Arc, Barrier};
use std::thread;

use rightsdesk::domain::ids::JobId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::codes::Counter;
use rightsdesk::ports::store::jobs::JobOutcome;
use rightsdesk::ports::store::outbox::MailOutcome;
use rightsdesk::ports::store::views::QueueFilter;
use rightsdesk::ports::store::{Store, StoreError, Tx, write};
use uuid::Uuid;

use super::codes::challenge;
use super::log::length_of_sound_chain;
use super::samples::{case, entry, fresh, job, mail, minutes, noon, request};
use super::{Home, on_both};

on_both! {
    the_chain_has_no_gap_and_no_double,
    parallel_guesses_never_exceed_the_tries,
    a_counter_misses_nothing,
    of_all_who_change_a_version_one_wins,
    leases_never_overlap,
    a_key_is_owed_once_whoever_asks,
    a_draft_becomes_one_case,
}

const CLIENTS: usize = 64;

/// Runs the same thing on sixty-four threads that start together.
fn at_once<T: Send + 'static>(home: &Home, work: impl Fn(&dyn Store, usize) -> T + Send + Sync + 'static) -> Vec<T> {
    let (start, work) = (Arc::new(Barrier::new(CLIENTS)), Arc::new(work));
    let threads: Vec<_> = (0..CLIENTS)
        .map(|n| {
            let (store, start, work) = (Arc::clone(&home.store), Arc::clone(&start), Arc::clone(&work));
            thread::spawn(move || {
                start.wait();
                work(&*store, n)
            })
        })
        .collect();
    threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
}

/// Writes, and tries again while the pool has no connection to spare: there are fewer than clients.
fn patiently(store: &dyn Store, work: impl Fn(&mut dyn Tx) -> Result<(), StoreError> + Clone + Send + 'static) {
    loop {
        let work = work.clone();
        match write::<_, StoreError, _>(store, move |tx| work(tx)) {
            Ok(()) => return,
            Err(StoreError::Unavailable(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

fn the_chain_has_no_gap_and_no_double(home: &Home) {
    let case = case();
    at_once(home, move |store, n| {
        for _ in 0..5 {
            let case = case.clone();
            patiently(store, move |tx| {
                let (mine, mut other) = (entry(&case, "read"), entry(&case, "read"));
                other.controller = "joro-home".into();
                // In both orders, which would be a deadlock if the chains were locked as they are written.
                let (first, second) = if n % 2 == 0 { (mine, other) } else { (other, mine) };
                tx.append_log(first)?;
                tx.append_log(second)
            });
        }
    });
    assert_eq!((length_of_sound_chain(home, "justroo"), length_of_sound_chain(home, "joro-home")), (320, 320));
}

fn parallel_guesses_never_exceed_the_tries(home: &Home) {
    let subject = Uuid::from_u128(77);
    home.write(move |tx| tx.put_challenge(&challenge(subject)));
    let guessed = at_once(home, move |store, _| {
        write::<_, StoreError, _>(store, move |tx| tx.try_challenge("form", subject, 5, noon())).expect("an answer")
    });
    let mut before: Vec<i64> = guessed.into_iter().flatten().map(|challenge| challenge.tries).collect();
    before.sort_unstable();
    assert_eq!(before, [0, 1, 2, 3, 4]);
}

fn a_counter_misses_nothing(home: &Home) {
    let counted = at_once(home, |store, _| {
        let counter = Counter { key: "address".into(), until: noon() + minutes(1) };
        write::<_, StoreError, _>(store, move |tx| tx.count(&counter, noon())).expect("a count")
    });
    let counted: BTreeSet<i64> = counted.into_iter().collect();
    assert_eq!(counted, (1..=64).collect());
}

fn of_all_who_change_a_version_one_wins(home: &Home) {
    let case = case();
    let mut asked = request(&case, Right::Access);
    let stored = asked.clone();
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_request(&stored, &Personal::default(), DueDates::default())
    });
    (asked.state, asked.version) = (State::Verifying, 1);
    let outcomes = at_once(home, move |store, _| {
        let asked = asked.clone();
        write::<_, StoreError, _>(store, move |tx| tx.save_request(&asked, 0, DueDates::default()))
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(StoreError::Conflict))));
}

fn leases_never_overlap(home: &Home) {
    for _ in 0..100 {
        home.write(|tx| Ok((tx.add_job(&job("gather", None))?, tx.add_mail(&mail(None))?)));
    }
    let claimed = at_once(home, |store, _| {
        write::<_, StoreError, _>(store, |tx| {
            let jobs = tx.claim_jobs(&["gather"], noon(), noon() + minutes(5), 3)?;
            let mails = tx.claim_mail(noon(), noon() + minutes(5), 3)?;
            Ok((jobs, mails))
        })
        .expect("no deadlock")
    });
    let jobs: Vec<_> = claimed.iter().flat_map(|(jobs, _)| jobs).collect();
    let mails: Vec<_> = claimed.iter().flat_map(|(_, mails)| mails).collect();
    let ids: BTreeSet<JobId> = jobs.iter().map(|claimed| claimed.job.id).collect();
    assert_eq!(ids.len(), jobs.len(), "no job has two holders");
    let ids: BTreeSet<_> = mails.iter().map(|claimed| claimed.mail.id).collect();
    assert_eq!(ids.len(), mails.len(), "no mail has two holders");
    let (job, letter) = (jobs[0].clone(), mails[0].clone());
    let finished = at_once(home, move |store, _| {
        let (job, letter) = (job.clone(), letter.clone());
        write::<_, StoreError, _>(store, move |tx| {
            let done = tx.finish_job(job.job.id, job.token, &JobOutcome::Done)?;
            Ok((done, tx.finish_mail(letter.mail.id, letter.token, &MailOutcome::Sent { at: noon(), answer: None })?))
        })
        .expect("an answer")
    });
    assert_eq!(finished.iter().filter(|(job, _)| *job).count(), 1);
    assert_eq!(finished.iter().filter(|(_, mail)| *mail).count(), 1);
}

fn a_key_is_owed_once_whoever_asks(home: &Home) {
    let added = at_once(home, |store, _| {
        let (mut mail, mut job) = (mail(None), job("remind", None));
        (mail.key, job.key) = ("reminder/1".into(), "reminder/1".into());
        write::<_, StoreError, _>(store, move |tx| Ok((tx.add_mail(&mail)?, tx.add_job(&job)?))).expect("an answer")
    });
    assert_eq!(added.iter().filter(|(mail, _)| *mail).count(), 1);
    assert_eq!(added.iter().filter(|(_, job)| *job).count(), 1);
}

fn a_draft_becomes_one_case(home: &Home) {
    let draft = super::drafts::draft();
    let id = draft.id;
    home.write(move |tx| tx.add_draft(&draft));
    let outcomes = at_once(home, move |store, _| {
        let case = case();
        write::<_, StoreError, _>(store, move |tx| {
            tx.add_case(&case)?;
            tx.finish_draft(id, case.id)
        })
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let filter = QueueFilter::default();
    let cases = home.read(move |tx| tx.queue_count(&filter, super::samples::day("2026-12-01"), 100));
    assert_eq!(cases.n, 1, "the double click left nothing behind ({})", fresh());
}
