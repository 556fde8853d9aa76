//! A way to a system whose holder dies at one of its steps: before it, or after it and before its answer.

use std::sync::{Arc, Mutex};

use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::domain::erasure::ColumnShape;
use rightsdesk::ports::connector::{
    Change, Connector, ConnectorError, Copying, Flow, ForeignKey, Nature, Select, Table,
};

/// The way. A dead holder has lost its transaction.
pub struct Mortal {
    pub inner: Box<dyn Connector>,
    /// Steps until death; negative: never.
    pub left: Arc<Mutex<i64>>,
    /// Whether the step is taken before death.
    pub after: bool,
}

impl Mortal {
    fn step<T>(
        &mut self,
        step: impl FnOnce(&mut dyn Connector) -> Result<T, ConnectorError>,
    ) -> Result<T, ConnectorError> {
        let dies = {
            let mut left = self.left.lock().expect("nobody panicked");
            *left -= 1;
            *left == 0
        };
        if dies && self.after {
            step(self.inner.as_mut())?;
        } else if !dies {
            return step(self.inner.as_mut());
        }
        self.inner.abandon();
        Err(ConnectorError::retry("it died"))
    }
}

impl Connector for Mortal {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.inner.nature()
    }
    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        self.inner.columns(table)
    }
    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        self.inner.select(ask, row)
    }
    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        self.inner.shape(table)
    }
    fn foreign_keys(&mut self) -> Result<Vec<ForeignKey>, ConnectorError> {
        self.inner.foreign_keys()
    }
    fn begin(&mut self) -> Result<(), ConnectorError> {
        self.step(|inner| inner.begin())
    }
    fn change(&mut self, change: &Change) -> Result<u64, ConnectorError> {
        self.step(|inner| inner.change(change))
    }
    fn copy(&mut self, copying: &Copying) -> Result<u64, ConnectorError> {
        self.step(|inner| inner.copy(copying))
    }
    fn commit(&mut self) -> Result<(), ConnectorError> {
        self.step(|inner| inner.commit())
    }
    fn abandon(&mut self) {
        self.inner.abandon();
    }
}
