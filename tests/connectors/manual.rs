//! A system that only people can look into, in the console or by a link: what the promises of `ports::connector` mean there.

use rightsdesk::adapters::connectors::manual::ManualConnector;
use rightsdesk::domain::datamap::DataMap;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Change, Connector, ConnectorError, Flow, Keys, Select, Table};

fn connector() -> ManualConnector {
    let map = "
dataset:
  - fides_key: parcels
    rightsdesk:
      manual:
        ask: Parcels Ltd
        instructions: look for deliveries.
        link: {to: privacy@parcels.example}
    collections: []
";
    let map = DataMap::parse(map).expect("a map");
    ManualConnector::new(map.systems[0].rightsdesk.manual.clone().expect("a task"))
}

fn table() -> Table {
    Table { schema: None, name: "deliveries".into() }
}

/// Somebody is asked, by name, and what they are to do is said; no value and no address stands in it.
fn asks_a_person<T: std::fmt::Debug>(answer: Result<T, ConnectorError>) {
    let Err(ConnectorError::NeedsPerson { why, next }) = answer else { panic!("{answer:?}") };
    assert!(!format!("{why} {next}").contains("ann@") && !format!("{why} {next}").contains('@'), "{why}; {next}");
}

#[test]
fn every_question_to_a_manual_system_names_whom_to_ask() {
    let mut connector = connector();
    let Err(ConnectorError::NeedsPerson { why, next }) = connector.nature() else { panic!("nobody can connect") };
    assert_eq!((why.as_str(), next.as_str()), ("it is searched by a person: Parcels Ltd", "look for deliveries"));
    asks_a_person(connector.columns(&table()));
    let mut ask = Select::all(table(), vec!["email".into()]);
    ask.keys = Some(Keys {
        columns: vec!["email".into()],
        tuples: vec![vec![Value::Text("ann@shop.example".into())]],
        alike: false,
    });
    let mut rows = 0;
    asks_a_person(connector.select(&ask, &mut |_| {
        rows += 1;
        Flow::More
    }));
    assert_eq!(rows, 0, "no row is made up");
}

#[test]
fn nothing_is_changed_by_program_in_a_manual_system() {
    let mut connector = connector();
    asks_a_person(connector.begin());
    let keys = Keys {
        columns: vec!["email".into()],
        tuples: vec![vec![Value::Text("ann@shop.example".into())]],
        alike: false,
    };
    asks_a_person(connector.change(&Change { table: table(), keys, set: None }));
    asks_a_person(connector.commit());
    connector.abandon();
    assert!(connector.tables().is_err());
    assert_eq!(connector.foreign_keys(), Ok(Vec::new()));
}
