//! The office in the console: staff, a colleague with absences and deputies, teams, what was changed in the set-up, and lists as files.

pub mod approval;
pub mod export;
pub mod listed;
pub mod mail;
mod mail_form;
pub mod mailbox;
mod mailbox_view;
pub mod past;
pub mod person;
pub mod staff;
pub mod systems;
pub mod teams;
