//! A map as it was written: systems, their collections, their fields.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::fides::FidesMeta;
use super::identity::{Comparison, canonical};
use super::parse::{one_or_several, or_default};
use super::rules::{Condition, Erasure, FindRule, LinkRule, ManualTask, MentionRule, Person, Restriction, Retention};
use crate::domain::disclosure::finding::Link;

/// A whole map.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DataMap {
    /// The systems, in the order of the file.
    #[serde(rename = "dataset")]
    pub systems: Vec<System>,
}

/// A system: one database, one folder of files, one colleague to ask.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct System {
    /// The name by which it is connected and quoted: fideslang's `fides_key`.
    #[serde(rename = "fides_key")]
    pub key: String,
    /// A name for people.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Categories of everything in it.
    #[serde(default, deserialize_with = "or_default")]
    pub data_categories: Vec<String>,
    /// What other tools say about it.
    #[serde(default, alias = "fidesops_meta", deserialize_with = "or_default")]
    pub fides_meta: FidesMeta,
    /// What Rightsdesk adds.
    #[serde(default, deserialize_with = "or_default")]
    pub rightsdesk: SystemExtras,
    /// Its tables or files.
    #[serde(default, deserialize_with = "or_default")]
    pub collections: Vec<Collection>,
}

/// What Rightsdesk adds to a system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SystemExtras {
    /// The name that reviewers and the person read.
    pub label: Option<String>,
    /// What the data is used for (Article 15(1)(a) UK GDPR), unless a collection says otherwise.
    pub purposes: Vec<String>,
    /// The lawful basis (Article 6), unless a collection says otherwise.
    pub lawful_basis: Option<String>,
    /// Where the data comes from (Article 15(1)(g)), unless a collection says otherwise.
    pub source: Option<String>,
    /// Who receives it (Article 15(1)(c)), unless a collection says otherwise.
    pub recipients: Vec<String>,
    /// The schema, for databases that have schemas; goes before `fides_meta.namespace`.
    pub schema: Option<String>,
    /// How an engine spells the map's names where it does not say otherwise: `{postgres: snake_case}`.
    pub naming: BTreeMap<String, Naming>,
    /// The system is asked through a colleague.
    pub manual: Option<ManualTask>,
    /// What an erasure does in this system, unless a collection says otherwise.
    pub erasure: Option<Erasure>,
    /// A legal hold on everything in the system, with its reason: no erasure is carried out.
    pub legal_hold: Option<String>,
}

/// A way of spelling names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    /// As the map has them.
    AsWritten,
    /// `InvoiceLine` becomes `invoice_line`.
    SnakeCase,
    /// `InvoiceLine` becomes `invoiceline`.
    LowerCase,
}

/// A table or file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Collection {
    /// Its name in the map and in every finding.
    pub name: String,
    /// What it holds.
    pub description: Option<String>,
    /// Categories of everything in it.
    #[serde(default, deserialize_with = "or_default")]
    pub data_categories: Vec<String>,
    /// What other tools say about it.
    #[serde(default, alias = "fidesops_meta", deserialize_with = "or_default")]
    pub fides_meta: FidesMeta,
    /// What Rightsdesk adds.
    #[serde(default, deserialize_with = "or_default")]
    pub rightsdesk: CollectionExtras,
    /// Its columns.
    #[serde(default, deserialize_with = "or_default")]
    pub fields: Vec<Field>,
}

/// What Rightsdesk adds to a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CollectionExtras {
    /// The name that reviewers and the person read.
    pub label: Option<String>,
    /// What the data is used for.
    pub purposes: Vec<String>,
    /// The lawful basis (Article 6).
    pub lawful_basis: Option<String>,
    /// Where the data comes from.
    pub source: Option<String>,
    /// Who receives it.
    pub recipients: Vec<String>,
    /// Whether the person gave the data (Article 20: portability), unless a field says otherwise.
    pub provided_by_subject: Option<bool>,
    /// The rows stand for persons.
    pub person: Option<Person>,
    /// Whether a person must look at every row before it may leave.
    pub review: bool,
    /// Why a person must look, in words for the reviewer.
    pub review_reason: Option<String>,
    /// Ways to recognise the person.
    pub find_by: Vec<FindRule>,
    /// Ties to other collections.
    pub links: Vec<LinkRule>,
    /// Free text in which the person may be named.
    pub mentions: Vec<MentionRule>,
    /// Conditions on every row, whichever way it is found.
    #[serde(rename = "where")]
    pub conditions: BTreeMap<String, Condition>,
    /// How long rows are kept and why: one rule or several.
    #[serde(deserialize_with = "one_or_several")]
    pub retention: Vec<Retention>,
    /// What an erasure does with its rows.
    pub erasure: Erasure,
    /// How its rows are marked while they are restricted; without it a colleague is asked.
    pub restriction: Option<Restriction>,
    /// A legal hold, with its reason: no erasure is carried out while it stands.
    pub legal_hold: Option<String>,
    /// The schema, when it is not the system's.
    pub schema: Option<String>,
    /// The table's name per kind of engine, where it differs: `{postgres: customers}`.
    pub names: BTreeMap<String, String>,
}

