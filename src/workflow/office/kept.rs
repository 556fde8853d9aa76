//! What was set up about the desk itself in the console; it goes before the settings file, for every process within a second.

use super::approval::kept_mode;
use super::post::kept_way;
use crate::domain::office::{MailWay, MailboxWay};
use crate::ports::store::{StoreError, Tx};

/// What was set up about the desk itself in the console.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptDesk {
    /// How letters leave; `None` where the settings file says.
    pub way: Option<MailWay>,
    /// The mailboxes besides those of the settings file, by name.
    pub mailboxes: Vec<MailboxWay>,
    /// Whether one person may approve what they gathered; `None` where the settings file says.
    pub solo: Option<bool>,
}

impl KeptDesk {
    /// As it is in the store.
    pub fn read(tx: &mut dyn Tx) -> Result<Self, StoreError> {
        Ok(Self { way: kept_way(tx)?, mailboxes: tx.mailbox_ways()?, solo: kept_mode(tx)? })
    }

    /// The addresses that mail of ours can come from: a message from one of them gets no answer by itself.
    pub fn own_addresses(&self) -> impl Iterator<Item = &str> {
        let accounts = self.mailboxes.iter().filter_map(|way| way.server.username.as_deref());
        self.way.iter().map(|way| way.from.as_str()).chain(accounts).filter(|address| address.contains('@'))
    }
}
