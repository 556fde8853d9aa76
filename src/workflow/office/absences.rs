//! Saying that somebody is away and who stands in, and taking it back.

use chrono::NaiveDate;

use super::cover::handles;
use super::history::{Edit, remember};
use crate::domain::access::Permission;
use crate::domain::clock::words::long_date;
use crate::domain::ids::{AbsenceId, StaffId};
use crate::domain::office::{Absence, SetupArea, check_absence, difference};
use crate::domain::request::Actor;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::{Desk, WorkError};

/// Somebody will be away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewAbsence {
    /// Who.
    pub staff: StaffId,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Who stands in.
    pub deputy: Option<StaffId>,
}

/// Notes that somebody is away. From the first to the last day their reminders and the cases that are given to them go to
/// whoever stands in.
pub fn go_away(desk: &Desk, actor: Actor, new: NewAbsence) -> Result<(), WorkError> {
    must(actor, Permission::ManageStaff)?;
    desk.write(move |desk, tx, now| {
        let NewAbsence { staff, from, until, deputy } = new;
        let absence = Absence { id: AbsenceId::new(now, desk.entropy.bytes10()), staff, from, until, deputy };
        check_absence(&absence, &tx.absences()?, desk.today(now)?)
            .map_err(|fault| WorkError::field(fault.field(), fault.to_string()))?;
        if let Some(deputy) = deputy {
            let deputy = tx.staff(deputy)?;
            if !deputy.active || !handles(&deputy) {
                return Err(WorkError::field("deputy", "Choose somebody who handles cases and has an account in use."));
            }
        }
        let words = words(tx, &absence)?;
        let name = tx.staff(staff)?.name;
        tx.add_absence(&absence)?;
        let changes = vec![difference("Away", "", &words)];
        remember(desk, tx, now, actor, Edit { area: SetupArea::Absence, subject: staff.to_string(), name, changes })
    })
}

/// Takes an absence out: they are back, or do not go.
pub fn come_back(desk: &Desk, actor: Actor, staff: StaffId, id: AbsenceId) -> Result<(), WorkError> {
    must(actor, Permission::ManageStaff)?;
    desk.write(move |desk, tx, now| {
        let known = tx.absences()?.into_iter().find(|one| one.id == id && one.staff == staff);
        let absence = known.ok_or(StoreError::NotFound)?;
        let words = words(tx, &absence)?;
        let name = tx.staff(staff)?.name;
        tx.remove_absence(id)?;
        let changes = vec![difference("Away", &words, "")];
        remember(desk, tx, now, actor, Edit { area: SetupArea::Absence, subject: staff.to_string(), name, changes })
    })
}

/// "4 December 2026 to 11 December 2026; Ruth Calder stands in".
fn words(tx: &mut dyn Tx, absence: &Absence) -> Result<String, WorkError> {
    let days = format!("{} to {}", long_date(absence.from), long_date(absence.until));
    let deputy = absence.deputy.map(|deputy| tx.staff(deputy)).transpose()?;
    Ok(match deputy {
        Some(deputy) => format!("{days}; {} stands in", deputy.name),
        None => format!("{days}; nobody stands in"),
    })
}
