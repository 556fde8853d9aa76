//! Tags: a colleague's own words that cases are grouped and found by.

use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::ids::CaseId;
use crate::domain::request::Actor;
use crate::workflow::assignment::{index, must};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// The longest tag, in characters.
pub const LONGEST_TAG: usize = 30;
/// More than this tells nothing any more.
const MOST: usize = 12;

/// Tags a case. Search finds it by the tag, too.
pub fn tag(desk: &Desk, actor: Actor, case: CaseId, typed: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let tag = folded(typed)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        let known = tx.tags_of(case.id)?;
        if known.len() >= MOST && !known.contains(&tag) {
            return Err(WorkError::field("tag", format!("A case has at most {MOST} tags. Take one away first.")));
        }
        if tx.add_tag(case.id, &tag)? {
            index(tx, &case)?;
            record(desk, tx, &case, now, &Line::of_case(actor, "tagged", json!({ "tag": tag })))?;
        }
        Ok(())
    })
}

/// Takes a tag away.
pub fn untag(desk: &Desk, actor: Actor, case: CaseId, typed: &str) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let tag = folded(typed)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        if tx.remove_tag(case.id, &tag)? {
            index(tx, &case)?;
            record(desk, tx, &case, now, &Line::of_case(actor, "untagged", json!({ "tag": tag })))?;
        }
        Ok(())
    })
}

/// A tag as it is kept: lower case, single blanks; letters, digits and hyphens.
fn folded(typed: &str) -> Result<String, WorkError> {
    let tag = typed.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = tag.chars().all(|sign| sign.is_alphanumeric() || sign == ' ' || sign == '-');
    if tag.is_empty() || tag.chars().count() > LONGEST_TAG || !plain {
        let what = format!("Write a tag of at most {LONGEST_TAG} letters, digits and hyphens.");
        return Err(WorkError::field("tag", what));
    }
    Ok(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_word_however_it_is_typed() {
        assert_eq!(folded("  Black   Friday ").ok().as_deref(), Some("black friday"));
        assert_eq!(folded("VIP-2").ok().as_deref(), Some("vip-2"));
        for wrong in ["", " ", "a,b", "<b>", &"x".repeat(31)] {
            assert!(folded(wrong).is_err(), "{wrong}");
        }
    }
}
