//! A folder of CSV files: one file per collection, named after it, with a header row. Read anew for every question, line by line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::Instant;

use csv::{ByteRecord, ReaderBuilder};

use super::csv_change::{Rewrite, Staged, header};
use super::sieve::{Sieve, Tuples};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::ports::connector::{Bounds, Change, Connector, ConnectorError, Flow, Nature, Select, Table};

/// A connector to a folder of CSV files.
pub struct CsvConnector {
    folder: PathBuf,
    bounds: Bounds,
    /// New files of an erasure that has not been committed.
    staged: Staged,
}

pub(super) type Records = csv::Reader<BufReader<File>>;

impl CsvConnector {
    /// A connector that opens the files when it is asked.
    pub fn new(folder: impl AsRef<Path>, bounds: Bounds) -> Self {
        Self { folder: folder.as_ref().to_owned(), bounds, staged: Staged::default() }
    }

    /// The file of a collection; `None` when there is none. A name that is no plain file name has no file.
    fn open(&self, table: &Table) -> Result<Option<Records>, ConnectorError> {
        Ok(self.open_with_delimiter(table)?.map(|(records, _)| records))
    }

    fn path(&self, table: &Table) -> Option<PathBuf> {
        let plain = Path::new(&table.name).file_name().is_some_and(|name| name == table.name.as_str());
        let path = self.folder.join(format!("{}.csv", table.name));
        (plain && path.is_file()).then_some(path)
    }

    fn open_with_delimiter(&self, table: &Table) -> Result<Option<(Records, u8)>, ConnectorError> {
        let Some(path) = self.path(table) else { return Ok(None) };
        let file = File::open(self.staged.current(&path)).map_err(|_error| unreadable(&table.name))?;
        let mut file = BufReader::new(file);
        skip_mark(&mut file).map_err(|_error| unreadable(&table.name))?;
        let delimiter = delimiter(&mut file).map_err(|_error| unreadable(&table.name))?;
        Ok(Some((ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(file), delimiter)))
    }

    fn files(&self) -> Result<Vec<PathBuf>, ConnectorError> {
        let missing = || {
            ConnectorError::needs_person("the folder of CSV files cannot be read", "check the path and who may read it")
        };
        let entries = std::fs::read_dir(&self.folder).map_err(|_error| missing())?;
        let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
        Ok(paths.filter(|path| path.extension().is_some_and(|extension| extension == "csv")).collect())
    }

    /// The files that are not UTF-8: told, because their letters are read as Latin-1 (Windows-1252 differs in a few signs).
    fn remarks(&self) -> Result<Vec<String>, ConnectorError> {
        let mut remarks = Vec::new();
        for path in self.files()? {
            let name = file_name(&path).unwrap_or_default();
            if !is_utf8(&path).map_err(|_error| unreadable(&name))? {
                remarks.push(format!("{name}.csv is not UTF-8; its letters were read as Latin-1"));
            }
        }
        remarks.sort();
        Ok(remarks)
    }
}

