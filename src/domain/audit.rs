//! The case log's chain: append-only, one chain per controller, over commitments.
//!
//! An entry's hash covers its position, time, actor, kind and a *commitment* to its content (SHA-256 over a random salt and
//! the content). Destroying salt and content later leaves the chain intact and makes the commitment unguessable.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::ids::{CaseId, RequestId};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// The hash before the first entry of a controller's chain.
pub const GENESIS: Hash = [0; 32];

/// The kind of the entry that says how much was cut off the beginning of its chain: `{"through": 17}`.
pub const SHORTENED: &str = "log_shortened";

/// One line of the case log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose chain.
    pub controller: String,
    /// Position in the chain, from 1, without gaps.
    pub seq: i64,
    /// The case, if it is about one.
    pub case: Option<CaseId>,
    /// The request, if it is about one.
    pub request: Option<RequestId>,
    /// When, to the microsecond.
    pub at: DateTime<Utc>,
    /// Who: `staff:<id>`, `person` or `system`.
    pub actor: String,
    /// What kind: an event code or another stable word.
    pub kind: String,
    /// 16 bytes of chance; `None` once the content has been destroyed.
    pub salt: Option<[u8; 16]>,
    /// The content as JSON text; `None` once destroyed.
    pub content: Option<String>,
    /// The commitment to salt and content.
    pub commitment: Hash,
    /// The hash of the entry before.
    pub prev: Hash,
    /// The hash of this entry.
    pub hash: Hash,
}

/// What is written; the store adds position and hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// Whose chain.
    pub controller: String,
    /// The case, if it is about one.
    pub case: Option<CaseId>,
    /// The request, if it is about one.
    pub request: Option<RequestId>,
    /// When; anything finer than a microsecond is cut off.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What kind.
    pub kind: String,
    /// Chance for the commitment.
    pub salt: [u8; 16],
    /// The content as JSON text.
    pub content: String,
}

/// What does not hold in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A position is missing or doubled.
    #[error("the position does not follow the one before")]
    Gap,
    /// The link to the entry before is wrong.
    #[error("it does not link to the entry before")]
    Link,
    /// The entry's own hash is wrong.
    #[error("its hash does not fit what it says")]
    Hash,
    /// The content is not what was committed to.
    #[error("its content is not what was written")]
    Content,
}

/// The commitment to a salt and a content.
pub fn commit(salt: &[u8; 16], content: &str) -> Hash {
    Sha256::new()
        .chain_update(b"rightsdesk-commit-1\0")
        .chain_update(salt)
        .chain_update(content.as_bytes())
        .finalize()
        .into()
}

/// Puts a new entry at the end of a chain.
pub fn append(new: NewEntry, seq: i64, prev: Hash) -> Entry {
    let mut entry = Entry {
        commitment: commit(&new.salt, &new.content),
        controller: new.controller,
        seq,
        case: new.case,
        request: new.request,
        at: DateTime::from_timestamp_micros(new.at.timestamp_micros()).unwrap_or(new.at),
        actor: new.actor,
        kind: new.kind,
        salt: Some(new.salt),
        content: Some(new.content),
        prev,
        hash: GENESIS,
    };
    entry.hash = hash(&entry);
    entry
}

/// The hash of an entry over everything but salt and content. Fields are length-prefixed, so none can leak into the next.
pub fn hash(entry: &Entry) -> Hash {
    let mut digest = Sha256::new_with_prefix(b"rightsdesk-entry-1\0");
    let case = entry.case.map(|id| id.to_string()).unwrap_or_default();
    let request = entry.request.map(|id| id.to_string()).unwrap_or_default();
    let at = entry.at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let seq = entry.seq.to_string();
    for field in [&entry.controller, &seq, &case, &request, &at, &entry.actor, &entry.kind] {
        digest.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(field.as_bytes());
    }
    digest.update(entry.commitment);
    digest.update(entry.prev);
    digest.finalize().into()
}

/// Checks one entry against the one before it.
pub fn verify(entry: &Entry, before: Option<(i64, Hash)>) -> Result<(), Broken> {
    let (seq, prev) = before.map_or((1, GENESIS), |(seq, hash)| (seq + 1, hash));
    if entry.seq != seq {
        return Err(Broken::Gap);
    }
    if entry.prev != prev {
        return Err(Broken::Link);
    }
    if hash(entry) != entry.hash {
        return Err(Broken::Hash);
    }
    match (&entry.salt, &entry.content) {
        (Some(salt), Some(content)) if commit(salt, content) != entry.commitment => Err(Broken::Content),
        (Some(_), None) | (None, Some(_)) => Err(Broken::Content),
        _ => Ok(()),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A chain of `n` entries, whole.
    pub(in crate::domain) fn chain(n: i64) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for i in 1..=n {
            let new = NewEntry {
                controller: "justroo".into(),
                case: None,
                request: None,
                at: DateTime::from_timestamp(i, 1_234).unwrap(),
                actor: "system".into(),
                kind: "received".into(),
                salt: [7; 16],
                content: format!("{{\"n\":{i}}}"),
            };
            let prev = entries.last().map_or(GENESIS, |e| e.hash);
            entries.push(append(new, i, prev));
        }
        entries
    }

    fn first_broken(entries: &[Entry]) -> Option<(i64, Broken)> {
        let mut before = None;
        for entry in entries {
            if let Err(broken) = verify(entry, before) {
                return Some((entry.seq, broken));
            }
            before = Some((entry.seq, entry.hash));
        }
        None
    }

    #[test]
    fn content_can_be_destroyed_without_breaking_the_chain() {
        let mut entries = chain(5);
        entries[2].content = None;
        entries[2].salt = None;
        assert_eq!(first_broken(&entries), None);
    }

    #[test]
    fn every_kind_of_tampering_is_found_where_it_happened() {
        let mut edited = chain(5);
        edited[1].content = Some("{}".into());
        assert_eq!(first_broken(&edited), Some((2, Broken::Content)));
        let mut relabelled = chain(5);
        relabelled[3].actor = "person".into();
        assert_eq!(first_broken(&relabelled), Some((4, Broken::Hash)));
        let mut shorter = chain(5);
        shorter.remove(2);
        assert_eq!(first_broken(&shorter), Some((4, Broken::Gap)));
        let mut swapped = chain(5);
        swapped.swap(1, 2);
        assert!(first_broken(&swapped).is_some());
    }
}
