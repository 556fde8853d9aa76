//! Deciding what of the findings leaves the building.
//!
//! A decision is on the log with who, what and which ground; taking it back is, too. The content of a finding never is.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::assignment::must;
use super::casework::case_of;
use super::journal::{Line, record};
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::disclosure::Exemption;
use crate::domain::ids::{FindingId, RequestId};
use crate::domain::request::{Actor, State};
use crate::ports::store::findings::{Decision, StoredFinding};
use crate::ports::store::{StoreError, Tx};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 2_000;
/// How many findings are decided in one transaction when a whole collection is included.
const BATCH: i64 = 500;

/// What somebody decides about one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All of it goes out.
    Include,
    /// Some fields, or with an empty list the whole row, stay here.
    LeaveOut {
        /// The fields by the map's names.
        fields: Vec<String>,
        /// The ground, a code of the picklist.
        exemption: String,
        /// The reviewer's reason.
        reason: String,
        /// Whether the ground is not told to the person. A second person approves that.
        silent: bool,
    },
    /// The decision is taken back.
    Undo,
}

/// Decides about one finding. `seen` is when the decision that the page showed was made; if another one is there now, the
/// page is out of date and nothing is changed.
pub fn decide(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    finding: FindingId,
    seen: Option<DateTime<Utc>>,
    verdict: Verdict,
) -> Result<(), WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let verdict = checked(verdict)?;
    desk.write(move |desk, tx, now| {
        let (request, case) = under_review(tx, request)?;
        let finding = tx.finding(finding)?;
        if finding.request != request {
            return Err(StoreError::NotFound.into());
        }
        if finding.decision.as_ref().map(|decision| decision.at) != seen {
            return Err(StoreError::Conflict.into());
        }
        let decision = decision(actor, now, &verdict)?;
        tx.decide_finding(finding.id, decision.as_ref())?;
        let line = Line::of_request(request, actor, kind(&verdict), about(&finding, &verdict));
        record(desk, tx, &case, now, &line)
    })
}

/// Includes every flagged finding of a collection that nobody has decided; says how many.
pub fn include_rest(
    desk: &Desk,
    actor: Actor,
    request: RequestId,
    system: &str,
    collection: &str,
) -> Result<usize, WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let (system, collection) = (system.to_owned(), collection.to_owned());
    desk.write(move |desk, tx, now| {
        let (request, case) = under_review(tx, request)?;
        let decision = decision(actor, now, &Verdict::Include)?;
        let (mut after, mut included) = (None, 0);
        loop {
            let page = tx.findings_page(request, &system, &collection, after, BATCH)?;
            let Some(last) = page.last() else { break };
            after = Some(last.ordinal);
            for open in page.iter().filter(|finding| finding.flagged && finding.decision.is_none()) {
                tx.decide_finding(open.id, decision.as_ref())?;
                included += 1;
            }
        }
        let about = json!({ "system": system, "collection": collection, "findings": included });
        record(desk, tx, &case, now, &Line::of_request(request, actor, "findings_included", about))?;
        Ok(included)
    })
}

pub(super) fn under_review(
    tx: &mut dyn Tx,
    request: RequestId,
) -> Result<(RequestId, crate::domain::case::Case), WorkError> {
    let (request, case) = case_of(tx, request)?;
    if request.state == State::Reviewing { Ok((request.id, case)) } else { Err(StoreError::Conflict.into()) }
}

fn checked(verdict: Verdict) -> Result<Verdict, WorkError> {
    let Verdict::LeaveOut { fields, exemption, reason, silent } = verdict else { return Ok(verdict) };
    let Ground { exemption, reason, silent } = Ground { exemption, reason, silent }.checked()?;
    Ok(Verdict::LeaveOut { fields, exemption, reason, silent })
}

/// On which ground something stays here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// A code of the picklist.
    pub exemption: String,
    /// The reviewer's reason.
    pub reason: String,
    /// Whether the ground is not told to the person. A second person approves that.
    pub silent: bool,
}

impl Ground {
    /// The ground, if it is one and says what it must.
    pub(super) fn checked(self) -> Result<Self, WorkError> {
        let Some(ground) = Exemption::find(&self.exemption) else {
            return Err(WorkError::field("exemption", "Choose the ground on which it is left out."));
        };
        let reason = self.reason.trim().to_owned();
        if ground.needs_reason && reason.is_empty() {
            return Err(WorkError::field("reason", "Write why: this ground weighs interests, and somebody may ask."));
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(WorkError::field("reason", format!("Write at most {LONGEST_REASON} characters.")));
        }
        if self.silent && reason.is_empty() {
            let what = "Write why telling the ground would defeat it; a second person reads this.";
            return Err(WorkError::field("reason", what));
        }
        Ok(Self { reason, ..self })
    }
}

fn decision(actor: Actor, now: DateTime<Utc>, verdict: &Verdict) -> Result<Option<Decision>, WorkError> {
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::ReviewFindings.words()))?;
    Ok(match verdict {
        Verdict::Undo => None,
        Verdict::Include => Some(Decision {
            include: true,
            withheld_fields: Vec::new(),
            exemption: None,
            reason: String::new(),
            silent: false,
            by,
            at: now,
        }),
        Verdict::LeaveOut { fields, exemption, reason, silent } => Some(Decision {
            include: !fields.is_empty(),
            withheld_fields: fields.clone(),
            exemption: Some(exemption.clone()),
            reason: reason.clone(),
            silent: *silent,
            by,
            at: now,
        }),
    })
}

const fn kind(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Include => "finding_included",
        Verdict::LeaveOut { .. } => "finding_left_out",
        Verdict::Undo => "finding_undone",
    }
}

fn about(finding: &StoredFinding, verdict: &Verdict) -> serde_json::Value {
    let mut about = json!({ "finding": finding.id, "system": finding.system, "collection": finding.collection });
    if let (Verdict::LeaveOut { fields, exemption, reason, silent }, Some(object)) = (verdict, about.as_object_mut()) {
        object.insert("fields".into(), json!(fields));
        object.insert("exemption".into(), json!(exemption));
        object.insert("reason".into(), json!(reason));
        object.insert("silent".into(), json!(silent));
    }
    about
}
