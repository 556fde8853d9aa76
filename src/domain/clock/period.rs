//! Counting days: clip the month first, then add the days that are not counted, then move off weekends and holidays.
//!
//! The order matters and is the law's (Regulation 1182/71, Article 3; UK GDPR Article 12A(5)).

use chrono::{Days, Months, NaiveDate};

use crate::domain::clock::Terms;
use crate::domain::clock::calendar::{day_after, day_before};
use crate::domain::regime::{CarefulRule, MonthReading, PauseDays, PauseRule, RolledPause, Span, Unit};

/// Days on which a question was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pause {
    pub asked: NaiveDate,
    /// `None` while the question is open.
    pub answered: Option<NaiveDate>,
}

/// How strictly to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As the law is written, in the reading that the controller has chosen.
    Statute,
    /// As [`CarefulRule`] says: never later than the law.
    Careful,
}

/// One day, as the count sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    Counts,
    /// A question, since answered, was open.
    Skipped,
    /// A question is still open: nobody knows yet whether later days count.
    Stopped,
}

/// Where a period ends, step by step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ending {
    /// The corresponding date, clipped to the month, before anything else.
    pub nominal: NaiveDate,
    /// With the days that are not counted; `None` when an open question holds the clock.
    pub base: Option<NaiveDate>,
    /// Off weekends and holidays.
    pub rolled: Option<NaiveDate>,
    /// With as many working days as the law wants; `None` when an open question holds the clock.
    pub due: Option<NaiveDate>,
}

/// A clock that has started: what it needs to count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count<'a> {
    pub start: NaiveDate,
    pub pauses: &'a [Pause],
    pub terms: Terms<'a>,
    pub reading: Reading,
}

impl Count<'_> {
    /// Where a period from the start ends.
    pub fn end(&self, span: Span) -> Ending {
        let nominal = self.nominal(span);
        let base = self.base(nominal);
        let rolled = base.and_then(|base| self.roll(base));
        Ending { nominal, base, rolled, due: rolled.and_then(|rolled| self.fill(rolled)) }
    }

    /// How one day counts.
    pub fn on(&self, day: NaiveDate) -> Counting {
        let mut counting = Counting::Counts;
        for pause in self.pauses.iter().filter(|pause| self.first_skipped(**pause) <= day) {
            match pause.answered {
                _ if self.is_careful(CarefulRule::NoSuspension) => {}
                None => return Counting::Stopped,
                Some(answered) if day <= answered => counting = Counting::Skipped,
                Some(_) => {}
            }
        }
        counting
    }

    /// How many days up to and including `end` are not counted.
    pub fn skipped_until(&self, end: NaiveDate) -> usize {
        self.days_until(end).filter(|day| self.on(*day) == Counting::Skipped).count()
    }

    /// How many days of a period are left when its open question is answered.
    pub fn left(&self, nominal: NaiveDate) -> i64 {
        let Some(opened) = self.pauses.iter().find(|pause| pause.answered.is_none()) else { return 0 };
        let counted = self.days_until(opened.asked).filter(|day| self.on(*day) == Counting::Counts).count();
        (nominal - self.start).num_days().saturating_sub(i64::try_from(counted).unwrap_or(i64::MAX))
    }

    /// The days after the start, which is itself never counted.
    fn days_until(&self, end: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        day_after(self.start).iter_days().take_while(move |day| *day <= end)
    }

    fn is_careful(&self, rule: CarefulRule) -> bool {
        (self.reading, self.terms.regime.careful_rule) == (Reading::Careful, rule)
    }

    fn first_skipped(&self, pause: Pause) -> NaiveDate {
        let Terms { regime, policy, .. } = self.terms;
        let asking_day_counts = regime.pause_rule == PauseRule::Suspension
            || policy.pause_days == PauseDays::Difference
            || self.is_careful(CarefulRule::AskingDayCounts);
        if asking_day_counts { day_after(pause.asked) } else { pause.asked }
    }

    fn nominal(&self, span: Span) -> NaiveDate {
        let Terms { calendar, policy, .. } = self.terms;
        let end = match span.unit {
            Unit::Month => self.start.checked_add_months(Months::new(span.n)),
            Unit::Day => self.start.checked_add_days(Days::new(span.n.into())),
            Unit::BusinessDay => Some(calendar.working_days_after(self.start, span.n)),
        };
        let end = end.unwrap_or(NaiveDate::MAX);
        let month_with_its_day = span.unit == Unit::Month && policy.month == MonthReading::DayItselfCounts;
        if month_with_its_day || self.is_careful(CarefulRule::ReceiptDayCounts) { day_before(end) } else { end }
    }

    fn base(&self, nominal: NaiveDate) -> Option<NaiveDate> {
        let mut missing = (nominal - self.start).num_days();
        let mut day = self.start;
        while missing > 0 {
            day = day_after(day);
            match self.on(day) {
                Counting::Counts => missing -= 1,
                Counting::Skipped => {}
                Counting::Stopped => return None,
            }
        }
        Some(day)
    }

    /// Off weekends and holidays.
    fn roll(&self, base: NaiveDate) -> Option<NaiveDate> {
        if self.terms.regime.roll && !self.is_careful(CarefulRule::NoRoll) {
            self.working_day(base)
        } else {
            Some(base)
        }
    }

    /// On to the day with which the period holds as many working days as the law wants (Regulation 1182/71, Article 3(5)).
    fn fill(&self, rolled: NaiveDate) -> Option<NaiveDate> {
        let wanted = self.terms.regime.min_working_days.unwrap_or(0);
        let held = self.days_until(rolled).filter(|day| self.terms.calendar.is_working_day(*day));
        let held = u32::try_from(held.count()).unwrap_or(u32::MAX);
        (held..wanted).try_fold(rolled, |day, _| self.working_day(day_after(day)))
    }

    /// The day itself or the first one after it that is a working day and on which no question is open.
    fn working_day(&self, from: NaiveDate) -> Option<NaiveDate> {
        let Terms { calendar, policy, .. } = self.terms;
        let mut day = from;
        loop {
            let counting = if policy.rolled_pause == RolledPause::Counts { self.on(day) } else { Counting::Counts };
            match counting {
                Counting::Stopped => return None,
                Counting::Counts if calendar.is_working_day(day) => return Some(day),
                Counting::Counts | Counting::Skipped => day = day_after(day),
            }
        }
    }
}
