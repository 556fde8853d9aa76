//! What has happened to a request. Past tense, complete enough to fold, written to the case log.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::command::{ExtensionGround, IdentityMethod};
use super::complexity::{ComplexityFactor, FeeGround};
use super::ground::RefusalGround;
use super::outcome::Deed;
use super::state::State;
use super::weighing::Weighing;
use crate::domain::ids::StaffId;
use crate::domain::notice::Told;
use crate::domain::personal::Personal;

/// A refusal whose ground is not told, as one person proposes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedRefusal {
    /// Who proposes it; another person agrees.
    pub by: StaffId,
    /// The legal ground.
    pub ground: RefusalGround,
    /// The code of the exemption, where one is the ground.
    #[serde(default)]
    pub exemption: Option<String>,
    /// The reasons, for the record only.
    pub reason: String,
}

/// Something that happened. The free texts are the erasable part; the chain covers a commitment to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// Proof of identity was asked for.
    IdentityAsked {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        doubt: String,
    },
    /// Identity was shown.
    IdentityShown {
        /// How.
        method: IdentityMethod,
        /// What was compared.
        note: String,
        /// When the complete information arrived.
        provided_at: DateTime<Utc>,
    },
    /// What was shown was not enough.
    IdentityDoubted {
        /// How it was tried.
        method: IdentityMethod,
        /// Why it was not enough.
        reason: String,
    },
    /// The check was waived.
    IdentityWaived {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
    },
    /// An agent was asked for authority.
    AuthorityAsked {
        /// When.
        at: DateTime<Utc>,
    },
    /// The authority arrived.
    AuthorityShown {
        /// When.
        provided_at: DateTime<Utc>,
    },
    /// A question was asked.
    ClarificationAsked {
        /// When.
        at: DateTime<Utc>,
        /// The question.
        question: String,
        /// The choices offered.
        #[serde(default)]
        choices: Vec<String>,
    },
    /// A fee was asked for.
    FeeAsked {
        /// When.
        at: DateTime<Utc>,
        /// The legal ground.
        ground: FeeGround,
        /// The facts.
        reason: String,
        /// How much.
        amount: String,
        /// How it was computed, one line each.
        computed: String,
    },
    /// The fee was paid.
    FeePaid {
        /// When.
        provided_at: DateTime<Utc>,
    },
    /// The question was answered.
    ClarificationAnswered {
        /// When.
        provided_at: DateTime<Utc>,
    },
    /// Everything was found.
    GatheringFinished {
        /// Who answers for it and does not approve it: who finished it, or, when the last system answered by itself, who
        /// last had a hand in it.
        by: Option<StaffId>,
    },
    /// The search starts again.
    GatheringRestarted {
        /// Why.
        reason: String,
    },
    /// The interests were weighed.
    Weighed {
        /// When.
        at: DateTime<Utc>,
        /// How.
        weighing: Box<Weighing>,
    },
    /// Approved.
    Approved {
        /// By whom.
        by: StaffId,
        /// Nothing is carried out before this instant.
        not_before: DateTime<Utc>,
    },
    /// The approval was taken back.
    ApprovalTakenBack,
    /// Done and answered.
    Fulfilled {
        /// When.
        at: DateTime<Utc>,
        /// What was done.
        outcome: String,
        /// How it ended, and what the law wants told beside it.
        #[serde(default)]
        deed: Option<Deed>,
    },
    /// The limit was extended.
    Extended {
        /// When the notice was given.
        at: DateTime<Utc>,
        /// The legal ground.
        ground: ExtensionGround,
        /// What makes it complex.
        #[serde(default)]
        factors: Vec<ComplexityFactor>,
        /// The facts.
        reason: String,
    },
    /// Refused.
    Refused {
        /// When.
        at: DateTime<Utc>,
        /// The legal ground.
        ground: RefusalGround,
        /// The code of the exemption, where one is the ground.
        #[serde(default)]
        exemption: Option<String>,
        /// Whether the ground is not told.
        #[serde(default)]
        silent: bool,
        /// The reasons.
        reason: String,
        /// How the interests were weighed, for an objection.
        #[serde(default)]
        weighed: Option<Box<Weighing>>,
    },
    /// A refusal without a stated ground waits for a second person.
    RefusalProposed(ProposedRefusal),
    /// The person is told that a restriction is lifted.
    LiftingAnnounced {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
        /// From when, civil, in the controller's zone.
        on: NaiveDate,
    },
    /// Somebody who had received the data was told what to do (Article 19).
    RecipientTold {
        /// When.
        at: DateTime<Utc>,
        /// Who.
        recipient: String,
        /// Where the letter went.
        address: Personal,
        /// What they find the data by: name of the key and its value.
        keys: Vec<(String, Personal)>,
        /// Which data.
        data: Vec<Personal>,
    },
    /// The person was told who was told.
    RecipientsListed {
        /// When.
        at: DateTime<Utc>,
        /// Who, when, and what became of it.
        told: Vec<Told>,
    },
    /// A restriction was lifted.
    Lifted {
        /// When.
        at: DateTime<Utc>,
    },
    /// Taken back by the person.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
    },
    /// Closed because an answer never came.
    Lapsed {
        /// When.
        at: DateTime<Utc>,
        /// What was waited for.
        reason: String,
    },
    /// Answered together with another request from now on.
    Joined {
        /// When.
        at: DateTime<Utc>,
        /// The reference of the case that it is answered under.
        reference: String,
    },
    /// The same wish had arrived before, so the clock counts from there.
    ReceivedEarlier {
        /// When it first arrived.
        received: DateTime<Utc>,
        /// The reference under which it had arrived.
        reference: String,
    },
    /// Staff decided under which law it is answered.
    LawChosen {
        /// The regime.
        regime: String,
        /// Its version.
        version: String,
        /// Why.
        reason: String,
    },
    /// Opened again.
    Reopened {
        /// Why.
        reason: String,
    },
}

