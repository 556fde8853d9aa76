//! What other tools write under `fides_meta`: read as they mean it, unknown keys passed over.

use std::fmt;

use serde::Deserialize;

use super::rules::LinkExtras;

/// Which way keys flow along a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the field named by the reference to the field that carries it.
    From,
    /// From the field that carries the reference to the field it names.
    To,
}

/// A tie between a field and a field elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Reference {
    /// The other dataset's `fides_key`.
    pub dataset: String,
    /// The other field, as `collection.field`.
    pub field: String,
    /// The way keys flow; without it, away from the collections where the person is recognised.
    pub direction: Option<Direction>,
    /// What Rightsdesk adds: the kind of link, whether a person must look.
    #[serde(default, deserialize_with = "super::parse::or_default")]
    pub rightsdesk: LinkExtras,
}

impl Reference {
    /// The other collection and field. A nested field (`a.b.c`) is named by its full path.
    pub fn target(&self) -> (&str, &str) {
        self.field.split_once('.').unwrap_or((self.field.as_str(), ""))
    }
}

/// Where in a server a dataset lies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Namespace {
    /// The schema, for databases that have schemas.
    #[serde(alias = "schema_name")]
    pub schema: Option<String>,
}

/// The `fides_meta` (formerly `fidesops_meta`) of a dataset, collection or field; each uses its own part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FidesMeta {
    /// The identity whose value this field holds: `email`, `phone_number`, …
    pub identity: Option<String>,
    /// Whether the field is (part of) the primary key.
    pub primary_key: Option<bool>,
    /// Ties to other fields.
    pub references: Option<Vec<Reference>>,
    /// The type that another tool reads the field as, for example `string`, `integer`, `object[]`.
    pub data_type: Option<String>,
    /// The longest value the field takes, in characters.
    pub length: Option<u64>,
    /// Whether erasure must leave the field alone.
    pub read_only: Option<bool>,
    /// Whether a query on an element of an array returns the whole array.
    pub return_all_elements: Option<bool>,
    /// Name of a custom field of the request that this field matches.
    pub custom_request_field: Option<String>,
    /// Collections or datasets that are asked first.
    pub after: Option<Vec<String>>,
    /// Collections that are erased first.
    pub erase_after: Option<Vec<String>>,
    /// Whether the collection is left out altogether.
    pub skip_processing: Option<bool>,
    /// How this field or collection is made anonymous, in place of the policy's way.
    pub masking_strategy_override: Option<Masking>,
    /// `name` when the name itself must not be shown.
    pub redact: Option<String>,
    /// Where in the server the dataset lies.
    pub namespace: Option<Namespace>,
}

/// A masking strategy by its fideslang name, for example `null_rewrite`, `hash`, `delete`; the name alone will do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Masking {
    /// The strategy's name.
    pub strategy: String,
    /// Its settings.
    pub configuration: MaskingSettings,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Name(String),
    Whole {
        strategy: String,
        #[serde(default, deserialize_with = "super::parse::or_default")]
        configuration: MaskingSettings,
    },
}

impl From<Written> for Masking {
    fn from(written: Written) -> Self {
        match written {
            Written::Name(strategy) => Self { strategy, configuration: MaskingSettings::default() },
            Written::Whole { strategy, configuration } => Self { strategy, configuration },
        }
    }
}

/// The settings of a masking strategy that erasure may need.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct MaskingSettings {
    /// The text put in place of the value by `string_rewrite`.
    pub rewrite_value: Option<String>,
    /// The digest used by `hash` and `hmac`.
    pub algorithm: Option<String>,
    /// The number of characters made by `random_string_rewrite`.
    pub length: Option<usize>,
    /// What is kept of the value's form.
    pub format_preservation: Option<FormatPreservation>,
}

/// What a masked value keeps of its form, so that the shop's own checks still accept it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FormatPreservation {
    /// Text after the masked value, for example `@masked.example`.
    pub suffix: Option<String>,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::From => "from",
            Self::To => "to",
        })
    }
}
