//! Why a command about a complaint was refused: from where, which, why, and by which rule.

use super::command::CommandKind;
use super::state::State;
use crate::domain::access::Permission;
use crate::domain::case::Reference;
use crate::domain::refusing::one_of;

/// A command that was not carried out. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Refused {
    /// The state the complaint is in.
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
    #[error("not while the complaint is “{}”; possible when it is {}", .now.name(), one_of(.possible.iter().map(|state| state.name())))]
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
    /// The person was promised news on a day that is no promise.
    #[error("the day of the next news must be after today")]
    NewsInThePast,
    /// Whoever looked after the request would judge their own work.
    #[error("you looked after the request that this is about; say why you decide yourself")]
    OwnRequest,
    /// Another person decides: the person was told so.
    #[error("you looked after the request that this is about; another person decides")]
    NeedsSecondPerson,
    /// What should be linked is not a request of the same company.
    #[error("there is no request {0} of this company")]
    NoSuchRequest(Reference),
}
