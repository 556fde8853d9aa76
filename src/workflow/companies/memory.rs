//! What counts now, remembered between looks at the store, so that a page does not ask for it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::clock::Law;
use crate::domain::controller::Controller;
use crate::domain::ids::PolicyId;
use crate::workflow::desk::Controllers;
use crate::workflow::office::KeptDesk;

/// How long what another process saves may stay unseen. What this one saves counts at once.
const UNSEEN: TimeDelta = TimeDelta::seconds(1);

/// The facts of each policy of a company: since when it was in force, and the company as it was last corrected under it.
pub(super) type Eras = BTreeMap<String, Vec<Era>>;

/// A company under one of its policies.
pub(super) struct Era {
    pub(super) from: DateTime<Utc>,
    pub(super) policy: Option<PolicyId>,
    pub(super) company: Controller,
}

/// What tells two states of the store apart without reading them.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Edition {
    /// How many versions of companies there are; none is ever changed or removed.
    pub(super) versions: i64,
    /// The fingerprint of the list of public holidays, where one was imported.
    pub(super) holidays: Option<String>,
    /// How many versions of wordings there are; none is ever changed or removed.
    pub(super) wordings: i64,
    /// What was set up about the desk itself: a few lines, so they are read whole.
    pub(super) kept: Arc<KeptDesk>,
}

/// What was read last.
#[derive(Clone, Default)]
pub(super) struct Held {
    pub(super) edition: Edition,
    /// `None` while nobody has changed a company.
    pub(super) controllers: Option<Arc<Controllers>>,
    pub(super) eras: Arc<Eras>,
    /// `None` while no list of public holidays was imported.
    pub(super) law: Option<Arc<Law>>,
    /// The words of the receipt by company and language, of the companies that wrote their own.
    pub(super) receipts: BTreeMap<(String, String), String>,
}

/// A look at the store: what it showed, when it began, and how much this process had saved by then.
struct Look {
    held: Arc<Held>,
    at: DateTime<Utc>,
    saved: u64,
}

/// The last look.
#[derive(Default)]
pub(super) struct Memory {
    look: RwLock<Option<Look>>,
    saved: AtomicU64,
}

impl Memory {
    /// This process has saved something that counts from now on.
    pub(super) fn outdate(&self) {
        self.saved.fetch_add(1, Ordering::AcqRel);
    }

    /// How often that has happened. Asked before a look, so that what is saved during it makes it old.
    pub(super) fn saved(&self) -> u64 {
        self.saved.load(Ordering::Acquire)
    }

    /// What the last look showed, if that is recent enough to count.
    pub(super) fn recent(&self, now: DateTime<Utc>) -> Option<Arc<Held>> {
        let look = self.look.read().unwrap_or_else(PoisonError::into_inner);
        let recent = |look: &&Look| {
            let age = now - look.at;
            look.saved == self.saved() && (TimeDelta::zero()..UNSEEN).contains(&age)
        };
        look.as_ref().filter(recent).map(|look| Arc::clone(&look.held))
    }

    /// What the last look showed, however long ago.
    pub(super) fn last(&self) -> Option<Arc<Held>> {
        let look = self.look.read().unwrap_or_else(PoisonError::into_inner);
        look.as_ref().map(|look| Arc::clone(&look.held))
    }

    /// Remembers a look.
    pub(super) fn keep(&self, held: Arc<Held>, at: DateTime<Utc>, saved: u64) {
        *self.look.write().unwrap_or_else(PoisonError::into_inner) = Some(Look { held, at, saved });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_counts_for_a_moment_and_not_beyond_what_is_saved_here() {
        let (memory, now) = (Memory::default(), DateTime::UNIX_EPOCH);
        let after = |millis| now + TimeDelta::milliseconds(millis);
        assert!(memory.recent(now).is_none());
        memory.keep(Arc::default(), now, memory.saved());
        assert!(memory.recent(after(999)).is_some());
        assert!(memory.recent(after(1_000)).is_none() && memory.recent(after(-1)).is_none());
        let before = memory.saved();
        memory.outdate();
        memory.keep(Arc::default(), now, before);
        assert!(memory.recent(now).is_none(), "saved while we looked");
        assert!(memory.last().is_some());
    }
}
