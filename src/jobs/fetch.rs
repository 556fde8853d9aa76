//! The job that looks into one watched mailbox. A message is marked or moved only after the desk has it on disk; who dies in
//! between finds it again, and the desk knows it already. Each mailbox has a job of its own: one that is down delays no other.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Backoff;
use crate::domain::ids::JobId;
use crate::domain::notice::{Cause, Work};
use crate::domain::office::MailboxWay;
use crate::domain::request::Actor;
use crate::ports::incoming::{Fetched, MailboxError, Mailboxes, Waiting, WatchedMailbox};
use crate::ports::store::jobs::NewJob;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::casework::jobs;
use crate::workflow::incoming::{Looked, Taken, look_key, note_look, owe_receipt, take_any, take_head};
use crate::workflow::staff_mail::{Failed, call_for_person};
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// How long until the next look, where nobody tells of news.
const PAUSE: TimeDelta = TimeDelta::seconds(60);
/// The waits while a mailbox cannot be read.
const BACKOFF: Backoff = Backoff { first: PAUSE, longest: TimeDelta::minutes(15) };
/// After so many failures in a row, about an hour, a person is told, and again each day.
const CALL_AFTER: i64 = 8;

/// What the job is about.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Plan {
    /// The mailbox.
    #[serde(default)]
    mailbox: String,
    /// How often in a row it could not be read.
    #[serde(default)]
    failures: i64,
}

/// The job that looks into a mailbox. One pending job a mailbox is enough, whichever node asked for it.
pub fn job(desk: &Desk, now: DateTime<Utc>, mailbox: &str) -> NewJob {
    planned(desk, now, &Plan { mailbox: mailbox.to_owned(), failures: 0 })
}

fn planned(desk: &Desk, run_at: DateTime<Utc>, plan: &Plan) -> NewJob {
    NewJob {
        id: JobId::new(desk.clock.now(), desk.entropy.bytes10()),
        kind: jobs::FETCH.to_owned(),
        key: look_key(&plan.mailbox),
        case: None,
        request: None,
        payload: serde_json::json!(plan).to_string(),
        run_at,
    }
}

/// Takes in what lies in the mailbox, and asks for the next look.
pub fn run(desk: &Desk, mailboxes: &dyn Mailboxes, payload: &str, lease: Lease) -> Result<(), Setback> {
    let plan: Plan = serde_json::from_str(payload).unwrap_or_default();
    let watched = mailboxes.watched(&desk.kept.mailboxes);
    let Some(mailbox) = watched.iter().find(|mailbox| mailbox.name == plan.mailbox) else {
        return Ok(lease.write(desk, move |desk, tx, now| leave(desk, tx, now, lease, plan))?);
    };
    let way = desk.kept.mailboxes.iter().find(|way| way.name == plan.mailbox).cloned();
    let looked = look_into(desk, mailbox)?;
    Ok(lease.write(desk, move |desk, tx, now| {
        lease.done_in(tx)?;
        if kept(tx, &plan.mailbox)? != way {
            // What was seen the old way says nothing about the new one.
            tx.add_job(&planned(desk, now, &Plan { failures: 0, ..plan }))?;
            return Ok(());
        }
        settle(desk, tx, now, plan, &looked)
    })?)
}

/// A mailbox as it is kept in the console at this moment.
fn kept(tx: &mut dyn Tx, name: &str) -> Result<Option<MailboxWay>, StoreError> {
    Ok(tx.mailbox_ways()?.into_iter().find(|way| way.name == name))
}

/// Leaves a mailbox alone that is paused or gone. One that is paused is asked after again, so that nobody who switches it on in this
/// moment is overlooked.
fn leave(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, lease: Lease, plan: Plan) -> Result<(), WorkError> {
    lease.done_in(tx)?;
    if kept(tx, &plan.mailbox)?.is_some() {
        tx.add_job(&planned(desk, now + PAUSE, &Plan { failures: 0, ..plan }))?;
    }
    Ok(())
}

/// Notes how the look went, and plans the next one.
fn settle(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, mut plan: Plan, looked: &Looked) -> Result<(), WorkError> {
    note_look(tx, now, &plan.mailbox, looked)?;
    let wait = if looked.trouble.is_none() {
        plan.failures = 0;
        PAUSE
    } else {
        plan.failures += 1;
        let mut chance = [0];
        desk.entropy.fill(&mut chance);
        let [chance] = chance;
        BACKOFF.after(plan.failures - 1, chance)
    };
    if plan.failures >= CALL_AFTER {
        let failed = Failed {
            work: Work::Job { kind: jobs::FETCH.to_owned() },
            cause: Cause::Unreachable,
            attempts: plan.failures,
            key: format!("mailbox:{}:{}", plan.mailbox, now.date_naive()),
        };
        call_for_person(desk, tx, now, None, &failed)?;
    }
    tx.add_job(&planned(desk, now + wait, &plan))?;
    Ok(())
}

/// Takes in what waits. Trouble of the mailbox is noted; trouble of the desk ends the job, and nothing is marked.
fn look_into(desk: &Desk, mailbox: &WatchedMailbox) -> Result<Looked, WorkError> {
    let mut looked = Looked::default();
    let waiting = match mailbox.folder.waiting() {
        Ok(waiting) => waiting,
        Err(error) => return Ok(in_trouble(looked, mailbox, &error)),
    };
    for message in waiting {
        match one(desk, mailbox, &message, &mut looked) {
            Ok(()) => {}
            Err(Hitch::Desk(error)) => return Err(error),
            Err(Hitch::Mailbox(error)) => return Ok(in_trouble(looked, mailbox, &error)),
        }
    }
    if looked.new > 0 || looked.left > 0 {
        tracing::info!(mailbox = mailbox.name, new = looked.new, left = looked.left, "mail was taken in");
    }
    Ok(looked)
}

/// What stops a look.
enum Hitch {
    Desk(WorkError),
    Mailbox(MailboxError),
}

fn one(desk: &Desk, mailbox: &WatchedMailbox, message: &Waiting, looked: &mut Looked) -> Result<(), Hitch> {
    let fetched = match mailbox.folder.read(message) {
        // One file that cannot be read must not keep the rest out.
        Err(MailboxError::Disk(_)) => {
            looked.left += 1;
            return Ok(());
        }
        other => other.map_err(Hitch::Mailbox)?,
    };
    let (source, controller) = (mailbox.name.as_str(), mailbox.controller.as_deref());
    let taken = match fetched {
        Fetched::Gone => return Ok(()),
        Fetched::Whole(bytes) => take_any(desk, Actor::System, source, controller, &bytes),
        Fetched::TooLarge { head, bytes } => take_head(desk, Actor::System, source, controller, &head, bytes),
    };
    match taken.map_err(Hitch::Desk)? {
        Taken::New(id) => {
            looked.new += 1;
            if mailbox.receipts {
                owe_receipt(desk, id).map_err(Hitch::Desk)?;
            }
        }
        Taken::Known(_) => {}
    }
    match mailbox.folder.taken(message) {
        Err(MailboxError::Disk(_)) => looked.left += 1,
        other => other.map_err(Hitch::Mailbox)?,
    }
    Ok(())
}

fn in_trouble(mut looked: Looked, mailbox: &WatchedMailbox, error: &MailboxError) -> Looked {
    tracing::warn!(mailbox = mailbox.name, %error, "a mailbox cannot be read");
    looked.trouble = Some(error.to_string());
    looked.remedy = Some(error.remedy().to_owned());
    looked
}
