//! The outside, behind the ports. Adapters never import each other.

pub mod connectors;
pub mod documents;
pub mod high_water;
pub mod incoming;
pub mod journal;
pub mod mail;
pub mod package;
pub mod passwords;
pub mod samples;
pub mod scanner;
pub mod secret_file;
pub mod store;
pub mod system;
pub mod vault;
