//! Teams, and the cases that were given to them.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::tables::{case_teams, team_members, teams};
use crate::adapters::store::link::on_each;
use crate::adapters::store::rows::named::{Table, bytes};
use crate::adapters::store::transaction::Transaction;
use crate::domain::ids::{CaseId, StaffId, TeamId};
use crate::ports::store::StoreError;
use crate::ports::store::teams::{Team, Teams};

const TEAMS: Table = Table("teams");
const MEMBERS: Table = Table("team_members");
const GIVEN: Table = Table("case_teams");

impl Teams for Transaction<'_> {
    fn add_team(&mut self, team: &Team) -> Result<(), StoreError> {
        let row = (teams::id.eq(bytes(team.id.0)), teams::name.eq(team.name.clone()), teams::active.eq(team.active));
        let added = self.change(|link| {
            let insert = diesel::insert_into(teams::table).values(row);
            on_each!(link, c => insert.on_conflict(teams::name).do_nothing().execute(c))
        })?;
        if added == 0 { Err(StoreError::Exists("name")) } else { self.put_members(team) }
    }

    fn save_team(&mut self, team: &Team) -> Result<(), StoreError> {
        let twin = teams::table.filter(teams::name.eq(team.name.clone()).and(teams::id.ne(bytes(team.id.0)))).count();
        if self.ask(|link| twin.get_result::<i64>(link))? > 0 {
            return Err(StoreError::Exists("name"));
        }
        let changes = (teams::name.eq(team.name.clone()), teams::active.eq(team.active));
        let row = teams::table.find(bytes(team.id.0));
        if self.change(|link| diesel::update(row).set(changes).execute(link))? == 0 {
            return Err(StoreError::NotFound);
        }
        let former = team_members::table.filter(team_members::team_id.eq(bytes(team.id.0)));
        self.change(|link| diesel::delete(former).execute(link))?;
        self.put_members(team)
    }

    fn teams(&mut self) -> Result<Vec<Team>, StoreError> {
        let members = team_members::table.order((team_members::team_id, team_members::staff_id));
        let mut inside: BTreeMap<Vec<u8>, Vec<StaffId>> = BTreeMap::new();
        for (team, staff) in self.ask(|link| members.load::<(Vec<u8>, Vec<u8>)>(link))? {
            inside.entry(team).or_default().push(StaffId(MEMBERS.id("staff_id", &staff)?));
        }
        let rows: Vec<(Vec<u8>, String, bool)> = self.ask(|link| teams::table.load(link))?;
        let team = |(id, name, active): (Vec<u8>, String, bool)| {
            let members = inside.remove(&id).unwrap_or_default();
            Ok(Team { id: TeamId(TEAMS.id("id", &id)?), name, active, members })
        };
        let mut all = rows.into_iter().map(team).collect::<Result<Vec<_>, StoreError>>()?;
        // Sorted here, because databases disagree about the order of names.
        all.sort_by_cached_key(|team| (team.name.to_lowercase(), team.id));
        Ok(all)
    }

    fn give_to_team(&mut self, case: CaseId, team: Option<TeamId>) -> Result<(), StoreError> {
        let former = case_teams::table.find(bytes(case.0));
        self.change(|link| diesel::delete(former).execute(link))?;
        let Some(team) = team else { return Ok(()) };
        let row = (case_teams::case_id.eq(bytes(case.0)), case_teams::team_id.eq(bytes(team.0)));
        self.change(|link| diesel::insert_into(case_teams::table).values(row).execute(link)).map(drop)
    }

    fn team_of(&mut self, case: CaseId) -> Result<Option<TeamId>, StoreError> {
        let query = case_teams::table.find(bytes(case.0)).select(case_teams::team_id);
        let team: Option<Vec<u8>> = self.ask(|link| query.first(link).optional())?;
        Ok(GIVEN.maybe_id("team_id", team.as_ref())?.map(TeamId))
    }

    fn is_in_a_team(&mut self, staff: StaffId) -> Result<bool, StoreError> {
        let theirs = team_members::table.filter(team_members::staff_id.eq(bytes(staff.0))).count();
        Ok(self.ask(|link| theirs.get_result::<i64>(link))? > 0)
    }
}

impl Transaction<'_> {
    fn put_members(&mut self, team: &Team) -> Result<(), StoreError> {
        let row =
            |staff: &StaffId| (team_members::team_id.eq(bytes(team.id.0)), team_members::staff_id.eq(bytes(staff.0)));
        for member in &team.members {
            self.change(|link| diesel::insert_into(team_members::table).values(row(member)).execute(link))?;
        }
        Ok(())
    }
}
