//! The lifting of a restriction: the person was told, the day has come, and the marks are taken off (Article 18(3)). Where another
//! restriction of the same row is in force the mark stays, and that one remembers what stood there before both.

use chrono::{DateTime, Utc};

use super::opened::{open_one, put};
use crate::domain::amendment::{AmendmentContent, AmendmentKind, AmendmentState};
use crate::domain::request::Request;
use crate::ports::store::Tx;
use crate::ports::store::amendments::StoredAmendment;
use crate::workflow::casework::{jobs, queue_job};
use crate::workflow::{Desk, WorkError};

/// Why a mark was not taken off.
const STAYS: &str = "Another restriction of the same data is in force, so the mark stays.";

/// Every mark is to be taken off; the job does so, and looks again.
pub(in crate::workflow) fn lift(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
) -> Result<(), WorkError> {
    for mark in tx.amendments_of(request.id)?.into_iter().filter(|one| one.kind == AmendmentKind::Mark) {
        let content = open_one(desk, mark.clone())?.content;
        let stays = match &content {
            Some(content) => hand_on(desk, tx, &mark, content)?,
            None => false,
        };
        let next = if stays {
            let message = Some(STAYS.to_owned());
            StoredAmendment { state: AmendmentState::Lifted, confirmed_at: Some(now), message, ..mark }
        } else {
            StoredAmendment { state: AmendmentState::Lifting, written_at: None, message: None, ..mark }
        };
        tx.put_amendment(&next)?;
    }
    queue_job(desk, tx, now, jobs::AMEND, request, now)
}

/// Looks for other restrictions of the same row and leaves the mark to them; whether there is any.
fn hand_on(
    desk: &Desk,
    tx: &mut dyn Tx,
    mark: &StoredAmendment,
    content: &AmendmentContent,
) -> Result<bool, WorkError> {
    let mut stays = false;
    for other in tx.marks_at(&mark.system, &mark.collection, &mark.column)? {
        let in_force = matches!(
            other.state,
            AmendmentState::Proposed
                | AmendmentState::Written
                | AmendmentState::Confirmed
                | AmendmentState::NeedsPerson
        );
        if other.request == mark.request || !in_force {
            continue;
        }
        let Some(theirs) = open_one(desk, other.clone())?.content.filter(|theirs| theirs.is_of_same_row(content))
        else {
            continue;
        };
        stays = true;
        if theirs.changes_nothing() {
            // It was marked already when the other came: the last to go restores what stood before the first.
            put(desk, tx, other, &AmendmentContent { before: content.before.clone(), ..theirs })?;
        }
    }
    Ok(stays)
}
