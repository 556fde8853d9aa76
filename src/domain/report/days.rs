//! Whole days that answers took, as counts: what the middle one took, and what nine of ten stayed within.

use std::collections::BTreeMap;

/// How many took how many days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days(BTreeMap<i64, u64>);

impl Days {
    /// Takes in that so many took so many days.
    pub fn add(&mut self, days: i64, n: u64) {
        if n > 0 {
            *self.0.entry(days).or_default() += n;
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// The middle one; of two middles the later. `None` while there is none.
    pub fn median(&self) -> Option<i64> {
        self.at(self.count() / 2)
    }

    /// What at least nine of ten stayed within (nearest rank). `None` while there is none.
    pub fn nine_of_ten(&self) -> Option<i64> {
        self.at((self.count() * 9).div_ceil(10).saturating_sub(1))
    }

    /// The value at a position of the sorted row, counted from nought.
    fn at(&self, position: u64) -> Option<i64> {
        let mut passed = 0;
        self.0.iter().find_map(|(days, n)| {
            passed += n;
            (position < passed).then_some(*days)
        })
    }
}

impl FromIterator<(i64, u64)> for Days {
    fn from_iter<I: IntoIterator<Item = (i64, u64)>>(counts: I) -> Self {
        let mut days = Self::default();
        counts.into_iter().for_each(|(value, n)| days.add(value, n));
        days
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_has_no_middle() {
        assert_eq!((Days::default().median(), Days::default().nine_of_ten()), (None, None));
    }

    #[test]
    fn ten_answers_say_what_nine_took() {
        let days: Days = (1..=10).map(|days| (days, 1)).collect();
        assert_eq!((days.median(), days.nine_of_ten()), (Some(6), Some(9)));
    }

    proptest! {
        #[test]
        fn counts_say_the_same_as_the_sorted_row(row in prop::collection::vec(0i64..90, 1..200)) {
            let days: Days = row.iter().map(|days| (*days, 1)).collect();
            let mut sorted = row.clone();
            sorted.sort_unstable();
            prop_assert_eq!(days.count(), u64::try_from(row.len()).unwrap());
            prop_assert_eq!(days.median(), sorted.get(row.len() / 2).copied());
            let within = days.nine_of_ten().unwrap();
            let stayed = row.iter().filter(|days| **days <= within).count();
            prop_assert!(stayed * 10 >= row.len() * 9, "nine of ten stay within");
            let shorter = row.iter().filter(|days| **days < within).count();
            prop_assert!(shorter * 10 < row.len() * 9, "and it is the shortest such time");
        }
    }
}
