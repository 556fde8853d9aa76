//! The map's names as one engine spells them, and which of them exist there.

use std::collections::BTreeMap;

use crate::domain::datamap::{Collection, System};
use crate::ports::connector::{Connector, ConnectorError, Table};

/// A collection as the engine has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::workflow) struct Physical {
    pub(in crate::workflow) table: Table,
    /// The map's column names and the engine's, for the columns that exist.
    pub(in crate::workflow) columns: BTreeMap<String, String>,
    /// Columns of the map that do not exist.
    pub(in crate::workflow) absent: Vec<String>,
}

impl Physical {
    pub(in crate::workflow) fn column(&self, name: &str) -> Option<&String> {
        self.columns.get(name)
    }
}

/// A system's collections as the engine has them, looked up once.
pub(in crate::workflow) struct Layout<'m> {
    system: &'m System,
    engine: &'static str,
    known: BTreeMap<String, Option<Physical>>,
}

impl<'m> Layout<'m> {
    pub(in crate::workflow) fn new(system: &'m System, engine: &'static str) -> Self {
        Self { system, engine, known: BTreeMap::new() }
    }

    /// The collection, or `None` when the engine does not have it.
    pub(in crate::workflow) fn of(
        &mut self,
        name: &str,
        connector: &mut dyn Connector,
    ) -> Result<Option<Physical>, ConnectorError> {
        if let Some(known) = self.known.get(name) {
            return Ok(known.clone());
        }
        let physical = self.look_up(name, connector)?;
        self.known.insert(name.to_owned(), physical.clone());
        Ok(physical)
    }

    fn look_up(&self, name: &str, connector: &mut dyn Connector) -> Result<Option<Physical>, ConnectorError> {
        let mapped = self.system.collection(name);
        let table = self.table(name, mapped);
        let Some(existing) = connector.columns(&table)? else { return Ok(None) };
        let mut columns = BTreeMap::new();
        let mut absent = Vec::new();
        for field in mapped.iter().flat_map(|collection| &collection.fields) {
            let own = field.rightsdesk.names.get(self.engine).cloned();
            match spelled_as(&existing, &own.unwrap_or_else(|| self.system.spelled(self.engine, &field.name))) {
                Some(column) => drop(columns.insert(field.name.clone(), column)),
                None => absent.push(field.name.clone()),
            }
        }
        if mapped.is_none() {
            columns.extend(existing.into_iter().map(|column| (column.clone(), column)));
        }
        Ok(Some(Physical { table, columns, absent }))
    }

    fn table(&self, name: &str, mapped: Option<&Collection>) -> Table {
        let own = mapped.and_then(|collection| collection.rightsdesk.names.get(self.engine).cloned());
        Table {
            schema: mapped.map_or_else(|| self.system.rightsdesk.schema.clone(), |held| self.system.schema_of(held)),
            name: own.unwrap_or_else(|| self.system.spelled(self.engine, name)),
        }
    }
}

/// The column of this name; in another letter case only when there is no doubt which is meant.
fn spelled_as(existing: &[String], name: &str) -> Option<String> {
    if let Some(same) = existing.iter().find(|column| *column == name) {
        return Some(same.clone());
    }
    let mut alike = existing.iter().filter(|column| column.to_lowercase() == name.to_lowercase());
    match (alike.next(), alike.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}
