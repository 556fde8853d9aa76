//! The dates of the desk for other people's calendars: what is due, when, and what has become of it.
//!
//! An appointment names a reference and what is due, and nothing personal: calendars are shared, synchronised and forgotten.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::case::{Case, Reference};
use crate::domain::clock::Reckoning;
use crate::domain::complaint::{Clock, Complaint};
use crate::domain::ids::{DeferredId, FeedId, StaffId, instant_of};
use crate::domain::request::Request;
use crate::domain::right::Right;

/// A calendar feed: an address that whoever knows it can read, until it is revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its identifier.
    pub id: FeedId,
    /// Who made it. It works while they may sign in and see cases.
    pub staff: StaffId,
    /// Whose dates stand in it.
    pub reach: Reach,
    /// SHA-256 of the secret in its address.
    pub token_hash: [u8; 32],
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When a calendar program last fetched it, to the nearest minutes.
    pub fetched_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Whose dates stand in a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The cases that its maker looks after.
    Own,
    /// All cases of a controller, by its id.
    Controller(String),
    /// All cases of the desk: the team's calendar.
    Team,
}

impl Reach {
    /// Whether a case stands in a feed of this reach that `maker` made.
    pub fn covers(&self, case: &Case, maker: StaffId) -> bool {
        match self {
            Self::Own => case.owner == Some(maker),
            Self::Controller(id) => *id == case.controller,
            Self::Team => true,
        }
    }
}

/// What is due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matter {
    /// The answer to a request, by law.
    Answer,
    /// The answer to a request, by the company's own date.
    Internal,
    /// The acknowledgement of a complaint, by law.
    Acknowledgement,
    /// The outcome of a complaint, by the company's own date or as promised.
    Outcome,
    /// The erasure of what had to be kept for some time.
    Later,
}

impl Matter {
    /// The name in an identifier; it never changes, because calendars know an appointment by it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Answer => "due",
            Self::Internal => "internal",
            Self::Acknowledgement => "acknowledgement",
            Self::Outcome => "outcome",
            Self::Later => "later",
        }
    }

    /// What a calendar shows behind the reference.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Answer => "due by law",
            Self::Internal => "our own date",
            Self::Acknowledgement => "complaint: acknowledge by law",
            Self::Outcome => "complaint: outcome",
            Self::Later => "what was kept is erased",
        }
    }
}

/// One day on which something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// What people quote.
    pub reference: Reference,
    /// The right's code, or `complaint`.
    pub part: &'static str,
    /// What tells several of a kind in one case apart; empty where there can be one only.
    pub one_of: String,
    /// What is due.
    pub matter: Matter,
    /// The civil day in the controller's zone.
    pub on: NaiveDate,
    /// Whether it is met or no longer owed.
    pub met: bool,
    /// Rises whenever the day moves (RFC 5545, section 3.8.7.4).
    pub sequence: i64,
    /// When anything last changed.
    pub changed: DateTime<Utc>,
}

impl Appointment {
    /// What makes it the same appointment however often it is read: `JR-26-7K4M-2-access-due`.
    pub fn key(&self) -> String {
        format!("{}-{}-{}{}", self.reference, self.part, self.matter.code(), self.one_of)
    }

    /// What a calendar shows.
    pub fn title(&self) -> String {
        match self.matter {
            Matter::Answer | Matter::Internal | Matter::Later => {
                format!("{} {}: {}", self.reference, self.part, self.matter.words())
            }
            Matter::Acknowledgement | Matter::Outcome => format!("{} {}", self.reference, self.matter.words()),
        }
    }
}

/// A number that rises with every event, and without one when the day moves later, as when a public holiday is added.
fn sequence(version: i64, received: DateTime<Utc>, on: NaiveDate) -> i64 {
    const DAYS: i64 = 4_000;
    let days = (on - received.date_naive()).num_days().clamp(0, DAYS - 1);
    version.saturating_mul(DAYS).saturating_add(days)
}

