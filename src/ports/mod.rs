//! What the rules need from outside, as traits and plain types.
//!
//! A port is a trait plus the plain values that cross it; its errors say what the caller can do. Adapters implement
//! ports, `cli/compose` joins them, tests bring their own. To add one: a file here, an adapter beside its like, a line in
//! `cli/compose`, and a conformance test that every implementation passes.
#![warn(missing_docs)]

pub mod connector;
pub mod disclosure;
pub mod entropy;
pub mod high_water;
pub mod incoming;
pub mod journal;
pub mod letters;
pub mod mailer;
pub mod passwords;
pub mod policies;
pub mod post;
pub mod receivers;
pub mod recipients;
pub mod redaction;
pub mod scanner;
pub mod store;
pub mod systems;
pub mod time;
pub mod vault;
