//! What does not fit is said before a person's request depends on it.

use rightsdesk::cli::Exit;
use serde_json::Value;

use super::shop::{everywhere, run};

const SHOP: &str = "
CREATE TABLE account (id integer PRIMARY KEY, email varchar(80) NOT NULL UNIQUE, name varchar(12) NOT NULL, born date NOT NULL,
  points integer NOT NULL, home integer);
CREATE TABLE purchase (id integer PRIMARY KEY, account integer NOT NULL, placed date, FOREIGN KEY (account) REFERENCES account (id));
CREATE TABLE diary (id integer PRIMARY KEY, account integer, phone varchar(20), FOREIGN KEY (account) REFERENCES account (id));
CREATE TABLE island (id integer PRIMARY KEY, email_address varchar(80));
";

const SOUND: &str = "
dataset:
- fides_key: shop
  collections:
  - name: account
    fields:
    - {name: id, fides_meta: {primary_key: true, identity: customer_number, data_type: integer}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email, data_type: string, length: 80}}
    - {name: name, data_categories: [user.name]}
    - {name: born, data_categories: [user.demographic.date_of_birth], rightsdesk: {erased_as: '1900-01-01'}}
  - name: purchase
    rightsdesk: {retention: {keep_for: 6 years, from: placed, reason: the law}}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: account, data_categories: [user.unique_id], fides_meta: {references: [{dataset: shop, field: account.id, direction: from}]}}
    - {name: placed, fides_meta: {data_type: string}}
  - name: diary
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: account, fides_meta: {references: [{dataset: shop, field: account.id, direction: from}]}}
    - {name: phone, data_categories: [user.contact.phone_number]}
";

/// The remarks as `gravity concern place`.
fn remarks(answer: &Value) -> Vec<String> {
    let word = |remark: &Value, key: &str| remark[key].as_str().unwrap_or_default().to_owned();
    let all = answer["remarks"].as_array().expect("a list");
    all.iter().map(|one| ["gravity", "concern", "place"].map(|key| word(one, key)).join(" ")).collect()
}

#[test]
fn a_map_that_fits_its_schema_needs_no_remark() {
    for shop in everywhere(SHOP) {
        let (exit, answer) = shop.check(SOUND);
        assert_eq!((exit, remarks(&answer)), (Exit::Done, vec![]), "{}", shop.engine);
        assert_eq!(answer["systems"][0]["engine"], shop.engine);
        assert_eq!(answer["systems"][0]["collections"], 3);
    }
}

/// What is wrong after one change of the sound map, and with which exit.
fn after(from: &str, to: &str, expected: &[&str]) {
    assert!(SOUND.contains(from), "{from}");
    let exit = if expected.iter().any(|remark| remark.starts_with("error")) { Exit::Negative } else { Exit::Done };
    for shop in everywhere(SHOP) {
        let (ended, answer) = shop.check(&SOUND.replacen(from, to, 1));
        assert_eq!(
            (ended, remarks(&answer)),
            (exit, expected.iter().map(|&s| s.to_owned()).collect()),
            "{}",
            shop.engine
        );
        assert_eq!(answer["sound"], exit == Exit::Done);
    }
}

#[test]
fn what_the_schema_does_not_have_is_missed() {
    after(
        "  - name: diary\n",
        "  - name: diaries\n",
        &["error missing-table shop.diaries", "warning unmapped shop.diary"],
    );
    after(
        "{name: phone,",
        "{name: fon,",
        &["error missing-column shop.diary.fon", "warning unmapped shop.diary.phone"],
    );
}

#[test]
fn types_that_differ_are_said() {
    after("data_type: integer", "data_type: string", &["error type shop.account.id"]);
    after("length: 80", "length: 200", &["warning length shop.account.email"]);
    after(
        "field: account.id, direction: from}]}}\n    - {name: placed",
        "field: account.email, direction: from}]}}\n    - {name: placed",
        &["warning type shop.purchase.account"],
    );
}

#[test]
fn what_an_erasure_would_put_where_it_cannot_stand_is_said() {
    after(", rightsdesk: {erased_as: '1900-01-01'}", "", &["error not-null shop.account.born"]);
    after(
        "{name: name, data_categories: [user.name]}",
        "{name: name, fides_meta: {masking_strategy_override: {strategy: hash}}}",
        &["error length shop.account.name"],
    );
    after(
        "fides_meta: {identity: email, data_type: string, length: 80}",
        "fides_meta: {identity: email}, rightsdesk: {erased_as: gone}",
        &["error unique shop.account.email"],
    );
    after(
        "{name: name, data_categories: [user.name]}",
        "{name: name, fides_meta: {masking_strategy_override: {strategy: shred}}}",
        &["error masking shop.account.name"],
    );
    after(
        "{name: account, fides_meta: {references",
        "{name: account, rightsdesk: {erased_as: '0'}, fides_meta: {references",
        &["error foreign-key shop.diary.account"],
    );
}

