//! `rightsdesk erase` as an operator sees it.

use rightsdesk::cli::{Exit, run_with};

use super::shop::{Desk, arguments};

const MAP: &str = "
dataset:
- fides_key: shop
  collections:
  - name: account
    rightsdesk: {erasure: {action: anonymise}}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email}}
    - {name: login, rightsdesk: {erased_as: 'gone-{key}'}}
    - {name: password, data_categories: [user.authorization.password], rightsdesk: {never_leaves: true, erased_as: '!'}}
    - {name: visits, rightsdesk: {erased_as: '0'}}
";

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::write(desk.path("map.yml"), MAP).expect("a file");
    let shop = rusqlite::Connection::open(desk.path("shop.db")).expect("a file");
    let sql = "CREATE TABLE account (id integer PRIMARY KEY, email text NOT NULL, login text NOT NULL UNIQUE,
          password text NOT NULL, visits integer NOT NULL);
        INSERT INTO account VALUES (1, 'ann@shop.example', 'ann', 'secret', 7), (2, 'bob@shop.example', 'bob', '!', 8);";
    shop.execute_batch(sql).expect("a shop");
    desk
}

fn words(desk: &Desk, more: &[&str]) -> Vec<String> {
    let place = format!("shop=sqlite:{}", desk.path("shop.db").display());
    let mut words = arguments(&desk.path("map.yml"), &[place], []);
    words.extend(["--identity", "email=Ann@shop.example"].iter().chain(more).map(|word| (*word).to_owned()));
    words
}

