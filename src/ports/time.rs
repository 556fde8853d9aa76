//! The clock, as an argument.

use chrono::{DateTime, Utc};

/// Tells the instant. Rules never call it: a workflow reads it once and hands the value on, so that one decision has one time.
pub trait Clock: Send + Sync {
    /// The current instant, in UTC. It may step backwards when the machine's clock is set.
    fn now(&self) -> DateTime<Utc>;
}
