//! Who asks, and what they gave so that we find them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::language::default_code;
use crate::domain::personal::Personal;

/// The person (or agent) who wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requester {
    /// The name they gave.
    pub name: Personal,
    /// The address we write to. It is not proof of who they are.
    pub email: Personal,
    /// The code of the language they are spoken to in: `de`.
    #[serde(default = "default_code")]
    pub language: String,
}

/// The name of the identity that holds where paper goes to.
pub const POSTAL_ADDRESS: &str = "postal_address";

/// What a person gave so that we find them: identity names of the data map (`order_number`, `postcode` …) and values as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Identifiers(pub BTreeMap<String, Personal>);

impl Identifiers {
    /// The value of one identity name, if it was given.
    pub fn value(&self, name: &str) -> Option<&Personal> {
        self.0.get(name).filter(|value| !value.is_empty())
    }
}
