//! How much of a person a company's desk shows to whom: what somebody needs for a case that is theirs, and more when they ask.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::access::{Permission, Role};
use super::ids::StaffId;

/// How long somebody who asked sees a case in full, in minutes.
pub const LOOK_MINUTES: i64 = 15;

/// What the desk of a company shows of the people who write to it (Article 25(2): by default no more than is needed).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Showing {
    /// What handlers and administrators see of a case before they ask; what they need when nothing is stated. Who decides sees
    /// all of it: they must read what they decide on.
    #[serde(skip_serializing_if = "Shown::is_unstated")]
    pub handlers: Shown,
}

/// How much of a case is shown to whoever handles cases and does not decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Their own cases in full; of every other a short name, and of letters and notes only that they were written.
    #[default]
    NeedToKnow,
    /// Names and letters of every case; identifiers alone are shortened.
    Full,
    /// No case in full, their own neither, until they ask.
    Masked,
}

impl Shown {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NeedToKnow, Self::Full, Self::Masked];

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    const fn is_unstated(&self) -> bool {
        matches!(self, Self::NeedToKnow)
    }
}

/// Whose a case is, from where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// They look after it.
    Mine,
    /// Nobody does.
    Nobodys,
    /// A colleague does.
    Anothers,
}

impl Whose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Nobodys, Self::Anothers];

    /// Of a case with this owner, for one of the staff.
    pub fn of(owner: Option<StaffId>, reader: Option<StaffId>) -> Self {
        match owner {
            None => Self::Nobodys,
            Some(_) if owner == reader => Self::Mine,
            Some(_) => Self::Anothers,
        }
    }
}

/// What speaks for somebody who would like to see a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Their role.
    pub role: Role,
    /// Whose the case is.
    pub whose: Whose,
    /// When they last asked to see it in full (UTC).
    pub looked: Option<DateTime<Utc>>,
    /// Whether one person does all the work of this desk: what nobody looks after is theirs then, for there is nobody else.
    pub alone: bool,
}

/// How somebody sees a case, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// In full: they decide about cases and must read them.
    Decides,
    /// In full: the company shows every case to whoever handles cases.
    Everybody,
    /// In full: it is theirs.
    Theirs,
    /// In full for some minutes: they asked, and it is on the log.
    Asked,
    /// Masked until they ask.
    Masked {
        /// Whether taking the case, which nobody looks after, shows it to them, too.
        may_take: bool,
    },
    /// Masked for good: they read cases and handle none.
    ReadsOnly,
}

impl Sight {
    /// Whether names, letters and notes are left out.
    pub const fn is_masked(self) -> bool {
        matches!(self, Self::Masked { .. } | Self::ReadsOnly)
    }

    /// Whether they may ask to see it in full, and do not yet.
    pub const fn may_ask(self) -> bool {
        matches!(self, Self::Masked { .. })
    }

    /// Whether they would see it in full by taking it.
    pub const fn may_take(self) -> bool {
        matches!(self, Self::Masked { may_take: true })
    }
}

impl Showing {
    /// How somebody sees a case at `now`.
    pub fn sight(self, reader: Reader, now: DateTime<Utc>) -> Sight {
        let Reader { role, whose, looked, alone } = reader;
        if !role.may(Permission::HandleCases) {
            return Sight::ReadsOnly;
        }
        if role.may(Permission::Approve) {
            return Sight::Decides;
        }
        let theirs = whose == Whose::Mine || (alone && whose == Whose::Nobodys);
        match self.handlers {
            Shown::Full => Sight::Everybody,
            Shown::NeedToKnow if theirs => Sight::Theirs,
            _ if still_looks(looked, now) => Sight::Asked,
            shown => Sight::Masked { may_take: shown == Shown::NeedToKnow && whose == Whose::Nobodys },
        }
    }
}

