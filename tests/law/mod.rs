//! The law: the deadline vectors, an independent count, properties, reminders and the explanation.

mod command;
mod day_walk;
mod explanation;
mod other_laws;
mod properties;
mod reminders;
mod scenes;
mod vectors;
