//! `rightsdesk gather` as an operator sees it: lines, summaries, exit codes.

use std::path::PathBuf;

use rightsdesk::cli::{Exit, run_with};
use tempfile::TempDir;

const MAP: &str = "
dataset:
- fides_key: shop
  collections:
  - name: accounts
    rightsdesk:
      person: {shown_as: [name, town]}
      find_by: [{identities: {name: name}, narrows: accounts}]
    fields:
    - {name: id, fides_meta: {primary_key: true, identity: customer_number}}
    - {name: email, fides_meta: {identity: email}}
    - name: name
    - name: town
    - {name: password, rightsdesk: {never_leaves: true}}
  - name: orders
    rightsdesk: {find_by: [{identities: {order_number: id}, narrows: accounts}], links: [{with: accounts, on: {account: id}}]}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - name: account
    - {name: guest, fides_meta: {identity: email}}
";

const SHOP: &str = "
CREATE TABLE accounts (id integer PRIMARY KEY, email text, name text, town text, password text);
CREATE TABLE orders (id integer PRIMARY KEY, account integer, guest text);
INSERT INTO accounts VALUES (1, 'Ann@Shop.Example ', 'Ann Lee', 'Hexham', 'secret1'), (2, 'two@shop.example', 'Ben Poe', 'York', 'secret2'),
  (3, 'TWO@shop.example', 'Cy Poe', 'York', 'secret3'), (4, 'a_n@shop.example', 'Al Low', 'Leeds', 'secret4');
INSERT INTO orders VALUES (10, 1, NULL), (11, 2, NULL), (12, 3, NULL), (13, NULL, ' ANN@shop.example'), (14, NULL, 'two@shop.example'),
  (15, NULL, 'axn@shop.example');
";

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        std::fs::write(folder.path().join("map.yml"), MAP).expect("a file");
        let shop = rusqlite::Connection::open(folder.path().join("shop.db")).expect("a file");
        shop.execute_batch(SHOP).expect("a shop");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn gather(&self, arguments: &[&str]) -> (Exit, Vec<serde_json::Value>, String) {
        let shop = format!("shop=sqlite:{}", self.path("shop.db").display());
        let map = self.path("map.yml").display().to_string();
        let start = ["rightsdesk", "gather", "--json", "--map", &map, "--connect", &shop];
        run(&[&start, arguments].concat())
    }
}

fn run(line: &[&str]) -> (Exit, Vec<serde_json::Value>, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run_with(line.iter().map(|word| (*word).to_owned()), &mut out, &mut err);
    let out = String::from_utf8(out).expect("text");
    let lines = out.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect();
    (exit, lines, String::from_utf8(err).expect("text"))
}

fn keys(lines: &[serde_json::Value]) -> Vec<String> {
    let key =
        |line: &serde_json::Value| format!("{}:{}", line["collection"].as_str().unwrap_or_default(), line["key"]["id"]);
    let mut keys: Vec<String> = lines.iter().map(key).collect();
    keys.sort();
    keys
}

#[test]
fn a_person_is_found_in_any_letter_case_and_passwords_stay_where_they_are() {
    let (exit, lines, summary) = Desk::new().gather(&["--identity", "email=ANN@shop.EXAMPLE"]);
    assert_eq!(exit, Exit::Done);
    assert_eq!(keys(&lines), ["accounts:1", "orders:10", "orders:13"]);
    let account = lines.iter().find(|line| line["collection"] == "accounts").expect("the account");
    let expected = r#"{"system":"shop","collection":"accounts","key":{"id":1},"link":"subject","review":false,"fields":{"id":1,"email":"Ann@Shop.Example ","name":"Ann Lee","town":"Hexham"}}"#;
    assert_eq!(account.to_string(), expected);
    assert!(summary.contains("Found 3 rows."), "{summary}");
}

#[test]
fn an_address_is_no_pattern() {
    let (_, lines, _) = Desk::new().gather(&["--identity", "email=a_n@shop.example"]);
    assert_eq!(keys(&lines), ["accounts:4"]);
    for pattern in ["email=%", "email=a%", "email=*", "email=' OR 1=1 --"] {
        let (exit, lines, _) = Desk::new().gather(&["--identity", pattern]);
        assert_eq!((exit, lines.len()), (Exit::Done, 0), "{pattern}");
    }
}

#[test]
fn nobody_found_is_an_answer_with_a_list_of_what_was_searched() {
    let (exit, lines, summary) = Desk::new().gather(&["--identity", "email=nobody@shop.example"]);
    assert_eq!((exit, lines.len()), (Exit::Done, 0));
    assert!(summary.contains("Found 0 rows.") && summary.contains("accounts by email; orders by email"), "{summary}");
    assert!(!summary.contains("nobody@"), "no personal data in a summary: {summary}");
}

