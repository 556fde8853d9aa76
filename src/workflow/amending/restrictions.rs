//! Everything that is restricted now: which case, on which ground, since when, where, and what is announced.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::standing::standing;
use crate::domain::access::Permission;
use crate::domain::amendment::{Amending, AmendmentKind, AmendmentState};
use crate::domain::audit::Entry;
use crate::domain::case::Reference;
use crate::domain::notice::RestrictionGround;
use crate::domain::request::{Actor, Event};
use crate::ports::store::amendments::StoredAmendment;
use crate::workflow::assignment::must;
use crate::workflow::{Desk, WorkError};

/// Restrictions looked at, the newest first.
const MOST: i64 = 500;

/// A restriction in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestrictionLine {
    /// The case.
    pub reference: Reference,
    /// The company.
    pub controller: String,
    /// Why (Article 18(1)).
    pub ground: Option<RestrictionGround>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Where: the system, what, how many rows, and whether the system itself refuses to use them.
    pub places: Vec<(String, String, usize, bool)>,
    /// The announced day of its lifting.
    pub lifting_on: Option<NaiveDate>,
    /// How far the marks are.
    pub marks: Amending,
    /// Whether the contents of the case were destroyed: nobody can be told any more, and it is lifted without a letter.
    pub emptied: bool,
}

/// The restrictions in force.
pub fn restrictions(desk: &Desk, actor: Actor) -> Result<Vec<RestrictionLine>, WorkError> {
    must(actor, Permission::SeeCases)?;
    desk.read(|_, tx, _| {
        let mut lines = Vec::new();
        for id in tx.restrictions(MOST)? {
            let request = tx.request(id)?;
            let case = tx.case(request.case)?;
            let told = Told::of(tx.log_of(case.id)?.iter().filter(|entry| entry.request == Some(id)));
            let all = tx.amendments_of(id)?;
            let is_over = told.lifted && all.iter().all(|one| one.state == AmendmentState::Lifted);
            if is_over {
                continue;
            }
            lines.push(RestrictionLine {
                reference: case.reference.clone(),
                controller: case.controller.clone(),
                ground: told.ground,
                since: request.closed_at.unwrap_or(request.history.received),
                places: places(&all),
                lifting_on: told.lifting_on,
                marks: standing(tx, &request)?,
                emptied: tx.emptied_at(case.id)?.is_some(),
            });
        }
        Ok(lines)
    })
}

fn places(all: &[StoredAmendment]) -> Vec<(String, String, usize, bool)> {
    let mut places: BTreeMap<(String, String), (usize, bool)> = BTreeMap::new();
    for mark in all.iter().filter(|one| one.kind == AmendmentKind::Mark && one.state != AmendmentState::Lifted) {
        let what = if mark.moves() { format!("{}, moved away", mark.what) } else { mark.what.clone() };
        let place = places.entry((mark.title.clone(), what)).or_insert((0, true));
        *place = (place.0 + 1, place.1 && mark.guarded);
    }
    places.into_iter().map(|((title, what), (rows, guarded))| (title, what, rows, guarded)).collect()
}

/// What the log says of a restriction.
#[derive(Default)]
struct Told {
    ground: Option<RestrictionGround>,
    lifting_on: Option<NaiveDate>,
    lifted: bool,
}

impl Told {
    fn of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        const READ: [&str; 3] = ["fulfilled", "lifting_announced", "lifted"];
        let known = entries.filter(|entry| READ.contains(&entry.kind.as_str()));
        let mut told = Self::default();
        for entry in known {
            // The kind of an entry outlives its content.
            told.lifted |= entry.kind == "lifted";
            let event = entry.content.as_deref().and_then(|content| serde_json::from_str::<Event>(content).ok());
            let Some(event) = event else { continue };
            match event {
                Event::Fulfilled { deed, .. } => told.ground = deed.and_then(|deed| deed.ground),
                Event::LiftingAnnounced { on, .. } => told.lifting_on = Some(on),
                _ => {}
            }
        }
        told
    }
}
