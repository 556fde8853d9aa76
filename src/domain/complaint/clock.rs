//! The clock of a complaint: the statutory limit for the acknowledgement, and the date that we set ourselves for the outcome.

use chrono::{Days, NaiveDate};

use super::record::Complaint;
use super::state::State;
use crate::domain::clock::words::local;
use crate::domain::clock::{History, HistoryError, Reckoning, Terms, reckon};
use crate::domain::right::Right;

/// The regime of the acknowledgement, where UK law applies.
pub const REGIME: &str = "uk-complaint-ack";

/// By what a complaint's dates are counted.
#[derive(Clone, Copy, Debug)]
pub struct Schedule<'a> {
    /// The terms of the acknowledgement; their calendar and zone count for everything else, too.
    pub terms: Terms<'a>,
    /// Whether the law of the controller has such a limit. Where it has none, only our own date stands.
    pub statutory: bool,
    /// Days from receipt to the outcome: our own target, because the law only says "without undue delay".
    pub outcome_days: u16,
}

/// What the clock of a complaint says. All dates are civil dates in the controller's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The limit for the acknowledgement with its explanation; `None` where the law has none.
    pub acknowledgement: Option<Reckoning>,
    /// The day that met the limit: the acknowledgement, or the outcome when that came first.
    pub met_on: Option<NaiveDate>,
    /// Our own date for the outcome.
    pub target: NaiveDate,
    /// The date that staff work towards now; `None` once it is closed.
    pub due: Option<NaiveDate>,
    /// The bare period from receipt, which also gives reminders their start.
    reckoning: Reckoning,
}

impl Clock {
    /// Computes the clock of a complaint. Fails only on a history that cannot be true.
    pub fn of(complaint: &Complaint, schedule: &Schedule<'_>) -> Result<Self, HistoryError> {
        let history = History::new(complaint.received_at);
        // The right matters only to pauses, and this period has none.
        let reckoning = reckon(&history, Right::Access, &schedule.terms)?;
        let zone = schedule.terms.zone;
        let met = complaint.acknowledged_at.into_iter().chain(complaint.outcome_at).min();
        let received = local(complaint.received_at, zone);
        let days = Days::new(u64::from(schedule.outcome_days));
        let mut clock = Self {
            acknowledgement: schedule.statutory.then(|| reckoning.clone()),
            met_on: met.map(|at| local(at, zone)),
            target: received.checked_add_days(days).unwrap_or(received),
            due: None,
            reckoning,
        };
        clock.due = complaint.state.is_open().then(|| clock.in_force(complaint));
        Ok(clock)
    }

    /// The limit of the law until it is met; then the day that the person was promised, else our own date.
    fn in_force(&self, complaint: &Complaint) -> NaiveDate {
        let statutory = self.acknowledgement.as_ref().and_then(|limit| limit.due).filter(|_| self.met_on.is_none());
        statutory.or(complaint.next_by).unwrap_or(self.target)
    }

    /// Whether the law's limit was met in time; `None` where there is none, or while it still runs.
    pub fn in_time(&self, today: NaiveDate) -> Option<bool> {
        let due = self.acknowledgement.as_ref()?.due?;
        match self.met_on {
            Some(met) => Some(met <= due),
            None if today > due => Some(false),
            None => None,
        }
    }

    /// The same as the reckoning that reminders are counted from: the date that staff work towards, read the careful way.
    pub fn to_remind_of(&self, state: State) -> Option<Reckoning> {
        let due = self.due.filter(|_| state.is_open())?;
        let limit = self.acknowledgement.as_ref().filter(|_| self.met_on.is_none());
        let careful = limit.and_then(|limit| limit.careful_due).unwrap_or(due);
        Some(Reckoning {
            first_due: Some(due),
            // Nothing can be extended here, so nobody is asked to decide about it.
            extended: true,
            due: Some(due),
            conservative_due: Some(careful),
            careful_due: Some(careful),
            ..self.reckoning.clone()
        })
    }
}