impl Event {
    /// The stored name of its kind: the `event` tag.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IdentityAsked { .. } => "identity_asked",
            Self::IdentityShown { .. } => "identity_shown",
            Self::IdentityDoubted { .. } => "identity_doubted",
            Self::IdentityWaived { .. } => "identity_waived",
            Self::AuthorityAsked { .. } => "authority_asked",
            Self::AuthorityShown { .. } => "authority_shown",
            Self::ClarificationAsked { .. } => "clarification_asked",
            Self::ClarificationAnswered { .. } => "clarification_answered",
            Self::GatheringFinished { .. } => "gathering_finished",
            Self::GatheringRestarted { .. } => "gathering_restarted",
            Self::Weighed { .. } => "weighed",
            Self::Approved { .. } => "approved",
            Self::ApprovalTakenBack => "approval_taken_back",
            Self::Fulfilled { .. } => "fulfilled",
            Self::Extended { .. } => "extended",
            Self::Refused { .. } => "refused",
            Self::FeeAsked { .. } => "fee_asked",
            Self::FeePaid { .. } => "fee_paid",
            Self::RefusalProposed(_) => "refusal_proposed",
            Self::LiftingAnnounced { .. } => "lifting_announced",
            Self::Lifted { .. } => "lifted",
            Self::RecipientTold { .. } => "recipient_told",
            Self::RecipientsListed { .. } => "recipients_listed",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Lapsed { .. } => "lapsed",
            Self::Joined { .. } => "joined",
            Self::ReceivedEarlier { .. } => "received_earlier",
            Self::LawChosen { .. } => "law_chosen",
            Self::Reopened { .. } => "reopened",
        }
    }

    /// The state a request is in after it, if it moves. Agrees with the transition table (a test says so).
    pub const fn leads_to(&self) -> Option<State> {
        match self {
            Self::IdentityAsked { .. } => Some(State::Verifying),
            Self::IdentityShown { .. }
            | Self::IdentityWaived { .. }
            | Self::ClarificationAnswered { .. }
            | Self::GatheringRestarted { .. } => Some(State::Gathering),
            Self::AuthorityAsked { .. } => Some(State::AwaitingAuthority),
            Self::AuthorityShown { .. } | Self::Reopened { .. } => Some(State::Received),
            Self::ClarificationAsked { .. } => Some(State::AwaitingClarification),
            Self::GatheringFinished { .. } | Self::ApprovalTakenBack => Some(State::Reviewing),
            Self::Approved { .. } => Some(State::Executing),
            Self::Fulfilled { .. } => Some(State::Fulfilled),
            Self::Refused { .. } => Some(State::Refused),
            Self::Withdrawn { .. } => Some(State::Withdrawn),
            Self::Lapsed { .. } => Some(State::Lapsed),
            Self::Joined { .. } => Some(State::Joined),
            Self::IdentityDoubted { .. }
            | Self::Extended { .. }
            | Self::LawChosen { .. }
            | Self::ReceivedEarlier { .. }
            | Self::FeeAsked { .. }
            | Self::FeePaid { .. }
            | Self::RefusalProposed(_)
            | Self::Weighed { .. }
            | Self::LiftingAnnounced { .. }
            | Self::RecipientTold { .. }
            | Self::RecipientsListed { .. }
            | Self::Lifted { .. } => None,
        }
    }
}
