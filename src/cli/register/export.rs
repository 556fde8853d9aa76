//! `rightsdesk register export`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::period;
use crate::cli::{Exit, Failure, Globals, compose};
use crate::domain::register::Period;
use crate::workflow::Desk;
use crate::workflow::register::{COLUMNS, cells, csv_line, each_entry};

/// Which part, how, and where to.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    period: period::Args,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: Format,
    /// The file; standard output when absent
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Comma-separated values (RFC 4180)
    Csv,
    /// A workbook for spreadsheets
    Xlsx,
}

/// Writes the register.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let desk = period::desk(globals)?;
    let period = args.period.period(&desk)?;
    match &args.out {
        None => write(args.format, &desk, &period, out)?,
        Some(path) => {
            let unwritable = |error| Failure::bad_input("--out", format!("{}: {error}", path.display()));
            let mut file = BufWriter::new(File::create(path).map_err(unwritable)?);
            write(args.format, &desk, &period, &mut file)?;
            file.into_inner().map_err(Failure::negative)?.sync_all()?;
        }
    }
    Ok(Exit::Done)
}

fn write(format: Format, desk: &Desk, period: &Period, out: &mut dyn Write) -> Result<(), Failure> {
    if format == Format::Xlsx {
        let mut book = compose::workbook(out)?;
        book.row(&COLUMNS)?;
        each_entry(desk, period, |entry| Ok::<(), Failure>(book.row(&cells(entry))?))?;
        return Ok(book.finish()?);
    }
    out.write_all(csv_line(&COLUMNS).as_bytes())?;
    each_entry(desk, period, |entry| Ok::<(), Failure>(out.write_all(csv_line(&cells(entry)).as_bytes())?))?;
    Ok(out.flush()?)
}
