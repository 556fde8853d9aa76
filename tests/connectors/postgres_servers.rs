//! What only PostgreSQL brings with it: the way there, its rights, its types.

use std::time::Duration;

use rightsdesk::adapters::connectors::postgres::PostgresConnector;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Bounds, Change, Check, Connector, ConnectorError, Flow, Keys, Select, Table};

use super::moving::{a_third_connection_waits, rows_are_copied_and_given_up};
use crate::harness::postgres::{Database, authority};

fn first_row(connector: &mut dyn Connector, table: Table, columns: &[&str]) -> Result<Vec<Value>, ConnectorError> {
    let columns = columns.iter().map(|name| (*name).to_owned()).collect();
    let mut rows = Vec::new();
    connector.select(&Select::all(table, columns), &mut |row| {
        rows.push(row);
        Flow::Enough
    })?;
    Ok(rows.remove(0))
}

fn connector(url: &str) -> PostgresConnector {
    PostgresConnector::new(url, Bounds::default()).expect("an address")
}

fn table(schema: Option<&str>, name: &str) -> Table {
    Table { schema: schema.map(str::to_owned), name: name.to_owned() }
}

#[test]
fn a_certificate_is_verified_before_anything_is_said() {
    let Some(authority) = authority("TLS to a shop's PostgreSQL") else { return };
    let Some(database) = Database::create("TLS to a shop's PostgreSQL") else { return };
    let plain = database.url();
    let known = format!("{plain}?sslmode=verify-full&sslrootcert={}", authority.display());
    assert_eq!(connector(&known).nature().expect("TLS").engine, "postgres");
    let unknown = format!("{plain}?sslmode=require");
    assert!(connector(&unknown).nature().is_err(), "a certificate of an unknown authority is refused");
}

