//! What a piece of work can rely on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};
use std::thread;

use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::views::QueueFilter;
use rightsdesk::ports::store::{Store, StoreError, write};

use super::log::length_of_sound_chain;
use super::samples::{case, entry, job, mail, request};
use super::{Home, on_both};

on_both! {
    work_that_gives_up_leaves_nothing_behind,
    the_error_of_the_work_itself_is_handed_on,
    a_panic_reaches_its_caller_and_nobody_else,
    an_error_of_the_database_cannot_be_swallowed,
    a_read_cannot_write,
    a_read_sees_one_moment,
    a_piece_that_fails_does_not_disturb_its_neighbours,
}

/// Something that happened in the work, which the store knows nothing about.
#[derive(Debug, PartialEq, Eq)]
enum Trouble {
    ChangedMyMind,
    Store(StoreError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn work_that_gives_up_leaves_nothing_behind(home: &Home) {
    let case = case();
    let id = case.id;
    let outcome: Result<(), _> = home.try_write(move |tx| {
        tx.add_case(&case)?;
        tx.add_request(&request(&case, Right::Access), &Personal::default(), DueDates::default())?;
        tx.append_log(entry(&case, "submitted"))?;
        tx.add_mail(&mail(Some(&case)))?;
        tx.add_job(&job("gather", Some(&case)))?;
        tx.index_case(case.id, "Zsófia", "")?;
        Err(StoreError::Conflict)
    });
    assert_eq!(outcome, Err(StoreError::Conflict));
    let left = home.read(move |tx| Ok((tx.case(id).is_err(), tx.requests(id)?.len(), tx.next_due()?)));
    assert_eq!(left, (true, 0, None));
    assert_eq!(length_of_sound_chain(home, "justroo"), 0);
}

fn the_error_of_the_work_itself_is_handed_on(home: &Home) {
    let outcome: Result<(), Trouble> = write(&*home.store, |_| Err(Trouble::ChangedMyMind));
    assert_eq!(outcome, Err(Trouble::ChangedMyMind));
    let id = case().id;
    let outcome: Result<(), Trouble> = write(&*home.store, move |tx| Ok(tx.case(id).map(drop)?));
    assert_eq!(outcome, Err(Trouble::Store(StoreError::NotFound)));
    assert_eq!(write::<_, StoreError, _>(&*home.store, |_| Ok("a result")), Ok("a result"));
}

fn a_panic_reaches_its_caller_and_nobody_else(home: &Home) {
    let case = case();
    let id = case.id;
    for read in [false, true] {
        let case = case.clone();
        let panicking = catch_unwind(AssertUnwindSafe(|| {
            if read {
                home.try_read(|_| -> Result<(), StoreError> { panic!("at the worst moment") })
            } else {
                home.try_write(move |tx| -> Result<(), StoreError> {
                    tx.add_case(&case)?;
                    panic!("at the worst moment")
                })
            }
        }));
        let said = panicking.expect_err("it panics here, too");
        assert_eq!(said.downcast_ref::<&str>(), Some(&"at the worst moment"));
    }
    assert_eq!(home.try_read(move |tx| tx.case(id).map(drop)), Err(StoreError::NotFound));
    for _ in 0..40 {
        home.write(|tx| tx.put_setting("still", Some("working")));
    }
    assert_eq!(home.read(|tx| tx.setting("still")).as_deref(), Some("working"));
}

fn an_error_of_the_database_cannot_be_swallowed(home: &Home) {
    let case = case();
    let id = case.id;
    let outcome = home.try_write(move |tx| {
        tx.add_case(&case)?;
        tx.add_request(&request(&case, Right::Access), &Personal::default(), DueDates::default())?;
        // PostgreSQL would now answer the commit with a rollback and call it a success.
        assert!(tx.add_request(&request(&case, Right::Access), &Personal::default(), DueDates::default()).is_err());
        Ok(())
    });
    assert_eq!(outcome, Err(StoreError::Exists("right")));
    assert_eq!(home.try_read(move |tx| tx.case(id).map(drop)), Err(StoreError::NotFound));
}

fn a_read_cannot_write(home: &Home) {
    let case = case();
    let line = entry(&case, "submitted");
    assert_eq!(home.try_read(move |tx| tx.add_case(&case)), Err(StoreError::ReadOnly));
    assert_eq!(home.try_read(move |tx| tx.append_log(line)), Err(StoreError::ReadOnly));
    assert_eq!(length_of_sound_chain(home, "justroo"), 0);
}

fn a_read_sees_one_moment(home: &Home) {
    let store = Arc::clone(&home.store);
    let seen = home.read(move |tx| {
        let before = tx.setting("word")?;
        let writing = move || write::<_, StoreError, _>(&*store, |tx| tx.put_setting("word", Some("new")));
        thread::spawn(writing).join().expect("no panic").expect("writers do not wait for readers");
        Ok((before, tx.setting("word")?))
    });
    assert_eq!(seen, (None, None));
    assert_eq!(home.read(|tx| tx.setting("word")).as_deref(), Some("new"));
}

/// Eight kinds of piece at once, so that on SQLite they share commits.
fn a_piece_that_fails_does_not_disturb_its_neighbours(home: &Home) {
    let start = Arc::new(Barrier::new(32));
    let threads: Vec<_> = (0..32)
        .map(|n: usize| {
            let (store, start) = (Arc::clone(&home.store), Arc::clone(&start));
            thread::spawn(move || {
                start.wait();
                (0..20).filter(|round| piece(&store, n + round)).count()
            })
        })
        .collect();
    let written: usize = threads.into_iter().map(|thread| thread.join().expect("panics stay in their piece")).sum();
    assert_eq!(written, 32 * 20 / 2);
    assert_eq!(length_of_sound_chain(home, "justroo"), i64::try_from(written).unwrap());
    let lines = home.read(|tx| tx.queue_count(&QueueFilter::default(), super::samples::day("2026-12-01"), 10_000));
    assert_eq!(lines.n, i64::try_from(written).unwrap());
}

/// Writes a case and a line of the log, and then, every other time, fails in one of four ways.
fn piece(store: &Arc<dyn Store>, kind: usize) -> bool {
    let case = case();
    let work = catch_unwind(AssertUnwindSafe(|| {
        write::<_, StoreError, _>(&**store, move |tx| {
            tx.append_log(entry(&case, "submitted"))?;
            tx.add_case(&case)?;
            match kind % 8 {
                1 => Err(StoreError::Conflict),
                3 => panic!("in the middle"),
                5 => tx.add_request(
                    &request(&super::samples::case(), Right::Access),
                    &Personal::default(),
                    DueDates::default(),
                ),
                7 => tx.log_heads().and(Err(StoreError::Abandoned)),
                _ => Ok(()),
            }
        })
    }));
    matches!(work, Ok(Ok(())))
}
