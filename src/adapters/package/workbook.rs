//! A workbook for spreadsheets (ECMA-376, the smallest form): one sheet of texts, written row by row.
//!
//! Every cell is an inline string, so that nothing a cell holds can be taken for a formula, a date or a number.

use std::io::{self, BufWriter, Write};

use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Register" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"#;
const SHEET_END: &str = "</sheetData></worksheet>";

/// A workbook being written.
pub struct Workbook<'out> {
    sheet: BufWriter<ZipWriter<StreamWriter<&'out mut dyn Write>>>,
}

impl<'out> Workbook<'out> {
    /// Starts a workbook.
    pub fn new(out: &'out mut dyn Write) -> io::Result<Self> {
        let mut zip = ZipWriter::new_stream(out);
        let parts = [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", BOOK_PARTS),
        ];
        for (name, text) in parts {
            zip.start_file(name, SimpleFileOptions::default())?;
            write!(zip, "{HEAD}{text}")?;
        }
        zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())?;
        write!(zip, "{HEAD}{SHEET}")?;
        Ok(Self { sheet: BufWriter::new(zip) })
    }

    /// Writes a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> io::Result<()> {
        self.sheet.write_all(b"<row>")?;
        for cell in cells {
            let text = escaped(cell.as_ref());
            write!(self.sheet, r#"<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)?;
        }
        self.sheet.write_all(b"</row>")
    }

    /// Writes the end.
    pub fn finish(mut self) -> io::Result<()> {
        self.sheet.write_all(SHEET_END.as_bytes())?;
        let zip = self.sheet.into_inner().map_err(io::IntoInnerError::into_error)?;
        zip.finish()?.into_inner().flush()
    }
}

/// Text inside XML; control characters, which XML cannot hold, become spaces.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_workbook_holds_its_rows_as_texts() {
        let mut bytes = Vec::new();
        let mut book = Workbook::new(&mut bytes).unwrap();
        book.row(&["Reference", "=1+1"]).unwrap();
        book.row(&["A & B <C>", "\u{1}"]).unwrap();
        book.finish().unwrap();
        let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 5);
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
        assert!(sheet.contains(r#"<c t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c></row>"#), "{sheet}");
        assert!(sheet.contains("A &amp; B &lt;C&gt;") && sheet.ends_with("</sheetData></worksheet>"), "{sheet}");
    }
}
