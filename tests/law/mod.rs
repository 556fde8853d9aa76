//! The law: the deadline vectors, an independent count, properties, reminders and the explanation.

mod command;
mod day_walk;
mod properties;
mod reminders;
mod scenes;
mod vectors;
