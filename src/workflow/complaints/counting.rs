//! Counting complaints for the regulator (Data Protection Act 2018, section 164B) and for ourselves.

use chrono::{NaiveDate, NaiveTime, TimeZone, Utc};

use super::schedule;
use crate::domain::clock::words::end_of;
use crate::domain::complaint::{Clock, Complaint, Figures, figures};
use crate::domain::controller::Controller;
use crate::ports::store::Tx;
use crate::workflow::{Desk, WorkError};

/// A period of civil days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// The figures of one controller.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The controller's id.
    pub controller: String,
    /// Its name.
    pub brand: String,
    /// The figures.
    pub figures: Figures,
}

/// Counts the complaints that reached each controller in a period, days counted in the controller's own zone.
pub fn count(desk: &Desk, period: Period) -> Result<Vec<Counted>, WorkError> {
    desk.read(move |desk, tx, now| {
        let mut all = Vec::new();
        for controller in desk.controllers.values() {
            let today = desk.local_date(controller, now)?;
            let complaints = received(desk, tx, controller, period)?;
            all.push(Counted {
                controller: controller.id.clone(),
                brand: controller.brand.clone(),
                figures: figures(&complaints, today),
            });
        }
        Ok(all)
    })
}

fn received(
    desk: &Desk,
    tx: &mut dyn Tx,
    controller: &Controller,
    period: Period,
) -> Result<Vec<(Complaint, Clock)>, WorkError> {
    let schedule = schedule(desk, controller)?;
    let zone = schedule.terms.zone;
    let midnight = period.from.and_time(NaiveTime::MIN);
    // Where clocks go forward at midnight, the day begins at the first instant there is.
    let from =
        zone.from_local_datetime(&midnight).earliest().map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc));
    let until = end_of(period.until, zone).unwrap_or(from);
    let complaints = tx.complaints_received(Some(&controller.id), from, until)?;
    complaints
        .into_iter()
        .map(|complaint| Clock::of(&complaint, &schedule).map(|clock| (complaint, clock)).map_err(WorkError::from))
        .collect()
}
