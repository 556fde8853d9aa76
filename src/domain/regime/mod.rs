//! The law as data: what a regime allows, read from `config/regimes/*.toml`.
//!
//! Nothing here computes a date; [`crate::domain::clock`] does, from these settings.

mod policy;
mod readings;
mod rule;
mod sources;
mod span;

pub use policy::{
    ClockPolicy, IdentityStart, InternalTarget, MonthReading, PauseDays, RolledNotice, RolledPause, Suspension,
};
pub use readings::Readings;
pub use rule::{CarefulRule, Confidence, NoticeRule, PauseRule, Regime, RegimeError, StartRule};
pub use sources::Sources;
pub use span::{Span, Unit};