/// The appointments of a request. There is none while its clock has not started or is paused.
pub fn of_request(
    reference: &Reference,
    request: &Request,
    reckoning: &Reckoning,
    changed: DateTime<Utc>,
) -> Vec<Appointment> {
    let appointment = |(matter, on): (Matter, NaiveDate)| Appointment {
        reference: reference.clone(),
        part: request.right.code(),
        one_of: String::new(),
        matter,
        on,
        met: !request.state.is_open(),
        sequence: sequence(request.version, request.history.received, on),
        changed,
    };
    let own = reckoning.internal_due.filter(|_| reckoning.due.is_some()).map(|on| (Matter::Internal, on));
    reckoning.due.map(|on| (Matter::Answer, on)).into_iter().chain(own).map(appointment).collect()
}

/// The appointments of a complaint.
pub fn of_complaint(
    reference: &Reference,
    complaint: &Complaint,
    clock: &Clock,
    changed: DateTime<Utc>,
) -> Vec<Appointment> {
    let closed = !complaint.state.is_open();
    let appointment = |matter, on, met| Appointment {
        reference: reference.clone(),
        part: "complaint",
        one_of: String::new(),
        matter,
        on,
        met,
        sequence: sequence(complaint.version, complaint.received_at, on),
        changed,
    };
    let limit = clock.acknowledgement.as_ref().and_then(|limit| limit.due);
    let limit = limit.map(|on| appointment(Matter::Acknowledgement, on, closed || clock.met_on.is_some()));
    let outcome = appointment(Matter::Outcome, complaint.next_by.unwrap_or(clock.target), closed);
    limit.into_iter().chain([outcome]).collect()
}

/// The appointment of an erasure that waits for its day: the day after the last one on which something is kept.
pub fn of_deferred(
    reference: &Reference,
    id: DeferredId,
    last_day: NaiveDate,
    done_at: Option<DateTime<Utc>>,
) -> Appointment {
    let made = instant_of(id.0).unwrap_or_default();
    Appointment {
        reference: reference.clone(),
        part: Right::Erasure.code(),
        one_of: format!("-{id}"),
        matter: Matter::Later,
        on: last_day.succ_opt().unwrap_or(last_day),
        met: done_at.is_some(),
        sequence: i64::from(done_at.is_some()),
        changed: done_at.unwrap_or(made),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_sequence_rises_when_the_day_moves_and_with_every_event() {
        let received = "2026-11-04T14:12:00Z".parse().unwrap();
        let at = |version, on: &str| sequence(version, received, day(on));
        assert!(at(3, "2026-12-07") > at(3, "2026-12-04"), "a public holiday was added");
        assert!(at(4, "2026-12-01") > at(3, "2027-02-04"), "an event moved it earlier");
        assert!(at(1, "2026-11-01") >= 4_000, "a day before the receipt counts as none");
    }

    #[test]
    fn what_was_kept_is_erased_on_the_day_after_its_last_and_several_are_told_apart() {
        let reference = Reference::new("JR", 2026, [1, 2, 3, 4]);
        let made = "2026-11-22T10:00:00Z".parse().unwrap();
        let [one, other] = [[1; 10], [2; 10]].map(|chance| DeferredId::new(made, chance));
        let owed = of_deferred(&reference, one, day("2032-04-05"), None);
        assert_eq!((owed.on, owed.met, owed.changed), (day("2032-04-06"), false, made));
        assert_eq!(owed.title(), format!("{reference} erasure: what was kept is erased"));
        assert_ne!(owed.key(), of_deferred(&reference, other, day("2032-04-05"), None).key());
        let done = of_deferred(&reference, one, day("2032-04-05"), Some(made));
        assert!(done.met && done.sequence > owed.sequence && done.key() == owed.key());
    }

    #[test]
    fn the_key_and_the_title_hold_the_reference_and_nothing_else_of_the_case() {
        let appointment = Appointment {
            reference: Reference::new("JR", 2026, [1, 2, 3, 4]),
            part: "access",
            one_of: String::new(),
            matter: Matter::Answer,
            on: day("2026-12-04"),
            met: false,
            sequence: 1,
            changed: "2026-11-04T14:12:00Z".parse().unwrap(),
        };
        let reference = appointment.reference.to_string();
        assert_eq!(appointment.key(), format!("{reference}-access-due"));
        assert_eq!(appointment.title(), format!("{reference} access: due by law"));
    }
}