impl Connector for CsvConnector {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        Ok(Nature { engine: "csv", remarks: self.remarks()? })
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        let Some(mut records) = self.open(table)? else { return Ok(None) };
        let header = records.byte_headers().map_err(|error| broken(&table.name, &error))?;
        Ok(Some(header.iter().map(decoded).collect()))
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let Some(mut records) = self.open(&ask.table)? else {
            return Err(ConnectorError::Refused { why: format!("there is no file {}.csv", ask.table.name) });
        };
        let header: Vec<String> =
            records.byte_headers().map_err(|error| broken(&ask.table.name, &error))?.iter().map(decoded).collect();
        let sieve = Sieve::new(ask, &header)?;
        let (mut since, mut record, mut count) = (Instant::now(), ByteRecord::new(), 0_u64);
        while records.read_byte_record(&mut record).map_err(|error| broken(&ask.table.name, &error))? {
            if since.elapsed() > self.bounds.statement {
                return Err(ConnectorError::retry(format!("reading {}.csv took too long", ask.table.name)));
            }
            if !sieve.keeps(&|at| value(&record, at)) {
                continue;
            }
            count += 1;
            if count > self.bounds.rows {
                let why = format!("{} gives more than {} rows to one question", ask.table.name, self.bounds.rows);
                return Err(ConnectorError::Refused { why });
            }
            let enough = ask.first.is_some_and(|first| count >= u64::from(first));
            if row(sieve.shown.iter().map(|at| value(&record, *at)).collect()) == Flow::Enough || enough {
                return Ok(());
            }
            since = Instant::now();
        }
        Ok(())
    }

    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        let mut names: Vec<String> = self.files()?.iter().filter_map(|path| file_name(path)).collect();
        names.sort();
        Ok(names.into_iter().map(|name| Table { schema: None, name }).collect())
    }

    /// Every cell is text and may be empty.
    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        Ok(self.columns(table)?.map(|names| names.into_iter().map(ColumnShape::any_text).collect()))
    }

    fn begin(&mut self) -> Result<(), ConnectorError> {
        self.staged.abandon();
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<u64, ConnectorError> {
        let name = &change.table.name;
        let missing = |what: &str| ConnectorError::Refused { why: format!("{name}.csv has no {what}") };
        let path = self.path(&change.table).ok_or_else(|| missing("file"))?;
        let (mut records, delimiter) = self.open_with_delimiter(&change.table)?.ok_or_else(|| missing("file"))?;
        let header = header(&mut records).map_err(|error| broken(name, &error))?;
        let find = |column: &String| header.iter().position(|held| held == column).ok_or_else(|| missing(column));
        let set = change.set.as_ref().map(|set| {
            set.iter().map(|(column, value)| Ok((find(column)?, value.as_text().unwrap_or_default()))).collect()
        });
        let rewrite = Rewrite {
            columns: change.keys.columns.iter().map(find).collect::<Result<_, _>>()?,
            keys: Tuples::of(&change.keys),
            set: set.transpose()?,
        };
        self.staged.rewrite(&path, &mut records, delimiter, &rewrite).map_err(|_error| unwritable(name))
    }

    /// Files are replaced one after the other; whoever is killed in between goes on with the rest.
    fn commit(&mut self) -> Result<(), ConnectorError> {
        self.staged.commit().map_err(|_error| unwritable("the folder's files"))
    }

    fn abandon(&mut self) {
        self.staged.abandon();
    }
}

fn file_name(path: &Path) -> Option<String> {
    path.file_stem().map(|name| name.to_string_lossy().into_owned())
}

fn unwritable(name: &str) -> ConnectorError {
    ConnectorError::needs_person(format!("{name} cannot be written"), "check who may write into the folder")
}

/// CSV has no types and no null: everything is text, and an empty cell is nothing.
pub(super) fn value(record: &ByteRecord, at: usize) -> Value {
    match record.get(at) {
        None | Some([]) => Value::Null,
        Some(bytes) => Value::Text(decoded(bytes)),
    }
}

/// UTF-8, else Latin-1: every byte is a letter there, so that nothing is lost.
pub(super) fn decoded(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned)
}

/// Leaves a byte order mark behind.
fn skip_mark(file: &mut BufReader<File>) -> std::io::Result<()> {
    let mut mark = [0_u8; 3];
    let whole = file.read_exact(&mut mark).is_ok() && mark == [0xEF, 0xBB, 0xBF];
    if whole { Ok(()) } else { file.rewind() }
}

/// Office programs of half of Europe write semicolons; the header tells.
fn delimiter(file: &mut BufReader<File>) -> std::io::Result<u8> {
    let start = file.fill_buf()?;
    let header = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let cells = |sign: u8| header.split(|byte| *byte == sign).count();
    // The last of equals wins, so that a header of one column has commas.
    Ok([b'\t', b';', b','].into_iter().max_by_key(|sign| cells(*sign)).unwrap_or(b','))
}

fn is_utf8(path: &Path) -> std::io::Result<bool> {
    let mut file = File::open(path)?;
    let (mut chunk, mut rest) = (vec![0_u8; 64 * 1024], Vec::new());
    loop {
        let size = file.read(&mut chunk)?;
        rest.extend_from_slice(chunk.get(..size).unwrap_or_default());
        match std::str::from_utf8(&rest) {
            Ok(_) => rest.clear(),
            Err(error) if error.error_len().is_some() => return Ok(false),
            // The chunk ends inside a letter: the next one goes on with it.
            Err(error) => drop(rest.drain(..error.valid_up_to())),
        }
        if size == 0 {
            return Ok(rest.is_empty());
        }
    }
}

fn unreadable(name: &str) -> ConnectorError {
    ConnectorError::needs_person(format!("{name}.csv cannot be read"), "check who may read the file")
}

/// The reason without the line's content.
fn broken(name: &str, error: &csv::Error) -> ConnectorError {
    let place = error.position().map(|position| format!(", line {}", position.line())).unwrap_or_default();
    ConnectorError::needs_person(format!("{name}.csv is broken{place}"), "export the file again")
}
