//! The transition table: (state, command) → next state, who may, which notice is owed, the legal pointer.
//!
//! From these rows come the console's buttons, the guard of every write, the diagram in the documentation, the role
//! matrix and the exhaustive test.

use super::command::CommandKind;
use super::state::State;
use crate::domain::access::Permission;

/// The notice a transition owes to the person, written in the same transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owed {
    /// L2: what we need to be sure who is asking.
    IdentityRequest,
    /// L2a: what we need from an agent.
    AuthorityRequest,
    /// L3: what is meant?
    ClarificationRequest,
    /// L4: a fee, why, and how it was computed.
    FeeNotice,
    /// L12: a restriction is lifted, why, and from when.
    LiftingNotice,
    /// L5: the limit is extended, and why.
    ExtensionNotice,
    /// L6: refused, why, and the remedies.
    Refusal,
    /// L8, L9 to L14: done.
    Answer,
    /// L16: who was told.
    RecipientsList,
    /// L21: closed because it was withdrawn or an answer never came, and how to reopen it.
    Closure,
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
    /// What staff need to be allowed; `None` where staff never do it.
    pub staff: Option<Permission>,
    /// Whether the person may do it on the status page.
    pub person: bool,
    /// Whether a job may do it.
    pub system: bool,
    /// The notice owed.
    pub owes: Option<Owed>,
    /// Where it is written.
    pub law: &'static str,
}

const fn row(from: State, command: CommandKind, to: State, staff: Permission, law: &'static str) -> Transition {
    Transition { from, command, to, staff: Some(staff), person: false, system: false, owes: None, law }
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
}

use CommandKind as C;
use Permission::{Approve, DecideLimits, HandleCases, WaiveIdentity};
use State as S;

const ART_12_6: &str = "UK GDPR Art. 12(6), 12A(2)(b)";
const ART_12_3: &str = "UK GDPR Art. 12(3)";
const ART_12_4: &str = "UK GDPR Art. 12(4), 12(5)";
const ART_12_5: &str = "UK GDPR Art. 12(5), 12A(2)(c)";
const ART_18_3: &str = "UK GDPR Art. 18(3)";
const ART_21_1: &str = "UK GDPR Art. 21(1)";
const ART_19: &str = "UK GDPR Art. 19";
const ART_12A_3: &str = "UK GDPR Art. 12A(3), (4)";
const ART_12A_5: &str = "UK GDPR Art. 12A(5)";
const AGENT: &str = "ICO, right of access: requests on behalf of others";
const PRACTICE: &str = "good practice";
const ART_5: &str = "UK GDPR Art. 5(1)(f), 5(2)";

const fn extend(from: State) -> Transition {
    row(from, C::Extend, from, DecideLimits, ART_12A_3).owing(Owed::ExtensionNotice)
}
const fn refuse(from: State) -> Transition {
    row(from, C::Refuse, S::Refused, DecideLimits, ART_12_4).owing(Owed::Refusal)
}
const fn withdraw(from: State) -> Transition {
    row(from, C::Withdraw, S::Withdrawn, HandleCases, PRACTICE).or_person().owing(Owed::Closure)
}
const fn lapse(from: State) -> Transition {
    row(from, C::Lapse, S::Lapsed, HandleCases, PRACTICE).owing(Owed::Closure)
}
const fn show_identity(from: State) -> Transition {
    row(from, C::ShowIdentity, S::Gathering, HandleCases, ART_12_6).or_system()
}
const fn waive_identity(from: State) -> Transition {
    row(from, C::WaiveIdentity, S::Gathering, WaiveIdentity, ART_12_6)
}
const fn ask_authority(from: State) -> Transition {
    row(from, C::AskAuthority, S::AwaitingAuthority, HandleCases, AGENT).owing(Owed::AuthorityRequest)
}
const fn ask_clarification(from: State) -> Transition {
    row(from, C::AskClarification, S::AwaitingClarification, HandleCases, ART_12A_5).owing(Owed::ClarificationRequest)
}
const fn ask_fee(from: State) -> Transition {
    row(from, C::AskFee, from, DecideLimits, ART_12_5).owing(Owed::FeeNotice)
}
const fn record_fee(from: State) -> Transition {
    row(from, C::RecordFee, from, HandleCases, ART_12_5)
}
const fn confirm_refusal(from: State) -> Transition {
    row(from, C::ConfirmRefusal, S::Refused, DecideLimits, ART_12_4).owing(Owed::Refusal)
}
const fn reopen(from: State) -> Transition {
    row(from, C::Reopen, S::Received, HandleCases, PRACTICE)
}

