//! How long the desk keeps what it holds itself, and when the time of a case is over (Article 5(1)(e) and (2)).
//!
//! No law names one number for all of it: 24 months come from California (11 CCR 7101(a)), the rest is good practice. So every
//! number is a setting of the controller. Days are civil days in the controller's zone.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// `[keeping]` of a controller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keeping {
    /// Months from the closing of a case to the destruction of its contents.
    pub case_months: u32,
    /// The same for a complaint.
    pub complaint_months: u32,
    /// Days from the closing of a request to the destruction of what was found for it and of files that colleagues gave.
    pub findings_days: u32,
    /// Days that a package is kept after its link has ended, so that a fresh link needs no new search.
    pub package_days: u32,
    /// Days from the end of the identity check to the destruction of what was sent as proof.
    pub identity_proof_days: u32,
    /// Days that a message is kept which was set aside.
    pub aside_days: u32,
    /// Days that a mail is kept which belongs to no case: codes, invitations, calls to staff.
    pub mail_days: u32,
    /// Years from the closing of a case to the end of what is left of it: register, dates, log without contents.
    pub skeleton_years: u32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            case_months: 24,
            complaint_months: 24,
            findings_days: 90,
            package_days: 30,
            identity_proof_days: 7,
            aside_days: 30,
            mail_days: 30,
            skeleton_years: 6,
        }
    }
}

/// What bears on the contents of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact by itself, and all of them can hold at once")]
pub struct Standing {
    /// The day on which the last request, or the complaint, was closed; `None` while one is open.
    pub closed_on: Option<NaiveDate>,
    /// Whether it is a complaint.
    pub complaint: bool,
    /// A complaint about the case: `Some(None)` while it is open, else the day on which it was closed.
    pub complained: Option<Option<NaiveDate>>,
    /// Whether a legal hold is on the case.
    pub held: bool,
    /// Whether a restriction is in force: before it is lifted, the person must be told (Article 18(3)).
    pub restricted: bool,
    /// Whether something is still owed that needs the contents: a letter, an erasure that waits for its day.
    pub work_left: bool,
    /// The last day of what an erasure had to keep in the shop's systems: what is left of the case stays until it is erased.
    pub deferred_until: Option<NaiveDate>,
    /// The day on which the contents were destroyed.
    pub emptied_on: Option<NaiveDate>,
}

/// What becomes of the contents of a case, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "fate")]
pub enum Fate {
    /// It is open, and kept.
    Open,
    /// A legal hold keeps it.
    Held,
    /// An open complaint about it keeps it.
    ComplaintOpen,
    /// A restriction that is in force keeps it.
    Restricted,
    /// Something that is still owed keeps it.
    WorkLeft,
    /// Its contents are destroyed on a day, or as soon after it as the job runs.
    Ends {
        /// The day.
        on: NaiveDate,
    },
    /// Its contents are gone.
    Emptied {
        /// Since when.
        on: NaiveDate,
        /// The day on which what is left goes, too.
        skeleton_ends: NaiveDate,
    },
}

impl Fate {
    /// Whether the contents are to be destroyed on a day.
    pub fn is_due(self, today: NaiveDate) -> bool {
        matches!(self, Self::Ends { on } if on <= today)
    }
}

impl Keeping {
    /// What becomes of the contents of a case. Whatever keeps a case is named before its day.
    pub fn fate(&self, standing: &Standing) -> Fate {
        let Some(closed_on) = standing.closed_on else { return Fate::Open };
        if let Some(on) = standing.emptied_on {
            let ends = self.skeleton_ends(closed_on).max(on);
            // While something is kept in the shop, the case is what erases it: a month beyond its day for trouble on the way.
            let owed = standing.deferred_until.map_or(ends, |day| later(day, 1));
            return Fate::Emptied { on, skeleton_ends: ends.max(owed) };
        }
        match standing {
            Standing { held: true, .. } => Fate::Held,
            Standing { complained: Some(None), .. } => Fate::ComplaintOpen,
            Standing { restricted: true, .. } => Fate::Restricted,
            Standing { work_left: true, .. } => Fate::WorkLeft,
            _ => Fate::Ends { on: self.contents_end(standing, closed_on) },
        }
    }

