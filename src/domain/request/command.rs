//! What somebody wants to happen to a request, and what is known around it at that moment.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::complexity::{ComplexityFactor, FeeGround};
use super::event::ProposedRefusal;
use super::ground::RefusalGround;
use super::outcome::Deed;
use super::weighing::Weighing;
use crate::domain::access::{Permission, Role};
use crate::domain::amendment::Amending;
use crate::domain::clock::Terms;
use crate::domain::erasure::Standing;
use crate::domain::ids::StaffId;
use crate::domain::personal::Personal;
use crate::domain::refusing::command_kinds;
use crate::domain::telling::ToldOf;

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Actor {
    /// A member of staff in their role.
    Staff {
        /// Who.
        id: StaffId,
        /// In which role.
        role: Role,
    },
    /// The requester, through the form or the status page.
    Person,
    /// Rightsdesk itself, when a job has done its work.
    System,
}

impl Actor {
    /// The member of staff, if it is one.
    pub const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff { id, .. } => Some(id),
            Self::Person | Self::System => None,
        }
    }

    /// Whether staff in their role have a permission; the person and the system never do.
    pub fn may(self, permission: Permission) -> bool {
        matches!(self, Self::Staff { role, .. } if role.may(permission))
    }
}

/// How identity was shown, from the least to the most that is asked of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityMethod {
    /// A code sent to the address in the shop's own records came back.
    CodeToAddressOnFile,
    /// They wrote from the address in the shop's own records, and our own mail server found the sender genuine (DMARC).
    MessageFromAddressOnFile,
    /// Order number and postcode match the shop's records.
    OrderAndPostcode,
    /// The person was signed in to their account.
    AccountLogin,
    /// A document, with a written reason why nothing less was enough (Article 12(6); ICO: only where necessary).
    Document,
}

impl IdentityMethod {
    /// The ladder, the least intrusive first.
    pub const ALL: [Self; 5] = [
        Self::CodeToAddressOnFile,
        Self::MessageFromAddressOnFile,
        Self::OrderAndPostcode,
        Self::AccountLogin,
        Self::Document,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CodeToAddressOnFile => "code_to_address_on_file",
            Self::MessageFromAddressOnFile => "message_from_address_on_file",
            Self::OrderAndPostcode => "order_and_postcode",
            Self::AccountLogin => "account_login",
            Self::Document => "document",
        }
    }

    /// Reads [`IdentityMethod::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CodeToAddressOnFile => "A code sent to the address on file",
            Self::MessageFromAddressOnFile => "A genuine message from the address on file",
            Self::OrderAndPostcode => "Order number and postcode match",
            Self::AccountLogin => "Signed in to their account",
            Self::Document => "A document was shown",
        }
    }
}

/// Why a limit may be extended (Article 12(3); UK GDPR Article 12A(3)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionGround {
    /// The requests are complex; the reason says which facts make them so.
    Complexity,
    /// The number of requests from this person.
    Number,
}

impl ExtensionGround {
    /// Both grounds.
    pub const ALL: [Self; 2] = [Self::Complexity, Self::Number];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Complexity => "complexity",
            Self::Number => "number",
        }
    }

    /// Reads [`ExtensionGround::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }

    /// What staff see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Complexity => "The requests are complex",
            Self::Number => "The number of requests from this person",
        }
    }
}

/// What somebody wants to happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
pub enum Command {
    /// Ask for something that shows who the person is; needs the doubt that makes it necessary.
    AskIdentity {
        /// Why there is doubt (Article 12(6)).
        doubt: String,
    },
    /// Identity was shown.
    ShowIdentity {
        /// How.
        method: IdentityMethod,
        /// What was compared; for a document, why nothing less was enough.
        note: String,
        /// When the complete information arrived; it may be earlier than now.
        provided_at: DateTime<Utc>,
    },
    /// What was shown was not enough.
    DoubtIdentity {
        /// How it was tried.
        method: IdentityMethod,
        /// Why it was not enough.
        reason: String,
    },
    /// Go on without an identity check.
    WaiveIdentity {
        /// Why that is safe.
        reason: String,
    },
    /// Ask an agent for written authority.
    AskAuthority,
    /// The authority has arrived.
    ShowAuthority {
        /// When.
        provided_at: DateTime<Utc>,
    },
    /// Ask what is meant.
    AskClarification {
        /// The question that is mailed.
        question: String,
        /// The choices offered; two of our own when empty.
        choices: Vec<String>,
    },
    /// Ask for a fee before any work (Article 12(5)).
    AskFee {
        /// The legal ground.
        ground: FeeGround,
        /// The facts.
        reason: String,
        /// How much, as it is written: "£12.50".
        amount: String,
        /// How it was computed, one line each.
        computed: String,
    },
    /// The fee has been paid.
    RecordFee {
        /// When.
        provided_at: DateTime<Utc>,
    },
    /// The person has answered.
    AnswerClarification {
        /// When.
        provided_at: DateTime<Utc>,
    },
    /// Everything has been found.
    FinishGathering,
    /// Search again.
    GatherAgain {
        /// Why.
        reason: String,
    },
    /// Approve what goes out or what is done.
    Approve,
    /// Write down how the interests were weighed (Article 21(1)); a later one takes the place of an earlier one.
    Weigh {
        /// The test.
        weighing: Box<Weighing>,
    },
    /// Take an approval back within the cool-off.
    TakeBackApproval,
    /// It is done and answered.
    Fulfil {
        /// What was done, for the log and the letter.
        outcome: String,
        /// How it ended, and what the law wants told beside it; nothing where a package is the answer.
        deed: Option<Deed>,
    },
    /// Extend the limit by two further months; the notice is mailed in the same transaction.
    Extend {
        /// The legal ground.
        ground: ExtensionGround,
        /// What makes it complex; nothing when the ground is the number of requests.
        factors: Vec<ComplexityFactor>,
        /// The facts.
        reason: String,
    },
    /// Refuse.
    Refuse {
        /// The legal ground.
        ground: RefusalGround,
        /// The code of the exemption, where one is the ground.
        exemption: Option<String>,
        /// Whether the ground is not told because telling would defeat it. A second person must agree.
        silent: bool,
        /// The reasons the person is told; with `silent`, the reasons that stay on the record.
        reason: String,
    },
    /// Agree to a refusal whose ground is not told.
    ConfirmRefusal,
    /// Tell the person that a restriction is lifted, before it is (Article 18(3)).
    AnnounceLifting {
        /// Why.
        reason: String,
        /// From when, civil, in the controller's zone; later than today.
        on: NaiveDate,
    },
    /// Lift a restriction that was announced.
    Lift,
    /// Tell somebody who had received the data what to do with it (Article 19; Article 17(2)).
    TellRecipient {
        /// Their name.
        recipient: String,
        /// Their e-mail address.
        address: Personal,
        /// What they find it by, one line each: "Order number: JR-1001". No more than they need.
        keys: Personal,
        /// Which data, one line each; for a correction, how it should read.
        data: Personal,
    },
    /// Tell the person who was told (Article 19, last sentence).
    ListRecipients {
        /// What became of it, one line each: "Royal Mail: it has confirmed."
        results: String,
    },
    /// The person takes the request back.
    Withdraw,
    /// Close because an answer never came.
    Lapse {
        /// What was waited for, since when.
        reason: String,
    },
    /// Open a closed request again.
    Reopen {
        /// Why.
        reason: String,
    },
}

