//! Reading a map: what is not understood is refused with its place, so that a slip of the pen never hides a person's data.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use super::map::{Collection, DataMap, Field, System};

/// Why a map cannot be read. Messages name places in the map; a map holds no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MapError {
    /// Not YAML, a wrong value, a key twice, or a key under `rightsdesk:` that does not exist.
    #[error("line {line}, column {column}: {what}")]
    Unreadable {
        /// Line, counted from 1; 0 when it is not known.
        line: u64,
        /// Column, counted from 1; 0 when it is not known.
        column: u64,
        /// What is wrong there.
        what: String,
    },
    /// Two things of one name: nothing could tell them apart.
    #[error("{place}: there are two of this name")]
    Twice {
        /// Path in the map: `system.collection.field`.
        place: String,
    },
    /// A name is missing or empty.
    #[error("{place}: the name is empty")]
    Nameless {
        /// Path in the map.
        place: String,
    },
    /// The map can be read, but not followed. The remarks are those of [`super::check()`] that are errors.
    #[error("{place}: {what}")]
    Unsound {
        /// Path in the map.
        place: String,
        /// What is wrong there.
        what: String,
    },
}

impl DataMap {
    /// Reads a map. Unknown keys are passed over as fideslang has many that concern other tools; below `rightsdesk:` they are refused.
    pub fn parse(yaml: &str) -> Result<Self, MapError> {
        let map: Self = serde_saphyr::from_str(yaml).map_err(|error| unreadable(&error))?;
        no_doubles("dataset", map.systems.iter().map(|system| system.key.as_str()))?;
        map.systems.iter().try_for_each(check_names)?;
        Ok(map)
    }
}

/// Other tools write `null` where there is nothing to say.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// A single rule need not be written as a list of one.
pub(super) fn one_or_several<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    from.deserialize_any(OneOrSeveral(PhantomData))
}

struct OneOrSeveral<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrSeveral<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rule or a list of rules")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, rules: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(rules))
    }

    fn visit_map<A: MapAccess<'de>>(self, rule: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(rule)).map(|only| vec![only])
    }
}

fn unreadable(error: &serde_saphyr::Error) -> MapError {
    let place = error.location();
    let what = error.without_snippet().to_string();
    MapError::Unreadable {
        line: place.map_or(0, |place| place.line()),
        column: place.map_or(0, |place| place.column()),
        what,
    }
}

fn check_names(system: &System) -> Result<(), MapError> {
    no_doubles(&system.key, system.collections.iter().map(|collection| collection.name.as_str()))?;
    system.collections.iter().try_for_each(|collection| check_fields(system, collection))
}

fn check_fields(system: &System, collection: &Collection) -> Result<(), MapError> {
    let place = format!("{}.{}", system.key, collection.name);
    nested(&place, &collection.fields)
}

fn nested(place: &str, fields: &[Field]) -> Result<(), MapError> {
    no_doubles(place, fields.iter().map(|field| field.name.as_str()))?;
    fields.iter().try_for_each(|field| nested(&format!("{place}.{}", field.name), &field.fields))
}

fn no_doubles<'a>(place: &str, names: impl Iterator<Item = &'a str>) -> Result<(), MapError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if name.trim().is_empty() {
            return Err(MapError::Nameless { place: place.to_owned() });
        }
        if !seen.insert(name) {
            return Err(MapError::Twice { place: format!("{place}.{name}") });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOREIGN: &str = "
dataset:
- fides_key: shop
  description: null
  data_categories: null
  fides_meta: {after: [other], namespace: {schema: sales}, something_new: 3}
  third_party_key: ignored
  collections:
  - name: customer
    fidesops_meta: {skip_processing: false, masking_strategy_override: {strategy: delete}}
    fields:
    - name: id
      data_categories: [user.unique_id]
      fidesops_meta: {primary_key: True, data_type: integer}
    - name: email
      fides_meta: {identity: email, length: 40, data_type: string}
    - name: workplace
      fides_meta: null
      fields:
      - name: employer
";

    #[test]
    fn a_map_written_for_other_tools_loads_unchanged() {
        let map = DataMap::parse(FOREIGN).unwrap();
        let customer = map.collection("shop", "customer").unwrap();
        assert_eq!(customer.key(), ["id"]);
        assert_eq!(customer.field("email").unwrap().fides_meta.identity.as_deref(), Some("email"));
        assert_eq!(map.system("shop").unwrap().schema_of(customer).as_deref(), Some("sales"));
    }

    #[test]
    fn a_key_that_does_not_exist_below_rightsdesk_is_refused_with_its_line() {
        let map = "dataset:\n- fides_key: a\n  rightsdesk:\n    labell: x\n";
        let MapError::Unreadable { line, what, .. } = DataMap::parse(map).unwrap_err() else { panic!() };
        assert_eq!(line, 4);
        assert!(what.contains("labell"), "{what}");
    }

    #[test]
    fn a_key_written_twice_is_refused_with_its_line() {
        let map = "dataset:\n- fides_key: a\n  name: x\n  name: y\n";
        let MapError::Unreadable { line, .. } = DataMap::parse(map).unwrap_err() else { panic!() };
        assert_eq!(line, 4);
    }

    #[test]
    fn two_of_one_name_are_refused_with_their_path() {
        let map = "dataset:\n- fides_key: a\n  collections: [{name: b, fields: [{name: c}, {name: c}]}]\n";
        assert_eq!(DataMap::parse(map).unwrap_err(), MapError::Twice { place: "a.b.c".into() });
        let map = "dataset: [{fides_key: a}, {fides_key: a}]";
        assert_eq!(DataMap::parse(map).unwrap_err(), MapError::Twice { place: "dataset.a".into() });
    }

    #[test]
    fn a_wrong_value_is_refused_with_its_line() {
        let map = "dataset:\n- fides_key: a\n  collections:\n  - name: b\n    rightsdesk:\n      review: perhaps\n";
        let MapError::Unreadable { line, .. } = DataMap::parse(map).unwrap_err() else { panic!() };
        assert_eq!(line, 6);
    }
}
