//! Gathering on other people's schemas: what is found equals what a person wrote down by hand in SQL, row by row.

mod dump;
mod ground_truth;
mod language;
mod question;
mod truth;
