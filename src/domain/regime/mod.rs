//! The law as data: what a regime allows, read from `config/regimes/*.toml`.
//!
//! Nothing here computes a date; [`crate::domain::clock`] does, from these settings.

mod rule;
mod sources;

pub use rule::{CarefulRule, Confidence, NoticeRule, PauseRule, Regime, RegimeError, Span, StartRule, Unit};
pub use sources::Sources;
