//! What becomes of the request when its package was taken, or is fetched by the person instead.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::package::announce_portable;
use crate::domain::language::Language;
use crate::domain::notice::PortableDelivery;
use crate::domain::request::{Actor, Command, Deed, Outcome, Request, State};
use crate::domain::transmission::{Confirmation, Transmission, Turn};
use crate::ports::receivers::Taken;
use crate::ports::store::Tx;
use crate::workflow::casework::{case_of, give_in};
use crate::workflow::journal::{Line, record};
use crate::workflow::notices::Matter;
use crate::workflow::{Desk, WorkError};

/// The receiver took it: that is the answer, and the letter says what they confirmed and no more.
pub(super) fn accepted(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    due: &Transmission,
    taken: Taken,
) -> Result<(), WorkError> {
    let confirmation = Confirmation { status: taken.status, receipt: taken.receipt, at: now };
    let tries = due.tries.saturating_add(1);
    let done = Transmission { tries, confirmation: Some(confirmation), ..due.after(Turn::Accepted, now)? };
    tx.save_transmission(&done)?;
    let (request, case) = case_of(tx, done.request)?;
    let about = json!({
        "transmission": done.id, "to": done.to, "try": tries, "status": taken.status,
        "receipt": done.confirmation.as_ref().and_then(|said| said.receipt.as_ref()), "disclosure": done.disclosure,
    });
    record(desk, tx, &case, now, &Line::of_request(request.id, Actor::System, "transmission_accepted", about))?;
    let request = fulfilled(desk, tx, now, request, &done, Outcome::Transmitted)?;
    let controller = desk.controller(&case.controller)?;
    let matter = Matter { desk, controller, terms: desk.terms_for(controller, &request)?, case: &case, now };
    let proof = proof(&done, &desk.languages.of(&case.requester.language));
    let delivery = PortableDelivery::Transmitted { to: done.to.clone(), on: matter.local(now), proof };
    announce_portable(desk, tx, now, (&case, &request), &done, delivery)
}

/// What the receiver confirmed, in the words of a language.
fn proof(done: &Transmission, language: &Language) -> String {
    let Some(said) = &done.confirmation else { return String::new() };
    match &said.receipt {
        Some(receipt) => {
            let words = language.say("letter.package.sent_proof_receipt");
            words.with("status", said.status).with("receipt", receipt).plain()
        }
        None => language.say("letter.package.sent_proof").with("status", said.status).plain(),
    }
}

/// Ends a request that waited for its transmission. One that was answered before stays as it is.
pub(super) fn fulfilled(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: Request,
    transmission: &Transmission,
    whole: Outcome,
) -> Result<Request, WorkError> {
    if request.state != State::Executing {
        return Ok(request);
    }
    let outcome = match whole {
        Outcome::Transmitted => format!("It was sent straight to {}, who accepted it.", transmission.to),
        _ => "The answer was made ready to download.".to_owned(),
    };
    // What was left out has to be told as such (Article 12(4)).
    let deed = Deed::of(if transmission.left_out.is_empty() { whole } else { Outcome::Partial });
    give_in(desk, tx, now, Actor::System, request, &Command::Fulfil { outcome, deed: Some(deed) })
}
