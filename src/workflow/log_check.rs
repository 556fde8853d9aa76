//! Verifying the case log: every chain from its first entry to its head.

use std::collections::BTreeSet;

use crate::domain::audit::{Broken, Entry, Hash, SHORTENED, verify};
use crate::ports::store::{self, Store, StoreError};

/// Entries read at a time.
const PAGE: i64 = 1000;

/// A chain that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Whose.
    pub controller: String,
    /// How many entries hold.
    pub entries: i64,
    /// How many of them have had their content destroyed.
    pub destroyed: i64,
    /// How many stood before them and were cut off when their time was over.
    pub cut: i64,
    /// The hash of the last one.
    pub head: Hash,
}

/// The first thing in a chain that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Offence {
    /// An entry is wrong.
    #[error("entry {seq} of {controller}: {broken}")]
    Entry {
        /// Whose chain.
        controller: String,
        /// The position it claims.
        seq: i64,
        /// What is wrong.
        broken: Broken,
    },
    /// The chain does not end where its head says: entries were cut off or added at the end.
    #[error("the log of {controller} ends at entry {found}, but entry {written} was the last one written")]
    End {
        /// Whose chain.
        controller: String,
        /// The last entry that is there.
        found: i64,
        /// The last entry that was written.
        written: i64,
    },
    /// The beginning of the chain is missing, and no entry of the chain says that it was cut off.
    #[error("the log of {controller} begins after entry {cut}, but it says itself that it was cut after entry {said}")]
    Beginning {
        /// Whose chain.
        controller: String,
        /// The last entry that is missing.
        cut: i64,
        /// The last entry that was cut off according to the chain.
        said: i64,
    },
    /// There are cases, but not one entry and no head.
    #[error("the log of {controller} is gone, although there are cases of this company")]
    Gone {
        /// Whose chain.
        controller: String,
    },
}

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogReport {
    /// The chains that hold, by controller.
    pub chains: Vec<Chain>,
    /// The first offence of each chain that does not hold, by controller.
    pub offences: Vec<Offence>,
}

/// Reads the whole log, page by page. The desk may go on working meanwhile.
///
/// `controllers` are checked, too, where the store knows nothing of them yet.
pub fn check_log(store: &dyn Store, controllers: &[String]) -> Result<LogReport, StoreError> {
    let (heads, owners) = store::read::<_, StoreError, _>(store, |tx| Ok((tx.log_heads()?, tx.log_owners()?)))?;
    let headed = heads.into_iter().map(|(name, ..)| name);
    let names: BTreeSet<String> = headed.chain(controllers.iter().cloned()).chain(owners.iter().cloned()).collect();
    let mut report = LogReport::default();
    for name in names {
        match check_chain(store, &name)? {
            Ok(chain) if chain.entries + chain.cut == 0 && owners.contains(&name) => {
                report.offences.push(Offence::Gone { controller: name });
            }
            Ok(chain) => report.chains.push(chain),
            Err(offence) => report.offences.push(offence),
        }
    }
    Ok(report)
}

/// What a look at the end of a chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recent {
    /// The chain is no longer than that: all of it was read.
    Whole(Chain),
    /// So many entries at the end hold, one after the other.
    End(i64),
}

/// Checks the end of a chain, at most `lines` entries of it, so that a page need not wait for a log of years.
pub fn check_recent(store: &dyn Store, controller: &str, lines: i64) -> Result<Result<Recent, Offence>, StoreError> {
    let name = controller.to_owned();
    let before = store::read::<_, StoreError, _>(store, move |tx| {
        let head = tx.log_heads()?.into_iter().find(|(owner, ..)| *owner == name).map_or(0, |(_, seq, _)| seq);
        let tail = tx.log_tail(&name)?.map_or(0, |(seq, _)| seq);
        let before = (head - lines).max(tail);
        // The entry before the first one that is checked is taken at its word; without it all of the chain is read.
        let anchor = if before > tail {
            tx.log_page(&name, before - 1, 1)?.into_iter().next().filter(|entry| entry.seq == before)
        } else {
            None
        };
        Ok(anchor)
    })?;
    let Some(before) = before else { return Ok(check_chain(store, controller)?.map(Recent::Whole)) };
    let start = (before.seq, before.hash);
    let walk = Walk { controller: controller.to_owned(), tail: None, last: Some(start), destroyed: 0, said: 0 };
    let found = walk.through(store)?;
    Ok(found.map(|chain| Recent::End(chain.entries - start.0)))
}

