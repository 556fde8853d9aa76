//! What staff can do with a request: the possible as links, the impossible as words with the reason.

use super::shown::capital;
use crate::domain::request::{CommandKind, Refused, Step, Why};
use crate::web::icons::Icon;
use crate::workflow::casefile::RequestFile;

/// The actions of a request.
#[derive(Clone, Debug, Default)]
pub struct ActionsView {
    /// Possible now.
    pub possible: Vec<ActionView>,
    /// Not possible for a reason worth reading.
    pub refused: Vec<RefusedView>,
    /// Belongs to another moment of a request's life.
    pub later: Vec<RefusedView>,
}

/// A possible action.
#[derive(Clone, Debug)]
pub struct ActionView {
    /// The icon.
    pub icon: Icon,
    /// What it does.
    pub words: &'static str,
    /// Where it leads.
    pub href: String,
}

/// An impossible action.
#[derive(Clone, Debug)]
pub struct RefusedView {
    /// The icon.
    pub icon: Icon,
    /// What it would do.
    pub words: &'static str,
    /// Why not.
    pub why: String,
}

impl ActionsView {
    /// Of a request; the suggested one stands elsewhere and is left out.
    pub fn of(file: &RequestFile, base: &str) -> Self {
        let mut view = Self::default();
        let suggested = match file.suggestion.step {
            Step::Give(kind) => Some(kind),
            _ => None,
        };
        for (kind, refused) in file.choices.iter().filter(|(kind, _)| Some(*kind) != suggested) {
            let icon = icon_of(*kind);
            match refused {
                None => view.possible.push(ActionView { icon, words: kind.words(), href: href(base, *kind) }),
                Some(no) => {
                    let why = RefusedView { icon, words: kind.words(), why: capital(&reason(no)) };
                    if matches!(no.why, Why::NotNow { .. }) { view.later.push(why) } else { view.refused.push(why) }
                }
            }
        }
        view
    }
}

/// The page of an action. `base` is the address of the request.
pub fn href(base: &str, kind: CommandKind) -> String {
    format!("{base}/do/{}", kind.code())
}

/// The reason as a sentence, with the law where there is one.
fn reason(no: &Refused) -> String {
    match no.law {
        Some(law) if !matches!(no.why, Why::NotAllowed { .. }) && law != "good practice" => {
            format!("{} ({law}).", no.why)
        }
        _ => format!("{}.", no.why),
    }
}

/// The icon of a command.
pub const fn icon_of(kind: CommandKind) -> Icon {
    match kind {
        CommandKind::AskIdentity
        | CommandKind::AskAuthority
        | CommandKind::AskFee
        | CommandKind::AnnounceLifting
        | CommandKind::TellRecipient
        | CommandKind::ListRecipients => Icon::Outgoing,
        CommandKind::AskClarification => Icon::Question,
        CommandKind::ShowIdentity | CommandKind::WaiveIdentity => Icon::Identity,
        CommandKind::DoubtIdentity => Icon::Alert,
        CommandKind::ShowAuthority | CommandKind::AnswerClarification | CommandKind::RecordFee => Icon::Incoming,
        CommandKind::FinishGathering | CommandKind::Fulfil | CommandKind::Lift => Icon::Done,
        CommandKind::GatherAgain | CommandKind::Reopen => Icon::Again,
        CommandKind::Approve | CommandKind::ConfirmRefusal | CommandKind::Weigh => Icon::Decision,
        CommandKind::TakeBackApproval => Icon::Undo,
        CommandKind::Extend => Icon::Longer,
        CommandKind::Refuse => Icon::Cross,
        CommandKind::Withdraw => Icon::TakeBack,
        CommandKind::Lapse => Icon::Wait,
    }
}
