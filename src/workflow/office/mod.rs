//! The office: who is at the desk and who stands in for whom, teams, and what was changed in the set-up.

mod absences;
mod approval;
mod cover;
mod history;
mod kept;
mod mailboxes;
mod people;
mod post;
mod post_words;
mod systems;
mod teams;

pub use absences::{NewAbsence, come_back, go_away};
pub use approval::{ApprovalBook, approval_book, choose_mode};
pub use cover::{Cover, handles};
pub(in crate::workflow) use history::{Edit, remember};
pub use history::{Past, note_export, past};
pub use kept::KeptDesk;
pub use mailboxes::{
    GivenMailbox, MailboxBook, drop_mailbox, keep_mailbox, mailbox_book, pause_mailbox, secret_of_mailbox, try_mailbox,
};
pub use people::{Person, end_sessions, person, rename};
pub(in crate::workflow) use people::{named, staff_changes};
pub use post::{
    GivenWay, MailRoute, PostBook, SECRET_OF_MAIL, Tried, keep_way, kept_way, post_book, send_test, try_way,
    way_of_file,
};
pub use systems::{Looked, SystemBook, back_to_file, keep_system, look_into, system_book, systems};
pub(in crate::workflow) use teams::give_to_team_in;
pub use teams::{TeamSheet, add_team, change_team, give_to_team, switch_team, team_of};
