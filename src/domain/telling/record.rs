//! One notice to one recipient: what was told, where it stands, and what is owed to it by the calendar.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::act::RecipientAct;
use super::state::{Happening, TellingState, Unfit};
use super::way::Way;
use crate::domain::ids::{CaseId, DeferredId, RequestId, TaskId, TellingId};
use crate::domain::personal::Personal;

/// How long a word of a recipient is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience {
    /// Days from telling to the end, at least 1.
    pub days: u16,
    /// After how many days without an answer they are reminded, again and again until the end; 0: never.
    pub remind_every_days: u16,
}

impl Default for Patience {
    fn default() -> Self {
        Self { days: 14, remind_every_days: 7 }
    }
}

/// What a recipient is told, and how. It goes when the contents of the case are destroyed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellingFacts {
    /// Where: an address, or the name of a webhook in the settings; empty where nobody has said.
    #[serde(default)]
    pub to: Personal,
    /// The code of the language in which they are written to; the company's own when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What they find the data by: the name of each key, and its value.
    #[serde(default)]
    pub keys: Vec<(String, Personal)>,
    /// Which data, one entry each; for a correction, how it should read.
    #[serde(default)]
    pub data: Vec<Personal>,
    /// The civil day of our own decision, in the controller's zone.
    #[serde(default)]
    pub decided: Option<NaiveDate>,
    /// How long a word is awaited.
    #[serde(default)]
    pub patience: Patience,
}

/// A notice to a recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Its identifier; what stands in the address of its link beside the proof.
    pub id: TellingId,
    /// The case.
    pub case: CaseId,
    /// The request that was carried out.
    pub request: RequestId,
    /// The recipient's name.
    pub recipient: String,
    /// What they are to do.
    pub act: RecipientAct,
    /// What had been kept until now and was erased at last; `None` for the request's own change.
    pub occasion: Option<DeferredId>,
    /// How they are told; nothing where nobody has said.
    pub way: Option<Way>,
    /// What they are told.
    pub facts: TellingFacts,
    /// Where it stands.
    pub state: TellingState,
    /// How often it was told anew.
    pub round: u16,
    /// How many reminders were sent in this round.
    pub reminded: u16,
    /// When it became due.
    pub made_at: DateTime<Utc>,
    /// When they were told, in this round.
    pub told_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// What the recipient or whoever decided said about it.
    pub note: Personal,
    /// What is in the way, and the next step; for staff, without personal data.
    pub trouble: Option<String>,
    /// The colleague's task, where a colleague tells them.
    pub task: Option<TaskId>,
    /// Guards against two changes at once.
    pub version: i64,
}

/// A recipient as the rules of a request see it: its name, when it was told, and where its notice stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldOf {
    /// Its name.
    pub name: String,
    /// When it was told; nothing when it was not.
    pub at: Option<DateTime<Utc>>,
    /// Where the notice stands.
    pub state: TellingState,
}

/// What is owed to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// A reminder, which is this many-th.
    Reminder(u16),
    /// Its end without an answer.
    End,
}

impl Telling {
    /// The notice after something has happened to it. `note` is what was said about it, `trouble` what is in the way now.
    pub fn after(&self, happening: Happening, note: Option<Personal>, at: DateTime<Utc>) -> Result<Self, Unfit> {
        let state = self.state.after(happening)?;
        let anew = happening == Happening::Again;
        Ok(Self {
            state,
            round: self.round.saturating_add(u16::from(anew)),
            reminded: if anew { 0 } else { self.reminded },
            told_at: match state {
                TellingState::Told => Some(at),
                TellingState::Due => None,
                TellingState::Acknowledged | TellingState::Done => self.told_at.or(Some(at)),
                _ => self.told_at,
            },
            changed_at: at,
            note: note.unwrap_or_else(|| self.note.clone()),
            trouble: None,
            ..self.clone()
        })
    }

    /// The same with what is in the way.
    #[must_use]
    pub fn troubled(self, why: impl Into<String>) -> Self {
        Self { trouble: Some(why.into()), ..self }
    }

    /// Whether somebody has to decide something.
    pub fn needs_person(&self) -> bool {
        self.trouble.is_some() || matches!(self.state, TellingState::Declined | TellingState::NoAnswer)
    }

