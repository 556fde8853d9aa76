//! When to begin, learnt from how long the own hands took before.

use std::collections::BTreeMap;

use chrono::{Days as DaysBack, NaiveDate};

use super::days::Days;
use super::tally::Answered;
use crate::domain::right::Right;

/// Fewer answers than this teach nothing.
const ENOUGH: u64 = 5;

/// How many days the own hands took for nine of ten answers: for each right that has a history, and for all together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paces {
    rights: BTreeMap<Right, i64>,
    all: Option<i64>,
}

impl Paces {
    /// Learns from what was answered.
    pub fn learnt(answered: &[Answered]) -> Self {
        let pace = |of: Option<Right>| {
            let own = answered.iter().filter(|tally| of.is_none_or(|right| tally.right == right));
            let days: Days = own.filter_map(|tally| Some((tally.hands_on?, tally.n))).collect();
            days.nine_of_ten().filter(|_| days.count() >= ENOUGH)
        };
        let rights = Right::ALL.into_iter().filter_map(|right| Some((right, pace(Some(right))?))).collect();
        Self { rights, all: pace(None) }
    }

    /// The days to reckon with for a right; `None` while there is too little history.
    pub fn of(&self, right: Right) -> Option<i64> {
        self.rights.get(&right).copied().or(self.all)
    }
}

/// A request that nobody has begun to gather for, and the day by which somebody should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartBy {
    /// The reference of its case.
    pub reference: String,
    /// Whose, by id.
    pub controller: String,
    /// The right.
    pub right: Right,
    /// When it is due.
    pub due: NaiveDate,
    /// The last day to begin: the due date less the days that nine of ten answers took.
    pub start: NaiveDate,
    /// Those days.
    pub pace: i64,
}

/// When to begin with each of the waiting requests, the most urgent first. A right without any history is left out.
pub fn start_by(waiting: Vec<(String, String, Right, NaiveDate)>, paces: &Paces) -> Vec<StartBy> {
    let reckon = |(reference, controller, right, due): (String, String, Right, NaiveDate)| {
        let pace = paces.of(right)?;
        let start = due.checked_sub_days(DaysBack::new(u64::try_from(pace).ok()?))?;
        Some(StartBy { reference, controller, right, due, start, pace })
    };
    let mut all: Vec<StartBy> = waiting.into_iter().filter_map(reckon).collect();
    all.sort_by(|a, b| (a.start, a.due, &a.reference).cmp(&(b.start, b.due, &b.reference)));
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally(right: Right, hands_on: i64, n: u64) -> Answered {
        Answered { controller: "a".into(), right, days: hands_on, late: false, hands_on: Some(hands_on), n }
    }

    #[test]
    fn a_right_with_a_history_has_its_own_pace_and_another_that_of_all() {
        let paces = Paces::learnt(&[tally(Right::Access, 12, 5), tally(Right::Objection, 1, 4)]);
        assert_eq!((paces.of(Right::Access), paces.of(Right::Objection)), (Some(12), Some(12)));
        assert_eq!(Paces::learnt(&[tally(Right::Access, 12, 4)]).of(Right::Access), None, "four answers teach nothing");
    }

    proptest! {
        #[test]
        fn who_begins_on_that_day_has_the_time_that_nine_of_ten_took(taken in prop::collection::vec(0i64..60, 5..60), ahead in 0u64..90) {
            let answered: Vec<Answered> = taken.iter().map(|days| tally(Right::Erasure, *days, 1)).collect();
            let due = "2026-12-01".parse::<NaiveDate>().unwrap() + DaysBack::new(ahead);
            let found = start_by(vec![("R".into(), "a".into(), Right::Erasure, due)], &Paces::learnt(&answered));
            let room = (found[0].due - found[0].start).num_days();
            let enough = taken.iter().filter(|days| **days <= room).count();
            prop_assert!(enough * 10 >= taken.len() * 9);
        }
    }
}