/// Whether somebody who asked at `looked` (UTC) still sees the case in full at `now`.
pub fn still_looks(looked: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    looked.is_some_and(|at| now < at + TimeDelta::minutes(LOOK_MINUTES))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        "2026-11-23T10:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minute)
    }

    fn seen(handlers: Shown, role: Role, whose: Whose, looks: bool, alone: bool) -> Sight {
        Showing { handlers }.sight(Reader { role, whose, looked: looks.then(|| at(0)), alone }, at(1))
    }

    /// What handlers and administrators see, line by line: what the company states, whose the case is, whether they asked, and
    /// whether one person does all the work.
    const TABLE: [(Shown, Whose, bool, bool, Sight); 36] = {
        use Shown::{Full, Masked, NeedToKnow};
        use Sight::{Asked, Everybody, Theirs};
        use Whose::{Anothers, Mine, Nobodys};
        const ASKS: Sight = Sight::Masked { may_take: false };
        const ASKS_OR_TAKES: Sight = Sight::Masked { may_take: true };
        [
            (NeedToKnow, Mine, false, false, Theirs),
            (NeedToKnow, Mine, false, true, Theirs),
            (NeedToKnow, Mine, true, false, Theirs),
            (NeedToKnow, Mine, true, true, Theirs),
            (NeedToKnow, Nobodys, false, false, ASKS_OR_TAKES),
            (NeedToKnow, Nobodys, false, true, Theirs),
            (NeedToKnow, Nobodys, true, false, Asked),
            (NeedToKnow, Nobodys, true, true, Theirs),
            (NeedToKnow, Anothers, false, false, ASKS),
            (NeedToKnow, Anothers, false, true, ASKS),
            (NeedToKnow, Anothers, true, false, Asked),
            (NeedToKnow, Anothers, true, true, Asked),
            (Full, Mine, false, false, Everybody),
            (Full, Mine, false, true, Everybody),
            (Full, Mine, true, false, Everybody),
            (Full, Mine, true, true, Everybody),
            (Full, Nobodys, false, false, Everybody),
            (Full, Nobodys, false, true, Everybody),
            (Full, Nobodys, true, false, Everybody),
            (Full, Nobodys, true, true, Everybody),
            (Full, Anothers, false, false, Everybody),
            (Full, Anothers, false, true, Everybody),
            (Full, Anothers, true, false, Everybody),
            (Full, Anothers, true, true, Everybody),
            (Masked, Mine, false, false, ASKS),
            (Masked, Mine, false, true, ASKS),
            (Masked, Mine, true, false, Asked),
            (Masked, Mine, true, true, Asked),
            (Masked, Nobodys, false, false, ASKS),
            (Masked, Nobodys, false, true, ASKS),
            (Masked, Nobodys, true, false, Asked),
            (Masked, Nobodys, true, true, Asked),
            (Masked, Anothers, false, false, ASKS),
            (Masked, Anothers, false, true, ASKS),
            (Masked, Anothers, true, false, Asked),
            (Masked, Anothers, true, true, Asked),
        ]
    };

    #[test]
    fn handlers_and_administrators_see_what_the_table_says() {
        for role in [Role::Handler, Role::Admin] {
            for (shown, whose, looks, alone, expected) in TABLE {
                let sight = seen(shown, role, whose, looks, alone);
                assert_eq!(sight, expected, "{role:?}: {shown:?}, {whose:?}, asked {looks}, alone {alone}");
            }
        }
        let mut lines: Vec<_> = TABLE.iter().map(|line| format!("{:?}", (line.0, line.1, line.2, line.3))).collect();
        lines.sort();
        lines.dedup();
        assert_eq!(lines.len(), Shown::ALL.len() * Whose::ALL.len() * 4, "every line once");
    }

    #[test]
    fn a_look_ends_by_itself() {
        let reader = |looked| Reader { role: Role::Handler, whose: Whose::Anothers, looked, alone: false };
        let sight = |minute| Showing::default().sight(reader(Some(at(0))), at(minute));
        assert_eq!(sight(LOOK_MINUTES - 1), Sight::Asked);
        assert_eq!(sight(LOOK_MINUTES), Sight::Masked { may_take: false });
        assert!(still_looks(Some(at(0)), at(0)) && !still_looks(None, at(0)));
    }

    #[test]
    fn nothing_stated_is_need_to_know_and_is_written_as_nothing() {
        assert_eq!(serde_json::from_str::<Showing>("{}").unwrap().handlers, Shown::NeedToKnow);
        assert_eq!(serde_json::to_string(&Showing::default()).unwrap(), "{}");
        for (written, shown) in [("need_to_know", Shown::NeedToKnow), ("full", Shown::Full), ("masked", Shown::Masked)]
        {
            let read: Showing = serde_json::from_str(&format!("{{\"handlers\":\"{written}\"}}")).unwrap();
            assert_eq!(read.handlers, shown);
        }
        assert!(serde_json::from_str::<Showing>("{\"handlers\":\"some\"}").is_err());
    }

    fn readers() -> impl Strategy<Value = (Showing, Reader, i64)> {
        let choice = (0usize..3, 0usize..5, 0usize..3, proptest::option::of(-60i64..60), any::<bool>(), 0i64..120);
        choice.prop_map(|(shown, role, whose, looked, alone, now)| {
            let reader = Reader { role: Role::ALL[role], whose: Whose::ALL[whose], looked: looked.map(at), alone };
            (Showing { handlers: Shown::ALL[shown] }, reader, now)
        })
    }

    proptest! {
        #[test]
        fn who_only_reads_never_sees_and_who_decides_always_does((showing, reader, now) in readers()) {
            let sight = showing.sight(reader, at(now));
            prop_assert_eq!(sight == Sight::ReadsOnly, reader.role == Role::Auditor);
            prop_assert_eq!(sight == Sight::Decides, matches!(reader.role, Role::Reviewer | Role::Dpo));
            prop_assert!(!sight.may_ask() || sight.is_masked());
            prop_assert!(!sight.may_take() || (sight.may_ask() && reader.whose == Whose::Nobodys));
        }

        #[test]
        fn whoever_is_masked_and_may_ask_sees_it_after_asking_or_taking((showing, reader, now) in readers()) {
            let sight = showing.sight(reader, at(now));
            if sight.may_ask() {
                let asked = Reader { looked: Some(at(now)), ..reader };
                prop_assert!(!showing.sight(asked, at(now)).is_masked());
            }
            if sight.may_take() {
                prop_assert_eq!(showing.sight(Reader { whose: Whose::Mine, ..reader }, at(now)), Sight::Theirs);
            }
        }
    }
}
