//! Tables of values parted by commas, semicolons or tabs.

use csv::{ReaderBuilder, StringRecord, Writer, WriterBuilder};

use super::rewriting::{Collector, Visitor, letters, proven, withholding};
use crate::domain::redaction::{Choices, MARK, Spacing};
use crate::ports::redaction::{CannotRedact, Reading, Shape};

pub(super) fn read(bytes: &[u8]) -> Result<Reading, CannotRedact> {
    let table = Table::of(bytes)?;
    let mut collector = Collector::default();
    table.walk(&Choices::default(), &mut collector, &mut |_| Ok(()))?;
    let shape = Shape::Table { columns: table.headings(), rows: table.rows.len().saturating_sub(1) };
    Ok(Reading { parts: collector.parts, shape, spacing: Spacing::Written })
}

pub(super) fn redact(bytes: &[u8], choices: &Choices) -> Result<Vec<u8>, CannotRedact> {
    let table = Table::of(bytes)?;
    let mut withholding = withholding(choices)?;
    let mut out = WriterBuilder::new().delimiter(table.delimiter).flexible(true).from_writer(Vec::new());
    table.walk(choices, &mut withholding, &mut |cells| write(&mut out, cells))?;
    let copy = out.into_inner().map_err(|_error| CannotRedact::Write)?;
    proven(copy.clone(), &read(&copy)?.parts, choices, Spacing::Written)
}

fn write(out: &mut Writer<Vec<u8>>, cells: &[String]) -> Result<(), CannotRedact> {
    let cells: Vec<String> = cells.iter().map(|cell| defused(cell)).collect();
    out.write_record(&cells).map_err(|_error| CannotRedact::Write)
}

/// A table in memory; its size is bounded by that of a text.
struct Table {
    delimiter: u8,
    rows: Vec<StringRecord>,
}

impl Table {
    fn of(bytes: &[u8]) -> Result<Self, CannotRedact> {
        let text = letters(bytes)?;
        let delimiter = delimiter(text);
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
        let rows = reader.records().collect::<Result<Vec<_>, _>>().map_err(|_error| CannotRedact::Damaged)?;
        if rows.is_empty() { Err(CannotRedact::Damaged) } else { Ok(Self { delimiter, rows }) }
    }

    fn headings(&self) -> Vec<String> {
        self.rows.first().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// Goes through the table, row by row, and hands each on as it will be written.
    fn walk(
        &self,
        choices: &Choices,
        visitor: &mut dyn Visitor,
        write: &mut dyn FnMut(&[String]) -> Result<(), CannotRedact>,
    ) -> Result<(), CannotRedact> {
        let headings = self.headings();
        for (number, row) in self.rows.iter().enumerate() {
            // A row that stays here is gone through all the same, so that the places of words count as on the page.
            let mut cells = visit(visitor, &headings, number, row);
            if number > 0 && choices.rows.contains(&number) {
                continue;
            }
            for (_, cell) in cells.iter_mut().enumerate().filter(|(column, _)| choices.columns.contains(column)) {
                MARK.clone_into(cell);
            }
            write(&cells)?;
        }
        Ok(())
    }
}

fn visit(visitor: &mut dyn Visitor, headings: &[String], number: usize, row: &StringRecord) -> Vec<String> {
    let cell = |(column, text): (usize, &str)| {
        let heading = headings.get(column).map_or("", String::as_str);
        let place = match (number, heading) {
            (0, _) => "heading".to_owned(),
            (_, "") => format!("row {number}"),
            _ => format!("row {number}, {heading}"),
        };
        visitor.text(&place, heading, text).unwrap_or_else(|| text.to_owned())
    };
    row.iter().enumerate().map(cell).collect()
}

/// What parts the values: the sign that stands in the first line most often.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// A spreadsheet must not take a value for a formula. Numbers are no danger and stay numbers.
fn defused(cell: &str) -> String {
    let start = cell.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    let formula =
        start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r', '\n']);
    if formula && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::rewriting::tests::everywhere;
    use super::*;

    const TABLE: &str =
        "\u{feff}Name;Note;Price\r\nPriya;\"Gift for Tom; Okafor\nsays Tom Okafor\";-3,50\r\nTom Okafor;=1+2;12\r\n";

    fn copy(choices: &Choices) -> String {
        String::from_utf8(redact(TABLE.as_bytes(), choices).unwrap()).unwrap()
    }

    #[test]
    fn words_columns_and_rows_are_gone_and_the_table_stays_a_table() {
        let words = copy(&everywhere(&["Tom Okafor"]));
        assert_eq!(
            words,
            "Name;Note;Price\nPriya;\"Gift for Tom; Okafor\nsays [withheld]\";'-3,50\n[withheld];'=1+2;12\n"
        );
        let column = copy(&Choices { columns: BTreeSet::from([1]), ..Choices::default() });
        assert_eq!(column, "Name;[withheld];Price\nPriya;[withheld];'-3,50\nTom Okafor;[withheld];12\n");
        let row = copy(&Choices { rows: BTreeSet::from([2]), ..Choices::default() });
        assert!(!row.contains("Okafor;=") && row.contains("Priya"), "{row}");
    }

    #[test]
    fn a_part_knows_its_row_and_its_column() {
        let reading = read(TABLE.as_bytes()).unwrap();
        assert_eq!(
            reading.shape,
            Shape::Table { columns: vec!["Name".into(), "Note".into(), "Price".into()], rows: 2 }
        );
        let note = reading.parts.iter().find(|part| part.column == "Note" && part.place != "heading").unwrap();
        assert_eq!(note.place, "row 1, Note");
    }
}
