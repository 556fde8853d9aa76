//! The exact copy: one JSON array per file, one record per line.

use std::collections::BTreeSet;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::domain::disclosure::{Cell, CollectionHead, Record};

/// The keys of a collection, already in JSON, distinct even where the system's own names are not.
pub(super) fn keys(head: &CollectionHead) -> io::Result<Vec<Vec<u8>>> {
    let mut taken = BTreeSet::new();
    head.columns
        .iter()
        .map(|column| {
            let numbered = (2_u32..).map(|number| format!("{}_{number}", column.name));
            let mut names = std::iter::once(column.name.clone()).chain(numbered);
            let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
            let key = serde_json::to_vec(&name)?;
            taken.insert(name);
            Ok(key)
        })
        .collect()
}

/// Writes one record as an object on one line, without the line's end.
pub(super) fn write_record(out: &mut impl Write, keys: &[Vec<u8>], record: &Record) -> io::Result<()> {
    out.write_all(b"{")?;
    let mut cells = record.cells.iter();
    for (index, key) in keys.iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        out.write_all(key)?;
        out.write_all(b":")?;
        write_cell(out, cells.next().unwrap_or(&Cell::Null))?;
    }
    out.write_all(b"}")
}

fn write_cell(out: &mut impl Write, cell: &Cell) -> io::Result<()> {
    match cell {
        Cell::Null => out.write_all(b"null"),
        Cell::Bool(value) => out.write_all(if *value { b"true" } else { b"false" }),
        Cell::Number(digits) if is_json_number(digits) => out.write_all(digits.as_bytes()),
        Cell::Number(text) | Cell::Text(text) => Ok(serde_json::to_writer(out, text)?),
        Cell::Bytes(bytes) => write!(out, "{{\"base64\":\"{}\"}}", STANDARD.encode(bytes)),
        Cell::LeftOut(code) => {
            out.write_all(b"{\"left_out\":")?;
            serde_json::to_writer(&mut *out, code)?;
            out.write_all(b"}")
        }
    }
}

/// Whether digits can stand in JSON as they are (RFC 8259, section 6); `NaN`, `+5` and `.5` cannot and become strings.
pub(super) fn is_json_number(digits: &str) -> bool {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole_fits = all_digits(whole) && (whole == "0" || !whole.starts_with('0'));
    let exponent = exponent.map(|part| part.strip_prefix(['+', '-']).unwrap_or(part));
    whole_fits && fraction.is_none_or(all_digits) && exponent.is_none_or(all_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_json_calls_a_number_is_written_as_one() {
        for number in ["0", "-0", "12.50", "-3", "1e21", "1.5E-7", "18446744073709551616", "0.10"] {
            assert!(is_json_number(number), "{number}");
        }
        for text in ["", "-", "+5", ".5", "5.", "007", "1e", "NaN", "Infinity", "0x10", "1,5", "1 ", "١"] {
            assert!(!is_json_number(text), "{text}");
        }
    }

    #[test]
    fn keys_of_the_same_name_stay_distinct() {
        let column = |name: &str| crate::domain::disclosure::Column { name: name.into(), ..Default::default() };
        let head = CollectionHead { columns: ["id", "id", "a\"b"].map(column).to_vec(), ..Default::default() };
        let keys: Vec<String> = keys(&head).unwrap().into_iter().map(|key| String::from_utf8(key).unwrap()).collect();
        assert_eq!(keys, ["\"id\"", "\"id_2\"", "\"a\\\"b\""]);
    }
}