#[test]
fn a_user_who_may_only_read_is_enough_and_one_who_may_not_is_told() {
    let Some(database) = Database::create("read-only users of PostgreSQL") else { return };
    let name = database.url().rsplit('/').next().unwrap_or_default().to_owned();
    let role = format!("reader_{}", &name[name.len() - 12..]);
    database.run(&format!(
        "CREATE TABLE a (id int); INSERT INTO a VALUES (7); CREATE TABLE b (id int);
         CREATE ROLE {role} LOGIN PASSWORD 'p%40ss'; GRANT SELECT ON a TO {role};"
    ));
    let host = database.url().rsplit('@').next().unwrap_or_default().to_owned();
    let mut reader = connector(&format!("postgres://{role}:p%2540ss@{host}"));
    assert_eq!(first_row(&mut reader, table(None, "a"), &["id"]), Ok(vec![Value::Integer(7)]));
    let forbidden = first_row(&mut reader, table(None, "b"), &["id"]);
    assert!(matches!(forbidden, Err(ConnectorError::NeedsPerson { .. })), "{forbidden:?}");
    let wrong = connector(&format!("postgres://{role}:wrong@{host}")).nature();
    assert!(matches!(wrong, Err(ConnectorError::NeedsPerson { .. })), "{wrong:?}");
    drop(reader);
    database.run(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}

#[test]
fn types_come_in_the_exact_text_of_the_server() {
    let Some(database) = Database::create("types of PostgreSQL") else { return };
    database.run(
        "CREATE DOMAIN money_of_ours AS numeric(10,2);
         CREATE TABLE t (n numeric, m money_of_ours, at timestamptz, day date, yes bool, f float8, raw bytea, big int8, tags text[]);
         INSERT INTO t VALUES (12345678901234567890.10, 3.90, '2024-02-29 10:00:00.123456+02', '2024-02-29', true, 0.1, '\\x00ff',
           9223372036854775807, '{a,\"b c\"}')",
    );
    let columns = ["n", "m", "at", "day", "yes", "f", "raw", "big", "tags"];
    let row = first_row(&mut connector(&database.url()), table(None, "t"), &columns).expect("a row");
    let expected = [
        Value::Decimal("12345678901234567890.10".into()),
        Value::Decimal("3.90".into()),
        Value::Timestamp("2024-02-29 08:00:00.123456+00".into()),
        Value::Date("2024-02-29".into()),
        Value::Bool(true),
        Value::Real("0.1".into()),
        Value::Bytes(vec![0, 255]),
        Value::Integer(i64::MAX),
        Value::Text("{a,\"b c\"}".into()),
    ];
    assert_eq!(row, expected);
}

#[test]
fn schemas_are_kept_apart_and_inherited_rows_come_once() {
    let Some(database) = Database::create("schemas of PostgreSQL") else { return };
    database.run(
        "CREATE SCHEMA \"Sales\"; CREATE TABLE a (id int); CREATE TABLE \"Sales\".a (id int); INSERT INTO \"Sales\".a VALUES (1);
         CREATE TABLE child () INHERITS (\"Sales\".a); INSERT INTO child VALUES (2);",
    );
    let mut count = 0;
    let ask = Select::all(table(Some("Sales"), "a"), vec!["id".into()]);
    connector(&database.url())
        .select(&ask, &mut |_| {
            count += 1;
            Flow::More
        })
        .expect("an answer");
    assert_eq!(count, 2);
}

#[test]
fn nothing_can_be_written_and_nothing_takes_for_ever() {
    let Some(database) = Database::create("bounds of PostgreSQL") else { return };
    database.run(
        "CREATE TABLE a (id int);
         CREATE FUNCTION sly() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a VALUES (1); RETURN 1; END $$;
         CREATE VIEW writes AS SELECT sly() AS id; CREATE VIEW waits AS SELECT 1 AS id, pg_sleep(600)::text AS slept;",
    );
    assert!(first_row(&mut connector(&database.url()), table(None, "writes"), &["id"]).is_err());
    let bounds = Bounds { statement: Duration::from_millis(50), ..Bounds::default() };
    let mut hurried = PostgresConnector::new(&database.url(), bounds).expect("an address");
    let answer = first_row(&mut hurried, table(None, "waits"), &["id", "slept"]);
    assert!(matches!(answer, Err(ConnectorError::Retry { .. })), "{answer:?}");
}

#[test]
fn a_server_that_is_down_is_asked_again_later() {
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let answer = connector(&format!("postgres://nobody@{free}/nothing?sslmode=disable")).nature();
    assert!(matches!(answer, Err(ConnectorError::Retry { .. })), "{answer:?}");
}

#[test]
fn a_trigger_or_a_policy_of_postgresql_that_reads_the_mark_guards_it() {
    let Some(database) = Database::create("guards of PostgreSQL") else { return };
    database.run(
        "CREATE TABLE a (id int, held boolean); CREATE TABLE b (id int, held boolean); CREATE TABLE c (id int, held boolean);
         CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN IF OLD.held THEN RAISE EXCEPTION 'restricted'; END IF; RETURN NEW; END $$;
         CREATE TRIGGER refuse BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION refuse();
         ALTER TABLE b ENABLE ROW LEVEL SECURITY; CREATE POLICY unheld ON b USING (NOT held);",
    );
    let mut shop = connector(&database.url());
    let guards: Vec<_> = ["a", "b", "c"].map(|name| shop.guards(&table(None, name), "held")).into();
    assert_eq!(guards, [Ok(true), Ok(true), Ok(false)]);
    assert_eq!(shop.guards(&table(None, "a"), "colour"), Ok(false), "the trigger does not read that column");
}

#[test]
fn no_more_connections_to_postgresql_are_open_than_may_be() {
    let Some(database) = Database::create("connections to PostgreSQL") else { return };
    a_third_connection_waits(|| connector(&database.url()));
}

#[test]
fn rows_of_postgresql_are_copied_within_the_transaction_and_given_up_with_it() {
    let Some(database) = Database::create("moving rows of PostgreSQL") else { return };
    database.run(
        "CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, at timestamptz);
         INSERT INTO a OVERRIDING SYSTEM VALUE VALUES (7, 'O''Brien', now()), (8, NULL, NULL), (9, 'x', now());
         CREATE TABLE held (id int PRIMARY KEY, name text, at timestamptz);",
    );
    rows_are_copied_and_given_up(|| connector(&database.url()));
}

#[test]
fn keys_of_postgresql_are_found_whatever_their_type() {
    let Some(database) = Database::create("keys of PostgreSQL's types") else { return };
    database.run(
        "CREATE TYPE tier AS ENUM ('gold', 'none');
         CREATE TABLE a (raw bytea, at timestamptz, day date, plain timestamp, kind tier, yes boolean, share float8, id int);
         INSERT INTO a VALUES ('\\x00ff10', '2026-03-29 00:30:00.125+00', '2024-02-29', '2026-01-01 10:00', 'gold', true, 0.1, 1),
           ('\\x', 'infinity', '0044-03-15 BC', '-infinity', 'none', false, 1e300, 2),
           ('\\xff', '2026-03-29 02:30:00.125+02', '2024-03-01', '2026-01-01 10:00:00.000001', 'gold', NULL, 0.3, 3);",
    );
    for column in ["raw", "at", "day", "plain", "kind", "yes", "share"] {
        let mut shop = connector(&database.url());
        let held = first_row(&mut shop, table(None, "a"), &[column, "id"]).expect("a row");
        for (at, expected) in [(1, "first"), (2, "second")] {
            let mut ask = Select::all(table(None, "a"), vec![column.into()]);
            ask.keys = Some(Keys { columns: vec!["id".into()], tuples: vec![vec![Value::Integer(at)]], alike: false });
            let mut values = Vec::new();
            shop.select(&ask, &mut |row| {
                values.extend(row);
                Flow::More
            })
            .expect("a row");
            let mut back = Select::all(table(None, "a"), vec!["id".into()]);
            back.keys = Some(Keys { columns: vec![column.into()], tuples: vec![values], alike: false });
            let mut ids = Vec::new();
            shop.select(&back, &mut |row| {
                ids.extend(row);
                Flow::More
            })
            .expect("an answer");
            assert!(
                ids.contains(&Value::Integer(at)),
                "{column}: the {expected} row, of which {held:?} was read, gave {ids:?}"
            );
        }
    }
}

#[test]
fn what_a_column_of_postgresql_cannot_hold_equals_nothing_and_breaks_nothing() {
    let Some(database) = Database::create("impossible values for PostgreSQL") else { return };
    database.run("CREATE TABLE a (raw bytea, at timestamptz, day date, plain timestamp, whole int, id uuid); INSERT INTO a DEFAULT VALUES;");
    let value = Value::Text("ann@x.example".into());
    for column in ["raw", "at", "day", "plain", "whole", "id"] {
        let mut shop = connector(&database.url());
        for (check, expected) in [(Check::OneOf(vec![value.clone()]), 0), (Check::Not(value.clone()), 1)] {
            let ask =
                Select { checks: vec![(column.into(), check)], ..Select::all(table(None, "a"), vec![column.into()]) };
            let mut rows = 0;
            let answer = shop.select(&ask, &mut |_| {
                rows += 1;
                Flow::More
            });
            assert_eq!((answer, rows), (Ok(()), expected), "{column}");
        }
    }
}

#[test]
fn whatever_type_a_column_of_postgresql_has_a_text_is_written_into_it() {
    let Some(database) = Database::create("writing into PostgreSQL's types") else { return };
    database.run(
        "CREATE SCHEMA \"Odd\"; CREATE TYPE \"Odd\".\"Tier\" AS ENUM ('gold', 'none'); CREATE DOMAIN mail AS text CHECK (VALUE ~ '@');
         CREATE TABLE a (id int PRIMARY KEY, tier \"Odd\".\"Tier\", doc jsonb, plain json, bits bit(4), host inet, span interval,
           many text[], address mail, at timestamptz, day date, yes boolean, share float4, cash money, raw bytea, word char(3));
         INSERT INTO a (id) VALUES (1);",
    );
    let columns = [
        "tier", "doc", "plain", "bits", "host", "span", "many", "address", "at", "day", "yes", "share", "cash", "word",
    ];
    let texts = [
        "none",
        "{}",
        "[]",
        "0000",
        "0.0.0.0",
        "0",
        "{}",
        "x@x.example",
        "1970-01-01T00:00:00Z",
        "1900-01-01",
        "false",
        "0.5",
        "0",
        "abc",
    ];
    let set = columns.iter().zip(texts).map(|(column, text)| ((*column).to_owned(), Value::Text(text.to_owned())));
    let keys = Keys { columns: vec!["id".into()], tuples: vec![vec![Value::Integer(1)]], alike: false };
    let mut shop = connector(&database.url());
    shop.begin().expect("a transaction");
    assert_eq!(shop.change(&Change { table: table(None, "a"), keys, set: Some(set.collect()) }), Ok(1));
    shop.commit().expect("it lasts");
    let row = first_row(&mut shop, table(None, "a"), &["tier", "doc", "at", "host"]).expect("a row");
    let texts: Vec<_> = row.iter().filter_map(Value::as_text).collect();
    assert_eq!(texts, ["none", "{}", "1970-01-01 00:00:00+00", "0.0.0.0/32"]);
}
