//! The ZIP itself: streamed, reproducible, every file hashed on its way in.

use std::io::{self, Write};

use chrono::{DateTime, Datelike, Timelike, Utc};
use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::domain::disclosure::ManifestFile;

/// zlib-rs at this level packs tighter than `pigz -1` at a little more than two thirds of its pace (see docs/PERFORMANCE.md).
const LEVEL: i64 = 2;
/// Small writes are gathered before they are hashed and packed.
const BUFFER: usize = 128 * 1024;

/// An archive being written.
pub(super) struct Archive<'out> {
    zip: ZipWriter<StreamWriter<&'out mut dyn Write>>,
    options: SimpleFileOptions,
    files: Vec<ManifestFile>,
}

impl<'out> Archive<'out> {
    /// Starts an archive whose files all carry the same time, so that packing again gives the same bytes.
    pub(super) fn new(out: &'out mut dyn Write, at: DateTime<Utc>) -> Self {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .last_modified_time(stamp(at))
            .unix_permissions(0o644);
        Self { zip: ZipWriter::new_stream(out), options, files: Vec::new() }
    }

    /// Starts a file. It must stay under 4 GiB, which the caller sees to by splitting: then every reader of ZIP files can open it.
    pub(super) fn start(&mut self, name: String) -> io::Result<Entry<'_, 'out>> {
        self.zip.start_file(&name, self.options)?;
        let file = ManifestFile { name, bytes: 0, sha256: String::new(), rows: None, kind: None, withheld: None };
        Ok(Entry { archive: self, file, hash: Sha256::new(), buffer: Vec::with_capacity(BUFFER) })
    }

    /// Writes a whole small file.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut entry = self.start(name.to_owned())?;
        entry.write_all(content)?;
        entry.finish(None).map(drop)
    }

    /// What has been written.
    pub(super) fn files(&self) -> &[ManifestFile] {
        &self.files
    }

    /// Writes the directory at the end.
    pub(super) fn finish(self) -> io::Result<()> {
        self.zip.finish()?.into_inner().flush()
    }
}

/// A file inside the archive being written.
pub(super) struct Entry<'archive, 'out> {
    archive: &'archive mut Archive<'out>,
    file: ManifestFile,
    hash: Sha256,
    buffer: Vec<u8>,
}

impl Entry<'_, '_> {
    /// Notes what kind of document it is, and what is missing from it.
    pub(super) fn note(&mut self, kind: Option<String>, withheld: Option<String>) {
        (self.file.kind, self.file.withheld) = (kind, withheld);
    }

    /// How many bytes it has so far.
    pub(super) fn bytes(&self) -> u64 {
        self.file.bytes
    }

    /// Ends the file and notes its fingerprint.
    pub(super) fn finish(mut self, rows: Option<u64>) -> io::Result<ManifestFile> {
        self.pass_on()?;
        self.file.sha256 = hexadecimal(&std::mem::take(&mut self.hash).finalize());
        self.file.rows = rows;
        self.archive.files.push(self.file.clone());
        Ok(self.file)
    }

    fn pass_on(&mut self) -> io::Result<()> {
        self.hash.update(&self.buffer);
        self.archive.zip.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

impl Write for Entry<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.len() + bytes.len() > BUFFER {
            self.pass_on()?;
        }
        if bytes.len() >= BUFFER {
            self.hash.update(bytes);
            self.archive.zip.write_all(bytes)?;
        } else {
            self.buffer.extend_from_slice(bytes);
        }
        self.file.bytes = self.file.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The time as ZIP knows it: UTC here, two-second steps, 1980 to 2107.
fn stamp(at: DateTime<Utc>) -> zip::DateTime {
    let part = |value: u32| u8::try_from(value).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    zip::DateTime::from_date_and_time(
        year,
        part(at.month()),
        part(at.day()),
        part(at.hour()),
        part(at.minute()),
        part(at.second()),
    )
    .unwrap_or_default()
}
