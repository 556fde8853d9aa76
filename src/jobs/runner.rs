//! The threads.

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::TimeDelta;

use super::watch;
use super::worker::{Duty, Worker};
use super::{Bell, Outside};
use crate::workflow::Desk;

/// How many, how often, how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Threads for jobs; one more looks after the mail alone.
    pub workers: u16,
    /// The longest rest between two looks for work that nobody announced.
    pub tick: Duration,
    /// How long work is held: after a crash, so long until somebody else takes it up.
    pub lease: TimeDelta,
}

/// Threads at work. Dropping it leaves them working; [`Runner::stop`] ends them.
pub struct Runner {
    bell: Bell,
    threads: Vec<JoinHandle<()>>,
}

impl Runner {
    /// Puts the threads to work. `bell` is the one that the desk rings.
    pub fn start(desk: &Desk, outside: &Outside, bell: &Bell, pace: Pace) -> std::io::Result<Self> {
        let worker = Arc::new(Worker::new(desk.clone(), outside.clone(), bell.clone(), pace.lease));
        let duties = [("post".to_owned(), Duty::Post)];
        let duties = duties.into_iter().chain((1..=pace.workers).map(|n| (format!("job-{n}"), Duty::Everything)));
        let start = |(name, duty)| {
            let (worker, bell) = (Arc::clone(&worker), bell.clone());
            thread::Builder::new().name(name).spawn(move || work(&worker, &bell, duty, pace.tick))
        };
        let mut threads = duties.map(start).collect::<Result<Vec<_>, _>>()?;
        threads.push(watch::listen(desk, &outside.mailboxes, bell, pace.tick)?);
        Ok(Self { bell: bell.clone(), threads })
    }

    /// Lets every thread finish the mail or job in hand, and waits for them. Work that is not begun stays for the next start.
    pub fn stop(self) {
        self.bell.stop();
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a worker ended in a fault");
            }
        }
    }
}

fn work(worker: &Worker, bell: &Bell, duty: Duty, tick: Duration) {
    while !bell.is_stopping() {
        let heard = bell.strokes();
        match worker.round(duty) {
            Ok(true) => {}
            Ok(false) => bell.wait(heard, worker.rest(tick).unwrap_or(tick)),
            // The database is gone or full. Everything is still there; the next look may find it well again.
            Err(error) => {
                tracing::error!(%error, "no work could be done");
                bell.wait(bell.strokes(), tick.min(Duration::from_secs(5)));
            }
        }
    }
}
