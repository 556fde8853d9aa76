//! Listening to mailboxes that tell when mail comes, so that nobody waits for the next look.

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{Bell, fetch};
use crate::ports::incoming::{MailBell, MailboxError, WatchedMailbox};
use crate::ports::store::{self, StoreError};
use crate::workflow::Desk;

/// The pause after trouble; the job looks by itself meanwhile.
const PAUSE: Duration = Duration::from_mins(5);

/// Starts one listening thread for each mailbox that can tell.
pub fn listen(desk: &Desk, mailboxes: &[WatchedMailbox], bell: &Bell) -> std::io::Result<Vec<JoinHandle<()>>> {
    let mut threads = Vec::new();
    for mailbox in mailboxes {
        let Some(tells) = &mailbox.bell else { continue };
        let (desk, bell, tells, name) = (desk.clone(), bell.clone(), Arc::clone(tells), mailbox.name.clone());
        threads.push(thread::Builder::new().name("listen".to_owned()).spawn(move || {
            until_stopped(&desk, &bell, &*tells, &name);
        })?);
    }
    Ok(threads)
}

fn until_stopped(desk: &Desk, bell: &Bell, tells: &dyn MailBell, name: &str) {
    while !bell.is_stopping() {
        match tells.wait(&|| !bell.is_stopping()) {
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
    let (key, now) = (fetch::key(name), desk.clock.now());
    match store::write::<_, StoreError, _>(&*desk.store, move |tx| tx.hurry_job(&key, now)) {
        Ok(()) => bell.ring(),
        Err(error) => tracing::warn!(mailbox = name, %error, "the next look could not be brought forward"),
    }
}
