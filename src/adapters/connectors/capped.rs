//! At most so many connections to one system at a time, whatever jobs run: the shop's customers come first.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::ports::connector::{Change, Connector, ConnectorError, Copying, Flow, ForeignKey, Nature, Select, Table};

/// The places at one system.
#[derive(Debug)]
pub struct Places {
    most: usize,
    taken: AtomicUsize,
}

/// A taken place; given back when it is dropped.
struct Place(Arc<Places>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.taken.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Places {
    /// So many places, at least one.
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most: most.max(1), taken: AtomicUsize::new(0) })
    }

    /// Takes a place for a connector; it is asked again later when there is none.
    pub fn take(self: &Arc<Self>, inner: Box<dyn Connector>) -> Result<Box<dyn Connector>, ConnectorError> {
        let more = |taken: usize| (taken < self.most).then_some(taken + 1);
        if self.taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, more).is_err() {
            let why = format!("all {} connections that we may have to it are in use", self.most);
            return Err(ConnectorError::retry(why));
        }
        Ok(Box::new(Capped { inner, _place: Place(Arc::clone(self)) }))
    }
}

struct Capped {
    inner: Box<dyn Connector>,
    _place: Place,
}

impl Connector for Capped {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.inner.nature()
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        self.inner.columns(table)
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        self.inner.select(ask, row)
    }

    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        self.inner.tables()
    }

    fn primary_key(&mut self, table: &Table) -> Result<Vec<String>, ConnectorError> {
        self.inner.primary_key(table)
    }

    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        self.inner.shape(table)
    }

    fn foreign_keys(&mut self) -> Result<Vec<ForeignKey>, ConnectorError> {
        self.inner.foreign_keys()
    }

    fn guards(&mut self, table: &Table, column: &str) -> Result<bool, ConnectorError> {
        self.inner.guards(table, column)
    }

    fn begin(&mut self) -> Result<(), ConnectorError> {
        self.inner.begin()
    }

    fn change(&mut self, change: &Change) -> Result<u64, ConnectorError> {
        self.inner.change(change)
    }

    fn copy(&mut self, copying: &Copying) -> Result<u64, ConnectorError> {
        self.inner.copy(copying)
    }

    fn commit(&mut self) -> Result<(), ConnectorError> {
        self.inner.commit()
    }

    fn abandon(&mut self) {
        self.inner.abandon();
    }
}
