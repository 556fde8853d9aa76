//! Handing a notice to a recipient's program: read, called outside any transaction, and written down under the job's lease.

use chrono::TimeDelta;
use serde_json::{Value as Json, json};

use super::answering::{Answer, take};
use super::letter::{answer_by, number};
use crate::domain::ids::TellingId;
use crate::domain::notice::Cause;
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::telling::{Happening, Telling, TellingState};
use crate::ports::connector::ConnectorError;
use crate::ports::recipients::{Receipt, RecipientPrograms};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// Calls the program of a recipient. `last` says that no other try follows. A notice that is not due any more is let be.
pub fn call(
    desk: &Desk,
    programs: &dyn RecipientPrograms,
    lease: Lease,
    payload: &str,
    last: bool,
) -> Result<(), Setback> {
    let id = telling_in(payload).ok_or_else(|| Setback::lasting(Cause::Other, "the job names no recipient"))?;
    let Some((telling, notice)) = desk.read(move |desk, tx, now| {
        let Some(telling) = tx.telling(id)?.filter(|telling| telling.state == TellingState::Due) else {
            return Ok(None);
        };
        let controller = desk.controller(&tx.case(telling.case)?.controller)?;
        let by = answer_by(desk, controller, &telling, now)?;
        let notice = written(&telling, &number(desk, telling.id), &controller.brand, &by.to_string());
        Ok(Some((telling, notice)))
    })?
    else {
        return Ok(lease.write(desk, move |_, tx, _| lease.done_in(tx))?);
    };
    let key = format!("{}:{}", telling.id, telling.round);
    match programs.call(telling.facts.to.reveal(), &key, &notice) {
        Ok(receipt) => Ok(lease.write(desk, move |desk, tx, now| {
            let told = telling.after(Happening::Told, None, now)?;
            let case = tx.case(told.case)?;
            let about = json!({ "recipient": told.recipient, "act": told.act, "way": told.way });
            let line = Line::of_request(told.request, Actor::System, "recipient_called", about);
            record(desk, tx, &case, now, &line)?;
            match receipt {
                Receipt::Taken => tx.save_telling(&told)?,
                Receipt::Acknowledged => take(desk, tx, now, &told, Answer::Acknowledged, Personal::default())?,
                Receipt::Done => take(desk, tx, now, &told, Answer::Done, Personal::default())?,
                Receipt::Cannot(why) => take(desk, tx, now, &told, Answer::Cannot, why)?,
            }
            lease.done_in(tx)
        })?),
        Err(error) => {
            let setback = setback_of(&error);
            failed(desk, lease, telling, &setback, last)?;
            Err(setback)
        }
    }
}

fn telling_in(payload: &str) -> Option<TellingId> {
    let payload: Json = serde_json::from_str(payload).ok()?;
    TellingId::parse(payload.get("telling")?.as_str()?)
}

/// What a program is told: as much as the letter says.
fn written(telling: &Telling, number: &str, brand: &str, answer_by: &str) -> Json {
    let keys: serde_json::Map<String, Json> =
        telling.facts.keys.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    json!({
        "tell": telling.act,
        "reference": number,
        "from": brand,
        "keys": keys,
        "data": telling.facts.data,
        "decided": telling.facts.decided,
        "answer_by": answer_by,
    })
}

/// What stands on the case while the program does not take it.
fn failed(desk: &Desk, lease: Lease, telling: Telling, setback: &Setback, last: bool) -> Result<(), WorkError> {
    let next = if last || setback.lasting {
        "Next: mend it and tell them again, or tell them in another way and record it."
    } else {
        "It is tried again by itself."
    };
    let trouble = format!("Their program did not take the notice: {}. {next}", setback.why);
    lease.write(desk, move |desk, tx, now| {
        let gives_up = !trouble.ends_with("by itself.");
        let failed = telling.after(Happening::Failed, None, now)?.troubled(trouble);
        tx.save_telling(&failed)?;
        if !gives_up {
            return Ok(());
        }
        let case = tx.case(failed.case)?;
        let about =
            json!({ "recipient": failed.recipient, "act": failed.act, "way": failed.way, "why": failed.trouble });
        let line = Line::of_request(failed.request, Actor::System, "recipient_not_notified", about);
        record(desk, tx, &case, now, &line)
    })
}

fn setback_of(error: &ConnectorError) -> Setback {
    match error {
        ConnectorError::Retry { after, why } => Setback::passing(Cause::Unreachable, why.clone())
            .not_before(TimeDelta::from_std(*after).unwrap_or(TimeDelta::hours(1))),
        ConnectorError::NeedsPerson { .. } | ConnectorError::Refused { .. } => {
            Setback::lasting(Cause::SeeCase, error.to_string())
        }
    }
}
