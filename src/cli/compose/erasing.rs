//! Joining an erasure from the command line to its journal.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::adapters::journal::FileJournal;
use crate::adapters::system::{SystemClock, SystemEntropy};
use crate::cli::{Failure, Globals};
use crate::domain::erasure::MaskSecret;
use crate::domain::keyed::keyed_hash;
use crate::ports::entropy::Entropy;
use crate::ports::journal::JournalError;
use crate::ports::time::Clock;
use crate::workflow::erasing::{Standing, read_journal};
use crate::workflow::secrets::hex;

use super::ground::{DATA, make_private_folder};

/// One person's erasure: where its journal is, and the secret of its masks.
pub struct ErasureDesk {
    /// `None`: nothing was ever erased here.
    path: Option<PathBuf>,
    /// Salt and key of masked values, forgotten afterwards.
    pub secret: MaskSecret,
}

/// Finds the place of the journal. Its name is a keyed hash, so that the folder tells nobody's name; unless something may
/// be changed, nothing is made.
pub fn erasure_desk(
    globals: &Globals,
    folder: Option<&Path>,
    remembered: &[String],
    may_change: bool,
) -> Result<ErasureDesk, Failure> {
    let data = globals.data.clone().unwrap_or_else(|| PathBuf::from(DATA));
    let folder = folder.map_or_else(|| data.join("erasures"), Path::to_owned);
    let key = key(&folder, may_change)
        .map_err(|error| Failure::bad_input("--journal", format!("{}: {error}", folder.display())))?;
    let path = key.map(|key| {
        let parts: Vec<&[u8]> = remembered.iter().map(String::as_bytes).collect();
        let name = hex(&keyed_hash(&key, &parts));
        folder.join(format!("{name}.jsonl"))
    });
    Ok(ErasureDesk { path, secret: MaskSecret::new(SystemEntropy.bytes32()) })
}

/// The folder's own key.
fn key(folder: &Path, may_make: bool) -> std::io::Result<Option<[u8; 32]>> {
    let path = folder.join("key");
    match fs::read(&path) {
        Ok(bytes) => Ok(bytes.try_into().ok()),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        Err(_) if !may_make => Ok(None),
        Err(_) => {
            make_private_folder(folder)?;
            let key = SystemEntropy.bytes32();
            match private_file(&path).and_then(|mut file| file.write_all(&key)) {
                Ok(()) => Ok(Some(key)),
                // Another erasure began in the same moment, and its key counts for both.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(fs::read(&path)?.try_into().ok()),
                Err(error) => Err(error),
            }
        }
    }
}

/// A new file that nobody else on the machine can read: whoever has the key can tell from a journal's name whose it is.
#[cfg(unix)]
fn private_file(path: &Path) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> std::io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

impl ErasureDesk {
    /// What the journal says.
    pub fn standing(&self) -> Result<Standing, JournalError> {
        let Some(path) = &self.path else { return Ok(Standing::Clear) };
        read_journal(&mut FileJournal::lines(path)?)
    }

    /// Opens the journal for writing; only one program may have it open.
    pub fn open(&self) -> Result<FileJournal, JournalError> {
        let missing = || JournalError::Failed("the key of the folder has the wrong length".to_owned());
        FileJournal::open(self.path.as_deref().ok_or_else(missing)?)
    }
}

/// Today, by the machine's clock, in UTC.
pub fn today() -> NaiveDate {
    SystemClock.now().date_naive()
}
