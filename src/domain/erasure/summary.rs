//! What a plan comes to, without any value of the shop: counts, rules and reasons. Pages, letters and the certificate are
//! made from it, so that nobody needs the keys of the rows to say what was done.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ruling::{Action, Ruling};
use crate::domain::telling::Touched;

/// A plan in counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The day on which retention was looked at, civil, in the controller's zone.
    pub day: NaiveDate,
    /// The systems that a program can change, in the order of the maps.
    pub systems: Vec<SystemSummary>,
    /// What stands in the way: legal holds of the map, and columns that cannot take what the map puts there. While there is
    /// anything, nothing is carried out.
    #[serde(default)]
    pub in_the_way: Vec<String>,
    /// What the search had to say, for staff.
    #[serde(default)]
    pub remarks: Vec<String>,
    /// Who had received the data, as the maps say (Article 19).
    #[serde(default)]
    pub recipients: Vec<String>,
    /// What is changed, as far as telling others goes.
    #[serde(default)]
    pub touched: Vec<Touched>,
}

/// One system's part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemSummary {
    /// The data map.
    pub map: String,
    /// The system's key.
    pub system: String,
    /// The name that people know.
    pub title: String,
    /// Rows of one collection that share a ruling, in the order of the map.
    pub groups: Vec<Group>,
}

/// Rows of one collection that share a ruling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The collection.
    pub collection: String,
    /// The name that people know.
    pub title: String,
    /// What happens to them, and why.
    pub ruling: Ruling,
    /// How many there are.
    pub rows: u64,
}

impl Group {
    /// Whether other people's records use these rows, too.
    pub fn is_shared(&self) -> bool {
        self.ruling.rule.starts_with("shared")
    }

    /// Whether another group differs only in the day until which its rows are kept.
    pub fn is_alike(&self, other: &Self) -> bool {
        let dateless = |ruling: &Ruling| Ruling { until: None, ..ruling.clone() };
        self.collection == other.collection && dateless(&self.ruling) == dateless(&other.ruling)
    }

    /// Whether something of it stays that is the person's own.
    pub fn stays(&self) -> bool {
        self.ruling.action == Action::Keep && !self.is_shared()
    }
}

impl SystemSummary {
    /// How many rows are changed here.
    pub fn changes(&self) -> u64 {
        self.groups.iter().filter(|group| group.ruling.changes()).map(|group| group.rows).sum()
    }

    /// How many rows there are by what happens to them.
    pub fn counts(&self) -> BTreeMap<Action, u64> {
        let mut counts = BTreeMap::new();
        for group in &self.groups {
            *counts.entry(group.ruling.action).or_default() += group.rows;
        }
        counts
    }
}

impl Summary {
    /// Every group with its system.
    pub fn groups(&self) -> impl Iterator<Item = (&SystemSummary, &Group)> {
        self.systems.iter().flat_map(|system| system.groups.iter().map(move |group| (system, group)))
    }

    /// How many rows are changed.
    pub fn changes(&self) -> u64 {
        self.systems.iter().map(SystemSummary::changes).sum()
    }

    /// How many rows of an action there are.
    pub fn rows(&self, action: Action) -> u64 {
        self.groups().filter(|(_, group)| group.ruling.action == action).map(|(_, group)| group.rows).sum()
    }

    /// Whether something of the person's own stays.
    pub fn keeps(&self) -> bool {
        self.groups().any(|(_, group)| group.stays())
    }

    /// The last day on which anything is kept by a rule with an end.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.groups().filter_map(|(_, group)| group.ruling.until).max()
    }

    /// Whether any row was found.
    pub fn is_empty(&self) -> bool {
        self.systems.iter().all(|system| system.groups.is_empty())
    }
}

/// How far an erasure is that the program carries out itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The plan is being made.
    Planning,
    /// The plan stands and can be approved.
    Planned,
    /// Something of it has been done.
    Carrying,
    /// A second search still found something, or a system needs a person.
    Remains,
    /// A second search found that everything is as planned.
    Confirmed,
}

impl Stage {
    /// All of them, in the order of an erasure.
    pub const ALL: [Self; 5] = [Self::Planning, Self::Planned, Self::Carrying, Self::Remains, Self::Confirmed];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Planned => "planned",
            Self::Carrying => "carrying",
            Self::Remains => "remains",
            Self::Confirmed => "confirmed",
        }
    }

    /// Reads [`Stage::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planning => "The plan is being made",
            Self::Planned => "Planned, nothing is erased yet",
            Self::Carrying => "Erasing",
            Self::Remains => "Not confirmed",
            Self::Confirmed => "Confirmed by a second search",
        }
    }
}

/// What the rules need to know of an erasure's plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// There is none: another right, or one that only colleagues carry out.
    #[default]
    ByHand,
    /// There is one.
    Planned {
        /// How far it is.
        stage: Stage,
        /// How many things stand in the way of carrying it out.
        obstacles: usize,
        /// Whether something of the person's own stays.
        keeps: bool,
        /// Whether nothing about the person was found.
        empty: bool,
    },
}

impl Standing {
    /// How far the plan is, where there is one.
    pub const fn stage(self) -> Option<Stage> {
        match self {
            Self::ByHand => None,
            Self::Planned { stage, .. } => Some(stage),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(action: Action, rule: &str, rows: u64) -> Group {
        let ruling = Ruling { action, columns: vec![], rule: rule.into(), until: None, reason: "why".into() };
        Group { collection: "orders".into(), title: "Orders".into(), ruling, rows }
    }

    #[test]
    fn only_what_is_the_persons_own_counts_as_kept() {
        let summary = |group| Summary {
            day: "2026-11-23".parse().unwrap(),
            systems: vec![SystemSummary {
                map: "shop".into(),
                system: "shop".into(),
                title: "Web shop".into(),
                groups: vec![group],
            }],
            in_the_way: vec![],
            remarks: vec![],
            recipients: vec![],
            touched: vec![],
        };
        assert!(summary(group(Action::Keep, "retention: 6 years from orders.date", 2)).keeps());
        assert!(!summary(group(Action::Detach, "detach", 2)).keeps());
        let erased = summary(group(Action::Erase, "erase", 3));
        assert_eq!((erased.keeps(), erased.changes(), erased.rows(Action::Erase)), (false, 3, 3));
    }

    #[test]
    fn a_stage_reads_back_what_it_wrote() {
        assert!(Stage::ALL.into_iter().all(|stage| Stage::parse(stage.code()) == Some(stage)));
        assert_eq!(Stage::parse("done"), None);
    }
}
