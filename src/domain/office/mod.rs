//! The office: who is away, who stands in, and the parts of the set-up whose changes are remembered.

mod absence;
mod area;
mod mailbox;
mod post;
mod system;

pub use absence::{Absence, AbsenceFault, absent_on, acting, check_absence};
pub use area::{SetupArea, difference};
pub use mailbox::{INBOX, MailboxWay};
pub use post::{MailServer, MailWay, MailWayFault, Protection};
pub use system::{SECRETS, SystemFault, SystemSetting, check_system_name, without_secret};
