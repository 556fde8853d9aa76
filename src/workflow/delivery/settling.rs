//! What staff do about a package that did not arrive: send it again, give the person the link, or say that it is not feasible.

use serde_json::json;

use super::asking::{dispatch, is_kept, kind_of};
use super::outcome::fulfilled;
use super::package::{announce_portable, download_page};
use crate::domain::access::Permission;
use crate::domain::ids::{CaseId, TransmissionId};
use crate::domain::notice::PortableDelivery;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Outcome, State};
use crate::domain::transmission::{Settling, Transmission, Turn};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::casework::case_of;
use crate::workflow::journal::{Line, record};
use crate::workflow::notices::Matter;
use crate::workflow::{Desk, WorkError};

/// The longest reason, in characters.
const NOTE_CHARS: usize = 1_000;

/// Sends it again, now, under the same key as long as it is the same package.
pub fn again(desk: &Desk, actor: Actor, case: CaseId, id: TransmissionId) -> Result<(), WorkError> {
    must(actor, Permission::ManageDelivery)?;
    desk.write(move |desk, tx, now| {
        let due = of_case(tx, case, id)?.after(Turn::Again, now)?;
        let case = tx.case(case)?;
        let about = json!({ "to": due.to });
        record(desk, tx, &case, now, &Line::of_request(due.request, actor, "transmission_sent_again", about))?;
        dispatch(desk, tx, now, &due)
    })
}

/// Ends it without sending, always with a reason: the person fetches the package themselves, and is told why.
pub fn settle(
    desk: &Desk,
    actor: Actor,
    case: CaseId,
    id: TransmissionId,
    how: Settling,
    reason: &str,
) -> Result<(), WorkError> {
    must(actor, Permission::ManageDelivery)?;
    let reason = Personal::new(reason.trim());
    if reason.is_empty() || reason.reveal().chars().count() > NOTE_CHARS {
        return Err(WorkError::field("reason", "Write in a sentence why, in at most 1,000 characters."));
    }
    desk.write(move |desk, tx, now| {
        let known = of_case(tx, case, id)?;
        let settled = Transmission { note: reason.clone(), ..known.after(Turn::Settled(how), now)? };
        tx.save_transmission(&settled)?;
        let (request, case) = case_of(tx, settled.request)?;
        let about = json!({ "to": settled.to, "reason": reason });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, kind_of(how), about))?;
        // Without a package there is nothing to fetch yet, and what was answered before has its link.
        let Some(package) = settled.disclosure.filter(|_| request.state == State::Executing) else { return Ok(()) };
        let mut package = tx.disclosure(package)?;
        if !is_kept(&package) {
            return Err(WorkError::field("reason", "The package is not there any more. A new one has to be approved."));
        }
        package.expires_at = now + desk.settings.link_life;
        tx.save_disclosure(&package)?;
        let request = fulfilled(desk, tx, now, request, &settled, Outcome::DeliveredToSubject)?;
        let controller = desk.controller(&case.controller)?;
        let matter = Matter { desk, controller, terms: desk.terms_for(controller, &request)?, case: &case, now };
        let delivery = PortableDelivery::Instead {
            link: download_page(desk, &case),
            until: matter.local(package.expires_at),
            to: settled.to.clone(),
            not_feasible: how == Settling::NotFeasible,
        };
        announce_portable(desk, tx, now, (&case, &request), &settled, delivery)
    })
}

fn of_case(tx: &mut dyn Tx, case: CaseId, id: TransmissionId) -> Result<Transmission, WorkError> {
    let known = tx.transmission(id)?.filter(|known| known.case == case);
    known.ok_or_else(|| StoreError::NotFound.into())
}
