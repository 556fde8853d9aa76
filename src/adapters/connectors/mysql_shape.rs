//! What the information schema says about columns and foreign keys.

use std::collections::BTreeMap;

use mysql::Conn;
use mysql::prelude::Queryable;

use super::mysql_types::Kind;
use crate::domain::erasure::ColumnShape;
use crate::ports::connector::{ForeignKey, OnDelete, Table};

const KINDS: &str = "SELECT column_name, lower(data_type) FROM information_schema.columns
    WHERE table_schema = coalesce(?, database()) AND table_name = ? ORDER BY ordinal_position";

const COLUMNS: &str = "
    SELECT c.column_name, lower(c.data_type), c.is_nullable = 'YES', c.character_maximum_length,
        EXISTS (SELECT 1 FROM information_schema.statistics s
            WHERE s.table_schema = c.table_schema AND s.table_name = c.table_name AND s.non_unique = 0
                AND s.column_name = c.column_name AND NOT EXISTS (SELECT 1 FROM information_schema.statistics o
                    WHERE o.table_schema = s.table_schema AND o.table_name = s.table_name
                        AND o.index_name = s.index_name AND o.column_name <> s.column_name)),
        lower(c.extra) LIKE '%generated%' OR lower(c.extra) LIKE '%persistent%'
    FROM information_schema.columns c
    WHERE c.table_schema = coalesce(?, database()) AND c.table_name = ? ORDER BY c.ordinal_position";

const FOREIGN_KEYS: &str = "
    SELECT k.constraint_name, k.table_name, k.column_name, k.referenced_table_name, k.referenced_column_name,
        r.delete_rule
    FROM information_schema.key_column_usage k
    JOIN information_schema.referential_constraints r
        ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
            AND r.table_name = k.table_name
    WHERE k.table_schema = database() AND k.referenced_table_schema = database()
    ORDER BY k.table_name, k.constraint_name, k.ordinal_position";

const ENGINE: &str = "SELECT e.transactions = 'YES' FROM information_schema.tables t
    JOIN information_schema.engines e ON e.engine = t.engine
    WHERE t.table_schema = coalesce(?, database()) AND t.table_name = ?";

const TABLES: &str = "SELECT table_name FROM information_schema.tables
    WHERE table_schema = database() ORDER BY table_name";

const PRIMARY_KEY: &str = "SELECT column_name FROM information_schema.key_column_usage
    WHERE table_schema = coalesce(?, database()) AND table_name = ? AND constraint_name = 'PRIMARY'
    ORDER BY ordinal_position";

/// The bytes of the type `text`.
const LONG_TEXT: usize = 65_535;

/// Triggers of a table that read a column and refuse something.
const GUARDS: &str = "SELECT count(*) > 0 FROM information_schema.triggers
    WHERE event_object_schema = coalesce(?, database()) AND event_object_table = ?
        AND lower(action_statement) LIKE '%signal%' AND instr(lower(action_statement), lower(?)) > 0";

pub(super) fn guards(connection: &mut Conn, table: &Table, column: &str) -> mysql::Result<bool> {
    let guards: Option<bool> = connection.exec_first(GUARDS, (&table.schema, &table.name, column))?;
    Ok(guards.unwrap_or_default())
}

pub(super) fn tables(connection: &mut Conn) -> mysql::Result<Vec<Table>> {
    let names: Vec<String> = connection.query(TABLES)?;
    Ok(names.into_iter().map(|name| Table { schema: None, name }).collect())
}

pub(super) fn primary_key(connection: &mut Conn, table: &Table) -> mysql::Result<Vec<String>> {
    connection.exec(PRIMARY_KEY, (&table.schema, &table.name))
}

pub(super) fn kinds(connection: &mut Conn, table: &Table) -> mysql::Result<BTreeMap<String, Kind>> {
    let rows: Vec<(String, String)> = connection.exec(KINDS, (&table.schema, &table.name))?;
    Ok(rows.into_iter().map(|(name, kind)| (name, Kind::of(&kind))).collect())
}

pub(super) fn shape(connection: &mut Conn, table: &Table) -> mysql::Result<Option<Vec<ColumnShape>>> {
    type Column = (String, String, bool, Option<u64>, bool, bool);
    let rows: Vec<Column> = connection.exec(COLUMNS, (&table.schema, &table.name))?;
    let shape = |(name, kind, nullable, length, unique, read_only): Column| ColumnShape {
        name,
        kind: Kind::of(&kind).general(),
        nullable,
        // From `text` on a column takes whatever an erased value may be.
        length: length.and_then(|length| usize::try_from(length).ok()).filter(|length| *length < LONG_TEXT),
        unique,
        read_only,
    };
    Ok((!rows.is_empty()).then(|| rows.into_iter().map(shape).collect()))
}

pub(super) fn knows_transactions(connection: &mut Conn, table: &Table) -> mysql::Result<bool> {
    let known: Option<Option<bool>> = connection.exec_first(ENGINE, (&table.schema, &table.name))?;
    Ok(known.flatten().unwrap_or(false))
}

pub(super) fn foreign_keys(connection: &mut Conn) -> mysql::Result<Vec<ForeignKey>> {
    type Row = (String, String, String, String, String, String);
    let rows: Vec<Row> = connection.query(FOREIGN_KEYS)?;
    let mut keys: BTreeMap<(String, String), ForeignKey> = BTreeMap::new();
    for (name, child, from, parent, to, effect) in rows {
        let key = keys.entry((child.clone(), name)).or_insert_with(|| ForeignKey {
            child: Table { schema: None, name: child },
            child_columns: Vec::new(),
            parent: Table { schema: None, name: parent },
            parent_columns: Vec::new(),
            on_delete: on_delete(&effect),
        });
        key.child_columns.push(from);
        key.parent_columns.push(to);
    }
    Ok(keys.into_values().collect())
}

fn on_delete(effect: &str) -> OnDelete {
    match effect {
        "CASCADE" => OnDelete::Cascade,
        "SET NULL" | "SET DEFAULT" => OnDelete::Change,
        _ => OnDelete::Refuse,
    }
}
