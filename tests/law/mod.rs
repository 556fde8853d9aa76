//! The law: the deadline vectors, an independent count, properties, reminders and the explanation.

mod calendar_command;
mod calendars;
mod command;
mod day_walk;
mod explanation;
mod policies;
mod properties;
mod reminders;
mod scenes;
mod vectors;
mod what_ifs;
