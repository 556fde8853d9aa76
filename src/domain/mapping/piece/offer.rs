//! What a live schema and a draft of it offer for a map that is being written: tables and columns that are not in it yet, and
//! guesses, each to be taken or left.

use serde_json::{Map, Value, json};

use super::change::{At, Change, path};
use crate::domain::datamap::{Collection, DataMap, Field, System};
use crate::domain::mapping::{Draft, DraftCollection, DraftField, DraftTie, Outline, TableOutline};

/// A guess that can be taken into the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Where it belongs: a table, or a column.
    pub at: At,
    /// What it would say.
    pub words: String,
    /// How sure it is, in percent; 100 where the schema itself says so.
    pub sure: u8,
    /// What it rests on.
    pub why: String,
    /// What taking it changes.
    pub change: Change,
}

/// A table of the live schema, beside the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveTable {
    /// Its name.
    pub name: String,
    /// Its schema, where it must be said.
    pub schema: Option<String>,
    /// The columns of its primary key.
    pub key: Vec<String>,
    /// The collection of the map that stands for it.
    pub collection: Option<String>,
    /// Its columns with what the map calls them, where it has them.
    pub columns: Vec<(String, Option<String>)>,
}

/// How an engine spells a collection of the map.
fn physical(system: &System, held: &Collection, engine: &str) -> String {
    held.rightsdesk.names.get(engine).cloned().unwrap_or_else(|| system.spelled(engine, &held.name))
}

fn column_of(system: &System, field: &Field, engine: &str) -> String {
    field.rightsdesk.names.get(engine).cloned().unwrap_or_else(|| system.spelled(engine, &field.name))
}

fn stands_for(system: &System, held: &Collection, engine: &str, table: &TableOutline) -> bool {
    let schema = system.schema_of(held);
    let same_schema = schema.is_none() || table.table.schema.is_none() || schema == table.table.schema;
    physical(system, held, engine) == table.table.name && same_schema
}

/// The tables of a live system beside what the map has of them.
pub fn live_tables(map: &DataMap, outline: &Outline) -> Vec<LiveTable> {
    let Some(system) = map.system(&outline.system) else { return Vec::new() };
    let tables = outline.tables.iter().map(|table| {
        let held = system.collections.iter().find(|held| stands_for(system, held, &outline.engine, table));
        let column = |name: &String| {
            let mut fields = held.iter().flat_map(|held| &held.fields);
            fields.find(|field| column_of(system, field, &outline.engine) == *name).map(|field| field.name.clone())
        };
        let columns = table.columns.iter().map(|shape| (shape.name.clone(), column(&shape.name)));
        LiveTable {
            name: table.table.name.clone(),
            schema: table.table.schema.clone(),
            key: table.key.clone(),
            collection: held.map(|held| held.name.clone()),
            columns: columns.collect(),
        }
    });
    tables.collect()
}

impl LiveTable {
    /// The name, with the schema where it must be said.
    pub fn whole_name(&self) -> String {
        self.schema.as_ref().map_or_else(|| self.name.clone(), |schema| format!("{schema}.{}", self.name))
    }

    /// Puts the table, with the columns of its key, into the map of a system.
    pub fn added(&self, system: &str) -> Change {
        let keys = self.key.iter().map(|name| json!({ "name": name, "fides_meta": { "primary_key": true } }));
        let fields: Vec<Value> = keys.collect();
        let mut said = json!({ "name": self.name });
        if let Some(said) = said.as_object_mut() {
            let schema = self.schema.as_ref().map(|schema| ("rightsdesk".to_owned(), json!({ "schema": schema })));
            said.extend(schema);
            said.insert("fields".into(), Value::Array(fields));
        }
        Change::Append(At::of(&[system]), path(&["collections"]), said)
    }
}

/// Everything that a draft offers beyond the map, the surest first.
pub fn offers(map: &DataMap, outline: &Outline, draft: &Draft) -> Vec<Offer> {
    let Some(system) = map.system(&outline.system) else { return Vec::new() };
    let mut offering = Offering { system, outline, draft, all: Vec::new() };
    draft.collections.iter().for_each(|drafted| offering.table(drafted));
    let mut all = offering.all;
    all.sort_by_key(|offer| std::cmp::Reverse(offer.sure));
    all
}

struct Offering<'a> {
    system: &'a System,
    outline: &'a Outline,
    draft: &'a Draft,
    all: Vec<Offer>,
}

