//! The moment in which a case is emptied: files are destroyed outside any transaction, so that moment is claimed before.

use crate::domain::ids::CaseId;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::WorkError;

/// Claims a case for being emptied, if nobody holds it: from now on no legal hold can be placed until it is done. Claiming it again,
/// as after a crash, is no harm.
pub fn claim(
    tx: &mut dyn Tx,
    case: CaseId,
    is_due: impl FnOnce(&mut dyn Tx) -> Result<bool, WorkError>,
) -> Result<bool, WorkError> {
    take_turn(tx, case)?;
    let due = is_due(tx)?;
    tx.put_setting(&key(case), Some("claimed").filter(|_| due))?;
    Ok(due)
}

/// Whether a legal hold can still be placed. Whoever asks has their turn until their transaction ends.
pub fn may_hold(tx: &mut dyn Tx, case: CaseId) -> Result<bool, StoreError> {
    take_turn(tx, case)?;
    Ok(tx.setting(&key(case))?.is_none())
}

/// Gives the claim back, in the transaction that ends the matter.
pub fn end(tx: &mut dyn Tx, case: CaseId) -> Result<(), StoreError> {
    tx.put_setting(&key(case), None)
}

/// One row that both sides write makes the second wait for the first, also where transactions run side by side.
fn take_turn(tx: &mut dyn Tx, case: CaseId) -> Result<(), StoreError> {
    let turn = format!("ending_turn:{case}");
    tx.put_setting(&turn, Some("taken"))?;
    tx.put_setting(&turn, None)
}

fn key(case: CaseId) -> String {
    format!("ending:{case}")
}
