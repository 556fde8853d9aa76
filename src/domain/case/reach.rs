//! How a person can be written to.

use super::{Case, POSTAL_ADDRESS};
use crate::domain::personal::Personal;

impl Case {
    /// Where paper goes to, for somebody who can be written to in no other way.
    pub fn post_only(&self) -> Option<&Personal> {
        self.identifiers.value(POSTAL_ADDRESS).filter(|_| self.requester.email.is_empty())
    }

    /// Whether a letter can reach the person at all. When the contents of a case were destroyed, none can.
    pub fn is_reachable(&self) -> bool {
        !self.requester.email.is_empty() || self.post_only().is_some()
    }
}
