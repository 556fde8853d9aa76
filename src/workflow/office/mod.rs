//! The office: who is at the desk and who stands in for whom, teams, and what was changed in the set-up.

mod absences;
mod cover;
mod history;
mod people;
mod post;
mod post_words;
mod systems;
mod teams;

pub use absences::{NewAbsence, come_back, go_away};
pub use cover::{Cover, handles};
pub(in crate::workflow) use history::{Edit, remember};
pub use history::{Past, note_export, past};
pub use people::{Person, end_sessions, person, rename};
pub(in crate::workflow) use people::{named, staff_changes};
pub use post::{
    MailRoute, PostBook, Tried, keep_way, kept_way, post_book, send_test, try_mailbox, try_way, way_of_file,
};
pub use systems::{Looked, SystemBook, back_to_file, keep_system, look_into, system_book, systems};
pub(in crate::workflow) use teams::give_to_team_in;
pub use teams::{TeamSheet, add_team, change_team, give_to_team, switch_team, team_of};
