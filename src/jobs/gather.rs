//! The job that searches the shop's systems for one request.

use chrono::TimeDelta;

use crate::domain::ids::RequestId;
use crate::ports::systems::Systems;
use crate::workflow::search::{Errand, search};
use crate::workflow::{Desk, Lease, Setback};

/// Searches what is still open. `again` is the wait before the next try; `None` makes this the last.
pub fn run(
    desk: &Desk,
    systems: &dyn Systems,
    lease: Lease,
    request: RequestId,
    again: Option<TimeDelta>,
) -> Result<(), Setback> {
    search(&Errand { desk, lease, request, again }, systems)
}
