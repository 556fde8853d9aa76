//! The word lists that come with the program.

#[path = "../../../src/config/lexicons.rs"]
pub mod lexicons;
