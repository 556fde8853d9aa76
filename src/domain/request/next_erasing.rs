//! What to do next with an erasure: its plan, and what became of it.

use super::next::{Advice, Facts, Step, advice};
use crate::domain::erasure::{Stage, Standing};

/// What an erasure's plan asks for before it is approved.
pub(super) fn on_the_plan(facts: &Facts) -> Option<Advice> {
    let Standing::Planned { stage, obstacles, .. } = facts.erasure else { return None };
    if let Some(why) = facts.stuck.as_ref().filter(|_| stage == Stage::Planning) {
        return Some(advice(Step::LookAtErasure, "See why there is no plan", why.clone()));
    }
    if stage == Stage::Planning {
        return Some(advice(
            Step::Wait,
            "The plan is being made",
            "Rightsdesk decides row by row what goes, what stays and until when. Nothing is erased by that.",
        ));
    }
    if obstacles > 0 {
        return Some(advice(
            Step::LookAtErasure,
            "Clear the way for the plan",
            "Something stands in the way: a legal hold of the data map, or a column that cannot be emptied. The page says what to change.",
        ));
    }
    if facts.own_work {
        return Some(advice(
            Step::LookAtErasure,
            "Ask somebody else to approve",
            "You gathered this yourself. What is erased cannot be brought back, so a second person looks at the plan.",
        ));
    }
    Some(advice(
        Step::LookAtErasure,
        "Look at the plan, then approve",
        "It says for every row what happens and why. After the approval there is a time to take it back; then it is final.",
    ))
}

/// What an erasure that is being carried out asks for.
pub(super) fn on_the_erasure(facts: &Facts) -> Option<Advice> {
    match facts.erasure.stage()? {
        Stage::Confirmed => None,
        Stage::Remains => Some(advice(
            Step::LookAtErasure,
            "Look at what remains",
            "The second search still found something, or a system did not take the change. The page says where and what next.",
        )),
        _ => Some(advice(
            Step::Wait,
            "Rightsdesk is erasing",
            "System by system; then it searches again. The answer waits for what that search confirms.",
        )),
    }
}
