//! A service that speaks JSON over HTTP, described in a TOML file (`docs/CONNECTORS.md`): read page by page, changed row by row.
//!
//! A service knows no transactions. Changes are collected and sent when the erasure is committed, each of them harmless to
//! repeat; whoever is killed in between goes on with the rest.

use std::collections::HashSet;
use std::path::Path;

use base64::Engine as _;
use serde_json::Value as Json;

use super::service_call::{Caller, at, encoded, value};
use super::service_file::{Auth, ChangeStep, Paging, ServiceCollection, ServiceFile, guarded, read, secret};
use super::sieve::Sieve;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::domain::personal::Personal;
use crate::ports::connector::{Bounds, Change, Connector, ConnectorError, Flow, Nature, Select, Table};

/// A connector to one service.
pub struct ServiceConnector {
    file: ServiceFile,
    caller: Caller,
    bounds: Bounds,
    /// Changes of an erasure that has not been committed.
    staged: Option<Vec<Change>>,
}

/// One way to read: an address and where the rows stand in its answer.
struct Reading {
    path: String,
    rows: String,
    paging: Paging,
}

impl ServiceConnector {
    /// Reads the file. `given` is the secret, when the settings have one; else the file names where it lies.
    pub fn new(path: &Path, given: Option<Personal>, bounds: Bounds) -> Result<Self, ConnectorError> {
        let file: ServiceFile = read(path)?;
        guarded(&file.base)?;
        let secret = secret(&file.manners, path, given)?;
        let headers = headers(&file.auth, secret)?;
        let caller = Caller::new(&file.manners, bounds.statement, headers);
        Ok(Self { file, caller, bounds, staged: None })
    }

    fn collection(&self, table: &Table) -> Result<ServiceCollection, ConnectorError> {
        let missing = || ConnectorError::Refused { why: format!("the service has no collection {}", table.name) };
        self.file.collections.get(&table.name).cloned().ok_or_else(missing)
    }

    fn address(&self, path: &str) -> String {
        format!("{}/{}", self.file.base.trim_end_matches('/'), path.trim_start_matches('/'))
    }

    /// Hands over the rows of one reading, page by page; whether more are wanted.
    fn pages(
        &mut self,
        reading: &Reading,
        each: &mut dyn FnMut(&Json) -> Result<Flow, ConnectorError>,
    ) -> Result<Flow, ConnectorError> {
        let mut turn = Turn::first(&reading.paging);
        loop {
            let url = turn.address(&self.address(&reading.path), &reading.paging);
            let Some(answer) = self.caller.call("GET", &url, None, &[])? else { return Ok(Flow::More) };
            let rows = match at(&answer, &reading.rows) {
                Some(Json::Array(rows)) => rows.as_slice(),
                Some(Json::Null) | None => &[],
                Some(one) => std::slice::from_ref(one),
            };
            for row in rows {
                if each(row)? == Flow::Enough {
                    return Ok(Flow::Enough);
                }
            }
            if !turn.next(&reading.paging, &answer, rows.len()) {
                return Ok(Flow::More);
            }
        }
    }

    fn send(&mut self, change: &Change) -> Result<(), ConnectorError> {
        let collection = self.collection(&change.table)?;
        let step = if change.set.is_some() { &collection.update } else { &collection.delete };
        let step = step.clone().ok_or_else(|| unchangeable(&change.table))?;
        let set = change.set.as_ref().map(|set| {
            let mut body = Json::Object(serde_json::Map::new());
            for (column, value) in set {
                put(&mut body, collection.columns.get(column).unwrap_or(column), value.to_json());
            }
            body.to_string().into_bytes()
        });
        for tuple in &change.keys.tuples {
            let path = filled(&step.path, &change.keys.columns, tuple)?;
            let url = self.address(&path);
            self.caller.call(&step.method, &url, set.as_deref(), &[])?;
        }
        Ok(())
    }
}

