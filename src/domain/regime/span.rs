//! Statutory periods: so many months, days or working days.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A unit of a statutory period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calendar months, ending on the same date or the last day of a shorter month (Regulation 1182/71, Article 3(2)(c)).
    Month,
    /// Calendar days; the day of the event is not counted (Regulation 1182/71, Article 3(1)).
    Day,
    /// Working days of the controller's place.
    BusinessDay,
}

/// A statutory period: so many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// How many; at least one.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

impl Span {
    /// What the period is called while it runs: "month" for a single month, else "period".
    pub const fn name(self) -> &'static str {
        match self {
            Self { n: 1, unit: Unit::Month } => "month",
            _ => "period",
        }
    }
}

impl fmt::Display for Span {
    /// "one month", "three months", "30 days", "10 working days".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Month => "month",
            Unit::Day => "day",
            Unit::BusinessDay => "working day",
        };
        match self.n {
            1 => write!(f, "one {unit}"),
            2 => write!(f, "two {unit}s"),
            3 => write!(f, "three {unit}s"),
            n => write!(f, "{n} {unit}s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_as_the_law_says_it() {
        let words = |n, unit| Span { n, unit }.to_string();
        assert_eq!(words(1, Unit::Month), "one month");
        assert_eq!(words(3, Unit::Month), "three months");
        assert_eq!(words(30, Unit::Day), "30 days");
        assert_eq!(words(10, Unit::BusinessDay), "10 working days");
    }
}
