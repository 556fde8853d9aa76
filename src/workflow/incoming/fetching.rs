//! What came with a message, fetched by staff: a letter that lies in a file, an authority, the message itself as it came.

use std::io::Read;

use serde_json::{Value, json};

use super::looking::{MessageSight, sight_in};
use super::taking::original;
use crate::domain::access::Permission;
use crate::domain::ids::IncomingId;
use crate::domain::request::Actor;
use crate::ports::incoming::EnclosedFile;
use crate::ports::store::StoreError;
use crate::ports::vault::VaultError;
use crate::workflow::assignment::must;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::{Desk, WorkError};

/// A file of a message, by its place in the list, with its bytes. That somebody fetched it stands on the desk's log.
pub fn enclosed(desk: &Desk, actor: Actor, id: IncomingId, at: usize) -> Result<EnclosedFile, WorkError> {
    let mut bytes = Vec::new();
    let mut whole = kept(desk, actor, id)?;
    whole.read_to_end(&mut bytes).map_err(|source| VaultError::Io { name: original(id), source })?;
    let found = desk.reader.enclosed(&bytes, at).ok().flatten().ok_or(StoreError::NotFound)?;
    note(desk, actor, json!({ "message": id, "file": at }))?;
    Ok(found)
}

/// A message as it came. That somebody fetched it stands on the desk's log.
pub fn as_it_came(desk: &Desk, actor: Actor, id: IncomingId) -> Result<Box<dyn Read + Send>, WorkError> {
    let whole = kept(desk, actor, id)?;
    note(desk, actor, json!({ "message": id }))?;
    Ok(whole)
}

fn kept(desk: &Desk, actor: Actor, id: IncomingId) -> Result<Box<dyn Read + Send>, WorkError> {
    must(actor, Permission::HandleCases)?;
    let sight = desk.read(move |desk, tx, now| {
        let entry = tx.entry(id)?;
        sight_in(desk, tx, now, actor, &entry)
    })?;
    if sight != MessageSight::Full {
        return Err(WorkError::NotAllowed("fetch messages of a case that is masked for you"));
    }
    Ok(desk.vault.open(original(id))?)
}

fn note(desk: &Desk, actor: Actor, content: Value) -> Result<(), WorkError> {
    desk.write(move |desk, tx, now| record_at_the_desk(desk, tx, now, actor, "message_fetched", &content))
}
