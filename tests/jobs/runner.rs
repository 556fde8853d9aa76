//! The threads: woken by work, stopped without loss.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use rightsdesk::domain::right::Right;
use rightsdesk::jobs::{Bell, Pace, Runner, Schedule};
use rightsdesk::ports::mailer::{Accepted, MailError, Mailer, OutgoingMail};
use rightsdesk::ports::store::outbox::MailState;
use rightsdesk::workflow::Desk;

use super::office::Building;

/// Says what it was given.
struct Telling(Mutex<Sender<String>>);

impl Mailer for Telling {
    fn send(&self, mail: &OutgoingMail) -> Result<Accepted, MailError> {
        self.0.lock().expect("no panic").send(mail.message_id.to_string()).expect("the test listens");
        Ok(Accepted { code: None, said: None, repeated: false })
    }
}

const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn a_submission_wakes_the_post_and_stopping_waits_for_what_is_in_hand() {
    let (sender, mails) = channel();
    let building = Building::with_mailer(Telling(Mutex::new(sender)));
    let mut office = building.open();
    let bell = Bell::new();
    office.desk = Desk { wake: bell.waker(), ..office.desk.clone() };
    let pace = Pace { workers: 2, tick: Duration::from_mins(10), lease: TimeDelta::minutes(5) };
    let runner = Runner::start(&office.desk, &office.outside, &bell, pace).expect("threads start");
    let cases: Vec<_> = (0..20).map(|n| office.submit(&format!("p{n}@example.org"), &[Right::Access]).0).collect();
    for _ in &cases {
        mails.recv_timeout(PATIENCE).expect("the bell is heard long before the tick");
    }
    runner.stop();
    assert!(mails.try_recv().is_err(), "each mail once");
    for case in cases {
        assert_eq!(office.mails(case.id)[0].state, MailState::Sent);
    }
}

#[test]
fn the_schedule_only_rings_the_bell() {
    let bell = Arc::new(Bell::new());
    let heard = bell.strokes();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let schedule = Schedule::start((*bell).clone(), Duration::from_secs(1)).await.expect("it starts");
        let waiting = Arc::clone(&bell);
        tokio::task::spawn_blocking(move || waiting.wait(heard, PATIENCE)).await.expect("it rings");
        schedule.stop().await.expect("it stops");
    });
    assert!(bell.strokes() > heard);
}
