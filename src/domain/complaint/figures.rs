//! What the regulator may ask: how many complaints, acknowledged in time, how long, with what outcome (section 164B).

use chrono::NaiveDate;

use super::clock::Clock;
use super::record::Complaint;
use super::state::{State, Verdict};

/// The figures of the complaints received in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Received.
    pub received: usize,
    /// Acknowledged, or answered, within the limit of the law.
    pub in_time: usize,
    /// Too late, or not yet although the limit has passed.
    pub late: usize,
    /// The limit still runs, or the law has none.
    pub running: usize,
    /// Still open.
    pub open: usize,
    /// Taken back by the person.
    pub withdrawn: usize,
    /// Outcomes, in the order of [`Verdict::ALL`].
    pub verdicts: [usize; 3],
    /// The middle of the calendar days from receipt to the first outcome; of two middles the later.
    pub median_days: Option<i64>,
}

/// Adds up complaints and their clocks, as they stand on a day in the controller's zone.
pub fn figures(complaints: &[(Complaint, Clock)], today: NaiveDate) -> Figures {
    let mut figures = Figures { received: complaints.len(), ..Figures::default() };
    let mut days = Vec::new();
    for (complaint, clock) in complaints {
        match clock.in_time(today) {
            Some(true) => figures.in_time += 1,
            Some(false) => figures.late += 1,
            None => figures.running += 1,
        }
        figures.open += usize::from(complaint.state.is_open());
        figures.withdrawn += usize::from(complaint.state == State::Withdrawn);
        let outcome = complaint.verdict.filter(|_| complaint.state == State::OutcomeSent);
        let counted = figures.verdicts.iter_mut().zip(Verdict::ALL);
        counted.filter(|(_, verdict)| outcome == Some(*verdict)).for_each(|(n, _)| *n += 1);
        days.extend(complaint.outcome_at.map(|at| (at - complaint.received_at).num_days()));
    }
    days.sort_unstable();
    figures.median_days = days.get(days.len() / 2).copied();
    figures
}
