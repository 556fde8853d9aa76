//! What notices to recipients owe by the calendar: reminders, and their end. Looked at every hour; each reminder is one logical
//! mail.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::sending::{ask_for_help, queue_letter};
use crate::domain::ids::TellingId;
use crate::domain::notice::Cause;
use crate::domain::request::Actor;
use crate::domain::telling::{Due, Happening, Telling};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::casework::case_of;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// Notices looked at in one run; the rest have their turn in the next.
const AT_ONCE: i64 = 500;

/// Reminds and ends whatever is owed now; says how many notices it was.
pub fn tend(desk: &Desk) -> Result<usize, WorkError> {
    let owed = desk.read(|_, tx, now| Ok(tx.tellings_owed(now, AT_ONCE)?))?;
    let mut tended = 0;
    for telling in owed {
        match desk.write(move |desk, tx, now| tend_one(desk, tx, now, telling.id)) {
            Ok(()) => tended += 1,
            // Somebody answered at this moment: nothing is owed any more.
            Err(WorkError::Store(StoreError::Conflict)) => {}
            // One notice that cannot be written must not keep the reminders of all others back.
            Err(error @ (WorkError::NoController | WorkError::Law(_) | WorkError::Letter(_))) => {
                tracing::error!(telling = %telling.id, %error, "a notice to a recipient could not be tended");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(tended)
}

fn tend_one(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, id: TellingId) -> Result<(), WorkError> {
    let Some(telling) = tx.telling(id)? else { return Ok(()) };
    match telling.owed_at(now) {
        Some(Due::Reminder(n)) => remind(desk, tx, now, telling, n),
        Some(Due::End) => end(desk, tx, now, &telling),
        None => Ok(()),
    }
}

fn remind(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, telling: Telling, n: u16) -> Result<(), WorkError> {
    let telling = Telling { reminded: n, ..telling };
    tx.save_telling(&telling)?;
    // Somebody who has written is waited for by staff; a reminder would be rude.
    if telling.trouble.is_some() {
        return Ok(());
    }
    let (request, case) = case_of(tx, telling.request)?;
    queue_letter(desk, tx, now, (&case, &request), &telling)?;
    let about = json!({ "recipient": telling.recipient, "reminder": n });
    record(desk, tx, &case, now, &Line::of_request(request.id, Actor::System, "recipient_reminded", about))
}

fn end(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, telling: &Telling) -> Result<(), WorkError> {
    let silent = telling.after(Happening::Unanswered, None, now)?;
    tx.save_telling(&silent)?;
    let case = tx.case(silent.case)?;
    let about = json!({ "recipient": silent.recipient });
    record(desk, tx, &case, now, &Line::of_request(silent.request, Actor::System, "recipient_silent", about))?;
    ask_for_help(desk, tx, now, &case, &silent, Cause::NoReply)
}
