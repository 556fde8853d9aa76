//! The job that looks which reminders are owed. It has no input and no memory: the keys of the mails are both.

use crate::workflow::reminders::remind;
use crate::workflow::{Desk, Lease, Setback, complaints, task_links, telling};

/// Queues every reminder that is owed now.
pub fn run(desk: &Desk, lease: Lease) -> Result<(), Setback> {
    let queued = remind(desk)? + complaints::reminders::remind(desk)? + task_links::tend(desk)? + telling::tend(desk)?;
    if queued > 0 {
        tracing::info!(queued, "reminders were queued");
    }
    Ok(lease.write(desk, move |_, tx, _| lease.done_in(tx))?)
}
