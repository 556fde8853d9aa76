//! The pages of corrections and marks: a request’s sheet, everything that is restricted, and who was told of it.

pub mod changes;
mod changes_view;
pub mod recipients;
pub mod recipients_view;
pub mod restrictions;
