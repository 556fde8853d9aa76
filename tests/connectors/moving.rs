//! What every server promises of rows that are moved, and of connections: asked of each with tables of its own.

use rightsdesk::adapters::connectors::capped::Places;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Change, Connector, ConnectorError, Copying, Flow, Keys, Select, Table};

fn table(name: &str) -> Table {
    Table { schema: None, name: name.to_owned() }
}

/// Of two places the third connection has to wait, until one is free again.
pub fn a_third_connection_waits<C: Connector + 'static>(connector: impl Fn() -> C) {
    let places = Places::new(2);
    let take = || places.take(Box::new(connector()));
    let (mut one, mut two) = (take().expect("a place"), take().expect("a place"));
    assert!(one.nature().is_ok() && two.nature().is_ok());
    assert!(matches!(take().err(), Some(ConnectorError::Retry { .. })), "a third waits");
    drop(one);
    assert!(take().expect("its place is free").nature().is_ok());
}

/// Rows 7 and 8 of three in `a` go to `held` and come back; both within a transaction that can be given up.
pub fn rows_are_copied_and_given_up<C: Connector>(connector: impl Fn() -> C) {
    let keys = Keys {
        columns: vec!["id".into()],
        tuples: vec![vec![Value::Integer(7)], vec![Value::Integer(8)]],
        alike: false,
    };
    let columns = vec!["id".into(), "name".into(), "at".into()];
    let copying = Copying { from: table("a"), to: table("held"), columns, keys: keys.clone() };
    let away = Change { table: table("a"), keys, set: None };
    let count = |name: &str| {
        let mut rows = 0;
        let ask = Select::all(table(name), vec!["id".into()]);
        let all = connector().select(&ask, &mut |_| {
            rows += 1;
            Flow::More
        });
        all.map(|()| rows)
    };
    let mut shop = connector();
    shop.begin().expect("a transaction");
    assert_eq!((shop.copy(&copying), shop.change(&away)), (Ok(2), Ok(2)));
    shop.abandon();
    assert_eq!((count("a"), count("held")), (Ok(3), Ok(0)), "given up");
    shop.begin().expect("a transaction");
    assert_eq!((shop.copy(&copying), shop.change(&away)), (Ok(2), Ok(2)));
    shop.commit().expect("it lasts");
    assert_eq!((count("a"), count("held")), (Ok(1), Ok(2)));
    let back = Copying { from: copying.to.clone(), to: copying.from.clone(), ..copying };
    shop.begin().expect("a transaction");
    assert_eq!(shop.copy(&back), Ok(2), "with the numbers that they had");
    shop.commit().expect("it lasts");
    assert_eq!(count("a"), Ok(3));
}
