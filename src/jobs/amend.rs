//! The job of a rectification or a restriction: writing what was approved into the systems, and looking again.

use crate::domain::ids::RequestId;
use crate::ports::systems::Systems;
use crate::workflow::{Desk, Lease, Setback, amending};

/// Writes, or takes marks off, and looks again.
pub fn run(desk: &Desk, systems: &dyn Systems, lease: Lease, request: RequestId) -> Result<(), Setback> {
    amending::carry_out(desk, systems, lease, request)
}
