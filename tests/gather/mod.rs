//! Gathering on other people's schemas: what is found equals what a person wrote down by hand in SQL, row by row.

mod beside;
mod command;
pub mod dump;
pub mod ground_truth;
mod interruption;
mod language;
mod memory;
pub mod question;
mod sponsor;
mod traversal;
pub mod truth;
