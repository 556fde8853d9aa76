//! The transition table of a complaint: (state, command) → next state, who may, which notice is owed, the legal pointer.

use super::command::CommandKind;
use super::state::State;
use crate::domain::access::Permission;

/// The notice a transition owes to the person, written in the same transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owed {
    /// L18: we have it, and what happens next.
    Acknowledgement,
    /// L17: how far it is.
    ProgressNote,
    /// L19: what came of it.
    Outcome,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// From here.
    pub from: State,
    /// With this command.
    pub command: CommandKind,
    /// To there.
    pub to: State,
    /// What staff need to be allowed.
    pub staff: Permission,
    /// Whether the person may do it on the status page.
    pub person: bool,
    /// Whether Rightsdesk does it by itself.
    pub system: bool,
    /// The notice owed.
    pub owes: Option<Owed>,
    /// Where it is written.
    pub law: &'static str,
}

const fn row(from: State, command: CommandKind, to: State, law: &'static str) -> Transition {
    let staff = Permission::HandleCases;
    Transition { from, command, to, staff, person: false, system: false, owes: None, law }
}

impl Transition {
    const fn owing(mut self, notice: Owed) -> Self {
        self.owes = Some(notice);
        self
    }

    const fn or_system(mut self) -> Self {
        self.system = true;
        self
    }

    const fn or_person(mut self) -> Self {
        self.person = true;
        self
    }

    const fn only_with(mut self, permission: Permission) -> Self {
        self.staff = permission;
        self
    }
}

use CommandKind as C;
use State as S;

const ACKNOWLEDGE: &str = "DPA 2018 s.164A(3)";
const ENQUIRE: &str = "DPA 2018 s.164A(4), (5)(a)";
const PROGRESS: &str = "DPA 2018 s.164A(5)(b)";
const OUTCOME: &str = "DPA 2018 s.164A(4)";
const PRACTICE: &str = "good practice";

const fn investigate(from: State) -> Transition {
    row(from, C::Investigate, S::Investigating, ENQUIRE)
}
const fn tell(from: State) -> Transition {
    row(from, C::TellProgress, from, PROGRESS).owing(Owed::ProgressNote)
}
const fn decide(from: State) -> Transition {
    row(from, C::Decide, S::OutcomeSent, OUTCOME).only_with(Permission::DecideComplaints).owing(Owed::Outcome)
}
const fn withdraw(from: State) -> Transition {
    row(from, C::Withdraw, S::Withdrawn, PRACTICE).or_person()
}
const fn reopen(from: State) -> Transition {
    row(from, C::Reopen, S::Investigating, PRACTICE)
}

/// The table. An outcome that is sent at once needs no acknowledgement before it (ICO, response on complaints guidance).
pub const TABLE: &[Transition] = &[
    row(S::Received, C::Acknowledge, S::Acknowledged, ACKNOWLEDGE).or_system().owing(Owed::Acknowledgement),
    decide(S::Received),
    withdraw(S::Received),
    investigate(S::Acknowledged),
    tell(S::Acknowledged),
    decide(S::Acknowledged),
    withdraw(S::Acknowledged),
    tell(S::Investigating),
    decide(S::Investigating),
    withdraw(S::Investigating),
    reopen(S::OutcomeSent),
    reopen(S::Withdrawn),
];

/// The row for a command in a state.
pub fn transition(from: State, command: CommandKind) -> Option<&'static Transition> {
    TABLE.iter().find(|row| row.from == from && row.command == command)
}

/// The states a command can be given in.
pub fn sources(command: CommandKind) -> Vec<State> {
    TABLE.iter().filter(|row| row.command == command).map(|row| row.from).collect()
}
