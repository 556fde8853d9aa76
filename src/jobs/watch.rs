//! Listening to mailboxes that tell when mail comes, so that nobody waits for the next look.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Bell;
use crate::ports::incoming::{MailBell, MailboxError, Mailboxes, WatchedMailbox};
use crate::ports::store::{self, StoreError};
use crate::workflow::incoming::look_key;
use crate::workflow::{Desk, WorkError};

/// The pause after trouble; the job looks by itself meanwhile.
const PAUSE: Duration = Duration::from_mins(5);

/// Starts the thread that keeps a listener at each mailbox that can tell, and follows the console: within a tick a new mailbox is
/// listened to, and one that is gone, paused or changed is left.
pub fn listen(
    desk: &Desk,
    mailboxes: &Arc<dyn Mailboxes>,
    bell: &Bell,
    tick: Duration,
) -> std::io::Result<JoinHandle<()>> {
    let (desk, mailboxes, bell) = (desk.clone(), Arc::clone(mailboxes), bell.clone());
    thread::Builder::new().name("listen".to_owned()).spawn(move || follow(&desk, &*mailboxes, &bell, tick))
}

/// Somebody who listens to a mailbox until they are told to leave.
struct Listener {
    tells: Arc<dyn MailBell>,
    leave: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

fn follow(desk: &Desk, mailboxes: &dyn Mailboxes, bell: &Bell, tick: Duration) {
    let mut listeners: Vec<Listener> = Vec::new();
    while !bell.is_stopping() {
        let heard = bell.strokes();
        match watched(desk, mailboxes) {
            Ok(now) => arrange(desk, bell, &mut listeners, &now),
            Err(error) => tracing::warn!(%error, "it is not known which mailboxes are watched"),
        }
        bell.wait(heard, tick);
    }
    listeners.into_iter().for_each(Listener::end);
}

fn watched(desk: &Desk, mailboxes: &dyn Mailboxes) -> Result<Vec<WatchedMailbox>, WorkError> {
    Ok(mailboxes.watched(&desk.current()?.kept.mailboxes))
}

/// Lets those go whose mailbox is no longer the same, and sends somebody to each that is new.
fn arrange(desk: &Desk, bell: &Bell, listeners: &mut Vec<Listener>, now: &[WatchedMailbox]) {
    let same = |listener: &Listener, tells: &Arc<dyn MailBell>| Arc::ptr_eq(&listener.tells, tells);
    let is_there = |listener: &Listener| now.iter().filter_map(|one| one.bell.as_ref()).any(|one| same(listener, one));
    for listener in listeners.iter().filter(|listener| !is_there(listener)) {
        listener.leave.store(true, Ordering::Release);
    }
    listeners.retain(|listener| is_there(listener) || !listener.thread.is_finished());
    for mailbox in now {
        let Some(tells) = &mailbox.bell else { continue };
        if listeners.iter().any(|listener| same(listener, tells)) {
            continue;
        }
        match Listener::start(desk, bell, tells, &mailbox.name) {
            Ok(listener) => listeners.push(listener),
            Err(error) => tracing::warn!(mailbox = mailbox.name, %error, "nobody listens to this mailbox"),
        }
    }
}

impl Listener {
    fn start(desk: &Desk, bell: &Bell, tells: &Arc<dyn MailBell>, name: &str) -> std::io::Result<Self> {
        let leave = Arc::new(AtomicBool::new(false));
        let (desk, bell, own, name, left) =
            (desk.clone(), bell.clone(), Arc::clone(tells), name.to_owned(), Arc::clone(&leave));
        let listens = move || until_stopped(&desk, &bell, &*own, &name, &left);
        let thread = thread::Builder::new().name("listen".to_owned()).spawn(listens)?;
        Ok(Self { tells: Arc::clone(tells), leave, thread })
    }

    fn end(self) {
        self.leave.store(true, Ordering::Release);
        if self.thread.join().is_err() {
            tracing::error!("a listener ended in a fault");
        }
    }
}

fn until_stopped(desk: &Desk, bell: &Bell, tells: &dyn MailBell, name: &str, left: &AtomicBool) {
    let goes_on = || !bell.is_stopping() && !left.load(Ordering::Acquire);
    while goes_on() {
        match tells.wait(&goes_on) {
            Ok(true) => hurry(desk, bell, name),
            Ok(false) => {}
            Err(MailboxError::NotOffered { .. }) => {
                tracing::info!(mailbox = name, "this mailbox does not tell of news; it is looked into every minute");
                return;
            }
            Err(error) => {
                tracing::info!(mailbox = name, %error, "nobody listens to this mailbox for some minutes");
                bell.rest(PAUSE);
            }
        }
    }
}

/// Brings the next look forward. Written past the desk and then rung: a write of the desk rings for everybody anyway.
fn hurry(desk: &Desk, bell: &Bell, name: &str) {
    let (key, now) = (look_key(name), desk.clock.now());
    match store::write::<_, StoreError, _>(&*desk.store, move |tx| tx.hurry_job(&key, now)) {
        Ok(()) => bell.ring(),
        Err(error) => tracing::warn!(mailbox = name, %error, "the next look could not be brought forward"),
    }
}
