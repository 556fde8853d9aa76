//! The table for spreadsheets: RFC 4180, UTF-8 with the mark that makes Excel read it as such, formulas defused.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::json::is_json_number;
use crate::domain::disclosure::{Cell, CollectionHead, Exemption, Record, Voice};

/// Without it Excel takes UTF-8 for the computer's old code page and spoils every accent.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the headings: the columns' plain names.
pub(super) fn write_head(out: &mut impl Write, head: &CollectionHead, voice: &Voice<'_>) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK)?;
    for (index, column) in head.columns.iter().enumerate() {
        separate(out, index)?;
        write_text(out, &if column.label.is_empty() { column.name.clone() } else { voice.plain(&column.label) })?;
    }
    out.write_all(b"\r\n")
}

/// Writes one record.
pub(super) fn write_record(out: &mut impl Write, width: usize, record: &Record, voice: &Voice<'_>) -> io::Result<()> {
    let mut cells = record.cells.iter();
    for index in 0..width {
        separate(out, index)?;
        write_cell(out, cells.next().unwrap_or(&Cell::Null), voice)?;
    }
    out.write_all(b"\r\n")
}

fn separate(out: &mut impl Write, index: usize) -> io::Result<()> {
    if index > 0 { out.write_all(b",") } else { Ok(()) }
}

fn write_cell(out: &mut impl Write, cell: &Cell, voice: &Voice<'_>) -> io::Result<()> {
    match cell {
        Cell::Null => Ok(()),
        Cell::Bool(value) => out.write_all(if *value { b"true" } else { b"false" }),
        Cell::Number(text) | Cell::Text(text) => write_text(out, text),
        Cell::Bytes(bytes) => write_text(out, &STANDARD.encode(bytes)),
        Cell::LeftOut(code) => {
            let mark = voice.say("answer.mark").with("ground", left_out(code, voice)).plain();
            write!(out, "[{mark}]")
        }
    }
}

/// The mark that stands where something was left out. The code is one of our own; an unknown one says no more than that.
pub(super) fn left_out(code: &str, voice: &Voice<'_>) -> String {
    let label = |exemption: &'static Exemption| exemption.label_in(voice.language());
    Exemption::find(code).map_or_else(|| voice.text("answer.see_letter"), label)
}

fn write_text(out: &mut impl Write, text: &str) -> io::Result<()> {
    let defused = if is_dangerous(text) { "'" } else { "" };
    if !text.contains(['"', ',', '\r', '\n', ';', '\t', '\0']) && text.trim_matches(' ').len() == text.len() {
        out.write_all(defused.as_bytes())?;
        return out.write_all(text.as_bytes());
    }
    write!(out, "\"{defused}")?;
    // A NUL would end the cell, or the whole file, in many programs; its picture does not. JSON keeps the NUL.
    for part in text.split_inclusive(['"', '\0']) {
        let (plain, special) = part
            .strip_suffix('"')
            .map_or_else(|| part.strip_suffix('\0').map_or((part, ""), |plain| (plain, "␀")), |plain| (plain, "\"\""));
        out.write_all(plain.as_bytes())?;
        out.write_all(special.as_bytes())?;
    }
    out.write_all(b"\"")
}

/// Whether a spreadsheet could take the text for a formula or a command. Numbers are no danger and stay numbers.
///
/// Full-width signs count because some programs fold them to the plain ones; blanks in front, because some trim them.
fn is_dangerous(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n', '\0']) {
        return true;
    }
    let start = text.trim_start_matches(|letter: char| letter.is_whitespace() || is_invisible(letter));
    let formula = start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫']);
    formula && !is_json_number(text)
}

fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write_text(&mut out, text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn formulas_are_defused_and_numbers_left_alone() {
        for formula in
            ["=1+1", "+44 7700 900123", "-x", "@SUM(A1)", "＝1", "\u{feff}=1", " =1", "\u{202e}=1", "-", "+1"]
        {
            assert!(written(formula).trim_start_matches('"').starts_with('\''), "{formula:?}");
        }
        for plain in ["-12.50", "-3e9", "0", "a=b", "14 Egerton Road", "2026-11-20", "", "'quoted"] {
            assert_eq!(written(plain), plain);
        }
    }

    #[test]
    fn cells_are_quoted_as_rfc_4180_asks() {
        assert_eq!(written("a,b"), "\"a,b\"");
        assert_eq!(written("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(written("\"\""), "\"\"\"\"\"\"");
        assert_eq!(written("two\nlines"), "\"two\nlines\"");
        assert_eq!(written("\tx"), "\"'\tx\"");
        assert_eq!(written("a\0b\0"), "\"a␀b␀\"");
    }
}
