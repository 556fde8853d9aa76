//! A change at a place of a map, and writing it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::retouch::{Untouchable, meaning, retouched};
use crate::domain::datamap::{Collection, DataMap, Field, System};

/// A place in a map: the names of the system, the collection, the field and the parts of a nested field, as far as they go.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct At(pub Vec<String>);

/// One change of what stands at a place. A path names keys and, in lists, numbers of elements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// This stands there from now on.
    Put(At, Vec<String>, Value),
    /// Nothing stands there any more.
    Drop(At, Vec<String>),
    /// One more stands at the end of a list.
    Append(At, Vec<String>, Value),
}

impl At {
    /// A place from its names.
    pub fn of(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Reads what [`Self::code`] wrote.
    pub fn parse(code: &str) -> Option<Self> {
        serde_json::from_str(code).ok().filter(|at: &Self| !at.0.is_empty())
    }

    /// The place as a form carries it.
    pub fn code(&self) -> String {
        serde_json::json!(self.0).to_string()
    }

    /// The place one level down.
    #[must_use]
    pub fn below(&self, name: &str) -> Self {
        let mut names = self.0.clone();
        names.push(name.to_owned());
        Self(names)
    }

    /// The system.
    pub fn system<'m>(&self, map: &'m DataMap) -> Option<&'m System> {
        map.system(self.0.first()?)
    }

    /// The collection, when the place is in one.
    pub fn collection<'m>(&self, map: &'m DataMap) -> Option<&'m Collection> {
        self.system(map)?.collection(self.0.get(1)?)
    }

    /// The field, when the place is one.
    pub fn field<'m>(&self, map: &'m DataMap) -> Option<&'m Field> {
        let mut held = self.collection(map)?.field(self.0.get(2)?)?;
        for name in self.0.iter().skip(3) {
            held = held.fields.iter().find(|part| part.name == *name)?;
        }
        Some(held)
    }
}

/// The text with the changes; all other bytes stay. The new text means the old one with exactly these changes, or it is refused.
pub fn changed(text: &str, changes: &[Change]) -> Result<String, Untouchable> {
    let mut wanted = meaning(text)?;
    for change in changes {
        applied(&mut wanted, change).ok_or_else(|| Untouchable::Gone { place: change.at().0.join(".") })?;
    }
    retouched(text, &wanted)
}

impl Change {
    const fn at(&self) -> &At {
        match self {
            Self::Put(at, ..) | Self::Drop(at, _) | Self::Append(at, ..) => at,
        }
    }
}

fn applied(root: &mut Value, change: &Change) -> Option<()> {
    let held = place(root, change.at())?;
    match change {
        Change::Put(_, path, value) => put(held, &spelled(held, path), Some(value.clone())),
        Change::Drop(_, path) => put(held, &spelled(held, path), None),
        Change::Append(_, path, value) => append(held, &spelled(held, path), value.clone()),
    }
    Some(())
}

/// Older maps say `fidesops_meta`; what stands there is not said twice.
fn spelled(held: &Value, path: &[String]) -> Vec<String> {
    let older = held.get("fidesops_meta").is_some() && path.first().is_some_and(|key| key == "fides_meta");
    let first = if older { vec!["fidesops_meta".to_owned()] } else { path.iter().take(1).cloned().collect() };
    first.into_iter().chain(path.iter().skip(1).cloned()).collect()
}

fn place<'v>(root: &'v mut Value, at: &At) -> Option<&'v mut Value> {
    let lists = ["dataset", "collections"].into_iter().chain(std::iter::repeat("fields"));
    let mut held = root;
    for (list, name) in lists.zip(&at.0) {
        let key = if list == "dataset" { "fides_key" } else { "name" };
        let items = held.get_mut(list)?.as_array_mut()?;
        held = items.iter_mut().find(|item| item.get(key).and_then(Value::as_str) == Some(name))?;
    }
    Some(held)
}

/// Puts a value at a path, or takes away what stands there and whatever is left empty by it.
fn put(held: &mut Value, path: &[String], value: Option<Value>) {
    let Some((key, rest)) = path.split_first() else { return };
    if let Value::Array(items) = held {
        return put_in_list(items, key, path, value);
    }
    if !held.is_object() {
        *held = Value::Object(Map::new());
    }
    let Some(map) = held.as_object_mut() else { return };
    match (rest.is_empty(), value) {
        (true, Some(value)) => {
            map.insert(key.clone(), value);
        }
        (true, None) => {
            map.shift_remove(key);
        }
        (false, value) => {
            if value.is_none() && !map.contains_key(key) {
                return;
            }
            let below = map.entry(key.clone()).or_insert(Value::Null);
            put(below, rest, value);
            if is_empty(below) {
                map.shift_remove(key);
            }
        }
    }
}

/// An element by its number; a list of one need not be numbered.
fn put_in_list(items: &mut Vec<Value>, key: &str, path: &[String], value: Option<Value>) {
    let number = key.parse::<usize>().ok();
    let rest = if number.is_some() { path.get(1..).unwrap_or_default() } else { path };
    let number = number.unwrap_or(0);
    if number >= items.len() {
        return;
    }
    match (rest.is_empty(), value) {
        (true, None) => {
            items.remove(number);
        }
        (true, Some(value)) => items.splice(number..=number, [value]).for_each(drop),
        (false, value) => items.iter_mut().skip(number).take(1).for_each(|item| put(item, rest, value.clone())),
    }
}

fn append(held: &mut Value, path: &[String], value: Value) {
    let mut items = path.iter().try_fold(&*held, |at, key| at.get(key)).cloned().unwrap_or_default();
    match items.as_array_mut() {
        Some(items) => items.push(value),
        None => items = Value::Array(vec![value]),
    }
    put(held, path, Some(items));
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}

/// A path from its keys.
pub(super) fn path(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// Puts a value, or drops what stands there when there is none.
pub(super) fn put_or_drop(at: &At, keys: &[&str], value: Option<Value>) -> Change {
    match value {
        Some(value) => Change::Put(at.clone(), path(keys), value),
        None => Change::Drop(at.clone(), path(keys)),
    }
}

/// A text, or nothing when it is blank.
pub(super) fn text(words: &str) -> Option<Value> {
    let words = words.trim();
    (!words.is_empty()).then(|| Value::from(words))
}

/// `true`, or nothing.
pub(super) fn yes(is: bool) -> Option<Value> {
    is.then_some(Value::Bool(true))
}

/// A list, or nothing when it is empty.
pub(super) fn list(items: &[String]) -> Option<Value> {
    (!items.is_empty()).then(|| Value::from(items.to_vec()))
}
