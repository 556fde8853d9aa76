//! A task that somebody outside answers from a mailed link: how long it works, when they are reminded, and what happens when
//! nothing comes. A colleague elsewhere, a processor, a supplier: whoever has data and no account here.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{CaseId, TaskId, TaskLinkId};
use super::personal::Personal;

/// What happens when the time of a link is over and nothing has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// The system waits, and staff are called.
    #[default]
    Wait,
    /// The system is left out of the search, with the reason. An erasure is never left out: it waits.
    Skip,
}

/// Who is asked by link, and how: `link` of a system, in the data map or in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkPolicy {
    /// The e-mail address of whoever answers.
    pub to: Personal,
    /// What they are called, for the greeting and for staff: "Parcel Ltd, privacy desk".
    #[serde(default)]
    pub name: Option<String>,
    /// The code of the language in which they are written to; the company's own when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How many days the link works, 1 to 60.
    #[serde(default = "two_weeks")]
    pub days: u16,
    /// After how many days without an answer they are reminded, again and again until the link ends; 0: never.
    #[serde(default = "four_days")]
    pub remind_every_days: u16,
    /// What happens when nothing comes.
    #[serde(default)]
    pub otherwise: Otherwise,
    /// The identities that they need to find the person, by their names in the data map. They see no others.
    #[serde(default = "name_and_address")]
    pub show: Vec<String>,
}

const fn two_weeks() -> u16 {
    14
}

const fn four_days() -> u16 {
    4
}

fn name_and_address() -> Vec<String> {
    vec!["name".to_owned(), "email".to_owned()]
}

/// Why a link cannot be used as it is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// Nobody can be reached there.
    #[error("`to` is not an e-mail address")]
    Address,
    /// A link that ends at once or never.
    #[error("`days` lies between 1 and 60")]
    Days,
    /// A reminder that would come when the link has ended.
    #[error("`remind_every_days` is less than `days`, or 0 for no reminders")]
    Reminders,
}

impl LinkPolicy {
    /// To an address that staff have typed; everything else as it is by default.
    pub fn to(address: &str, name: &str) -> Self {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        Self {
            to: Personal::new(address.trim()),
            name,
            language: None,
            days: two_weeks(),
            remind_every_days: four_days(),
            otherwise: Otherwise::default(),
            show: name_and_address(),
        }
    }

    /// Whether it can be used.
    pub fn check(&self) -> Result<(), LinkFault> {
        let address = self.to.reveal();
        let halves = address.split_once('@').filter(|(local, domain)| !local.is_empty() && domain.contains('.'));
        if halves.is_none() || address.chars().any(|c| c.is_whitespace() || c.is_control() || c == ',') {
            return Err(LinkFault::Address);
        }
        if !(1..=60).contains(&self.days) {
            return Err(LinkFault::Days);
        }
        if self.remind_every_days < self.days { Ok(()) } else { Err(LinkFault::Reminders) }
    }

    /// What staff read: the name, else the address.
    pub fn spoken(&self) -> &str {
        self.name.as_deref().unwrap_or_else(|| self.to.reveal())
    }
}

/// Where a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It can be answered.
    Open,
    /// It was answered.
    Answered,
    /// They said that they cannot, and why.
    Declined,
    /// Nothing came in time.
    Expired,
    /// It was taken back, or something else has settled the task.
    Revoked,
}

/// A link that was mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLink {
    /// Its identifier; what stands in its address beside the proof.
    pub id: TaskLinkId,
    /// The task.
    pub task: TaskId,
    /// The case.
    pub case: CaseId,
    /// The system that the task is about.
    pub system: String,
    /// Who was asked, and how.
    pub policy: LinkPolicy,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many reminders were sent.
    pub reminded: u16,
    /// Where it stands.
    pub state: LinkState,
    /// Why they cannot; empty unless they said so.
    pub note: Personal,
    /// When it came to its end.
    pub closed_at: Option<DateTime<Utc>>,
    /// Guards against two changes at once.
    pub version: i64,
}

/// What is owed to a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// A reminder, which is this many-th.
    Reminder(u16),
    /// Its end.
    End,
}

