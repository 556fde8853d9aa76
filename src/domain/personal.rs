//! Values that must not reach a log, an error page or a URL.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A personal value. `Debug` and `Display` show only that there is one; reading it takes the visible word [`Personal::reveal`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal(String);

impl Personal {
    /// Wraps a value that came from or is about a person.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself, for the places that must have it: a letter, a mail header, a database column, a page of the person's case.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[personal:{}]", self.0.chars().count())
    }
}

impl fmt::Display for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl From<String> for Personal {
    fn from(value: String) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_value_never_shows_itself_by_accident() {
        let name = Personal::new("Zsófia");
        assert_eq!(format!("{name} {name:?}"), "[personal:6] [personal:6]");
        assert_eq!(name.reveal(), "Zsófia");
    }
}