command_kinds! {
    26 in order of "a request's life";
    AskIdentity => "ask_identity", "Ask for proof of identity";
    ShowIdentity => "show_identity", "Record how identity was shown";
    DoubtIdentity => "doubt_identity", "Record that proof was not enough";
    WaiveIdentity => "waive_identity", "Go on without an identity check";
    AskAuthority => "ask_authority", "Ask the agent for authority";
    ShowAuthority => "show_authority", "Record the agent’s authority";
    AskClarification => "ask_clarification", "Ask what is meant";
    AnswerClarification => "answer_clarification", "Record the person’s answer";
    AskFee => "ask_fee", "Ask for a fee";
    RecordFee => "record_fee", "Record that the fee was paid";
    FinishGathering => "finish_gathering", "Finish gathering";
    GatherAgain => "gather_again", "Search again";
    Weigh => "weigh", "Weigh the interests";
    Approve => "approve", "Approve";
    TakeBackApproval => "take_back_approval", "Take the approval back";
    Fulfil => "fulfil", "Mark as done and answered";
    Extend => "extend", "Extend by two months";
    Refuse => "refuse", "Refuse";
    ConfirmRefusal => "confirm_refusal", "Agree to a refusal without a stated ground";
    AnnounceLifting => "announce_lifting", "Announce that the restriction is lifted";
    Lift => "lift", "Lift the restriction";
    TellRecipient => "tell_recipient", "Tell somebody who received the data";
    ListRecipients => "list_recipients", "Tell the person who was told";
    Withdraw => "withdraw", "Record that it was withdrawn";
    Lapse => "lapse", "Close because no answer came";
    Reopen => "reopen", "Open again";
}

impl CommandKind {
    /// Reads [`CommandKind::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What is known around a request when a command arrives.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent facts, each true or not; no two make a state")]
pub struct Context<'a> {
    /// Now.
    pub at: DateTime<Utc>,
    /// Who acts.
    pub actor: Actor,
    /// The law, the calendar and the zone that the clock runs by.
    pub terms: &'a Terms<'a>,
    /// Whether one person may approve their own gathering, after a cool-off.
    pub solo: bool,
    /// The length of that cool-off.
    pub cool_off: chrono::TimeDelta,
    /// How long any approval of this request can be taken back before it is carried out.
    pub undo: chrono::TimeDelta,
    /// Systems that have not answered yet.
    pub unanswered_systems: usize,
    /// Tasks about the request that nobody has answered.
    pub open_tasks: usize,
    /// Who answers for a search that a job finishes; known only when a job acts.
    pub answerable: Option<StaffId>,
    /// Flagged findings nobody has decided.
    pub undecided_findings: usize,
    /// Whether somebody asks for another person.
    pub on_behalf: bool,
    /// How many requests this person has with us in the case.
    pub requests_of_person: usize,
    /// A refusal without a stated ground that waits for a second person.
    pub proposed: Option<&'a ProposedRefusal>,
    /// Who left something out of the copy without saying why; none of them approves it.
    pub silenced_by: &'a [StaffId],
    /// Who decided about rows that an erasure's plan left to people; none of them approves the plan.
    pub decided_by: &'a [StaffId],
    /// What the copy would have to say (Article 15), that nobody has stated, and that whoever acts has not let go knowingly.
    pub unstated: &'a [String],
    /// The day from which an announced lifting holds.
    pub lifting_on: Option<NaiveDate>,
    /// Who had received the data, and where telling them stands (Article 19).
    pub told: &'a [ToldOf],
    /// Whether a copy that the same person asked for is still on its way; whatever changes the data waits for it.
    pub copy_outstanding: bool,
    /// Whether the contents of the case were destroyed because their time was over.
    pub emptied: bool,
    /// Whether a legal hold stands on the case.
    pub on_hold: bool,
    /// What is known of the plan of an erasure.
    pub erasure: Standing,
    /// How far corrections and marks in the systems are.
    pub amending: Amending,
    /// How the interests were weighed, if somebody has written it down.
    pub weighed: Option<&'a Weighing>,
}
