//! One piece of work inside a transaction. The repositories beside this file give it the methods of the ports.

use diesel::QueryResult;

use super::link::Link;
use super::{postgresql, sqlite};
use crate::domain::audit::NewEntry;
use crate::ports::store::{StoreError, Work};

/// What a piece of work holds while it runs.
pub struct Transaction<'link> {
    link: &'link mut Link,
    /// Entries of the case log wait here until the work is done: the head of a chain is locked last and shortly, always in
    /// the same order, so that two pieces cannot wait for each other.
    pub(super) owed_log: Vec<NewEntry>,
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

impl Transaction<'_> {
    /// Runs a piece of work to its end, the case log included. On `Ok` all that is missing is the commit.
    pub fn run(link: &mut Link, work: Work) -> Result<(), StoreError> {
        let owed = Self::run_but_words(link, work)?;
        owed.iter().try_for_each(|owed| index_words(link, owed)).map_err(StoreError::from)
    }

    /// The same, but what cases shall be found by is left to the caller, who must write it in the same transaction. SQLite's
    /// index writes a file of its own at each savepoint, so a group of pieces is cheaper indexed at once.
    pub fn run_but_words(link: &mut Link, work: Work) -> Result<Vec<Findable>, StoreError> {
        let mut transaction = Transaction { link, owed_log: Vec::new(), owed_words: Vec::new(), failed: None };
        work(&mut transaction)?;
        transaction.write_owed_log()?;
        transaction.failed.map_or(Ok(transaction.owed_words), Err)
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
pub fn index_words(link: &mut Link, owed: &Findable) -> QueryResult<()> {
    let indexed = match link {
        Link::Sqlite(link) => sqlite::index_words(link, &owed.case, &owed.words),
        Link::Postgres(link) => postgresql::index_words(link, &owed.case, &owed.words),
    };
    indexed.map(drop)
}