#[test]
fn two_who_share_an_address_are_a_question_and_never_merged() {
    let desk = Desk::new();
    let (exit, lines, _) = desk.gather(&["--identity", "email=two@shop.example"]);
    assert_eq!(exit, Exit::Choose);
    let expected = r#"{"candidates":[{"system":"shop","collection":"accounts","key":{"id":2},"label":"Ben Poe, York"},{"system":"shop","collection":"accounts","key":{"id":3},"label":"Cy Poe, York"}]}"#;
    assert!(lines.len() == 1 && lines[0]["candidates"].as_array().is_some_and(|all| all.len() == 2), "{lines:?}");
    let mut said = lines[0].clone();
    if let Some(all) = said["candidates"].as_array_mut() {
        all.sort_by_key(|candidate| candidate["key"]["id"].as_i64());
    }
    assert_eq!(said.to_string(), expected);
}

#[test]
fn a_further_identity_or_a_choice_settles_who_is_meant() {
    let desk = Desk::new();
    let ben = ["accounts:2", "orders:11"];
    for narrowing in ["name=ben  POE", "customer_number=2", "order_number=11"] {
        let (exit, lines, summary) = desk.gather(&["--identity", "email=two@shop.example", "--identity", narrowing]);
        assert_eq!((exit, keys(&lines)), (Exit::Done, ben.map(str::to_owned).to_vec()), "{narrowing}");
        assert!(summary.contains("orders was not searched by email"), "a guest's order could be anybody's: {summary}");
    }
    let (exit, lines, _) = desk.gather(&["--identity", "email=two@shop.example", "--choose", "shop.accounts:2"]);
    assert_eq!((exit, keys(&lines)), (Exit::Done, ben.map(str::to_owned).to_vec()));
}

#[test]
fn identities_that_point_at_different_persons_are_a_question() {
    let (exit, lines, _) =
        Desk::new().gather(&["--identity", "email=ann@shop.example", "--identity", "customer_number=4"]);
    assert_eq!(exit, Exit::Choose, "{lines:?}");
}

#[test]
fn input_that_cannot_be_used_is_refused_by_name() {
    let desk = Desk::new();
    let email = ["--identity", "email=ann@shop.example"];
    let refused = |arguments: &[&str], option: &str| {
        let (exit, lines, words) = desk.gather(arguments);
        assert_eq!((exit, lines.len()), (Exit::BadInput, 0), "{words}");
        assert!(words.contains(option), "{words}");
    };
    refused(&["--identity", "email"], "--identity");
    refused(&["--identity", "email= "], "--identity");
    refused(&["--identity", "shoe_size=9"], "--identity");
    refused(&["--identity", "name=Ann Lee"], "--identity");
    refused(&["--identity", "email=a", "--identity", "email=b"], "--identity");
    refused(&[email[0], email[1], "--choose", "shop.accounts"], "--choose");
    refused(&[email[0], email[1], "--choose", "shop.accounts:2"], "--choose");
    refused(&[email[0], email[1], "--connect", "crm=csv:."], "--connect");
    refused(&[email[0], email[1], "--connect", "shop=oracle:x"], "--connect");
    std::fs::write(desk.path("map.yml"), format!("{MAP}    rightsdesk: {{zzz: 1}}\n")).expect("a file");
    refused(&email, "--map");
}

#[test]
fn a_system_that_does_not_answer_is_named_with_what_to_do() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path("shop.db")).expect("it was there");
    let (exit, lines, words) = desk.gather(&["--identity", "email=ann@shop.example"]);
    assert_eq!((exit, lines.len()), (Exit::Negative, 0));
    assert!(words.contains("shop was not searched") && words.contains("check the path"), "{words}");
}

#[test]
fn a_choice_that_names_nobody_of_the_map_is_refused_and_never_passed_over() {
    let desk = Desk::new();
    for choice in ["shop.orders:10", "shop.nothing:1", "other.accounts:1", "shop.accounts:99"] {
        let (exit, lines, said) = desk.gather(&["--identity", "email=ann@shop.example", "--choose", choice]);
        assert_eq!((exit, lines.len()), (Exit::BadInput, 0), "{choice}: {said}");
        assert!(said.contains("--choose"), "{choice}: {said}");
    }
}

#[test]
fn another_database_is_not_mistaken_for_one_that_holds_nothing() {
    let desk = Desk::new();
    let other = desk.path("other.db");
    rusqlite::Connection::open(&other).and_then(|open| open.execute_batch("CREATE TABLE x (y)")).expect("a database");
    let (map, other) = (desk.path("map.yml").display().to_string(), format!("shop=sqlite:{}", other.display()));
    let words = ["rightsdesk", "gather", "--json", "--map", &map, "--identity", "email=ann@shop.example", "--connect"];
    let (exit, lines, said) = run(&[&words[..], &[other.as_str()]].concat());
    assert_eq!((exit, lines.len()), (Exit::Negative, 0), "{said}");
    assert!(said.contains("none of the map's tables"), "{said}");
    let (exit, _, said) = run(&[&words[..], &["shop=sqlite:"]].concat());
    assert_eq!(exit, Exit::BadInput, "{said}");
}
