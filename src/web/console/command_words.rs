//! What each action says before it is done: what it does, to whom it writes, what it does to the clock.

use crate::domain::clock::words::weekday_date;
use crate::domain::request::CommandKind;
use crate::workflow::foresight::Foresight;

/// How an action is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// To one request.
    Single,
    /// To every open request of the case: identity and authority belong to the person.
    Shared,
    /// To one request, and it cannot be undone or ends it: the button is outlined in red.
    Grave,
}

/// How an action is given.
pub const fn manner(kind: CommandKind) -> Manner {
    match kind {
        CommandKind::AskIdentity
        | CommandKind::ShowIdentity
        | CommandKind::DoubtIdentity
        | CommandKind::WaiveIdentity
        | CommandKind::AskAuthority
        | CommandKind::ShowAuthority => Manner::Shared,
        CommandKind::Refuse | CommandKind::ConfirmRefusal | CommandKind::Withdraw | CommandKind::Lapse => Manner::Grave,
        _ => Manner::Single,
    }
}

/// What an action says.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// What it does and to whom it writes.
    pub lead: &'static str,
    /// The button.
    pub button: &'static str,
}

const fn say(lead: &'static str, button: &'static str) -> Words {
    Words { lead, button }
}

/// The words of each action.
const WORDS: [(CommandKind, Words); 26] = [
    (
        CommandKind::AskIdentity,
        say(
            "A letter asks for the least that settles it: an order number with its postcode, or a message from the address or account we know. It never asks for a passport first.",
            "Send the letter",
        ),
    ),
    (
        CommandKind::ShowIdentity,
        say(
            "Record what you compared. The search in the systems starts by itself right after.",
            "Record it and start the search",
        ),
    ),
    (
        CommandKind::DoubtIdentity,
        say("The try goes on the record. Nothing is disclosed, and the person can try again.", "Record it"),
    ),
    (
        CommandKind::WaiveIdentity,
        say("The search starts without a check. Your reason stays on the case log.", "Go on without a check"),
    ),
    (
        CommandKind::AskAuthority,
        say("A letter asks the agent for the signed authority of the person they act for.", "Send the letter"),
    ),
    (CommandKind::ShowAuthority, say("Record when the authority arrived. Then check who is asking.", "Record it")),
    (
        CommandKind::AskClarification,
        say(
            "A letter asks your question. The person can answer on their status page, by mail, or in a word: “everything”.",
            "Send the question",
        ),
    ),
    (
        CommandKind::AskFee,
        say(
            "Only a request that is manifestly unfounded or excessive may cost anything, and only what it costs you (Article 12(5)). A letter gives the ground, the sum and how it was computed. Ask before you do any work.",
            "Send the letter",
        ),
    ),
    (CommandKind::RecordFee, say("Record when the fee arrived. The month starts on that day.", "Record the payment")),
    (
        CommandKind::ConfirmRefusal,
        say(
            "Somebody proposes to refuse this without telling the person the ground, because telling would defeat it. Read their reason on the case first. If you agree, the letter goes out; if not, leave it and talk to them.",
            "Agree, refuse and send the letter",
        ),
    ),
    (
        CommandKind::AnnounceLifting,
        say(
            "The person must be told before a restriction is lifted, with the reason and the day (Article 18(3)).",
            "Send the letter",
        ),
    ),
    (
        CommandKind::Lift,
        say(
            "The person was told, and the day has come. The marks that Rightsdesk set are taken off by itself, and looked at again; tasks ask colleagues for the others.",
            "Record that it is lifted",
        ),
    ),
    (
        CommandKind::TellRecipient,
        say(
            "A letter tells somebody who had received the data what to do with it, and asks for a word within two weeks. It names neither the person nor the case (Article 19).",
            "Send the letter",
        ),
    ),
    (
        CommandKind::ListRecipients,
        say(
            "The person asked who was told. A letter lists everybody who was, with the day and what became of it (Article 19, last sentence).",
            "Send the list",
        ),
    ),
    (
        CommandKind::AnswerClarification,
        say("Record that they answered; put the answer itself into a note. The search goes on.", "Record the answer"),
    ),
    (
        CommandKind::FinishGathering,
        say("What was found goes to review. Another person than you approves it.", "Finish gathering"),
    ),
    (
        CommandKind::GatherAgain,
        say(
            "Every system is asked again. What is found now takes the place of what was found before, decisions included.",
            "Search again",
        ),
    ),
    (
        CommandKind::Weigh,
        say(
            "The balancing test of Article 21(1), written down before anybody decides. The letter tells it to the person, whichever way it comes out.",
            "Write it down",
        ),
    ),
    (
        CommandKind::Approve,
        say(
            "You have looked at it as the person will read it. With this it is carried out: a copy is packed and announced by itself.",
            "Approve",
        ),
    ),
    (CommandKind::TakeBackApproval, say("It goes back to review, and nothing is carried out.", "Take it back")),
    (
        CommandKind::Fulfil,
        say(
            "It has been done in the systems. The person is told in the same step.",
            "Mark as done and tell the person",
        ),
    ),
    (
        CommandKind::Extend,
        say(
            "A letter tells the person the reasons and the new date. The law allows this once, until the first due date (Article 12A(3) and (4)).",
            "Extend and send the letter",
        ),
    ),
    (
        CommandKind::Refuse,
        say(
            "A letter tells the person the reasons, how to complain to you and to the regulator, and that they can go to court (Article 12(4)).",
            "Refuse and send the letter",
        ),
    ),
    (
        CommandKind::Withdraw,
        say(
            "The person said that they take it back. A letter confirms it and says how to open it again.",
            "Record that it was withdrawn",
        ),
    ),
    (
        CommandKind::Lapse,
        say(
            "The answer never came. A letter says so and how to open it again; nothing is disclosed.",
            "Close it and send the letter",
        ),
    ),
    (CommandKind::Reopen, say("It starts again from the beginning, with its first date of receipt.", "Open it again")),
];

/// The words of an action.
pub fn words(kind: CommandKind) -> Words {
    let row = WORDS.iter().find(|(known, _)| *known == kind);
    row.map_or(say("", kind.words()), |(_, words)| *words)
}

/// What the action does to the date.
pub fn effect(kind: CommandKind, foresight: Option<&Foresight>) -> String {
    let Some(foresight) = foresight else { return String::new() };
    match (foresight.date_before(), foresight.date_after()) {
        (Some(before), Some(after)) if before == after => {
            format!("The date does not change: {}.", weekday_date(after))
        }
        (Some(before), Some(after)) if kind == CommandKind::Extend => {
            format!("Due {} until now; extended to {}.", weekday_date(before), weekday_date(after))
        }
        (Some(before), Some(after)) => {
            format!("Due {} until now; afterwards {}.", weekday_date(before), weekday_date(after))
        }
        (Some(before), None) => {
            format!("The clock stops until the answer is here. Until now it is due {}.", weekday_date(before))
        }
        (None, Some(after)) => format!("The clock runs again, and it is due {}.", weekday_date(after)),
        (None, None) => "The clock stays as it is: it waits.".to_owned(),
    }
}
