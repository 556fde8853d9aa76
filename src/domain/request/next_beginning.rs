//! What to do next with a request that has just come, or that waits for an answer of the person.

use super::Request;
use super::command::CommandKind;
use super::next::{Advice, Facts, PATIENCE_DAYS, Step, advice};

/// What a request asks for that has just come.
pub(super) fn on_arrival(request: &Request, facts: &Facts) -> Advice {
    if facts.on_behalf && request.history.authority.is_none() {
        return advice(
            Step::Give(CommandKind::AskAuthority),
            "Ask for written authority",
            "Somebody asks for another person. Before anything is disclosed, the person they act for has to agree in writing.",
        );
    }
    if request.direct_marketing {
        return advice(
            Step::Give(CommandKind::ShowIdentity),
            "Stop the marketing",
            "Nobody has to explain why they do not want marketing, and nobody may refuse it. The address it is sent to is enough.",
        );
    }
    if facts.confirmed {
        return advice(
            Step::Give(CommandKind::ShowIdentity),
            "Check who is asking",
            "The address is confirmed: they read that mailbox. Compare it with what the shop has on file; if it is the same, nothing more is needed.",
        );
    }
    advice(
        Step::Give(CommandKind::AskIdentity),
        "Ask who they are",
        "The address was never confirmed. Ask at once for the least that settles it: from a prompt question on, the month starts with the answer.",
    )
}

/// What a waiting request waits for.
pub(super) struct Wanted {
    answer: CommandKind,
    arrived: &'static str,
    why: &'static str,
    waiting: &'static str,
}

impl Wanted {
    pub(super) const IDENTITY: Self = Self {
        answer: CommandKind::ShowIdentity,
        arrived: "Compare their answer",
        why: "We asked for something that shows who they are. When the answer is here, record what matched; the search starts by itself.",
        waiting: "proof of identity",
    };
    pub(super) const AUTHORITY: Self = Self {
        answer: CommandKind::ShowAuthority,
        arrived: "Record the authority when it arrives",
        why: "We asked the agent for the written authority of the person they act for. Nothing is searched before it is here.",
        waiting: "the authority",
    };
    pub(super) const MEANING: Self = Self {
        answer: CommandKind::AnswerClarification,
        arrived: "Record their answer when it arrives",
        why: "We asked what is meant. The person can answer on their status page; record it here when they answer another way.",
        waiting: "an answer",
    };
}

/// Whether there is an answer to record, or whether we have waited long enough.
pub(super) fn on_answer(facts: &Facts, wanted: &Wanted) -> Advice {
    match facts.waited_days {
        Some(days) if days > PATIENCE_DAYS => advice(
            Step::Give(CommandKind::Lapse),
            "Close it, or ask once more",
            format!(
                "We have waited {days} days for {}. It may be closed now; the person can open it again.",
                wanted.waiting
            ),
        ),
        _ => advice(Step::Give(wanted.answer), wanted.arrived, wanted.why),
    }
}
