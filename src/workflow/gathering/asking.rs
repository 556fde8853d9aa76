//! A question in the map's words, turned into one in the engine's, and its rows turned back.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::frontier::RowDigest;
use super::layout::{Layout, Physical};
use crate::domain::datamap::{CollectionPlan, Condition, Lookup, Scalar, Test};
use crate::domain::disclosure::value::Value;
use crate::ports::connector::{Check, Connector, ConnectorError, Flow, Hint, Select};

/// A row with the map's column names.
pub(in crate::workflow) struct Row<'a> {
    names: &'a [String],
    values: &'a [Value],
}

impl Row<'_> {
    pub(in crate::workflow) fn value(&self, name: &str) -> Option<&Value> {
        let at = self.names.iter().position(|column| column == name)?;
        self.values.get(at)
    }

    pub(in crate::workflow) fn pairs(&self, columns: &[String]) -> Vec<(String, Value)> {
        columns.iter().filter_map(|name| Some((name.clone(), self.value(name)?.clone()))).collect()
    }

    pub(in crate::workflow) fn tuple(&self, columns: &[String]) -> Option<Vec<Value>> {
        let values = columns.iter().map(|name| self.value(name).filter(|value| **value != Value::Null).cloned());
        values.collect()
    }

    /// The row's key; where the map marks none, the whole row, with what is empty in it.
    pub(in crate::workflow) fn key(&self, collection: &CollectionPlan) -> Option<Vec<Value>> {
        if !collection.alike {
            return self.tuple(&collection.key);
        }
        collection.key.iter().map(|name| self.value(name).cloned()).collect()
    }

    pub(in crate::workflow) fn passes(&self, tests: &[Test]) -> bool {
        tests.iter().all(|test| {
            if let [path] = test.columns.as_slice()
                && self.value(path).is_none()
            {
                return self.parts(path).iter().any(|value| test.matches(&[value]));
            }
            let values: Vec<&Value> = test.columns.iter().filter_map(|name| self.value(name)).collect();
            values.len() == test.columns.len() && test.matches(&values)
        })
    }
}

impl Row<'_> {
    /// What stands at a path into a column that holds JSON: `data.customer.email`; of a list, in each of its elements.
    fn parts(&self, path: &str) -> Vec<Value> {
        let mut steps = path.split('.');
        let text = steps.next().and_then(|column| self.value(column)?.as_text());
        let Some(json) = text.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok()) else {
            return Vec::new();
        };
        let mut places = vec![json];
        for step in steps {
            places = places.into_iter().flat_map(elements).filter_map(|place| place.get(step).cloned()).collect();
        }
        places.into_iter().flat_map(elements).filter_map(|place| plain(&place)).collect()
    }
}

fn elements(json: serde_json::Value) -> Vec<serde_json::Value> {
    match json {
        serde_json::Value::Array(list) => list,
        one => vec![one],
    }
}

fn plain(json: &serde_json::Value) -> Option<Value> {
    match json {
        serde_json::Value::String(text) => Some(Value::Text(text.clone())),
        serde_json::Value::Number(number) => Some(Value::Text(number.to_string())),
        _ => None,
    }
}

/// The column that a name stands for: its own, or that of a path into it.
fn column_of<'p>(physical: &'p Physical, name: &str) -> Option<(&'p String, &'p String)> {
    let whole = physical.columns.get_key_value(name);
    whole.or_else(|| physical.columns.get_key_value(name.split('.').next().unwrap_or(name)))
}

/// The digest of a key's written form.
pub(in crate::workflow) fn digest(values: &[Value]) -> RowDigest {
    let mut hash = Sha256::new();
    for value in values {
        let text = value.as_text();
        let size = text.as_ref().map_or(u64::MAX, |text| u64::try_from(text.len()).unwrap_or(u64::MAX));
        hash.update(size.to_le_bytes());
        hash.update(text.unwrap_or_default());
    }
    let sum = hash.finalize();
    RowDigest::new(std::array::from_fn(|at| sum.get(at).copied().unwrap_or_default()))
}

/// A system that is being asked.
pub(in crate::workflow) struct Asking<'a> {
    pub(in crate::workflow) connector: &'a mut dyn Connector,
    pub(in crate::workflow) layout: Layout<'a>,
    looked_up: BTreeMap<String, Vec<Value>>,
}

/// A question in the map's words.
pub(in crate::workflow) struct Inquiry<'a> {
    pub(in crate::workflow) collection: &'a CollectionPlan,
    /// Columns that are needed beside the key and those that may leave.
    pub(in crate::workflow) extra: Vec<String>,
    pub(in crate::workflow) conditions: &'a BTreeMap<String, Condition>,
    pub(in crate::workflow) keys: Option<(Vec<String>, Vec<Vec<Value>>)>,
    pub(in crate::workflow) hints: Vec<Vec<Hint>>,
    /// Whether the columns that may leave are wanted, or only the key and the extra ones.
    pub(in crate::workflow) whole: bool,
}

impl<'a> Inquiry<'a> {
    pub(in crate::workflow) fn about(
        collection: &'a CollectionPlan,
        conditions: &'a BTreeMap<String, Condition>,
    ) -> Self {
        Self { collection, extra: Vec::new(), conditions, keys: None, hints: Vec::new(), whole: true }
    }

    /// The columns to read, each once.
    fn columns(&self, physical: &Physical) -> Vec<String> {
        let shown = self.whole.then_some(&self.collection.shown);
        let all = self.collection.key.iter().chain(shown.into_iter().flatten()).chain(&self.extra);
        let mut columns: Vec<String> = Vec::new();
        for name in all {
            if let Some((name, _)) = column_of(physical, name)
                && !columns.contains(name)
            {
                columns.push(name.clone());
            }
        }
        columns
    }
}

