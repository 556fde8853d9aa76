//! The list of files at the end of an archive, read as it stands there: a reader that keeps files by name shows two of one name as one.

use std::collections::BTreeSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// The record that ends an archive without a comment (APPNOTE 4.3.16).
const END: u64 = 22;
/// The fixed part of an entry (APPNOTE 4.3.12).
const ENTRY: usize = 46;

/// The first name that stands in the list twice; `None` where the list cannot be walked.
pub(super) fn doubled_name(source: &mut (impl Read + Seek)) -> io::Result<Option<String>> {
    let length = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(length.saturating_sub(END)))?;
    let mut end = [0; 22];
    source.read_exact(&mut end)?;
    source.seek(SeekFrom::Start(number(&end, 16, 4)))?;
    let mut entries = BufReader::new(source);
    let mut names = BTreeSet::new();
    for _ in 0..number(&end, 10, 2) {
        let mut entry = [0; ENTRY];
        entries.read_exact(&mut entry)?;
        if !entry.starts_with(b"PK\x01\x02") {
            break;
        }
        let mut name = Vec::new();
        entries.by_ref().take(number(&entry, 28, 2)).read_to_end(&mut name)?;
        let beside = number(&entry, 30, 2) + number(&entry, 32, 2);
        io::copy(&mut entries.by_ref().take(beside), &mut io::sink())?;
        if names.contains(&name) {
            return Ok(Some(String::from_utf8_lossy(&name).into_owned()));
        }
        names.insert(name);
    }
    Ok(None)
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, width: usize) -> u64 {
    bytes.iter().skip(at).take(width).rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}
