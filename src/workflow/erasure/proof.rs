//! What the answer may say: what the second search confirmed, in general terms, and nothing else.

use crate::domain::erasure::{Action, Group, Stage, Summary, SystemSummary};
use crate::domain::request::{Proof, Request, Stays};
use crate::ports::store::Tx;
use crate::workflow::{Desk, WorkError};

/// What was confirmed for a request; `None` where the program erased nothing or has not confirmed it.
pub(in crate::workflow) fn proof_of(
    desk: &Desk,
    tx: &mut dyn Tx,
    request: &Request,
) -> Result<Option<Proof>, WorkError> {
    let Some(erasure) = tx.erasure(request.id)?.filter(|erasure| erasure.stage == Stage::Confirmed) else {
        return Ok(None);
    };
    let (Some(summary), Some(at)) = (erasure.summary, erasure.confirmed_at) else { return Ok(None) };
    let case = tx.case(request.case)?;
    let on = desk.local_date(desk.controller(&case.controller)?, at)?;
    Ok(Some(Proof { on, gone: gone(&summary), kept: kept(&summary) }))
}

fn gone(summary: &Summary) -> Vec<String> {
    let mut gone: Vec<String> = Vec::new();
    for (system, group) in summary.groups().filter(|(_, group)| group.ruling.changes()) {
        let what = match group.ruling.action {
            Action::Erase => named(system, group),
            Action::Anonymise => format!("{}: what says that it is yours", named(system, group)),
            Action::Detach => format!("{}: what names you in other people’s records", named(system, group)),
            Action::Keep | Action::Review => format!("{}: the details that need not be kept", named(system, group)),
        };
        if !gone.contains(&what) {
            gone.push(what);
        }
    }
    gone
}

fn kept(summary: &Summary) -> Vec<Stays> {
    let mut kept: Vec<Stays> = Vec::new();
    for (system, group) in summary.groups().filter(|(_, group)| group.stays()) {
        let (what, reason, until) = (named(system, group), group.ruling.reason.clone(), group.ruling.until);
        match kept.iter_mut().find(|stays| stays.what == what && stays.reason == reason) {
            Some(known) => known.until = known.until.max(until),
            None => kept.push(Stays { what, reason, until }),
        }
    }
    kept
}

fn named(system: &SystemSummary, group: &Group) -> String {
    format!("{} ({})", group.title, system.title)
}
