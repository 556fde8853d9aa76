//! The mark of how far the log had come, as a small file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::ports::high_water::{HighWater, HighWaterError, HighWaterMark};

/// A file beside the database, never in it.
#[derive(Debug)]
pub struct FileMark {
    path: PathBuf,
    /// Several threads send mail; each writes the mark whole.
    writing: Mutex<()>,
}

impl FileMark {
    /// A mark at a path; nothing is made before it is written.
    pub fn new(path: PathBuf) -> Self {
        Self { path, writing: Mutex::default() }
    }

    fn failed(&self, why: &dyn std::fmt::Display) -> HighWaterError {
        HighWaterError(format!("{}: {why}", self.path.display()))
    }

    fn put(&self, text: &str) -> io::Result<()> {
        let draft = self.path.with_extension("new");
        let mut file = File::create(&draft)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, &self.path)
    }
}

impl HighWaterMark for FileMark {
    fn read(&self) -> Result<Option<HighWater>, HighWaterError> {
        match fs::read_to_string(&self.path) {
            Ok(text) => serde_json::from_str(&text).map(Some).map_err(|why| self.failed(&why)),
            Err(none) if none.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(why) => Err(self.failed(&why)),
        }
    }

    fn write(&self, mark: &HighWater) -> Result<(), HighWaterError> {
        let text = serde_json::to_string(mark).map_err(|why| self.failed(&why))?;
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.put(&text).map_err(|why| self.failed(&why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_last_is_read_and_nothing_before_it() {
        let folder = tempfile::TempDir::new().unwrap();
        let mark = FileMark::new(folder.path().join("mail.mark"));
        assert_eq!(mark.read(), Ok(None));
        for seq in [3, 9] {
            let ends = [("justroo".to_owned(), (seq, "ab".to_owned()))].into();
            mark.write(&HighWater { ends }).unwrap();
        }
        assert_eq!(mark.read().unwrap().unwrap().ends["justroo"].0, 9);
        fs::write(folder.path().join("mail.mark"), "{").unwrap();
        assert!(mark.read().unwrap_err().to_string().contains("mail.mark"));
    }
}
