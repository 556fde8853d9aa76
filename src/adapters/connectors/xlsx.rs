//! A folder of Excel workbooks: the first sheet of `FILE.xlsx` is the collection `FILE`, every other one `FILE/SHEET`, each with a
//! header row. Read row by row and never written: what a workbook computes and how it looks would not survive it.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::Instant;

use calamine::{DataRef, Reader, Xlsx, XlsxCellReader, XlsxError, open_workbook};

use super::sieve::Sieve;
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::ports::connector::{Bounds, Connector, ConnectorError, Flow, Nature, Select, Table};

type Workbook = Xlsx<BufReader<File>>;

/// A connector to a folder of Excel workbooks.
pub struct XlsxConnector {
    folder: PathBuf,
    bounds: Bounds,
}

impl XlsxConnector {
    /// A connector that opens the workbooks when it is asked.
    pub fn new(folder: impl AsRef<Path>, bounds: Bounds) -> Self {
        Self { folder: folder.as_ref().to_owned(), bounds }
    }

    fn files(&self) -> Result<Vec<PathBuf>, ConnectorError> {
        let unreadable = |_error| {
            ConnectorError::needs_person("the folder of workbooks cannot be read", "check the path and who may read it")
        };
        let entries = std::fs::read_dir(&self.folder).map_err(unreadable)?;
        let is_ours = |path: &PathBuf| {
            // A file that somebody has open leaves a lock beside it, `~$name.xlsx`.
            let is_lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
            path.extension().is_some_and(|extension| extension == "xlsx") && !is_lock
        };
        let mut paths: Vec<PathBuf> =
            entries.filter_map(Result::ok).map(|entry| entry.path()).filter(is_ours).collect();
        paths.sort();
        Ok(paths)
    }

    /// The workbook and the sheet of a collection.
    fn find(&self, table: &Table) -> Result<Option<(Workbook, String)>, ConnectorError> {
        for path in self.files()? {
            let stem = stem(&path);
            let Some(rest) = table.name.strip_prefix(&stem) else { continue };
            let workbook: Workbook = open_workbook(&path).map_err(|error| broken(&stem, &error))?;
            let sheets = workbook.sheet_names();
            let sheet = match rest.strip_prefix('/') {
                None if rest.is_empty() => sheets.first().cloned(),
                Some(name) => sheets.iter().skip(1).find(|sheet| *sheet == name).cloned(),
                None => None,
            };
            if let Some(sheet) = sheet {
                return Ok(Some((workbook, sheet)));
            }
        }
        Ok(None)
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Connector for XlsxConnector {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        self.files()?;
        Ok(Nature { engine: "xlsx", remarks: Vec::new() })
    }

    fn tables(&mut self) -> Result<Vec<Table>, ConnectorError> {
        let mut tables = Vec::new();
        for path in self.files()? {
            let stem = stem(&path);
            let workbook: Workbook = open_workbook(&path).map_err(|error| broken(&stem, &error))?;
            for (at, sheet) in workbook.sheet_names().iter().enumerate() {
                let name = if at == 0 { stem.clone() } else { format!("{stem}/{sheet}") };
                tables.push(Table { schema: None, name });
            }
        }
        Ok(tables)
    }

    fn columns(&mut self, table: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        let Some((mut workbook, sheet)) = self.find(table)? else { return Ok(None) };
        let cells = workbook.worksheet_cells_reader(&sheet).map_err(|error| broken(&table.name, &error))?;
        let mut rows = Rows::new(cells);
        let header = rows.next_row().map_err(|error| broken(&table.name, &error))?.unwrap_or_default();
        Ok(Some(names(&header)))
    }

    fn select(&mut self, ask: &Select, row: &mut dyn FnMut(Vec<Value>) -> Flow) -> Result<(), ConnectorError> {
        let (name, bounds) = (&ask.table.name, self.bounds);
        let Some((mut workbook, sheet)) = self.find(&ask.table)? else {
            return Err(ConnectorError::Refused { why: format!("there is no sheet {name}") });
        };
        let cells = workbook.worksheet_cells_reader(&sheet).map_err(|error| broken(name, &error))?;
        let mut rows = Rows::new(cells);
        let header = names(&rows.next_row().map_err(|error| broken(name, &error))?.unwrap_or_default());
        let sieve = Sieve::new(ask, &header)?;
        let (mut since, mut count) = (Instant::now(), 0_u64);
        while let Some(cells) = rows.next_row().map_err(|error| broken(name, &error))? {
            if since.elapsed() > bounds.statement {
                return Err(ConnectorError::retry(format!("reading {name} took too long")));
            }
            let value = |at: usize| cells.get(at).cloned().unwrap_or(Value::Null);
            if !sieve.keeps(&value) {
                continue;
            }
            count += 1;
            if count > bounds.rows {
                let why = format!("{name} gives more than {} rows to one question", bounds.rows);
                return Err(ConnectorError::Refused { why });
            }
            let enough = ask.first.is_some_and(|first| count >= u64::from(first));
            if row(sieve.shown.iter().map(|at| value(*at)).collect()) == Flow::Enough || enough {
                return Ok(());
            }
            since = Instant::now();
        }
        Ok(())
    }

    /// Whatever stands in a cell; none can be written.
    fn shape(&mut self, table: &Table) -> Result<Option<Vec<ColumnShape>>, ConnectorError> {
        Ok(self.columns(table)?.map(|names| names.into_iter().map(ColumnShape::any_text).collect()))
    }

    fn begin(&mut self) -> Result<(), ConnectorError> {
        Err(ConnectorError::needs_person(
            "workbooks are only read",
            "ask the colleague who keeps them to erase the rows there, then search again",
        ))
    }
}

/// A cell: its row, its column, and what it holds.
type Cell = ((u32, u32), Value);

/// The rows of a sheet, put together from its cells. Rows without any cell are passed over.
struct Rows<'a> {
    cells: XlsxCellReader<'a, BufReader<File>>,
    /// The first cell of the next row.
    ahead: Option<Cell>,
    is_over: bool,
}

