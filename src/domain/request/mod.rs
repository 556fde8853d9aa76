//! One right inside a case: its state, its commands, and the one table that says what may follow what.
//!
//! [`decide()`] answers a [`Command`] with events or a typed refusal; [`evolve()`] folds events into the request. Nothing
//! else changes a request.

pub mod command;
mod complexity;
pub mod decide;
pub mod event;
pub mod evolve;
mod ground;
mod guard;
pub mod joining;
pub mod next;
mod next_amending;
mod next_beginning;
mod next_erasing;
mod outcome;
mod record;
pub mod refusal;
pub mod state;
pub mod table;
mod weighing;

pub use command::{Actor, Command, CommandKind, Context, ExtensionGround, IdentityMethod};
pub use complexity::{ComplexityFactor, FeeGround};
pub use decide::{allowed, decide};
pub use event::{Event, ProposedRefusal};
pub use evolve::evolve;
pub use ground::{RefusalGround, exemption_fits};
pub use guard::act_of;
pub use next::{Facts, Milestone, Step, Straight, Suggestion, suggest};
pub use outcome::{Amended, Deed, Outcome, Proof, Review, Stays, alters_data, tells_recipients};
pub use record::Request;
pub use refusal::{Refused, Why};
pub use state::State;
pub use weighing::{Weighing, WeighsMore};
