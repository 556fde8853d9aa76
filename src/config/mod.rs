//! Settings: one file per section, each checks itself and names what is wrong.
//!
//! The documented defaults (`config/rightsdesk.toml`) are compiled in; the operator's file overrides them, the environment
//! overrides both. A key nobody knows is refused, so that a typing mistake is not silently ignored.

pub mod calendars;
pub mod controllers;
pub mod corrections;
pub mod database;
pub mod datamaps;
pub mod desk;
pub mod languages;
pub mod lexicons;
mod loader;
pub mod mail;
pub mod mailboxes;
pub mod partners;
pub mod programs;
pub mod regimes;
pub mod server;
pub mod systems;

use serde::Deserialize;

pub use programs::ProgramSection;
pub use {controllers::ControllerError, database::DatabaseSection};
pub use {desk::DeskSection, desk::JobsSection, loader::ConfigError, loader::load};
pub use {mailboxes::MailboxSection, server::ServerSection, systems::SystemSection};

/// The documented defaults.
pub const DEFAULTS: &str = include_str!("../../config/rightsdesk.toml");

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the desk listens.
    pub server: ServerSection,
    /// What it remembers in.
    pub database: DatabaseSection,
    /// How the desk works.
    pub desk: DeskSection,
    /// How mail leaves.
    pub mail: mail::MailSection,
    /// Work that runs later.
    pub jobs: JobsSection,
    /// The mailboxes that are watched.
    #[serde(default)]
    pub mailbox: Vec<MailboxSection>,
    /// The shop's systems, by the key of their data map.
    #[serde(default)]
    pub systems: std::collections::BTreeMap<String, SystemSection>,
    /// Programs of recipients, which take signed notices, by the name that a company's facts give them.
    #[serde(default)]
    pub recipients: std::collections::BTreeMap<String, ProgramSection>,
    /// Programs of other controllers, which take packages straight, by the name that a company's facts give them.
    #[serde(default)]
    pub receivers: std::collections::BTreeMap<String, ProgramSection>,
}