impl Connector for ServiceConnector {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        Ok(Nature { engine: "service", remarks: Vec::new() })
    }

    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        Ok(self.file.collections.keys().map(|name| Table { schema: None, name: name.clone() }).collect())
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        Ok(self.file.collections.get(&table.name).map(|held| held.columns.keys().cloned().collect()))
    }

    fn primary_key(&mut self, table: &Table) -> Result<Vec<String>, ConnectorError> {
        Ok(self.collection(table)?.key)
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let collection = self.collection(&ask.table)?;
        let names: Vec<String> = collection.columns.keys().cloned().collect();
        let sieve = Sieve::new(ask, &names)?;
        let key: Vec<&String> = collection.key.iter().filter_map(|column| collection.columns.get(column)).collect();
        let (mut seen, mut count, limit) = (HashSet::new(), 0_u64, self.bounds.rows);
        let mut each = |found: &Json| {
            let values: Vec<Value> =
                collection.columns.values().map(|path| at(found, path).map_or(Value::Null, value)).collect();
            let value = |at: usize| values.get(at).cloned().unwrap_or(Value::Null);
            let own: Vec<Option<String>> = key.iter().map(|path| at(found, path).map(Json::to_string)).collect();
            // Several questions may give one row; without a key every row is another.
            if !sieve.keeps(&value) || (!own.is_empty() && !seen.insert(own)) {
                return Ok(Flow::More);
            }
            count += 1;
            if count > limit {
                let why = format!("{} gives more than {limit} rows to one question", ask.table.name);
                return Err(ConnectorError::Refused { why });
            }
            let enough = ask.first.is_some_and(|first| count >= u64::from(first));
            let flow = row(sieve.shown.iter().map(|at| value(*at)).collect());
            Ok(if enough { Flow::Enough } else { flow })
        };
        for reading in readings(ask, &collection)? {
            if self.pages(&reading, &mut each)? == Flow::Enough {
                break;
            }
        }
        Ok(())
    }

    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        let Some(collection) = self.file.collections.get(&table.name) else { return Ok(None) };
        let read_only = collection.update.is_none() && collection.delete.is_none();
        let shape = |name: &String| ColumnShape { read_only, ..ColumnShape::any_text(name.clone()) };
        Ok(Some(collection.columns.keys().map(shape).collect()))
    }

    fn begin(&mut self) -> Result<(), ConnectorError> {
        self.staged = Some(Vec::new());
        Ok(())
    }

    /// A change that the file knows no call for is refused here, before anything is sent.
    fn change(&mut self, change: &Change) -> Result<u64, ConnectorError> {
        let collection = self.collection(&change.table)?;
        let step: Option<&ChangeStep> =
            if change.set.is_some() { collection.update.as_ref() } else { collection.delete.as_ref() };
        let step = step.ok_or_else(|| unchangeable(&change.table))?;
        for tuple in &change.keys.tuples {
            filled(&step.path, &change.keys.columns, tuple)?;
        }
        let not_begun = || ConnectorError::Refused { why: "no transaction is open".to_owned() };
        self.staged.as_mut().ok_or_else(not_begun)?.push(change.clone());
        Ok(u64::try_from(change.keys.tuples.len()).unwrap_or(u64::MAX))
    }

    fn commit(&mut self) -> Result<(), ConnectorError> {
        let staged = self.staged.take().unwrap_or_default();
        staged.iter().try_for_each(|change| self.send(change))
    }

    fn abandon(&mut self) {
        self.staged = None;
    }
}

fn headers(auth: &Auth, secret: Option<Personal>) -> Result<Vec<(String, String)>, ConnectorError> {
    let missing = || {
        let next = "name a secret_file, or give the system a password_file in the settings";
        ConnectorError::needs_person("the service wants a secret, and there is none", next)
    };
    let secret = || secret.ok_or_else(missing);
    Ok(match auth {
        Auth::None => Vec::new(),
        Auth::Bearer => vec![("Authorization".to_owned(), format!("Bearer {}", secret()?.reveal()))],
        Auth::Basic { user } => {
            let pair = format!("{user}:{}", secret()?.reveal());
            let pair = base64::engine::general_purpose::STANDARD.encode(pair);
            vec![("Authorization".to_owned(), format!("Basic {pair}"))]
        }
        Auth::Header { name } => vec![(name.clone(), secret()?.reveal().to_owned())],
    })
}

