//! Mail into a folder: the default until a server is configured, and the demo's way out. Any mail program opens the files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::verdict::verdict;
use super::wire::compose;
use crate::ports::mailer::{Accepted, MailError, MailFault, MailStep, Mailer, OutgoingMail, Trouble};

/// Writes every mail as one `.eml` file, readable by its owner only.
#[derive(Debug)]
pub struct FolderMailer {
    folder: PathBuf,
    written: AtomicU64,
}

impl FolderMailer {
    /// Names the folder; it is made with the first mail.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), written: AtomicU64::new(0) }
    }

    /// Writes beside the final name and renames, so that a reader never sees half a mail and a crash leaves none.
    fn place(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let aside = self.folder.join(format!(".{}-{number}.part", std::process::id()));
        let placed = write_through(&aside, bytes).and_then(|()| fs::rename(&aside, self.folder.join(name)));
        if placed.is_err() && aside.exists() {
            fs::remove_file(&aside)?;
        }
        placed?;
        File::open(&self.folder)?.sync_all()
    }
}

impl Mailer for FolderMailer {
    fn send(&self, mail: &OutgoingMail) -> Result<Accepted, MailError> {
        let wire = compose(mail)?;
        let name = file_name(mail);
        make_folder(&self.folder).map_err(|error| disk(&error))?;
        let repeated = self.folder.join(&name).exists();
        if !repeated {
            self.place(&name, &wire.bytes).map_err(|error| disk(&error))?;
        }
        Ok(Accepted { code: None, said: None, repeated })
    }
}

/// The moment of queueing and the message id, both fixed: a repeat finds its own file. A listing is in order of time.
fn file_name(mail: &OutgoingMail) -> String {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '@');
    let id: String = mail.message_id.bare().chars().filter(allowed).take(180).collect();
    format!("{}-{id}.eml", mail.date.format("%Y%m%dT%H%M%SZ"))
}

fn disk(error: &io::Error) -> MailError {
    verdict(Trouble::new(MailStep::Writing, MailFault::Disk(error.kind())))
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private_file(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).open(path)
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}
