//! The staff console, walked through in process against the real store.

mod access;
mod browse;
mod choice;
mod deeds;
mod scene;
mod sessions;
