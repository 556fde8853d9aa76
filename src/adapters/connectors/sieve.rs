//! A question put to rows that are read one by one: files and services, which know no conditions themselves.

use std::collections::BTreeSet;

use crate::domain::disclosure::value::Value;
use crate::ports::connector::{Check, ConnectorError, Keys, Select};

/// A question with column names turned into positions.
pub(super) struct Sieve<'a> {
    pub(super) shown: Vec<usize>,
    checks: Vec<(usize, &'a Check)>,
    keys: Option<(Vec<usize>, Tuples)>,
}

/// The tuples of keys as texts; where rows are told apart by all their columns, nothing is a value like others.
pub(super) struct Tuples(BTreeSet<Vec<Option<String>>>);

impl Tuples {
    pub(super) fn of(keys: &Keys) -> Self {
        let texts = |tuple: &Vec<Value>| tuple.iter().map(Value::as_text).collect::<Vec<_>>();
        Self(keys.tuples.iter().map(texts).filter(|tuple| keys.alike || !tuple.contains(&None)).collect())
    }

    pub(super) fn hold(&self, columns: &[usize], value: &dyn Fn(usize) -> Value) -> bool {
        self.0.contains(&columns.iter().map(|at| value(*at).as_text()).collect::<Vec<_>>())
    }
}

impl<'a> Sieve<'a> {
    pub(super) fn new(ask: &'a Select, header: &[String]) -> Result<Self, ConnectorError> {
        let find = |name: &String| {
            let missing = || ConnectorError::Refused { why: format!("{} has no column {name}", ask.table.name) };
            header.iter().position(|column| column == name).ok_or_else(missing)
        };
        let keys = |keys: &Keys| -> Result<_, ConnectorError> {
            let columns: Vec<usize> = keys.columns.iter().map(find).collect::<Result<_, _>>()?;
            Ok((columns, Tuples::of(keys)))
        };
        Ok(Self {
            shown: ask.columns.iter().map(find).collect::<Result<_, _>>()?,
            checks: ask
                .checks
                .iter()
                .map(|(name, check)| Ok((find(name)?, check)))
                .collect::<Result<_, ConnectorError>>()?,
            keys: ask.keys.as_ref().map(keys).transpose()?,
        })
    }

    /// Whether a row meets the conditions and has one of the keys. Hints are only help, and are not looked at.
    pub(super) fn keeps(&self, value: &dyn Fn(usize) -> Value) -> bool {
        let held = self.keys.as_ref().is_none_or(|(columns, tuples)| tuples.hold(columns, value));
        held && self.checks.iter().all(|(at, check)| passes(&value(*at), check))
    }
}

fn passes(value: &Value, check: &Check) -> bool {
    let same = |other: &Value| value.as_text().is_some_and(|text| Some(text) == other.as_text());
    match check {
        Check::OneOf(values) => values.iter().any(same),
        Check::Not(other) => !same(other),
        Check::Empty => *value == Value::Null,
        Check::Present => *value != Value::Null,
    }
}
