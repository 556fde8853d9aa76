//! What PostgreSQL's catalogue says about columns and foreign keys.

use postgres::{Client, Row};

use crate::domain::erasure::{ColumnKind, ColumnShape};
use crate::ports::connector::{ForeignKey, OnDelete, Table};

const COLUMNS: &str = "
    SELECT a.attname::text, coalesce(b.typname, t.typname)::text, NOT (a.attnotnull OR t.typnotnull),
        CASE WHEN coalesce(b.typname, t.typname) IN ('varchar', 'bpchar')
            THEN nullif(greatest(a.atttypmod, t.typtypmod) - 4, -5) END,
        EXISTS (SELECT 1 FROM pg_catalog.pg_index i
            WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum),
        a.attgenerated <> '' OR a.attidentity = 'a'
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_type b ON b.oid = nullif(t.typbasetype, 0)
    WHERE a.attrelid = pg_catalog.to_regclass($1::text) AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attnum";

/// Keys of partitions and heirs are told of the table that they belong to: their rows are read through it.
const FOREIGN_KEYS: &str = "
    WITH RECURSIVE belongs (oid, root) AS (
        SELECT c.oid, c.oid FROM pg_catalog.pg_class c
        WHERE c.relkind IN ('r', 'p') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
        UNION SELECT i.inhrelid, b.root FROM pg_catalog.pg_inherits i JOIN belongs b ON b.oid = i.inhparent)
    SELECT DISTINCT
        CASE WHEN pg_catalog.pg_table_is_visible(c.oid) THEN NULL ELSE cn.nspname::text END, c.relname::text,
        ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.o),
        CASE WHEN pg_catalog.pg_table_is_visible(p.oid) THEN NULL ELSE pn.nspname::text END, p.relname::text,
        ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (n, o)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.o),
        k.confdeltype::text
    FROM pg_catalog.pg_constraint k
    JOIN belongs cb ON cb.oid = k.conrelid JOIN pg_catalog.pg_class c ON c.oid = cb.root
    JOIN belongs pb ON pb.oid = k.confrelid JOIN pg_catalog.pg_class p ON p.oid = pb.root
    JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
    WHERE k.contype = 'f' ORDER BY 2, 3, 5, 7";

/// Partitions and heirs are read through the table that they belong to.
const TABLES: &str = "
    SELECT CASE WHEN pg_catalog.pg_table_is_visible(c.oid) THEN NULL ELSE n.nspname::text END, c.relname::text
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
    ORDER BY n.nspname, c.relname";

const PRIMARY_KEY: &str = "
    SELECT a.attname::text FROM pg_catalog.pg_index i, unnest(i.indkey) WITH ORDINALITY u (n, o), pg_catalog.pg_attribute a
    WHERE i.indrelid = pg_catalog.to_regclass($1::text) AND i.indisprimary AND a.attrelid = i.indrelid AND a.attnum = u.n
    ORDER BY u.o";

/// Triggers of a table whose function reads a column, and policies of its rows that do.
const GUARDS: &str = "
    SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = pg_catalog.to_regclass($1::text) AND NOT t.tgisinternal AND t.tgenabled <> 'D'
                AND strpos(lower(p.prosrc), lower($2::text)) > 0)
        OR EXISTS (SELECT 1 FROM pg_catalog.pg_policy y JOIN pg_catalog.pg_class c ON c.oid = y.polrelid
            WHERE y.polrelid = pg_catalog.to_regclass($1::text) AND c.relrowsecurity
                AND strpos(lower(coalesce(pg_catalog.pg_get_expr(y.polqual, y.polrelid), '')), lower($2::text)) > 0)";

pub(super) fn guards(client: &mut Client, table: &str, column: &str) -> Result<bool, postgres::Error> {
    client.query_one(GUARDS, &[&table, &column])?.try_get(0)
}

pub(super) fn tables(client: &mut Client) -> Result<Vec<Table>, postgres::Error> {
    let rows = client.query(TABLES, &[])?;
    rows.iter().map(|row| Ok(Table { schema: row.try_get(0)?, name: row.try_get(1)? })).collect()
}

pub(super) fn primary_key(client: &mut Client, name: &str) -> Result<Vec<String>, postgres::Error> {
    client.query(PRIMARY_KEY, &[&name])?.iter().map(|row| row.try_get(0)).collect()
}

pub(super) fn shape(client: &mut Client, name: &str) -> Result<Option<Vec<ColumnShape>>, postgres::Error> {
    let rows = client.query(COLUMNS, &[&name])?;
    let columns: Vec<ColumnShape> = rows.iter().map(column).collect::<Result<_, _>>()?;
    Ok((!columns.is_empty()).then_some(columns))
}

fn column(row: &Row) -> Result<ColumnShape, postgres::Error> {
    let length: Option<i32> = row.try_get(3)?;
    Ok(ColumnShape {
        name: row.try_get(0)?,
        kind: kind(row.try_get(1)?),
        nullable: row.try_get(2)?,
        length: length.and_then(|length| usize::try_from(length).ok()),
        unique: row.try_get(4)?,
        read_only: row.try_get(5)?,
    })
}

fn kind(name: &str) -> ColumnKind {
    match name {
        "int2" | "int4" | "int8" => ColumnKind::Integer,
        "numeric" | "float4" | "float8" | "money" => ColumnKind::Number,
        "bool" => ColumnKind::Bool,
        "date" | "timestamp" | "timestamptz" | "time" | "timetz" => ColumnKind::Time,
        "bytea" => ColumnKind::Bytes,
        "text" | "varchar" | "bpchar" | "citext" | "name" => ColumnKind::Text,
        _ => ColumnKind::Other,
    }
}

pub(super) fn foreign_keys(client: &mut Client) -> Result<Vec<ForeignKey>, postgres::Error> {
    client.query(FOREIGN_KEYS, &[])?.iter().map(foreign_key).collect()
}

fn foreign_key(row: &Row) -> Result<ForeignKey, postgres::Error> {
    Ok(ForeignKey {
        child: Table { schema: row.try_get(0)?, name: row.try_get(1)? },
        child_columns: row.try_get(2)?,
        parent: Table { schema: row.try_get(3)?, name: row.try_get(4)? },
        parent_columns: row.try_get(5)?,
        on_delete: match row.try_get::<_, &str>(6)? {
            "c" => OnDelete::Cascade,
            "n" | "d" => OnDelete::Change,
            _ => OnDelete::Refuse,
        },
    })
}
