//! The statutory clock: from a request's history, the regime and the calendar to a due date, with its explanation.
//!
//! Everything is pure: the same history under the same [`Terms`] always gives the same [`Reckoning`], and no server's
//! time zone changes it. Days are civil days in the controller's zone, never UTC days.

mod calendar;
mod explain;
mod history;
mod list;
mod period;
mod place;
mod readings;
mod reckon;
mod reckoning;
mod reminder;
mod renewal;
mod sentence;
mod shelf;
mod terms;
mod warning;
mod what_if;
pub mod words;

pub use calendar::Calendar;
pub use history::{Applied, Extension, History, HistoryError, Question, QuestionKind};
pub use list::{CalendarError, read_govuk_list, read_list};
pub use place::Place;
pub use reckon::reckon;
pub use reckoning::{ClockStatus, Reckoning, Step, StepCode};
pub use reminder::{Reminder, ReminderKind, owed_on, reminders};
pub use renewal::{Change, Renewal, RenewalError, renew};
pub use shelf::{Calendars, List};
pub use terms::{Law, Terms, UnknownLaw};
pub use warning::{Warning, WarningCode};
pub use what_if::{Supposition, WhatIf, what_if};
pub use words::Lateness;
