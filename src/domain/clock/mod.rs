//! The statutory clock: from a request's history, the regime and the calendar to a due date, with its explanation.
//!
//! Everything is pure: the same history under the same [`Terms`] always gives the same [`Reckoning`], and no server's
//! time zone changes it. Days are civil days in the controller's zone, never UTC days.

mod calendar;
mod explain;
mod history;
mod period;
mod reckon;
mod reckoning;
mod reminder;
mod sentence;
mod terms;
mod warning;
pub mod words;

pub use calendar::{Calendar, CalendarError, Place, UnknownPlace};
pub use history::{Extension, History, HistoryError, Question, QuestionKind};
pub use reckon::reckon;
pub use reckoning::{ClockStatus, Reckoning, Step, StepCode};
pub use reminder::{Reminder, ReminderKind, owed_on, reminders};
pub use terms::{Law, Terms, UnknownLaw};
pub use warning::{Warning, WarningCode};
pub use words::Lateness;
