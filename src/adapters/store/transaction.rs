//! One piece of work inside a transaction. The repositories beside this file give it the methods of the ports.

use diesel::QueryResult;

use super::link::Link;
use crate::domain::audit::NewEntry;
use crate::ports::store::{StoreError, Work};

/// What a piece of work holds while it runs.
pub struct Transaction<'link> {
    link: &'link mut Link,
    /// Entries of the case log wait here until the work is done: the head of a chain is locked last and shortly, always in
    /// the same order, so that two pieces cannot wait for each other.
    pub(super) owed_log: Vec<NewEntry>,
    /// The first error of the database. PostgreSQL would turn the commit after it into a silent rollback.
    failed: Option<StoreError>,
}

impl<'link> Transaction<'link> {
    /// Runs a piece of work to its end, the case log included. On `Ok` all that is missing is the commit.
    pub fn run(link: &'link mut Link, work: Work) -> Result<(), StoreError> {
        let mut transaction = Self { link, owed_log: Vec::new(), failed: None };
        work(&mut transaction)?;
        transaction.write_owed_log()?;
        transaction.failed.map_or(Ok(()), Err)
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
