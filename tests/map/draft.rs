//! A draft loads as it is, checks clean, and is careful with other people's rows.

use rightsdesk::cli::Exit;
use rightsdesk::domain::datamap::DataMap;

use super::shop::{everywhere, run};

/// Names that YAML reads as something else, dates that may not be empty, staff beside customers, ties that nobody declared.
const SHOP: &str = "
CREATE TABLE sh_customers (id integer PRIMARY KEY, email varchar(80) NOT NULL UNIQUE, first_name varchar(40), last_name varchar(40),
  password_hash varchar(80) NOT NULL, date_of_birth date NOT NULL, group_id integer);
CREATE TABLE sh_users (id integer PRIMARY KEY, email varchar(80), user_name varchar(40), user_pass varchar(40), level integer);
CREATE TABLE sh_orders (id integer PRIMARY KEY, customer_id integer NOT NULL, handled_by_user_id integer, guest_mail varchar(80),
  shipping_first_name varchar(40), shipping_last_name varchar(40), shipping_postcode varchar(10), address_id integer);
CREATE TABLE sh_addresses (id integer PRIMARY KEY, street varchar(80), town varchar(40));
CREATE TABLE sh_order_lines (id integer PRIMARY KEY, order_id integer, product_id integer);
CREATE TABLE sh_products (id integer PRIMARY KEY, title varchar(80));
INSERT INTO sh_customers VALUES (1, 'ann@shop.example', 'Ann', 'Lee', 'x', '1980-01-01', 1), (2, 'bob@shop.example', 'Bob', 'Poe', 'y', '1981-01-01', 1),
  (3, 'cy@shop.example', 'Cy', 'Low', 'z', '1982-01-01', 1);
INSERT INTO sh_users VALUES (1, 'desk@shop.example', 'desk', 'x', 1);
INSERT INTO sh_addresses VALUES (5, '1 Quay', 'Hexham'), (6, '2 Quay', 'York');
INSERT INTO sh_orders VALUES (10, 1, 1, NULL, 'Ben', 'Lee', 'NE46 3JQ', 5), (11, 2, 1, 'x@shop.example', NULL, NULL, NULL, 5);
INSERT INTO sh_products VALUES (1, 'Lamp');
INSERT INTO sh_order_lines VALUES (100, 10, 1), (101, 11, 1);
";

#[test]
fn a_draft_loads_as_it_is_and_checks_clean() {
    for shop in everywhere(SHOP) {
        let text = shop.draft();
        let map = DataMap::parse(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", shop.engine));
        let mut names: Vec<&str> = map.systems[0].collections.iter().map(|held| held.name.as_str()).collect();
        names.sort_unstable();
        let expected = ["sh_addresses", "sh_customers", "sh_order_lines", "sh_orders", "sh_users"];
        assert_eq!(names, expected, "{}: goods are about nobody", shop.engine);
        let (exit, answer) = shop.check(&text);
        assert_eq!((exit, answer["sound"].as_bool()), (Exit::Done, Some(true)), "{}: {answer}", shop.engine);
        for value in ["ann@", "Hexham", "NE46"] {
            assert!(!text.contains(value), "{}: no sampled value stands in a draft", shop.engine);
        }
    }
}

#[test]
fn a_draft_finds_a_persons_rows_and_not_their_neighbours() {
    for shop in everywhere(SHOP) {
        let path = shop.path("draft.yml");
        std::fs::write(&path, shop.draft()).expect("a file");
        let words = [
            "gather",
            "--json",
            "--map",
            &path.display().to_string(),
            "--connect",
            &shop.connect(),
            "--identity",
            "email=ann@shop.example",
        ];
        let (exit, out, said) = run(&words.map(str::to_owned));
        assert_eq!(exit, Exit::Done, "{said}");
        let rows: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let mut keys: Vec<String> = rows
            .iter()
            .map(|row| format!("{}:{}", row["collection"].as_str().unwrap_or_default(), row["key"]["id"]))
            .collect();
        keys.sort();
        assert_eq!(keys, ["sh_addresses:5", "sh_customers:1", "sh_order_lines:100", "sh_orders:10"], "{}", shop.engine);
        let customer = rows.iter().find(|row| row["collection"] == "sh_customers").expect("the customer");
        assert_eq!(customer["fields"].get("password_hash"), None, "a secret is not read");
    }
}

#[test]
fn every_guess_says_how_sure_it_is() {
    for shop in everywhere(SHOP) {
        let words = ["map", "draft", "--json", "--connect", &shop.connect()].map(str::to_owned);
        let (exit, out, _) = run(&words);
        assert_eq!(exit, Exit::Done);
        let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        let collections = answer["systems"][0]["collections"].as_array().expect("collections");
        let fields = || collections.iter().flat_map(|held| held["fields"].as_array().into_iter().flatten());
        let guesses: Vec<_> = fields().map(|field| &field["guess"]).filter(|guess| !guess.is_null()).collect();
        assert!(guesses.len() > 10);
        assert!(guesses.iter().all(|guess| guess["sure"].as_u64().is_some_and(|sure| sure > 0 && sure < 100)));
        let ties = fields().flat_map(|field| field["ties"].as_array().into_iter().flatten());
        assert!(ties.into_iter().all(|tie| tie["why"].as_str().is_some_and(|why| why.contains("values are there"))));
        assert_eq!(answer["systems"][0]["left_out"], serde_json::json!(["sh_products"]));
    }
}

#[test]
fn a_draft_is_never_written_over_a_file() {
    let shops = everywhere(SHOP);
    let path = shops[0].path("mine.yml");
    std::fs::write(&path, "precious").expect("a file");
    let words = ["map", "draft", "--connect", &shops[0].connect(), "--write", &path.display().to_string()];
    assert_eq!(run(&words.map(str::to_owned)).0, Exit::BadInput);
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), "precious");
    let refused = run(&["map", "draft", "--connect", "a b=sqlite:x"].map(str::to_owned));
    assert_eq!(refused.0, Exit::BadInput);
}

