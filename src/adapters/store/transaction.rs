//! One piece of work inside a transaction. The repositories beside this file give it the methods of the ports.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::ends::Ends;
use super::link::Link;
use super::{postgresql, sqlite};
use crate::domain::audit::NewEntry;
use crate::domain::ids::CaseId;
use crate::ports::store::{StoreError, Work};

/// What a piece of work holds while it runs.
pub struct Transaction<'link> {
    link: &'link mut Link,
    /// Entries of the case log wait here until the work is done: the head of a chain is locked last and shortly, always in
    /// the same order, so that two pieces cannot wait for each other.
    pub(super) owed_log: Vec<NewEntry>,
    /// The ends of the chains, as far as this commit has read or moved them.
    pub(super) ends: Ends,
    /// Cases that arrived in this transaction, with the instant (in microseconds) at which they say that they were changed.
    pub(super) fresh: BTreeMap<CaseId, i64>,
    /// What cases shall be found by waits until everything else is written.
    pub(super) owed_words: Vec<Findable>,
    /// The first error of the database. PostgreSQL would turn the commit after it into a silent rollback.
    failed: Option<StoreError>,
}

/// A case and the words that it shall be found by, folded.
pub struct Findable {
    pub(super) case: Vec<u8>,
    pub(super) words: String,
}

/// What is left to write before the commit.
#[derive(Default)]
pub struct Owed {
    pub(super) words: Vec<Findable>,
    pub(super) ends: Ends,
}

impl Owed {
    /// Writes it.
    pub fn settle(&mut self, link: &mut Link) -> QueryResult<()> {
        self.ends.write(link)?;
        self.words.iter().try_for_each(|owed| index_words(link, owed))
    }
}

impl Transaction<'_> {
    /// Runs a piece of work to its end, the case log included. On `Ok` all that is missing is the commit.
    pub fn run(link: &mut Link, work: Work) -> Result<(), StoreError> {
        let mut owed = Self::run_some(link, work, Ends::default())?;
        owed.settle(link).map_err(StoreError::from)
    }

    /// The same, but what several pieces can share is left to the caller, who must settle it in the same transaction: what
    /// cases shall be found by (SQLite's index writes a file of its own at each savepoint) and where the chains end. `ends`
    /// are those that an earlier piece of the same transaction left; a piece that fails has not moved them.
    pub fn run_some(link: &mut Link, work: Work, ends: Ends) -> Result<Owed, StoreError> {
        let mut transaction = Transaction {
            link,
            owed_log: Vec::new(),
            ends,
            fresh: BTreeMap::new(),
            owed_words: Vec::new(),
            failed: None,
        };
        work(&mut transaction)?;
        transaction.write_owed_log()?;
        let Transaction { ends, owed_words: words, failed, .. } = transaction;
        failed.map_or(Ok(Owed { words, ends }), Err)
    }

    /// Asks the database. An error ends the piece of work, even if the work itself swallows it.
    pub(super) fn ask<T>(&mut self, question: impl FnOnce(&mut Link) -> QueryResult<T>) -> Result<T, StoreError> {
        question(self.link).map_err(|error| {
            let missing = matches!(error, diesel::result::Error::NotFound);
            let error = StoreError::from(error);
            if !missing && self.failed.is_none() {
                self.failed = Some(error.clone());
            }
            error
        })
    }

    /// Changes rows and says how many.
    pub(super) fn change(
        &mut self,
        statement: impl FnOnce(&mut Link) -> QueryResult<usize>,
    ) -> Result<usize, StoreError> {
        self.ask(statement)
    }
}

/// Makes a case findable.
fn index_words(link: &mut Link, owed: &Findable) -> QueryResult<()> {
    let indexed = match link {
        Link::Sqlite(link) => sqlite::index_words(link, &owed.case, &owed.words),
        Link::Postgres(link) => postgresql::index_words(link, &owed.case, &owed.words),
    };
    indexed.map(drop)
}