impl Offering<'_> {
    fn table(&mut self, drafted: &DraftCollection) {
        let real = drafted.table.as_ref().unwrap_or(&drafted.name);
        let mut tables = self.outline.tables.iter();
        let Some(table) = tables.find(|table| table.table.name == *real && table.table.schema == drafted.schema) else {
            return;
        };
        let engine = &self.outline.engine;
        let held = self.system.collections.iter().find(|held| stands_for(self.system, held, engine, table));
        let Some(held) = held else { return self.whole_table(drafted) };
        let at = At::of(&[&self.system.key, &held.name]);
        for column in &drafted.fields {
            let field = held.fields.iter().find(|field| column_of(self.system, field, engine) == column.name);
            match field {
                Some(field) => self.column(&at.below(&field.name), field, column),
                None => self.new_column(&at, column),
            }
        }
    }

    fn say(&mut self, at: &At, words: String, sure: u8, why: &str, change: Change) {
        self.all.push(Offer { at: at.clone(), words, sure, why: why.to_owned(), change });
    }

    fn whole_table(&mut self, drafted: &DraftCollection) {
        let mut said = Map::new();
        said.insert("name".into(), json!(drafted.name));
        let mut extras = Map::new();
        extras.extend(drafted.schema.as_ref().map(|schema| ("schema".to_owned(), json!(schema))));
        let names = drafted.table.as_ref().map(|table| ("names".to_owned(), json!({ &self.draft.engine: table })));
        extras.extend(names);
        extras.extend(drafted.person.as_ref().map(|one| ("person".to_owned(), json!({ "shown_as": one.shown_as }))));
        if !extras.is_empty() {
            said.insert("rightsdesk".into(), Value::Object(extras));
        }
        let fields: Vec<Value> = drafted.fields.iter().map(|field| self.field(field)).collect();
        said.insert("fields".into(), Value::Array(fields));
        let at = At::of(&[&self.system.key]);
        let change = Change::Append(at.clone(), path(&["collections"]), Value::Object(said));
        let columns = drafted.fields.len();
        self.say(&at, format!("add the table {} with {columns} columns", drafted.name), 80, &drafted.why, change);
    }

    fn new_column(&mut self, at: &At, column: &DraftField) {
        let change = Change::Append(at.clone(), path(&["fields"]), self.field(column));
        let (sure, why) = match &column.guess {
            Some(guess) => (guess.sure, guess.why.clone()),
            None => (100, "the live table has it".to_owned()),
        };
        let as_what = column.guess.as_ref().map(|guess| format!(" as {}", guess.category)).unwrap_or_default();
        self.say(at, format!("add the column {}{as_what}", column.name), sure, &why, change);
    }

    fn column(&mut self, at: &At, field: &Field, drafted: &DraftField) {
        let put = |keys: &[&str], value| Change::Put(at.clone(), path(keys), value);
        if let Some(guess) = drafted.guess.as_ref().filter(|_| field.data_categories.is_empty()) {
            let change = put(&["data_categories"], json!([guess.category]));
            self.say(at, format!("it holds {}", guess.category), guess.sure, &guess.why, change);
        }
        if drafted.key && field.fides_meta.primary_key != Some(true) {
            let change = put(&["fides_meta", "primary_key"], json!(true));
            self.say(at, "it is the key".to_owned(), 100, "the live schema", change);
        }
        if let Some(identity) = drafted.identity.filter(|_| field.fides_meta.identity.is_none()) {
            let (sure, why) = drafted.guess.as_ref().map_or((60, ""), |guess| (guess.sure, guess.why.as_str()));
            let change = put(&["fides_meta", "identity"], json!(identity));
            self.say(at, format!("the person is recognised by it: {identity}"), sure, why, change);
        }
        if drafted.never_leaves && !field.rightsdesk.never_leaves {
            let change = put(&["rightsdesk", "never_leaves"], json!(true));
            self.say(at, "it is a secret and is not read".to_owned(), 85, "its name", change);
        }
        if drafted.free_text && !field.rightsdesk.free_text {
            let change = put(&["rightsdesk", "free_text"], json!(true));
            self.say(at, "people write freely in it".to_owned(), 60, "its name", change);
        }
        let known = |tie: &&DraftTie| field.fides_meta.references.iter().flatten().any(|own| own.field == tie.to);
        for tie in drafted.ties.iter().filter(|tie| tie.also.is_empty() && !known(tie)) {
            let change = Change::Append(at.clone(), path(&["fides_meta", "references"]), self.tie(tie));
            self.say(at, format!("it points at {}, keys flow {}", tie.to, tie.direction), tie.sure, &tie.why, change);
        }
    }

    fn field(&self, drafted: &DraftField) -> Value {
        let (mut meta, mut extras, mut said) = (Map::new(), Map::new(), Map::new());
        let yes = |is: bool, key: &str| is.then(|| (key.to_owned(), json!(true)));
        meta.extend(yes(drafted.key, "primary_key"));
        meta.extend(drafted.identity.map(|identity| ("identity".to_owned(), json!(identity))));
        let kept = drafted.preserved.then(|| json!({ "strategy": "preserve" }));
        meta.extend(kept.map(|kept| ("masking_strategy_override".to_owned(), kept)));
        let ties: Vec<Value> = drafted.ties.iter().filter(|tie| tie.also.is_empty()).map(|tie| self.tie(tie)).collect();
        meta.extend((!ties.is_empty()).then(|| ("references".to_owned(), Value::Array(ties))));
        extras.extend(yes(drafted.never_leaves, "never_leaves"));
        extras.extend(yes(drafted.free_text, "free_text"));
        extras.extend(drafted.erased_as.as_ref().map(|words| ("erased_as".to_owned(), json!(words))));
        said.insert("name".into(), json!(drafted.name));
        said.extend(drafted.guess.as_ref().map(|guess| ("data_categories".to_owned(), json!([guess.category]))));
        said.extend((!meta.is_empty()).then(|| ("fides_meta".to_owned(), Value::Object(meta))));
        said.extend((!extras.is_empty()).then(|| ("rightsdesk".to_owned(), Value::Object(extras))));
        Value::Object(said)
    }

    fn tie(&self, tie: &DraftTie) -> Value {
        let mut extras = Map::new();
        extras.extend(tie.author.then(|| ("link".to_owned(), json!("author"))));
        extras.extend(tie.follow.then(|| ("follow".to_owned(), json!(true))));
        extras.extend(tie.review.then(|| ("review".to_owned(), json!(true))));
        extras.extend(tie.own_only.then(|| ("only_from".to_owned(), json!("subject"))));
        let mut said = json!({ "dataset": self.system.key, "field": tie.to, "direction": tie.direction });
        if let Some(said) = said.as_object_mut() {
            said.extend((!extras.is_empty()).then(|| ("rightsdesk".to_owned(), Value::Object(extras))));
        }
        said
    }
}
