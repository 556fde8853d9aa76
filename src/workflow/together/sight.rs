//! Who sees a case in full: the rule of its company, asked with what is known about the case and about whoever would look.

use chrono::{DateTime, Utc};

use crate::domain::audit::Entry;
use crate::domain::case::{Case, Reference};
use crate::domain::request::Actor;
use crate::domain::showing::{Reader, Sight, Whose};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::LOOKED;
use crate::workflow::journal::actor_code;
use crate::workflow::{Desk, WorkError};

/// How somebody sees the case of a reference; [`StoreError::NotFound`] when there is none.
pub fn sight_at(desk: &Desk, actor: Actor, reference: &Reference) -> Result<(Case, Sight), WorkError> {
    let reference = reference.clone();
    desk.read(move |desk, tx, now| {
        let case = tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?;
        let sight = sight_of(desk, tx, now, actor, &case)?;
        Ok((case, sight))
    })
}

/// The same inside a transaction that does more.
pub fn sight_of(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
) -> Result<Sight, WorkError> {
    sight_with(desk, now, actor, case, last_look(&tx.log_of(case.id)?, actor))
}

/// The same for somebody who last asked to see it in full at `looked` (UTC). The program itself hides nothing from itself.
pub(in crate::workflow) fn sight_with(
    desk: &Desk,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    looked: Option<DateTime<Utc>>,
) -> Result<Sight, WorkError> {
    let Actor::Staff { id, role } = actor else { return Ok(Sight::Decides) };
    let reader = Reader { role, whose: Whose::of(case.owner, Some(id)), looked, alone: desk.is_solo() };
    Ok(desk.controller(&case.controller)?.showing.sight(reader, now))
}

/// When somebody last asked to see the case in full (UTC), as its log tells.
pub(in crate::workflow) fn last_look(log: &[Entry], actor: Actor) -> Option<DateTime<Utc>> {
    let who = actor_code(actor);
    log.iter().filter(|line| line.kind == LOOKED && line.actor == who).map(|line| line.at).max()
}
