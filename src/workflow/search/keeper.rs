//! Keeps what the engine finds: sealed, in batches, each in a transaction that only the holder of the lease can write.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::errand::Errand;
use super::flags::flag_reason;
use super::kept::Kept;
use crate::domain::datamap::DataMap;
use crate::domain::disclosure::finding::Finding;
use crate::domain::ids::{FindingId, RequestId};
use crate::domain::request::State;
use crate::ports::store::findings::{CollectionCount, Gathering, StoredFinding, SystemState};
use crate::ports::store::{StoreError, Tx};
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::gathering::{FindingSink, Frontier, Progress, SinkError};
use crate::workflow::{Setback, WorkError};

/// Findings in one transaction.
const BATCH: usize = 500;
/// Sealed bytes in one transaction, for rows that hold pictures or long texts.
const BATCH_BYTES: usize = 4 << 20;
/// How often progress is written though no batch is full.
const NEWS: TimeDelta = TimeDelta::seconds(1);

/// The sink of one map's search.
pub(super) struct Keeper<'a> {
    errand: &'a Errand<'a>,
    map: &'a DataMap,
    question: [u8; 32],
    parts: BTreeMap<String, Gathering>,
    kept: BTreeMap<String, Kept>,
    next: BTreeMap<(String, String), i64>,
    batch: Vec<StoredFinding>,
    bytes: usize,
    written_at: DateTime<Utc>,
    remarks: BTreeMap<String, Vec<String>>,
    /// Why the sink refused, in full; the engine carries only words.
    pub(super) setback: Option<Setback>,
    /// Whether the request left the gathering meanwhile.
    pub(super) is_over: bool,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(
        errand: &'a Errand<'a>,
        map: &'a DataMap,
        parts: BTreeMap<String, Gathering>,
        kept: BTreeMap<String, Kept>,
        counts: Vec<CollectionCount>,
        question: [u8; 32],
    ) -> Self {
        let next = counts.into_iter().map(|count| ((count.system, count.collection), count.rows)).collect();
        Self {
            errand,
            map,
            question,
            parts,
            kept,
            next,
            batch: Vec::new(),
            bytes: 0,
            written_at: errand.desk.clock.now(),
            remarks: BTreeMap::new(),
            setback: None,
            is_over: false,
        }
    }

    /// The systems as they are now, with what was remarked about each.
    pub(super) fn into_parts(self) -> (BTreeMap<String, Gathering>, BTreeMap<String, Kept>) {
        (self.parts, self.kept)
    }

    fn seal(&mut self, finding: &Finding) -> Result<StoredFinding, WorkError> {
        let desk = self.errand.desk;
        let id = FindingId::new(desk.clock.now(), desk.entropy.bytes10());
        let plain = serde_json::to_vec(finding).ok().ok_or_else(unwritable)?;
        let reason = flag_reason(self.map.collection(&finding.system, &finding.collection), finding);
        let next = self.next.entry((finding.system.clone(), finding.collection.clone())).or_default();
        let ordinal = *next;
        *next += 1;
        Ok(StoredFinding {
            id,
            request: self.errand.request,
            system: finding.system.clone(),
            collection: finding.collection.clone(),
            ordinal,
            link: finding.link.code().to_owned(),
            flagged: reason.is_some(),
            flag_reason: reason,
            sealed: desk.vault.seal_small(ObjectName::new(Purpose::Finding, id.0), &plain)?,
            decision: None,
        })
    }

    /// Writes the batch, the systems it is about, and whatever else must go with it.
    fn write(&mut self, cleared: Option<String>) -> Result<(), SinkError> {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        let now = self.errand.desk.clock.now();
        self.written_at = now;
        let parts: Vec<Gathering> =
            self.parts.values().cloned().map(|part| Gathering { updated_at: now, ..part }).collect();
        let request = self.errand.request;
        let written = self.errand.lease.write(self.errand.desk, move |_, tx, _| {
            if tx.request(request)?.state != State::Gathering {
                return Ok(false);
            }
            cleared.iter().try_for_each(|system| tx.clear_findings(request, system))?;
            // Somebody may have left a system out meanwhile: nothing more is kept of it.
            let left_out = left_out(tx, request)?;
            let wanted = |system: &String| !left_out.contains(system);
            let batch: Vec<StoredFinding> = batch.into_iter().filter(|finding| wanted(&finding.system)).collect();
            tx.add_findings(&batch)?;
            parts.iter().filter(|part| wanted(&part.system)).try_for_each(|part| tx.put_gathering(part))?;
            Ok(true)
        });
        match written {
            Ok(true) => Ok(()),
            Ok(false) => {
                self.is_over = true;
                Err(SinkError::Stopped)
            }
            Err(error) => Err(self.refuse(error)),
        }
    }

    fn refuse(&mut self, error: WorkError) -> SinkError {
        let setback = Setback::from(error);
        let why = setback.why.clone();
        self.setback = Some(setback);
        SinkError::Failed(why)
    }

    fn part(&mut self, system: &str) -> Option<&mut Gathering> {
        self.parts.get_mut(system)
    }

    fn remark(&mut self, system: &str, what: String) {
        let said = self.remarks.entry(system.to_owned()).or_default();
        if !said.contains(&what) {
            said.push(what);
        }
    }

    fn begin(&mut self, system: &str) -> Result<(), SinkError> {
        self.write(None)?;
        self.next.retain(|(owner, _), _| owner != system);
        self.remarks.remove(system);
        if let Some(part) = self.part(system) {
            part.state = SystemState::Running;
            part.rows = 0;
            part.message = None;
        }
        self.write(Some(system.to_owned()))
    }

    fn finish(&mut self, system: &str) {
        let said = self.remarks.get(system).map(|said| said.join(" "));
        if let Some(part) = self.part(system) {
            part.state = SystemState::Done;
            part.message = said;
        }
    }

    /// Seals how far each system is beside its row.
    fn keep_frontier(&mut self, frontier: &Frontier) -> Result<(), WorkError> {
        for (system, part) in &mut self.parts {
            let kept = self.kept.entry(system.clone()).or_insert_with(|| Kept::new(system));
            kept.question = self.question;
            kept.state = frontier.systems.get(system).cloned().unwrap_or_default();
            part.frontier = Some(kept.seal(self.errand.desk, self.errand.request)?);
        }
        Ok(())
    }
}

