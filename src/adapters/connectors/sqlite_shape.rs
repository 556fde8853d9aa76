//! What SQLite's own tables say about columns and foreign keys.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::domain::erasure::{ColumnKind, ColumnShape};
use crate::ports::connector::{ForeignKey, OnDelete, Table};

const COLUMNS: &str =
    r#"SELECT name, lower(type), "notnull", hidden, pk FROM pragma_table_xinfo(?1) WHERE hidden <> 1"#;

const TABLES: &str = r"SELECT name FROM sqlite_master
    WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name";

/// Columns that stand alone in a unique index.
const UNIQUE: &str = r#"
    SELECT min(column_info.name) FROM pragma_index_list(?1) AS list, pragma_index_info(list.name) AS column_info
    WHERE list."unique" = 1 GROUP BY list.name HAVING count(*) = 1"#;

const FOREIGN_KEYS: &str = r#"
    SELECT owner.name, key.id, key."from", key."table", key."to", key.on_delete
    FROM sqlite_master AS owner, pragma_foreign_key_list(owner.name) AS key
    WHERE owner.type = 'table' ORDER BY owner.name, key.id, key.seq"#;

/// Triggers of a table that read a column and refuse something.
const GUARDS: &str = "SELECT count(*) > 0 FROM sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = lower(?1)
    AND instr(lower(sql), 'raise') > 0 AND instr(lower(sql), lower(?2)) > 0";

pub(super) fn guards(connection: &Connection, table: &str, column: &str) -> rusqlite::Result<bool> {
    connection.query_row(GUARDS, [table, column], |row| row.get(0))
}

pub(super) fn shape(connection: &Connection, table: &str) -> rusqlite::Result<Option<Vec<ColumnShape>>> {
    let mut unique: BTreeSet<String> = BTreeSet::new();
    let mut indexes = connection.prepare(UNIQUE)?;
    for name in indexes.query_map([table], |row| row.get::<_, Option<String>>(0))? {
        unique.extend(name?);
    }
    let mut columns = connection.prepare(COLUMNS)?;
    let columns = columns.query_map([table], |row| {
        let (name, declared, hidden): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(3)?);
        let (not_null, key): (bool, i64) = (row.get(2)?, row.get(4)?);
        Ok(ColumnShape {
            kind: kind(&declared),
            nullable: !not_null && key == 0,
            length: length(&declared),
            unique: unique.contains(&name),
            read_only: hidden != 0,
            name,
        })
    })?;
    let columns: Vec<ColumnShape> = columns.collect::<Result<_, _>>()?;
    Ok((!columns.is_empty()).then_some(columns))
}

/// By the rules of affinity, and by the names that shops give to types.
fn kind(declared: &str) -> ColumnKind {
    let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
    match () {
        () if has(&["bool"]) => ColumnKind::Bool,
        () if has(&["int"]) => ColumnKind::Integer,
        () if has(&["char", "clob", "text"]) => ColumnKind::Text,
        () if has(&["date", "time"]) => ColumnKind::Time,
        () if declared.is_empty() || has(&["blob"]) => ColumnKind::Bytes,
        () if has(&["real", "floa", "doub", "dec", "num"]) => ColumnKind::Number,
        () => ColumnKind::Other,
    }
}

/// SQLite does not enforce it, the shop's own program may.
fn length(declared: &str) -> Option<usize> {
    let (name, rest) = declared.split_once('(')?;
    if !name.contains("char") {
        return None;
    }
    rest.trim_end_matches(')').trim().parse().ok()
}

pub(super) fn foreign_keys(connection: &Connection) -> rusqlite::Result<Vec<ForeignKey>> {
    let mut statement = connection.prepare(FOREIGN_KEYS)?;
    let mut keys: BTreeMap<(String, i64), ForeignKey> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (child, id, from): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (parent, to, effect): (String, Option<String>, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let key = keys.entry((child.clone(), id)).or_insert_with(|| ForeignKey {
            child: table(child),
            child_columns: Vec::new(),
            parent: table(parent.clone()),
            parent_columns: Vec::new(),
            on_delete: on_delete(&effect),
        });
        key.child_columns.push(from);
        key.parent_columns.extend(to);
    }
    let mut keys: Vec<ForeignKey> = keys.into_values().collect();
    for key in keys.iter_mut().filter(|key| key.parent_columns.is_empty()) {
        key.parent_columns = primary_key(connection, &key.parent.name)?;
    }
    Ok(keys)
}

pub(super) fn tables(connection: &Connection) -> rusqlite::Result<Vec<Table>> {
    let mut statement = connection.prepare(TABLES)?;
    statement.query_map([], |row| row.get(0).map(table))?.collect()
}

/// Also what a foreign key that names no columns points at.
pub(super) fn primary_key(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

fn table(name: String) -> Table {
    Table { schema: None, name }
}

fn on_delete(effect: &str) -> OnDelete {
    match effect {
        "CASCADE" => OnDelete::Cascade,
        "SET NULL" | "SET DEFAULT" => OnDelete::Change,
        _ => OnDelete::Refuse,
    }
}
