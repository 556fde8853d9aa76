//! Teams: making and changing them, and giving cases to them.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::history::{Edit, remember};
use super::people::named;
use crate::domain::access::Permission;
use crate::domain::case::Case;
use crate::domain::ids::{CaseId, StaffId, TeamId};
use crate::domain::office::{SetupArea, difference};
use crate::domain::request::Actor;
use crate::domain::setup::Difference;
use crate::ports::store::teams::Team;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::casefile::Colleagues;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// What is written about a team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamSheet {
    /// What it is called.
    pub name: String,
    /// Who is in it.
    pub members: Vec<StaffId>,
}

/// Makes a team.
pub fn add_team(desk: &Desk, actor: Actor, sheet: &TeamSheet) -> Result<TeamId, WorkError> {
    must(actor, Permission::ManageStaff)?;
    let (name, members) = (named(&sheet.name)?, sheet.members.clone());
    desk.write(move |desk, tx, now| {
        let id = TeamId::new(now, desk.entropy.bytes10());
        let team = Team { id, name, active: true, members: known(tx, members)? };
        tx.add_team(&team).map_err(taken)?;
        let nothing = Team { id, name: String::new(), active: true, members: Vec::new() };
        let changes = team_changes(tx, &nothing, &team)?;
        remember(
            desk,
            tx,
            now,
            actor,
            Edit { area: SetupArea::Team, subject: id.to_string(), name: team.name, changes },
        )?;
        Ok(id)
    })
}

/// Changes the name and the members of a team.
pub fn change_team(desk: &Desk, actor: Actor, id: TeamId, sheet: &TeamSheet) -> Result<(), WorkError> {
    let (name, members) = (named(&sheet.name)?, sheet.members.clone());
    change(desk, actor, id, move |tx, team| Ok(Team { name, members: known(tx, members)?, ..team }))
}

/// Closes a team, so that nothing more is given to it, or opens it again. Its cases stay with it.
pub fn switch_team(desk: &Desk, actor: Actor, id: TeamId, active: bool) -> Result<(), WorkError> {
    change(desk, actor, id, move |_, team| Ok(Team { active, ..team }))
}

fn change(
    desk: &Desk,
    actor: Actor,
    id: TeamId,
    edit: impl FnOnce(&mut dyn Tx, Team) -> Result<Team, WorkError> + Send + 'static,
) -> Result<(), WorkError> {
    must(actor, Permission::ManageStaff)?;
    desk.write(move |desk, tx, now| {
        let before = team(tx, id)?;
        let after = edit(tx, before.clone())?;
        tx.save_team(&after).map_err(taken)?;
        let changes = team_changes(tx, &before, &after)?;
        remember(
            desk,
            tx,
            now,
            actor,
            Edit { area: SetupArea::Team, subject: id.to_string(), name: after.name, changes },
        )
    })
}

/// Gives a case to a team, or takes it from whichever has it. Its owner stays: a team answers where nobody does.
pub fn give_to_team(desk: &Desk, actor: Actor, case: CaseId, to: Option<TeamId>) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        give_to_team_in(desk, tx, now, actor, &case, to)
    })
}

/// The same inside a transaction that does more.
pub(in crate::workflow) fn give_to_team_in(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: &Case,
    to: Option<TeamId>,
) -> Result<(), WorkError> {
    if tx.team_of(case.id)? == to {
        return Ok(());
    }
    let given = to.map(|to| team(tx, to)).transpose()?;
    if given.as_ref().is_some_and(|team| !team.active) {
        return Err(WorkError::field("team", "This team is closed. Choose another one."));
    }
    tx.give_to_team(case.id, to)?;
    let content = json!({ "team": to, "name": given.map(|team| team.name) });
    record(desk, tx, case, now, &Line::of_case(actor, "team_given", content))
}

/// The team that a case was given to, while it is open.
pub fn team_of(tx: &mut dyn Tx, case: CaseId) -> Result<Option<Team>, WorkError> {
    let Some(id) = tx.team_of(case)? else { return Ok(None) };
    Ok(tx.teams()?.into_iter().find(|team| team.id == id && team.active))
}

fn team(tx: &mut dyn Tx, id: TeamId) -> Result<Team, WorkError> {
    Ok(tx.teams()?.into_iter().find(|team| team.id == id).ok_or(StoreError::NotFound)?)
}

/// The people of a list who are at the desk, each once.
fn known(tx: &mut dyn Tx, mut members: Vec<StaffId>) -> Result<Vec<StaffId>, WorkError> {
    members.sort_unstable();
    members.dedup();
    let everybody = tx.all_staff()?;
    if members.iter().any(|member| !everybody.iter().any(|staff| staff.id == *member)) {
        return Err(WorkError::field("members", "Choose people who are at the desk."));
    }
    Ok(members)
}

fn team_changes(tx: &mut dyn Tx, before: &Team, after: &Team) -> Result<Vec<Option<Difference>>, WorkError> {
    let colleagues = Colleagues::read(tx)?;
    let names = |team: &Team| {
        let mut names: Vec<String> = team.members.iter().map(|member| colleagues.name(*member)).collect();
        names.sort_by_key(|name| name.to_lowercase());
        names.join(", ")
    };
    let standing = |team: &Team| if team.active { "Open" } else { "Closed" };
    Ok(vec![
        difference("Name", &before.name, &after.name),
        difference("Members", &names(before), &names(after)),
        difference("Team", standing(before), standing(after)),
    ])
}

fn taken(error: StoreError) -> WorkError {
    match error {
        StoreError::Exists("name") => WorkError::field("name", "There is a team of this name already."),
        other => other.into(),
    }
}
