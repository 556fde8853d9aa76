//! Noticing by itself that the database was restored: then nothing old is sent before somebody has looked.
//!
//! After mail has left, the ends of the log's chains are written to a mark outside the database. Everything that the mark names
//! was committed before, so a crash at any moment leaves the mark at or behind the database, never ahead of it. A database that
//! lacks an entry of the mark, or has another one in its place, was put back to an earlier state.
//!
//! A copy of the whole data folder brings its mark along. Two things tell of it: a second mark where no such copy reaches, if the
//! operator names a place (`mail.witness`), and the database's own file, which says when it was made: a copy is younger than
//! what its database remembers. The second only tells that it was copied, so it is put to staff as a question.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::journal::record_at_the_desk;
use super::secrets::hex;
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::request::Actor;
use crate::ports::high_water::{HighWater, HighWaterError, HighWaterMark};
use crate::ports::store::{self, StoreError, Tx};
use crate::workflow::assignment::must;

/// The setting that says that mail is held back, and why.
const HELD: &str = "mail_held";
/// The setting that says that this database has a mark beside it.
const MARKED: &str = "mail_marked";
/// The setting that remembers when the database's own file was made.
const BORN: &str = "database_born";

/// Why mail was held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// An operator said so.
    Operator,
    /// The database is older than the mail that has left.
    Restored,
    /// The data folder is a copy. Whether an old one was put back, people know.
    Copied,
}

/// Mail that was held back, until somebody has looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// When.
    pub at: DateTime<Utc>,
    /// How many mails.
    pub mails: usize,
    /// Why.
    pub cause: Cause,
}

/// Where the mark of a database lies, as far as its absence tells something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// One installation alone uses this database, so a mark that is gone was left behind by a restore.
    Own,
    /// Several nodes share the database, and each has a mark of its own.
    Shared,
}

/// Looks at the start, before anything is sent, whether the database is older than the mail that has left, or a copy of which
/// nobody can say so. Then all mail that it calls unsent is held back. A copy with nothing to send is no matter.
pub fn look(desk: &Desk, mark: &dyn HighWaterMark, nearness: Nearness) -> Result<Option<Held>, WorkError> {
    let (known, witness, born) = (mark.read(), mark.witness(), mark.born());
    let cause = desk.read(move |_, tx, _| {
        if is_behind(tx, known, nearness)? {
            return Ok(Some(Cause::Restored));
        }
        match witness {
            Ok(Some(witness)) => Ok(lacks(tx, &witness)?.then_some(Cause::Restored)),
            Ok(None) => Ok(is_copied(tx, born.as_ref())?.then_some(Cause::Copied)),
            Err(HighWaterError(why)) => {
                tracing::error!(why, "the second mark cannot be read");
                Ok(is_copied(tx, born.as_ref())?.then_some(Cause::Copied))
            }
        }
    })?;
    let held = cause.map(|cause| hold(desk, cause)).transpose()?;
    note(desk, mark)?;
    Ok(held.filter(|held| held.cause == Cause::Restored || held.mails > 0))
}

/// Whether the mark in the data folder says that the database is behind it.
fn is_behind(
    tx: &mut dyn Tx,
    known: Result<Option<HighWater>, HighWaterError>,
    nearness: Nearness,
) -> Result<bool, WorkError> {
    match known {
        Ok(Some(known)) => lacks(tx, &known),
        Ok(None) => Ok(nearness == Nearness::Own && tx.setting(MARKED)?.is_some()),
        // A mark that cannot be understood says nothing; to be careful, somebody looks.
        Err(HighWaterError(why)) => {
            tracing::error!(why, "the mark beside the database cannot be read");
            Ok(true)
        }
    }
}

/// Whether the database's file is another one than the database remembers.
fn is_copied(tx: &mut dyn Tx, born: Option<&String>) -> Result<bool, WorkError> {
    Ok(tx.setting(BORN)?.is_some_and(|known| born.is_some_and(|born| *born != known)))
}

/// Writes down how far the log has come. What this cannot write it leaves as it was: an older mark is a weaker one, never a wrong one.
pub fn note(desk: &Desk, mark: &dyn HighWaterMark) -> Result<(), WorkError> {
    let (ends, marked, known) = store::read::<_, StoreError, _>(&*desk.store, |tx| {
        Ok((tx.log_heads()?, tx.setting(MARKED)?, tx.setting(BORN)?))
    })?;
    if let Some(born) = mark.born().filter(|born| known.as_ref() != Some(born)) {
        store::write::<_, StoreError, _>(&*desk.store, move |tx| tx.put_setting(BORN, Some(&born)))?;
    }
    let ends: BTreeMap<_, _> = ends.into_iter().map(|(chain, seq, hash)| (chain, (seq, hex(&hash)))).collect();
    if let Err(error) = mark.write(&HighWater { ends }) {
        tracing::error!(%error, "a restore of the database would not be noticed");
        return Ok(());
    }
    if marked.is_none() {
        store::write::<_, StoreError, _>(&*desk.store, |tx| tx.put_setting(MARKED, Some("yes")))?;
    }
    Ok(())
}

/// Whether the database lacks what a mark names. What was cut off when its time was over is not missing.
fn lacks(tx: &mut dyn Tx, known: &HighWater) -> Result<bool, WorkError> {
    let heads = tx.log_heads()?;
    for (chain, (seq, hash)) in &known.ends {
        let head = heads.iter().find(|(owner, ..)| owner == chain).map_or(0, |(_, seq, _)| *seq);
        let cut = tx.log_tail(chain)?.map_or(0, |(seq, _)| seq);
        if head >= *seq && *seq <= cut {
            continue;
        }
        let entry = tx.log_page(chain, *seq - 1, 1)?.into_iter().next().filter(|entry| entry.seq == *seq);
        if entry.is_none_or(|entry| hex(&entry.hash) != *hash) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Holds back everything that is not sent yet: what a backup calls unsent may have gone long ago.
pub fn hold(desk: &Desk, cause: Cause) -> Result<Held, WorkError> {
    desk.write(move |desk, tx, at| {
        let held = Held { at, mails: tx.hold_mails(at)?, cause };
        if cause != Cause::Restored && held.mails == 0 {
            return Ok(held);
        }
        let content = json!({ "mails": held.mails, "cause": cause });
        record_at_the_desk(desk, tx, at, Actor::System, "mail_held", &content)?;
        tx.put_setting(HELD, Some(&json!(held).to_string()))?;
        Ok(held)
    })
}

/// What is held back and nobody has said that they looked.
pub fn held(tx: &mut dyn Tx) -> Result<Option<Held>, StoreError> {
    Ok(tx.setting(HELD)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Somebody has looked at what was held back. Each letter still waits until it is sent or not needed any more.
pub fn looked(desk: &Desk, actor: Actor) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        if tx.setting(HELD)?.is_none() {
            return Ok(());
        }
        tx.put_setting(HELD, None)?;
        record_at_the_desk(desk, tx, now, actor, "held_mail_seen", &json!({}))
    })
}
