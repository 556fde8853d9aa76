//! A program of the shop's own that answers signed questions (`docs/CONNECTORS.md`): for systems that nothing else reaches.
//!
//! Every call is a POST of JSON with the time and `HMAC-SHA256(secret, time "." body)` in its headers, so that the receiver knows
//! who asks and takes nothing twice. All changes of an erasure go in one call, which the receiver carries out as a whole.

use std::path::Path;
use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value as Json, json};
use sha2::Sha256;

use super::service_call::{Caller, value};
use super::service_file::{WebhookCollection, WebhookFile, guarded, read, secret};
use super::sieve::Sieve;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::domain::personal::Personal;
use crate::ports::connector::{Bounds, Change, Connector, ConnectorError, Flow, Keys, Nature, Select, Table};
use crate::ports::time::Clock;

/// A connector to one receiver.
pub struct WebhookConnector {
    file: WebhookFile,
    secret: Personal,
    clock: Arc<dyn Clock>,
    caller: Caller,
    bounds: Bounds,
    staged: Option<Vec<Change>>,
}

impl WebhookConnector {
    /// Reads the file. `given` is the secret, when the settings have one; else the file names where it lies.
    pub fn new(
        path: &Path,
        given: Option<Personal>,
        bounds: Bounds,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ConnectorError> {
        let file: WebhookFile = read(path)?;
        guarded(&file.url)?;
        let missing = || {
            let next = "name a secret_file, or give the system a password_file in the settings";
            ConnectorError::needs_person("a webhook wants a secret, and there is none", next)
        };
        let secret = secret(&file.manners, path, given)?.filter(|secret| !secret.reveal().is_empty());
        let secret = secret.ok_or_else(missing)?;
        let caller = Caller::new(&file.manners, bounds.statement, Vec::new());
        Ok(Self { file, secret, clock, caller, bounds, staged: None })
    }

    fn collection(&self, table: &Table) -> Result<WebhookCollection, ConnectorError> {
        let missing = || ConnectorError::Refused { why: format!("the webhook has no collection {}", table.name) };
        self.file.collections.get(&table.name).cloned().ok_or_else(missing)
    }

    fn post(&mut self, question: &Json) -> Result<Json, ConnectorError> {
        let body = question.to_string();
        let headers = signed(&self.secret, self.clock.now().timestamp(), &body);
        let answer = self.caller.call("POST", &self.file.url, Some(body.as_bytes()), &headers)?;
        let nowhere = || ConnectorError::needs_person("the webhook's address leads nowhere", "check the address");
        answer.ok_or_else(nowhere)
    }
}

/// The headers that say when a body was sent and that it is ours. `time` counts seconds since 1970 in UTC.
pub(super) fn signed(secret: &Personal, time: i64, body: &str) -> [(&'static str, String); 2] {
    let time = time.to_string();
    let sum = signature(secret.reveal(), &time, body);
    [("Rightsdesk-Signature", format!("v1={sum}")), ("Rightsdesk-Timestamp", time)]
}

/// The signature in hexadecimal digits.
fn signature(secret: &str, time: &str, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    let sum = mac.finalize().into_bytes();
    let digits = sum.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn keys(keys: &Keys) -> Json {
    let row = |tuple: &Vec<Value>| tuple.iter().map(Value::to_json).collect::<Vec<Json>>();
    json!({ "columns": keys.columns, "rows": keys.tuples.iter().map(row).collect::<Vec<_>>() })
}

/// A change in words: rows by key, and what is put there, or nothing when they go.
fn told(change: &Change) -> Json {
    let set = change.set.as_ref().map(|set| {
        let fields = set.iter().map(|(column, value)| (column.clone(), value.to_json()));
        Json::Object(fields.collect())
    });
    json!({ "collection": change.table.name, "keys": keys(&change.keys), "set": set })
}

impl Connector for WebhookConnector {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        Ok(Nature { engine: "webhook", remarks: Vec::new() })
    }

    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        Ok(self.file.collections.keys().map(|name| Table { schema: None, name: name.clone() }).collect())
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        Ok(self.file.collections.get(&table.name).map(|held| held.columns.clone()))
    }

    fn primary_key(&mut self, table: &Table) -> Result<Vec<String>, ConnectorError> {
        Ok(self.collection(table)?.key)
    }

    /// The receiver may give more rows than were asked for; only those that were are handed over.
    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let collection = self.collection(&ask.table)?;
        let sieve = Sieve::new(ask, &collection.columns)?;
        let search: Vec<Vec<Json>> = ask
            .hints
            .iter()
            .map(|all| all.iter().map(|hint| json!({ "columns": hint.columns, "text": hint.text })).collect())
            .collect();
        let (mut page, mut count) = (Json::Null, 0_u64);
        loop {
            let question = json!({
                "ask": "rows", "collection": ask.table.name, "columns": collection.columns,
                "keys": ask.keys.as_ref().map(keys), "search": search, "page": page,
            });
            let answer = self.post(&question)?;
            for found in answer.get("rows").and_then(Json::as_array).into_iter().flatten() {
                let value = |at: usize| found.get(at).map_or(Value::Null, value);
                if !sieve.keeps(&value) {
                    continue;
                }
                count += 1;
                if count > self.bounds.rows {
                    let why = format!("{} gives more than {} rows to one question", ask.table.name, self.bounds.rows);
                    return Err(ConnectorError::Refused { why });
                }
                let enough = ask.first.is_some_and(|first| count >= u64::from(first));
                if row(sieve.shown.iter().map(|at| value(*at)).collect()) == Flow::Enough || enough {
                    return Ok(());
                }
            }
            match answer.get("next") {
                Some(next) if !next.is_null() && *next != page => page = next.clone(),
                _ => return Ok(()),
            }
        }
    }

    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        let Some(collection) = self.file.collections.get(&table.name) else { return Ok(None) };
        let read_only = !collection.changes;
        let shape = |name: &String| ColumnShape { read_only, ..ColumnShape::any_text(name.clone()) };
        Ok(Some(collection.columns.iter().map(shape).collect()))
    }

    fn begin(&mut self) -> Result<(), ConnectorError> {
        self.staged = Some(Vec::new());
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<u64, ConnectorError> {
        if !self.collection(&change.table)?.changes {
            return Err(ConnectorError::needs_person(
                format!("the webhook does not change {}", change.table.name),
                "ask the colleague who keeps it",
            ));
        }
        let not_begun = || ConnectorError::Refused { why: "no transaction is open".to_owned() };
        self.staged.as_mut().ok_or_else(not_begun)?.push(change.clone());
        Ok(u64::try_from(change.keys.tuples.len()).unwrap_or(u64::MAX))
    }

    fn commit(&mut self) -> Result<(), ConnectorError> {
        let staged = self.staged.take().unwrap_or_default();
        if staged.is_empty() {
            return Ok(());
        }
        let changes: Vec<Json> = staged.iter().map(told).collect();
        let answer = self.post(&json!({ "ask": "change", "changes": changes }))?;
        let done = answer.get("done").and_then(Json::as_bool) == Some(true);
        let undone = || ConnectorError::Refused { why: "the webhook did not say that the change is done".to_owned() };
        done.then_some(()).ok_or_else(undone)
    }

    fn abandon(&mut self) {
        self.staged = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_any_receiver_reckons() {
        // `printf '1700000000.{}' | openssl dgst -sha256 -hmac secret`
        let expected = "b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163";
        assert_eq!(signature("secret", "1700000000", "{}"), expected);
    }
}
