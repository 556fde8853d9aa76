//! An erasure that is interrupted at any statement goes on to the same end.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rightsdesk::adapters::connectors::csv::CsvConnector;
use rightsdesk::adapters::connectors::mysql::MysqlConnector;
use rightsdesk::adapters::connectors::postgres::PostgresConnector;
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::adapters::journal::FileJournal;
use rightsdesk::cli::Exit;
use rightsdesk::domain::datamap::{DataMap, Identities, plan};
use rightsdesk::domain::erasure::MaskSecret;
use rightsdesk::ports::connector::{Bounds, Connector};
use rightsdesk::workflow::erasing::{
    Decisions, Planned, Standing, carry_out, look_again, plan_erasure, read_journal, write_plan,
};
use rightsdesk::workflow::gathering::{Connectors, Question};

use super::shop::{Desk, Shop};
use crate::harness::mariadb::MariaDatabase;
use crate::harness::mortal::Mortal;
use crate::harness::postgres::Database;

/// A shop with a kept order, an old one, a circle, and a newsletter in a folder.
const MAP: &str = "
dataset:
- fides_key: shop
  rightsdesk: {erasure: {action: delete}}
  collections:
  - name: account
    fields:
    - {name: id, fides_meta: {primary_key: true, identity: customer_number}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email}}
    - {name: phone, data_categories: [user.contact.phone_number], fides_meta: {masking_strategy_override: {strategy: hmac}}}
    - {name: home, fides_meta: {references: [{dataset: shop, field: address.id, direction: to}]}}
  - name: address
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: street, data_categories: [user.contact.address.street]}
    - {name: owner, fides_meta: {references: [{dataset: shop, field: account.id, direction: from}]}}
  - name: purchase
    rightsdesk: {retention: {keep_for: 6 years, from: day, reason: the law}}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: account, fides_meta: {references: [{dataset: shop, field: account.id, direction: from}]}}
    - {name: day}
  - name: item
    rightsdesk: {retention: {keep_for: 6 years, from: purchase.day, reason: the law}}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: purchase, fides_meta: {references: [{dataset: shop, field: purchase.id, direction: from}]}}
- fides_key: news
  rightsdesk: {erasure: {action: delete}}
  collections:
  - name: readers
    fields:
    - {name: email, fides_meta: {primary_key: true, references: [{dataset: shop, field: account.email, direction: from}]}}
  - name: letters
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, fides_meta: {references: [{dataset: news, field: readers.email, direction: from}]}}
";

const SHOP: &str = "
CREATE TABLE account (id integer PRIMARY KEY, email varchar(80) NOT NULL, phone varchar(80), home integer);
CREATE TABLE address (id integer PRIMARY KEY, street varchar(80) NOT NULL, owner integer REFERENCES account (id));
CREATE TABLE purchase (id integer PRIMARY KEY, account integer NOT NULL REFERENCES account (id), day date NOT NULL);
CREATE TABLE item (id integer PRIMARY KEY, purchase integer NOT NULL REFERENCES purchase (id));
INSERT INTO account VALUES (1, 'ann@shop.example', '01434 600617', 5), (2, 'bob@shop.example', '020 7946 0000', 6);
INSERT INTO address VALUES (5, '1 Quay', 1), (6, '2 Quay', 2), (7, '3 Quay', 1);
INSERT INTO purchase VALUES (10, 1, '2015-01-01'), (11, 1, '2025-01-01'), (12, 2, '2015-01-01');
INSERT INTO item VALUES (20, 10), (21, 10), (22, 11), (23, 12);
";

const DAY: &str = "2026-11-22";

/// The two systems, and the folder with the journal.
struct Scene<'a> {
    desk: Desk,
    shop: &'a Shop,
}