#[test]
fn a_rule_of_retention_that_counts_from_no_date_is_said() {
    after("from: placed", "from: id", &["error retention shop.purchase"]);
    after("from: placed", "from: nothing", &["error retention shop.purchase"]);
    after("keep_for: 6 years", "keep_for: a while", &["error retention shop.purchase"]);
}

#[test]
fn personal_data_to_which_nothing_leads_is_an_error() {
    let island = "
  - name: island
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email_address, data_categories: [user.contact.email]}
";
    let map = format!("{SOUND}{}", island.trim_start_matches('\n'));
    for shop in everywhere(SHOP) {
        let (exit, answer) = shop.check(&map);
        assert_eq!((exit, remarks(&answer)), (Exit::Negative, vec!["error unreachable shop.island".to_owned()]));
    }
}

#[test]
fn without_a_connection_the_map_alone_is_checked() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let path = folder.path().join("map.yml");
    std::fs::write(&path, SOUND).expect("a file");
    let words = ["map", "check", &path.display().to_string()].map(str::to_owned);
    let (exit, out, _) = run(&words);
    assert_eq!(exit, Exit::Done, "{out}");
    assert!(out.contains("not held against a live schema"), "{out}");
    std::fs::write(&path, "dataset: 7").expect("a file");
    assert_eq!(run(&words).0, Exit::BadInput);
    let words = ["map", "check", "nowhere.yml", "--connect", "shop=sqlite:x"].map(str::to_owned);
    assert_eq!(run(&words).0, Exit::BadInput);
}

/// A shop whose diary is moved away while it is restricted, into a table that a row of it fits.
const HELD: &str = "CREATE TABLE diary_held (id integer PRIMARY KEY, account integer, phone varchar(20));\n";

/// The map that moves it.
fn moving() -> String {
    let moves = "  - name: diary\n    rightsdesk: {restriction: {move_to: diary_held}}\n";
    let held = "
  - name: diary_held
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: account, fides_meta: {references: [{dataset: shop, field: account.id, direction: from}]}}
    - {name: phone, data_categories: [user.contact.phone_number]}
";
    format!("{}{}", SOUND.trim_end().replacen("  - name: diary\n", moves, 1), held)
}

/// What is said of the move in a shop with more tables; every engine says the same.
fn of_the_move(shop: &str, map: &str) -> (Exit, Vec<String>) {
    let mut said: Vec<(Exit, Vec<String>)> = Vec::new();
    for shop in everywhere(shop) {
        let (exit, answer) = shop.check(map);
        let told = (exit, remarks(&answer));
        if let Some(before) = said.last() {
            assert_eq!(&told, before, "{}", shop.engine);
        }
        said.push(told);
    }
    said.remove(0)
}

#[test]
fn a_table_to_which_rows_fit_whole_needs_no_remark() {
    assert_eq!(of_the_move(&format!("{SHOP}{HELD}"), &moving()), (Exit::Done, vec![]));
}

#[test]
fn whatever_a_moved_row_would_lose_in_the_live_schema_is_an_error() {
    let narrow = "CREATE TABLE diary_held (id integer PRIMARY KEY, account integer NOT NULL, phone varchar(8), mood varchar(9));\n";
    let (exit, said) = of_the_move(&format!("{SHOP}{narrow}"), &moving());
    assert_eq!(exit, Exit::Negative);
    for expected in
        ["error length shop.diary.phone", "error not-null shop.diary.account", "error missing-column shop.diary"]
    {
        assert!(said.iter().any(|remark| remark == expected), "{expected}: {said:?}");
    }
    let bare = "CREATE TABLE diary_held (id integer PRIMARY KEY, account integer);\n";
    let (exit, said) = of_the_move(&format!("{SHOP}{bare}"), &moving());
    assert_eq!(exit, Exit::Negative);
    assert!(said.iter().any(|remark| remark == "error missing-column shop.diary.phone"), "{said:?}");
}

#[test]
fn rows_that_others_point_at_and_that_stay_hold_a_move_up() {
    let page =
        "CREATE TABLE page (id integer PRIMARY KEY, diary integer, FOREIGN KEY (diary) REFERENCES diary (id));\n";
    let pages = "
  - name: page
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: diary, fides_meta: {references: [{dataset: shop, field: diary.id, direction: from}]}}
";
    let map = format!("{}{pages}", moving().trim_end());
    let (exit, said) = of_the_move(&format!("{SHOP}{HELD}{page}"), &map);
    assert_eq!(exit, Exit::Negative);
    assert!(said.iter().any(|remark| remark == "error foreign-key shop.diary"), "{said:?}");
    let along = page.replace("REFERENCES diary (id)", "REFERENCES diary (id) ON DELETE CASCADE");
    let (exit, said) = of_the_move(&format!("{SHOP}{HELD}{along}"), &map);
    assert!(exit == Exit::Negative && said.iter().any(|remark| remark == "error foreign-key shop.diary"), "{said:?}");
}
