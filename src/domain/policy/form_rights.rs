//! What the form offers whatever a policy says: the rights that the law gives.

use serde::Serialize;

/// A right on the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FormRight {
    /// Key.
    pub code: &'static str,
    /// Plain name.
    pub name: &'static str,
    /// The law that gives it.
    pub source: &'static str,
}

const fn right(code: &'static str, name: &'static str, source: &'static str) -> FormRight {
    FormRight { code, name, source }
}

/// The rights, in the order of the form.
pub const FORM_RIGHTS: &[FormRight] = &[
    right("access", "a copy of the data", "Article 15 UK GDPR"),
    right("rectification", "correction", "Article 16 UK GDPR"),
    right("erasure", "erasure", "Article 17 UK GDPR"),
    right("restriction", "restriction", "Article 18 UK GDPR"),
    right("portability", "data to take elsewhere", "Article 20 UK GDPR"),
    right("objection", "objection, to marketing without conditions", "Article 21 UK GDPR"),
    right("consent_withdrawal", "withdrawal of consent", "Article 7(3) UK GDPR"),
    right("automated_decisions", "review of automated decisions", "Articles 22A to 22D UK GDPR"),
    right("complaint", "complaint to the company", "Section 164A Data Protection Act 2018"),
];
