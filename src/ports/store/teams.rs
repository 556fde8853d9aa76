//! Teams, and the cases that were given to them.

use super::StoreError;
use crate::domain::ids::{CaseId, StaffId, TeamId};

/// Colleagues who look after cases together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its identifier.
    pub id: TeamId,
    /// What it is called.
    pub name: String,
    /// Whether cases can be given to it.
    pub active: bool,
    /// Who is in it, in the order of their identifiers.
    pub members: Vec<StaffId>,
}

/// Teams and their cases.
pub trait Teams {
    /// Adds a team with its members; [`StoreError::Exists`] with `"name"` when there is one of this name.
    fn add_team(&mut self, team: &Team) -> Result<(), StoreError>;
    /// Saves name, members and whether it is active; [`StoreError::Exists`] with `"name"` when another one is called so.
    fn save_team(&mut self, team: &Team) -> Result<(), StoreError>;
    /// Every team, by name.
    fn teams(&mut self) -> Result<Vec<Team>, StoreError>;
    /// Gives a case to a team, or takes it from whichever has it.
    fn give_to_team(&mut self, case: CaseId, team: Option<TeamId>) -> Result<(), StoreError>;
    /// The team that a case was given to.
    fn team_of(&mut self, case: CaseId) -> Result<Option<TeamId>, StoreError>;
    /// Whether somebody is in a team.
    fn is_in_a_team(&mut self, staff: StaffId) -> Result<bool, StoreError>;
}
