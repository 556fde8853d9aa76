//! Checking a package without a server: is every file there, unchanged, and nothing else?

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Write};

use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::archive::hexadecimal;
use super::central::doubled_name;
use crate::domain::disclosure::{FORMAT, Manifest, ManifestFile};

/// A manifest larger than this is none of ours: 64 MiB list about 400,000 files.
const LARGEST_MANIFEST: u64 = 64 * 1024 * 1024;
/// Up to this size a package may unpack to any multiple of its own.
const HARMLESS: u64 = 1024 * 1024 * 1024;
/// Beyond it, what unpacks to more than this multiple of its own size is a bomb, not an answer.
const HIGHEST_RATIO: u64 = 200;
/// The end of a ZIP file without a comment.
const END_OF_ARCHIVE: u64 = 22;

/// What was checked in a package in which everything holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// The reference of the case.
    pub reference: String,
    /// The name of the controller.
    pub controller: String,
    /// When the disclosure was made, UTC.
    pub made_at: DateTime<Utc>,
    /// How many files were hashed.
    pub files: u64,
    /// How many bytes, unpacked.
    pub bytes: u64,
}

/// The first thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The ZIP is damaged, or says different things about itself in different places.
    #[error("the archive is damaged or was tampered with: {0}")]
    Archive(String),
    /// Bytes lie before or after the ZIP.
    #[error("there is something besides the archive in the file")]
    Garbage,
    /// Two entries have the same name.
    #[error("two files are called {0:?}")]
    Doubled(String),
    /// A name would lead out of the folder, or means different things on different systems.
    #[error("{0:?} is not a name that belongs into a package")]
    Name(String),
    /// There is no manifest, or it is not one of ours.
    #[error("manifest.json {0}")]
    Manifest(String),
    /// A file of the manifest is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A file is there that the manifest does not know.
    #[error("{0} is not in the manifest")]
    Extra(String),
    /// A file is not what it was.
    #[error("{0} was changed")]
    Changed(String),
    /// It unpacks to far more than an answer would.
    #[error("it would unpack to {unpacked} bytes from {packed}: too much to be an answer")]
    Bomb {
        /// Bytes after unpacking, as the manifest has it.
        unpacked: u64,
        /// Bytes of the package.
        packed: u64,
    },
}

impl Problem {
    /// The file that it is about, if it is about one.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::Doubled(name) | Self::Name(name) | Self::Missing(name) | Self::Extra(name) | Self::Changed(name) => {
                Some(name)
            }
            Self::Manifest(_) => Some("manifest.json"),
            Self::Archive(_) | Self::Garbage | Self::Bomb { .. } => None,
        }
    }
}

/// Why checking did not end well.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Unreadable(#[from] io::Error),
    /// The file is no ZIP.
    #[error("the file is no ZIP archive")]
    NotAnArchive,
    /// Something does not hold.
    #[error(transparent)]
    Problem(#[from] Problem),
}

/// Hashes every file of a package and compares it with the manifest. Memory does not grow with the package.
pub fn verify<R: Read + Seek>(mut source: R) -> Result<Verified, VerifyError> {
    let packed = source.seek(SeekFrom::End(0))?;
    let clean_end = ends_with_the_archive(&mut source, packed)?;
    let was_an_archive = starts_as_an_archive(&mut source)?;
    let mut archive = ZipArchive::new(source).map_err(|error| match error {
        zip::result::ZipError::Io(cause) if cause.kind() != io::ErrorKind::UnexpectedEof => {
            VerifyError::Unreadable(cause)
        }
        // A download that broke off is a package that does not hold, not a wrong file.
        _ if was_an_archive => Problem::Archive("it breaks off, or its list of files is gone".into()).into(),
        _ => VerifyError::NotAnArchive,
    })?;
    if archive.offset() != 0 || !clean_end || !archive.comment().is_empty() {
        return Err(Problem::Garbage.into());
    }
    if archive.has_duplicate_names() {
        let name = doubled_name(&mut archive.into_inner())?;
        return Err(Problem::Doubled(name.unwrap_or_else(|| "?".to_owned())).into());
    }
    check_structure(&mut archive)?;
    let manifest = read_manifest(&mut archive)?;
    check_names(&archive, &manifest)?;
    let unpacked = manifest.files.iter().fold(0_u64, |sum, file| sum.saturating_add(file.bytes));
    if unpacked > HARMLESS && unpacked / HIGHEST_RATIO > packed {
        return Err(Problem::Bomb { unpacked, packed }.into());
    }
    for file in &manifest.files {
        check_file(&mut archive, file)?;
    }
    Ok(Verified {
        reference: manifest.reference,
        controller: manifest.controller,
        made_at: manifest.made_at,
        files: u64::try_from(manifest.files.len()).unwrap_or(u64::MAX),
        bytes: unpacked,
    })
}

