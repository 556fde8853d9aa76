//! What only SQLite brings with it.

use std::time::Duration;

use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Bounds, Connector, ConnectorError, Flow, Select, Table};
use tempfile::TempDir;

fn table(name: &str) -> Table {
    Table { schema: None, name: name.into() }
}

#[test]
fn a_declared_type_says_what_a_loosely_typed_value_means() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("a.db");
    let made = "CREATE TABLE a (yes bool, price decimal(10,2), at datetime, day date, f real, raw blob);
        INSERT INTO a VALUES (1, 0.99, '2024-02-29 10:00:00.5', '2024-02-29', 0.1, x'00ff');";
    rusqlite::Connection::open(&file).expect("a file").execute_batch(made).expect("a table");
    let columns = ["yes", "price", "at", "day", "f", "raw"].map(str::to_owned).to_vec();
    let mut rows = Vec::new();
    let mut connector = SqliteConnector::new(&file, Bounds::default());
    connector
        .select(&Select::all(table("a"), columns), &mut |row| {
            rows.push(row);
            Flow::More
        })
        .expect("an answer");
    let expected = vec![
        Value::Bool(true),
        Value::Decimal("0.99".into()),
        Value::Timestamp("2024-02-29 10:00:00.5".into()),
        Value::Date("2024-02-29".into()),
        Value::Real("0.1".into()),
        Value::Bytes(vec![0, 255]),
    ];
    assert_eq!(rows, [expected]);
}

#[test]
fn a_file_that_is_missing_or_no_database_needs_a_person() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("a.db");
    let nature = || SqliteConnector::new(&file, Bounds::default()).nature();
    assert!(matches!(nature(), Err(ConnectorError::NeedsPerson { .. })));
    assert!(!file.exists(), "asking makes no file");
    std::fs::write(&file, "this is a letter, not a database").expect("a file");
    assert!(matches!(nature(), Err(ConnectorError::NeedsPerson { .. })));
}

#[test]
fn a_question_that_takes_too_long_is_stopped_and_asked_again_later() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("a.db");
    let made = "CREATE VIEW forever AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0;";
    rusqlite::Connection::open(&file).expect("a file").execute_batch(made).expect("a view");
    let bounds = Bounds { statement: Duration::from_millis(50), ..Bounds::default() };
    let answer = SqliteConnector::new(&file, bounds)
        .select(&Select::all(table("forever"), vec!["i".into()]), &mut |_| Flow::More);
    assert!(matches!(answer, Err(ConnectorError::Retry { .. })), "{answer:?}");
}
