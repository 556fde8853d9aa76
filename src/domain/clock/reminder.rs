//! Which reminder staff are owed on which day.
//!
//! Days are counted back in working days from the careful date, so that nobody is reminded too late under any reading of the law.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::clock::{Reckoning, Terms};

/// A reminder and the local day from which it is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reminder {
    /// Which one.
    pub kind: ReminderKind,
    /// The local day from which it is owed.
    pub on: NaiveDate,
    /// The due date that it is about.
    pub due: NaiveDate,
}

/// The reminders there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    /// 14 working days before the date.
    DueIn14,
    /// 7 working days before the date.
    DueIn7,
    /// 3 working days before the date.
    DueIn3,
    /// 1 working day before the date.
    DueIn1,
    /// 5 working days before the first due date, while it is not extended: decide now, a later notice has no effect.
    ExtensionDecision,
    /// Every day after the date.
    Overdue,
    /// A changed list of public holidays has moved the date. Sent when it happens, never planned.
    DateMoved,
}

/// Working days before the first due date on which to decide about an extension.
const DECISION_DAYS: u32 = 5;

impl ReminderKind {
    /// The reminders before a date, the earliest first, with their working days.
    const BEFORE: [(Self, u32); 4] = [(Self::DueIn14, 14), (Self::DueIn7, 7), (Self::DueIn3, 3), (Self::DueIn1, 1)];

    /// The stored name; it never changes, because [`Reminder::key`] is made of it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DueIn14 => "due_in_14",
            Self::DueIn7 => "due_in_7",
            Self::DueIn3 => "due_in_3",
            Self::DueIn1 => "due_in_1",
            Self::ExtensionDecision => "extension_decision",
            Self::Overdue => "overdue",
            Self::DateMoved => "date_moved",
        }
    }
}

impl Reminder {
    /// What makes this reminder of a request one and the same, however often it is computed: its kind and the date it is
    /// about, or the day for those that come daily. A moved due date is a new date to be reminded of.
    pub fn key(&self) -> String {
        let date = if self.kind == ReminderKind::Overdue { self.on } else { self.due };
        format!("{}:{date}", self.kind.code())
    }
}

/// The reminders before the date in force, in order of their days; none while the clock has not started or is paused.
pub fn reminders(reckoning: &Reckoning, terms: &Terms<'_>) -> Vec<Reminder> {
    let before = |kind, n, careful, due| {
        let on = terms.calendar.working_days_before(careful, n);
        Reminder { kind, on, due }
    };
    let due = reckoning.careful_due.zip(reckoning.due);
    let dated = due.into_iter().flat_map(|(careful, due)| {
        ReminderKind::BEFORE.into_iter().map(move |(kind, n)| before(kind, n, careful, due))
    });
    let extendable = terms.regime.extended_span().is_some() && !reckoning.extended;
    let decision = due.filter(|_| extendable);
    let decision = decision.map(|(careful, due)| before(ReminderKind::ExtensionDecision, DECISION_DAYS, careful, due));
    let mut all: Vec<_> = dated.chain(decision).filter(|reminder| reckoning.start < Some(reminder.on)).collect();
    all.sort_by_key(|reminder| reminder.on);
    all
}

/// What is owed on a local day, to be sent unless its key has been used. After a gap (a server that was off, a letter
/// entered late) only the most urgent of the missed reminders is owed, and one that a later event has overtaken never is.
pub fn owed_on(reckoning: &Reckoning, terms: &Terms<'_>, today: NaiveDate) -> Vec<Reminder> {
    let Some(due) = reckoning.due else { return Vec::new() };
    if today > due {
        return vec![Reminder { kind: ReminderKind::Overdue, on: today, due }];
    }
    let begun: Vec<_> = reminders(reckoning, terms).into_iter().filter(|reminder| reminder.on <= today).collect();
    let decision = begun.iter().find(|reminder| reminder.kind == ReminderKind::ExtensionDecision);
    let latest = begun.iter().rfind(|reminder| reminder.kind != ReminderKind::ExtensionDecision);
    latest.into_iter().chain(decision).copied().collect()
}
