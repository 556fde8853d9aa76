//! Searching the shop's systems for one request, system by system, under a lease.
//!
//! What was found rests sealed in the store, in batches; how far each system is rests beside it, so that a search that was
//! cut off goes on where it was. A system that is down is asked again; one that stays down, several persons who fit, and
//! systems that no program reaches are put before a person. When nothing is open any more the request goes to review.

mod choice;
mod conclusion;
mod errand;
mod flags;
mod keeper;
mod kept;
mod known;
mod plan;
mod walk;

pub(super) use choice::chosen;
pub use choice::{Candidate, candidates, choose};
pub use errand::{Errand, search};
pub use known::{identities, known, may_search_by_address};
pub(super) use plan::{is_asked_by_engine, start_over};
pub(super) use walk::connectors;
