//! How long something is kept, as maps write it.

use std::fmt;

use chrono::{Days, Months, NaiveDate};

/// A period of retention: `6 years`, `18 months`, `2 weeks`, `90 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeepFor {
    amount: u32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Years,
    Months,
    Weeks,
    Days,
}

impl KeepFor {
    /// Reads a number and a unit, in the singular or plural; `None` when it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let (amount, unit) = text.trim().split_once(char::is_whitespace)?;
        let unit = match unit.trim().to_lowercase().trim_end_matches('s') {
            "year" => Unit::Years,
            "month" => Unit::Months,
            "week" => Unit::Weeks,
            "day" => Unit::Days,
            _ => return None,
        };
        Some(Self { amount: amount.parse().ok()?, unit })
    }

    /// The last day on which something of this date is kept: the corresponding day, or the last of a month that lacks it.
    pub fn until(self, date: NaiveDate) -> NaiveDate {
        let days = |each: u64| date.checked_add_days(Days::new(u64::from(self.amount) * each));
        let months = |each: u32| date.checked_add_months(Months::new(self.amount.saturating_mul(each)));
        let until = match self.unit {
            Unit::Years => months(12),
            Unit::Months => months(1),
            Unit::Weeks => days(7),
            Unit::Days => days(1),
        };
        until.unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for KeepFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Years => "year",
            Unit::Months => "month",
            Unit::Weeks => "week",
            Unit::Days => "day",
        };
        write!(f, "{} {unit}{}", self.amount, if self.amount == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        for (text, said) in
            [("6 years", "6 years"), (" 1 Year ", "1 year"), ("18 months", "18 months"), ("90 day", "90 days")]
        {
            assert_eq!(KeepFor::parse(text).unwrap().to_string(), said);
        }
        for text in ["years", "6", "six years", "6 decades", "-1 years", ""] {
            assert_eq!(KeepFor::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_corresponding_day_is_the_last_one() {
        let six = KeepFor::parse("6 years").unwrap();
        assert_eq!(six.until(day("2020-11-22")), day("2026-11-22"));
        assert_eq!(six.until(day("2020-02-29")), day("2026-02-28"));
        assert_eq!(KeepFor::parse("1 month").unwrap().until(day("2025-01-31")), day("2025-02-28"));
        assert_eq!(KeepFor::parse("2 weeks").unwrap().until(day("2025-12-25")), day("2026-01-08"));
    }

    proptest! {
        #[test]
        fn a_later_date_is_never_kept_shorter(a in 0_u64..40_000, b in 0_u64..40_000, amount in 0_u32..100) {
            let date = |days| day("1950-01-01").checked_add_days(Days::new(days)).unwrap();
            let period = KeepFor::parse(&format!("{amount} months")).unwrap();
            prop_assert!(a > b || period.until(date(a)) <= period.until(date(b)));
        }
    }
}