/// The table.
pub const TABLE: &[Transition] = &[
    row(S::Received, C::AskIdentity, S::Verifying, HandleCases, ART_12_6).owing(Owed::IdentityRequest),
    show_identity(S::Received),
    row(S::Received, C::DoubtIdentity, S::Received, HandleCases, ART_12_6),
    waive_identity(S::Received),
    ask_authority(S::Received),
    ask_fee(S::Received),
    record_fee(S::Received),
    extend(S::Received),
    refuse(S::Received),
    confirm_refusal(S::Received),
    withdraw(S::Received),
    lapse(S::Received),
    show_identity(S::Verifying),
    row(S::Verifying, C::DoubtIdentity, S::Verifying, HandleCases, ART_12_6).or_system(),
    waive_identity(S::Verifying),
    ask_authority(S::Verifying),
    ask_fee(S::Verifying),
    record_fee(S::Verifying),
    extend(S::Verifying),
    refuse(S::Verifying),
    confirm_refusal(S::Verifying),
    withdraw(S::Verifying),
    lapse(S::Verifying),
    row(S::AwaitingAuthority, C::ShowAuthority, S::Received, HandleCases, AGENT),
    ask_fee(S::AwaitingAuthority),
    record_fee(S::AwaitingAuthority),
    extend(S::AwaitingAuthority),
    refuse(S::AwaitingAuthority),
    confirm_refusal(S::AwaitingAuthority),
    withdraw(S::AwaitingAuthority),
    lapse(S::AwaitingAuthority),
    ask_clarification(S::Gathering),
    row(S::Gathering, C::FinishGathering, S::Reviewing, HandleCases, ART_12_3).or_system(),
    ask_fee(S::Gathering),
    record_fee(S::Gathering),
    extend(S::Gathering),
    refuse(S::Gathering),
    confirm_refusal(S::Gathering),
    withdraw(S::Gathering),
    lapse(S::Gathering),
    row(S::AwaitingClarification, C::AnswerClarification, S::Gathering, HandleCases, ART_12A_5).or_person(),
    extend(S::AwaitingClarification),
    refuse(S::AwaitingClarification),
    confirm_refusal(S::AwaitingClarification),
    withdraw(S::AwaitingClarification),
    lapse(S::AwaitingClarification),
    row(S::Reviewing, C::GatherAgain, S::Gathering, HandleCases, ART_12_3),
    ask_clarification(S::Reviewing),
    row(S::Reviewing, C::Weigh, S::Reviewing, HandleCases, ART_21_1),
    row(S::Executing, C::Weigh, S::Executing, HandleCases, ART_21_1),
    row(S::Reviewing, C::Approve, S::Executing, Approve, ART_5),
    extend(S::Reviewing),
    refuse(S::Reviewing),
    confirm_refusal(S::Reviewing),
    withdraw(S::Reviewing),
    row(S::Executing, C::TakeBackApproval, S::Reviewing, Approve, ART_5).or_system(),
    row(S::Executing, C::Fulfil, S::Fulfilled, HandleCases, ART_12_3).or_system().owing(Owed::Answer),
    extend(S::Executing),
    row(S::Executing, C::TellRecipient, S::Executing, HandleCases, ART_19),
    row(S::Fulfilled, C::TellRecipient, S::Fulfilled, HandleCases, ART_19),
    row(S::Fulfilled, C::ListRecipients, S::Fulfilled, HandleCases, ART_19).or_person().owing(Owed::RecipientsList),
    row(S::Fulfilled, C::AnnounceLifting, S::Fulfilled, DecideLimits, ART_18_3).owing(Owed::LiftingNotice),
    row(S::Fulfilled, C::Lift, S::Fulfilled, HandleCases, ART_18_3),
    reopen(S::Refused),
    reopen(S::Withdrawn),
    reopen(S::Lapsed),
    reopen(S::Joined),
];

/// The row for a command in a state.
pub fn transition(from: State, command: CommandKind) -> Option<&'static Transition> {
    TABLE.iter().find(|row| row.from == from && row.command == command)
}

/// The states a command can be given in.
pub fn sources(command: CommandKind) -> Vec<State> {
    TABLE.iter().filter(|row| row.command == command).map(|row| row.from).collect()
}