    /// A case that was complained about is kept as long as the complaint: the one cannot be understood without the other.
    fn contents_end(&self, standing: &Standing, closed_on: NaiveDate) -> NaiveDate {
        let months = if standing.complaint { self.complaint_months } else { self.case_months };
        let own = later(closed_on, months);
        let complaint = standing.complained.flatten().map(|closed| later(closed, self.complaint_months));
        complaint.map_or(own, |complaint| own.max(complaint))
    }

    /// The day on which what is left of a case goes: never before its contents.
    pub fn skeleton_ends(&self, closed_on: NaiveDate) -> NaiveDate {
        let months = self.skeleton_years.saturating_mul(12);
        later(closed_on, months.max(self.case_months).max(self.complaint_months))
    }

    /// The day on which a message that came as proof of identity is destroyed. `None` when it came before anything was asked
    /// (then it belongs to the request), or while the check goes on.
    pub fn proof_ends(&self, asked: NaiveDate, decided: Option<NaiveDate>, came: NaiveDate) -> Option<NaiveDate> {
        let decided = decided.filter(|_| came >= asked)?;
        decided.max(came).checked_add_days(Days::new(u64::from(self.identity_proof_days)))
    }

    /// The first setting that cannot be, and what to write instead.
    pub fn mistake(&self) -> Option<(&'static str, &'static str)> {
        let months = |n: u32| (1..=240).contains(&n);
        if !months(self.case_months) {
            return Some(("keeping.case_months", "between 1 and 240"));
        }
        if !months(self.complaint_months) {
            return Some(("keeping.complaint_months", "between 1 and 240"));
        }
        let days = [
            ("keeping.findings_days", self.findings_days),
            ("keeping.package_days", self.package_days),
            ("keeping.identity_proof_days", self.identity_proof_days),
            ("keeping.aside_days", self.aside_days),
            ("keeping.mail_days", self.mail_days),
        ];
        if let Some((key, _)) = days.into_iter().find(|(_, n)| *n > 3_660) {
            return Some((key, "at most 3660"));
        }
        (!(1..=100).contains(&self.skeleton_years)).then_some(("keeping.skeleton_years", "between 1 and 100"))
    }
}

