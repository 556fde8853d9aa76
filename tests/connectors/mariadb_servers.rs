//! What only MariaDB brings with it: the way there, its rights, its types.

use std::time::Duration;

use mysql::prelude::Queryable;
use rightsdesk::adapters::connectors::mysql::MysqlConnector;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Bounds, Change, Connector, ConnectorError, Flow, Keys, Select, Table};

use super::moving::{a_third_connection_waits, rows_are_copied_and_given_up};
use crate::harness::mariadb::{MariaDatabase, authority};

fn first_row(connector: &mut dyn Connector, name: &str, columns: &[&str]) -> Result<Vec<Value>, ConnectorError> {
    let columns = columns.iter().map(|name| (*name).to_owned()).collect();
    let mut rows = Vec::new();
    connector.select(&Select::all(table(name), columns), &mut |row| {
        rows.push(row);
        Flow::Enough
    })?;
    Ok(rows.remove(0))
}

fn connector(url: &str) -> MysqlConnector {
    MysqlConnector::new(url, Bounds::default()).expect("an address")
}

fn table(name: &str) -> Table {
    Table { schema: None, name: name.to_owned() }
}

#[test]
fn a_certificate_of_mariadb_is_verified_before_anything_is_said() {
    let Some(authority) = authority("TLS to a shop's MariaDB") else { return };
    let Some(database) = MariaDatabase::create("TLS to a shop's MariaDB") else { return };
    let plain = database.url();
    let mut known = connector(&format!("{plain}?sslmode=verify-full&sslrootcert={}", authority.display()));
    assert_eq!(known.nature().expect("TLS").engine, "mysql");
    let unknown = connector(&format!("{plain}?sslmode=require")).nature();
    assert!(unknown.is_err(), "a certificate of an unknown authority is refused");
}

#[test]
fn a_user_of_mariadb_who_may_only_read_is_enough_and_one_who_may_not_is_told() {
    let Some(database) = MariaDatabase::create("read-only users of MariaDB") else { return };
    let role = format!("r_{}", &database.name()[database.name().len() - 12..]);
    database.run(&format!(
        "CREATE TABLE a (id int) ENGINE=InnoDB;\nINSERT INTO a VALUES (7);\nCREATE TABLE b (id int);
         CREATE USER {role}@'127.0.0.1' IDENTIFIED BY 'p@ss';\nGRANT SELECT ON {}.a TO {role}@'127.0.0.1';",
        database.name()
    ));
    let place = database.url().rsplit('@').next().unwrap_or_default().to_owned();
    let mut reader = connector(&format!("mysql://{role}:p%40ss@{place}"));
    assert_eq!(first_row(&mut reader, "a", &["id"]), Ok(vec![Value::Integer(7)]));
    let mut beside = connector(&format!("mysql://{role}@{place}?password=p%40ss"));
    assert_eq!(first_row(&mut beside, "a", &["id"]), Ok(vec![Value::Integer(7)]), "a password that comes beside it");
    reader.begin().expect("a transaction");
    let keys = Keys { columns: vec!["id".into()], tuples: vec![vec![Value::Integer(7)]], alike: false };
    let refused = reader.change(&Change { table: table("a"), keys, set: None });
    assert!(matches!(refused, Err(ConnectorError::NeedsPerson { .. })), "{refused:?}");
    reader.abandon();
    // What a user may not see does not exist for them: MariaDB hides it from its own catalogue.
    assert_eq!(reader.columns(&table("b")), Ok(None));
    let wrong = connector(&format!("mysql://{role}:wrong@{place}")).nature();
    assert!(matches!(wrong, Err(ConnectorError::NeedsPerson { .. })), "{wrong:?}");
    drop((reader, beside));
    database.run(&format!("DROP USER {role}@'127.0.0.1';"));
}

#[test]
fn types_of_mariadb_come_in_their_exact_text() {
    let Some(database) = MariaDatabase::create("types of MariaDB") else { return };
    database.run(
        "CREATE TABLE t (n decimal(30,2), at datetime(6), day date, yes tinyint(1), raw varbinary(8), big bigint,
           huge bigint unsigned, doc json, kind enum('a','b'));
         INSERT INTO t VALUES (12345678901234567890.10, '2024-02-29 08:00:00.123456', '2024-02-29', 1, x'00ff',
           9223372036854775807, 18446744073709551615, '{\"a\": 1}', 'b');",
    );
    let columns = ["n", "at", "day", "yes", "raw", "big", "huge", "doc", "kind"];
    let row = first_row(&mut connector(&database.url()), "t", &columns).expect("a row");
    let expected = [
        Value::Decimal("12345678901234567890.10".into()),
        Value::Timestamp("2024-02-29 08:00:00.123456".into()),
        Value::Date("2024-02-29".into()),
        Value::Integer(1),
        Value::Bytes(vec![0, 255]),
        Value::Integer(i64::MAX),
        Value::Decimal("18446744073709551615".into()),
        Value::Text("{\"a\": 1}".into()),
        Value::Text("b".into()),
    ];
    assert_eq!(row, expected);
}

