//! Jobs that come round by themselves: asked for at the start, every hour, when the date changes for a controller, and when another mailbox is watched.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};

use super::fetch;
use crate::domain::ids::JobId;
use crate::ports::incoming::WatchedMailbox;
use crate::ports::store::jobs::NewJob;
use crate::ports::store::{self, StoreError};
use crate::workflow::casework::jobs;
use crate::workflow::{Desk, WorkError};

/// When the standing jobs were last asked for: the hour, the local date of every controller, and the mailboxes that were watched.
type Mark = (i64, Vec<NaiveDate>, Vec<String>);

/// Remembers when it last asked. Forgetting it, as a restart does, only makes it ask once more; asking twice changes
/// nothing, because what these jobs do is done once however often they run.
#[derive(Debug, Default)]
pub struct Standing(Mutex<Option<Mark>>);

impl Standing {
    /// Asks for the standing jobs when it is time, and for a look into each mailbox.
    pub fn ask(&self, desk: &Desk, mailboxes: &[WatchedMailbox]) -> Result<(), WorkError> {
        let now = desk.clock.now();
        let mark = mark(desk, now, mailboxes)?;
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref() == Some(&mark) {
            return Ok(());
        }
        let looks = mailboxes.iter().map(|mailbox| fetch::job(desk, now, &mailbox.name));
        let unheard = desk.read(|_, tx, _| Ok(tx.unheard_count()?))? > 0;
        let kinds = [jobs::REMIND, jobs::ERASE_DUE, jobs::SWEEP, jobs::RETAIN];
        let wanted: Vec<NewJob> = kinds
            .into_iter()
            .chain(unheard.then_some(jobs::HEAR))
            .map(|kind| new_job(desk, now, kind))
            .chain(looks)
            .collect();
        store::write::<_, StoreError, _>(&*desk.store, move |tx| {
            wanted.iter().try_for_each(|job| tx.add_job(job).map(drop))
        })?;
        *last = Some(mark);
        Ok(())
    }
}

fn mark(desk: &Desk, now: DateTime<Utc>, mailboxes: &[WatchedMailbox]) -> Result<Mark, WorkError> {
    let dates: Result<Vec<_>, _> = desk.controllers.values().map(|known| desk.local_date(known, now)).collect();
    let names = mailboxes.iter().map(|mailbox| mailbox.name.clone()).collect();
    Ok((now.timestamp().div_euclid(3600), dates?, names))
}

/// One pending job of a kind is enough, whichever node asked for it.
fn new_job(desk: &Desk, now: DateTime<Utc>, kind: &str) -> NewJob {
    NewJob {
        id: JobId::new(now, desk.entropy.bytes10()),
        kind: kind.to_owned(),
        key: kind.to_owned(),
        case: None,
        request: None,
        payload: "{}".to_owned(),
        run_at: now,
    }
}