/// So many months later, on the last day of a month that is too short; the end of the calendar when there is no such day.
fn later(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Kinds of entries of the case log whose contents stay when a case is emptied: they are made of our own words, codes,
/// dates and checksums, and show later what was done and which letter was sent.
pub const IMPERSONAL: [&str; 14] = [
    "received",
    "mail_sent",
    "package_built",
    "package_destroyed",
    "findings_destroyed",
    "original_destroyed",
    "proof_destroyed",
    "hold_lifted",
    "contents_destroyed",
    "job_failed",
    "erasure_planned",
    "erasure_confirmed",
    "kept_until_now_erased",
    "kept_not_erased",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn closed(on: &str) -> Standing {
        Standing {
            closed_on: Some(day(on)),
            complaint: false,
            complained: None,
            held: false,
            restricted: false,
            work_left: false,
            deferred_until: None,
            emptied_on: None,
        }
    }

    #[test]
    fn the_defaults_are_those_of_good_practice() {
        let keeping = Keeping::default();
        assert_eq!(keeping.fate(&closed("2026-12-04")), Fate::Ends { on: day("2028-12-04") });
        assert_eq!(keeping.skeleton_ends(day("2026-12-04")), day("2032-12-04"));
        let (asked, decided, came) = (day("2026-11-10"), day("2026-11-12"), day("2026-11-11"));
        assert_eq!(keeping.proof_ends(asked, Some(decided), came), Some(day("2026-11-19")));
    }

    #[test]
    fn a_month_that_is_too_short_ends_on_its_last_day() {
        let keeping = Keeping { case_months: 1, ..Keeping::default() };
        assert_eq!(keeping.fate(&closed("2027-01-31")), Fate::Ends { on: day("2027-02-28") });
    }

    /// Every combination of what can keep a case, against a second reading of the rule.
    #[test]
    fn whatever_keeps_a_case_keeps_it_and_nothing_else_does() {
        for bits in 0_u8..128 {
            let bit = |n: u8| bits & (1 << n) != 0;
            let standing = Standing {
                closed_on: bit(0).then(|| day("2020-01-01")),
                complaint: bit(1),
                complained: bit(2).then(|| bit(3).then(|| day("2020-02-01"))),
                held: bit(4),
                restricted: bit(5),
                work_left: bit(6),
                deferred_until: None,
                emptied_on: None,
            };
            let fate = Keeping::default().fate(&standing);
            let kept = !bit(0) || (bit(2) && !bit(3)) || bit(4) || bit(5) || bit(6);
            assert_eq!(fate.is_due(day("2040-01-01")), !kept, "{standing:?}");
            assert_eq!(matches!(fate, Fate::Ends { .. }), !kept, "{standing:?}");
            let emptied = Standing { emptied_on: Some(day("2022-01-01")), ..standing };
            let gone = matches!(Keeping::default().fate(&emptied), Fate::Emptied { .. });
            assert_eq!(gone, bit(0), "an open case has contents: {standing:?}");
        }
    }

    #[test]
    fn a_complaint_keeps_the_case_that_it_is_about() {
        let standing = Standing { complained: Some(Some(day("2027-03-01"))), ..closed("2026-12-04") };
        assert_eq!(Keeping::default().fate(&standing), Fate::Ends { on: day("2029-03-01") });
    }

    #[test]
    fn what_came_before_it_was_asked_for_or_is_still_looked_at_is_no_proof_to_destroy() {
        let keeping = Keeping::default();
        let (before, asked, after) = (day("2026-11-01"), day("2026-11-10"), day("2026-11-12"));
        assert_eq!(keeping.proof_ends(asked, Some(after), before), None);
        assert_eq!(keeping.proof_ends(asked, None, after), None);
        assert_eq!(keeping.proof_ends(asked, Some(asked), after), Some(day("2026-11-19")), "it came late");
    }

    #[test]
    fn a_setting_that_cannot_be_is_named() {
        assert_eq!(Keeping::default().mistake(), None);
        let wrong = Keeping { skeleton_years: 0, ..Keeping::default() };
        assert_eq!(wrong.mistake().map(|(key, _)| key), Some("keeping.skeleton_years"));
    }

    proptest! {
        #[test]
        fn a_later_closing_or_a_longer_time_never_destroys_earlier(
            offset in 0_u64..20_000, more in 0_u64..2_000, months in 1_u32..240, longer in 0_u32..24,
        ) {
            let first = day("1990-01-01") + Days::new(offset);
            let on = |closed_on, case_months| {
                let keeping = Keeping { case_months, ..Keeping::default() };
                let standing = Standing { closed_on: Some(closed_on), ..closed("2000-01-01") };
                match keeping.fate(&standing) {
                    Fate::Ends { on } => on,
                    other => panic!("{other:?}"),
                }
            };
            let end = on(first, months);
            prop_assert!(on(first + Days::new(more), months) >= end);
            prop_assert!(on(first, months + longer) >= end);
            let days = (end - first).num_days();
            prop_assert!((i64::from(months) * 28..=i64::from(months) * 31).contains(&days));
            let skeleton = Keeping { case_months: months, ..Keeping::default() }.skeleton_ends(first);
            prop_assert!(skeleton >= end);
        }
    }
}