impl<'a> Asking<'a> {
    pub(in crate::workflow) fn new(connector: &'a mut dyn Connector, layout: Layout<'a>) -> Self {
        Self { connector, layout, looked_up: BTreeMap::new() }
    }

    pub(in crate::workflow) fn physical(&mut self, collection: &str) -> Result<Option<Physical>, ConnectorError> {
        self.layout.of(collection, self.connector)
    }

    /// Asks; a collection that does not exist has no rows.
    pub(in crate::workflow) fn ask(
        &mut self,
        inquiry: &Inquiry<'_>,
        each: &mut dyn FnMut(&Row<'_>) -> Flow,
    ) -> Result<(), ConnectorError> {
        let Some(physical) = self.physical(&inquiry.collection.name)? else { return Ok(()) };
        let names = inquiry.columns(&physical);
        let Some(select) = self.select(inquiry, &physical, &names)? else { return Ok(()) };
        self.connector.select(&select, &mut |values| each(&Row { names: &names, values: &values }))
    }

    /// The engine's question; `None` when no row can meet it.
    fn select(
        &mut self,
        inquiry: &Inquiry<'_>,
        physical: &Physical,
        names: &[String],
    ) -> Result<Option<Select>, ConnectorError> {
        let columns = names.iter().filter_map(|name| physical.column(name).cloned()).collect();
        let mut select = Select::all(physical.table.clone(), columns);
        for (name, condition) in inquiry.collection.conditions.iter().chain(inquiry.conditions) {
            let Some(column) = physical.column(name) else { return Ok(None) };
            select.checks.push((column.clone(), self.check(condition)?));
        }
        if let Some((columns, tuples)) = &inquiry.keys {
            let alike = inquiry.collection.alike && *columns == inquiry.collection.key;
            let columns: Option<Vec<String>> = columns.iter().map(|name| physical.column(name).cloned()).collect();
            let Some(columns) = columns else { return Ok(None) };
            select.keys = Some(crate::ports::connector::Keys { columns, tuples: tuples.clone(), alike });
        }
        select.hints = inquiry.hints.iter().map(|all| respelled(all, physical)).collect();
        let hopeless =
            select.checks.iter().any(|(_, check)| matches!(check, Check::OneOf(values) if values.is_empty()));
        Ok((!hopeless).then_some(select))
    }

    fn check(&mut self, condition: &Condition) -> Result<Check, ConnectorError> {
        Ok(match condition {
            Condition::Is(value) => Check::OneOf(vec![constant(value)]),
            Condition::Not(value) => Check::Not(constant(value)),
            Condition::AnyOf(values) => Check::OneOf(values.iter().map(constant).collect()),
            Condition::Null(true) => Check::Empty,
            Condition::Null(false) => Check::Present,
            Condition::Lookup(lookup) => Check::OneOf(self.look_up(lookup)?),
        })
    }

    fn look_up(&mut self, lookup: &Lookup) -> Result<Vec<Value>, ConnectorError> {
        let name = format!("{lookup:?}");
        if let Some(known) = self.looked_up.get(&name) {
            return Ok(known.clone());
        }
        let values = self.look_up_now(lookup)?;
        self.looked_up.insert(name, values.clone());
        Ok(values)
    }

    fn look_up_now(&mut self, lookup: &Lookup) -> Result<Vec<Value>, ConnectorError> {
        let missing = |what: &str| ConnectorError::Refused {
            why: format!("the lookup in {} needs {what}, which is not there", lookup.collection),
        };
        let Some(physical) = self.physical(&lookup.collection)? else { return Err(missing("that table")) };
        let column = |name: &str| physical.column(name).cloned().ok_or_else(|| missing(name));
        let mut select = Select::all(physical.table.clone(), vec![column(&lookup.field)?]);
        for (name, condition) in &lookup.conditions {
            let check = match condition {
                Condition::Lookup(_) => return Err(missing("a plain condition")),
                plain => self.check(plain)?,
            };
            select.checks.push((column(name)?, check));
        }
        let mut values = Vec::new();
        self.connector.select(&select, &mut |row| {
            values.extend(row);
            Flow::More
        })?;
        Ok(values)
    }
}

fn constant(value: &Scalar) -> Value {
    match value {
        Scalar::Bool(yes) => Value::Bool(*yes),
        Scalar::Integer(number) => Value::Integer(*number),
        Scalar::Text(text) => Value::Text(text.clone()),
    }
}

fn respelled(all: &[Hint], physical: &Physical) -> Vec<Hint> {
    let spell = |hint: &Hint| Hint {
        columns: hint.columns.iter().filter_map(|name| column_of(physical, name)).map(|(_, own)| own.clone()).collect(),
        text: hint.text.clone(),
    };
    all.iter().map(spell).collect()
}

/// The help that tests give a database: all of them must hold.
pub(in crate::workflow) fn hints(tests: &[Test]) -> Vec<Vec<Hint>> {
    let each = tests.iter().filter_map(|test| Some(Hint { columns: test.columns.clone(), text: test.hint()? }));
    let all: Vec<Hint> = each.collect();
    if all.is_empty() { Vec::new() } else { vec![all] }
}

/// The columns that tests read.
pub(in crate::workflow) fn tested(tests: &[Test]) -> Vec<String> {
    tests.iter().flat_map(|test| test.columns.clone()).collect()
}