impl<'a> Scene<'a> {
    fn new(desk: Desk, shop: &'a Shop) -> Self {
        std::fs::create_dir(desk.path("news")).expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(desk.path("news").join(name), text).expect("a file");
        write("readers.csv", "email;name\r\nann@shop.example;Ann\r\n\"bob@shop.example\";Bob\r\n");
        write("letters.csv", "id,email\n1,ann@shop.example\n2,bob@shop.example\n3,ann@shop.example\n");
        Self { desk, shop }
    }

    fn connectors(&self, left: &Arc<Mutex<i64>>, after: bool) -> Connectors {
        let mortal = |inner: Box<dyn Connector>| -> Box<dyn Connector> {
            Box::new(Mortal { inner, left: Arc::clone(left), after })
        };
        let shop: Box<dyn Connector> = match self.shop {
            Shop::Sqlite(path) => Box::new(SqliteConnector::new(path, Bounds::default())),
            Shop::Postgres(url) => Box::new(PostgresConnector::new(url, Bounds::default()).expect("an address")),
            Shop::Mysql(url) => Box::new(MysqlConnector::new(url, Bounds::default()).expect("an address")),
        };
        let news: Box<dyn Connector> = Box::new(CsvConnector::new(self.desk.path("news"), Bounds::default()));
        [("shop".to_owned(), mortal(shop)), ("news".to_owned(), mortal(news))].into()
    }

    /// Erases with a death at a step, goes on from the journal, and tells whether death came at all.
    fn erase(&self, step: i64, after: bool) -> bool {
        let map = DataMap::parse(MAP).expect("a map");
        let identities = Identities::new([("email", "ann@shop.example")]);
        let steps = plan(&map, &identities).expect("a sound map");
        let question = Question { map: &map, plan: &steps, identities: &identities, choices: &[], side_by_side: 4 };
        let (day, secret) = (DAY.parse().expect("a day"), MaskSecret::new([7; 32]));
        let left = Arc::new(Mutex::new(step));
        let mut connectors = self.connectors(&left, after);
        let planned = plan_erasure(&question, &mut connectors, day, &Decisions::default()).expect("a plan");
        let Planned::Plan(mut made) = planned else { panic!("{planned:?}") };
        let place = self.desk.path("journal.jsonl");
        let mut journal = FileJournal::open(&place).expect("a journal");
        write_plan(&made, day, &mut journal).expect("it is written down");
        let first = carry_out(&question, &mut connectors, &mut made, &BTreeSet::new(), &mut journal, &secret);
        drop((journal, connectors));
        if first.is_err() {
            let standing = read_journal(&mut FileJournal::lines(&place).expect("a file")).expect("it can be read");
            let Standing::Open { plan: mut kept, settled, is_outdated: false, .. } = standing else {
                panic!("{standing:?}")
            };
            let mut connectors = self.connectors(&Arc::new(Mutex::new(-1)), false);
            let mut journal = FileJournal::open(&place).expect("a journal");
            carry_out(&question, &mut connectors, &mut kept, &settled, &mut journal, &secret).expect("it goes on");
        }
        let mut connectors = self.connectors(&Arc::new(Mutex::new(-1)), false);
        let remains = look_again(&question, &mut connectors, &made, day).expect("a second search");
        assert!(remains.is_empty(), "step {step}, after {after}: {remains:?}");
        first.is_err()
    }

    fn end(&self) -> String {
        let read = |name: &str| std::fs::read_to_string(self.desk.path("news").join(name)).expect("a file");
        format!("{:?}\n{}\n{}", self.shop.everything(), read("readers.csv"), read("letters.csv"))
    }
}