fn left_out(tx: &mut dyn Tx, request: RequestId) -> Result<Vec<String>, StoreError> {
    let parts = tx.gatherings(request)?.into_iter();
    Ok(parts.filter(|part| part.state == SystemState::Skipped).map(|part| part.system).collect())
}

fn unwritable() -> WorkError {
    WorkError::Store(StoreError::Inconsistent { table: "findings", column: "sealed" })
}

impl FindingSink for Keeper<'_> {
    /// Rows are numbered within their collection, and every system shows how far it is.
    fn in_order(&self) -> bool {
        false
    }

    fn found(&mut self, finding: Finding) -> Result<(), SinkError> {
        let sealed = self.seal(&finding).map_err(|error| self.refuse(error))?;
        self.bytes += sealed.sealed.len();
        self.batch.push(sealed);
        if let Some(part) = self.part(&finding.system) {
            part.rows += 1;
        }
        let full = self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES;
        if full { self.write(None) } else { Ok(()) }
    }

    fn progress(&mut self, news: &Progress) -> Result<(), SinkError> {
        match news {
            Progress::SystemStarted { system } => self.begin(system)?,
            Progress::SystemFinished { system, .. } => self.finish(system),
            Progress::Absent { place, column: None } => {
                self.remark(&place.system, format!("There is no {} there.", place.collection));
            }
            Progress::Absent { place, column: Some(column) } => {
                self.remark(&place.system, format!("{} has no column {column} there.", place.collection));
            }
            Progress::Unattributed { place, identity } => self.remark(
                &place.system,
                format!(
                    "Several people share the {identity}: rows of {} that have nothing else were not taken.",
                    place.collection
                ),
            ),
            Progress::Remark { system, what } => self.remark(system, what.clone()),
            Progress::Rows { .. } if self.errand.desk.clock.now() - self.written_at > NEWS => self.write(None)?,
            Progress::Rows { .. } | Progress::SystemFailed { .. } => {}
        }
        Ok(())
    }

    fn checkpoint(&mut self, frontier: &Frontier) -> Result<(), SinkError> {
        self.keep_frontier(frontier).map_err(|error| self.refuse(error))?;
        self.write(None)
    }
}
