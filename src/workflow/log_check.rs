//! Verifying the case log: every chain from its first entry to its head.

use crate::domain::audit::{Broken, Entry, Hash, verify};
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
/// `controllers` are those that ought to be there: a chain whose head was removed is then still found.
pub fn check_log(store: &dyn Store, controllers: &[String]) -> Result<LogReport, StoreError> {
    let heads = store::read::<_, StoreError, _>(store, |tx| tx.log_heads())?;
    let mut names: Vec<String> = heads.into_iter().map(|(name, ..)| name).chain(controllers.iter().cloned()).collect();
    names.sort();
    names.dedup();
    let mut report = LogReport::default();
    for name in names {
        match check_chain(store, &name)? {
            Ok(chain) => report.chains.push(chain),
            Err(offence) => report.offences.push(offence),
        }
    }
    Ok(report)
}

fn check_chain(store: &dyn Store, controller: &str) -> Result<Result<Chain, Offence>, StoreError> {
    let mut walk = Walk { controller: controller.to_owned(), last: None, destroyed: 0 };
    loop {
        let (after, name) = (walk.last.map_or(0, |(seq, _)| seq), walk.controller.clone());
        // The head is read in the same snapshot as the page, so that entries written meanwhile are no offence.
        let (page, head) = store::read::<_, StoreError, _>(store, move |tx| {
            let page = tx.log_page(&name, after, PAGE)?;
            let head = tx.log_heads()?.into_iter().find(|(owner, ..)| *owner == name);
            Ok((page, head.map(|(_, seq, hash)| (seq, hash))))
        })?;
        if page.is_empty() {
            return Ok(walk.end(head));
        }
        if let Err(offence) = page.iter().try_for_each(|entry| walk.step(entry)) {
            return Ok(Err(offence));
        }
    }
}

struct Walk {
    controller: String,
    last: Option<(i64, Hash)>,
    destroyed: i64,
}

impl Walk {
    fn step(&mut self, entry: &Entry) -> Result<(), Offence> {
        verify(entry, self.last).map_err(|broken| Offence::Entry {
            controller: self.controller.clone(),
            seq: entry.seq,
            broken,
        })?;
        self.last = Some((entry.seq, entry.hash));
        self.destroyed += i64::from(entry.content.is_none());
        Ok(())
    }

    fn end(self, head: Option<(i64, Hash)>) -> Result<Chain, Offence> {
        if head != self.last {
            let seq = |end: Option<(i64, Hash)>| end.map_or(0, |(seq, _)| seq);
            return Err(Offence::End { controller: self.controller, found: seq(self.last), written: seq(head) });
        }
        let (entries, head) = self.last.unwrap_or_default();
        Ok(Chain { controller: self.controller, entries, destroyed: self.destroyed, head })
    }
}