impl TaskLink {
    /// A link that is sent now.
    pub fn new(
        id: TaskLinkId,
        (task, case): (TaskId, CaseId),
        system: &str,
        policy: LinkPolicy,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            task,
            case,
            system: system.to_owned(),
            policy,
            made_at: at,
            reminded: 0,
            state: LinkState::Open,
            note: Personal::default(),
            closed_at: None,
            version: 0,
        }
    }

    /// When it stops working, whatever has happened.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.made_at + TimeDelta::days(i64::from(self.policy.days))
    }

    /// When the next reminder or the end is owed; `None` for one that has come to its end.
    pub fn next_at(&self) -> Option<DateTime<Utc>> {
        let reminder = self.reminder_at(self.reminded.saturating_add(1));
        (self.state == LinkState::Open).then(|| reminder.unwrap_or_else(|| self.ends_at()))
    }

    /// Whether it can be answered at an instant.
    pub fn works_at(&self, now: DateTime<Utc>) -> bool {
        self.state == LinkState::Open && now < self.ends_at()
    }

    /// What is owed at an instant. After a gap the last of the reminders that were missed, never several.
    pub fn owed_at(&self, now: DateTime<Utc>) -> Option<Owed> {
        let next = self.next_at().filter(|next| *next <= now)?;
        if now >= self.ends_at() || next >= self.ends_at() {
            return Some(Owed::End);
        }
        let missed =
            (self.reminded.saturating_add(1)..).take_while(|n| self.reminder_at(*n).is_some_and(|at| at <= now));
        missed.last().map(Owed::Reminder)
    }

    /// The same, come to its end.
    #[must_use]
    pub fn closed(&self, state: LinkState, note: Personal, at: DateTime<Utc>) -> Self {
        Self { state, note, closed_at: Some(at), ..self.clone() }
    }

    fn reminder_at(&self, n: u16) -> Option<DateTime<Utc>> {
        let every = Some(i64::from(self.policy.remind_every_days)).filter(|days| *days > 0)?;
        Some(self.made_at + TimeDelta::days(every * i64::from(n))).filter(|at| *at < self.ends_at())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn link(days: u16, every: u16) -> TaskLink {
        let policy =
            LinkPolicy { days, remind_every_days: every, ..LinkPolicy::to("desk@parcel.example", "Parcel Ltd") };
        let at: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        let ids = (TaskId::new(at, [1; 10]), CaseId::new(at, [2; 10]));
        TaskLink::new(TaskLinkId::new(at, [3; 10]), ids, "parcels", policy, at)
    }

    fn after(link: &TaskLink, days: i64) -> Option<Owed> {
        link.owed_at(link.made_at + TimeDelta::days(days))
    }

    #[test]
    fn a_link_reminds_in_its_rhythm_and_then_ends() {
        let mut link = link(14, 4);
        assert_eq!(after(&link, 3), None);
        assert_eq!(after(&link, 4), Some(Owed::Reminder(1)));
        assert_eq!(after(&link, 9), Some(Owed::Reminder(2)), "one word after a gap, not two");
        link.reminded = 3;
        assert_eq!(after(&link, 13), None);
        assert_eq!(after(&link, 14), Some(Owed::End));
        let answered = link.closed(LinkState::Answered, Personal::default(), link.made_at);
        assert_eq!(after(&answered, 99), None);
    }

    #[test]
    fn without_reminders_only_the_end_is_owed() {
        assert_eq!(after(&link(10, 0), 9), None);
        assert_eq!(after(&link(10, 0), 10), Some(Owed::End));
    }

    #[test]
    fn what_cannot_be_used_is_refused() {
        let with = |change: fn(&mut LinkPolicy)| {
            let mut policy = LinkPolicy::to("desk@parcel.example", "");
            change(&mut policy);
            policy.check()
        };
        assert_eq!(with(|_| ()), Ok(()));
        for wrong in ["", "desk", "desk@parcel", "a@b.example, c@d.example", "@b.example", "a b@c.example"] {
            assert_eq!(LinkPolicy::to(wrong, "").check(), Err(LinkFault::Address), "{wrong}");
        }
        assert_eq!(with(|policy| policy.days = 0), Err(LinkFault::Days));
        assert_eq!(with(|policy| policy.days = 61), Err(LinkFault::Days));
        assert_eq!(with(|policy| policy.remind_every_days = 14), Err(LinkFault::Reminders));
    }

    proptest! {
        #[test]
        fn every_link_ends_and_each_reminder_comes_once(days in 1_u16..60, every in 0_u16..60) {
            prop_assume!(every < days);
            let mut link = link(days, every);
            let mut reminders = 0;
            for day in 0..=i64::from(days) {
                match after(&link, day) {
                    Some(Owed::Reminder(n)) => {
                        prop_assert!(n > link.reminded && day < i64::from(days));
                        link.reminded = n;
                        reminders += 1;
                    }
                    Some(Owed::End) => prop_assert_eq!(day, i64::from(days)),
                    None => prop_assert!(day < i64::from(days)),
                }
            }
            let expected = (days - 1).checked_div(every).unwrap_or(0);
            prop_assert_eq!(reminders, expected);
        }
    }
}
