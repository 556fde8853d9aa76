//! A system in memory: tables of texts, asked like any other, and able to fail.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Check, Connector, ConnectorError, Flow, Nature, Select, Table};

/// One row by column.
pub type Cells = BTreeMap<String, Value>;

/// The system; clones share the tables and the count.
#[derive(Clone, Default)]
pub struct Memory {
    pub tables: BTreeMap<String, Vec<Cells>>,
    /// How many questions were asked.
    pub asked: Arc<Mutex<u64>>,
    /// The question at which the system goes down, counted from 1; it stays down until this is cleared.
    pub down_from: Arc<Mutex<Option<u64>>>,
}

impl Memory {
    pub fn with(mut self, table: &str, columns: &[&str], rows: &[&[&str]]) -> Self {
        let cell = |text: &str| if text == "-" { Value::Null } else { Value::Text(text.to_owned()) };
        let row =
            |row: &&[&str]| columns.iter().zip(*row).map(|(name, text)| ((*name).to_owned(), cell(text))).collect();
        self.tables.insert(table.to_owned(), rows.iter().map(row).collect());
        self
    }

    pub fn questions(&self) -> u64 {
        *self.asked.lock().expect("nobody panicked")
    }
}

impl Connector for Memory {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        Ok(Nature { engine: "memory", remarks: Vec::new() })
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        let rows = self.tables.get(&table.name);
        Ok(rows.map(|rows| rows.iter().flat_map(BTreeMap::keys).cloned().collect()))
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let mut asked = self.asked.lock().expect("nobody panicked");
        *asked += 1;
        if self.down_from.lock().expect("nobody panicked").is_some_and(|from| *asked >= from) {
            return Err(ConnectorError::retry("the system is down"));
        }
        for cells in self.tables.get(&ask.table.name).into_iter().flatten() {
            let value = |name: &String| cells.get(name).cloned().unwrap_or(Value::Null);
            let held = ask.keys.as_ref().is_none_or(|keys| {
                let tuple: Vec<Value> = keys.columns.iter().map(value).collect();
                !tuple.contains(&Value::Null) && keys.tuples.contains(&tuple)
            });
            let passes = ask.checks.iter().all(|(name, check)| match check {
                Check::OneOf(values) => values.contains(&value(name)),
                Check::Not(other) => value(name) != *other,
                Check::Empty => value(name) == Value::Null,
                Check::Present => value(name) != Value::Null,
            });
            if held && passes && row(ask.columns.iter().map(value).collect()) == Flow::Enough {
                return Ok(());
            }
        }
        Ok(())
    }
}
