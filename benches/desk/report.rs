//! The table of a part, on the screen and in docs/PERFORMANCE.md.

use std::fmt;
use std::path::Path;

use crate::{Outcome, machine};

const HEAD: [&str; 5] = ["what", "Rightsdesk", "yardstick", "ratio", "aim"];

/// A part: one table and what is to be said about it.
#[derive(Clone, Debug)]
pub struct Part {
    /// The name of its block in the document.
    pub name: String,
    /// Its lines.
    pub rows: Vec<Row>,
    /// What was found on the way, a sentence each.
    pub notes: Vec<String>,
}

/// A line: what was measured, beside its yardstick.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What.
    pub what: String,
    /// Our figure.
    pub ours: String,
    /// The yardstick's.
    pub yardstick: String,
    /// Ours by the yardstick's.
    pub ratio: String,
    /// What we aim at, and whether it is reached.
    pub aim: String,
}

/// An aim in words, and whether it is reached.
pub fn aim(words: &str, reached: bool) -> String {
    format!("{words}: {}", if reached { "reached" } else { "MISSED" })
}

impl Row {
    fn cells(&self) -> [&str; 5] {
        [&self.what, &self.ours, &self.yardstick, &self.ratio, &self.aim]
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut widths = HEAD.map(|head| head.chars().count());
        for row in &self.rows {
            widths.iter_mut().zip(row.cells()).for_each(|(width, cell)| *width = cell.chars().count().max(*width));
        }
        line(f, HEAD, widths)?;
        let rule = widths.map(|width| "-".repeat(width));
        line(f, rule.each_ref().map(String::as_str), widths)?;
        for row in &self.rows {
            line(f, row.cells(), widths)?;
        }
        for note in &self.notes {
            write!(f, "\n{note}\n")?;
        }
        Ok(())
    }
}

fn line(f: &mut fmt::Formatter<'_>, cells: [&str; 5], widths: [usize; 5]) -> fmt::Result {
    for (cell, width) in cells.into_iter().zip(widths) {
        write!(f, "| {cell:width$} ")?;
    }
    writeln!(f, "|")
}

/// Puts the figures of a part in their place in the document, with the day and the machine.
pub fn write(part: &Part) -> Outcome<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/PERFORMANCE.md");
    let text = std::fs::read_to_string(&path)?;
    let (first, last) = (format!("<!-- {}: measured -->\n", part.name), format!("<!-- end of {} -->", part.name));
    let missing = || format!("docs/PERFORMANCE.md has no block {}", part.name);
    let (before, rest) = text.split_once(&first).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&last).ok_or_else(missing)?;
    let measured = machine::sentence();
    std::fs::write(&path, format!("{before}{first}\nMeasured {measured}\n\n{part}\n{last}{after}"))?;
    Ok(())
}

/// Says what was not measured and why; with `RIGHTSDESK_NO_SKIP=1`, as in `tests/run`, leaving out is a failure.
pub fn left_out(what: &str, why: &str) -> Outcome<()> {
    if std::env::var_os("RIGHTSDESK_NO_SKIP").is_some_and(|value| value == "1") {
        return Err(
            format!("LEFT OUT: {what}, because {why}; and RIGHTSDESK_NO_SKIP=1 forbids leaving anything out").into()
        );
    }
    println!("LEFT OUT: {what}, because {why}\n");
    Ok(())
}