#[test]
fn nothing_can_be_written_to_mariadb_by_a_question_and_nothing_takes_for_ever() {
    let Some(database) = MariaDatabase::create("bounds of MariaDB") else { return };
    database.run("CREATE TABLE a (id int);\nCREATE VIEW waits AS SELECT 1 AS id, SLEEP(600) AS slept;");
    let mut connection = database.connect();
    let sly = "CREATE FUNCTION sly() RETURNS int BEGIN INSERT INTO a VALUES (1); RETURN 1; END";
    connection.query_drop(sly).expect("a function");
    connection.query_drop("CREATE VIEW writes AS SELECT sly() AS id").expect("a view");
    assert!(first_row(&mut connector(&database.url()), "writes", &["id"]).is_err());
    let bounds = Bounds { statement: Duration::from_millis(50), ..Bounds::default() };
    let mut hurried = MysqlConnector::new(&database.url(), bounds).expect("an address");
    let answer = first_row(&mut hurried, "waits", &["id", "slept"]);
    assert!(matches!(answer, Err(ConnectorError::Retry { .. })), "{answer:?}");
}

#[test]
fn a_table_that_knows_no_transactions_is_not_changed() {
    let Some(database) = MariaDatabase::create("tables without transactions") else { return };
    database.run("CREATE TABLE a (id int) ENGINE=MyISAM;\nINSERT INTO a VALUES (7);");
    let mut shop = connector(&database.url());
    shop.begin().expect("a transaction");
    let keys = Keys { columns: vec!["id".into()], tuples: vec![vec![Value::Integer(7)]], alike: false };
    let refused = shop.change(&Change { table: table("a"), keys, set: None });
    assert!(matches!(refused, Err(ConnectorError::NeedsPerson { .. })), "{refused:?}");
    shop.abandon();
    assert_eq!(first_row(&mut shop, "a", &["id"]), Ok(vec![Value::Integer(7)]));
}

#[test]
fn a_mariadb_that_is_down_is_asked_again_later() {
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let answer = connector(&format!("mysql://nobody@{free}/nothing")).nature();
    assert!(matches!(answer, Err(ConnectorError::Retry { .. })), "{answer:?}");
}

#[test]
fn a_trigger_of_mariadb_that_reads_the_mark_guards_it() {
    let Some(database) = MariaDatabase::create("guards of MariaDB") else { return };
    database.run("CREATE TABLE a (id int, held int);\nCREATE TABLE c (id int, held int);");
    let trigger = "CREATE TRIGGER refuse BEFORE UPDATE ON a FOR EACH ROW BEGIN
        IF OLD.held = 1 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'restricted'; END IF; END";
    database.connect().query_drop(trigger).expect("a trigger");
    let mut shop = connector(&database.url());
    let guards: Vec<_> = ["a", "c"].map(|name| shop.guards(&table(name), "held")).into();
    assert_eq!(guards, [Ok(true), Ok(false)]);
    assert_eq!(shop.guards(&table("a"), "colour"), Ok(false), "the trigger does not read that column");
}

#[test]
fn no_more_connections_to_mariadb_are_open_than_may_be() {
    let Some(database) = MariaDatabase::create("connections to MariaDB") else { return };
    a_third_connection_waits(|| connector(&database.url()));
}

#[test]
fn rows_of_mariadb_are_copied_within_the_transaction_and_given_up_with_it() {
    let Some(database) = MariaDatabase::create("moving rows of MariaDB") else { return };
    database.run("CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY, name text, at datetime);\nINSERT INTO a VALUES (7, 'O''Brien', now()), (8, NULL, NULL), (9, 'x', now());\nCREATE TABLE held (id int PRIMARY KEY, name text, at datetime);");
    rows_are_copied_and_given_up(|| connector(&database.url()));
}

#[test]
fn instants_of_mariadb_are_keys_whatever_their_fraction() {
    let Some(database) = MariaDatabase::create("instants as keys in MariaDB") else { return };
    database.run(
        "CREATE TABLE a (id int, plain datetime, milli datetime(3), micro datetime(6), stamp timestamp(6) NULL, day date);
         INSERT INTO a VALUES (1, '2026-03-29 01:30:00', '2026-03-29 01:30:00.125', '2026-03-29 01:30:00', '2026-01-01 10:00:00.5', '2024-02-29'),
           (2, '0000-00-00', '2026-03-29 01:30:00', '0000-00-00', '2026-01-01 10:00:00', '0000-00-00');",
    );
    let mut shop = connector(&database.url());
    for column in ["plain", "milli", "micro", "stamp", "day"] {
        let columns = vec!["id".into(), column.into()];
        let mut rows = Vec::new();
        shop.select(&Select::all(table("a"), columns), &mut |row| {
            rows.push(row);
            Flow::More
        })
        .expect("rows");
        for row in rows {
            let keys = Keys { columns: vec![column.into()], tuples: vec![vec![row[1].clone()]], alike: false };
            let back = Select { keys: Some(keys), ..Select::all(table("a"), vec!["id".into()]) };
            let mut ids = Vec::new();
            shop.select(&back, &mut |row| {
                ids.extend(row);
                Flow::More
            })
            .expect("an answer");
            assert_eq!(ids, [row[0].clone()], "{column}: {row:?}");
        }
    }
}
