//! What a case can be found by, put together in one place; and the work that lets the cases of an earlier version be found by the
//! sound of names.

use crate::domain::case::Case;
use crate::domain::ids::JobId;
use crate::ports::store::jobs::NewJob;
use crate::ports::store::{self, Store, Tx};
use crate::workflow::casework::jobs;
use crate::workflow::{Desk, Lease, WorkError};

/// Cases that are looked at in one transaction: a short pause for whoever writes meanwhile.
const AT_ONCE: i64 = 100;
/// Transactions of one job, so that whoever stops the program or waits for a worker does not wait long. The next job goes on.
const ROUNDS: usize = 20;

/// Everything that a case holds in words: what the person wrote, who they are, and what stands beside it.
pub fn words_of(case: &Case, beside: impl IntoIterator<Item = String>) -> String {
    let requester = &case.requester;
    let own = [&requester.name, &requester.email, &case.words].map(|words| words.reveal().to_owned());
    let known = case.identifiers.0.values().map(|value| value.reveal().to_owned());
    let words = [case.reference.to_string()].into_iter().chain(own).chain(known).chain(beside);
    words.collect::<Vec<_>>().join("\n")
}

/// Makes a case findable by everything it holds in words: its requests, our tags and notes among them.
pub fn index(tx: &mut dyn Tx, case: &Case) -> Result<(), WorkError> {
    let mut beside = Vec::new();
    for request in tx.requests(case.id)? {
        beside.push(tx.request_detail(request.id)?.reveal().to_owned());
    }
    beside.extend(tx.tags_of(case.id)?);
    beside.extend(tx.notes_of(case.id)?.iter().map(|note| note.text.reveal().to_owned()));
    Ok(tx.index_case(case.id, &words_of(case, beside), case.requester.name.reveal())?)
}

/// Makes cases of an earlier version findable by the sound of names, as many as one job does, and asks for the next job while some
/// are left. A case leaves the list in the transaction that makes it findable: whatever stops this, nothing is lost or done twice.
pub fn catch_up(desk: &Desk, lease: Lease) -> Result<(), WorkError> {
    for _ in 1..ROUNDS {
        if lease.write(desk, |_, tx, _| next_batch(tx))? < AT_ONCE {
            break;
        }
    }
    let left = lease.write(desk, move |desk, tx, now| {
        next_batch(tx)?;
        let left = tx.unheard_count()?;
        lease.done_in(tx)?;
        if left > 0 {
            tx.add_job(&NewJob {
                id: JobId::new(now, desk.entropy.bytes10()),
                kind: jobs::HEAR.to_owned(),
                key: jobs::HEAR.to_owned(),
                case: None,
                request: None,
                payload: "{}".to_owned(),
                run_at: now,
            })?;
        }
        Ok(left)
    })?;
    tracing::info!(left, "earlier cases are made findable by the sound of names");
    Ok(())
}

/// The same for all that are left, without a job; says how many cases it was.
pub fn catch_up_now(store: &dyn Store) -> Result<i64, WorkError> {
    let mut done = 0;
    loop {
        let batch = store::write::<_, WorkError, _>(store, next_batch)?;
        done += batch;
        if batch < AT_ONCE {
            return Ok(done);
        }
    }
}

fn next_batch(tx: &mut dyn Tx) -> Result<i64, WorkError> {
    let batch = tx.unheard(AT_ONCE)?;
    for id in &batch {
        // Of a case whose contents were destroyed there is nothing to be found by.
        if tx.emptied_at(*id)?.is_none() {
            let case = tx.case(*id)?;
            index(tx, &case)?;
        }
        tx.heard(*id)?;
    }
    Ok(i64::try_from(batch.len()).unwrap_or(AT_ONCE))
}
