//! Doing the same to several cases: giving them to somebody, a tag, a note. Nothing legal is decided for many at once.

use crate::domain::access::Permission;
use crate::domain::case::{Case, Reference};
use crate::domain::ids::StaffId;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::workflow::assignment::{add_note, assign, must};
use crate::workflow::together::tag;
use crate::workflow::{Desk, WorkError};

/// Cases that can be chosen at once: a page of the queue.
pub const MOST: usize = 50;

/// What is done to each of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// To whom they are given, or to nobody; `None` leaves them where they are.
    pub owner: Option<Option<StaffId>>,
    /// A tag for each.
    pub tag: String,
    /// A note on each.
    pub note: Personal,
}

/// How it went with one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its reference.
    pub reference: Reference,
    /// Why something could not be done; what comes before it in the order owner, tag, note was.
    pub problem: Option<String>,
}

/// The cases of some references, in their order; what is none is left out.
pub fn chosen(desk: &Desk, references: &[Reference]) -> Result<Vec<Case>, WorkError> {
    let references: Vec<Reference> = references.iter().take(MOST).cloned().collect();
    desk.read(move |_, tx, _| {
        let mut cases = Vec::new();
        for reference in references {
            cases.extend(tx.case_by_reference(&reference)?);
        }
        Ok(cases)
    })
}

/// Does it to one case after the other; each stands on its own, so that one that cannot be does not stop the rest.
pub fn carry_out(desk: &Desk, actor: Actor, references: &[Reference], wish: &Wish) -> Result<Vec<Done>, WorkError> {
    must(actor, Permission::HandleCases)?;
    if wish.owner.is_none() && wish.tag.trim().is_empty() && wish.note.reveal().trim().is_empty() {
        return Err(WorkError::field("owner", "Choose at least one thing to do."));
    }
    let cases = chosen(desk, references)?;
    if cases.is_empty() {
        return Err(WorkError::field("owner", "Choose at least one case in the queue first."));
    }
    let done = cases.into_iter().map(|case| {
        let problem = match to_one(desk, actor, &case, wish) {
            Ok(()) => None,
            Err(WorkError::Field { what, .. }) => Some(what),
            Err(other) => return Err(other),
        };
        Ok(Done { reference: case.reference, problem })
    });
    done.collect()
}

fn to_one(desk: &Desk, actor: Actor, case: &Case, wish: &Wish) -> Result<(), WorkError> {
    if let Some(owner) = wish.owner {
        assign(desk, actor, case.id, owner)?;
    }
    if !wish.tag.trim().is_empty() {
        tag(desk, actor, case.id, &wish.tag)?;
    }
    if !wish.note.reveal().trim().is_empty() {
        add_note(desk, actor, case.id, &wish.note)?;
    }
    Ok(())
}
