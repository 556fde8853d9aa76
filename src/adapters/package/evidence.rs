//! Evidence of a case as an archive, and checking it anywhere: first its files, then the lines of the case log in it.

use std::io::{BufRead, BufReader, Read, Seek};

use zip::ZipArchive;

use super::archive::Archive;
use super::verify::{Verified, VerifyError, verify};
use crate::domain::audit::{Entry, Hash};
use crate::domain::disclosure::{FORMAT, Manifest};
use crate::domain::evidence::{Stretch, Unproven, Walk};
use crate::ports::disclosure::PackageError;
use crate::ports::letters::Bundle;

/// What holds in a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// What holds in its files.
    pub files: Verified,
    /// How many lines of the log are about the case and have their content.
    pub lines: usize,
    /// The last line that is in it: position and hash.
    pub last: Option<(i64, Hash)>,
    /// The last line of the company's chain when it was made.
    pub head: (i64, Hash),
}

/// Why evidence does not hold, or cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// Its files do not hold.
    #[error(transparent)]
    Files(#[from] VerifyError),
    /// It has no lines of a case log, or they cannot be read.
    #[error("log.jsonl {0}")]
    Log(String),
    /// The lines do not hold.
    #[error(transparent)]
    Unproven(#[from] Unproven),
}

/// Packs evidence. The same bundle gives the same bytes.
pub(super) fn bundle(bundle: &Bundle) -> Result<Vec<u8>, PackageError> {
    let mut out = Vec::new();
    let mut archive = Archive::new(&mut out, bundle.made_at);
    bundle.files.iter().try_for_each(|(name, content)| archive.add(name, content))?;
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        reference: bundle.reference.clone(),
        controller: bundle.controller.clone(),
        made_at: bundle.made_at,
        files: archive.files().to_vec(),
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from)?;
    archive.add("manifest.json", &text)?;
    archive.finish()?;
    Ok(out)
}

/// Checks evidence: every file against the manifest, then every line of the log in itself and against the one before it.
pub fn verify_evidence<R: Read + Seek>(mut source: R) -> Result<Proven, EvidenceError> {
    let files = verify(&mut source)?;
    source.rewind().map_err(VerifyError::from)?;
    let mut archive = ZipArchive::new(source).ok().ok_or(VerifyError::NotAnArchive)?;
    let missing = EvidenceError::Log("is missing: it is no evidence".into());
    let entry = archive.by_name("log.jsonl").ok().ok_or(missing)?;
    let mut lines = BufReader::new(entry).lines();
    let stretch: Stretch = parsed(lines.next())?;
    let head = stretch.head;
    let mut walk = Walk::new(stretch);
    for line in lines {
        let entry: Entry = parsed(Some(line))?;
        walk.step(&entry)?;
    }
    let (lines, last) = walk.end()?;
    Ok(Proven { files, lines, last, head })
}

fn parsed<T: serde::de::DeserializeOwned>(line: Option<std::io::Result<String>>) -> Result<T, EvidenceError> {
    let line = line.transpose().map_err(|error| EvidenceError::Log(error.to_string()))?.unwrap_or_default();
    serde_json::from_str(&line).map_err(|error| EvidenceError::Log(format!("cannot be read: {error}")))
}
