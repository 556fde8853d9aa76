//! The promises of `ports::connector`, for SQLite, PostgreSQL and CSV alike.

use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Bounds, Check, Connector, ConnectorError, Flow, Hint, Keys, Select, Table};

use super::shop::{MANY, items, many, shops};

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The rows as texts, sorted; nothing is a dash.
fn rows(connector: &mut dyn Connector, ask: &Select) -> Vec<String> {
    let mut rows = Vec::new();
    let answer = connector.select(ask, &mut |row| {
        let texts: Vec<String> = row.iter().map(|value| value.as_text().unwrap_or_else(|| "-".into())).collect();
        rows.push(texts.join(" "));
        Flow::More
    });
    answer.unwrap_or_else(|error| panic!("{error:?}"));
    rows.sort();
    rows
}

fn keyed() -> Select {
    Select::all(items(), vec!["select".into(), "the \"line\"".into()])
}

/// Runs the same question against every shop; all must answer alike.
fn everywhere(ask: &Select, expected: &[&str]) {
    for shop in shops() {
        let mut connector = shop.connect(Bounds::default());
        assert_eq!(rows(connector.as_mut(), ask), expected, "{}", shop.engine);
    }
}

#[test]
fn every_connector_says_what_it_is_and_what_a_table_has() {
    for shop in shops() {
        let mut connector = shop.connect(Bounds::default());
        assert_eq!(connector.nature().expect("it is there").engine, shop.engine);
        let mut columns = connector.columns(&items()).expect("an answer").expect("the table");
        columns.sort();
        assert_eq!(columns, ["note;--", "select", "the \"line\"", "who's"]);
        let missing = Table { schema: None, name: "../many".into() };
        assert_eq!(connector.columns(&missing), Ok(None), "{}", shop.engine);
    }
}

#[test]
fn awkward_names_and_values_come_back_as_they_are() {
    let all = ["select", "note;--", "who's"].map(str::to_owned).to_vec();
    let ask =
        Select { checks: vec![("the \"line\"".into(), Check::OneOf(vec![text("b")]))], ..Select::all(items(), all) };
    everywhere(&ask, &["1 - O'Brien", "2 100%_\\ '; DROP TABLE items; --"]);
}

#[test]
fn every_connector_lists_its_tables() {
    for shop in shops() {
        let mut tables = shop.connect(Bounds::default()).tables().expect("a list");
        tables.sort();
        assert_eq!(tables, [many(), items()], "{}", shop.engine);
    }
}

#[test]
fn a_few_rows_are_enough_when_a_few_were_wanted() {
    let ask = Select { first: Some(3), ..Select::all(many(), vec!["id".into()]) };
    for shop in shops() {
        assert_eq!(rows(shop.connect(Bounds::default()).as_mut(), &ask).len(), 3, "{}", shop.engine);
    }
}

#[test]
fn keys_of_one_column_find_their_rows_whatever_their_type() {
    let mut ask = keyed();
    let tuples = [Value::Integer(2), text("10"), text("2 or 1=1"), text("x"), Value::Null].map(|value| vec![value]);
    ask.keys = Some(Keys { columns: vec!["select".into()], tuples: tuples.to_vec(), alike: false });
    everywhere(&ask, &["10 a", "2 a", "2 b"]);
}

#[test]
fn composite_keys_match_as_a_whole() {
    let mut ask = keyed();
    let columns = vec!["select".into(), "the \"line\"".into()];
    let tuples = vec![
        vec![Value::Integer(1), text("a")],
        vec![Value::Integer(2), text("b")],
        vec![Value::Integer(10), text("b")],
    ];
    ask.keys = Some(Keys { columns, tuples, alike: false });
    everywhere(&ask, &["1 a", "2 b"]);
}

#[test]
fn no_keys_find_nothing() {
    let mut ask = keyed();
    ask.keys = Some(Keys { columns: vec!["select".into()], tuples: Vec::new(), alike: false });
    everywhere(&ask, &[]);
}

