//! The sample shop as a company may keep it: in a file, or in a database on a server.

use std::io::Write;
use std::path::Path;

use postgres::{Client, NoTls};
use rightsdesk::config::SystemSection;
use rightsdesk::domain::personal::Personal;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::Outcome;

/// A system with the limits that a company has by default.
pub fn system(connect: String, password: Option<Personal>) -> SystemSection {
    SystemSection {
        connect,
        password_file: None,
        password,
        statement_seconds: 60,
        row_limit: 10_000_000,
        connections: 4,
        link: None,
    }
}

/// Copies a database of SQLite to a server, with its keys and indexes, and says how to reach the copy.
pub fn on_server(file: &Path, url: &str) -> Outcome<SystemSection> {
    let (shop, mut server) = (Connection::open(file)?, Client::connect(url, NoTls)?);
    for name in texts(&shop, "SELECT name FROM sqlite_master WHERE type = 'table'")? {
        copy(&shop, &mut server, &name)?;
    }
    for index in texts(&shop, "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")? {
        server.batch_execute(&index)?;
    }
    // As the server would have done by itself after a minute.
    server.batch_execute("ANALYZE")?;
    let place: postgres::Config = url.parse()?;
    let (port, name) = (place.get_ports().first(), place.get_dbname());
    let user = place.get_user().ok_or("the server's address names no user")?;
    let (port, name) = (port.ok_or("it names no port")?, name.ok_or("it names no database")?);
    let password = place.get_password().map(|bytes| Personal::new(String::from_utf8_lossy(bytes)));
    Ok(system(format!("postgres://{user}@127.0.0.1:{port}/{name}?sslmode=disable"), password))
}

fn texts(shop: &Connection, question: &str) -> Outcome<Vec<String>> {
    Ok(shop.prepare(question)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn copy(shop: &Connection, server: &mut Client, name: &str) -> Outcome<()> {
    let question = format!(
        "SELECT name || CASE type WHEN 'INTEGER' THEN ' BIGINT' ELSE ' TEXT' END FROM pragma_table_info('{name}')"
    );
    let columns = texts(shop, &question)?.join(", ");
    let key =
        texts(shop, &format!("SELECT name FROM pragma_table_info('{name}') WHERE pk > 0 ORDER BY pk"))?.join(", ");
    server.batch_execute(&format!("CREATE TABLE {name} ({columns}, PRIMARY KEY ({key}))"))?;
    let mut lines = server.copy_in(&format!("COPY {name} FROM STDIN"))?;
    let mut statement = shop.prepare(&format!("SELECT * FROM {name}"))?;
    let width = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = (0..width).map(|at| Ok(cell(row.get_ref(at)?))).collect::<Result<Vec<_>, rusqlite::Error>>()?;
        writeln!(lines, "{}", cells.join("\t"))?;
    }
    lines.finish()?;
    Ok(())
}

/// A value in the text form of COPY.
fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "\\N".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n")
        }
    }
}