fn unchangeable(table: &Table) -> ConnectorError {
    ConnectorError::needs_person(
        format!("the service has no call that changes {}", table.name),
        "ask the colleague who keeps it, or describe the call in the service's file",
    )
}

/// The calls that give every row asked for: by the keys, by the texts searched, else everything.
fn readings(ask: &Select, collection: &ServiceCollection) -> Result<Vec<Reading>, ConnectorError> {
    if let Some(keys) = &ask.keys {
        let same =
            |by: &[String]| by.len() == keys.columns.len() && by.iter().all(|column| keys.columns.contains(column));
        if let Some(step) = collection.find.iter().find(|step| same(&step.by)) {
            let whole = keys.tuples.iter().filter(|tuple| !tuple.contains(&Value::Null));
            let reading = |tuple: &Vec<Value>| {
                let path = filled(&step.path, &keys.columns, tuple)?;
                Ok(Reading { path, rows: step.rows.clone(), paging: step.paging.clone() })
            };
            return whole.map(reading).collect();
        }
    }
    let searched = || {
        ask.hints.iter().map(|all| {
            all.iter().find_map(|hint| {
                let step = collection.search.iter().find(|step| hint.columns == [step.column.clone()])?;
                let path = step.path.replace(&format!("{{{}}}", step.column), &encoded(&hint.text));
                Some(Reading { path, rows: step.rows.clone(), paging: step.paging.clone() })
            })
        })
    };
    if let Some(all) = searched().collect::<Option<Vec<Reading>>>().filter(|all| !all.is_empty()) {
        return Ok(all);
    }
    let unlisted = || ConnectorError::Refused { why: format!("{} cannot be read as a whole", ask.table.name) };
    let list = collection.list.as_ref().ok_or_else(unlisted)?;
    Ok(vec![Reading { path: list.path.clone(), rows: list.rows.clone(), paging: list.paging.clone() }])
}

/// A path with the key's values in place of `{column}`.
fn filled(path: &str, columns: &[String], tuple: &[Value]) -> Result<String, ConnectorError> {
    let mut filled = path.to_owned();
    for (column, value) in columns.iter().zip(tuple) {
        filled = filled.replace(&format!("{{{column}}}"), &encoded(&value.as_text().unwrap_or_default()));
    }
    if filled.contains('{') {
        return Err(ConnectorError::Refused { why: format!("the path {path} names a column that is not in the key") });
    }
    Ok(filled)
}

/// Puts a value at a path of names.
fn put(body: &mut Json, path: &str, value: Json) {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let Some(fields) = body.as_object_mut() else { return };
    match rest {
        None => drop(fields.insert(step.to_owned(), value)),
        Some(rest) => put(fields.entry(step).or_insert_with(|| Json::Object(serde_json::Map::new())), rest, value),
    }
}

/// Which page is next.
struct Turn {
    number: u64,
    rows: usize,
    cursor: Option<String>,
}

impl Turn {
    fn first(paging: &Paging) -> Self {
        let number = if let Paging::Page { first, .. } = paging { *first } else { 0 };
        Self { number, rows: 0, cursor: None }
    }

    fn address(&self, url: &str, paging: &Paging) -> String {
        let (name, word) = match paging {
            Paging::None => return url.to_owned(),
            Paging::Page { parameter, .. } => (parameter, self.number.to_string()),
            Paging::Offset { parameter } => (parameter, self.rows.to_string()),
            Paging::Cursor { parameter, .. } => match &self.cursor {
                Some(cursor) => (parameter, encoded(cursor)),
                None => return url.to_owned(),
            },
        };
        format!("{url}{}{name}={word}", if url.contains('?') { '&' } else { '?' })
    }

    fn next(&mut self, paging: &Paging, answer: &Json, rows: usize) -> bool {
        self.number += 1;
        self.rows += rows;
        match paging {
            Paging::None => false,
            Paging::Page { .. } | Paging::Offset { .. } => rows > 0,
            Paging::Cursor { next, .. } => {
                let word = at(answer, next).and_then(|word| value(word).as_text()).filter(|word| !word.is_empty());
                let is_new = word.is_some() && word != self.cursor;
                self.cursor = word;
                is_new
            }
        }
    }
}
