//! The jobs that destroy what has served its purpose.

use crate::domain::ids::RequestId;
use crate::workflow::retention::{self, Swept};
use crate::workflow::{Desk, Lease, Setback};

/// Removes expired forms, codes, sessions and packages.
pub fn run(desk: &Desk, lease: Lease) -> Result<(), Setback> {
    let Swept { rows, packages } = retention::sweep(desk)?;
    if rows + packages > 0 {
        tracing::info!(rows, packages, "what had expired was removed");
    }
    Ok(lease.write(desk, move |_, tx, _| lease.done_in(tx))?)
}

/// Destroys what the day demands: proofs of identity, messages set aside, the contents of cases.
pub fn retain(desk: &Desk, lease: Lease) -> Result<(), Setback> {
    let destroyed = retention::run_daily(desk)?;
    for item in &destroyed.items {
        tracing::info!(
            what = item.what.code(),
            controller = item.controller,
            "its time was over, and it was destroyed"
        );
    }
    Ok(lease.write(desk, move |_, tx, _| lease.done_in(tx))?)
}

/// Destroys what was found for one request, some time after it was closed.
pub fn forget(desk: &Desk, lease: Lease, request: RequestId) -> Result<(), Setback> {
    Ok(retention::forget(desk, lease, request)?)
}
