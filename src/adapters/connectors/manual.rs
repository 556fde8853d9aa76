//! A system that only people can look into: paper, a supplier's portal, a mailbox. It always answers "ask somebody".

use crate::domain::datamap::ManualTask;
use crate::domain::disclosure::value::Value;
use crate::ports::connector::{Connector, ConnectorError, Flow, Nature, Select, Table};

/// Stands for a colleague. What they hand in, or that nothing is held, is recorded at their task, not here.
pub struct ManualConnector {
    task: ManualTask,
}

impl ManualConnector {
    /// The colleague whom the map names.
    pub fn new(task: ManualTask) -> Self {
        Self { task }
    }

    fn ask<T>(&self) -> Result<T, ConnectorError> {
        Err(ConnectorError::needs_person(
            format!("it is searched by a person: {}", self.task.ask),
            self.task.instructions.trim_end_matches('.'),
        ))
    }
}

impl Connector for ManualConnector {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.ask()
    }

    fn columns(&mut self, _table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        self.ask()
    }

    fn select(&mut self, _ask: &Select, _row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        self.ask()
    }
}
