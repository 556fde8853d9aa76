//! Everything that happens after a transaction: mail, searches, packages, reminders, sweeps, and what survives a fall.

mod changing_law;
mod corrections;
mod delivery;
mod disk;
mod erasures;
mod fencing;
mod gathering;
mod keeping;
mod keeping_later;
mod log;
mod map_versions;
mod objections;
pub mod office;
mod other_rights;
mod outgoing;
mod peer;
mod portability;
mod post;
mod reminders;
mod restore;
mod restrictions;
mod retention;
mod rows_decided;
mod runner;
pub mod shop;
mod task_links;
mod till;
