//! Rightsdesk, a self-hosted desk for data subject requests. This page is the map of the house.
//!
//! | room | what lives there | may look into |
//! |---|---|---|
//! | [`domain`] | the law, the case, the clock, the data map: pure rules, no I/O, no clock, no chance | itself |
//! | [`ports`] | what the rules need from outside, as traits and plain types | domain |
//! | [`workflow`] | one file per thing people do: load, decide, save | domain, ports |
//! | [`adapters`] | the outside: databases, mail, shop systems, files | domain, ports; never each other |
//! | [`web`] | the public form, the status page, the staff console | domain, ports, workflow |
//! | [`jobs`] | work that runs later, under a lease | domain, ports, workflow |
//! | [`config`] | settings, each section checks itself | domain |
//! | [`cli`] | one file per command; `compose` joins adapters to ports | everything |
//!
//! The arrows are checked by a test (`tests/house`).

pub mod adapters;
pub mod cli;
pub mod config;
pub mod domain;
pub mod jobs;
pub mod ports;
pub mod web;
pub mod workflow;
