//! What the rules need from outside, as traits and plain types.
#![warn(missing_docs)]

pub mod entropy;
pub mod letters;
pub mod mailer;
pub mod time;
pub mod vault;
