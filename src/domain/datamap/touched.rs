//! A collection of a system, as far as telling others of a change goes (Article 19).

use std::collections::BTreeSet;

use super::map::{Field, System};
use crate::domain::personal::Personal;
use crate::domain::telling::Touched;

/// What a change of a collection touches: its name for people, who receives it, and the categories of what is in it.
pub fn touched(system: &System, collection: &str) -> Touched {
    let held = system.collection(collection);
    let own = held.map(|held| &held.rightsdesk.recipients).filter(|names| !names.is_empty());
    let mut categories = BTreeSet::new();
    categories.extend(held.iter().flat_map(|held| held.data_categories.iter().cloned()));
    for field in held.into_iter().flat_map(|held| &held.fields) {
        collect(field, &mut categories);
    }
    Touched {
        system: system.key.clone(),
        collection: collection.to_owned(),
        what: Personal::new(held.map_or(collection, |held| held.label())),
        recipients: own.unwrap_or(&system.rightsdesk.recipients).clone(),
        categories: categories.into_iter().collect(),
    }
}

fn collect(field: &Field, categories: &mut BTreeSet<String>) {
    categories.extend(field.data_categories.iter().cloned());
    for part in &field.fields {
        collect(part, categories);
    }
}
