//! Why a command was refused: from where, which, why, and by which rule. Words a handler can act on.

use serde::{Deserialize, Serialize};

use super::command::CommandKind;
use super::ground::RefusalGround;
use super::outcome::Outcome;
use super::state::State;
use crate::domain::access::Permission;
use crate::domain::clock::HistoryError;
use crate::domain::refusing::one_of;
use crate::domain::right::Right;

/// A command that was not carried out. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Refused {
    /// The state the request is in.
    pub from: State,
    /// What was wanted.
    pub command: CommandKind,
    /// Why not.
    pub why: Why,
    /// The rule, where there is one.
    pub law: Option<&'static str>,
}

/// The reasons.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The command does not fit the state.
    #[error("not while the request is “{}”; possible when it is {}", .now.name(), one_of(.possible.iter().map(|state| state.name())))]
    NotNow {
        /// The state it is in.
        now: State,
        /// The states in which it would be possible.
        possible: Vec<State>,
    },
    /// The role does not have the permission.
    #[error("your role may not {}; a {} can", .needs.words(), .needs.holders())]
    NotAllowed {
        /// What is needed.
        needs: Permission,
    },
    /// Only staff, or only the person, or only the system does this.
    #[error("this is not done from here")]
    NotYours,
    /// A field is missing or blank.
    #[error("please say {0}")]
    Missing(&'static str),
    /// The gatherer may not approve their own work.
    #[error("you gathered this yourself; another person approves it")]
    NeedsSecondPerson,
    /// Systems have not answered.
    #[error("{}", unanswered(*.0))]
    SystemsUnanswered(usize),
    /// What was approved has not been carried out everywhere.
    #[error("{}", tasks_open(*.0))]
    TasksOpen(usize),
    /// Findings are undecided.
    #[error("{}", undecided(*.0))]
    FindingsUndecided(usize),
    /// The copy would be silent about something that Article 15 asks for, and nobody has let it go knowingly.
    #[error("nobody has stated {}; state it first, or let the answer go without it knowingly", .0.join("; "))]
    FactsUnstated(Vec<String>),
    /// The copy comes first.
    #[error("the copy asked for in the same case must be delivered before anything is erased")]
    CopyFirst,
    /// The copy comes before a change, too.
    #[error(
        "the same person asked for a copy that is not delivered yet; data that it covers is not altered before (Data Protection Act 2018, section 173)"
    )]
    CopyBeforeChange,
    /// A legal hold stands.
    #[error("a legal hold stands on this case; nothing is erased before it is lifted")]
    OnHold,
    /// There is no plan yet.
    #[error("the plan of the erasure is still being made")]
    PlanMissing,
    /// The plan cannot be carried out.
    #[error("{}", blocked(*.0))]
    PlanBlocked(usize),
    /// The program is not done.
    #[error("the erasure is not finished; the answer waits until a second search has confirmed it")]
    ErasureRuns,
    /// The second search found something.
    #[error("the second search still found something, or a system needs a person; see the erasure's page")]
    ErasureRemains,
    /// The program is not done.
    #[error("the changes in the systems are not finished; the answer waits until a second look has confirmed them")]
    AmendmentsRun,
    /// Something stood otherwise, or a system did not take it.
    #[error("something stood otherwise than it was seen, or a system needs a person; see the page of the changes")]
    AmendmentsRemain,
    /// More is claimed than was confirmed.
    #[error("the plan keeps a part; the answer has to say so")]
    SomethingStays,
    /// Something was found.
    #[error("something about the person was found; the answer cannot say that nothing is held")]
    SomethingWasHeld,
    /// Somebody who had received the data has not been told, and nobody has said why not.
    #[error("{} had received the data: tell them, or record why it is impossible or disproportionate (Article 19)", .0.join(", "))]
    RecipientsOpen(Vec<String>),
    /// Direct marketing stops without a decision.
    #[error("an objection to direct marketing cannot be refused")]
    MarketingAlwaysStops,
    /// It has been extended already.
    #[error("the limit has been extended already; the law allows it once")]
    AlreadyExtended,
    /// The notice would come too late.
    #[error("an extension had to be announced by the first due date")]
    ExtensionTooLate,
    /// The clock has not started, so there is nothing to extend.
    #[error("the clock is not running, so there is nothing to extend yet")]
    ClockNotRunning,
    /// The law of the case knows no extension.
    #[error("the law of this case knows no extension")]
    LawKnowsNoExtension,
    /// Large volume alone is no complexity.
    #[error("large volume alone does not make a request complex; name a fact that does")]
    VolumeAlone,
    /// One request is not a number of requests.
    #[error("this person has one request with us; the number of requests is no reason")]
    OneRequestOnly,
    /// The ground belongs to another right.
    #[error("“{}” is no ground for refusing {}", .ground.name(), .right.name().to_lowercase())]
    GroundDoesNotFit {
        /// The ground.
        ground: RefusalGround,
        /// The right.
        right: Right,
    },
    /// The exemption is not on the picklist or cannot limit this right.
    #[error("this exemption does not limit {}", .0.name().to_lowercase())]
    ExemptionDoesNotFit(Right),
    /// The proposer may not agree to their own silence.
    #[error("you proposed not to state the ground; another person agrees to it")]
    SilenceNeedsSecondPerson,
    /// Nothing was proposed.
    #[error("nobody has proposed to refuse without stating the ground")]
    NothingProposed,
    /// The fee has been asked for.
    #[error("a fee has been asked for already")]
    FeeAlreadyAsked,
    /// No fee is open.
    #[error("no fee is open")]
    NoFeeOpen,
    /// The fee has not been paid.
    #[error("the fee is not paid yet; the work waits for it")]
    FeeOpen,
    /// Nobody acts for somebody else.
    #[error("the person asks for themselves; there is no agent to ask")]
    NoAgent,
    /// Nothing was asked that has not come.
    #[error("nothing that we asked for is missing")]
    NothingAwaited,
    /// The outcome belongs to another right.
    #[error("“{}” is no outcome of {}", .outcome.name(), .right.name().to_lowercase())]
    OutcomeDoesNotFit {
        /// The outcome.
        outcome: Outcome,
        /// The right.
        right: Right,
    },
    /// There is nothing to weigh.
    #[error("only an objection is weighed, and never one to direct marketing: that stops")]
    NothingToWeigh,
    /// The balancing test is missing.
    #[error("write down first how the interests were weighed")]
    NotWeighed,
    /// The balancing test came out otherwise.
    #[error("the interests were weighed otherwise; weigh them again, or decide as they were weighed")]
    WeighedOtherwise,
    /// Only a restriction can be lifted.
    #[error("only a restriction can be lifted")]
    NotARestriction,
    /// The person must be told first.
    #[error("the person must be told before, with the reason and the day (Article 18(3))")]
    LiftingNotAnnounced,
    /// The announced day has not come.
    #[error("the day that was announced has not come yet")]
    LiftingTooEarly,
    /// What was decided changes nothing at those who received the data.
    #[error("{} changes nothing at those who received the data; nobody has to be told", .0.name().to_lowercase())]
    NobodyToTell(Right),
    /// Nobody was told.
    #[error("nobody has been told yet; tell each of them first")]
    NobodyWasTold,
    /// The cool-off is over.
    #[error("the time to take it back is over; it is being carried out")]
    CoolOffOver,
    /// The cool-off still runs.
    #[error("it can still be taken back; it is carried out when that time is over")]
    CoolOffRunning,
    /// There is nothing left to act on.
    #[error("the contents of this case were destroyed when their time was over; whoever asks again opens a new case")]
    ContentsDestroyed,
    /// The dates contradict each other.
    #[error("{0}")]
    Dates(HistoryError),
}

fn unanswered(n: usize) -> String {
    match n {
        1 => "one system has not answered yet".to_owned(),
        n => format!("{n} systems have not answered yet"),
    }
}

fn tasks_open(n: usize) -> String {
    match n {
        1 => "one task is not answered yet".to_owned(),
        n => format!("{n} tasks are not answered yet"),
    }
}

fn blocked(n: usize) -> String {
    match n {
        1 => "one thing stands in the way of the plan; see the erasure’s page".to_owned(),
        n => format!("{n} things stand in the way of the plan; see the erasure’s page"),
    }
}

fn undecided(n: usize) -> String {
    match n {
        1 => "one flagged finding is not decided yet".to_owned(),
        n => format!("{n} flagged findings are not decided yet"),
    }
}

/// How a refusal travels to other systems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedJson {
    /// The state.
    pub from: State,
    /// The command.
    pub command: CommandKind,
    /// The words.
    pub why: String,
}

impl From<&Refused> for RefusedJson {
    fn from(refused: &Refused) -> Self {
        Self { from: refused.from, command: refused.command, why: refused.why.to_string() }
    }
}
