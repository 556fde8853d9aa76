//! The jobs of an erasure: making the plan, carrying it out, and erasing what had to be kept until now.

use crate::domain::ids::RequestId;
use crate::ports::systems::Systems;
use crate::workflow::{Desk, Lease, Setback, erasure};

/// Makes the plan. Changes nothing in any system.
pub fn plan(desk: &Desk, systems: &dyn Systems, lease: Lease, request: RequestId) -> Result<(), Setback> {
    erasure::make_plan(desk, systems, lease, request)
}

/// Carries an approved plan out and looks again.
pub fn run(desk: &Desk, systems: &dyn Systems, lease: Lease, request: RequestId) -> Result<(), Setback> {
    erasure::carry_out_plan(desk, systems, lease, request)
}

/// Erases what had been kept until now.
pub fn due(desk: &Desk, systems: &dyn Systems, lease: Lease) -> Result<(), Setback> {
    erasure::erase_due(desk, systems, lease)
}
