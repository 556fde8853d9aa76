//! The list as a file for a spreadsheet, page by page, so that a hundred thousand cases need no more memory than fifty.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use futures_util::stream::{Stream, try_unfold};

use crate::ports::store::views::{QueueCursor, QueueFilter, QueueLine};
use crate::web::WebError;
use crate::web::console::guard::SignedIn;
use crate::web::console::queues::filter::QueueQuery;
use crate::web::console::queues::{LineView, cursor_of};
use crate::web::desk::at_desk;
use crate::workflow::casefile::Colleagues;
use crate::workflow::office::note_export;
use crate::workflow::{Desk, WorkError};

/// Lines read at a time.
const LINES: i64 = 500;
const HEAD: &str = "Reference,Due,Days,Company,Person,Rights,State,Owner,Next step,Received\r\n";

/// How far a file is.
enum Place {
    Head,
    After(Option<QueueCursor>),
    End,
}

/// GET /console/cases.csv
pub async fn csv(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    query: web::Query<QueueQuery>,
) -> Result<HttpResponse, WebError> {
    let (filter, actor) = (query.filter(signed_in.staff.id), signed_in.actor());
    at_desk(&desk, move |desk| note_export(desk, actor, "cases", None)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"cases.csv\""))
        .streaming(file(desk, filter)))
}

fn file(desk: web::Data<Desk>, filter: QueueFilter) -> impl Stream<Item = Result<web::Bytes, WebError>> {
    try_unfold(Place::Head, move |place| {
        let (desk, filter) = (desk.clone(), filter.clone());
        async move {
            let after = match place {
                Place::End => return Ok(None),
                Place::Head => return Ok(Some((web::Bytes::from_static(HEAD.as_bytes()), Place::After(None)))),
                Place::After(after) => after,
            };
            let (text, next) = at_desk(&desk, move |desk| part(desk, &filter, after)).await?;
            Ok(Some((web::Bytes::from(text), next.map_or(Place::End, |cursor| Place::After(Some(cursor))))))
        }
    })
}

fn part(
    desk: &Desk,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
) -> Result<(String, Option<QueueCursor>), WorkError> {
    let filter = filter.clone();
    desk.read(move |desk, tx, now| {
        let controller = desk.controllers.values().next().ok_or(WorkError::NoController)?;
        let today = desk.local_date(controller, now)?;
        let colleagues = Colleagues::read(tx)?;
        let lines = tx.queue(&filter, today, after, LINES)?;
        let full = i64::try_from(lines.len()).unwrap_or_default() == LINES;
        let text = lines.iter().map(|line| row(line, &LineView::of(line, desk, &colleagues, today), today)).collect();
        Ok((text, lines.last().filter(|_| full).map(cursor_of)))
    })
}

fn row(line: &QueueLine, view: &LineView, today: NaiveDate) -> String {
    let rights: Vec<&str> = view.rights.iter().map(|right| right.name).collect();
    let days = line.dates.due.map(|due| (due - today).num_days().to_string());
    let cells = [
        view.reference.clone(),
        line.dates.due.map(|due| due.to_string()).unwrap_or_default(),
        days.unwrap_or_default(),
        cell(&view.controller),
        cell(&view.person),
        cell(&if view.complaint { "Complaint".to_owned() } else { rights.join("; ") }),
        cell(&view.states),
        cell(&view.owner),
        cell(view.next),
        line.received_at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    ];
    format!("{}\r\n", cells.join(","))
}

/// RFC 4180, and with an apostrophe before what a spreadsheet would take for a formula.
pub fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']);
    let defused = if formula { format!("'{text}") } else { text.to_owned() };
    if defused.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", defused.replace('"', "\"\"")) } else { defused }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_breaks_its_row() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("Anne, \"Nan\""), "\"Anne, \"\"Nan\"\"\"");
        assert_eq!(cell("-2,5"), "\"'-2,5\"");
        assert_eq!(cell("Zsófia N."), "Zsófia N.");
    }
}
