//! `[[mailbox]]`: where incoming mail is watched.

use std::path::PathBuf;

use serde::Deserialize;

/// The kinds of mailboxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailboxKind {
    /// A Maildir with its folders `new` and `cur`.
    Maildir,
    /// A folder of `.eml` files.
    Folder,
}

/// One mailbox.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailboxSection {
    /// Its name, for the log and the inbox.
    pub name: String,
    /// What it is.
    pub kind: MailboxKind,
    /// Where it is; a relative path counts from the data folder.
    pub path: PathBuf,
    /// The controller whose mailbox it is; else the one whose address a message names.
    #[serde(default)]
    pub controller: Option<String>,
}
