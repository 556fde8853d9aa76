//! Mailboxes that are folders: a Maildir, which a mail server or a fetching program fills, or a folder of `.eml` files.
//!
//! A message leaves the place of new mail only by being renamed, and only when the desk has it on disk. Nothing is ever deleted.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::LARGEST;
use crate::ports::incoming::{Fetched, MailFolder, MailboxError, Waiting};

/// How many messages are listed at a time; the rest waits for the next look.
const AT_ONCE: usize = 10_000;
/// How much of what is too large is read, in bytes: its headers.
const HEAD: u64 = 64 * 1024;

/// A Maildir: new mail lies in `new`, taken mail goes to `cur` with the mark of having been seen.
pub struct Maildir {
    path: PathBuf,
}

impl Maildir {
    /// Watches a Maildir.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }
}

impl MailFolder for Maildir {
    fn waiting(&self) -> Result<Vec<Waiting>, MailboxError> {
        listed(&self.path.join("new"), |_| true)
    }

    fn read(&self, waiting: &Waiting) -> Result<Fetched, MailboxError> {
        bytes_of(&self.path.join("new").join(&waiting.0))
    }

    fn taken(&self, waiting: &Waiting) -> Result<(), MailboxError> {
        let bare = waiting.0.split(':').next().unwrap_or_default();
        renamed(&self.path.join("new").join(&waiting.0), &self.path.join("cur"), &format!("{bare}:2,S"))
    }
}

/// A folder of `.eml` files; what was taken goes to its sub-folder `taken`.
pub struct EmlFolder {
    path: PathBuf,
}

impl EmlFolder {
    /// Watches a folder.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }
}

impl MailFolder for EmlFolder {
    fn waiting(&self) -> Result<Vec<Waiting>, MailboxError> {
        let is_eml = |name: &str| Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("eml"));
        listed(&self.path, is_eml)
    }

    fn read(&self, waiting: &Waiting) -> Result<Fetched, MailboxError> {
        bytes_of(&self.path.join(&waiting.0))
    }

    fn taken(&self, waiting: &Waiting) -> Result<(), MailboxError> {
        renamed(&self.path.join(&waiting.0), &self.path.join("taken"), &waiting.0)
    }
}

/// The names of files in a folder, in their order, which is the order of arrival in a Maildir.
fn listed(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Waiting>, MailboxError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().unwrap_or_default();
        if !name.is_empty() && !name.starts_with('.') && wanted(&name) && entry.file_type()?.is_file() {
            names.push(Waiting(name));
        }
    }
    names.sort();
    names.truncate(AT_ONCE);
    Ok(names)
}

/// What may be read of a file. The size is asked for first, so that what is too large is never loaded.
fn bytes_of(path: &Path) -> Result<Fetched, MailboxError> {
    let mut file = match fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Fetched::Gone),
        other => other?,
    };
    let (size, most) = (file.metadata()?.len(), u64::try_from(LARGEST).unwrap_or(u64::MAX));
    let mut bytes = Vec::new();
    if size > most {
        file.take(HEAD).read_to_end(&mut bytes)?;
        return Ok(Fetched::TooLarge { bytes: size, head: bytes });
    }
    file.by_ref().take(most).read_to_end(&mut bytes)?;
    Ok(Fetched::Whole(bytes))
}

/// Moves a file; that another node has moved it is no error.
fn renamed(from: &Path, folder: &Path, name: &str) -> Result<(), MailboxError> {
    fs::create_dir_all(folder)?;
    match fs::rename(from, folder.join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => Ok(other?),
    }
}
