//! What to do next with a correction, a mark or an objection, beyond what is the same for every right.

use super::Request;
use super::command::CommandKind;
use super::next::{Advice, Facts, Step, Straight, advice};
use super::weighing::WeighsMore;
use crate::domain::amendment::Amending;
use crate::domain::right::Right;

/// What a rectification asks for before it is approved: its sheet of corrections.
pub(super) fn on_the_sheet(request: &Request, facts: &Facts) -> Option<Advice> {
    let has_sheet = request.right == Right::Rectification && facts.findings > 0;
    match facts.amending {
        _ if !has_sheet => None,
        Amending::Remains => Some(advice(
            Step::LookAtChanges,
            "Look at what stands there now",
            "Somebody changed a value after it was looked at. Nothing was overwritten. Compare anew, or take the correction off the sheet.",
        )),
        Amending::ByHand => Some(advice(
            Step::LookAtChanges,
            "Write the corrections",
            "The page shows every value of theirs. Write beside what is wrong how it should read, and what shows it. Refuse what is right as it is, with the reason.",
        )),
        Amending::Open | Amending::Confirmed if facts.own_work => Some(advice(
            Step::LookAtChanges,
            "Ask somebody else to approve",
            "The sheet is written. A second pair of eyes compares old and new before anything is changed.",
        )),
        Amending::Open | Amending::Confirmed => Some(advice(
            Step::LookAtChanges,
            "Compare old and new, then approve",
            "It says for every value how it reads and how it shall read. With the approval it is written, and looked at again.",
        )),
    }
}

/// What corrections and marks that are being written ask for.
pub(super) fn on_the_changes(facts: &Facts) -> Option<Advice> {
    match facts.amending {
        Amending::ByHand => None,
        Amending::Open => Some(advice(
            Step::Wait,
            "Rightsdesk is writing",
            "System by system; then it looks again. The answer waits for what that look confirms.",
        )),
        Amending::Remains => Some(advice(
            Step::LookAtChanges,
            "Look at what was not taken",
            "A system did not take a change. The page says which and why, and lets Rightsdesk look again.",
        )),
        Amending::Confirmed if facts.open_tasks == 0 => Some(advice(
            Step::Give(CommandKind::Fulfil),
            "Send the answer",
            "A second look confirmed every change. Say who else had the data and was told; the letter says the rest.",
        )),
        Amending::Confirmed => Some(advice(
            Step::LookAtGathering,
            "See that the tasks are done",
            "What Rightsdesk writes is confirmed. Colleagues still have something to do; the answer waits for them.",
        )),
    }
}

/// What an objection asks for before it is decided: the balancing test.
pub(super) fn on_the_scales(request: &Request, facts: &Facts) -> Option<Advice> {
    if request.right != Right::Objection || request.direct_marketing {
        return None;
    }
    match facts.weighed {
        None => Some(advice(
            Step::Give(CommandKind::Weigh),
            "Weigh the interests",
            "Whoever objects is in the right unless compelling grounds weigh more. Write down both sides, whether the use is needed, and why one weighs more; the letter tells it.",
        )),
        Some(WeighsMore::Company) => Some(advice(
            Step::Give(CommandKind::Refuse),
            "Refuse with what was weighed",
            "Compelling grounds weigh more. The letter gives the test and how to have it checked.",
        )),
        Some(WeighsMore::Person) => None,
    }
}

/// What the answer waits for while the package goes straight to another company.
pub(super) fn on_the_transmission(straight: Straight) -> Advice {
    match straight {
        Straight::UnderWay => advice(
            Step::Wait,
            "The package is on its way",
            "It is being sent straight to the company that the person named. They are told once it has been accepted there.",
        ),
        Straight::Stuck => advice(
            Step::LookAtTransmission,
            "Decide about the package that did not arrive",
            "The other company did not take it. Send it again, give the person the link, or say that it is not technically feasible.",
        ),
    }
}
