//! What the answer may say: what a second look confirmed, and nothing else.

use chrono::{DateTime, Utc};

use super::opened::open_one;
use crate::domain::amendment::{AmendmentKind, AmendmentState};
use crate::domain::notice::Change;
use crate::domain::personal::Personal;
use crate::domain::request::{Amended, Request};
use crate::ports::store::Tx;
use crate::workflow::{Desk, WorkError};

/// What was confirmed for a request; `None` where the program changed nothing.
pub(in crate::workflow) fn amended_of(
    desk: &Desk,
    tx: &mut dyn Tx,
    request: &Request,
) -> Result<Option<Amended>, WorkError> {
    let all = tx.amendments_of(request.id)?;
    let confirmed: Vec<_> = all.into_iter().filter(|one| one.state == AmendmentState::Confirmed).collect();
    let Some(at) = confirmed.iter().filter_map(|one| one.confirmed_at).max() else { return Ok(None) };
    let mut amended =
        Amended { on: local(desk, tx, request, at)?, changes: Vec::new(), marked: Vec::new(), systems: Vec::new() };
    let mut marks: Vec<(String, usize)> = Vec::new();
    for stored in confirmed {
        if !amended.systems.contains(&stored.title) {
            amended.systems.push(stored.title.clone());
        }
        let (kind, what, title) = (stored.kind, stored.what.clone(), stored.title.clone());
        let Some(content) = open_one(desk, stored)?.content else { continue };
        if kind == AmendmentKind::Correction {
            let text = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
            amended.changes.push(Change {
                what: format!("{what} ({title})"),
                before: text(content.before.as_text()).map(Personal::new),
                after: Personal::new(text(content.after.as_text()).unwrap_or_else(|| "(nothing)".to_owned())),
            });
            continue;
        }
        let place = format!("{what} ({title})");
        match marks.iter_mut().find(|(known, _)| *known == place) {
            Some((_, rows)) => *rows += 1,
            None => marks.push((place, 1)),
        }
    }
    amended.marked = marks.into_iter().map(|(place, rows)| counted(&place, rows)).collect();
    Ok(Some(amended))
}

fn counted(place: &str, rows: usize) -> String {
    if rows == 1 { place.to_owned() } else { format!("{place}, {rows} entries") }
}

fn local(desk: &Desk, tx: &mut dyn Tx, request: &Request, at: DateTime<Utc>) -> Result<chrono::NaiveDate, WorkError> {
    let case = tx.case(request.case)?;
    desk.local_date(desk.controller(&case.controller)?, at)
}
