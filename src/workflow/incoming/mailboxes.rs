//! How it stands with the watched mailboxes: when somebody last looked, and since when it goes wrong.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ports::store::{StoreError, Tx};
use crate::workflow::casework::jobs;
use crate::workflow::{Desk, WorkError};

/// How a look into a mailbox went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Messages that were new.
    pub new: usize,
    /// Messages that had to stay where they lie.
    pub left: usize,
    /// Why the mailbox could not be read to its end; no personal data.
    pub trouble: Option<String>,
    /// What somebody can do about it.
    pub remedy: Option<String>,
}

/// How it stands with a mailbox.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxStanding {
    /// Its name.
    pub name: String,
    /// When it was last read to its end.
    pub read_at: Option<DateTime<Utc>>,
    /// Since when it cannot be read.
    pub failing_since: Option<DateTime<Utc>>,
    /// Why.
    pub trouble: Option<String>,
    /// What somebody can do about it.
    #[serde(default)]
    pub remedy: Option<String>,
    /// Messages that lie there and could not be taken.
    pub left: usize,
}

fn key(name: &str) -> String {
    format!("mailbox:{name}")
}

/// Notes how a look went.
pub fn note_look(tx: &mut dyn Tx, now: DateTime<Utc>, name: &str, looked: &Looked) -> Result<(), WorkError> {
    let before = standing_of(tx, name)?;
    let standing = match &looked.trouble {
        None => MailboxStanding {
            name: name.to_owned(),
            read_at: Some(now),
            left: looked.left,
            ..MailboxStanding::default()
        },
        Some(_) => MailboxStanding {
            failing_since: before.failing_since.or(Some(now)),
            trouble: looked.trouble.clone(),
            remedy: looked.remedy.clone(),
            ..before
        },
    };
    let unwritable = StoreError::Inconsistent { table: "settings", column: "value" };
    let json = serde_json::to_string(&standing).ok().ok_or(unwritable)?;
    Ok(tx.put_setting(&key(name), Some(&json))?)
}

/// What makes the look into a mailbox one job, whichever process asks for it.
pub fn look_key(name: &str) -> String {
    format!("{}:{name}", jobs::FETCH)
}

/// Forgets how it stood and looks as soon as somebody can: the way to the mailbox was changed, or is looked into again.
pub fn look_anew(tx: &mut dyn Tx, now: DateTime<Utc>, name: &str) -> Result<(), StoreError> {
    tx.put_setting(&key(name), None)?;
    tx.hurry_job(&look_key(name), now)
}

/// How it stands with a mailbox.
pub fn standing_of(tx: &mut dyn Tx, name: &str) -> Result<MailboxStanding, StoreError> {
    let kept = tx.setting(&key(name))?.and_then(|json| serde_json::from_str(&json).ok());
    Ok(kept.unwrap_or_else(|| MailboxStanding { name: name.to_owned(), ..MailboxStanding::default() }))
}

/// How it stands with every mailbox that is looked into.
pub fn mailbox_standings(desk: &Desk) -> Result<Vec<MailboxStanding>, WorkError> {
    let names = desk.watched();
    desk.read(move |_, tx, _| Ok(names.iter().map(|name| standing_of(tx, name)).collect::<Result<_, _>>()?))
}
