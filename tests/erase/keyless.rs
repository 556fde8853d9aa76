//! Tables without a key: rows that are alike, and rows with nothing in some columns, go with the person they are tied to.

use rightsdesk::cli::Exit;
use rusqlite::Connection;

use super::shop::{Answer, Desk, Shop, arguments};
use crate::harness::mariadb::MariaDatabase;
use crate::harness::postgres::Database;

const MAP: &str = "
dataset:
- fides_key: shop
  rightsdesk: {erasure: {action: delete}}
  collections:
  - name: person
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, fides_meta: {identity: email}}
  - name: visit
    fields:
    - {name: who, fides_meta: {references: [{dataset: shop, field: person.id, direction: from}]}}
    - {name: page}
    - {name: ip}
";

const ROWS: &str = "
CREATE TABLE person (id integer PRIMARY KEY, email varchar(60));
CREATE TABLE visit (who integer, page varchar(20), ip varchar(20));
INSERT INTO person VALUES (1, 'ann@x.example'), (2, 'bob@x.example');
INSERT INTO visit VALUES (1, 'home', '10.0.0.1'), (1, 'home', '10.0.0.1'), (1, NULL, '10.0.0.1'), (1, 'cart', NULL),
  (1, NULL, NULL), (2, 'home', '10.0.0.1'), (2, NULL, NULL), (NULL, 'home', NULL);
";

fn erased(desk: &Desk, place: &str, more: &[&str]) -> Answer {
    std::fs::write(desk.path("map.yml"), MAP).expect("a file");
    let mut words = arguments(&desk.path("map.yml"), &[format!("shop={place}")], []);
    words.extend(["--identity", "email=Ann@x.example"].iter().chain(more).map(|word| (*word).to_owned()));
    desk.erase(&words)
}

fn only_others_are_left(shop: &Shop) {
    let desk = Desk::new();
    let (exit, lines, said) = erased(&desk, &shop.place(), &["--execute", "--yes"]);
    assert_eq!((exit, lines.len()), (Exit::Done, 5), "one line for rows that are alike: {said}");
    let left = shop.everything();
    assert_eq!((left["person"].len(), left["visit"].len()), (1, 3), "{left:?}");
    assert!(!left["visit"].iter().any(|row| row.contains("\"who\":1")), "{left:?}");
    let (exit, lines, said) = erased(&desk, &shop.place(), &["--plan"]);
    assert_eq!((exit, lines.len()), (Exit::Done, 0), "nothing is found any more: {said}");
}

#[test]
fn rows_that_are_alike_and_rows_with_nothing_in_them_are_erased_in_sqlite() {
    let folder = Desk::new();
    let path = folder.path("shop.sqlite");
    Connection::open(&path).and_then(|open| open.execute_batch(ROWS)).expect("a shop");
    only_others_are_left(&Shop::Sqlite(path));
}

#[test]
fn rows_that_are_alike_and_rows_with_nothing_in_them_are_erased_in_postgresql() {
    let Some(database) = Database::create("tables without a key in PostgreSQL") else { return };
    database.run(ROWS);
    only_others_are_left(&Shop::Postgres(database.url()));
}

#[test]
fn rows_that_are_alike_and_rows_with_nothing_in_them_are_erased_in_mariadb() {
    let Some(database) = MariaDatabase::create("tables without a key in MariaDB") else { return };
    database.run(ROWS);
    only_others_are_left(&Shop::Mysql(database.url()));
}

#[test]
fn lines_that_are_alike_and_lines_with_empty_cells_are_erased_in_files() {
    let desk = Desk::new();
    std::fs::write(desk.path("person.csv"), "id,email\n1,ann@x.example\n2,bob@x.example\n").expect("a file");
    let visits =
        "who,page,ip\n1,home,10.0.0.1\n1,home,10.0.0.1\n1,,10.0.0.1\n2,home,10.0.0.1\n1,cart,\n1,,\n2,,\n,home,\n";
    std::fs::write(desk.path("visit.csv"), visits).expect("a file");
    let place = format!("csv:{}", desk.folder.path().display());
    let (exit, lines, said) = erased(&desk, &place, &["--execute", "--yes"]);
    assert_eq!((exit, lines.len()), (Exit::Done, 5), "{said}");
    let left = std::fs::read_to_string(desk.path("visit.csv")).expect("text");
    assert_eq!(left, "who,page,ip\n2,home,10.0.0.1\n2,,\n,home,\n");
}

#[test]
fn a_row_that_is_emptied_has_no_like_that_keeps_its_values() {
    let folder = Desk::new();
    let path = folder.path("shop.sqlite");
    Connection::open(&path).and_then(|open| open.execute_batch(ROWS)).expect("a shop");
    let map = MAP.replace(
        "  - name: visit\n",
        "  - name: visit\n    rightsdesk: {erasure: {action: anonymise, columns: [ip]}}\n",
    );
    std::fs::write(folder.path("map.yml"), &map).expect("a file");
    let shop = Shop::Sqlite(path);
    let mut words = arguments(&folder.path("map.yml"), &[format!("shop={}", shop.place())], []);
    words.extend(["--identity", "email=ann@x.example", "--execute", "--yes"].map(str::to_owned));
    let (exit, _, said) = folder.erase(&words);
    assert_eq!(exit, Exit::Done, "{said}");
    let left = &shop.everything()["visit"];
    assert_eq!(left.len(), 8);
    let hers: Vec<_> = left.iter().filter(|row| row.contains("\"who\":1")).collect();
    assert!(hers.len() == 5 && hers.iter().all(|row| row.contains("\"ip\":null")), "{left:?}");
}

#[test]
fn what_must_be_kept_is_told_by_the_date_of_a_row_without_a_key() {
    let desk = Desk::new();
    let path = desk.path("shop.sqlite");
    let rows = "CREATE TABLE person (id integer PRIMARY KEY, email text);
        CREATE TABLE visit (who integer, page text, ip text, paid_on text);
        INSERT INTO person VALUES (1, 'ann@x.example');
        INSERT INTO visit VALUES (1, NULL, NULL, '2020-01-01'), (1, NULL, 'a', '2026-01-01'), (1, NULL, 'a', '2026-01-01');";
    Connection::open(&path).and_then(|open| open.execute_batch(rows)).expect("a shop");
    let kept = "  - name: visit\n    rightsdesk: {retention: [{keep_for: 6 years, from: paid_on, reason: tax}]}\n";
    let map = MAP
        .replace("  - name: visit\n", kept)
        .replace("    - {name: ip}\n", "    - {name: ip}\n    - {name: paid_on}\n");
    std::fs::write(desk.path("map.yml"), &map).expect("a file");
    let shop = Shop::Sqlite(path);
    let mut words = arguments(&desk.path("map.yml"), &[format!("shop={}", shop.place())], []);
    let more = ["--identity", "email=ann@x.example", "--as-of", "2026-11-22", "--execute", "--yes"];
    words.extend(more.map(str::to_owned));
    let (exit, _, said) = desk.erase(&words);
    assert_eq!(exit, Exit::Done, "{said}");
    let left = &shop.everything()["visit"];
    assert!(left.len() == 2 && left.iter().all(|row| row.contains("2026-01-01")), "{left:?}");
}
