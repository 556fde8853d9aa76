//! Rounds through everything that is open, page by page: most of it is owed nothing today, and costs no write.

use chrono::{DateTime, Utc};

use crate::ports::store::Tx;
use crate::workflow::{Desk, WorkError};

/// What is looked at in one transaction.
pub(in crate::workflow) const PAGE: i64 = 200;

/// A look at one page: its last key, and the keys of those to which something is owed. A page without a last key ends the round.
pub(in crate::workflow) type Seen<K> = (Option<K>, Vec<K>);

/// What is seen on a page. What cannot be reckoned is looked at again, and reported, where mails are written.
pub(in crate::workflow) fn seen<T, K: Copy>(
    page: &[T],
    key: impl Fn(&T) -> K,
    mut owed: impl FnMut(&T) -> Result<Result<bool, WorkError>, WorkError>,
) -> Result<Seen<K>, WorkError> {
    let mut keys = Vec::new();
    for one in page {
        if owed(one)?.unwrap_or(true) {
            keys.push(key(one));
        }
    }
    Ok((page.last().map(key), keys))
}

/// One step of a round, in a transaction.
type Step<From, To> = fn(&Desk, &mut dyn Tx, DateTime<Utc>, From) -> Result<To, WorkError>;

/// Looks at page after page and does what is owed on it, in a transaction of its own; says how much was done.
pub(in crate::workflow) fn go_round<K>(
    desk: &Desk,
    look: Step<Option<K>, Seen<K>>,
    act: Step<K, usize>,
) -> Result<usize, WorkError>
where
    K: Copy + std::fmt::Display + Send + 'static,
{
    let (mut done, mut after) = (0, None);
    loop {
        let (last, owed) = desk.read(move |desk, tx, now| look(desk, tx, now, after))?;
        if last.is_none() {
            return Ok(done);
        }
        after = last;
        if !owed.is_empty() {
            done += desk.write(move |desk, tx, now| {
                owed.iter().try_fold(0, |sum, key| Ok(sum + one(*key, act(desk, tx, now, *key))?))
            })?;
        }
    }
}

/// One whose dates contradict each other must not keep the reminders of all others back.
fn one(key: impl std::fmt::Display, done: Result<usize, WorkError>) -> Result<usize, WorkError> {
    match done {
        Err(error @ (WorkError::Dates(_) | WorkError::NoController | WorkError::Law(_) | WorkError::Letter(_))) => {
            tracing::error!(of = %key, %error, "no reminder could be made");
            Ok(0)
        }
        done => done,
    }
}