#[test]
fn a_plan_is_a_line_for_each_row_and_changes_nothing() {
    let desk = desk();
    let (exit, lines, said) = desk.erase(&words(&desk, &["--plan"]));
    assert_eq!(exit, Exit::Done, "{said}");
    let expected = r#"{"system":"shop","collection":"account","key":{"id":1},"action":"anonymise","columns":["email","login","password","visits"],"rule":"anonymise","until":null,"reason":"The record stays, but no longer says whose it was."}"#;
    assert_eq!(lines.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    assert!(!desk.path("data").exists(), "a plan leaves nothing behind");
}

#[test]
fn values_get_what_their_columns_take_and_a_second_run_finds_nothing() {
    let desk = desk();
    let (exit, lines, said) = desk.erase(&words(&desk, &["--execute", "--yes"]));
    assert_eq!((exit, &lines[0]["state"]), (Exit::Done, &"confirmed".into()), "{said}");
    let shop = rusqlite::Connection::open(desk.path("shop.db")).expect("a file");
    let row = |id: i64| -> (String, String, String, i64) {
        let sql = "SELECT email, login, password, visits FROM account WHERE id = ?1";
        shop.query_row(sql, [id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).expect("a row")
    };
    assert_eq!(row(1), (String::new(), "gone-1".into(), "!".into(), 0));
    assert_eq!(row(2), ("bob@shop.example".into(), "bob".into(), "!".into(), 8));
    let (exit, lines, said) = desk.erase(&words(&desk, &["--execute", "--yes"]));
    assert_eq!((exit, lines.len()), (Exit::Done, 0), "{said}");
    assert!(said.contains("Nothing about this person was found"), "{said}");
}

#[test]
fn nothing_is_erased_without_a_yes() {
    let desk = desk();
    let (exit, _, said) = desk.erase(&words(&desk, &["--execute"]));
    assert_eq!(exit, Exit::BadInput);
    assert!(said.contains("--yes"), "{said}");
}

#[test]
fn the_journal_holds_no_data_of_the_person_once_it_is_done() {
    let desk = desk();
    desk.erase(&words(&desk, &["--execute", "--yes"]));
    let folder = std::fs::read_dir(desk.path("data/erasures")).expect("a folder");
    let journals: Vec<_> =
        folder.map(|entry| entry.expect("a file").path()).filter(|path| path.extension().is_some()).collect();
    let [journal] = journals.as_slice() else { panic!("{journals:?}") };
    let text = std::fs::read_to_string(journal).expect("text");
    assert!(text.starts_with("{\"finished\""), "{text}");
    assert!(!text.contains("ann"), "{text}");
    assert!(!journal.display().to_string().contains("ann"));
}

#[test]
fn a_plan_for_people_says_what_happens_until_when_and_why() {
    let desk = desk();
    let mut line = vec!["rightsdesk".to_owned(), "erase".to_owned()];
    line.extend(words(&desk, &[]));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    assert_eq!(run_with(line, &mut out, &mut err), Exit::Done);
    let out = String::from_utf8(out).expect("text");
    for said in
        ["shop.account: anonymise 1 row", "emptied: email, login, password, visits", "why:     The record stays"]
    {
        assert!(out.contains(said), "{out}");
    }
}

/// A shop with a review that the map leaves to a person, and another person's.
fn desk_with_reviews() -> Desk {
    let desk = desk();
    let map = format!(
        "{MAP}  - name: review
    rightsdesk: {{erasure: {{action: review, columns: [author]}}}}
    fields:
    - {{name: id, fides_meta: {{primary_key: true}}}}
    - {{name: account_id, fides_meta: {{references: [{{dataset: shop, field: account.id, direction: from}}]}}}}
    - {{name: author}}
"
    );
    std::fs::write(desk.path("map.yml"), map).expect("a file");
    let shop = rusqlite::Connection::open(desk.path("shop.db")).expect("a file");
    let sql = "CREATE TABLE review (id integer PRIMARY KEY, account_id integer, author text);
        INSERT INTO review VALUES (7, 1, 'ann'), (8, 1, 'ann'), (9, 2, 'bob');";
    shop.execute_batch(sql).expect("a shop");
    desk
}

#[test]
fn a_row_that_the_map_leaves_to_a_person_is_decided_with_a_reason_and_else_not_touched() {
    let desk = desk_with_reviews();
    let decide = ["--execute", "--yes", "--decide", "shop.review:7=erase:Ann asked for it: nobody else is named"];
    let (exit, lines, said) = desk.erase(&words(&desk, &decide));
    assert_eq!(exit, Exit::Done, "{said}");
    let review = |id: i64| lines.iter().find(|line| line["collection"] == "review" && line["key"]["id"] == id);
    let (decided, open) = (review(7).expect("a row"), review(8).expect("a row"));
    assert_eq!((&decided["action"], &decided["rule"]), (&"erase".into(), &"decided by a person".into()));
    assert_eq!(decided["reason"], "Ann asked for it: nobody else is named.");
    assert_eq!(open["action"], "review");
    let shop = rusqlite::Connection::open(desk.path("shop.db")).expect("a file");
    let left: Vec<i64> = shop
        .prepare("SELECT id FROM review ORDER BY id")
        .and_then(|mut all| all.query_map([], |row| row.get(0))?.collect())
        .expect("rows");
    assert_eq!(left, [8, 9]);
}

#[test]
fn a_decision_about_a_row_that_is_not_for_a_person_to_decide_stops_everything() {
    let desk = desk_with_reviews();
    for wrong in [
        "shop.review:9=erase:another person's",
        "shop.account:1=keep:the map decides",
        "shop.review:7=burn:no such word",
        "shop.review:7=keep,2001-01-01:over",
        "shop.review:7=erase:",
        "shop.nothing:7=erase:no such table",
        "shop.review:7,8=erase:one column",
    ] {
        let (exit, _, said) = desk.erase(&words(&desk, &["--execute", "--yes", "--decide", wrong]));
        assert_eq!(exit, Exit::BadInput, "{wrong}: {said}");
        assert!(said.contains("--decide"), "{said}");
    }
    let shop = rusqlite::Connection::open(desk.path("shop.db")).expect("a file");
    let rows: i64 = shop.query_row("SELECT count(*) FROM review", [], |row| row.get(0)).expect("counted");
    assert_eq!(rows, 3, "nothing was changed");
}
