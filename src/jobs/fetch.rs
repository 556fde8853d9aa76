//! The job that looks into the watched mailboxes. A message is moved only after the desk has it on disk; who dies in between finds
//! it again, and the desk knows it already.

use chrono::TimeDelta;

use crate::domain::ids::JobId;
use crate::domain::request::Actor;
use crate::ports::incoming::WatchedMailbox;
use crate::ports::store::jobs::NewJob;
use crate::workflow::casework::jobs;
use crate::workflow::incoming::{Taken, take_any};
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// How long until the next look.
const PAUSE: TimeDelta = TimeDelta::seconds(60);

/// Takes in what lies in the mailboxes, and asks for the next look.
pub fn run(desk: &Desk, mailboxes: &[WatchedMailbox], lease: Lease) -> Result<(), Setback> {
    for mailbox in mailboxes {
        let (new, left) = look_into(desk, mailbox)?;
        if new > 0 || left > 0 {
            tracing::info!(mailbox = mailbox.name, new, left, "mail was taken in");
        }
    }
    let again = !mailboxes.is_empty();
    Ok(lease.write(desk, move |desk, tx, now| {
        lease.done_in(tx)?;
        if again {
            tx.add_job(&NewJob {
                id: JobId::new(now, desk.entropy.bytes10()),
                kind: jobs::FETCH.to_owned(),
                key: jobs::FETCH.to_owned(),
                case: None,
                request: None,
                payload: "{}".to_owned(),
                run_at: now + PAUSE,
            })?;
        }
        Ok(())
    })?)
}

/// How many messages were new, and how many had to stay where they lie.
fn look_into(desk: &Desk, mailbox: &WatchedMailbox) -> Result<(usize, usize), WorkError> {
    let (mut new, mut left) = (0, 0);
    let waiting = match mailbox.folder.waiting() {
        Ok(waiting) => waiting,
        Err(error) => {
            tracing::warn!(mailbox = mailbox.name, %error, "a mailbox cannot be read");
            return Ok((0, 0));
        }
    };
    for message in waiting {
        let Ok(bytes) = mailbox.folder.read(&message) else {
            left += 1;
            continue;
        };
        match take_any(desk, Actor::System, &mailbox.name, mailbox.controller.as_deref(), &bytes) {
            Ok(taken) => {
                new += usize::from(matches!(taken, Taken::New(_)));
                left += usize::from(mailbox.folder.taken(&message).is_err());
            }
            // What cannot be read at all stays where it is, for somebody to look at; it must not keep the rest out.
            Err(WorkError::Field { .. }) => left += 1,
            Err(other) => return Err(other),
        }
    }
    Ok((new, left))
}
