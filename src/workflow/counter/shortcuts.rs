//! Keys that lead to pages: on for everybody until they switch them off (WCAG 2.1.4).

use crate::domain::access::Permission;
use crate::domain::ids::StaffId;
use crate::domain::request::Actor;
use crate::ports::store::Tx;
use crate::workflow::{Desk, WorkError};

/// Whether somebody's keys lead to pages.
pub fn are_on(tx: &mut dyn Tx, staff: StaffId) -> Result<bool, WorkError> {
    Ok(tx.setting(&name(staff))?.is_none())
}

/// Switches one's own keys on or off.
pub fn switch(desk: &Desk, actor: Actor, on: bool) -> Result<(), WorkError> {
    let me = actor.staff().ok_or(WorkError::NotAllowed(Permission::SeeCases.words()))?;
    desk.write(move |_, tx, _| Ok(tx.put_setting(&name(me), (!on).then_some("off"))?))
}

fn name(staff: StaffId) -> String {
    format!("shortcuts:{staff}")
}