impl<'a> Rows<'a> {
    fn new(cells: XlsxCellReader<'a, BufReader<File>>) -> Self {
        Self { cells, ahead: None, is_over: false }
    }

    fn next_cell(&mut self) -> Result<Option<Cell>, XlsxError> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        // Behind the last cell the reader knows no more than that the file is at its end.
        if self.is_over {
            return Ok(None);
        }
        let cell = self.cells.next_cell()?;
        self.is_over = cell.is_none();
        Ok(cell.map(|cell| (cell.get_position(), value(cell.get_value()))))
    }

    fn next_row(&mut self) -> Result<Option<Vec<Value>>, XlsxError> {
        let mut row: Option<(u32, Vec<Value>)> = None;
        while let Some(((line, column), value)) = self.next_cell()? {
            let (number, cells) = row.get_or_insert_with(|| (line, Vec::new()));
            if *number != line {
                self.ahead = Some(((line, column), value));
                break;
            }
            let column = usize::try_from(column).unwrap_or(usize::MAX).min(MOST_COLUMNS);
            cells.resize(cells.len().max(column), Value::Null);
            cells.push(value);
        }
        Ok(row.map(|(_, cells)| cells))
    }
}

/// The most columns that a sheet can have.
const MOST_COLUMNS: usize = 16_384;

fn names(header: &[Value]) -> Vec<String> {
    header.iter().map(|name| name.as_text().unwrap_or_default()).collect()
}

/// Excel keeps every number as a floating-point one; whole ones are shown without a fraction, and so they are read.
fn value(cell: &DataRef<'_>) -> Value {
    match cell {
        DataRef::Empty => Value::Null,
        DataRef::Int(number) => Value::Integer(*number),
        DataRef::Float(number) => number_of(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_of(text),
        DataRef::SharedString(text) => text_of(text),
        DataRef::Bool(yes) => Value::Bool(*yes),
        DataRef::DateTime(moment) => moment.as_datetime().map_or_else(|| number_of(moment.as_f64()), moment_of),
        DataRef::Error(error) => Value::Text(error.to_string()),
    }
}

fn text_of(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::Text(text.to_owned()) }
}

fn moment_of(moment: chrono::NaiveDateTime) -> Value {
    if moment.time() == chrono::NaiveTime::MIN {
        return Value::Date(moment.date().to_string());
    }
    Value::Timestamp(moment.format("%Y-%m-%d %H:%M:%S").to_string())
}

fn number_of(number: f64) -> Value {
    let text = number.to_string();
    text.parse().map_or(Value::Real(text), Value::Integer)
}

/// The reason without the sheet's content.
fn broken(name: &str, _error: &XlsxError) -> ConnectorError {
    ConnectorError::needs_person(
        format!("the workbook of {name} cannot be read"),
        "save it again as .xlsx, without a password",
    )
}
