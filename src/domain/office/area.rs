//! The parts of the set-up that are changed in the console and whose changes are remembered.

use crate::domain::setup::Difference;

/// A part of the set-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetupArea {
    /// Somebody at the desk: name, role, account, sessions.
    Staff,
    /// A team and who is in it.
    Team,
    /// Somebody is away, and who stands in.
    Absence,
    /// Where a system of a shop is.
    System,
    /// A macro: a named set of actions.
    Macro,
    /// How mail leaves, and the mailboxes where it arrives.
    Mail,
    /// Whether one person may approve what they gathered.
    Approval,
}

impl SetupArea {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 7] =
        [Self::Staff, Self::Team, Self::Absence, Self::System, Self::Macro, Self::Mail, Self::Approval];

    /// The stored name, and the word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Team => "team",
            Self::Absence => "absence",
            Self::System => "system",
            Self::Macro => "macro",
            Self::Mail => "mail",
            Self::Approval => "approval",
        }
    }

    /// Reads [`SetupArea::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.code() == code)
    }

    /// The name that people see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Staff => "Staff",
            Self::Team => "Teams",
            Self::Absence => "Absences",
            Self::System => "Systems",
            Self::Macro => "Macros",
            Self::Mail => "Mail",
            Self::Approval => "Who approves",
        }
    }
}

/// One fact before and after; `None` where both are the same.
pub fn difference(label: &str, before: &str, after: &str) -> Option<Difference> {
    let changed = before != after;
    changed.then(|| Difference { label: label.to_owned(), before: before.to_owned(), after: after.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_reads_back_and_only_what_differs_is_a_difference() {
        assert!(SetupArea::ALL.iter().all(|area| SetupArea::parse(area.code()) == Some(*area)));
        assert_eq!(SetupArea::parse("nothing"), None);
        assert_eq!(difference("Name", "Ana", "Ana"), None);
        assert_eq!(difference("Name", "Ana", "Anna").map(|one| one.after).as_deref(), Some("Anna"));
    }
}
