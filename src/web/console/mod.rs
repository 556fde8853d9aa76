//! The staff console: the queue, the case, the search, the review, and the few pages around them.
//! [`routes`] is the table of every page with the permission it needs; the guard reads the same table, so that a page
//! that is not in it is not served. Handlers read a form, call a workflow and fill a view; views hold words, not rules.

mod actions;
mod amending;
mod case;
mod case_view;
mod certificate;
mod clock_view;
mod command;
mod command_fields;
mod command_form;
mod command_prefill;
mod command_words;
mod complaint;
mod complaint_deed;
mod complaint_form;
mod complaint_view;
mod delivery_view;
mod door;
mod erasure;
mod erasure_rows;
mod erasure_view;
mod export;
mod facts;
mod frame;
mod gathering;
mod guard;
mod history;
mod history_words;
mod hold;
mod inbox;
mod inbox_entry;
mod inbox_view;
mod kept_view;
mod law;
mod lessons;
mod letters;
mod letters_view;
mod log;
mod mask;
mod outbox;
mod print;
mod profile;
mod queues;
mod register;
mod review;
mod review_view;
pub mod routes;
mod setup;
mod shown;
mod signin;
mod staff;
mod task;
mod together;

pub use door::{ConsoleDoor, open};
pub use routes::{Access, ConsoleRoute, ROUTES};
