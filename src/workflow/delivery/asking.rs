//! Who is to have the package: as the person wished, or as staff choose; and the job that is asked for.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::case::Case;
use crate::domain::controller::Receiver;
use crate::domain::ids::{JobId, RequestId, TransmissionId};
use crate::domain::notice::Ground;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Request};
use crate::domain::right::Right;
use crate::domain::transmission::{NotYet, PackageAtHand, Settling, Transmission, TransmissionState, Turn, may_send};
use crate::ports::store::Tx;
use crate::ports::store::delivery::Disclosure;
use crate::ports::store::jobs::NewJob;
use crate::workflow::assignment::must;
use crate::workflow::casework::jobs;
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// Keeps what a person chose in the form: their package goes straight to a receiver of the company, as soon as there is one.
pub(in crate::workflow) fn wish(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    program: &str,
) -> Result<(), WorkError> {
    let controller = desk.controller(&case.controller)?;
    let Some(receiver) = controller.receivers.iter().find(|one| one.program == program) else { return Ok(()) };
    let portable = |request: &Request| request.right == Right::Portability && request.state.is_open();
    let Some(request) = tx.requests(case.id)?.into_iter().find(portable) else { return Ok(()) };
    let wished = fresh(desk, now, &request, receiver);
    if tx.add_transmission(&wished)? {
        let about = json!({ "to": wished.to, "program": wished.program });
        record(desk, tx, case, now, &Line::of_request(request.id, Actor::Person, "transmission_wished", about))?;
    }
    Ok(())
}

fn fresh(desk: &Desk, now: DateTime<Utc>, request: &Request, receiver: &Receiver) -> Transmission {
    Transmission {
        id: TransmissionId::new(now, desk.entropy.bytes10()),
        case: request.case,
        request: request.id,
        program: receiver.program.clone(),
        to: receiver.name.clone(),
        state: TransmissionState::Wished,
        disclosure: None,
        left_out: Vec::new(),
        tries: 0,
        next_at: None,
        made_at: now,
        changed_at: now,
        confirmation: None,
        trouble: None,
        note: Personal::default(),
        version: 0,
    }
}

/// Whether the package of a request can be sent to a receiver now, and why not.
pub fn possible(
    request: &Request,
    receivers: &[Receiver],
    disclosures: &[Disclosure],
    transmissions: &[Transmission],
    program: &str,
) -> Result<(), NotYet> {
    let package = disclosures.iter().find(|one| one.request == request.id);
    let at_hand = package.map(|one| PackageAtHand { is_kept: is_kept(one), rows: one.rows });
    let earlier = transmissions.iter().find(|one| one.request == request.id && one.program == program);
    may_send(request, receivers.iter().any(|one| one.program == program), at_hand, earlier.map(|one| one.state))
}

/// Whether a package can still be read and may still leave.
pub(super) fn is_kept(disclosure: &Disclosure) -> bool {
    disclosure.revoked_at.is_none() && !disclosure.object.is_empty()
}

/// A package that was wished to go straight to somebody sets out; `true` when the answer waits for what becomes of it.
pub(in crate::workflow) fn begin_with_package(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    disclosure: &Disclosure,
    left_out: &[Ground],
) -> Result<bool, WorkError> {
    let mut begun = false;
    for known in tx.transmissions_of(disclosure.request)? {
        let turn = match known.state {
            TransmissionState::Wished => Turn::Ready,
            // A package was built anew, and goes instead of the one before.
            TransmissionState::Due | TransmissionState::Stuck => Turn::Again,
            _ => continue,
        };
        let ready =
            Transmission { disclosure: Some(disclosure.id), left_out: left_out.to_vec(), ..known.after(turn, now)? };
        dispatch(desk, tx, now, &ready)?;
        begun = true;
    }
    Ok(begun)
}

/// Sends the newest package of a request to a receiver that staff choose.
pub fn choose(desk: &Desk, actor: Actor, request: RequestId, program: &str) -> Result<(), WorkError> {
    must(actor, Permission::ManageDelivery)?;
    let program = program.to_owned();
    desk.write(move |desk, tx, now| {
        let request = tx.request(request)?;
        let case = tx.case(request.case)?;
        let receivers = &desk.controller(&case.controller)?.receivers;
        let (disclosures, known) = (tx.disclosures_of(case.id)?, tx.transmissions_of(request.id)?);
        possible(&request, receivers, &disclosures, &known, &program).map_err(sentence)?;
        let package = disclosures.into_iter().find(|one| one.request == request.id).map(|one| one.id);
        let chosen = match known.into_iter().find(|one| one.program == program) {
            Some(earlier) if earlier.state != TransmissionState::Wished => earlier.after(Turn::Again, now)?,
            Some(wished) => wished.after(Turn::Ready, now)?,
            None => {
                let missing = || sentence(NotYet::NobodyToSendTo);
                let receiver = receivers.iter().find(|one| one.program == program).ok_or_else(missing)?;
                let new = fresh(desk, now, &request, receiver);
                tx.add_transmission(&new)?;
                new.after(Turn::Ready, now)?
            }
        };
        let about = json!({ "to": chosen.to, "program": chosen.program });
        record(desk, tx, &case, now, &Line::of_request(request.id, actor, "transmission_chosen", about))?;
        dispatch(desk, tx, now, &Transmission { disclosure: package, ..chosen })
    })
}

fn sentence(no: NotYet) -> WorkError {
    let words = no.to_string();
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    WorkError::field("transmission", format!("{first}{}.", letters.as_str()))
}

/// Saves a transmission that is due, and asks for the job that sends it.
pub(super) fn dispatch(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, due: &Transmission) -> Result<(), WorkError> {
    tx.save_transmission(due)?;
    let key = format!("{}:{}", jobs::TRANSMIT, due.id);
    let new = tx.add_job(&NewJob {
        id: JobId::new(now, desk.entropy.bytes10()),
        kind: jobs::TRANSMIT.to_owned(),
        key: key.clone(),
        case: Some(due.case),
        request: Some(due.request),
        payload: json!({ "transmission": due.id }).to_string(),
        run_at: due.next_at.unwrap_or(now),
    })?;
    if !new {
        tx.hurry_job(&key, now)?;
    }
    Ok(())
}

/// What staff say about a transmission when they settle it.
pub(super) const fn kind_of(how: Settling) -> &'static str {
    match how {
        Settling::Link => "transmission_link_given",
        Settling::NotFeasible => "transmission_not_feasible",
    }
}
