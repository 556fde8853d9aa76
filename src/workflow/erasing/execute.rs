//! Carrying a plan out: a transaction a system, with a journal, so that it can go on wherever it was interrupted.

use std::collections::BTreeSet;

use super::grounds::Grounds;
use super::journal::Entry;
use super::outcome::{EraseError, Refusal};
use super::plan::{ErasurePlan, SystemErasure, refit};
use super::write::{Written, write};
use crate::domain::erasure::MaskSecret;
use crate::ports::connector::Connector;
use crate::ports::journal::ErasureJournal;
use crate::workflow::gathering::{Connectors, Question};

/// How many rows were changed, as the systems reported it. Looking again is what confirms it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Rows deleted.
    pub erased: u64,
    /// Rows in which values were emptied.
    pub emptied: u64,
}

/// Carries a plan out, system by system, the settled ones left out. The plan must be in the journal already; every step is
/// noted before and after. What a system refuses is rolled back there; what others have done stays done, and is said so.
pub fn carry_out(
    question: &Question<'_>,
    connectors: &mut Connectors,
    plan: &mut ErasurePlan,
    settled: &BTreeSet<String>,
    journal: &mut dyn ErasureJournal,
    secret: &MaskSecret,
) -> Result<Carried, EraseError> {
    let mut carried = Carried::default();
    for part in plan.systems.iter_mut().filter(|part| !settled.contains(&part.system)) {
        let touched = part.collections.iter().flat_map(|held| &held.rows).any(|row| row.ruling.changes());
        let Some(connector) = connectors.get_mut(&part.system).filter(|_| touched) else { continue };
        plan.refusals.extend(refit(question, connector.as_mut(), part)?);
        if !plan.refusals.is_empty() {
            return Ok(carried);
        }
        Entry::Begun(part.system.clone()).note(journal)?;
        let written = match in_one_transaction(question, connector.as_mut(), part, secret) {
            Ok(written) => written,
            Err(error) => {
                connector.abandon();
                if matches!(error, EraseError::Outdated { .. }) {
                    Entry::Outdated(part.system.clone()).note(journal)?;
                }
                return Err(error);
            }
        };
        Entry::Committed(part.system.clone()).note(journal)?;
        carried.erased += written.erased;
        carried.emptied += written.emptied;
    }
    Ok(carried)
}

fn in_one_transaction(
    question: &Question<'_>,
    connector: &mut dyn Connector,
    part: &SystemErasure,
    secret: &MaskSecret,
) -> Result<Written, EraseError> {
    let failed = EraseError::of(&part.system);
    connector.begin().map_err(&failed)?;
    let written = match Grounds::open(question, &part.system, connector).map_err(&failed)? {
        Some(mut grounds) => write(&mut grounds, part, secret)?,
        None => Written::default(),
    };
    connector.commit().map_err(&failed)?;
    Ok(written)
}

impl ErasurePlan {
    /// Why nothing may be carried out; `None` when everything may.
    pub fn obstacles(&self) -> Vec<String> {
        let holds = self.holds.iter().map(|hold| format!("legal hold on {}: {}", hold.place, hold.reason));
        holds.chain(self.refusals.iter().map(Refusal::to_string)).collect()
    }
}
