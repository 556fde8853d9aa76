//! What a day demands to be destroyed. Reading only.

use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};

use super::proofs::{proof_files, proofs};
use super::standing::kept_case;
use crate::domain::audit::Entry;
use crate::domain::ids::{CaseId, IncomingId, RequestId, UploadId};
use crate::domain::retention::{Fate, Keeping};
use crate::ports::store::retention::ClosedCase;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::{Desk, WorkError};

/// Rows read at a time.
pub(super) const PAGE: i64 = 500;

/// Something to be destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub what: What,
    /// The controller's id.
    pub controller: String,
    /// The reference of the case, where it belongs to one.
    pub reference: Option<String>,
    /// The local day on which its time is over.
    pub on: NaiveDate,
}

/// What is destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The original of a message that was sent as proof of identity.
    Proof(IncomingId),
    /// A file that the person gave as proof of identity.
    ProofFile(UploadId),
    /// A message that was set aside.
    Aside(IncomingId),
    /// Mail that belongs to no case: how many.
    LooseMail(i64),
    /// The contents of a case or complaint.
    Contents(CaseId),
    /// What is left of a case whose contents are gone.
    Skeleton(CaseId),
    /// The beginning of a chain of the case log, up to a position.
    Log(i64),
}

impl What {
    /// The word of the commands and of the log of the program.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proof(_) | Self::ProofFile(_) => "proof_of_identity",
            Self::Aside(_) => "message_set_aside",
            Self::LooseMail(_) => "mail_of_no_case",
            Self::Contents(_) => "contents_of_case",
            Self::Skeleton(_) => "what_is_left_of_a_case",
            Self::Log(_) => "beginning_of_the_log",
        }
    }
}

/// Everything whose time is over on a day (in each controller's zone), in the order in which it is destroyed.
pub fn plan(desk: &Desk, on: NaiveDate) -> Result<Vec<Item>, WorkError> {
    let mut items = proofs(desk, on)?;
    items.extend(proof_files(desk, on)?);
    items.extend(asides(desk, on)?);
    items.extend(loose_mail(desk, on)?);
    items.extend(cases(desk, on, false)?);
    items.extend(cases(desk, on, true)?);
    items.extend(logs(desk, on)?);
    Ok(items)
}

fn asides(desk: &Desk, on: NaiveDate) -> Result<Vec<Item>, WorkError> {
    let until = on.checked_add_days(Days::new(1)).unwrap_or(on).and_time(chrono::NaiveTime::MIN).and_utc();
    let all = desk.read(move |_, tx, _| Ok(tx.asides_until(until, i64::MAX)?))?;
    let mut items = Vec::new();
    for aside in all {
        let Some(controller) = desk.controllers.get(&aside.controller) else { continue };
        let end = aside.at + TimeDelta::days(i64::from(controller.keeping.aside_days));
        let (on, what) = (desk.local_date(controller, end)?, What::Aside(aside.entry));
        items.push(Item { what, controller: aside.controller, reference: None, on });
    }
    items.retain(|item| item.on <= on);
    Ok(items)
}

fn loose_mail(desk: &Desk, on: NaiveDate) -> Result<Vec<Item>, WorkError> {
    let mut items = Vec::new();
    for (id, controller) in desk.controllers.iter() {
        let before = loose_before(&controller.keeping, on);
        let owner = id.clone();
        let n = desk.read(move |_, tx, _| Ok(tx.loose_mail(&owner, before)?))?;
        if n > 0 {
            items.push(Item { what: What::LooseMail(n), controller: id.clone(), reference: None, on });
        }
    }
    Ok(items)
}

