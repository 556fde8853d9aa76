//! The five numbers that stand first.

use chrono::{Days as DaysAhead, NaiveDate};

use super::days::Days;
use super::tally::{Answered, Due};

/// What a period and the present come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Answered in the period.
    pub answered: u64,
    /// Of these, on or before the due date.
    pub on_time: u64,
    /// What half of them stayed within, in days.
    pub median: Option<i64>,
    /// What nine of ten stayed within, in days.
    pub nine_of_ten: Option<i64>,
    /// Open today.
    pub open: u64,
    /// Due within seven days, today included.
    pub soon: u64,
    /// Past the due date today.
    pub overdue: u64,
}

/// Adds them up.
pub fn numbers(answered: &[Answered], due: &[Due], today: NaiveDate) -> Numbers {
    let taken: Days = answered.iter().map(|tally| (tally.days, tally.n)).collect();
    let soon = today.checked_add_days(DaysAhead::new(7)).unwrap_or(today);
    let on =
        |fits: &dyn Fn(NaiveDate) -> bool| due.iter().filter(|due| due.day.is_some_and(fits)).map(|due| due.n).sum();
    Numbers {
        answered: taken.count(),
        on_time: answered.iter().filter(|tally| !tally.late).map(|tally| tally.n).sum(),
        median: taken.median(),
        nine_of_ten: taken.nine_of_ten(),
        open: due.iter().map(|due| due.n).sum(),
        soon: on(&|day| (today..=soon).contains(&day)),
        overdue: on(&|day| day < today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::right::Right;

    #[test]
    fn what_is_due_is_overdue_soon_or_neither() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let due = |day: Option<&str>, n| Due { day: day.map(|day| day.parse().unwrap()), n };
        let all = [
            due(Some("2026-11-21"), 1),
            due(Some("2026-11-22"), 2),
            due(Some("2026-11-29"), 4),
            due(Some("2026-11-30"), 8),
            due(None, 16),
        ];
        let found = numbers(&[], &all, today);
        assert_eq!((found.open, found.soon, found.overdue), (31, 6, 1));
    }

    #[test]
    fn what_was_late_was_not_on_time() {
        let tally =
            |days, late| Answered { controller: "a".into(), right: Right::Access, days, late, hands_on: None, n: 1 };
        let found = numbers(&[tally(3, false), tally(40, true)], &[], "2026-11-22".parse().unwrap());
        assert_eq!((found.answered, found.on_time, found.median, found.nine_of_ten), (2, 1, Some(40), Some(40)));
    }
}
