//! Several persons fit: showing them to staff, and taking their word on who is meant.

use serde_json::json;

use super::kept::Kept;
use crate::domain::access::Permission;
use crate::domain::ids::RequestId;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, State};
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::casework::{case_of, jobs, queue_job};
use crate::workflow::gathering::Choice;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// One of several persons whom the identities fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The system.
    pub system: String,
    /// The word to choose them by, `SYSTEM.COLLECTION:KEY`.
    pub choice: String,
    /// What tells them apart, for staff's eyes only.
    pub label: Personal,
}

/// Staff's word on who is meant, in every system of a request.
pub(in crate::workflow) fn chosen(
    desk: &Desk,
    request: RequestId,
    parts: &[Gathering],
) -> Result<Vec<Choice>, WorkError> {
    let mut all = Vec::new();
    for part in parts {
        let kept = Kept::open(desk, request, &part.system, part.frontier.as_deref())?;
        all.extend(kept.chosen.iter().filter_map(|text| Choice::parse(text)));
    }
    Ok(all)
}

/// The persons whom staff must choose from, for a request.
pub fn candidates(desk: &Desk, actor: Actor, request: RequestId) -> Result<Vec<Candidate>, WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.read(move |desk, tx, _| {
        let mut all = Vec::new();
        for part in tx.gatherings(request)?.into_iter().filter(|part| part.state == SystemState::NeedsPerson) {
            let kept = Kept::open(desk, request, &part.system, part.frontier.as_deref())?;
            all.extend(kept.candidates.into_iter().map(|candidate| Candidate {
                system: part.system.clone(),
                choice: candidate.choice,
                label: Personal::new(candidate.label),
            }));
        }
        all.sort_by(|one, other| (&one.system, &one.label).cmp(&(&other.system, &other.label)));
        Ok(all)
    })
}

/// Says who is meant, by [`Candidate::choice`], and goes on with the search.
pub fn choose(desk: &Desk, actor: Actor, request: RequestId, system: &str, choice: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let (system, choice) = (system.to_owned(), choice.to_owned());
    desk.write(move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        let part = waiting_part(tx, request.id, request.state, &system)?;
        let mut kept = Kept::open(desk, request.id, &system, part.frontier.as_deref())?;
        if !kept.candidates.iter().any(|candidate| candidate.choice == choice) {
            return Err(WorkError::field("choice", "Choose one of the persons shown."));
        }
        // Of one collection one person is meant.
        let place = choice.split(':').next().unwrap_or_default().to_owned();
        kept.chosen.retain(|earlier| !earlier.starts_with(&format!("{place}:")));
        kept.chosen.push(choice.clone());
        kept.candidates.retain(|candidate| !candidate.choice.starts_with(&format!("{place}:")));
        let decided = kept.candidates.is_empty();
        let state = if decided { SystemState::Waiting } else { SystemState::NeedsPerson };
        let message = part.message.clone().filter(|_| !decided);
        let frontier = Some(kept.seal(desk, request.id)?);
        tx.put_gathering(&Gathering { state, message, frontier, updated_at: now, ..part })?;
        let content = json!({ "system": system, "choice": choice });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "person_chosen", content))?;
        if decided { queue_job(desk, tx, now, jobs::GATHER, &request, now) } else { Ok(()) }
    })
}

fn waiting_part(tx: &mut dyn Tx, request: RequestId, state: State, system: &str) -> Result<Gathering, WorkError> {
    let part = tx.gatherings(request)?.into_iter().find(|part| part.system == system).ok_or(StoreError::NotFound)?;
    let waits = state == State::Gathering && part.state == SystemState::NeedsPerson;
    if waits { Ok(part) } else { Err(StoreError::Conflict.into()) }
}
