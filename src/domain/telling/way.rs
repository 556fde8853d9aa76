//! How a recipient is told.

use serde::{Deserialize, Serialize};

/// How a recipient is told of a correction, an erasure or a restriction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A mail that names what they find the data by. They answer from its link, or by mail.
    Mail,
    /// A mail that names nobody: what they find the data by stands behind its link.
    Link,
    /// A signed call to a program of theirs, which the installation's settings describe.
    Webhook,
    /// A colleague tells them, and notes what they answered.
    Task,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Link, Self::Webhook, Self::Task];

    /// The stored name, also that of the settings.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Link => "link",
            Self::Webhook => "webhook",
            Self::Task => "task",
        }
    }

    /// Reads [`Way::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }

    /// What staff see.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Mail => "by e-mail",
            Self::Link => "by a link",
            Self::Webhook => "by a signed call",
            Self::Task => "by a colleague",
        }
    }
}
