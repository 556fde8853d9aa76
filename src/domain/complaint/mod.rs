//! A complaint about how personal data was used: a case of its own kind (Data Protection Act 2018, section 164A).
//!
//! It is built like a request: [`decide()`] answers a [`Command`] with an event or a typed refusal, [`evolve()`] folds the
//! event into the complaint, and the transitions are one [`table`]. [`Clock`] says by when it must be acknowledged.

mod clock;
mod command;
mod decide;
mod event;
mod figures;
mod lesson;
mod record;
mod refusal;
mod state;
pub mod table;

pub use clock::{Clock, REGIME, Schedule};
pub use command::{Actor, Command, CommandKind, Context, Decision};
pub use decide::{allowed, decide, evolve};
pub use event::Event;
pub use figures::{Figures, figures};
pub use lesson::Lesson;
pub use record::{AnswerBy, Complaint, Received};
pub use refusal::{Refused, Why};
pub use state::{State, Verdict};
