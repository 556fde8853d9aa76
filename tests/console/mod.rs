//! The staff console, walked through in process against the real store.

mod access;
mod branding;
pub mod browse;
mod changes;
mod choice;
mod companies;
mod complaints;
mod counter;
mod deeds;
mod documents;
mod evidence;
mod feeds;
mod filters;
mod gaps;
mod joining;
mod macros;
mod maps;
mod maps_edit;
mod office;
mod recipients;
mod replies;
mod reports;
pub mod scene;
mod sessions;
mod start;
mod task_links;
mod together;
