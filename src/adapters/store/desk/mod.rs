//! What colleagues keep beside the requests: filters, links between cases, replies, tags, watchers and visits.

mod filters;
mod links;
mod replies;
pub mod tables;
mod together;
