//! The policy that was in force when a request came in.

use crate::domain::controller::Controller;

/// The company as it is now, with the facts of an earlier policy: what it held, why, for whom and for how long is told as the
/// policy said when the request was received; how to reach it, its regulator and its letters are told as they are now.
#[must_use]
pub fn with_policy_of(now: &Controller, then: &Controller) -> Controller {
    Controller {
        policy: then.policy.clone(),
        categories: then.categories.clone(),
        purposes: then.purposes.clone(),
        recipients: then.recipients.clone(),
        sources: then.sources.clone(),
        retention: then.retention.clone(),
        transfers: then.transfers.clone(),
        automated_decisions: then.automated_decisions.clone(),
        ..now.clone()
    }
}
