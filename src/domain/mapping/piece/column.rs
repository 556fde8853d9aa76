//! What a form says about a column.

use serde_json::{Value, json};

use super::anew;
use super::change::{At, Change, list, path, put_or_drop, text, yes};
use crate::domain::datamap::{Direction, Field, Masking, Reference};

/// The masking strategies that a form offers for a column, with what each does.
pub const MASKS: &[(&str, &str)] = &[
    ("null_rewrite", "Nothing stands there"),
    ("string_rewrite", "A text of yours"),
    ("random_string_rewrite", "Letters and digits by chance"),
    ("hash", "A digest that nobody can turn back"),
    ("hmac", "A digest with a key that is forgotten"),
    ("aes_encrypt", "Sealed with a key that is forgotten"),
    ("preserve", "Stays as it is"),
];

/// A column as a form shows it. Empty words say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box of the form that stands by itself")]
pub struct ColumnWords {
    /// The name that people read.
    pub label: String,
    /// The first category; further ones stay as they are.
    pub category: String,
    /// The further categories.
    pub more_categories: Vec<String>,
    /// The identity whose value it holds.
    pub identity: String,
    /// Whether it is (part of) the key.
    pub key: bool,
    /// People write freely in it.
    pub free_text: bool,
    /// A secret, not even read.
    pub never_leaves: bool,
    /// It may be about somebody else.
    pub third_party: bool,
    /// What stands there after an erasure.
    pub mask: MaskWords,
    /// What stands in place of an erased value.
    pub erased_as: String,
    /// What it points at; `None` takes one out. Those beyond what stands in the map are new.
    pub references: Vec<Option<ReferenceWords>>,
}

/// A masking strategy with its settings, as a form shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaskWords {
    /// Its fideslang name; empty: what the table says.
    pub strategy: String,
    /// The text of `string_rewrite`.
    pub rewrite_value: String,
    /// The digest of `hash` and `hmac`.
    pub algorithm: String,
    /// How many characters `random_string_rewrite` makes.
    pub length: String,
    /// What follows the masked value.
    pub suffix: String,
}

/// A tie, as a form shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceWords {
    /// The other system.
    pub dataset: String,
    /// The other collection and field.
    pub field: String,
    /// `from`, `to`, or empty: away from where persons are recognised.
    pub direction: String,
    /// A person looks at what is found this way.
    pub review: bool,
}

impl MaskWords {
    fn of(masking: &Masking) -> Self {
        let settings = &masking.configuration;
        let suffix = settings.format_preservation.as_ref().and_then(|kept| kept.suffix.clone());
        Self {
            strategy: masking.strategy.clone(),
            rewrite_value: settings.rewrite_value.clone().unwrap_or_default(),
            algorithm: settings.algorithm.clone().unwrap_or_default(),
            length: settings.length.map(|length| length.to_string()).unwrap_or_default(),
            suffix: suffix.unwrap_or_default(),
        }
    }

    /// Only the settings that the strategy knows.
    fn value(&self) -> Option<Value> {
        let strategy = text(&self.strategy)?;
        let mut settings = serde_json::Map::new();
        let mut say = |key: &str, value: Option<Value>| value.map(|value| settings.insert(key.to_owned(), value));
        match self.strategy.as_str() {
            "string_rewrite" => say("rewrite_value", text(&self.rewrite_value)),
            "random_string_rewrite" => say("length", self.length.trim().parse::<u32>().ok().map(Value::from)),
            "hash" | "hmac" => say("algorithm", text(&self.algorithm)),
            _ => None,
        };
        if !matches!(self.strategy.as_str(), "preserve" | "null_rewrite") {
            say("format_preservation", text(&self.suffix).map(|suffix| json!({ "suffix": suffix })));
        }
        Some(if settings.is_empty() {
            json!({ "strategy": strategy })
        } else {
            json!({ "strategy": strategy, "configuration": settings })
        })
    }
}

impl ReferenceWords {
    fn of(reference: &Reference) -> Self {
        Self {
            dataset: reference.dataset.clone(),
            field: reference.field.clone(),
            direction: reference.direction.as_ref().map(Direction::to_string).unwrap_or_default(),
            review: reference.rightsdesk.review,
        }
    }

