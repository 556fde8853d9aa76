//! What a form says about a table, and about a system.

use serde_json::{Value, json};

use super::anew;
use super::change::{At, Change, list, put_or_drop, text, yes};
use crate::domain::datamap::{Collection, Erasure, ErasureAction, Restriction, Scalar, System};

/// A system as a form shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemWords {
    /// The name that people read.
    pub label: String,
    /// Who receives its data (Article 19), unless a table says otherwise.
    pub recipients: Vec<String>,
    /// What an erasure does: `delete`, `anonymise`, `keep`, `detach`, `review`, or empty.
    pub action: String,
    /// Why.
    pub reason: String,
}

/// A table as a form shows it. Empty words say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableWords {
    /// The name that people read.
    pub label: String,
    /// Rows stand for persons.
    pub persons: bool,
    /// The columns that tell two persons apart.
    pub shown_as: Vec<String>,
    /// The columns of the key.
    pub key: Vec<String>,
    /// Who receives its data (Article 19).
    pub recipients: Vec<String>,
    /// What an erasure does with its rows: the action's word, or empty.
    pub action: String,
    /// Why.
    pub reason: String,
    /// How long rows are kept; the first rule where there are several.
    pub keep: KeepWords,
    /// How many rules of retention there are. More than one are changed in the text.
    pub rules: usize,
    /// What becomes of rows while they are restricted.
    pub restriction: RestrictionWords,
}

/// A rule of retention, as a form shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeepWords {
    /// The period: `6 years`; empty: no rule.
    pub keep_for: String,
    /// The date that it counts from.
    pub from: String,
    /// Why.
    pub reason: String,
    /// The legal source.
    pub source: String,
}

/// A restriction, as a form shows it: a column or a table to move to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestrictionWords {
    /// The column that says so.
    pub column: String,
    /// What stands there meanwhile; empty: `true`.
    pub marked: String,
    /// The table in which rows stand meanwhile.
    pub move_to: String,
}

fn action_of(action: Option<ErasureAction>) -> String {
    let word = action.map(|action| match action {
        ErasureAction::Delete => "delete",
        ErasureAction::Anonymise => "anonymise",
        ErasureAction::Keep => "keep",
        ErasureAction::Detach => "detach",
        ErasureAction::Review => "review",
    });
    word.unwrap_or_default().to_owned()
}

fn reason_of(erasure: &Erasure) -> String {
    erasure.reason.clone().unwrap_or_default()
}

impl SystemWords {
    /// Reads a system.
    pub fn of(system: &System) -> Self {
        let erasure = system.rightsdesk.erasure.clone().unwrap_or_default();
        Self {
            label: system.rightsdesk.label.clone().unwrap_or_default(),
            recipients: system.rightsdesk.recipients.clone(),
            action: action_of(erasure.action),
            reason: reason_of(&erasure),
        }
    }

    /// What must change where `before` stands.
    pub fn changes(&self, before: &Self, at: &At) -> Vec<Change> {
        let mut all = Vec::new();
        let mut say = |is_new: bool, key: &[&str], value| all.extend(is_new.then(|| put_or_drop(at, key, value)));
        say(anew(&self.label, &before.label), &["rightsdesk", "label"], text(&self.label));
        say(anew(&self.recipients, &before.recipients), &["rightsdesk", "recipients"], list(&self.recipients));
        say(anew(&self.action, &before.action), &["rightsdesk", "erasure", "action"], text(&self.action));
        say(anew(&self.reason, &before.reason), &["rightsdesk", "erasure", "reason"], text(&self.reason));
        all
    }
}

impl RestrictionWords {
    fn of(restriction: &Restriction) -> Self {
        let marked = match &restriction.marked {
            Scalar::Bool(true) => String::new(),
            Scalar::Bool(false) => "false".to_owned(),
            Scalar::Integer(number) => number.to_string(),
            Scalar::Text(words) => words.clone(),
        };
        Self {
            column: restriction.column.clone().unwrap_or_default(),
            marked,
            move_to: restriction.move_to.clone().unwrap_or_default(),
        }
    }

