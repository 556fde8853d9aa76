//! The journal of an erasure as a file that only its owner may read.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::ports::journal::{ErasureJournal, JournalError};

/// A file of lines.
pub struct FileJournal {
    path: PathBuf,
    file: BufWriter<File>,
}

impl FileJournal {
    /// Opens the journal to go on with it, or begins it. The folder is made if need be.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        if let Some(folder) = path.parent() {
            private_folder(folder).map_err(|error| failed(&error))?;
        }
        let file = private_file(path, true).map_err(|error| failed(&error))?;
        // Two erasures of one person at once would each undo the other's bookkeeping.
        file.try_lock()
            .map_err(|_held| JournalError::Failed("another erasure of this person is under way".to_owned()))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }

    /// The lines of a journal; none when there is no file.
    pub fn lines(path: &Path) -> Result<Box<dyn Iterator<Item = Result<String, JournalError>>>, JournalError> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Box::new(std::iter::empty())),
            Err(error) => return Err(failed(&error)),
        };
        Ok(Box::new(BufReader::new(file).lines().map(|line| line.map_err(|error| failed(&error)))))
    }
}

impl ErasureJournal for FileJournal {
    fn append(&mut self, line: &str) -> Result<(), JournalError> {
        writeln!(self.file, "{line}").map_err(|error| failed(&error))
    }

    fn sync(&mut self) -> Result<(), JournalError> {
        self.file.flush().and_then(|()| self.file.get_ref().sync_data()).map_err(|error| failed(&error))
    }

    fn conclude(&mut self, line: &str) -> Result<(), JournalError> {
        let beside = self.path.with_extension("new");
        let write = || -> std::io::Result<File> {
            let mut file = private_file(&beside, false)?;
            writeln!(file, "{line}")?;
            file.sync_data()?;
            fs::rename(&beside, &self.path)?;
            Ok(file)
        };
        self.file = BufWriter::new(write().map_err(|error| failed(&error))?);
        Ok(())
    }
}

fn failed(error: &std::io::Error) -> JournalError {
    JournalError::Failed(error.to_string())
}

fn private_file(path: &Path, append: bool) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(append).write(!append).truncate(!append);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

fn private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}
