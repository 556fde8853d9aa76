//! A clock that goes only when it is told to.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, Utc};
use rightsdesk::ports::time::Clock;

/// Stands at an instant until it is moved. Clones show the same time.
#[derive(Clone, Debug)]
pub struct StoppedClock(Arc<Mutex<DateTime<Utc>>>);

impl StoppedClock {
    /// Stands at an instant written as RFC 3339: `2026-11-22T09:00:00Z`.
    pub fn at(instant: &str) -> Self {
        let instant = DateTime::parse_from_rfc3339(instant).expect("an RFC 3339 instant");
        Self(Arc::new(Mutex::new(instant.to_utc())))
    }

    /// Moves forward, or back with a negative duration.
    pub fn move_by(&self, duration: Duration) {
        *self.0.lock().expect("no test panics while it moves the clock") += duration;
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("no test panics while it moves the clock")
    }
}

#[test]
fn a_stopped_clock_moves_only_when_told() {
    let clock = StoppedClock::at("2026-11-22T09:00:00Z");
    let twin = clock.clone();
    assert_eq!(clock.now(), clock.now());
    twin.move_by(Duration::days(1));
    assert_eq!(clock.now().to_rfc3339(), "2026-11-23T09:00:00+00:00");
}
