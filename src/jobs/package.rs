//! The job that builds the package of one request and delivers it.

use super::Outside;
use crate::domain::ids::RequestId;
use crate::workflow::execution::deliver;
use crate::workflow::{Desk, Lease, Setback};

/// Builds, seals and announces the answer.
pub fn run(desk: &Desk, outside: &Outside, lease: Lease, request: RequestId) -> Result<(), Setback> {
    deliver(desk, &*outside.systems, &*outside.packager, lease, request)
}
