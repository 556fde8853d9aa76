//! Where notices stand, in sentences for staff; and what the answer to the person may say of them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::clock::words::{local, long_date};
use crate::domain::notice::RecipientsTold;
use crate::domain::request::Request;
use crate::domain::telling::{Telling, TellingState, Way};
use crate::ports::store::Tx;
use crate::workflow::WorkError;

/// What comes next for a notice, as a sentence; empty when nothing does.
pub fn next_step(telling: &Telling, zone: Tz) -> String {
    if let Some(trouble) = &telling.trouble {
        return trouble.clone();
    }
    match telling.state {
        TellingState::Due if telling.way == Some(Way::Task) => "Next: a colleague tells them; see the task.".to_owned(),
        TellingState::Due => "Next: Rightsdesk calls their program.".to_owned(),
        TellingState::Told => upcoming(telling, zone),
        TellingState::Declined => "Next: look into their reason. Tell them again, or record how it ends.".to_owned(),
        TellingState::NoAnswer => "Next: ask them in another way, tell them again, or record how it ends.".to_owned(),
        TellingState::Acknowledged | TellingState::Done | TellingState::Impossible | TellingState::Disproportionate => {
            String::new()
        }
    }
}

fn upcoming(telling: &Telling, zone: Tz) -> String {
    let day = |at: DateTime<Utc>| long_date(local(at, zone));
    let (Some(end), Some(next)) = (telling.ends_at(), telling.next_at()) else { return String::new() };
    let end_words = format!("an answer is awaited until {}; then you are asked what to do", day(end));
    if next < end { format!("Next: a reminder on {}; {end_words}.", day(next)) } else { format!("Next: {end_words}.") }
}

/// Who was told, as the answer says it: everybody whom the notices show as told, and whom staff name beside them.
pub(in crate::workflow) fn told_in_answer(
    tx: &mut dyn Tx,
    request: &Request,
    given: RecipientsTold,
) -> Result<RecipientsTold, WorkError> {
    let tellings = tx.tellings_of(request.id)?;
    if tellings.is_empty() {
        return Ok(given);
    }
    let told = tellings.iter().filter(|telling| telling.was_told());
    let mut names: Vec<String> = told.map(|telling| telling.recipient.clone()).collect();
    if let RecipientsTold::These { names: given } = &given {
        let listed = |name: &&String| !tellings.iter().any(|one| one.recipient.eq_ignore_ascii_case(name.trim()));
        names.extend(given.iter().filter(|name| !name.trim().is_empty()).filter(listed).cloned());
    }
    if !names.is_empty() {
        return Ok(RecipientsTold::These { names });
    }
    let reasons = tellings.iter().map(|one| format!("{}: {}", one.recipient, one.note.reveal()));
    Ok(RecipientsTold::NotPossible { reason: reasons.collect::<Vec<_>>().join(" ") })
}
