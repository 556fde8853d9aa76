//! Changing a CSV file: a new file beside the old one, rows that are not concerned copied byte for byte, then put in its place.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use csv::{ByteRecord, WriterBuilder};

use super::csv::{Records, decoded, value};
use super::sieve::Tuples;

/// How the new file's name ends until it takes the old one's place.
const BESIDE: &str = "csv.erasing";

/// New files by the path that they will take.
#[derive(Default)]
pub(super) struct Staged(BTreeMap<PathBuf, PathBuf>);

/// What is to become of the rows whose columns hold one of the keys.
pub(super) struct Rewrite {
    pub(super) columns: Vec<usize>,
    pub(super) keys: Tuples,
    /// New texts by column; `None`: the rows go.
    pub(super) set: Option<Vec<(usize, String)>>,
}

impl Staged {
    /// The file to read: the new one where there is one.
    pub(super) fn current<'a>(&'a self, path: &'a Path) -> &'a Path {
        self.0.get(path).map_or(path, PathBuf::as_path)
    }

    /// Writes the new file; returns how many rows were met.
    pub(super) fn rewrite(
        &mut self,
        path: &Path,
        records: &mut Records,
        delimiter: u8,
        rewrite: &Rewrite,
    ) -> io::Result<u64> {
        let beside = path.with_extension(format!("{}{BESIDE}", if self.0.contains_key(path) { "next." } else { "" }));
        let mut copy = Copy {
            from: File::open(self.current(path))?,
            to: BufWriter::new(File::create(&beside)?),
            copied: 0,
            delimiter,
        };
        fs::set_permissions(&beside, fs::metadata(path)?.permissions())?;
        let met = copy.all(records, rewrite)?;
        copy.to.flush()?;
        copy.to.get_ref().sync_all()?;
        let last = path.with_extension(BESIDE);
        fs::rename(&beside, &last)?;
        self.0.insert(path.to_owned(), last);
        Ok(met)
    }

    /// Puts the new files in the places of the old ones, each at once.
    pub(super) fn commit(&mut self) -> io::Result<()> {
        for (path, beside) in std::mem::take(&mut self.0) {
            fs::rename(&beside, &path)?;
            if let Some(folder) = path.parent() {
                File::open(folder)?.sync_all()?;
            }
        }
        Ok(())
    }

    /// Forgets the new files.
    pub(super) fn abandon(&mut self) {
        for beside in std::mem::take(&mut self.0).into_values() {
            // One that stays behind is written over by the next erasure and read by nobody.
            drop(fs::remove_file(beside));
        }
    }
}

struct Copy {
    from: File,
    to: BufWriter<File>,
    /// Bytes of the old file that are dealt with.
    copied: u64,
    delimiter: u8,
}

impl Copy {
    fn all(&mut self, records: &mut Records, rewrite: &Rewrite) -> io::Result<u64> {
        let size = self.from.metadata()?.len();
        // Positions count from behind the byte order mark.
        let mark = self.mark()?;
        let (mut record, mut met) = (ByteRecord::new(), 0);
        records.byte_headers().map_err(io::Error::other)?;
        while records.read_byte_record(&mut record).map_err(io::Error::other)? {
            let start = record.position().map_or(0, csv::Position::byte) + mark;
            let end = (records.position().byte() + mark).min(size);
            if !rewrite.concerns(&record) {
                continue;
            }
            met += 1;
            self.copy_until(start)?;
            let old = self.read(start, end)?;
            if let Some(set) = &rewrite.set {
                self.write_changed(&record, set, &old)?;
            }
            self.copied = end;
        }
        self.copy_until(size)?;
        Ok(met)
    }

    fn mark(&mut self) -> io::Result<u64> {
        let mut start = Vec::new();
        self.from.seek(SeekFrom::Start(0))?;
        Read::by_ref(&mut self.from).take(3).read_to_end(&mut start)?;
        Ok(if start == [0xEF, 0xBB, 0xBF] { 3 } else { 0 })
    }

    fn copy_until(&mut self, end: u64) -> io::Result<()> {
        self.from.seek(SeekFrom::Start(self.copied))?;
        io::copy(&mut Read::by_ref(&mut self.from).take(end.saturating_sub(self.copied)), &mut self.to)?;
        self.copied = end;
        Ok(())
    }

    fn read(&mut self, start: u64, end: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.from.seek(SeekFrom::Start(start))?;
        Read::by_ref(&mut self.from).take(end.saturating_sub(start)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The line ends as it did.
    fn write_changed(&mut self, record: &ByteRecord, set: &[(usize, String)], old: &[u8]) -> io::Result<()> {
        let mut line = WriterBuilder::new().delimiter(self.delimiter).from_writer(Vec::new());
        let cells = record
            .iter()
            .enumerate()
            .map(|(at, cell)| set.iter().find(|(column, _)| *column == at).map_or(cell, |(_, text)| text.as_bytes()));
        line.write_record(cells).map_err(io::Error::other)?;
        let line = line.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        self.to.write_all(line.strip_suffix(b"\n").unwrap_or(&line))?;
        let end: &[u8] = if old.ends_with(b"\r\n") {
            b"\r\n"
        } else if old.ends_with(b"\n") {
            b"\n"
        } else {
            b""
        };
        self.to.write_all(end)
    }
}

impl Rewrite {
    fn concerns(&self, record: &ByteRecord) -> bool {
        self.keys.hold(&self.columns, &|at| value(record, at))
    }
}

/// The header's names.
pub(super) fn header(records: &mut Records) -> csv::Result<Vec<String>> {
    Ok(records.byte_headers()?.iter().map(decoded).collect())
}
