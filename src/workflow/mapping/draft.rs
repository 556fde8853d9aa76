//! Drafting a map: the schema, a few rows of each table, and whether values really stand where a name says they should.

use std::collections::BTreeSet;

use crate::domain::disclosure::value::Value;
use crate::domain::mapping::{Draft, Outline, TableName, TableOutline, Tie, draft, ties_by_name};
use crate::ports::connector::{Connector, ConnectorError, Flow, ForeignKey, Keys, Select, Table};

/// The most values that are looked for behind a tie that nobody declared.
const ASKED: usize = 40;

/// Drafts a system's map. Reads at most `sample` rows of each table, and keeps none.
pub fn draft_system(system: &str, connector: &mut dyn Connector, sample: u32) -> Result<Draft, ConnectorError> {
    look_and_draft(system, connector, sample).map(|(_, draft)| draft)
}

/// The same, with the schema as it was found.
pub(super) fn look_and_draft(
    system: &str,
    connector: &mut dyn Connector,
    sample: u32,
) -> Result<(Outline, Draft), ConnectorError> {
    let mut outline = outline(system, connector, sample)?;
    let named = ties_by_name(&outline);
    for tie in named {
        if let Some(tie) = confirmed(&outline, connector, tie)? {
            outline.ties.push(tie);
        }
    }
    let drafted = draft(&outline);
    Ok((outline, drafted))
}

fn outline(system: &str, connector: &mut dyn Connector, sample: u32) -> Result<Outline, ConnectorError> {
    let engine = connector.nature()?.engine.to_owned();
    let mut tables = Vec::new();
    for table in connector.tables()? {
        let Some(columns) = connector.shape(&table)? else { continue };
        let key = connector.primary_key(&table)?;
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let mut rows = Vec::new();
        if sample > 0 && !names.is_empty() {
            let ask = Select { first: Some(sample), ..Select::all(table.clone(), names) };
            connector.select(&ask, &mut |row| {
                rows.push(row);
                Flow::More
            })?;
        }
        tables.push(TableOutline { table: TableName { schema: table.schema, name: table.name }, columns, key, rows });
    }
    let mut outline = Outline { system: system.to_owned(), engine, tables, ties: Vec::new() };
    let keys = connector.foreign_keys()?;
    outline.ties = keys.iter().filter_map(|key| declared(&outline, key)).collect();
    Ok(outline)
}

fn declared(outline: &Outline, key: &ForeignKey) -> Option<Tie> {
    let mut pairs = key.child_columns.iter().cloned().zip(key.parent_columns.iter().cloned());
    let (child_column, parent_column) = pairs.next()?;
    Some(Tie {
        child: position(outline, &key.child)?,
        child_column,
        parent: position(outline, &key.parent)?,
        parent_column,
        also: pairs.collect(),
        sure: 99,
        why: "a foreign key".to_owned(),
    })
}

fn position(outline: &Outline, table: &Table) -> Option<usize> {
    outline.tables.iter().position(|held| held.table.name == table.name && held.table.schema == table.schema)
}

fn table_of(held: &TableOutline) -> Table {
    Table { schema: held.table.schema.clone(), name: held.table.name.clone() }
}

/// The tie, when the values that were sampled below really stand above; without values its name has to do.
fn confirmed(outline: &Outline, connector: &mut dyn Connector, tie: Tie) -> Result<Option<Tie>, ConnectorError> {
    let (Some(child), Some(parent)) = (outline.tables.get(tie.child), outline.tables.get(tie.parent)) else {
        return Ok(None);
    };
    let nothing = |value: &Value| value.is_blank() || value.as_text().is_some_and(|text| text == "0");
    let values: BTreeSet<Value> = child.values(&tie.child_column).into_iter().filter(|value| !nothing(value)).collect();
    let asked: Vec<Vec<Value>> = values.into_iter().take(ASKED).map(|value| vec![value]).collect();
    if asked.is_empty() {
        return Ok(Some(Tie { why: "its name; there are no values to check".to_owned(), ..tie }));
    }
    let wanted = asked.len();
    let mut ask = Select::all(table_of(parent), vec![tie.parent_column.clone()]);
    ask.keys = Some(Keys { columns: vec![tie.parent_column.clone()], tuples: asked, alike: false });
    let mut found = BTreeSet::new();
    connector.select(&ask, &mut |row| {
        found.extend(row);
        Flow::More
    })?;
    let found = found.len().min(wanted);
    let why = format!("its name; {found} of {wanted} sampled values are there");
    let sure = if found == wanted { 90 } else { 50 };
    Ok((found * 2 > wanted).then_some(Tie { sure, why, ..tie }))
}
