//! What only folders of files bring with them.

use rightsdesk::adapters::connectors::csv::CsvConnector;
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::ports::connector::{Bounds, Connector, ConnectorError, Flow, Select, Table};
use tempfile::TempDir;

fn read(content: &[u8]) -> (Vec<Vec<Value>>, Vec<String>) {
    let folder = TempDir::new().expect("a temporary folder");
    std::fs::write(folder.path().join("people.csv"), content).expect("a file");
    let mut connector = CsvConnector::new(folder.path(), Bounds::default());
    let table = Table { schema: None, name: "people".into() };
    let remarks = connector.nature().expect("a folder").remarks;
    let columns = connector.columns(&table).expect("a header").expect("a file");
    let mut rows = Vec::new();
    let ask = Select::all(table, columns);
    connector
        .select(&ask, &mut |row| {
            rows.push(row);
            Flow::More
        })
        .expect("it can be read");
    (rows, remarks)
}

fn texts(row: &[Value]) -> Vec<String> {
    row.iter().map(|value| value.as_text().unwrap_or_default()).collect()
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_column() {
    let (rows, remarks) = read("\u{feff}id,name\r\n1,Zoë\r\n".as_bytes());
    assert_eq!(texts(&rows[0]), ["1", "Zoë"]);
    assert!(remarks.is_empty());
}

#[test]
fn letters_that_are_not_utf8_are_read_as_latin_1_and_that_is_told() {
    let (rows, remarks) = read(b"id,name\n1,Zo\xeb\n");
    assert_eq!(texts(&rows[0]), ["1", "Zoë"]);
    assert_eq!(remarks, ["people.csv is not UTF-8; its letters were read as Latin-1"]);
}

#[test]
fn semicolons_and_tabs_separate_as_well() {
    assert_eq!(texts(&read(b"id;name\n1;\"Smith; Ann\"\n").0[0]), ["1", "Smith; Ann"]);
    assert_eq!(texts(&read(b"id\tname\n1\tAnn\n").0[0]), ["1", "Ann"]);
}

#[test]
fn a_short_line_has_nothing_in_its_last_cells() {
    assert_eq!(read(b"id,name\n1\n").0[0], [Value::Text("1".into()), Value::Null]);
}

#[test]
fn a_folder_that_is_not_there_needs_a_person() {
    let mut connector = CsvConnector::new("/nowhere/at/all", Bounds::default());
    assert!(matches!(connector.nature(), Err(ConnectorError::NeedsPerson { .. })));
}
