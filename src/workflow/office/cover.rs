//! Who is at the desk today, and who acts for those who are not.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::access::Permission;
use crate::domain::ids::StaffId;
use crate::domain::office::{absent_on, acting};
use crate::ports::store::Tx;
use crate::ports::store::staff::Staff;
use crate::workflow::casefile::Colleagues;
use crate::workflow::{Desk, WorkError};

/// Everybody and their absences, on one day.
pub struct Cover {
    colleagues: Colleagues,
    today: NaiveDate,
}

impl Cover {
    /// Of the day on which an instant falls where the desk counts its days.
    pub fn on(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>) -> Result<Self, WorkError> {
        Ok(Self { colleagues: Colleagues::read(tx)?, today: desk.today(now)? })
    }

    /// Whether somebody is away.
    pub fn is_away(&self, who: StaffId) -> bool {
        absent_on(who, self.today, self.colleagues.absences()).is_some()
    }

    /// Who acts for somebody: they themselves or whoever stands in. `None` when that is nobody who handles cases.
    pub fn acting(&self, who: StaffId) -> Option<&Staff> {
        let known = |id: StaffId| self.colleagues.of(id);
        let able = |id: StaffId| known(id).is_some_and(|staff| staff.active && (id == who || handles(staff)));
        acting(who, self.today, self.colleagues.absences(), able).and_then(known)
    }

    /// Those who act for some of the people, each once, in their order. When all of them are away and nobody stands in, they
    /// themselves: a word that is read late helps more than one that is never sent.
    pub fn acting_for<'a>(&'a self, people: &[&'a Staff]) -> Vec<&'a Staff> {
        let mut there: Vec<&Staff> = Vec::new();
        for staff in people.iter().filter_map(|staff| self.acting(staff.id)) {
            if !there.iter().any(|known| known.id == staff.id) {
                there.push(staff);
            }
        }
        if there.is_empty() { people.to_vec() } else { there }
    }

    /// Everybody with an account that is not disabled, by name.
    pub fn active(&self) -> Vec<&Staff> {
        self.colleagues.all().into_iter().filter(|staff| staff.active).collect()
    }
}

/// Whether somebody may look after cases.
pub fn handles(staff: &Staff) -> bool {
    staff.role.may(Permission::HandleCases)
}
