//! Packing an answer: data first, then the letter that tells what was packed, then the manifest.

use std::io::Write;

use super::archive::{Archive, Entry};
use super::html;
use super::names::Names;
use super::preview::{BUDGET, FirstRows, Preview};
use super::{csv, json, pdf, portable};
use crate::domain::disclosure::{CollectionHead, Contents, FORMAT, FileInPackage, Letter, Manifest, Record, Voice};
use crate::domain::right::Right;
use crate::ports::disclosure::{Attachment, Collections, PackageError, Packager, Progress, Unreadable};
use crate::ports::letters::PrintSize;

/// A file is split before it reaches this size: then every reader can open it, and no entry needs the ZIP64 form.
const LARGEST: u64 = 2_000_000_000;
/// A table is split after this many records, because spreadsheets open 1,048,576 lines at most.
const MOST_ROWS: u64 = 1_000_000;
/// How often progress is told, in records.
const STEP: u64 = 10_000;

/// Packs answers as ZIP files.
#[derive(Clone, Copy, Debug, Default)]
pub struct ZipPackager;

impl Packager for ZipPackager {
    fn pack(
        &self,
        letter: &Letter,
        collections: &mut dyn Collections,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Manifest, PackageError> {
        build(letter, collections, out, progress)
    }
}

/// Writes a package to `out`, front to back; see the door of this room for what it holds.
pub fn build(
    letter: &Letter,
    collections: &mut dyn Collections,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, PackageError> {
    let heads = collections.heads()?;
    let mut build = Build {
        archive: Archive::new(out, letter.made_at),
        names: Names::default(),
        contents: Vec::new(),
        exact: Vec::new(),
        previews: Vec::new(),
        budget: BUDGET,
        progress,
        now: Progress { done: 0, of: heads.len(), rows: 0 },
    };
    for (index, head) in heads.into_iter().enumerate() {
        build.collection(&letter.voice(), collections, index, head)?;
        build.now.done = index + 1;
        (build.progress)(build.now);
    }
    for (index, attachment) in collections.attachments()?.into_iter().enumerate() {
        build.attachment(&letter.voice(), collections, index, attachment)?;
    }
    build.finish(letter)
}

struct Build<'out, 'told> {
    archive: Archive<'out>,
    names: Names,
    contents: Vec<Contents>,
    /// The JSON files of each of the contents.
    exact: Vec<Vec<FileInPackage>>,
    previews: Vec<Preview>,
    budget: usize,
    progress: &'told mut dyn FnMut(Progress),
    now: Progress,
}

impl Build<'_, '_> {
    /// Packs one collection; one without records leaves no file.
    fn collection(
        &mut self,
        voice: &Voice<'_>,
        source: &mut dyn Collections,
        index: usize,
        head: CollectionHead,
    ) -> Result<(), PackageError> {
        let mut contents = Contents { head, rows: 0, tables: Vec::new() };
        if source.records(index)?.next().is_none() {
            self.exact.push(Vec::new());
            self.contents.push(contents);
            return Ok(());
        }
        let stem = self.names.stem(&contents.head);
        let keys = json::keys(&contents.head)?;
        let width = contents.head.columns.len();

        let mut budget = self.budget;
        let mut first = FirstRows::new(&mut budget, *voice);
        let exact = self.write(source.records(index)?, &stem, &mut Json { keys, first: &mut first })?;
        contents.rows = exact.iter().map(|file| file.rows).sum();

        let table = &mut Csv { head: &contents.head, width, voice: *voice };
        contents.tables = self.write(source.records(index)?, &stem, table)?;
        let again = contents.tables.iter().map(|file| file.rows).sum();
        if again != contents.rows {
            let collection = format!("{}.{}", contents.head.system, contents.head.collection);
            return Err(PackageError::Changed { collection, first: contents.rows, second: again });
        }
        self.previews.push(first.finish(&contents));
        self.budget = budget;
        self.exact.push(exact);
        self.contents.push(contents);
        Ok(())
    }

    /// Writes all records in one form, into as many files as its limits ask for.
    fn write(
        &mut self,
        records: impl Iterator<Item = Result<Record, Unreadable>>,
        stem: &str,
        form: &mut impl Form,
    ) -> Result<Vec<FileInPackage>, PackageError> {
        let mut files = Vec::new();
        let mut records = records.peekable();
        while records.peek().is_some() {
            let part = if files.is_empty() { String::new() } else { format!("-part{}", files.len() + 1) };
            let mut entry = self.archive.start(format!("data/{stem}{part}.{}", form.ending()))?;
            form.begin(&mut entry)?;
            let mut rows = 0;
            while rows < form.most_rows() && entry.bytes() < LARGEST {
                let Some(record) = records.next() else { break };
                form.record(&mut entry, &record?, rows)?;
                rows += 1;
                self.now.rows += 1;
                if self.now.rows.is_multiple_of(STEP) {
                    (self.progress)(self.now);
                }
            }
            form.end(&mut entry)?;
            let file = entry.finish(Some(rows))?;
            files.push(FileInPackage { name: file.name, rows });
        }
        Ok(files)
    }

    /// Packs a file as it is.
    fn attachment(
        &mut self,
        voice: &Voice<'_>,
        source: &mut dyn Collections,
        index: usize,
        attachment: Attachment,
    ) -> Result<(), PackageError> {
        let name = self.names.attachment(&attachment);
        let mut entry = self.archive.start(name.clone())?;
        entry.note(attachment.kind.map(|kind| voice.plain(kind.words())), attachment.withheld);
        std::io::copy(&mut source.attachment(index)?, &mut entry)?;
        entry.finish(None)?;
        let head = CollectionHead {
            system_title: attachment.system_title,
            title: attachment.title,
            description: attachment.description,
            ..CollectionHead::default()
        };
        self.exact.push(Vec::new());
        self.contents.push(Contents { head, rows: 1, tables: vec![FileInPackage { name, rows: 1 }] });
        Ok(())
    }

    /// Writes the letter in its two forms, and the manifest.
    fn finish(mut self, letter: &Letter) -> Result<Manifest, PackageError> {
        let document = letter.document(&self.contents);
        let page = html::index(&document, &self.previews, &letter.voice())
            .map_err(|error| PackageError::Page(error.to_string()))?;
        self.archive.add("index.html", page.as_bytes())?;
        self.archive.add("letter.pdf", &pdf::letter(&document, PrintSize::Ordinary)?)?;
        if letter.right == Right::Portability {
            let catalogue = portable::catalogue(letter, &self.contents, &self.exact);
            let listed = serde_json::to_vec_pretty(&catalogue).map_err(std::io::Error::from)?;
            self.archive.add(portable::NAME, &listed)?;
            self.archive.add(portable::SCHEMA_NAME, portable::SCHEMA.as_bytes())?;
        }
        let manifest = Manifest {
            format: FORMAT.into(),
            reference: letter.about.reference.clone(),
            controller: letter.controller.legal_name().to_owned(),
            made_at: letter.made_at,
            files: self.archive.files().to_vec(),
        };
        let listed = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from)?;
        self.archive.add("manifest.json", &listed)?;
        self.archive.finish()?;
        Ok(manifest)
    }
}

/// A way to write records into a file.
trait Form {
    fn ending(&self) -> &'static str;
    fn most_rows(&self) -> u64;
    fn begin(&mut self, out: &mut Entry<'_, '_>) -> std::io::Result<()>;
    fn record(&mut self, out: &mut Entry<'_, '_>, record: &Record, before: u64) -> std::io::Result<()>;
    fn end(&mut self, out: &mut Entry<'_, '_>) -> std::io::Result<()>;
}

struct Json<'first, 'budget> {
    keys: Vec<Vec<u8>>,
    first: &'first mut FirstRows<'budget>,
}

impl Form for Json<'_, '_> {
    fn ending(&self) -> &'static str {
        "json"
    }