/// Whether lines that are shown are what was written: each by its own hash, whatever stands between them.
pub fn hold(entries: &[Entry]) -> Result<(), Offence> {
    entries.iter().try_for_each(|entry| {
        verify(entry, Some((entry.seq - 1, entry.prev))).map_err(|broken| Offence::Entry {
            controller: entry.controller.clone(),
            seq: entry.seq,
            broken,
        })
    })
}

fn check_chain(store: &dyn Store, controller: &str) -> Result<Result<Chain, Offence>, StoreError> {
    let name = controller.to_owned();
    let tail = store::read::<_, StoreError, _>(store, move |tx| tx.log_tail(&name))?;
    Walk { controller: controller.to_owned(), tail, last: tail, destroyed: 0, said: 0 }.through(store)
}

struct Walk {
    controller: String,
    tail: Option<(i64, Hash)>,
    last: Option<(i64, Hash)>,
    destroyed: i64,
    /// How much was cut off, as the chain itself says.
    said: i64,
}

impl Walk {
    /// Reads on from where it stands to the end of the chain.
    fn through(mut self, store: &dyn Store) -> Result<Result<Chain, Offence>, StoreError> {
        loop {
            let (after, name) = (self.last.map_or(0, |(seq, _)| seq), self.controller.clone());
            // The head is read in the same snapshot as the page, so that entries written meanwhile are no offence.
            let (page, head) = store::read::<_, StoreError, _>(store, move |tx| {
                let page = tx.log_page(&name, after, PAGE)?;
                let head = tx.log_heads()?.into_iter().find(|(owner, ..)| *owner == name);
                Ok((page, head.map(|(_, seq, hash)| (seq, hash))))
            })?;
            if page.is_empty() {
                return Ok(self.end(head));
            }
            if let Err(offence) = page.iter().try_for_each(|entry| self.step(entry)) {
                return Ok(Err(offence));
            }
        }
    }

    fn step(&mut self, entry: &Entry) -> Result<(), Offence> {
        verify(entry, self.last).map_err(|broken| Offence::Entry {
            controller: self.controller.clone(),
            seq: entry.seq,
            broken,
        })?;
        self.last = Some((entry.seq, entry.hash));
        self.destroyed += i64::from(entry.content.is_none());
        self.said = said(entry).unwrap_or(self.said);
        Ok(())
    }

    fn end(self, head: Option<(i64, Hash)>) -> Result<Chain, Offence> {
        if head != self.last {
            let seq = |end: Option<(i64, Hash)>| end.map_or(0, |(seq, _)| seq);
            return Err(Offence::End { controller: self.controller, found: seq(self.last), written: seq(head) });
        }
        let cut = self.tail.map_or(0, |(seq, _)| seq);
        if cut != self.said {
            return Err(Offence::Beginning { controller: self.controller, cut, said: self.said });
        }
        let (last, head) = self.last.unwrap_or_default();
        Ok(Chain { controller: self.controller, entries: last - cut, destroyed: self.destroyed, cut, head })
    }
}

/// How much an entry says was cut off before it.
fn said(entry: &Entry) -> Option<i64> {
    let content = entry.content.as_deref().filter(|_| entry.kind == SHORTENED)?;
    serde_json::from_str::<serde_json::Value>(content).ok()?.get("through")?.as_i64()
}