    fn value(&self) -> Option<Value> {
        if let Some(place) = text(&self.move_to) {
            return Some(json!({ "move_to": place }));
        }
        let column = text(&self.column)?;
        let marked = self.marked.trim();
        let marked = marked.parse::<i64>().map(Value::from).or_else(|_| marked.parse::<bool>().map(Value::from));
        Some(match marked.ok().or_else(|| text(&self.marked)) {
            Some(marked) => json!({ "column": column, "marked": marked }),
            None => json!({ "column": column }),
        })
    }
}

impl TableWords {
    /// Reads a collection.
    pub fn of(held: &Collection) -> Self {
        let extras = &held.rightsdesk;
        let rule = extras.retention.first();
        let keys = held.fields.iter().filter(|field| field.fides_meta.primary_key == Some(true));
        Self {
            label: extras.label.clone().unwrap_or_default(),
            persons: extras.person.is_some(),
            shown_as: extras.person.as_ref().map(|person| person.shown_as.clone()).unwrap_or_default(),
            key: keys.map(|field| field.name.clone()).collect(),
            recipients: extras.recipients.clone(),
            action: action_of(extras.erasure.action),
            reason: reason_of(&extras.erasure),
            keep: KeepWords {
                keep_for: rule.map(|rule| rule.keep_for.clone()).unwrap_or_default(),
                from: rule.map(|rule| rule.from.clone()).unwrap_or_default(),
                reason: rule.map(|rule| rule.reason.clone()).unwrap_or_default(),
                source: rule.and_then(|rule| rule.source.clone()).unwrap_or_default(),
            },
            rules: extras.retention.len(),
            restriction: extras.restriction.as_ref().map(RestrictionWords::of).unwrap_or_default(),
        }
    }

    /// What must change where `before` stands. What is alike is not touched.
    pub fn changes(&self, before: &Self, at: &At) -> Vec<Change> {
        let mut all = Vec::new();
        let mut say = |is_new: bool, key: &[&str], value| all.extend(is_new.then(|| put_or_drop(at, key, value)));
        say(anew(&self.label, &before.label), &["rightsdesk", "label"], text(&self.label));
        let person = self.persons.then(|| match list(&self.shown_as) {
            Some(columns) => json!({ "shown_as": columns }),
            None => json!({}),
        });
        let is_new = self.persons != before.persons || (self.persons && anew(&self.shown_as, &before.shown_as));
        say(is_new, &["rightsdesk", "person"], person);
        say(anew(&self.recipients, &before.recipients), &["rightsdesk", "recipients"], list(&self.recipients));
        say(anew(&self.action, &before.action), &["rightsdesk", "erasure", "action"], text(&self.action));
        say(anew(&self.reason, &before.reason), &["rightsdesk", "erasure", "reason"], text(&self.reason));
        say(anew(&self.restriction, &before.restriction), &["rightsdesk", "restriction"], self.restriction.value());
        all.extend(self.kept(before, at));
        let keyed = |names: &[String], name: &String| names.contains(name);
        let every = before.key.iter().chain(self.key.iter().filter(|name| !before.key.contains(name)));
        let turned = every.filter(|name| keyed(&self.key, name) != keyed(&before.key, name));
        all.extend(
            turned
                .map(|name| put_or_drop(&at.below(name), &["fides_meta", "primary_key"], yes(keyed(&self.key, name)))),
        );
        all
    }

    fn kept(&self, before: &Self, at: &At) -> Vec<Change> {
        let (now, was) = (&self.keep, &before.keep);
        if now == was || before.rules > 1 {
            return Vec::new();
        }
        if now.keep_for.trim().is_empty() {
            return vec![put_or_drop(at, &["rightsdesk", "retention"], None)];
        }
        let pairs = [
            ("keep_for", &now.keep_for, &was.keep_for),
            ("from", &now.from, &was.from),
            ("reason", &now.reason, &was.reason),
            ("source", &now.source, &was.source),
        ];
        let turned = pairs.into_iter().filter(|(_, now, was)| now != was);
        turned.map(|(key, now, _)| put_or_drop(at, &["rightsdesk", "retention", key], text(now))).collect()
    }
}
