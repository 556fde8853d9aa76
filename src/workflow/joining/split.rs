//! Splitting a case: what was chosen is answered under a reference of its own, with the clock that runs already.

use serde_json::json;

use super::join::{Joined, close};
use super::plan::by_reference;
use super::refused;
use crate::domain::access::Permission;
use crate::domain::case::{Asked, Case, Reference, Submission};
use crate::domain::request::joining;
use crate::domain::request::{Actor, Request};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::links::{CaseLink, LinkKind};
use crate::workflow::assignment::must;
use crate::workflow::casework::due_dates;
use crate::workflow::intake::submit_in;
use crate::workflow::journal::{Line, record};
use crate::workflow::register::enter;
use crate::workflow::{Desk, WorkError};

/// Splits rights off a case. The person is told the new reference by an acknowledgement of its own.
pub fn split(desk: &Desk, actor: Actor, case: &Reference, chosen: &[Right]) -> Result<Case, WorkError> {
    must(actor, Permission::HandleCases)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))?;
    let (case, chosen) = (case.clone(), chosen.to_vec());
    desk.write(move |desk, tx, now| {
        let case = by_reference(tx, &case)?;
        let requests = tx.requests(case.id)?;
        let off: Vec<Request> = joining::split(&requests, &chosen).map_err(refused)?.into_iter().cloned().collect();
        let submission = again(tx, &case, &off)?;
        let (new, fresh) = submit_in(desk, tx, now, actor, &submission)?;
        let split = Joined { desk, now, actor, from: &case, into: &new };
        for request in &off {
            let Some(fresh) = fresh.iter().find(|fresh| fresh.right == request.right) else { continue };
            let taken = Request { version: fresh.version + 1, ..request.taken_over(fresh.id, new.id) };
            let terms = desk.terms_for(desk.controller(&new.controller)?, &taken)?;
            let dates = due_dates(&taken, &terms)?;
            tx.save_request(&taken, fresh.version, dates)?;
            enter(tx, now.with_timezone(&terms.zone), &new, &taken, dates, &[])?;
            split.taken_over(tx, &case, &new, &taken)?;
            close(desk, tx, now, actor, request.clone(), &new)?;
        }
        let content = json!({ "reference": new.reference });
        record(desk, tx, &case, now, &Line::of_case(actor, "case_split", content))?;
        tx.add_link(&CaseLink { case: new.id, other: case.id, kind: LinkKind::Split, by, at: now })?;
        tx.assign(new.id, case.owner)?;
        Ok(new)
    })
}

/// What the person sent, as far as it is about these requests.
fn again(tx: &mut dyn Tx, case: &Case, requests: &[Request]) -> Result<Submission, WorkError> {
    let mut asked = Vec::new();
    for request in requests {
        asked.push(Asked {
            right: request.right,
            detail: tx.request_detail(request.id)?,
            direct_marketing: request.direct_marketing,
            channels: Vec::new(),
        });
    }
    Ok(Submission {
        controller: case.controller.clone(),
        channel: case.channel,
        received_at: case.received_at,
        requester: case.requester.clone(),
        on_behalf: case.on_behalf.clone(),
        identifiers: case.identifiers.clone(),
        asked,
        words: case.words.clone(),
        email_confirmed_at: case.email_confirmed_at,
    })
}
