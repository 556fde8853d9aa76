//! A restriction that moves rows away and back, interrupted at any statement: every row ends where it should, once, as it was.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use rightsdesk::adapters::connectors::mysql::MysqlConnector;
use rightsdesk::adapters::connectors::postgres::PostgresConnector;
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::domain::amendment::AmendmentState;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::domain::request::Command;
use rightsdesk::ports::connector::{Bounds, Connector, Flow, Select, Table};

use super::office::{Building, Shops};
use super::restrictions::{approved, done, moving_map, states};
use crate::harness::mariadb::MariaDatabase;
use crate::harness::mortal::Mortal;
use crate::harness::postgres::Database;

/// Emma with three letters, and somebody else with one.
const SHOP: [&str; 8] = [
    "CREATE TABLE customers (id integer PRIMARY KEY, email varchar(80), name varchar(80))",
    "CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer, placed_on varchar(10), total varchar(10))",
    "CREATE TABLE letters (id integer PRIMARY KEY, customer_id integer, body varchar(80))",
    "CREATE TABLE letters_held (id integer PRIMARY KEY, customer_id integer, body varchar(80))",
    "INSERT INTO customers VALUES (1, 'emma@example.org', 'Emma Wright'), (2, 'olga@example.org', 'Olga Other')",
    "INSERT INTO orders VALUES (1, 1, '2026-01-10', '12.50'), (3, 2, '2026-01-11', '1.00')",
    "INSERT INTO letters VALUES (1, 1, 'hello'), (2, 1, NULL), (3, 1, 'by''e'), (4, 2, 'mine')",
    "INSERT INTO letters_held VALUES (9, 2, 'held before')",
];

const TABLES: [&str; 4] = ["letters_held", "letters", "orders", "customers"];

/// A database that can be filled afresh.
struct Ground {
    fill: Box<dyn Fn(&str)>,
    way: Arc<dyn Fn() -> Box<dyn Connector> + Send + Sync>,
}

impl Ground {
    fn afresh(&self) {
        let emptied = TABLES.map(|table| format!("DROP TABLE IF EXISTS {table};\n")).concat();
        (self.fill)(&format!("{emptied}{};", SHOP.join(";\n")));
    }

    /// Every letter, by the table that it stands in.
    fn letters(&self) -> Vec<String> {
        let mut all = Vec::new();
        for name in ["letters", "letters_held"] {
            let columns = ["id", "customer_id", "body"].map(str::to_owned).to_vec();
            let ask = Select::all(Table { schema: None, name: name.into() }, columns);
            let row = &mut |row: Vec<Value>| {
                let cells: Vec<String> = row.iter().map(|cell| cell.as_text().unwrap_or_default()).collect();
                all.push(format!("{name}: {}", cells.join(" ")));
                Flow::More
            };
            (self.way)().select(&ask, row).expect("read");
        }
        all.sort();
        all
    }
}

const AWAY: [&str; 5] = [
    "letters: 4 2 mine",
    "letters_held: 1 1 hello",
    "letters_held: 2 1 ",
    "letters_held: 3 1 by'e",
    "letters_held: 9 2 held before",
];
const BACK: [&str; 5] =
    ["letters: 1 1 hello", "letters: 2 1 ", "letters: 3 1 by'e", "letters: 4 2 mine", "letters_held: 9 2 held before"];

/// Restricts and lifts with a death at a step; whether death came at all.
fn with_death(ground: &Ground, step: i64, after: bool) -> bool {
    ground.afresh();
    let left = Arc::new(Mutex::new(step));
    let (way, own) = (Arc::clone(&ground.way), Arc::clone(&left));
    let mut building = Building::new();
    building.systems = Arc::new(Shops::new(&[("till", moving_map())]));
    building.systems.connect_with("till", move || {
        Ok(Box::new(Mortal { inner: way(), left: Arc::clone(&own), after }) as Box<dyn Connector>)
    });
    let office = building.open();
    let (anna, rita, _, id) = approved(&office);
    // Whoever dies is followed by another process, as soon as the work is due again.
    let work = || {
        for _ in 0..3 {
            building.open().drain();
            building.pass(Duration::minutes(10));
        }
    };
    work();
    let told = format!("step {step}, after its answer: {after}");
    assert_eq!(states(&office, id), [AmendmentState::Confirmed; 3], "{told}");
    assert_eq!(ground.letters(), AWAY, "{told}");
    office.give(anna, id, done()).expect("answered");
    let on = (office.desk.clock.now() + Duration::days(1)).date_naive();
    office.give(rita, id, Command::AnnounceLifting { reason: "It is right.".into(), on }).expect("announced");
    building.pass(Duration::days(1));
    office.give(anna, id, Command::Lift).expect("lifted");
    work();
    assert_eq!(states(&office, id), [AmendmentState::Lifted; 3], "{told}");
    assert_eq!(ground.letters(), BACK, "{told}");
    let left = *left.lock().expect("nobody panicked");
    left <= 0
}

fn at_every_statement(ground: &Ground) {
    for after in [false, true] {
        let mut step = 1;
        while with_death(ground, step, after) {
            step += 1;
        }
        assert!(step > 8, "going away and coming back have four statements each, not {step} in all");
    }
}

#[test]
fn a_move_killed_at_any_statement_on_sqlite_comes_to_the_same_end() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("till.sqlite");
    let place = path.clone();
    let fill = move |sql: &str| {
        rusqlite::Connection::open(&place).expect("a file").execute_batch(sql).expect("filled");
    };
    let way = move || Box::new(SqliteConnector::new(&path, Bounds::default())) as Box<dyn Connector>;
    at_every_statement(&Ground { fill: Box::new(fill), way: Arc::new(way) });
}

#[test]
fn a_move_killed_at_any_statement_on_postgresql_comes_to_the_same_end() {
    let Some(database) = Database::create("moving rows under falls on PostgreSQL") else { return };
    let url = database.url();
    let way =
        move || Box::new(PostgresConnector::new(&url, Bounds::default()).expect("an address")) as Box<dyn Connector>;
    at_every_statement(&Ground { fill: Box::new(move |sql| database.run(sql)), way: Arc::new(way) });
}

#[test]
fn a_move_killed_at_any_statement_on_mariadb_comes_to_the_same_end() {
    let Some(database) = MariaDatabase::create("moving rows under falls on MariaDB") else { return };
    let url = database.url();
    let way = move || Box::new(MysqlConnector::new(&url, Bounds::default()).expect("an address")) as Box<dyn Connector>;
    at_every_statement(&Ground { fill: Box::new(move |sql| database.run(sql)), way: Arc::new(way) });
}