/// Whether the first file of an archive begins here.
fn starts_as_an_archive(source: &mut (impl Read + Seek)) -> io::Result<bool> {
    let mut start = Vec::new();
    source.rewind()?;
    source.by_ref().take(4).read_to_end(&mut start)?;
    source.rewind()?;
    Ok(start == b"PK\x03\x04")
}

/// Whether the file ends where the archive does: a last record without a comment.
fn ends_with_the_archive(source: &mut (impl Read + Seek), length: u64) -> io::Result<bool> {
    let Some(start) = length.checked_sub(END_OF_ARCHIVE) else { return Ok(false) };
    source.seek(SeekFrom::Start(start))?;
    let mut end = [0; 22];
    source.read_exact(&mut end)?;
    source.rewind()?;
    Ok(end.starts_with(b"PK\x05\x06") && end.ends_with(&[0, 0]))
}

fn check_structure<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<(), Problem> {
    archive.validate_header_consistency().map_err(|error| Problem::Archive(error.to_string()))?;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| Problem::Archive(error.to_string()))?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if !is_plain(&name) || !entry.is_file() || entry.is_symlink() || entry.encrypted() {
            return Err(Problem::Name(name));
        }
    }
    Ok(())
}

/// Names as we make them: no folder above, no drive, no backslash, nothing hidden, nothing that looks like something else.
fn is_plain(name: &str) -> bool {
    let part = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain)
    };
    name.split('/').all(part)
}

fn read_manifest<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Manifest, Problem> {
    let refuse = |why: &str| Problem::Manifest(why.into());
    let Ok(entry) = archive.by_name("manifest.json") else { return Err(refuse("is missing")) };
    let mut text = Vec::new();
    entry
        .take(LARGEST_MANIFEST + 1)
        .read_to_end(&mut text)
        .map_err(|error| Problem::Manifest(format!("cannot be unpacked: {error}")))?;
    if u64::try_from(text.len()).is_ok_and(|length| length > LARGEST_MANIFEST) {
        return Err(refuse("is too large to be ours"));
    }
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|error| Problem::Manifest(format!("is not ours: {error}")))?;
    if manifest.format == FORMAT { Ok(manifest) } else { Err(refuse("is of a format that this version does not know")) }
}

/// Every file is in the manifest once, and the other way round.
fn check_names<R: Read + Seek>(archive: &ZipArchive<R>, manifest: &Manifest) -> Result<(), Problem> {
    let mut listed: BTreeMap<&[u8], bool> = BTreeMap::from([(b"manifest.json".as_slice(), true)]);
    for file in &manifest.files {
        if !is_plain(&file.name) {
            return Err(Problem::Name(file.name.clone()));
        }
        if listed.insert(file.name.as_bytes(), false).is_some() {
            return Err(Problem::Manifest(format!("lists {} twice", file.name)));
        }
    }
    for name in archive.file_names_raw() {
        match listed.get_mut(name) {
            Some(found) => *found = true,
            None => return Err(Problem::Extra(String::from_utf8_lossy(name).into_owned())),
        }
    }
    let missing = manifest.files.iter().find(|file| listed.get(file.name.as_bytes()) == Some(&false));
    missing.map_or(Ok(()), |file| Err(Problem::Missing(file.name.clone())))
}

/// Unpacks no more than the manifest promises, whatever the archive says.
fn check_file<R: Read + Seek>(archive: &mut ZipArchive<R>, file: &ManifestFile) -> Result<(), Problem> {
    let changed = || Problem::Changed(file.name.clone());
    let Ok(entry) = archive.by_name(&file.name) else { return Err(changed()) };
    let mut hash = Hashing(Sha256::new());
    let Ok(bytes) = io::copy(&mut entry.take(file.bytes.saturating_add(1)), &mut hash) else { return Err(changed()) };
    let same = bytes == file.bytes && hexadecimal(&hash.0.finalize()) == file.sha256;
    if same { Ok(()) } else { Err(changed()) }
}

/// Takes bytes into a hash.
struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
