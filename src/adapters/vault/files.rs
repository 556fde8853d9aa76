//! The folder of sealed files.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::keys::{KEY_ID, MasterKey, NONCE};
use super::opening::OpenedFile;
use super::sealing::{SealedFile, sync_folder};
use crate::ports::entropy::Entropy;
use crate::ports::vault::{ObjectName, Sealing, Vault, VaultError};

/// The first byte of a sealed small value: the version of its format.
const SMALL: u8 = 1;

/// A vault in a folder, one file per object: `{purpose}/{two digits}/{id}.sealed`.
pub struct FileVault {
    folder: PathBuf,
    master: MasterKey,
    entropy: Arc<dyn Entropy>,
}

impl FileVault {
    /// Uses a folder, which appears when the first object is sealed.
    pub fn new(folder: impl Into<PathBuf>, master: MasterKey, entropy: Arc<dyn Entropy>) -> Self {
        Self { folder: folder.into(), master, entropy }
    }

    /// Removes what sealing left behind when the machine went down, if it was last written before `before`. Returns how many files went.
    pub fn remove_unfinished(&self, before: DateTime<Utc>) -> std::io::Result<usize> {
        let mut removed = 0;
        for folder in subfolders(&self.folder)?.iter().flat_map(|purpose| subfolders(purpose)).flatten() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let unfinished = entry.path().extension().is_some_and(|extension| extension == "part");
                if unfinished && DateTime::<Utc>::from(entry.metadata()?.modified()?) < before {
                    fs::remove_file(entry.path())?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }

    /// The last digits of an identifier are its most random ones, so that folders fill evenly.
    fn place(&self, name: ObjectName) -> PathBuf {
        let digits = name.id.as_bytes().last().copied().unwrap_or_default();
        self.folder.join(name.purpose.code()).join(format!("{digits:02x}")).join(format!("{}.sealed", name.id))
    }
}

impl Vault for FileVault {
    fn create(&self, name: ObjectName) -> Result<Box<dyn Sealing>, VaultError> {
        let place = self.place(name);
        make_folders(&place).map_err(|source| VaultError::Io { name, source })?;
        Ok(Box::new(SealedFile::create(name, place, &self.master, self.entropy.as_ref())?))
    }

    fn open(&self, name: ObjectName) -> Result<Box<dyn Read + Send>, VaultError> {
        let file = File::open(self.place(name)).map_err(|source| missing_or_failed(name, source))?;
        Ok(Box::new(OpenedFile::open(name, file, &self.master)?))
    }

    fn destroy(&self, name: ObjectName) -> Result<(), VaultError> {
        let place = self.place(name);
        let removed = fs::remove_file(&place).and_then(|()| sync_folder(&place));
        match removed.map_err(|source| missing_or_failed(name, source)) {
            Err(VaultError::Missing(_)) => Ok(()),
            known => known,
        }
    }

    fn seal_small(&self, name: ObjectName, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (nonce, sealed) = self.master.seal(name, plain, self.entropy.as_ref()).ok_or(VaultError::TooLarge(name))?;
        Ok([[SMALL].as_slice(), self.master.id(), &nonce, &sealed].concat())
    }

    fn open_small(&self, name: ObjectName, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (version, rest) = sealed.split_first().ok_or(VaultError::Truncated(name))?;
        if *version != SMALL {
            return Err(VaultError::UnknownFormat(name));
        }
        let (key_id, rest) = rest.split_first_chunk::<KEY_ID>().ok_or(VaultError::Truncated(name))?;
        if key_id != self.master.id() {
            return Err(VaultError::WrongKey(name));
        }
        let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(VaultError::Truncated(name))?;
        self.master.unseal(name, *nonce, rest).ok_or(VaultError::Tampered(name))
    }
}

fn missing_or_failed(name: ObjectName, source: std::io::Error) -> VaultError {
    match source.kind() {
        ErrorKind::NotFound => VaultError::Missing(name),
        _ => VaultError::Io { name, source },
    }
}

/// Makes the folders of an object, each durable in the one above it.
fn make_folders(place: &Path) -> std::io::Result<()> {
    let Some(folder) = place.parent().filter(|folder| !folder.is_dir()) else { return Ok(()) };
    make_folders(folder)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => sync_folder(folder),
    }
}

fn subfolders(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    Ok(paths.into_iter().filter(|path| path.is_dir()).collect())
}
