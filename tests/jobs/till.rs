//! A shop whose erasures have something to say: orders that tax law keeps, letters that go, reviews that a person reads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::erasure::Stage;
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::request::{Actor, Command, Request};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::erasures::{Erasure, ErasurePart};
use rusqlite::Connection;

use super::office::{Building, Office, Shops};
use super::shop::open;

/// The map.
pub const TILL: &str = "
dataset:
  - fides_key: till
    rightsdesk: {label: Web shop, purposes: [to deliver your orders], lawful_basis: contract}
    collections:
      - name: customers
        rightsdesk: {label: Your account, person: {shown_as: [name]}, erasure: {action: delete}}
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - {name: email, fides_meta: {identity: email}}
          - {name: name, data_categories: [user.name]}
      - name: orders
        rightsdesk:
          label: Orders
          erasure: {action: delete}
          retention: {keep_for: 6 years, from: placed_on, reason: tax law makes us keep orders, source: Companies Act 2006}
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - name: customer_id
            fides_meta: {references: [{dataset: till, field: customers.id, direction: from}]}
          - {name: placed_on}
          - {name: total}
      - name: letters
        rightsdesk: {label: Letters, erasure: {action: delete}}
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - name: customer_id
            fides_meta: {references: [{dataset: till, field: customers.id, direction: from}]}
          - {name: body, rightsdesk: {free_text: true}}
";

/// Where the shop's database lies.
pub fn place(building: &Building) -> PathBuf {
    building.folder.path().join("till.sqlite")
}

/// Makes the database: Emma with an order of this year, one of long ago, and three letters; somebody else with one letter.
fn fill(path: &Path) {
    let shop = Connection::open(path).expect("the till opens");
    shop.execute_batch(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT, name TEXT);
         CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), placed_on TEXT, total TEXT);
         CREATE TABLE letters (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), body TEXT);
         INSERT INTO customers VALUES (1, 'emma@example.org', 'Emma Wright'), (2, 'olga@example.org', 'Olga Other');
         INSERT INTO orders VALUES (1, 1, '2026-01-10', '12.50'), (2, 1, '2015-05-01', '9.00'), (3, 2, '2026-01-11', '1.00');
         INSERT INTO letters VALUES (1, 1, 'hello'), (2, 1, 'again'), (3, 1, 'bye'), (4, 2, 'mine');",
    )
    .expect("the till is filled");
}

/// A building with that shop.
pub fn with_till() -> Building {
    let mut building = Building::new();
    let path = place(&building);
    fill(&path);
    building.systems = Arc::new(Shops::new(&[("till", TILL)]));
    building.systems.connect_with("till", open(&path));
    building
}

/// How many rows a question to the shop's database counts.
pub fn counted(building: &Building, sql: &str) -> i64 {
    let shop = Connection::open(place(building)).expect("the till opens");
    shop.query_row(&format!("SELECT count(*) FROM {sql}"), [], |row| row.get(0)).expect("counted")
}

/// Changes the shop's database behind the desk's back.
pub fn meddle(building: &Building, sql: &str) {
    Connection::open(place(building)).expect("the till opens").execute_batch(sql).expect("meddled");
}

/// Emma's erasure up to its plan: who looks after it, who approves, her case and her request.
pub fn planned(office: &Office) -> (Actor, Actor, Case, Request) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Erasure]);
    office.show_identity(anna, case.id);
    office.drain();
    let request = office.request(requests[0].id);
    (anna, rita, case, request)
}

/// The same, approved.
pub fn approved(office: &Office) -> (Actor, Actor, Case, Request) {
    let (anna, rita, case, request) = planned(office);
    let request = office.give(rita, request.id, Command::Approve).expect("the plan is approved");
    (anna, rita, case, request)
}

pub fn erasure(office: &Office, request: RequestId) -> Erasure {
    let read = office.desk.read(move |_, tx, _| Ok(tx.erasure(request)?));
    read.expect("read").expect("the program has an erasure")
}

pub fn stage(office: &Office, request: RequestId) -> Stage {
    erasure(office, request).stage
}

pub fn parts(office: &Office, request: RequestId) -> Vec<ErasurePart> {
    office.desk.read(move |_, tx, _| Ok(tx.erasure_parts(request)?)).expect("read")
}
