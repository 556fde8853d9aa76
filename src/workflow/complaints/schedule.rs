//! By which dates a controller's complaints are counted.

use crate::domain::complaint::{Clock, Complaint, REGIME, Schedule};
use crate::domain::controller::Controller;
use crate::ports::store::cases::DueDates;
use crate::workflow::{Desk, WorkError};

/// The statutory limit where the controller answers under UK law, and the desk's own days to the outcome everywhere.
pub fn schedule<'a>(desk: &'a Desk, controller: &Controller) -> Result<Schedule<'a>, WorkError> {
    let statutory = controller.regimes.iter().any(|regime| regime.starts_with("uk"));
    let terms = if statutory { desk.law.terms_of(controller, REGIME)? } else { desk.terms(controller)? };
    Ok(Schedule { terms, statutory, outcome_days: desk.settings.complaint_days })
}

/// What the store keeps beside a complaint for sorting. A closed one is due no more.
pub fn dates(complaint: &Complaint, schedule: &Schedule<'_>) -> Result<DueDates, WorkError> {
    let due = Clock::of(complaint, schedule)?.due;
    Ok(DueDates { due, sort: due, ..DueDates::default() })
}
