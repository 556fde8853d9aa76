//! The mark of how far the log had come, as a small file, and a second one outside the data folder where the operator names a place.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::ports::high_water::{HighWater, HighWaterError, HighWaterMark};

/// A file beside the database, never in it.
#[derive(Debug)]
pub struct FileMark {
    path: PathBuf,
    /// Where a second mark lies, out of the reach of whoever copies the data folder.
    witness: Option<PathBuf>,
    /// The database's own file, where it has one.
    database: Option<PathBuf>,
    /// Several threads send mail; each writes the mark whole.
    writing: Mutex<()>,
}

impl FileMark {
    /// A mark at a path; nothing is made before it is written.
    pub fn new(path: PathBuf) -> Self {
        Self { path, witness: None, database: None, writing: Mutex::default() }
    }

    /// With a second mark at a path outside the data folder.
    #[must_use]
    pub fn with_witness(self, witness: Option<PathBuf>) -> Self {
        Self { witness, ..self }
    }

    /// Beside a database that is a file.
    #[must_use]
    pub fn beside(self, database: Option<PathBuf>) -> Self {
        Self { database, ..self }
    }
}

fn failed(path: &Path, why: &dyn std::fmt::Display) -> HighWaterError {
    HighWaterError(format!("{}: {why}", path.display()))
}

fn taken_from(path: &Path) -> Result<Option<HighWater>, HighWaterError> {
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).map(Some).map_err(|why| failed(path, &why)),
        Err(none) if none.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(failed(path, &why)),
    }
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("new");
    let mut file = File::create(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, path)
}

impl HighWaterMark for FileMark {
    fn read(&self) -> Result<Option<HighWater>, HighWaterError> {
        taken_from(&self.path)
    }

    fn witness(&self) -> Result<Option<HighWater>, HighWaterError> {
        self.witness.as_deref().map_or(Ok(None), taken_from)
    }

    fn born(&self) -> Option<String> {
        let made = fs::metadata(self.database.as_ref()?).ok()?.created().ok()?;
        made.duration_since(SystemTime::UNIX_EPOCH).ok().map(|since| since.as_nanos().to_string())
    }

    fn write(&self, mark: &HighWater) -> Result<(), HighWaterError> {
        let text = serde_json::to_string(mark).map_err(|why| failed(&self.path, &why))?;
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let places = std::iter::once(&self.path).chain(&self.witness);
        places.into_iter().try_for_each(|path| put(path, &text).map_err(|why| failed(path, &why)))
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

    #[test]
    fn a_second_mark_lies_elsewhere_and_a_place_that_is_gone_is_said() {
        let folder = tempfile::TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mark = FileMark::new(at("mail.mark")).with_witness(Some(at("elsewhere.mark")));
        assert_eq!(mark.witness(), Ok(None));
        mark.write(&HighWater::default()).unwrap();
        assert_eq!(mark.witness(), Ok(Some(HighWater::default())));
        let astray = FileMark::new(at("mail.mark")).with_witness(Some(at("no-folder/x.mark")));
        assert!(astray.write(&HighWater::default()).unwrap_err().to_string().contains("no-folder"));
    }

    #[test]
    fn a_file_that_is_moved_was_born_when_it_was() {
        let folder = tempfile::TempDir::new().unwrap();
        let (here, there) = (folder.path().join("a.db"), folder.path().join("b.db"));
        fs::write(&here, "x").unwrap();
        let born = |path: &PathBuf| FileMark::new(folder.path().join("m")).beside(Some(path.clone())).born();
        let before = born(&here);
        fs::rename(&here, &there).unwrap();
        assert_eq!(born(&there), before);
        assert_eq!(FileMark::new(here).born(), None, "a server keeps it");
    }
}