/// A column; or a part of a structured column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Field {
    /// Its name in the map and in every finding.
    pub name: String,
    /// What it holds.
    pub description: Option<String>,
    /// Its categories.
    #[serde(default, deserialize_with = "or_default")]
    pub data_categories: Vec<String>,
    /// What other tools say about it.
    #[serde(default, alias = "fidesops_meta", deserialize_with = "or_default")]
    pub fides_meta: FidesMeta,
    /// What Rightsdesk adds.
    #[serde(default, deserialize_with = "or_default")]
    pub rightsdesk: FieldExtras,
    /// The parts of a structured column. The column is read as a whole.
    #[serde(default, deserialize_with = "or_default")]
    pub fields: Vec<Field>,
}

/// What Rightsdesk adds to a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the map language that stands by itself")]
pub struct FieldExtras {
    /// The name that reviewers and the person read.
    pub label: Option<String>,
    /// The value never leaves the system: a password hash, a token. It is not even read.
    pub never_leaves: bool,
    /// The value may be another person's: flagged for the reviewer.
    pub third_party: bool,
    /// The column is free text that may name other people: flagged for the reviewer.
    pub free_text: bool,
    /// Whether the person gave the value (Article 20).
    pub provided_by_subject: Option<bool>,
    /// Where the value comes from, when it is not the collection's source.
    pub source: Option<String>,
    /// How an identity of the map's own is compared.
    pub compare: Option<Comparison>,
    /// For a field with `fides_meta.identity`: the kind of link that matching it makes.
    pub link: Option<Link>,
    /// For a field with `fides_meta.identity`: whether a person must look at what is found this way.
    pub review: bool,
    /// What stands in place of an erased value; `{key}` is the row's key, for columns that may not hold a value twice.
    pub erased_as: Option<String>,
    /// The column's name per kind of engine, where it differs: `{postgres: customer_id}`.
    pub names: BTreeMap<String, String>,
}

impl DataMap {
    /// The system with this key.
    pub fn system(&self, key: &str) -> Option<&System> {
        self.systems.iter().find(|system| system.key == key)
    }

    /// The collection of a system.
    pub fn collection(&self, system: &str, name: &str) -> Option<&Collection> {
        self.system(system)?.collection(name)
    }

    /// The names of all identities by which the map recognises somebody, alone or together.
    pub fn identity_names(&self) -> BTreeSet<String> {
        let held = self.systems.iter().flat_map(|system| &system.collections);
        let rules = held.flat_map(super::plan::find_rules).filter(|rule| rule.narrows.is_none());
        rules.flat_map(|rule| rule.identities.into_keys()).map(|name| canonical(&name).to_owned()).collect()
    }
}

impl System {
    /// The collection with this name.
    pub fn collection(&self, name: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.name == name)
    }

    /// The name that people read.
    pub fn label(&self) -> &str {
        self.rightsdesk.label.as_deref().or(self.name.as_deref()).unwrap_or(&self.key)
    }

    /// The schema of a collection, where the engine has schemas and the map names one.
    pub fn schema_of(&self, collection: &Collection) -> Option<String> {
        let own = collection.rightsdesk.schema.clone().or_else(|| self.rightsdesk.schema.clone());
        own.or_else(|| self.fides_meta.namespace.as_ref().and_then(|space| space.schema.clone()))
    }

    /// How this kind of engine (`sqlite`, `postgres`, `csv`) spells a name of the map.
    pub fn spelled(&self, engine: &str, name: &str) -> String {
        match self.rightsdesk.naming.get(engine).copied().unwrap_or(Naming::AsWritten) {
            Naming::AsWritten => name.to_owned(),
            Naming::SnakeCase => snake_case(name),
            Naming::LowerCase => name.to_lowercase(),
        }
    }
}

impl Collection {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The name that people read.
    pub fn label(&self) -> &str {
        self.rightsdesk.label.as_deref().unwrap_or(&self.name)
    }

    /// How a person is recognised here: the rules written down, and those that follow from marks on fields.
    pub fn ways_to_recognise(&self) -> Vec<FindRule> {
        super::plan::find_rules(self)
    }

    /// The columns that tell a row from every other: the primary key, else every column that may be read.
    pub fn key(&self) -> Vec<String> {
        if !self.has_key() {
            return self.shown();
        }
        let marked = self.fields.iter().filter(|field| field.fides_meta.primary_key == Some(true));
        marked.map(|field| field.name.clone()).collect()
    }

    /// Whether a primary key is marked.
    pub fn has_key(&self) -> bool {
        self.fields.iter().any(|field| field.fides_meta.primary_key == Some(true))
    }

    /// The columns that may leave, in the map's order.
    pub fn shown(&self) -> Vec<String> {
        let open = self.fields.iter().filter(|field| !field.rightsdesk.never_leaves);
        open.map(|field| field.name.clone()).collect()
    }

    /// Whether the map says to leave the collection out altogether.
    pub fn is_skipped(&self) -> bool {
        self.fides_meta.skip_processing == Some(true)
    }
}

impl Field {
    /// The name that people read.
    pub fn label(&self) -> &str {
        self.rightsdesk.label.as_deref().unwrap_or(&self.name)
    }
}

fn snake_case(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for letter in name.chars() {
        if letter.is_uppercase() && after_small {
            spelled.push('_');
        }
        after_small = letter.is_lowercase() || letter.is_numeric();
        spelled.extend(letter.to_lowercase());
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_respelled_the_way_ports_of_a_schema_do_it() {
        assert_eq!(snake_case("InvoiceLineId"), "invoice_line_id");
        assert_eq!(snake_case("already_snake"), "already_snake");
        assert_eq!(snake_case("URL"), "url");
    }
}