fn at_every_statement<K>(fresh: impl Fn(&Path) -> (Shop, Option<K>)) {
    let ends = |step: i64, after: bool| {
        let desk = Desk::new();
        let (shop, _kept) = fresh(desk.folder.path());
        let scene = Scene::new(desk, &shop);
        let died = scene.erase(step, after);
        (died, scene.end())
    };
    let (_, wanted) = ends(-1, false);
    assert!(!wanted.contains("ann@") && !wanted.contains("01434"), "{wanted}");
    assert!(wanted.contains("\"bob@shop.example\";Bob\r\n"), "the others' lines stay byte for byte: {wanted}");
    for after in [false, true] {
        let mut step = 1;
        loop {
            let (died, end) = ends(step, after);
            assert_eq!(end, wanted, "death at step {step}, after its answer: {after}");
            if !died {
                break;
            }
            step += 1;
        }
        assert!(step > 8, "the erasure has several statements, not {step}");
    }
}

#[test]
fn an_erasure_killed_at_any_statement_on_sqlite_and_files_comes_to_the_same_end() {
    at_every_statement(|folder| {
        let path = folder.join("shop.db");
        rusqlite::Connection::open(&path).expect("a file").execute_batch(SHOP).expect("a shop");
        (Shop::Sqlite(path), None::<Database>)
    });
}

#[test]
fn an_erasure_killed_at_any_statement_on_postgresql_comes_to_the_same_end() {
    if Database::create("erasing under falls on PostgreSQL").is_none() {
        return;
    }
    at_every_statement(|_| {
        let database = Database::create("erasing under falls on PostgreSQL").expect("there is a server");
        database.run(SHOP);
        (Shop::Postgres(database.url()), Some(database))
    });
}

#[test]
fn an_erasure_killed_at_any_statement_on_mariadb_comes_to_the_same_end() {
    if MariaDatabase::create("erasing under falls on MariaDB").is_none() {
        return;
    }
    at_every_statement(|_| {
        let database = MariaDatabase::create("erasing under falls on MariaDB").expect("there is a server");
        database.run(SHOP);
        (Shop::Mysql(database.url()), Some(database))
    });
}

#[test]
fn a_program_that_is_killed_leaves_a_shop_from_which_resume_comes_to_the_end() {
    for pause in [0_u64, 15, 40, 90] {
        let desk = Desk::new();
        let path = desk.path("shop.db");
        let connection = rusqlite::Connection::open(&path).expect("a file");
        connection.execute_batch(SHOP).expect("a shop");
        let many = "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO address SELECT i, i || ' Quay', 1 FROM n";
        connection.execute_batch(many).expect("many rows");
        drop(connection);
        let shop = Shop::Sqlite(path);
        std::fs::write(desk.path("map.yml"), MAP).expect("a map");
        let mut words = super::shop::arguments(&desk.path("map.yml"), &[format!("shop={}", shop.place())], []);
        words.extend(["--identity", "email=ann@shop.example", "--as-of", DAY].map(str::to_owned));
        let data = desk.path("data").display().to_string();
        let mut child = Command::new(env!("CARGO_BIN_EXE_rightsdesk"))
            .args(["erase", "--json", "--data", &data, "--execute", "--yes"])
            .args(&words)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        wait_for_the_journal(&desk.path("data/erasures"));
        std::thread::park_timeout(Duration::from_millis(pause));
        child.kill().expect("it is killed, or has ended");
        child.wait().expect("it ends");
        words.extend(["--execute", "--yes", "--resume"].map(str::to_owned));
        let (exit, _, said) = desk.erase(&words);
        assert_eq!(exit, Exit::Done, "after {pause} ms: {said}");
        assert!(!format!("{:?}", shop.everything()).contains("ann@"), "after {pause} ms");
        assert_eq!(shop.everything()["address"].len(), 1, "only Bob's is left");
    }
}

/// Until the plan is being written down, there is nothing to interrupt.
fn wait_for_the_journal(folder: &Path) {
    let begun = std::time::Instant::now();
    while begun.elapsed() < Duration::from_mins(1) {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        if entries.map(|entry| entry.path()).any(|path| path.extension().is_some_and(|end| end == "jsonl")) {
            return;
        }
        std::thread::yield_now();
    }
    panic!("the program never wrote its journal");
}
