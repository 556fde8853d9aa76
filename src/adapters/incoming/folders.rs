//! Mailboxes that are folders: a Maildir, which a mail server or a fetching program fills, or a folder of `.eml` files.
//!
//! A message leaves the place of new mail only by being renamed, and only when the desk has it on disk. Nothing is ever deleted.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::LARGEST;
use crate::ports::incoming::{MailFolder, Waiting};

/// How many messages are listed at a time; the rest waits for the next look.
const AT_ONCE: usize = 10_000;

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
    fn waiting(&self) -> io::Result<Vec<Waiting>> {
        listed(&self.path.join("new"), |_| true)
    }

    fn read(&self, waiting: &Waiting) -> io::Result<Vec<u8>> {
        bytes_of(&self.path.join("new").join(&waiting.0))
    }

    fn taken(&self, waiting: &Waiting) -> io::Result<()> {
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
    fn waiting(&self) -> io::Result<Vec<Waiting>> {
        let is_eml = |name: &str| Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("eml"));
        listed(&self.path, is_eml)
    }

    fn read(&self, waiting: &Waiting) -> io::Result<Vec<u8>> {
        bytes_of(&self.path.join(&waiting.0))
    }

    fn taken(&self, waiting: &Waiting) -> io::Result<()> {
        renamed(&self.path.join(&waiting.0), &self.path.join("taken"), &waiting.0)
    }
}

/// The names of files in a folder, in their order, which is the order of arrival in a Maildir.
fn listed(folder: &Path, wanted: impl Fn(&str) -> bool) -> io::Result<Vec<Waiting>> {
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

/// One byte more than is read at most, so that what is too large shows.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Moves a file; that another node has moved it is no error.
fn renamed(from: &Path, folder: &Path, name: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    match fs::rename(from, folder.join(name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
