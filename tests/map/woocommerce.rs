//! The shipped map of WooCommerce on tables with the columns that WordPress and WooCommerce give them, and what must be found
//! and become of it, written down by hand.

use std::collections::{BTreeMap, BTreeSet};

use mysql::prelude::Queryable;
use rightsdesk::cli::Exit;
use serde_json::Value;

use super::shop::run;
use crate::erase::shop::shipped;
use crate::harness::mariadb::MariaDatabase;

const SQL: &str = include_str!("woocommerce.sql");

/// Ann's rows; those marked with a star must be shown to a person first.
const ANN: &[&str] = &[
    "wp_users 2",
    "wp_usermeta 2",
    "wp_usermeta 3",
    "wp_wc_customer_lookup 1",
    "wp_wc_orders 101",
    "wp_wc_orders 102",
    "wp_wc_orders 103",
    "wp_wc_orders 104",
    "wp_wc_order_addresses 1",
    "wp_wc_order_addresses 2",
    "wp_wc_order_addresses 3",
    "wp_wc_order_addresses 4",
    "wp_wc_order_addresses 6",
    "wp_wc_order_operational_data 1",
    "wp_wc_order_operational_data 2",
    "wp_wc_orders_meta 1",
    "wp_wc_orders_meta 2",
    "wp_woocommerce_order_items 1",
    "wp_woocommerce_order_items 2",
    "wp_woocommerce_order_itemmeta 1",
    "wp_woocommerce_order_itemmeta 2",
    "wp_wc_order_stats 101",
    "wp_wc_order_stats 102",
    "wp_wc_order_product_lookup 1",
    "wp_wc_order_product_lookup 2",
    "wp_wc_order_coupon_lookup 101/5",
    "wp_woocommerce_sessions 1",
    "wp_woocommerce_sessions 2*",
    "wp_woocommerce_downloadable_product_permissions 1",
    "wp_wc_download_log 1",
    "wp_woocommerce_payment_tokens 1",
    "wp_woocommerce_payment_tokenmeta 1",
    "wp_comments 1",
    "wp_comments 2*",
    "wp_comments 3*",
    "wp_commentmeta 1",
];

const CARL: &[&str] = &["wp_wc_customer_lookup 3", "wp_wc_orders 120", "wp_wc_order_addresses 7"];

fn shop() -> Option<MariaDatabase> {
    let database = MariaDatabase::create("the map of WooCommerce")?;
    database.run(SQL);
    Some(database)
}

fn command(database: &MariaDatabase, words: &[&str], given: &[&str]) -> (Exit, Vec<Value>, String) {
    let map = shipped("woocommerce.yml").display().to_string();
    let place = format!("woocommerce={}", database.url());
    let mut line: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    line.extend(["--json", "--map", &map, "--connect", &place].map(str::to_owned));
    line.extend(given.iter().flat_map(|pair| ["--identity".to_owned(), (*pair).to_owned()]));
    let (exit, out, said) = run(&line);
    (exit, out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(), said)
}

/// `collection key` of a line, with a star when a person must look.
fn name(line: &Value, is_marked: bool) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let key: Vec<String> = line["key"].as_object().expect("a key").values().map(text).collect();
    let star = if is_marked { "*" } else { "" };
    format!("{} {}{star}", line["collection"].as_str().unwrap_or_default(), key.join("/"))
}

#[test]
fn the_map_of_woocommerce_fits_the_tables_that_its_installers_make() {
    let Some(database) = shop() else { return };
    let map = shipped("woocommerce.yml").display().to_string();
    let words = ["map", "check", "--json", &map, "--connect", &format!("woocommerce={}", database.url())];
    let (exit, out, _) = run(&words.map(str::to_owned));
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let remarks: Vec<&str> =
        answer["remarks"].as_array().expect("a list").iter().filter_map(|one| one["place"].as_str()).collect();
    // The key of a basket is a text: an account's number, or chance for a guest.
    assert_eq!((exit, remarks), (Exit::Done, vec!["woocommerce.wp_woocommerce_sessions.session_key"]));
    assert_eq!(answer["systems"][0]["collections"], 20);
}

