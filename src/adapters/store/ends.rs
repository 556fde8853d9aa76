//! The ends of the case log's chains, kept while one commit is put together.
//!
//! Every piece of work that shares a commit adds to a few chains. Where a chain ends is read once and written once for all of
//! them; in between it is remembered here. A piece that is rolled back takes its own copy of this with it.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::link::{Link, on_each};
use super::schema::log_heads;
use crate::domain::audit::Hash;

/// Where chains end.
#[derive(Clone, Debug, Default)]
pub struct Ends(BTreeMap<String, End>);

/// Where one chain ends.
#[derive(Clone, Copy, Debug)]
struct End {
    seq: i64,
    hash: Hash,
    written: bool,
}

impl Ends {
    /// Where a chain ends, if this commit has read or moved it.
    pub fn of(&self, controller: &str) -> Option<(i64, Hash)> {
        self.0.get(controller).map(|end| (end.seq, end.hash))
    }

    /// A chain ends elsewhere now.
    pub fn put(&mut self, controller: &str, seq: i64, hash: Hash) {
        let end = End { seq, hash, written: false };
        if let Some(known) = self.0.get_mut(controller) {
            *known = end;
        } else {
            self.0.insert(controller.to_owned(), end);
        }
    }

    /// Writes the ends that moved, in the order of their names.
    pub fn write(&mut self, link: &mut Link) -> QueryResult<()> {
        for (controller, end) in self.0.iter_mut().filter(|(_, end)| !end.written) {
            let new = (log_heads::seq.eq(end.seq), log_heads::hash.eq(end.hash.as_slice()));
            let moved = diesel::update(log_heads::table.find(controller)).set(new).execute(link)?;
            if moved == 0 {
                let row = (
                    log_heads::controller.eq(controller),
                    log_heads::seq.eq(end.seq),
                    log_heads::hash.eq(end.hash.as_slice()),
                );
                on_each!(link, c => diesel::insert_into(log_heads::table).values(row).execute(c))?;
            }
            end.written = true;
        }
        Ok(())
    }
}
