//! The plan of one system while it is made: every row with its ruling, and the rows by key.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::locate::FoundRow;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::Ruling;
use crate::workflow::gathering::RowDigest;
use crate::workflow::gathering::asking::digest;

/// Rulings, each held once: a hundred thousand rows share a handful.
#[derive(Default)]
pub(super) struct Rulings(BTreeSet<Arc<Ruling>>);

impl Rulings {
    pub(super) fn shared(&mut self, ruling: Ruling) -> Arc<Ruling> {
        if let Some(known) = self.0.get(&ruling) {
            return Arc::clone(known);
        }
        let new = Arc::new(ruling);
        self.0.insert(Arc::clone(&new));
        new
    }
}

/// A row and its ruling.
pub(super) struct DraftRow {
    pub(super) found: FoundRow,
    pub(super) ruling: Arc<Ruling>,
}

/// A row by its place in the draft: the collection's name and the row's number.
pub(super) type RowPlace = (String, usize);

/// One system's rows.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) collections: BTreeMap<String, Vec<DraftRow>>,
    by_key: BTreeMap<String, HashMap<RowDigest, usize>>,
}

impl Draft {
    pub(super) fn rows(&self, collection: &str) -> &[DraftRow] {
        self.collections.get(collection).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn row(&self, place: &RowPlace) -> Option<&DraftRow> {
        self.rows(&place.0).get(place.1)
    }

    pub(super) fn rule(&mut self, place: &RowPlace, ruling: Arc<Ruling>) {
        if let Some(row) = self.collections.get_mut(&place.0).and_then(|rows| rows.get_mut(place.1)) {
            row.ruling = ruling;
        }
    }

    /// The row of a collection with this key, in the order of the collection's key columns.
    pub(super) fn find(&mut self, collection: &str, key: &[Value]) -> Option<usize> {
        if !self.by_key.contains_key(collection) {
            let rows = self.rows(collection).iter().enumerate();
            let index = rows.map(|(number, row)| (digest(&row.found.key), number)).collect();
            self.by_key.insert(collection.to_owned(), index);
        }
        self.by_key.get(collection)?.get(&digest(key)).copied()
    }
}
