//! The test suite: one binary, a folder for each area, and [`harness`] for what they share.
//!
//! `cfg(test)` is always true here; it tells clippy that everything below is test code, helpers included.

#![expect(
    clippy::string_slice,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::as_conversions,
    reason = "a test that slips stops with a message, which is all a test has to do"
)]

#[cfg(test)]
mod browser;
#[cfg(test)]
mod connectors;
#[cfg(test)]
mod console;
#[cfg(test)]
mod domain;
#[cfg(test)]
mod erase;
#[cfg(test)]
mod form;
#[cfg(test)]
mod gather;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod house;
#[cfg(test)]
pub mod incoming;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod law;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod map;
#[cfg(test)]
mod package;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod program;
#[cfg(test)]
mod store;
#[cfg(test)]
mod vault;
