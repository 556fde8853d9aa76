//! The lines of the case log, as they are handed over.

use crate::domain::audit::Entry;
use crate::domain::case::Case;
use crate::domain::evidence::{Stretch, bare};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::WorkError;

/// Lines read at a time.
const PAGE: i64 = 1000;
/// A stretch longer than this is handed over without the lines of other cases.
const LONGEST: i64 = 50_000;

/// The lines of a case, and those between them without their contents, as JSON, one a line; the first one is the head.
pub fn lines_of(tx: &mut dyn Tx, case: &Case) -> Result<(Stretch, Vec<u8>), WorkError> {
    let own = tx.log_of(case.id)?;
    let head = tx.log_heads()?.into_iter().find(|(controller, ..)| *controller == case.controller);
    let head = head.map(|(_, seq, hash)| (seq, hash)).unwrap_or_default();
    let (first, last) = own.first().zip(own.last()).map_or((1, 0), |(first, last)| (first.seq, last.seq));
    let complete = last - first < LONGEST;
    let told = own.iter().filter(|line| line.content.is_some()).count();
    let stretch = Stretch { reference: case.reference.to_string(), own: told, complete, head };
    let mut out = Vec::new();
    add(&mut out, &stretch)?;
    if !complete {
        own.iter().try_for_each(|line| add(&mut out, line))?;
        return Ok((stretch, out));
    }
    let mut after = first - 1;
    while after < last {
        let page = tx.log_page(&case.controller, after, PAGE.min(last - after))?;
        let Some(end) = page.last().map(|line| line.seq) else { break };
        after = end;
        let shown = |line: Entry| if line.case == Some(case.id) { line } else { bare(line) };
        page.into_iter().map(shown).try_for_each(|line| add(&mut out, &line))?;
    }
    Ok((stretch, out))
}

fn add(out: &mut Vec<u8>, line: &impl serde::Serialize) -> Result<(), WorkError> {
    let unwritable = StoreError::Inconsistent { table: "case_log", column: "content" };
    serde_json::to_writer(&mut *out, line).ok().ok_or(unwritable)?;
    out.push(b'\n');
    Ok(())
}
