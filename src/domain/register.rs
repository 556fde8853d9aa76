//! The register of requests: what can be shown about each one when its contents have long been destroyed.
//!
//! It follows California's list (11 CCR 7101(b)): date, nature and manner of the request, date and nature of the response,
//! ground of a denial. A regulator of the EU or the United Kingdom asks for no more (Article 5(2)). Nothing in it is personal.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::domain::case::{Case, Channel};
use crate::domain::clock::words::local;
use crate::domain::ids::RequestId;
use crate::domain::report::{Spent, Stage};
use crate::domain::request::{Request, State};
use crate::domain::right::Right;

/// One request in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterEntry {
    /// The request.
    pub request: RequestId,
    /// Whose register.
    pub controller: String,
    /// The reference of the case.
    pub reference: String,
    /// Its nature.
    pub right: Right,
    /// How it came.
    pub channel: Channel,
    /// The law it is answered under; empty for one from before the register was kept.
    pub regime: String,
    /// Its version.
    pub regime_version: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// The due date in force, a civil date in the controller's zone; `None` while the clock waits for the person. An ended request
    /// keeps the one it ended with.
    pub due: Option<NaiveDate>,
    /// Whether the limit was extended.
    pub extended: bool,
    /// Where it stands, or how it ended.
    pub state: State,
    /// The code of the ground on which it was refused.
    pub ground: Option<String>,
    /// When it was answered or ended.
    pub closed_at: Option<DateTime<Utc>>,
    /// The civil day of that, in the controller's zone.
    pub closed_on: Option<NaiveDate>,
    /// Since when it is in its stage; `None` for one from before time was measured.
    pub since: Option<DateTime<Utc>>,
    /// What was spent in the stages that it has left.
    pub spent: Spent,
}

/// Which entries: by the instant of receipt, from the first to before the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first instant.
    pub from: DateTime<Utc>,
    /// The first instant that is too late.
    pub until: DateTime<Utc>,
    /// One controller's, or everybody's.
    pub controller: Option<String>,
}

/// What a regulator asks for a period, for one right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Received.
    pub received: usize,
    /// Answered as asked.
    pub fulfilled: usize,
    /// Refused.
    pub refused: usize,
    /// Taken back by the person.
    pub withdrawn: usize,
    /// Ended because an answer never came.
    pub lapsed: usize,
    /// Still open.
    pub open: usize,
    /// Extended.
    pub extended: usize,
    /// Answered after the due date.
    pub late: usize,
    /// Days from receipt to the answer, in the middle of all answered ones; `None` while none is.
    pub median_days: Option<i64>,
    /// The same on average, rounded.
    pub mean_days: Option<i64>,
    /// Refusals by the code of their ground.
    pub grounds: BTreeMap<String, usize>,
}

impl RegisterEntry {
    /// The entry of a request as it now stands. A refusal's ground stays until the request is opened again.
    pub fn of(
        case: &Case,
        request: &Request,
        before: Option<&Self>,
        due: Option<NaiveDate>,
        ground: Option<&str>,
    ) -> Self {
        let kept = before.filter(|_| request.state == State::Refused).and_then(|before| before.ground.clone());
        let applied = request.history.applied.clone();
        let (regime, regime_version) = applied.map_or_else(Default::default, |law| (law.regime, law.version));
        Self {
            request: request.id,
            controller: case.controller.clone(),
            reference: case.reference.to_string(),
            right: request.right,
            channel: case.channel,
            regime,
            regime_version,
            received_at: request.history.received,
            due: due.or_else(|| before.filter(|_| !request.state.is_open()).and_then(|before| before.due)),
            extended: request.history.extension.is_some(),
            state: request.state,
            ground: ground.map(str::to_owned).or(kept),
            closed_at: request.closed_at,
            closed_on: before.and_then(|before| before.closed_on),
            since: before.map_or(Some(request.history.received), |before| before.since),
            spent: before.map_or_else(Spent::default, |before| before.spent),
        }
    }

    /// The same with the time counted that it spent in the state it has just left, at an instant in the controller's zone.
    #[must_use]
    pub fn moved(mut self, from: State, at: DateTime<Tz>) -> Self {
        self.closed_on = self.closed_at.map(|closed| local(closed, at.timezone()));
        if from != self.state
            && let Some(since) = self.since
        {
            if let Some(stage) = Stage::of(from) {
                self.spent.add(stage, at.to_utc() - since);
            }
            self.since = Some(at.to_utc());
        }
        self
    }

    /// Whole days from receipt to the answer.
    pub fn days(&self) -> Option<i64> {
        Some((self.closed_at? - self.received_at).num_days())
    }

    /// Whether it was answered after its due date, or is open past it on a day.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let answered = self.closed_on.unwrap_or(today);
        self.due.is_some_and(|due| answered > due)
    }
}

/// Counts entries, right by right.
#[derive(Clone, Debug, Default)]
pub struct Counting(BTreeMap<Right, (Counts, Vec<i64>)>);

