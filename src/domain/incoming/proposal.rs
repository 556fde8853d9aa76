//! What the reader proposes. Nothing of it is done before a person has said so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::message::Difficulty;
use super::wish::Wish;
use crate::domain::personal::Personal;

/// What kind of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A data subject request.
    Request,
    /// Nothing but: stop writing to me.
    OptOut,
    /// A word about a request that was made before: a reminder, an addition.
    FollowUp,
    /// An answer to a question about identity.
    IdentityAnswer,
    /// A request is taken back.
    Withdrawal,
    /// A complaint about how data or a request was handled.
    Complaint,
    /// A mail of ours came back.
    Bounce,
    /// A program answered.
    AutoReply,
    /// A supervisory authority writes.
    Authority,
    /// A solicitor writes, but not to make a request.
    Solicitor,
    /// Somebody sells something.
    Spam,
    /// A general question about data protection.
    Question,
    /// A request under another law.
    OtherLaw,
    /// Ordinary support.
    Support,
    /// Nothing in it tells what it is.
    Unclear,
}

impl Kind {
    /// Every kind, in the order in which staff choose among them.
    pub const ALL: [Self; 15] = [
        Self::Request,
        Self::OptOut,
        Self::FollowUp,
        Self::IdentityAnswer,
        Self::Withdrawal,
        Self::Complaint,
        Self::Bounce,
        Self::AutoReply,
        Self::Authority,
        Self::Solicitor,
        Self::Spam,
        Self::Question,
        Self::OtherLaw,
        Self::Support,
        Self::Unclear,
    ];

    /// The word in the reader's answer.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::OptOut => "opt_out",
            Self::FollowUp => "follow_up",
            Self::IdentityAnswer => "identity_answer",
            Self::Withdrawal => "withdrawal",
            Self::Complaint => "complaint",
            Self::Bounce => "bounce",
            Self::AutoReply => "auto_reply",
            Self::Authority => "authority",
            Self::Solicitor => "solicitor",
            Self::Spam => "spam",
            Self::Question => "question",
            Self::OtherLaw => "other_law",
            Self::Support => "support",
            Self::Unclear => "unclear",
        }
    }

    /// What staff read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "Request",
            Self::OptOut => "Marketing opt-out",
            Self::FollowUp => "About an earlier request",
            Self::IdentityAnswer => "Answer about identity",
            Self::Withdrawal => "Request taken back",
            Self::Complaint => "Complaint",
            Self::Bounce => "Mail that came back",
            Self::AutoReply => "Automatic reply",
            Self::Authority => "Letter from an authority",
            Self::Solicitor => "Solicitor's letter",
            Self::Spam => "Advertising",
            Self::Question => "General question",
            Self::OtherLaw => "Request under another law",
            Self::Support => "Ordinary support",
            Self::Unclear => "Unclear",
        }
    }

    /// Whether it concerns a case that may exist already.
    pub const fn is_about_a_case(self) -> bool {
        matches!(
            self,
            Self::FollowUp | Self::IdentityAnswer | Self::Withdrawal | Self::Bounce | Self::AutoReply | Self::Complaint
        )
    }

    /// Whether its writer speaks of affairs of their own, so that who they are matters.
    pub const fn is_personal(self) -> bool {
        !matches!(
            self,
            Self::Bounce
                | Self::AutoReply
                | Self::Authority
                | Self::Solicitor
                | Self::Spam
                | Self::Question
                | Self::Unclear
        )
    }
}

/// The law that seems to be meant; a hint only, the controller's settings decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegimeHint {
    /// The UK GDPR.
    UkGdpr,
    /// The GDPR of the European Union.
    EuGdpr,
    /// The California Consumer Privacy Act.
    Ccpa,
    /// A request that names no law.
    Unspecified,
    /// No request.
    None,
}

impl RegimeHint {
    /// The word in the reader's answer.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UkGdpr => "uk_gdpr",
            Self::EuGdpr => "eu_gdpr",
            Self::Ccpa => "ccpa",
            Self::Unspecified => "unspecified",
            Self::None => "none",
        }
    }
}

/// What an attachment seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seems {
    /// A proof of identity: kept apart, and destroyed when it has been looked at.
    IdentityDocument,
    /// An authority or a power of attorney.
    Authority,
    /// A letter.
    Letter,
    /// Another message.
    Message,
    /// A picture.
    Picture,
    /// Something else.
    Other,
}

/// A file that came with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosure {
    /// Its name.
    pub name: Personal,
    /// Its media type, as declared.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: usize,
    /// What it seems to be.
    pub seems: Seems,
}

/// A guess, and the words that led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The guess: `kind: request`, `rights: access`.
    pub guess: String,
    /// The words of the message.
    pub words: Personal,
}

/// A point that the letter numbers, so that the answer can follow it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The number or letter.
    pub number: String,
    /// What it asks.
    pub text: Personal,
}

/// What the reader proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What kind of message it is.
    pub kind: Kind,
    /// Whether it asks for something under data protection law.
    pub is_request: bool,
    /// What it asks for, in the order of the letter.
    pub rights: Vec<Wish>,
    /// The law that seems to be meant.
    pub regime: RegimeHint,
    /// The language (ISO 639-1).
    pub language: String,
    /// Who it is about: `name`, `email`, `customer_number`, `order_number`, `postcode`, `phone`, `street`, `state`, `reference`.
    pub identity: BTreeMap<String, Personal>,
    /// The address of whoever wrote, where they are to be answered.
    pub sender: Option<Personal>,
    /// Who acts for the person, if somebody does.
    pub on_behalf: Option<Personal>,
    /// Whether it belongs to something that is running.
    pub follow_up: bool,
    /// How many files came with it.
    pub attachments: usize,
    /// The day on which the company got it, in the company's time: the inner date of a message that was passed on.
    pub received: Option<NaiveDate>,
    /// The points that it numbers.
    pub questions: Vec<Point>,
    /// A request generator, relay or consumer app, by name.
    pub through: Option<String>,
    /// The files.
    pub enclosures: Vec<Enclosure>,
    /// What was hard to read.
    pub difficulties: Vec<Difficulty>,
    /// Each guess with the words that led to it.
    pub why: Vec<Why>,
}

impl Proposal {
    /// What can be said of bytes that are no message: that a person must look at them.
    pub fn unread() -> Self {
        Self {
            kind: Kind::Unclear,
            is_request: false,
            rights: Vec::new(),
            regime: RegimeHint::None,
            language: String::new(),
            identity: BTreeMap::new(),
            sender: None,
            on_behalf: None,
            follow_up: false,
            attachments: 0,
            received: None,
            questions: Vec::new(),
            through: None,
            enclosures: Vec::new(),
            difficulties: vec![Difficulty::Unreadable],
            why: Vec::new(),
        }
    }

    /// Remembers a guess with its words.
    pub(super) fn because(&mut self, guess: impl Into<String>, words: impl Into<String>) {
        self.why.push(Why { guess: guess.into(), words: Personal::new(words.into()) });
    }
}
