//! What is remembered of whoever was erased: keyed hashes, so that a restored backup can be cleaned without a list of names.

use crate::domain::datamap::{Comparison, Place, canonical};
use crate::domain::keyed::keyed_hash;

/// Hashes traces for one controller under the installation's key.
#[derive(Clone, Copy)]
pub struct Tracer<'a> {
    key: &'a [u8; 32],
    controller: &'a str,
}

impl<'a> Tracer<'a> {
    /// The kind under which the row of a person is remembered.
    pub const PERSON: &'static str = "person";

    /// A tracer of a controller.
    pub const fn new(key: &'a [u8; 32], controller: &'a str) -> Self {
        Self { key, controller }
    }

    /// The trace of an identity; `None` where many people share its values, or there is nothing to compare.
    pub fn identity(&self, name: &str, value: &str) -> Option<[u8; 32]> {
        let name = canonical(name);
        let comparison = Comparison::of(name);
        let normal = comparison.normal_form(value);
        (!comparison.is_weak() && !normal.is_empty()).then(|| self.hash(name, &normal))
    }

    /// The trace of a person's row, by its place and the written form of its key.
    pub fn person(&self, place: &Place, key: &str) -> [u8; 32] {
        self.hash(Self::PERSON, &format!("{place}:{key}"))
    }

    fn hash(&self, kind: &str, value: &str) -> [u8; 32] {
        keyed_hash(self.key, &[b"erased", self.controller.as_bytes(), kind.as_bytes(), value.as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_the_same_in_any_spelling_and_another_for_another_company() {
        let tracer = Tracer::new(&[7; 32], "justroo");
        let trace = tracer.identity("email", "Emma@Example.org ").unwrap();
        assert_eq!(Some(trace), tracer.identity("email", "emma@example.org"));
        assert_ne!(Some(trace), Tracer::new(&[7; 32], "other").identity("email", "emma@example.org"));
        assert_ne!(Some(trace), Tracer::new(&[8; 32], "justroo").identity("email", "emma@example.org"));
        assert_eq!(tracer.identity("phone_number", "020 7946 0000"), tracer.identity("phone", "+44 20 7946 0000"));
    }

    #[test]
    fn what_many_people_share_leaves_no_trace() {
        let tracer = Tracer::new(&[7; 32], "justroo");
        assert_eq!(tracer.identity("name", "Ann Smith"), None);
        assert_eq!(tracer.identity("postcode", "NE46 3JQ"), None);
        assert_eq!(tracer.identity("email", "  "), None);
    }
}
