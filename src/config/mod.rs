//! Settings: one file per section, each checks itself and names what is wrong.

pub mod calendars;
pub mod mail;
pub mod regimes;