    fn most_rows(&self) -> u64 {
        u64::MAX
    }

    fn begin(&mut self, out: &mut Entry<'_, '_>) -> std::io::Result<()> {
        out.write_all(b"[\n")
    }

    fn record(&mut self, out: &mut Entry<'_, '_>, record: &Record, before: u64) -> std::io::Result<()> {
        if before > 0 {
            out.write_all(b",\n")?;
        }
        self.first.take(record);
        json::write_record(out, &self.keys, record)
    }

    fn end(&mut self, out: &mut Entry<'_, '_>) -> std::io::Result<()> {
        out.write_all(b"\n]\n")
    }
}

struct Csv<'head> {
    head: &'head CollectionHead,
    width: usize,
    voice: Voice<'head>,
}

impl Form for Csv<'_> {
    fn ending(&self) -> &'static str {
        "csv"
    }

    fn most_rows(&self) -> u64 {
        MOST_ROWS
    }

    fn begin(&mut self, out: &mut Entry<'_, '_>) -> std::io::Result<()> {
        csv::write_head(out, self.head, &self.voice)
    }

    fn record(&mut self, out: &mut Entry<'_, '_>, record: &Record, _before: u64) -> std::io::Result<()> {
        csv::write_record(out, self.width, record, &self.voice)
    }

    fn end(&mut self, _out: &mut Entry<'_, '_>) -> std::io::Result<()> {
        Ok(())
    }
}
