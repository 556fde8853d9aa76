//! Who is told of a change, and with what.

use chrono::{DateTime, Utc};

use super::sending::hand_over;
use crate::domain::case::Case;
use crate::domain::controller::{Controller, Recipient};
use crate::domain::ids::{DeferredId, TellingId};
use crate::domain::notice::RecipientAct;
use crate::domain::personal::Personal;
use crate::domain::request::Request;
use crate::domain::setup::concerned;
use crate::domain::telling::{Telling, TellingFacts, TellingState, Touched, Way};
use crate::ports::store::Tx;
use crate::workflow::search::{known, may_search_by_address};
use crate::workflow::task_links::label;
use crate::workflow::{Desk, WorkError};

/// By what a recipient finds a person where nobody has said.
const USUAL_KEYS: [&str; 2] = ["name", "email"];

/// A change that was confirmed in the systems.
pub(in crate::workflow) struct Change<'a> {
    pub(in crate::workflow) case: &'a Case,
    pub(in crate::workflow) request: &'a Request,
    pub(in crate::workflow) act: RecipientAct,
    pub(in crate::workflow) touched: &'a [Touched],
    /// What had been kept until now, where that is what was erased.
    pub(in crate::workflow) occasion: Option<DeferredId>,
}

/// Tells everybody who had received what was changed. A recipient that this request has told the same on the same occasion is not
/// told twice, however often the change is confirmed.
pub(in crate::workflow) fn tell_recipients(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    change: &Change<'_>,
) -> Result<(), WorkError> {
    let controller = desk.controller(&change.case.controller)?;
    let known = tx.tellings_of(change.request.id)?;
    for one in concerned(change.touched, &controller.recipients, &desk.companies.partners) {
        let same = |told: &Telling| {
            let (act, occasion) = (told.act == change.act, told.occasion == change.occasion);
            act && occasion && told.recipient.eq_ignore_ascii_case(&one.recipient.name)
        };
        if known.iter().any(same) {
            continue;
        }
        let keys = keys_for(tx, controller, change.case, change.request, &one.recipient)?;
        let facts = TellingFacts {
            to: Personal::new(one.recipient.to.clone().unwrap_or_default().trim()),
            language: one.recipient.language.clone(),
            keys,
            data: one.data.into_iter().collect(),
            decided: Some(desk.local_date(controller, now)?),
            patience: desk.settings.recipients,
        };
        let telling = Telling {
            way: way_of(desk, &one.recipient),
            ..fresh(desk, now, change, one.recipient.name.clone(), facts)
        };
        tx.add_telling(&telling)?;
        hand_over(desk, tx, now, change.case, telling)?;
    }
    Ok(())
}

/// Tells everybody who was told of a restriction that it is lifted, in the same way.
pub(in crate::workflow) fn tell_of_lifting(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: &Request,
) -> Result<(), WorkError> {
    let known = tx.tellings_of(request.id)?;
    let lifting = Change { case, request, act: RecipientAct::Lift, touched: &[], occasion: None };
    let decided = Some(desk.local_date(desk.controller(&case.controller)?, now)?);
    for told in known.iter().filter(|one| one.act == RecipientAct::Restrict && one.was_told()) {
        if known.iter().any(|one| one.act == RecipientAct::Lift && one.recipient == told.recipient) {
            continue;
        }
        let facts = TellingFacts { decided, ..told.facts.clone() };
        let telling = Telling { way: told.way, ..fresh(desk, now, &lifting, told.recipient.clone(), facts) };
        tx.add_telling(&telling)?;
        hand_over(desk, tx, now, case, telling)?;
    }
    Ok(())
}

/// A notice that is due and has no way yet.
pub(super) fn fresh(
    desk: &Desk,
    now: DateTime<Utc>,
    change: &Change<'_>,
    recipient: String,
    facts: TellingFacts,
) -> Telling {
    Telling {
        id: TellingId::new(now, desk.entropy.bytes10()),
        case: change.case.id,
        request: change.request.id,
        recipient,
        act: change.act,
        occasion: change.occasion,
        way: None,
        facts,
        state: TellingState::Due,
        round: 0,
        reminded: 0,
        made_at: now,
        told_at: None,
        changed_at: now,
        note: Personal::default(),
        trouble: None,
        task: None,
        version: 0,
    }
}

/// As the company says. Where it says nothing and the book of recipients knows what to do there, a colleague does that.
fn way_of(desk: &Desk, recipient: &Recipient) -> Option<Way> {
    recipient.tell.or_else(|| desk.companies.partners.about(recipient).map(|_known| Way::Task))
}

/// No more than they need: the identities that the company names for them, as far as they are known.
fn keys_for(
    tx: &mut dyn Tx,
    controller: &Controller,
    case: &Case,
    request: &Request,
    recipient: &Recipient,
) -> Result<Vec<(String, Personal)>, WorkError> {
    let by_address = may_search_by_address(tx, case, request.id)?;
    let known = known(case, by_address);
    let key = |name: &str| {
        let value = known.get(name).filter(|value| !value.trim().is_empty())?;
        Some((label(controller, name), Personal::new(*value)))
    };
    Ok(match recipient.finds_by.as_slice() {
        [] => USUAL_KEYS.into_iter().filter_map(key).collect(),
        named => named.iter().filter_map(|name| key(name.trim())).collect(),
    })
}
