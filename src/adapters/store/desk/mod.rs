//! What colleagues keep beside the requests: filters, links between cases, macros, replies, tags, watchers and visits; teams, absences and
//! what was changed in the set-up.

mod filters;
mod links;
mod macros;
mod office;
mod replies;
pub mod tables;
mod teams;
mod together;