impl Counting {
    /// Takes one entry in. `today` decides whether an open one is late.
    pub fn add(&mut self, entry: &RegisterEntry, today: NaiveDate) {
        // Whoever asks twice is counted where they are answered.
        if entry.state == State::Joined {
            return;
        }
        let (counts, days) = self.0.entry(entry.right).or_default();
        counts.received += 1;
        counts.extended += usize::from(entry.extended);
        counts.late += usize::from(entry.is_late(today));
        let ended = match entry.state {
            State::Fulfilled => &mut counts.fulfilled,
            State::Refused => &mut counts.refused,
            State::Withdrawn => &mut counts.withdrawn,
            State::Lapsed => &mut counts.lapsed,
            _ => &mut counts.open,
        };
        *ended += 1;
        if let Some(ground) = &entry.ground {
            *counts.grounds.entry(ground.clone()).or_default() += 1;
        }
        let answered = matches!(entry.state, State::Fulfilled | State::Refused);
        days.extend(entry.days().filter(|_| answered));
    }

    /// The counts of each right that was used.
    pub fn finish(self) -> BTreeMap<Right, Counts> {
        let finish = |(right, (counts, mut days)): (Right, (Counts, Vec<i64>))| {
            days.sort_unstable();
            let n = i64::try_from(days.len()).unwrap_or(i64::MAX);
            let mean_days = (n > 0).then(|| (days.iter().sum::<i64>() + n / 2) / n);
            (right, Counts { median_days: days.get(days.len() / 2).copied(), mean_days, ..counts })
        };
        self.0.into_iter().map(finish).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(state: State, received: &str, closed: Option<&str>) -> RegisterEntry {
        RegisterEntry {
            request: RequestId::new(DateTime::UNIX_EPOCH, [0; 10]),
            controller: "justroo".into(),
            reference: "JR-26-7K4M-2".into(),
            right: Right::Access,
            channel: Channel::Form,
            regime: "uk-gdpr".into(),
            regime_version: "2026-02-05".into(),
            received_at: received.parse().unwrap(),
            due: Some("2026-03-02".parse().unwrap()),
            extended: false,
            state,
            ground: (state == State::Refused).then(|| "excessive".into()),
            closed_at: closed.map(|at| at.parse().unwrap()),
            closed_on: closed.map(|at| at.parse::<DateTime<Utc>>().unwrap().date_naive()),
            since: Some(received.parse().unwrap()),
            spent: Spent::default(),
        }
    }

    #[test]
    fn counts_say_how_requests_ended_and_how_long_it_took() {
        let mut counting = Counting::default();
        let today = "2026-03-10".parse().unwrap();
        for (state, closed) in [
            (State::Fulfilled, Some("2026-02-12T09:00:00Z")),
            (State::Fulfilled, Some("2026-03-04T09:00:00Z")),
            (State::Refused, Some("2026-02-22T09:00:00Z")),
            (State::Withdrawn, Some("2026-02-03T09:00:00Z")),
            (State::Reviewing, None),
            (State::Joined, Some("2026-02-03T09:00:00Z")),
        ] {
            counting.add(&entry(state, "2026-02-02T09:00:00Z", closed), today);
        }
        let counts = &counting.finish()[&Right::Access];
        assert_eq!((counts.received, counts.fulfilled, counts.refused, counts.withdrawn, counts.open), (5, 2, 1, 1, 1));
        assert_eq!((counts.median_days, counts.mean_days, counts.late), (Some(20), Some(20), 2));
        assert_eq!(counts.grounds["excessive"], 1);
    }

    #[test]
    fn time_is_counted_for_the_stage_that_a_request_leaves() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap().with_timezone(&Tz::Europe__London);
        let start = entry(State::Verifying, "2026-07-01T09:00:00Z", None);
        let asked = start.moved(State::Received, at("2026-07-02T09:00:00Z"));
        let found =
            RegisterEntry { state: State::Gathering, ..asked }.moved(State::Verifying, at("2026-07-05T09:00:00Z"));
        let same = found.clone().moved(State::Gathering, at("2026-07-09T09:00:00Z"));
        assert_eq!(same, found, "an event that moves nothing counts nothing");
        let end = "2026-07-06T23:30:00Z";
        let closed = RegisterEntry { state: State::Fulfilled, closed_at: Some(end.parse().unwrap()), ..found };
        let closed = closed.moved(State::Gathering, at(end));
        assert_eq!(closed.closed_on, Some("2026-07-07".parse().unwrap()), "London is an hour ahead in summer");
        let spent = Stage::ALL.map(|stage| closed.spent.of(stage));
        assert_eq!(spent, [86_400, 3 * 86_400, 86_400 + 52_200, 0, 0]);
        let reopened = RegisterEntry { state: State::Received, closed_at: None, ..closed.clone() };
        let reopened = reopened.moved(State::Fulfilled, at("2026-08-01T09:00:00Z"));
        assert_eq!((reopened.closed_on, reopened.spent), (None, closed.spent), "nobody had it while it was closed");
    }
}