    fn value(&self) -> Value {
        let mut said = json!({ "dataset": self.dataset.trim(), "field": self.field.trim() });
        if let Some(said) = said.as_object_mut() {
            said.extend(text(&self.direction).map(|way| ("direction".to_owned(), way)));
            said.extend(self.review.then(|| ("rightsdesk".to_owned(), json!({ "review": true }))));
        }
        said
    }
}

impl ColumnWords {
    /// Reads a field.
    pub fn of(field: &Field) -> Self {
        let (meta, extras) = (&field.fides_meta, &field.rightsdesk);
        let mut categories = field.data_categories.iter().cloned();
        Self {
            label: extras.label.clone().unwrap_or_default(),
            category: categories.next().unwrap_or_default(),
            more_categories: categories.collect(),
            identity: meta.identity.clone().unwrap_or_default(),
            key: meta.primary_key == Some(true),
            free_text: extras.free_text,
            never_leaves: extras.never_leaves,
            third_party: extras.third_party,
            mask: meta.masking_strategy_override.as_ref().map(MaskWords::of).unwrap_or_default(),
            erased_as: extras.erased_as.clone().unwrap_or_default(),
            references: meta.references.iter().flatten().map(|one| Some(ReferenceWords::of(one))).collect(),
        }
    }

    /// What must change where `before` stands. What is alike is not touched.
    pub fn changes(&self, before: &Self, at: &At) -> Vec<Change> {
        let mut all = Vec::new();
        let mut say = |is_new: bool, keys: &[&str], value: Option<Value>| {
            all.extend(is_new.then(|| put_or_drop(at, keys, value)));
        };
        let categories: Vec<String> = std::iter::once(self.category.trim().to_owned())
            .filter(|first| !first.is_empty())
            .chain(self.more_categories.iter().cloned())
            .collect();
        say(anew(&self.category, &before.category), &["data_categories"], list(&categories));
        say(anew(&self.key, &before.key), &["fides_meta", "primary_key"], yes(self.key));
        say(anew(&self.identity, &before.identity), &["fides_meta", "identity"], text(&self.identity));
        say(anew(&self.mask, &before.mask), &["fides_meta", "masking_strategy_override"], self.mask.value());
        say(anew(&self.label, &before.label), &["rightsdesk", "label"], text(&self.label));
        say(anew(&self.free_text, &before.free_text), &["rightsdesk", "free_text"], yes(self.free_text));
        say(anew(&self.never_leaves, &before.never_leaves), &["rightsdesk", "never_leaves"], yes(self.never_leaves));
        say(anew(&self.third_party, &before.third_party), &["rightsdesk", "third_party"], yes(self.third_party));
        say(anew(&self.erased_as, &before.erased_as), &["rightsdesk", "erased_as"], text(&self.erased_as));
        all.extend(self.tied(before, at));
        all
    }

    fn tied(&self, before: &Self, at: &At) -> Vec<Change> {
        let mut all = Vec::new();
        let pairs = self.references.iter().zip(&before.references).enumerate();
        for (number, (now, was)) in pairs {
            let (Some(now), Some(was)) = (now, was) else { continue };
            let number = number.to_string();
            let mut say = |is_new: bool, keys: &[&str], value: Option<Value>| {
                let keys = [["fides_meta", "references", number.as_str()].as_slice(), keys].concat();
                all.extend(is_new.then(|| put_or_drop(at, &keys, value)));
            };
            say(anew(&now.dataset, &was.dataset), &["dataset"], text(&now.dataset));
            say(anew(&now.field, &was.field), &["field"], text(&now.field));
            say(anew(&now.direction, &was.direction), &["direction"], text(&now.direction));
            say(anew(&now.review, &was.review), &["rightsdesk", "review"], yes(now.review));
        }
        let new = self.references.iter().skip(before.references.len()).flatten();
        let list = path(&["fides_meta", "references"]);
        all.extend(new.map(|one| Change::Append(at.clone(), list.clone(), one.value())));
        let gone = self.references.iter().zip(&before.references).enumerate().filter(|(_, (now, _))| now.is_none());
        // The last one first: the numbers of the others stay right.
        let gone = gone.map(|(number, _)| number).collect::<Vec<_>>().into_iter().rev();
        all.extend(gone.map(|number| put_or_drop(at, &["fides_meta", "references", &number.to_string()], None)));
        all
    }
}
