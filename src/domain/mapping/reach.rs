//! Which tables hang on a person and how: downward to what points at them, upward to what they point at, never down again
//! from there. From an address to everybody who lives at it is the way to other people's data.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::category::EMAIL;
use super::outline::{Outline, Tie};
use super::role::{Looked, Role};
use super::words::{singular, words};

/// Which way keys flow along a tie, and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Rows of the child are the person's.
    Down,
    /// The child's rows name their person themselves: what only this tie finds may be somebody else's.
    Beside,
    /// The parent's row belongs to the child's.
    Up,
    /// The person only wrote the child's row: it is found, for a person to look at.
    Wrote,
    /// The person only handled the child's row: not followed.
    Handled,
}

/// What is reached.
#[derive(Default)]
pub(super) struct Reach {
    /// The tables, by number.
    pub(super) tables: BTreeSet<usize>,
    /// The ties between them, by number among the outline's.
    pub(super) ties: BTreeMap<usize, Way>,
}

/// A column of one of these words names who worked on a row.
const HANDLED: &[&str] = &[
    "staff",
    "clerk",
    "manager",
    "rep",
    "assigned",
    "assignee",
    "handled",
    "handler",
    "employee",
    "admin",
    "operator",
    "agent",
    "approved",
    "modified",
    "updated",
    "uploaded",
    "reports",
    "supervisor",
    "seller",
    "affiliate",
    "referrer",
    "sponsor",
    "parent",
    "processed",
    "by",
];
const WROTE: &[&str] = &["author", "creator", "created", "sender", "poster"];
/// Rows of such tables are about something, and name who did it.
const RECORDS: &[&str] = &["note", "log", "history", "event", "comment", "message", "reply", "audit", "change"];
/// Rows of such tables are pointed at by whatever was sent there.
const PLACES: &[&str] = &["address", "location", "place"];

/// Walks from the tables of persons.
pub(super) fn reach(outline: &Outline, looked: &[Looked<'_>]) -> Reach {
    let walk = Walk { outline, looked };
    let mut reach = Reach::default();
    let mut waiting: VecDeque<usize> = (0..looked.len()).filter(|at| walk.starts(*at)).collect();
    while let Some(parent) = waiting.pop_front() {
        if !reach.tables.insert(parent) {
            continue;
        }
        for (number, tie) in outline.ties.iter().enumerate().filter(|(_, tie)| tie.parent == parent) {
            let way = walk.downward(tie);
            reach.ties.insert(number, way);
            if matches!(way, Way::Down | Way::Wrote | Way::Beside) {
                waiting.push_back(tie.child);
            }
        }
    }
    walk.upward(&mut reach);
    reach.ties.retain(|number, _| {
        let ends = outline.ties.get(*number).map(|tie| [tie.child, tie.parent]);
        ends.is_some_and(|ends| ends.iter().all(|end| reach.tables.contains(end)))
    });
    reach
}

struct Walk<'a> {
    outline: &'a Outline,
    looked: &'a [Looked<'a>],
}

impl Walk<'_> {
    /// Where a person is recognised.
    fn starts(&self, at: usize) -> bool {
        self.looked.get(at).is_some_and(|table| table.role != Role::Other || table.column(EMAIL).is_some())
    }

    fn role(&self, at: usize) -> Role {
        self.looked.get(at).map_or(Role::Other, |table| table.role)
    }

    fn called(&self, at: usize) -> Vec<String> {
        let name = self.looked.get(at).map(|table| words(&table.table.table.name)).unwrap_or_default();
        name.iter().map(|word| singular(word)).collect()
    }

    fn is_place(&self, at: usize) -> bool {
        self.role(at) == Role::Other && self.called(at).last().is_some_and(|word| PLACES.contains(&word.as_str()))
    }

    fn downward(&self, tie: &Tie) -> Way {
        let (said, called) = (words(&tie.child_column), self.called(tie.child));
        let says = |terms: &[&str]| said.iter().any(|word| terms.contains(&word.as_str()));
        let worked = called.iter().any(|word| ["admin", "staff"].contains(&word.as_str()));
        if tie.child == tie.parent || says(HANDLED) || (worked && self.role(tie.child) == Role::Other) {
            return Way::Handled;
        }
        if self.is_place(tie.parent) {
            return Way::Up;
        }
        // What belongs to a customer and names one of the staff was handled by them.
        let about_others = self.role(tie.child) != Role::Other || self.has_person(tie, Role::Persons);
        if self.role(tie.parent) == Role::Staff && about_others {
            return Way::Handled;
        }
        let is_record = called.last().is_some_and(|word| RECORDS.iter().any(|record| word.ends_with(record)));
        let of_a_person = self.role(tie.parent) != Role::Other;
        if says(WROTE) || (of_a_person && is_record && self.is_about_something(tie)) {
            return Way::Wrote;
        }
        if !of_a_person && self.has_person(tie, Role::Persons) { Way::Beside } else { Way::Down }
    }

    /// Whether the child points at persons of this role by another tie.
    fn has_person(&self, tie: &Tie, role: Role) -> bool {
        let others = self.outline.ties.iter().filter(|other| other.child == tie.child && *other != tie);
        others.into_iter().any(|other| self.role(other.parent) == role)
    }

    /// Whether the child points at something else than persons, too.
    fn is_about_something(&self, tie: &Tie) -> bool {
        let mut others = self.outline.ties.iter().filter(|other| other.child == tie.child && *other != tie);
        others.any(|other| self.role(other.parent) == Role::Other)
    }

    /// One step up from everything reached, to rows that hold something personal and are nobody's starting point.
    fn upward(&self, reach: &mut Reach) {
        let below = reach.tables.clone();
        for (number, tie) in self.outline.ties.iter().enumerate() {
            let is_new = below.contains(&tie.child) && !below.contains(&tie.parent);
            if is_new && self.looked.get(tie.parent).is_some_and(Looked::is_personal) {
                reach.tables.insert(tie.parent);
                reach.ties.insert(number, Way::Up);
            }
        }
    }
}
