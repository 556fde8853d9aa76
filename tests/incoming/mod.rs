//! What arrives by mail: reading it, keeping it, and what people do with it.

mod desk;
mod imap;
mod letters;
pub mod mailbox;
mod mutation;
mod reading;
