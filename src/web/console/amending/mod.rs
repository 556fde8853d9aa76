//! The pages of corrections and marks: a request's sheet, and everything that is restricted.

pub mod changes;
mod changes_view;
pub mod restrictions;
