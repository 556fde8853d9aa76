//! The doors that people walk through: the public form, the status page, the staff console.
//!
//! | file | what it is for |
//! |---|---|
//! | [`server`] | the application and its listener |
//! | [`door`] | what every request passes: limits, same-site check, panics caught, error pages, headers |
//! | [`routes`] | routes as data, so that tests can walk through all of them |
//! | [`fields`] | reading a posted form strictly; [`csrf`] proves that our own page posted it |
//! | [`errors`] | the only place that turns errors into answers |
//!
//! Nothing here decides anything: a handler reads, calls a workflow through [`desk::at_desk`] and fills a template.
//! GET and HEAD never change anything, because mail scanners open links.

pub mod assets;
pub mod calendar;
pub mod console;
pub mod cookies;
pub mod csrf;
pub mod desk;
pub mod door;
pub mod errors;
pub mod fault;
pub mod fields;
pub mod filed;
pub mod form;
pub mod frame;
pub mod giving;
pub mod headers;
pub mod health;
pub mod icons;
pub mod limits;
pub mod outside;
pub mod peer;
pub mod plain;
pub mod portal;
pub mod programs;
pub mod recipient_door;
pub mod routes;
pub mod said;
pub mod server;
pub mod settings;
pub mod speech;
pub mod task_door;
pub mod theme;
pub mod uploading;
pub mod visitor;

pub use errors::WebError;
pub use server::{application, serve};
pub use settings::WebSettings;
