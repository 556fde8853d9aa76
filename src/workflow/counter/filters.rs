//! Filters of the queue that people keep, for themselves or for everybody.

use crate::domain::access::Permission;
use crate::domain::ids::{FilterId, StaffId};
use crate::domain::request::Actor;
use crate::ports::store::filters::SavedFilter;
use crate::workflow::{Desk, WorkError};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 60;
/// More than this nobody finds again in a list.
const MOST: usize = 30;

/// Keeps a filter under a name. `query` is the filter as it stands in the address of the queue.
pub fn keep(desk: &Desk, actor: Actor, name: &str, query: &str, shared: bool) -> Result<SavedFilter, WorkError> {
    let staff = whose(actor)?;
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(WorkError::field("name", format!("Give the filter a name of at most {LONGEST_NAME} characters.")));
    }
    if query.is_empty() {
        return Err(WorkError::field("name", "Choose something to filter by first."));
    }
    let query = query.to_owned();
    desk.write(move |desk, tx, now| {
        let own: Vec<SavedFilter> = tx.filters_for(staff)?.into_iter().filter(|filter| filter.staff == staff).collect();
        if own.len() >= MOST {
            return Err(WorkError::field("name", format!("You keep {MOST} filters already. Drop one first.")));
        }
        if own.iter().any(|filter| filter.name.eq_ignore_ascii_case(&name)) {
            return Err(WorkError::field("name", "You have a filter of this name already."));
        }
        let id = FilterId::new(now, desk.entropy.bytes10());
        let filter = SavedFilter { id, staff, name, query, shared, made_at: now };
        tx.add_filter(&filter)?;
        Ok(filter)
    })
}

/// Drops one's own filter.
pub fn drop_own(desk: &Desk, actor: Actor, id: FilterId) -> Result<(), WorkError> {
    let staff = whose(actor)?;
    desk.write(move |_, tx, _| Ok(tx.drop_filter(id, staff)?))
}

fn whose(actor: Actor) -> Result<StaffId, WorkError> {
    let refused = WorkError::NotAllowed(Permission::SeeCases.words());
    actor.staff().filter(|_| actor.may(Permission::SeeCases)).ok_or(refused)
}