/// Mail of no case from before this instant has served its purpose.
pub(super) fn loose_before(keeping: &Keeping, on: NaiveDate) -> DateTime<Utc> {
    let day = on.checked_sub_days(Days::new(u64::from(keeping.mail_days))).unwrap_or(NaiveDate::MIN);
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// Cases whose contents are due, or whose remains are.
fn cases(desk: &Desk, on: NaiveDate, emptied: bool) -> Result<Vec<Item>, WorkError> {
    let until = youngest(desk, on, emptied);
    let (mut items, mut after): (Vec<Item>, Option<ClosedCase>) = (Vec::new(), None);
    loop {
        let (last, due) = desk.read(move |desk, tx, _| {
            let page = tx.closed_cases(emptied, until, after, PAGE)?;
            let due: Result<Vec<Option<Item>>, WorkError> =
                page.iter().map(|closed| case(desk, tx, closed.case, on)).collect();
            Ok((page.last().copied(), due?))
        })?;
        items.extend(due.into_iter().flatten());
        if last.is_none() {
            return Ok(items);
        }
        after = last;
    }
}

/// Closings after this day cannot be due yet, whatever the zone: the walk need not look at them.
fn youngest(desk: &Desk, on: NaiveDate, emptied: bool) -> NaiveDate {
    let months = |keeping: &Keeping| {
        if emptied {
            keeping.skeleton_years.saturating_mul(12)
        } else {
            keeping.case_months.min(keeping.complaint_months)
        }
    };
    let shortest = desk.controllers.values().map(|controller| months(&controller.keeping)).min().unwrap_or_default();
    let day = on.checked_sub_months(Months::new(shortest)).unwrap_or(NaiveDate::MIN);
    // Clipped months and zones can differ by a few days; looking at a few cases more costs little.
    day.checked_add_days(Days::new(4)).unwrap_or(day)
}

/// What is due of one case on a day.
pub(super) fn case(desk: &Desk, tx: &mut dyn Tx, id: CaseId, on: NaiveDate) -> Result<Option<Item>, WorkError> {
    let case = tx.case(id)?;
    if !desk.controllers.contains_key(&case.controller) {
        return Ok(None);
    }
    let item =
        |what, on| Item { what, controller: case.controller.clone(), reference: Some(case.reference.to_string()), on };
    Ok(match kept_case(desk, tx, &case)?.fate {
        Fate::Ends { on: end } if end <= on => Some(item(What::Contents(id), end)),
        Fate::Emptied { skeleton_ends, .. } if skeleton_ends <= on => Some(item(What::Skeleton(id), skeleton_ends)),
        _ => None,
    })
}

fn logs(desk: &Desk, on: NaiveDate) -> Result<Vec<Item>, WorkError> {
    let mut items = Vec::new();
    for (id, controller) in desk.controllers.iter() {
        let months = Months::new(controller.keeping.skeleton_years.saturating_mul(12));
        let day = on.checked_sub_months(months).unwrap_or(NaiveDate::MIN);
        let owner = id.clone();
        if let Some(through) = desk.read(move |desk, tx, _| cut(desk, tx, &owner, day))? {
            items.push(Item { what: What::Log(through), controller: id.clone(), reference: None, on });
        }
    }
    Ok(items)
}

/// The last position of the beginning of a chain in which every entry is older than a day and of a case that is no longer
/// there. Only a beginning can go: what follows still proves itself.
pub(super) fn cut(desk: &Desk, tx: &mut dyn Tx, owner: &str, day: NaiveDate) -> Result<Option<i64>, WorkError> {
    let controller = desk.controller(owner)?;
    let (mut through, mut after) = (None, tx.log_tail(owner)?.map_or(0, |(seq, _)| seq));
    loop {
        let page = tx.log_page(owner, after, PAGE)?;
        for entry in &page {
            if desk.local_date(controller, entry.at)? >= day || !is_gone(tx, entry)? {
                return Ok(through);
            }
            through = Some(entry.seq);
            after = entry.seq;
        }
        if page.is_empty() {
            return Ok(through);
        }
    }
}

fn is_gone(tx: &mut dyn Tx, entry: &Entry) -> Result<bool, WorkError> {
    let Some(case) = entry.case else { return Ok(true) };
    match tx.case(case) {
        Ok(_) => Ok(false),
        Err(StoreError::NotFound) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// The requests of a case, for whoever destroys their files.
pub(super) fn request_ids(tx: &mut dyn Tx, case: CaseId) -> Result<Vec<RequestId>, WorkError> {
    Ok(tx.requests(case)?.iter().map(|request| request.id).collect())
}