#[test]
fn a_condition_takes_exactly_the_rows_that_meet_it() {
    let with = |check: Check| Select { checks: vec![("note;--".into(), check)], ..keyed() };
    everywhere(&with(Check::Empty), &["1 b"]);
    everywhere(&with(Check::Present), &["1 a", "10 a", "2 a", "2 b"]);
    everywhere(&with(Check::Not(text("x"))), &["1 a", "1 b", "10 a", "2 b"]);
    everywhere(&with(Check::OneOf(vec![text("%"), text("X"), text("y")])), &["10 a"]);
}

#[test]
fn a_hint_never_loses_a_row_that_has_it() {
    let hint = |text: &str| vec![Hint { columns: vec!["note;--".into(), "who's".into()], text: text.into() }];
    let mut ask = keyed();
    ask.hints = vec![hint("emile@shop"), hint("%_\\")];
    for shop in shops() {
        let found = rows(shop.connect(Bounds::default()).as_mut(), &ask);
        for wanted in ["1 a", "2 a", "2 b"] {
            assert!(found.contains(&wanted.to_owned()), "{}: {found:?}", shop.engine);
        }
    }
}

#[test]
fn a_large_answer_comes_row_by_row_and_can_be_cut_short() {
    let ask = Select::all(many(), vec!["id".into()]);
    for shop in shops() {
        let mut connector = shop.connect(Bounds::default());
        assert_eq!(rows(connector.as_mut(), &ask).len(), MANY, "{}", shop.engine);
        let mut seen = 0;
        let cut = connector.select(&ask, &mut |_| {
            seen += 1;
            if seen == 7 { Flow::Enough } else { Flow::More }
        });
        assert_eq!((cut, seen), (Ok(()), 7), "{}", shop.engine);
        assert_eq!(rows(connector.as_mut(), &ask).len(), MANY, "{} answers again", shop.engine);
    }
}

#[test]
fn an_answer_larger_than_allowed_is_refused() {
    let bounds = Bounds { rows: 100, ..Bounds::default() };
    for shop in shops() {
        let answer = shop.connect(bounds).select(&Select::all(many(), vec!["id".into()]), &mut |_| Flow::More);
        assert!(matches!(answer, Err(ConnectorError::Refused { .. })), "{}: {answer:?}", shop.engine);
    }
}

#[test]
fn a_table_or_column_that_is_not_there_is_refused_without_a_value() {
    let nowhere = Table { schema: None, name: "nowhere".into() };
    for shop in shops() {
        let mut connector = shop.connect(Bounds::default());
        for mut ask in [Select::all(nowhere.clone(), vec!["id".into()]), Select::all(many(), vec!["nothing".into()])] {
            ask.checks = vec![("half".into(), Check::OneOf(vec![text("emma@mail.example")]))];
            let answer = connector.select(&ask, &mut |_| Flow::More);
            let Err(error) = answer else { panic!("{} answered", shop.engine) };
            assert!(!error.to_string().contains("emma"), "{}: {error}", shop.engine);
        }
    }
}

#[test]
fn whole_rows_are_met_together_with_what_is_empty_in_them() {
    let mut ask = keyed();
    let columns = ["select", "the \"line\"", "note;--"].map(str::to_owned).to_vec();
    let tuples = vec![vec![Value::Integer(1), text("b"), Value::Null], vec![Value::Integer(1), text("a"), Value::Null]];
    ask.keys = Some(Keys { columns: columns.clone(), tuples: tuples.clone(), alike: true });
    everywhere(&ask, &["1 b"]);
    ask.keys = Some(Keys { columns, tuples, alike: false });
    everywhere(&ask, &[]);
}

#[test]
fn what_all_keys_have_in_common_is_still_asked_for() {
    let mut ask = keyed();
    let columns = vec!["select".into(), "the \"line\"".into()];
    let tuples = vec![vec![Value::Integer(2), text("a")], vec![Value::Integer(2), text("b")]];
    ask.keys = Some(Keys { columns, tuples, alike: false });
    everywhere(&ask, &["2 a", "2 b"]);
}
