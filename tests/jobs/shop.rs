//! A small shop: one database and one binder in an office.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::ports::connector::Bounds;
use rusqlite::Connection;

use super::office::{Building, Shops};

/// The web shop's map.
pub const SHOP: &str = "
dataset:
  - fides_key: shop
    rightsdesk: {label: Web shop, purposes: [to deliver your orders], lawful_basis: contract}
    collections:
      - name: customers
        rightsdesk:
          label: Your account
          person: {shown_as: [name, town]}
          find_by: [{identities: {postcode: postcode}, narrows: customers}]
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - {name: email, fides_meta: {identity: email}}
          - {name: name}
          - {name: town}
          - {name: postcode}
          - {name: password_hash, rightsdesk: {never_leaves: true}}
      - name: orders
        rightsdesk: {label: Orders}
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - name: customer_id
            fides_meta: {references: [{dataset: shop, field: customers.id, direction: from}]}
          - {name: total}
          - {name: gift_to, rightsdesk: {label: Gift recipient, third_party: true}}
";

/// A colleague's binder.
pub const BINDER: &str = "
dataset:
  - fides_key: binder
    rightsdesk:
      label: Returns binder
      manual: {ask: The workshop, instructions: look for a returns sheet and upload it}
    collections: []
";

/// Makes the shop's database: Emma with so many orders, and a namesake with the same address and another postcode.
pub fn database(folder: &Path, orders: usize) -> PathBuf {
    let path = folder.join("shop.sqlite");
    let mut shop = Connection::open(&path).expect("the shop's database opens");
    let filling = shop.transaction().expect("a transaction");
    filling
        .execute_batch(
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT, name TEXT, town TEXT, postcode TEXT, password_hash TEXT);
             CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, total TEXT, gift_to TEXT);
             INSERT INTO customers VALUES (1, 'emma@example.org', 'Emma Wright', 'Hexham', 'NE46 3JQ', 'secret-hash');
             INSERT INTO customers VALUES (2, 'twin@example.org', 'Ada Twin', 'York', 'YO1 7HH', 'x');
             INSERT INTO customers VALUES (3, 'twin@example.org', 'Bea Twin', 'Leeds', 'LS1 1AA', 'x');",
        )
        .expect("the tables are made");
    for n in 0..orders {
        let gift = (n % 100 == 7).then(|| format!("Friend {n}"));
        filling
            .execute("INSERT INTO orders VALUES (?1, 1, '12.50', ?2)", (i64::try_from(n).expect("few") + 1, gift))
            .expect("an order is added");
    }
    filling.commit().expect("the shop is filled");
    path
}

/// A building whose shop is reachable.
pub fn with_shop(orders: usize, maps: &[(&str, &str)]) -> Building {
    let mut building = Building::new();
    let path = database(building.folder.path(), orders);
    building.systems = Arc::new(Shops::new(maps));
    building.systems.connect_with("shop", open(&path));
    building
}

/// The way to the shop's database.
pub fn open(
    path: &Path,
) -> impl Fn() -> Result<Box<dyn rightsdesk::ports::connector::Connector>, rightsdesk::ports::connector::ConnectorError>
+ Send
+ Sync
+ 'static {
    let path = path.to_owned();
    move || Ok(Box::new(SqliteConnector::new(&path, Bounds::default())))
}
