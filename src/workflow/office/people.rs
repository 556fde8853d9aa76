//! One colleague: name, sessions, absences, teams, and what was changed about them.

use super::history::{Edit, Past, past, remember};
use crate::domain::access::Permission;
use crate::domain::ids::StaffId;
use crate::domain::office::{Absence, SetupArea, difference};
use crate::domain::request::Actor;
use crate::domain::setup::Difference;
use crate::ports::store::staff::Staff;
use crate::workflow::assignment::must;
use crate::workflow::{Desk, WorkError};

/// The longest name of anything at the desk, in characters.
const LONGEST_NAME: usize = 100;

/// Somebody with everything that is set up about them.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub staff: Staff,
    /// When they are away, today and later, the earliest first.
    pub absences: Vec<Absence>,
    /// The names of their teams.
    pub teams: Vec<String>,
    /// What was changed about them, the newest first.
    pub past: Vec<Past>,
}

/// Reads somebody.
pub fn person(desk: &Desk, id: StaffId) -> Result<Person, WorkError> {
    desk.read(move |desk, tx, now| {
        let today = desk.today(now)?;
        let absences = tx.absences()?.into_iter().filter(|one| one.staff == id && one.until >= today);
        let teams = tx.teams()?.into_iter().filter(|team| team.active && team.members.contains(&id));
        Ok(Person {
            staff: tx.staff(id)?,
            absences: absences.collect(),
            teams: teams.map(|team| team.name).collect(),
            past: past(tx, None, Some(&id.to_string()))?,
        })
    })
}

/// Changes somebody's name.
pub fn rename(desk: &Desk, actor: Actor, id: StaffId, name: &str) -> Result<(), WorkError> {
    must(actor, Permission::ManageStaff)?;
    let name = named(name)?;
    desk.write(move |desk, tx, now| {
        let before = tx.staff(id)?;
        let after = Staff { name, ..before.clone() };
        tx.save_staff(&after)?;
        let changes = staff_changes(&before, &after);
        remember(
            desk,
            tx,
            now,
            actor,
            Edit { area: SetupArea::Staff, subject: id.to_string(), name: after.name, changes },
        )
    })
}

/// Ends every session of somebody: they must sign in again wherever they are.
pub fn end_sessions(desk: &Desk, actor: Actor, id: StaffId) -> Result<(), WorkError> {
    must(actor, Permission::ManageStaff)?;
    desk.write(move |desk, tx, now| {
        let name = tx.staff(id)?.name;
        let ended = tx.end_sessions_of(id)?;
        let after = if ended == 1 { "1 ended".to_owned() } else { format!("{ended} ended") };
        let changes = vec![difference("Sessions", "", &after)];
        remember(desk, tx, now, actor, Edit { area: SetupArea::Staff, subject: id.to_string(), name, changes })
    })
}

/// What is not the same about somebody; the password only says that it is another one.
pub(in crate::workflow) fn staff_changes(before: &Staff, after: &Staff) -> Vec<Option<Difference>> {
    let account = |staff: &Staff| if staff.active { "In use" } else { "Disabled" };
    vec![
        difference("Name", &before.name, &after.name),
        difference("Role", before.role.name(), after.role.name()),
        difference("Account", account(before), account(after)),
    ]
}

/// A name of somebody or something, without the blanks around it.
pub(in crate::workflow) fn named(typed: &str) -> Result<String, WorkError> {
    let name = typed.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(WorkError::field("name", format!("Enter a name of at most {LONGEST_NAME} characters.")));
    }
    Ok(name.to_owned())
}