    /// Whether the recipient was told, whatever came of it.
    pub const fn was_told(&self) -> bool {
        self.told_at.is_some()
    }

    /// Until when a word is awaited; `None` while they have not been told.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        let days = i64::from(self.facts.patience.days.max(1));
        self.told_at.map(|at| at + TimeDelta::days(days))
    }

    /// When the next reminder or the end is owed; `None` unless an answer is awaited. A program and a colleague are not
    /// reminded by mail.
    pub fn next_at(&self) -> Option<DateTime<Utc>> {
        let awaited = self.state == TellingState::Told;
        let next = || self.reminder_at(self.reminded.saturating_add(1)).or_else(|| self.ends_at());
        if awaited { next() } else { None }
    }

    /// What is owed at an instant. After a gap the last of the reminders that were missed, never several.
    pub fn owed_at(&self, now: DateTime<Utc>) -> Option<Due> {
        self.next_at().filter(|next| *next <= now)?;
        if self.ends_at().is_some_and(|end| end <= now) {
            return Some(Due::End);
        }
        let missed =
            (self.reminded.saturating_add(1)..).take_while(|n| self.reminder_at(*n).is_some_and(|at| at <= now));
        missed.last().map(Due::Reminder)
    }

    fn reminder_at(&self, n: u16) -> Option<DateTime<Utc>> {
        let by_mail = matches!(self.way, Some(Way::Mail | Way::Link));
        let every = Some(i64::from(self.facts.patience.remind_every_days)).filter(|days| by_mail && *days > 0)?;
        let end = self.ends_at()?;
        self.told_at.map(|at| at + TimeDelta::days(every * i64::from(n))).filter(|at| *at < end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(days: u16, every: u16) -> Telling {
        let at: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        let patience = Patience { days, remind_every_days: every };
        let due = Telling {
            id: TellingId::new(at, [1; 10]),
            case: CaseId::new(at, [2; 10]),
            request: RequestId::new(at, [3; 10]),
            recipient: "Parcel Ltd".into(),
            act: RecipientAct::Erase,
            occasion: None,
            way: Some(Way::Mail),
            facts: TellingFacts { patience, ..TellingFacts::default() },
            state: TellingState::Due,
            round: 0,
            reminded: 0,
            made_at: at,
            told_at: None,
            changed_at: at,
            note: Personal::default(),
            trouble: None,
            task: None,
            version: 0,
        };
        due.after(Happening::Told, None, at).unwrap()
    }

    #[test]
    fn a_notice_is_reminded_of_and_ends() {
        let telling = told(14, 7);
        let after = |days: i64| telling.made_at + TimeDelta::days(days);
        assert_eq!(telling.owed_at(after(6)), None);
        assert_eq!(telling.owed_at(after(7)), Some(Due::Reminder(1)));
        let reminded = Telling { reminded: 1, ..telling.clone() };
        assert_eq!(reminded.owed_at(after(13)), None);
        assert_eq!(reminded.owed_at(after(14)), Some(Due::End));
        assert_eq!(telling.after(Happening::Done, None, after(3)).unwrap().owed_at(after(99)), None);
    }

    #[test]
    fn a_program_is_not_reminded_and_still_comes_to_an_end() {
        let telling = Telling { way: Some(Way::Webhook), ..told(14, 7) };
        assert_eq!(telling.owed_at(telling.made_at + TimeDelta::days(8)), None);
        assert_eq!(telling.owed_at(telling.made_at + TimeDelta::days(14)), Some(Due::End));
    }

    proptest! {
        #[test]
        fn whenever_somebody_looks_every_notice_ends_and_no_reminder_comes_twice(
            days in 1..60u16, every in 0..70u16, looks in prop::collection::vec(1..40i64, 1..40)
        ) {
            let mut telling = told(days, every);
            let mut now = telling.made_at;
            let mut sent = Vec::new();
            for look in looks.into_iter().chain([100]) {
                now += TimeDelta::days(look);
                match telling.owed_at(now) {
                    Some(Due::Reminder(n)) => {
                        sent.push(n);
                        telling.reminded = n;
                    }
                    Some(Due::End) => telling = telling.after(Happening::Unanswered, None, now).unwrap(),
                    None => {}
                }
            }
            prop_assert_eq!(telling.state, TellingState::NoAnswer);
            prop_assert!(sent.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", sent);
        }
    }
}
