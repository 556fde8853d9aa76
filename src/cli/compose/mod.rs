//! The only place that joins adapters to ports.

mod desk;
mod ground;
mod outside;

pub use desk::{Parts, desk, open_store, staff_door, system_clock};
pub use ground::{Ground, ground, ground_in};
pub use outside::{mailer, packager, smtp, systems};
