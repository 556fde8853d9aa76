//! `SYSTEM=WHERE`: from the words of the command line to a connector.

use std::collections::BTreeMap;
use std::path::Path;

use super::Failure;
use super::compose::{secret, system_clock, with_password};
use crate::adapters::connectors::csv::CsvConnector;
use crate::adapters::connectors::manual::ManualConnector;
use crate::adapters::connectors::mysql::MysqlConnector;
use crate::adapters::connectors::postgres::PostgresConnector;
use crate::adapters::connectors::service::ServiceConnector;
use crate::adapters::connectors::sqlite::SqliteConnector;
use crate::adapters::connectors::webhook::WebhookConnector;
use crate::adapters::connectors::xlsx::XlsxConnector;
use crate::domain::datamap::DataMap;
use crate::domain::personal::Personal;
use crate::ports::connector::{Bounds, Connector, ConnectorError};
use crate::workflow::gathering::Connectors;

/// The connectors that were named, each for a system of the map.
pub(super) fn all(map: &DataMap, named: &[String]) -> Result<Connectors, Failure> {
    let mut connectors: Connectors = BTreeMap::new();
    for words in named {
        let (system, place) = words.split_once('=').ok_or_else(|| refuse("write SYSTEM=sqlite:FILE"))?;
        if map.system(system).is_none() {
            let known: Vec<&str> = map.systems.iter().map(|system| system.key.as_str()).collect();
            return Err(refuse(&format!("the map has no system {system}; it has {}", known.join(", "))));
        }
        if connectors.insert(system.to_owned(), one(place)?).is_some() {
            return Err(refuse(&format!("{system} is connected twice")));
        }
    }
    for system in &map.systems {
        if let Some(task) = &system.rightsdesk.manual {
            let colleague: Box<dyn Connector> = Box::new(ManualConnector::new(task.clone()));
            connectors.entry(system.key.clone()).or_insert(colleague);
        }
    }
    Ok(connectors)
}

/// `SYSTEM=WHERE` for a system that no map knows yet.
pub(super) fn named(words: &str) -> Result<(String, Box<dyn Connector>), Failure> {
    let (system, place) = words.split_once('=').ok_or_else(|| refuse("write SYSTEM=sqlite:FILE"))?;
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if system.is_empty() || !system.chars().all(is_name) {
        return Err(refuse("the name of a system has letters, digits, _ and - only"));
    }
    Ok((system.to_owned(), one(place)?))
}

/// The connector for a place, with the bounds of every command.
fn one(place: &str) -> Result<Box<dyn Connector>, Failure> {
    let (place, password) = without_password_file(place)?;
    within(&place, password, Bounds::default())
}

/// The connector for a place, with a secret and the bounds that the settings give. What comes after the kind is not repeated in
/// messages: it may hold a password.
pub(super) fn within(place: &str, password: Option<Personal>, bounds: Bounds) -> Result<Box<dyn Connector>, Failure> {
    let (kind, rest) = place.split_once(':').unwrap_or_default();
    if rest.trim().is_empty() {
        return Err(refuse(WHERE));
    }
    let path = Path::new(rest);
    let connector: Result<Box<dyn Connector>, ConnectorError> = match kind {
        "csv" => Ok(Box::new(CsvConnector::new(path, bounds))),
        "xlsx" => Ok(Box::new(XlsxConnector::new(path, bounds))),
        "sqlite" => Ok(Box::new(SqliteConnector::new(path, bounds))),
        "postgres" | "postgresql" => boxed(PostgresConnector::new(&with_password(place, password.as_ref()), bounds)),
        "mysql" | "mariadb" => boxed(MysqlConnector::new(&with_password(place, password.as_ref()), bounds)),
        "service" => boxed(ServiceConnector::new(path, password, bounds)),
        "webhook" => boxed(WebhookConnector::new(path, password, bounds, system_clock())),
        _ => return Err(refuse(WHERE)),
    };
    connector.map_err(|error| refuse(&error.to_string()))
}

const WHERE: &str = "a system is at sqlite:FILE, postgres://USER@HOST/DATABASE, mysql://USER@HOST/DATABASE, csv:FOLDER, xlsx:FOLDER, \
service:FILE.toml or webhook:FILE.toml";

fn boxed<C: Connector + 'static>(made: Result<C, ConnectorError>) -> Result<Box<dyn Connector>, ConnectorError> {
    made.map(|connector| -> Box<dyn Connector> { Box::new(connector) })
}

/// `password_file=FILE` in a database's address: a command line is seen by everybody on the machine, a file is not.
fn without_password_file(place: &str) -> Result<(String, Option<Personal>), Failure> {
    let Some((address, query)) = place.split_once('?').filter(|(address, _)| address.contains("://")) else {
        return Ok((place.to_owned(), None));
    };
    let (files, rest): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("password_file="));
    let file = files.first().and_then(|pair| pair.split_once('=')).map(|(_, file)| Path::new(file));
    let password = secret(Path::new(""), None, file)?;
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    Ok((format!("{address}{query}"), password))
}

fn refuse(why: &str) -> Failure {
    Failure::bad_input("--connect", why)
}