#[test]
fn everybody_in_woocommerce_gets_exactly_their_rows() {
    let Some(database) = shop() else { return };
    let ann = ["email=ann.lee@mail.example", "name=Ann Lee", "postcode=NE46 3JQ"];
    for (given, expected) in
        [(&ann[..], ANN), (&["email=Carl@mail.example"][..], CARL), (&["email=no@one.example"][..], &[])]
    {
        let (exit, lines, said) = command(&database, &["gather"], given);
        assert_eq!(exit, Exit::Done, "{said}");
        let found: BTreeSet<String> = lines.iter().map(|line| name(line, line["review"] == true)).collect();
        let expected: BTreeSet<String> = expected.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(found, expected, "{given:?}");
        let told = format!("{lines:?}");
        for secret in ["h2", "tok_a", "\"k2\""] {
            assert!(!told.contains(secret), "{secret} does not leave");
        }
    }
}

/// Every row of every table, as text.
fn everything(database: &MariaDatabase) -> BTreeMap<String, BTreeSet<String>> {
    let mut connection = database.connect();
    let tables: Vec<String> = connection.query("SHOW TABLES").expect("tables");
    let mut rows = |table: &String| {
        let rows: Vec<mysql::Row> = connection.query(format!("SELECT * FROM `{table}`")).expect("rows");
        rows.into_iter().map(|row| format!("{:?}", row.unwrap())).collect()
    };
    tables.iter().map(|table| (table.clone(), rows(table))).collect()
}

#[test]
fn an_erasure_in_woocommerce_keeps_the_invoices_and_touches_nobody_else() {
    let Some(database) = shop() else { return };
    let data = tempfile::TempDir::new().expect("a temporary folder");
    let data = data.path().display().to_string();
    let before = everything(&database);
    let ann = ["email=ann.lee@mail.example", "name=Ann Lee", "postcode=NE46 3JQ"];
    let words = ["erase", "--as-of", "2026-11-22", "--data", &data, "--execute", "--yes"];
    let (exit, lines, said) = command(&database, &words, &ann);
    assert_eq!(exit, Exit::Done, "{said}");
    let acts = |wanted: &str| -> BTreeSet<String> {
        lines.iter().filter(|line| line["action"] == wanted).map(|line| name(line, false)).collect()
    };
    let set = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|&name| name.to_owned()).collect() };
    assert_eq!(acts("review"), set(&["wp_woocommerce_sessions 2", "wp_comments 2", "wp_comments 3"]));
    assert_eq!(acts("detach"), set(&["wp_wc_order_addresses 6"]));
    assert_eq!(acts("anonymise"), set(&["wp_comments 1"]));
    let kept = [
        "wp_wc_orders 102",
        "wp_wc_orders 103",
        "wp_wc_orders 104",
        "wp_wc_order_addresses 2",
        "wp_wc_order_addresses 4",
        "wp_wc_order_operational_data 2",
        "wp_wc_orders_meta 2",
        "wp_woocommerce_order_items 2",
        "wp_woocommerce_order_itemmeta 2",
        "wp_wc_order_stats 102",
        "wp_wc_order_product_lookup 2",
    ];
    assert_eq!(acts("keep"), set(&kept));
    let mut connection = database.connect();
    let mut one =
        |sql: &str| -> Option<String> { connection.query_first::<Option<String>, _>(sql).expect("a row").flatten() };
    assert_eq!(one("SELECT count(*) FROM wp_users WHERE ID = 2").as_deref(), Some("0"));
    assert_eq!(one("SELECT billing_email FROM wp_wc_orders WHERE id = 102"), None);
    assert_eq!(one("SELECT customer_note FROM wp_wc_orders WHERE id = 110").as_deref(), Some("A present"));
    let invoice = "SELECT concat_ws(',', first_name, address_1, phone) FROM wp_wc_order_addresses WHERE id = 2";
    assert_eq!(one(invoice).as_deref(), Some("Ann,1 Quay"), "the invoice keeps the buyer, not the telephone");
    assert_eq!(
        one("SELECT concat_ws(',', comment_author, user_id, comment_content) FROM wp_comments WHERE comment_ID = 1")
            .as_deref(),
        Some("Anonymous,0,A fine lamp")
    );
    let after = everything(&database);
    for (table, rows) in &before {
        let others = rows.iter().filter(|row| {
            row.contains("bob@") || row.contains("carl@") || row.contains("ann_lee@") || row.contains("desk@")
        });
        for row in others {
            assert!(after[table].contains(row), "{table}: {row}");
        }
    }
    let (exit, _, said) = command(&database, &words, &ann);
    assert_eq!((exit, everything(&database) == after), (Exit::Done, true), "a second run changes nothing: {said}");
}
