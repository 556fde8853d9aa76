//! `[desk]` and `[jobs]`: how the desk works.

use std::path::PathBuf;

use serde::Deserialize;

/// How the desk works.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskSection {
    /// One person handles and approves, with a cool-off.
    pub solo: bool,
    /// Hours that an approval can be taken back in solo mode.
    pub cool_off_hours: u16,
    /// Minutes that the approval of an erasure can be taken back before anything is erased; 0 for none.
    pub erasure_undo_minutes: u16,
    /// Whether the person gets a word when what an erasure had to keep is erased at last.
    pub tell_when_kept_is_erased: bool,
    /// Days for which a word of a recipient is awaited after they were told (Article 19).
    pub recipient_answer_days: u16,
    /// After how many days without a word a recipient is reminded by mail, again and again; 0 for never.
    pub recipient_reminder_days: u16,
    /// Days that a package can be fetched.
    pub link_days: u16,
    /// Days from receipt to the outcome of a complaint, our own target.
    pub complaint_days: u16,
    /// Who is told when a case has no owner; empty for every active handler.
    pub duty_address: String,
    /// Minutes without a click after which staff must sign in again.
    pub idle_minutes: u16,
    /// Hours after which they must anyway.
    pub session_hours: u16,
    /// The folder with further controllers.
    pub controllers: PathBuf,
    /// The folder with further data maps.
    pub datamaps: PathBuf,
    /// The folder with further languages.
    pub languages: PathBuf,
    /// Where a virus scanner listens (ClamAV), as host and port; empty for none.
    pub scanner: String,
    /// Whether the four sample controllers are offered.
    pub samples: bool,
}

/// Work that runs later.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobsSection {
    /// Threads.
    pub workers: u16,
    /// Seconds between two looks for work that nobody announced.
    pub tick_seconds: u16,
    /// Seconds that work is held. After a crash, so long until it is taken up again.
    pub lease_seconds: u16,
    /// Systems that one search asks at the same time.
    pub systems_at_once: u16,
}

/// What is wrong in the sections.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeskSectionError {
    /// No time to take anything back.
    #[error("desk.cool_off_hours: between 1 and 168")]
    CoolOff,
    /// A window in which nobody would wait for the erasure.
    #[error("desk.erasure_undo_minutes: at most 10080, which is a week")]
    Undo,
    /// Links that end at once or never.
    #[error("desk.link_days: between 1 and 365")]
    LinkDays,
    /// A target that nobody can keep, or none.
    #[error("desk.complaint_days: between 1 and 365")]
    ComplaintDays,
    /// Sessions that end at once or never.
    #[error("desk.idle_minutes: between 5 and 720")]
    IdleMinutes,
    /// Sessions that end at once or never.
    #[error("desk.session_hours: between 1 and 24")]
    SessionHours,
    /// Not an address.
    #[error("desk.duty_address: this is not an e-mail address")]
    DutyAddress,
    /// Not a host and a port.
    #[error("desk.scanner: a host and a port, such as 127.0.0.1:3310")]
    Scanner,
    /// Nobody to work, or a crowd.
    #[error("jobs.workers: between 1 and 64")]
    Workers,
    /// Too eager or too lazy.
    #[error("jobs.tick_seconds: between 1 and 600")]
    Tick,
    /// Too short for one mail, or a long wait after a crash.
    #[error("jobs.lease_seconds: between 5 and 3600")]
    Lease,
    /// None, or more than anybody has.
    #[error("jobs.systems_at_once: between 1 and 64")]
    AtOnce,
}

impl DeskSection {
    /// Checks the section by itself.
    pub fn validate(&self) -> Result<(), DeskSectionError> {
        let check = |fine: bool, error| if fine { Ok(()) } else { Err(error) };
        check((1..=168).contains(&self.cool_off_hours), DeskSectionError::CoolOff)?;
        check(self.erasure_undo_minutes <= 10_080, DeskSectionError::Undo)?;
        check((1..=365).contains(&self.link_days), DeskSectionError::LinkDays)?;
        check((1..=365).contains(&self.complaint_days), DeskSectionError::ComplaintDays)?;
        check((5..=720).contains(&self.idle_minutes), DeskSectionError::IdleMinutes)?;
        check((1..=24).contains(&self.session_hours), DeskSectionError::SessionHours)?;
        let address = &self.duty_address;
        check(address.is_empty() || address.contains('@'), DeskSectionError::DutyAddress)?;
        let port = |scanner: &str| scanner.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        check(self.scanner.is_empty() || port(&self.scanner), DeskSectionError::Scanner)
    }
}

impl JobsSection {
    /// Checks the section by itself.
    pub fn validate(&self) -> Result<(), DeskSectionError> {
        if !(1..=64).contains(&self.workers) {
            return Err(DeskSectionError::Workers);
        }
        if !(1..=600).contains(&self.tick_seconds) {
            return Err(DeskSectionError::Tick);
        }
        if !(5..=3600).contains(&self.lease_seconds) {
            return Err(DeskSectionError::Lease);
        }
        if (1..=64).contains(&self.systems_at_once) { Ok(()) } else { Err(DeskSectionError::AtOnce) }
    }
}
