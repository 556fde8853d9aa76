//! The offer of a restriction while accuracy is checked (Article 18(1)(a)): a request of its own in the same case.

use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::audit::Entry;
use crate::domain::ids::RequestId;
use crate::domain::personal::Personal;
use crate::domain::register::RegisterEntry;
use crate::domain::request::{Actor, Command, Event, IdentityMethod, Request, State};
use crate::domain::right::Right;
use crate::workflow::assignment::must;
use crate::workflow::casework::{case_of, due_dates, give_in};
use crate::workflow::journal::{Line, record};
use crate::workflow::law_choice::usual_law;
use crate::workflow::{Desk, WorkError};

/// Why the new request is there, as the person and the console read it.
const WHY: &str = "While we check whether the data is right.";

/// Opens a request for restriction beside a rectification whose data is being checked. The identity that was shown for the
/// case counts for it, too; the search begins at once.
pub fn restrict_meanwhile(desk: &Desk, actor: Actor, request: RequestId) -> Result<RequestId, WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let (checked, case) = case_of(tx, request)?;
        let open = matches!(checked.state, State::Gathering | State::AwaitingClarification | State::Reviewing);
        if checked.right != Right::Rectification || !open {
            return Err(WorkError::field(
                "right",
                "Only data whose accuracy is being checked is restricted meanwhile.",
            ));
        }
        if tx.requests(case.id)?.iter().any(|other| other.right == Right::Restriction) {
            return Err(WorkError::field("right", "This case has a request for restriction already."));
        }
        let terms = desk.terms(desk.controller(&case.controller)?)?;
        let id = RequestId::new(now, desk.entropy.bytes10());
        let mut new = Request::received(id, case.id, Right::Restriction, now);
        new.history.applied = Some(usual_law(desk, terms, now));
        let dates = due_dates(&new, &terms)?;
        tx.add_request(&new, &Personal::new(WHY), dates)?;
        tx.put_register(&RegisterEntry::of(&case, &new, None, dates.due, None))?;
        let content = json!({ "right": new.right.code(), "received": now, "why": "accuracy_contested" });
        record(desk, tx, &case, now, &Line::of_request(id, actor, "received", content))?;
        if let Some(method) = shown(&tx.log_of(case.id)?, checked.id) {
            let note = "Shown for the correction in the same case.".to_owned();
            give_in(desk, tx, now, actor, new, &Command::ShowIdentity { method, note, provided_at: now })?;
        }
        Ok(id)
    })
}

/// How identity was shown for the request whose data is checked; nothing where the check was waived, and somebody decides anew.
fn shown(log: &[Entry], request: RequestId) -> Option<IdentityMethod> {
    let of_it = log.iter().rev().filter(|entry| entry.request == Some(request) && entry.kind == "identity_shown");
    let mut events = of_it.filter_map(|entry| serde_json::from_str::<Event>(entry.content.as_deref()?).ok());
    events.find_map(|event| match event {
        Event::IdentityShown { method, .. } => Some(method),
        _ => None,
    })
}
