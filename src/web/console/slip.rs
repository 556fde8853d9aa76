//! What could not be taken of a form that stands among others on a page: said at the head of the page, and at the field itself with
//! what was typed there.

/// What could not be taken.
#[derive(Clone, Debug, Default)]
pub struct Slip {
    /// The id of the field on the page.
    pub field: String,
    /// Why; empty when nothing is wrong.
    pub what: String,
    /// What was typed there.
    pub typed: String,
    /// What was chosen or typed beside it.
    pub chosen: String,
}

impl Slip {
    /// Of a field, with what was typed there.
    pub fn at(field: impl Into<String>, what: impl Into<String>, typed: impl Into<String>) -> Self {
        Self { field: field.into(), what: what.into(), typed: typed.into(), chosen: String::new() }
    }

    /// Whether anything is wrong.
    pub const fn is_there(&self) -> bool {
        !self.what.is_empty()
    }

    /// Whether it is this field.
    pub fn is_at(&self, field: &str) -> bool {
        self.is_there() && self.field == field
    }

    /// What was typed in this field; nothing when it is another one.
    pub fn typed(&self, field: &str) -> &str {
        if self.is_at(field) { &self.typed } else { "" }
    }

    /// Whether this was chosen beside this field.
    pub fn chose(&self, field: &str, code: &str) -> bool {
        self.is_at(field) && self.chosen == code
    }
}
