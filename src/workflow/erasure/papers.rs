//! The rows of a plan, sealed in the vault: for each data map a line with its name, then the journal of its plan.

use std::io::{BufRead, BufReader, Lines, Read, Write};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ports::journal::{ErasureJournal, JournalError};
use crate::ports::vault::{ObjectName, VaultError};
use crate::workflow::erasing::{EraseError, ErasurePlan, Standing, read_journal, write_plan};
use crate::workflow::{Desk, Setback, WorkError};

/// One data map's part of a plan.
pub(super) struct Paper {
    /// The map's name.
    pub(super) map: String,
    /// The plan. Masks are fitted anew before anything is written.
    pub(super) plan: ErasurePlan,
    /// The day on which retention was looked at.
    pub(super) day: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MapLine {
    map: String,
}

/// Writes down; nothing of it is a step of the erasure yet.
struct Writing<'a>(&'a mut dyn Write);

impl ErasureJournal for Writing<'_> {
    fn append(&mut self, line: &str) -> Result<(), JournalError> {
        writeln!(self.0, "{line}").map_err(|error| JournalError::Failed(error.kind().to_string()))
    }

    fn sync(&mut self) -> Result<(), JournalError> {
        Ok(())
    }

    fn conclude(&mut self, line: &str) -> Result<(), JournalError> {
        self.append(line)
    }
}

/// Seals the papers under a name.
pub(super) fn seal(desk: &Desk, object: ObjectName, papers: &[Paper]) -> Result<(), Setback> {
    let mut sealing = desk.vault.create(object)?;
    for paper in papers {
        let line = serde_json::to_string(&MapLine { map: paper.map.clone() }).unwrap_or_default();
        writeln!(sealing, "{line}")?;
        write_plan(&paper.plan, paper.day, &mut Writing(&mut sealing)).map_err(|error| unwritten(&error))?;
    }
    sealing.finish()?;
    Ok(())
}

fn unwritten(error: &EraseError) -> Setback {
    Setback::passing(crate::domain::notice::Cause::Other, error.to_string())
}

/// Opens what was sealed.
pub(super) fn open(desk: &Desk, object: &str) -> Result<Vec<Paper>, WorkError> {
    let name = ObjectName::parse(object).ok_or(WorkError::field("plan", "The plan has no place in the vault."))?;
    let mut lines = BufReader::new(desk.vault.open(name)?).lines();
    let unreadable = |error: std::io::Error| WorkError::Vault(VaultError::Io { name, source: error });
    let mut next = lines.next().transpose().map_err(unreadable)?;
    let mut papers = Vec::new();
    while let Some(line) = next.take() {
        let head: MapLine =
            serde_json::from_str(&line).map_err(|_error| WorkError::Vault(VaultError::Tampered(name)))?;
        let mut section = Section { lines: &mut lines, next: None };
        let standing = read_journal(&mut section).map_err(|_error| WorkError::Vault(VaultError::Tampered(name)))?;
        next = section.next.take();
        if let Standing::Open { plan, day, .. } = standing {
            papers.push(Paper { map: head.map, plan, day });
        }
    }
    Ok(papers)
}

/// The lines of one map.
struct Section<'a> {
    lines: &'a mut Lines<BufReader<Box<dyn Read + Send>>>,
    /// The head of the next map, once it was met.
    next: Option<String>,
}

impl Iterator for Section<'_> {
    type Item = Result<String, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next.is_some() {
            return None;
        }
        match self.lines.next()? {
            Ok(line) if serde_json::from_str::<MapLine>(&line).is_ok() => {
                self.next = Some(line);
                None
            }
            Ok(line) => Some(Ok(line)),
            Err(error) => Some(Err(JournalError::Failed(error.kind().to_string()))),
        }
    }
}
