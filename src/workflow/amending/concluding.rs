//! The end of a try: what a second look confirmed stands on the log; what somebody changed meanwhile goes back to the handler.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::json;

use super::carrying::any;
use super::laying::{by_hand, markings};
use super::opened::opened;
use crate::domain::amendment::{AmendmentKind, AmendmentState};
use crate::domain::case::Case;
use crate::domain::datamap;
use crate::domain::ids::RequestId;
use crate::domain::outside::Ask;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, Command, Request, State, act_of};
use crate::domain::right::Right;
use crate::domain::telling::Touched;
use crate::ports::store::Tx;
use crate::ports::store::amendments::StoredAmendment;
use crate::ports::systems::Systems;
use crate::workflow::casework::{case_of, give_in};
use crate::workflow::execution::add_task;
use crate::workflow::journal::{Line, record};
use crate::workflow::telling::{Change, tell_of_lifting, tell_recipients};
use crate::workflow::{Desk, Lease, WorkError};

/// Writes down what came of it. `elsewhere` says where the old value still stands, in the names that people know.
pub(super) fn conclude(
    desk: &Desk,
    systems: &dyn Systems,
    lease: Lease,
    request: RequestId,
    elsewhere: Vec<String>,
) -> Result<(), WorkError> {
    let unmarked = unmarked(desk, systems, request)?;
    let touched = touched(desk, systems, request)?;
    lease.write(desk, move |desk, tx, now| {
        lease.done_in(tx)?;
        let (request, case) = case_of(tx, request)?;
        let all = tx.amendments_of(request.id)?;
        for (title, why) in not_taken(&all) {
            let what = format!("{title} did not take the change: {why}. Make it there by hand, then let Rightsdesk look again on the page of the changes.");
            add_task(desk, tx, now, &request, what)?;
        }
        if request.state == State::Fulfilled {
            return lifted(desk, tx, now, &case, &request, &all, unmarked);
        }
        if any(&all, AmendmentState::Differs) {
            return back_to_review(desk, tx, now, &case, request, &all);
        }
        if all.iter().any(|one| one.state != AmendmentState::Confirmed) {
            return Ok(());
        }
        let content = json!({ "systems": systems_of(&all), "elsewhere": elsewhere });
        let kind = if request.right == Right::Restriction { "marks_confirmed" } else { "corrections_confirmed" };
        record(desk, tx, &case, now, &Line::of_request(request.id, Actor::System, kind, content))?;
        let Some(act) = act_of(request.right) else { return Ok(()) };
        tell_recipients(desk, tx, now, &Change { case: &case, request: &request, act, touched: &touched, occasion: None })
    })
}

/// What was confirmed, as far as telling others goes; a correction says how it reads now (Article 19).
fn touched(desk: &Desk, systems: &dyn Systems, request: RequestId) -> Result<Vec<Touched>, WorkError> {
    let case = desk.read(move |_, tx, _| Ok(case_of(tx, request)?.1))?;
    let maps: Vec<_> =
        desk.controller(&case.controller)?.datamaps.iter().filter_map(|name| systems.map(name)).collect();
    let mut touched = Vec::new();
    for one in opened(desk, request)?.into_iter().filter(|one| one.stored.state == AmendmentState::Confirmed) {
        let Some(system) = maps.iter().find_map(|map| map.system(&one.stored.system)) else { continue };
        let part = datamap::touched(system, &one.stored.collection);
        let reads = one.content.filter(|_| one.stored.kind == AmendmentKind::Correction);
        let what = reads.map(|content| {
            let after = content.after.as_text().unwrap_or_else(|| "(nothing)".to_owned());
            Personal::new(format!("{}: {after}", one.stored.what))
        });
        touched.push(Touched { what: what.unwrap_or_else(|| part.what.clone()), ..part });
    }
    Ok(touched)
}

/// Systems in which a colleague marks: told before the transaction, because the maps are outside.
fn unmarked(desk: &Desk, systems: &dyn Systems, request: RequestId) -> Result<BTreeSet<String>, WorkError> {
    let (case, counts, gone) = desk.read(move |_, tx, _| {
        let (request, case) = case_of(tx, request)?;
        let gone = if tx.emptied_at(case.id)?.is_some() { found_once(tx, &request)? } else { BTreeSet::new() };
        Ok((case, tx.finding_counts(request.id)?, gone))
    })?;
    if !gone.is_empty() {
        return Ok(gone);
    }
    Ok(by_hand(&markings(desk.controller(&case.controller)?, systems, &counts)))
}

/// Of a case whose contents were destroyed: the systems in which something was found and that have no mark of the program.
fn found_once(tx: &mut dyn Tx, request: &Request) -> Result<BTreeSet<String>, WorkError> {
    let marks = tx.amendments_of(request.id)?;
    let found = tx.gatherings(request.id)?.into_iter().filter(|part| part.rows > 0);
    Ok(found.filter(|part| !marks.iter().any(|mark| mark.system == part.system)).map(|part| part.title).collect())
}

/// How many amendments each system has, by its name.
fn systems_of(all: &[StoredAmendment]) -> BTreeMap<String, usize> {
    let mut systems = BTreeMap::new();
    for one in all {
        *systems.entry(one.title.clone()).or_default() += 1;
    }
    systems
}

/// Systems that did not take their changes, with the reason.
fn not_taken(all: &[StoredAmendment]) -> BTreeMap<String, String> {
    let waiting = all.iter().filter(|one| one.state == AmendmentState::NeedsPerson);
    let reason = |one: &StoredAmendment| one.message.clone().unwrap_or_default().trim_end_matches('.').to_owned();
    waiting.map(|one| (one.title.clone(), reason(one))).collect()
}

/// Somebody changed a value after it was seen: it was left alone, and people look at the sheet again.
fn back_to_review(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: Request,
    all: &[StoredAmendment],
) -> Result<(), WorkError> {
    let what: BTreeSet<String> = all
        .iter()
        .filter(|one| one.state == AmendmentState::Differs)
        .map(|one| format!("{} ({})", one.what, one.title))
        .collect();
    let line = Line::of_request(request.id, Actor::System, "correction_differs", json!({ "what": what }));
    record(desk, tx, case, now, &line)?;
    give_in(desk, tx, now, Actor::System, request, &Command::TakeBackApproval).map(drop)
}

fn lifted(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    request: &Request,
    all: &[StoredAmendment],
    unmarked: BTreeSet<String>,
) -> Result<(), WorkError> {
    for title in unmarked {
        add_task(desk, tx, now, request, Ask::Lifting.title(&title))?;
    }
    let marks = all.iter().filter(|one| one.kind == AmendmentKind::Mark).collect::<Vec<_>>();
    if marks.iter().any(|one| one.state != AmendmentState::Lifted) {
        return Ok(());
    }
    // A mark that stays for another restriction was lifted without being taken off; then nobody may use the data again yet.
    let stay = marks.iter().filter(|one| one.message.is_some()).count();
    if !marks.is_empty() {
        let content = json!({ "systems": systems_of(all), "stay": stay });
        record(desk, tx, case, now, &Line::of_request(request.id, Actor::System, "marks_lifted", content))?;
    }
    if stay > 0 { Ok(()) } else { tell_of_lifting(desk, tx, now, case, request) }
}
