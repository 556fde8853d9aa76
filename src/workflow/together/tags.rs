//! Tags: a colleague's own words that cases are grouped and found by.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::case::{Case, LONGEST_TAG, MOST_TAGS, folded_tag};
use crate::domain::ids::CaseId;
use crate::domain::request::Actor;
use crate::ports::store::Tx;
use crate::workflow::assignment::must;
use crate::workflow::counter::finding::index;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// Tags a case. Search finds it by the tag, too.
pub fn tag(desk: &Desk, actor: Actor, case: CaseId, typed: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let tag = folded(typed)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        tag_in(desk, tx, now, actor, &case, &tag)
    })
}

/// The same with a tag as it is kept, inside a transaction that does more.
pub(in crate::workflow) fn tag_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    tag: &str,
) -> Result<(), WorkError> {
    let known = tx.tags_of(case.id)?;
    if known.len() >= MOST_TAGS && !known.iter().any(|known| known == tag) {
        return Err(WorkError::field("tag", format!("A case has at most {MOST_TAGS} tags. Take one away first.")));
    }
    if tx.add_tag(case.id, tag)? {
        index(tx, case)?;
        record(desk, tx, case, now, &Line::of_case(actor, "tagged", json!({ "tag": tag })))?;
    }
    Ok(())
}

/// Takes a tag away.
pub fn untag(desk: &Desk, actor: Actor, case: CaseId, typed: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let tag = folded(typed)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        untag_in(desk, tx, now, actor, &case, &tag)
    })
}

/// The same with a tag as it is kept, inside a transaction that does more.
pub(in crate::workflow) fn untag_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    tag: &str,
) -> Result<(), WorkError> {
    if tx.remove_tag(case.id, tag)? {
        index(tx, case)?;
        record(desk, tx, case, now, &Line::of_case(actor, "untagged", json!({ "tag": tag })))?;
    }
    Ok(())
}

fn folded(typed: &str) -> Result<String, WorkError> {
    let what = || WorkError::field("tag", format!("Write a tag of at most {LONGEST_TAG} letters, digits and hyphens."));
    folded_tag(typed).ok_or_else(what)
}
