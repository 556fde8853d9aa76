//! How much of a person a company's desk shows before somebody asks to see it in full.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::access::{Permission, Role};

/// How long somebody who asked sees a case in full, in minutes.
pub const LOOK_MINUTES: i64 = 15;

/// What the desk of a company shows of the people who write to it (Article 25(2): by default no more than is needed).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Showing {
    /// What handlers and administrators see of a case before they ask; all of it when nothing is stated. Who decides sees all of
    /// it: they must read what they decide on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handlers: Option<Shown>,
}

/// How much of a case is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Names and letters; identifiers alone are shortened.
    Full,
    /// A short name, and of letters and notes only that they were written.
    Masked,
}

impl Showing {
    /// Whether a case is masked for somebody in a role who last asked to see it in full at `looked` (UTC). Roles that handle no
    /// cases never see more.
    pub fn masks(self, role: Role, looked: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        if !role.may(Permission::HandleCases) {
            return true;
        }
        let asks_first = matches!(role, Role::Handler | Role::Admin);
        asks_first && self.handlers == Some(Shown::Masked) && !still_looks(looked, now)
    }
}

/// Whether somebody who asked at `looked` (UTC) still sees the case in full at `now`.
pub fn still_looks(looked: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    looked.is_some_and(|at| now < at + TimeDelta::minutes(LOOK_MINUTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASKED: Showing = Showing { handlers: Some(Shown::Masked) };

    fn at(minute: i64) -> DateTime<Utc> {
        "2026-11-23T10:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minute)
    }

    #[test]
    fn roles_that_only_read_are_masked_whatever_a_company_says() {
        for showing in [MASKED, Showing::default()] {
            assert!(showing.masks(Role::Auditor, Some(at(0)), at(1)));
            assert!(!showing.masks(Role::Reviewer, None, at(0)));
            assert!(!showing.masks(Role::Dpo, None, at(0)));
        }
    }

    #[test]
    fn handlers_ask_first_only_where_the_company_says_so() {
        for role in [Role::Handler, Role::Admin] {
            assert!(MASKED.masks(role, None, at(0)));
            assert!(!Showing::default().masks(role, None, at(0)));
        }
    }

    #[test]
    fn a_look_ends_by_itself() {
        assert!(!MASKED.masks(Role::Handler, Some(at(0)), at(LOOK_MINUTES - 1)));
        assert!(MASKED.masks(Role::Handler, Some(at(0)), at(LOOK_MINUTES)));
        assert!(still_looks(Some(at(0)), at(0)) && !still_looks(None, at(0)));
    }
}
