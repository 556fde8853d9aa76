//! Keys of programs: making one, revoking it, and the questions that a program may ask with it.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::assignment::must;
use super::journal::record_at_the_desk;
use super::secrets::{hex, same, sha256};
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::ids::ProgramKeyId;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::suppression::{Channel, Suppressor};
use crate::ports::store::program_keys::ProgramKey;

/// What a secret begins with, so that a scanner for leaked secrets knows one.
const MARK: &str = "rightsdesk_";
/// The longest name, in characters.
const NAME_CHARS: usize = 60;
/// The most addresses of one question.
pub const MOST: usize = 1_000;

/// Makes a key for the programs of a company. The secret is given once and cannot be read again.
pub fn make_key(desk: &Desk, actor: Actor, controller: &str, name: &str) -> Result<Personal, WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::WriteCompanies.words()))?;
    let controller = desk.controller(controller)?.id.clone();
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_CHARS {
        return Err(WorkError::field("name", "Write in a few words which program uses it, like “newsletter”."));
    }
    desk.write(move |desk, tx, now| {
        let secret = format!("{MARK}{}", hex(&desk.entropy.bytes32()));
        let id = ProgramKeyId::new(now, desk.entropy.bytes10());
        let token_hash = sha256(secret.as_bytes());
        let content = json!({ "key": id, "name": name, "controller": controller });
        tx.add_program_key(&ProgramKey { id, name, controller, token_hash, by, made_at: now, revoked_at: None })?;
        record_at_the_desk(desk, tx, now, actor, "program_key_made", &content)?;
        Ok(Personal::new(secret))
    })
}

/// The keys that work, newest first.
pub fn keys(desk: &Desk, actor: Actor) -> Result<Vec<ProgramKey>, WorkError> {
    must(actor, Permission::WriteCompanies)?;
    desk.read(|_, tx, _| Ok(tx.program_keys()?))
}

/// Revokes a key. Whatever asks with it is refused from now on.
pub fn revoke_key(desk: &Desk, actor: Actor, id: ProgramKeyId) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    desk.write(move |desk, tx, now| {
        tx.revoke_program_key(id, now)?;
        record_at_the_desk(desk, tx, now, actor, "program_key_revoked", &json!({ "key": id }))
    })
}

/// The company whose list a secret may ask; `None` for a secret that opens nothing.
pub fn company_of_key(desk: &Desk, secret: &str) -> Result<Option<String>, WorkError> {
    let hash = sha256(secret.as_bytes());
    let key = desk.read(move |_, tx, _| Ok(tx.program_key(&hash)?))?;
    let works = |key: &ProgramKey| key.revoked_at.is_none() && same(&key.token_hash, &hash);
    Ok(key.filter(works).map(|key| key.controller))
}

/// An address that a program asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// As people write it.
    Plain(Personal),
    /// As `rightsdesk suppression export` writes it.
    Hashed([u8; 32]),
}

/// What the list says of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No marketing may go there, since then.
    Suppressed(DateTime<Utc>),
    /// Nothing stops it.
    Free,
    /// It is no address on that channel.
    NoAddress,
}

/// Says of each address, in their order, whether marketing may go there.
pub fn standings(
    desk: &Desk,
    controller: &str,
    channel: Channel,
    asked: Vec<Asked>,
) -> Result<Vec<Standing>, WorkError> {
    let controller = desk.controller(controller)?.id.clone();
    desk.read(move |desk, tx, _| {
        let list = Suppressor::new(&desk.settings.pepper, &controller);
        let one = |asked: &Asked| {
            let hash = match asked {
                Asked::Plain(address) => list.hash(channel, address.reveal()),
                Asked::Hashed(hash) => Some(*hash),
            };
            let Some(hash) = hash else { return Ok(Standing::NoAddress) };
            let entry = tx.suppression(&controller, channel, &hash)?;
            Ok(entry.map_or(Standing::Free, |entry| Standing::Suppressed(entry.since)))
        };
        asked.iter().map(one).collect()
    })
}
