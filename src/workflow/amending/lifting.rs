//! The lifting of a restriction: the person was told, the day has come, and the marks are taken off (Article 18(3)).

use chrono::{DateTime, Utc};

use crate::domain::amendment::{AmendmentKind, AmendmentState};
use crate::domain::request::Request;
use crate::ports::store::Tx;
use crate::ports::store::amendments::StoredAmendment;
use crate::workflow::casework::{jobs, queue_job};
use crate::workflow::{Desk, WorkError};

/// Every mark is to be taken off; the job does so, and looks again.
pub(in crate::workflow) fn lift(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
) -> Result<(), WorkError> {
    for mark in tx.amendments_of(request.id)?.into_iter().filter(|one| one.kind == AmendmentKind::Mark) {
        tx.put_amendment(&StoredAmendment { state: AmendmentState::Lifting, written_at: None, message: None, ..mark })?;
    }
    queue_job(desk, tx, now, jobs::AMEND, request, now)
}
