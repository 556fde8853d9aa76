//! The store: everything the desk remembers, behind one transaction.
//!
//! The port is synchronous and closure-shaped. [`Store::write_work`] runs a piece of work in one transaction that is durable
//! when the call returns; several pieces may share one commit (group commit), each behind its own savepoint, so that a
//! refused piece leaves nothing behind. Work never talks to the network. Reads run beside writes.
//!
//! Rules for callers: after [`StoreError::Exists`] from a method that names it, [`StoreError::Conflict`] or
//! [`StoreError::NotFound`] work may go on; any other error of the database ends the work, even if it is swallowed. Work
//! cannot be repeated by the store, since it is used up; a deadlock or a serialization failure is a [`StoreError::Conflict`] for
//! whoever can load and decide again. Work never calls the store from inside.
//! Rules for implementations: instants are kept to the microsecond in UTC; ids come from the caller; a changed row is
//! guarded by its `version` and a lost race is [`StoreError::Conflict`]; nothing personal goes into an error.

pub mod amendments;
pub mod cases;
pub mod codes;
pub mod companies;
pub mod complaints;
pub mod deferrals;
pub mod delivery;
pub mod documents;
pub mod drafts;
pub mod erasures;
mod error;
pub mod feeds;
pub mod filters;
pub mod findings;
pub mod incoming;
pub mod jobs;
pub mod links;
pub mod log;
pub mod macros;
pub mod maps;
pub mod office;
pub mod outbox;
pub mod program_keys;
pub mod register;
pub mod replies;
pub mod reports;
pub mod retention;
pub mod staff;
pub mod suppressions;
pub mod task_links;
pub mod tasks;
pub mod teams;
pub mod tellings;
pub mod together;
mod transaction;
pub mod uploads;
pub mod views;
pub mod wordings;

pub use error::StoreError;
pub use transaction::{Store, Tx, Work, read, write};
pub use {cases::Cases, companies::Companies, complaints::Complaints, delivery::Deliveries, documents::Documents};
pub use {findings::Findings, incoming::IncomingBook, jobs::Jobs, log::Log, outbox::Outbox};
pub use {retention::RetentionBook, staff::StaffBook, tasks::Tasks, views::Views};
