//! Somebody is away for some days, and who acts for them meanwhile. Days are civil days where the desk counts its days.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::ids::{AbsenceId, StaffId};

/// The longest absence, in days: a year of parental leave with room to spare.
const LONGEST: i64 = 550;

/// Somebody is away from the first to the last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Its identifier.
    pub id: AbsenceId,
    /// Who is away.
    pub staff: StaffId,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Who stands in; `None` when nobody was named.
    pub deputy: Option<StaffId>,
}

/// Why an absence cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AbsenceFault {
    /// It ends before it begins.
    #[error("The last day is before the first. Choose a later one.")]
    Backwards,
    /// It is over already.
    #[error("This is over already. Choose a last day from today on.")]
    Over,
    /// Nobody is away so long without having left.
    #[error("This is longer than 550 days. Disable the account of somebody who has left.")]
    TooLong,
    /// Nobody stands in for themselves.
    #[error("Choose somebody else: nobody stands in for themselves.")]
    OwnDeputy,
    /// Two absences of one person share a day.
    #[error("They are away on some of these days already. Take that absence out first.")]
    Overlaps,
}

impl AbsenceFault {
    /// The field of the form that is wrong.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Backwards | Self::Over | Self::TooLong => "until",
            Self::OwnDeputy => "deputy",
            Self::Overlaps => "from",
        }
    }
}

impl Absence {
    /// Whether a day belongs to it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// Whether a new absence can be kept beside those that are known, on a day.
pub fn check_absence(new: &Absence, known: &[Absence], today: NaiveDate) -> Result<(), AbsenceFault> {
    if new.until < new.from {
        return Err(AbsenceFault::Backwards);
    }
    if new.until < today {
        return Err(AbsenceFault::Over);
    }
    if (new.until - new.from).num_days() > LONGEST {
        return Err(AbsenceFault::TooLong);
    }
    if new.deputy == Some(new.staff) {
        return Err(AbsenceFault::OwnDeputy);
    }
    let shares = |one: &Absence| one.staff == new.staff && one.from <= new.until && new.from <= one.until;
    if known.iter().any(shares) { Err(AbsenceFault::Overlaps) } else { Ok(()) }
}

/// The absence of somebody on a day.
pub fn absent_on(who: StaffId, day: NaiveDate, absences: &[Absence]) -> Option<&Absence> {
    absences.iter().find(|absence| absence.staff == who && absence.covers(day))
}

/// Who acts for somebody on a day: they themselves when they are there, else whoever stands in for them, and where that
/// person is away as well, whoever stands in for those. `None` when that leads to nobody who is `able`.
pub fn acting(who: StaffId, day: NaiveDate, absences: &[Absence], able: impl Fn(StaffId) -> bool) -> Option<StaffId> {
    let (mut at, mut asked) = (who, BTreeSet::new());
    while let Some(absence) = absent_on(at, day, absences) {
        if !asked.insert(at) {
            return None;
        }
        at = absence.deputy?;
    }
    Some(at).filter(|one| able(*one))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Days};
    use proptest::prelude::*;

    use super::*;

    fn somebody(n: u8) -> StaffId {
        StaffId::new(DateTime::UNIX_EPOCH, [n; 10])
    }

    fn day(n: u64) -> NaiveDate {
        NaiveDate::default() + Days::new(n)
    }

    fn absence(staff: u8, from: u64, until: u64, deputy: Option<u8>) -> Absence {
        Absence {
            id: AbsenceId::new(DateTime::UNIX_EPOCH, [staff; 10]),
            staff: somebody(staff),
            from: day(from),
            until: day(until),
            deputy: deputy.map(somebody),
        }
    }

    #[test]
    fn whoever_is_there_acts_and_a_deputy_who_is_away_has_one_too() {
        let away = [absence(1, 5, 9, Some(2)), absence(2, 7, 8, Some(3))];
        let on = |n| acting(somebody(1), day(n), &away, |_| true);
        assert_eq!([on(4), on(5), on(7), on(9), on(10)], [1, 2, 3, 2, 1].map(|n| Some(somebody(n))));
    }

    #[test]
    fn nobody_acts_where_it_leads_in_a_circle_or_to_somebody_who_cannot() {
        let circle = [absence(1, 5, 9, Some(2)), absence(2, 5, 9, Some(1))];
        assert_eq!(acting(somebody(1), day(6), &circle, |_| true), None);
        let alone = [absence(1, 5, 9, None)];
        assert_eq!(acting(somebody(1), day(6), &alone, |_| true), None);
        let left = [absence(1, 5, 9, Some(2))];
        assert_eq!(acting(somebody(1), day(6), &left, |one| one != somebody(2)), None);
    }

    #[test]
    fn an_absence_that_cannot_be_is_named_with_its_field() {
        let known = [absence(1, 10, 20, None)];
        let check = |new: &Absence| check_absence(new, &known, day(5)).map_err(AbsenceFault::field);
        assert_eq!(check(&absence(1, 21, 22, Some(2))), Ok(()));
        assert_eq!(check(&absence(2, 10, 20, None)), Ok(()));
        assert_eq!(check(&absence(1, 20, 22, None)), Err("from"));
        assert_eq!(check(&absence(1, 9, 8, None)), Err("until"));
        assert_eq!(check(&absence(1, 3, 4, None)), Err("until"));
        assert_eq!(check(&absence(1, 30, 1_000, None)), Err("until"));
        assert_eq!(check(&absence(1, 30, 31, Some(1))), Err("deputy"));
    }

    proptest! {
        #[test]
        fn whoever_acts_is_there_and_able(
            away in proptest::collection::vec((0_u8..6, 0_u64..20, 0_u64..8, proptest::option::of(0_u8..6)), 0..12),
            who in 0_u8..6, on in 0_u64..25, unable in 0_u8..6,
        ) {
            let away: Vec<Absence> = away.iter().map(|(s, from, days, d)| absence(*s, *from, from + days, *d)).collect();
            if let Some(found) = acting(somebody(who), day(on), &away, |one| one != somebody(unable)) {
                prop_assert!(absent_on(found, day(on), &away).is_none());
                prop_assert_ne!(found, somebody(unable));
            }
        }
    }
}