/// Rows that hang on their parent by two columns together.
const HOTEL: &str = "
CREATE TABLE guests (id integer PRIMARY KEY, email varchar(80), name varchar(40));
CREATE TABLE bookings (house varchar(8) NOT NULL, number integer NOT NULL, guest_id integer REFERENCES guests (id), PRIMARY KEY (house, number));
CREATE TABLE nights (house varchar(8) NOT NULL, number integer NOT NULL, night integer NOT NULL, PRIMARY KEY (house, number, night),
  FOREIGN KEY (house, number) REFERENCES bookings (house, number));
INSERT INTO guests VALUES (1, 'ann@shop.example', 'Ann'), (2, 'bob@shop.example', 'Bob');
INSERT INTO bookings VALUES ('n', 1, 1), ('s', 1, 2), ('s', 2, 1);
INSERT INTO nights VALUES ('n', 1, 1), ('n', 1, 2), ('s', 1, 1), ('s', 2, 1);
";

#[test]
fn a_draft_follows_foreign_keys_of_several_columns() {
    for shop in everywhere(HOTEL) {
        let text = shop.draft();
        let (exit, answer) = shop.check(&text);
        assert_eq!((exit, answer["sound"].as_bool()), (Exit::Done, Some(true)), "{}: {answer}\n{text}", shop.engine);
        let path = shop.path("draft.yml");
        std::fs::write(&path, &text).expect("a file");
        let (map, place) = (path.display().to_string(), shop.connect());
        let words = ["gather", "--json", "--map", &map, "--connect", &place, "--identity", "email=ann@shop.example"];
        let (exit, out, said) = run(&words.map(str::to_owned));
        assert_eq!(exit, Exit::Done, "{said}");
        let nights = out.lines().filter(|line| line.contains("\"collection\":\"nights\"")).count();
        assert_eq!(nights, 3, "{}: {text}\n{out}", shop.engine);
    }
}

/// Shops that write to whoever gave an address keep them in tables whose key is the address itself.
const LETTERS: &str = "
CREATE TABLE subscribers (email varchar(80) PRIMARY KEY, first_name varchar(40), last_name varchar(40));
CREATE TABLE opened (id integer PRIMARY KEY, email varchar(80), opened_on varchar(20));
INSERT INTO subscribers VALUES ('ann+shop@shop.example', 'Ann', 'Lee'), ('bob@shop.example', 'Bob', 'Poe'), ('cy@shop.example', 'Cy', 'Low');
INSERT INTO opened VALUES (1, 'ANN+shop@shop.example', '2026-01-01'), (2, 'bob@shop.example', '2026-01-02'), (3, 'cy@shop.example', '2026-01-03');
";

#[test]
fn an_address_that_is_itself_the_key_recognises_its_person() {
    for shop in everywhere(LETTERS) {
        let text = shop.draft();
        let map = DataMap::parse(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", shop.engine));
        let held = map.systems[0].collection("subscribers").expect("the table of persons");
        let email = held.field("email").expect("its key");
        assert_eq!(email.fides_meta.identity.as_deref(), Some("email"), "{}: {text}", shop.engine);
        assert_eq!(email.fides_meta.primary_key, Some(true));
        let path = shop.path("letters.yml");
        std::fs::write(&path, &text).expect("a file");
        let (map, place) = (path.display().to_string(), shop.connect());
        let person = "email=Ann+Shop@shop.example";
        let words = ["gather", "--json", "--map", &map, "--connect", &place, "--identity", person];
        let (exit, out, said) = run(&words.map(str::to_owned));
        assert_eq!(exit, Exit::Done, "{said}");
        assert_eq!(out.lines().count(), 2, "{}: the subscription and what was opened: {out}", shop.engine);
    }
}
