//! The only place that joins adapters to ports.

mod desk;
mod diary;
mod erasing;
mod ground;
mod mailboxes;
mod outside;
mod post;

pub use crate::adapters::store::Migrating;
pub use desk::{Parts, desk, law, law_in_use, open_store, staff_door, system_clock};
pub use diary::keep_diary;
pub use erasing::{ErasureDesk, erasure_desk, today};
pub use ground::{Ground, ground, ground_as_it_is, ground_in, ground_of_a_desk, secret, with_password};
pub use mailboxes::mailboxes;
pub use outside::{dkim, mark, nearness, packager, press, receivers, recipients, redactor, smtp, systems, workbook};
pub use post::{mailer, post_room};
