//! What people do at the desk, one file per thing: load, decide, save.
//!
//! A workflow opens one transaction, loads what it needs, asks the domain, and saves events, state, owed mail and queued jobs
//! together. It never talks to the network; jobs do that afterwards.

pub mod administration;
pub mod amending;
mod answers;
mod around;
pub mod assignment;
pub mod casefile;
pub mod casework;
pub mod codes;
pub mod companies;
pub mod complaints;
pub mod delivery;
pub mod desk;
pub mod diary;
pub mod erasing;
pub mod erasure;
pub mod error;
pub mod execution;
pub mod filters;
pub mod foresight;
pub mod form;
pub mod gathering;
pub mod holidays;
pub mod incoming;
pub mod intake;
pub mod journal;
pub mod law_choice;
mod law_words;
pub mod lease;
pub mod log_check;
pub mod mapping;
pub mod notices;
pub mod outgoing;
pub mod portal;
pub mod post;
pub mod register;
pub mod reminders;
pub mod renewal;
pub mod restore;
pub mod retention;
pub mod review;
pub mod search;
pub mod secrets;
pub mod setback;
pub mod signing_in;
pub mod staff_mail;
pub mod suppression;
pub mod tasks;
pub mod together;
pub mod wordings;

pub use desk::{AnswerRule, Controllers, Desk, MailIn, Settings};
pub use error::WorkError;
pub use law_words::law_words;
pub use lease::Lease;
pub use setback::Setback;
