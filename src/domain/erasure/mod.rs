//! Erasure (Article 17 UK GDPR): which row goes, which stays without its personal columns, which is kept until when and why.
//!
//! Everything here is a pure rule: [`Policy`] reads the map's words for a collection, [`Policy::rule`] decides one row from
//! what is known about it, [`fit`] finds what stands in place of a value that a live column takes, and [`children_first`]
//! orders deletions. The workflow asks the systems for the facts and carries the plan out.

mod certificate;
mod conflict;
mod decision;
mod mask;
mod order;
mod period;
mod policy;
mod ruling;
mod schema;
mod summary;
mod trace;

pub use certificate::{Certificate, CertifiedKept, CertifiedSystem};
pub use conflict::{Conflict, Doubt};
pub use decision::{DecisionFault, RowDecision, Verdict};
pub use mask::{Mask, MaskSecret, UnknownStrategy};
pub use order::{Order, children_first};
pub use period::KeepFor;
pub use policy::{Policy, Retained, RowFacts, holds_personal_data};
pub use ruling::{Action, Plain, PlannedRow, Ruling, UNNAMED};
pub use schema::{ColumnKind, ColumnShape, fit};
pub use summary::{Group, Stage, Standing, Summary, SystemSummary};
pub use trace::Tracer;
