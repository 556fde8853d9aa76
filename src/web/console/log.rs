//! The case log line by line, and whether the chain that it is part of holds.

use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::case::reference_in;
use super::case_view::HeadView;
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::history::line_told;
use super::office::listed::ListFile;
use super::shown::{count, thousands};
use crate::domain::access::Permission;
use crate::domain::audit::Entry;
use crate::domain::evidence::{in_codes, in_words};
use crate::web::WebError;
use crate::web::desk::{at_desk, page as answer};
use crate::web::fields::Posted;
use crate::workflow::Desk;
use crate::workflow::casefile::{CaseFile, open_case};
use crate::workflow::log_check::{Offence, Recent, check_recent, hold};
use crate::workflow::reports::evidence::evidence as make_evidence;
use crate::workflow::secrets::hex;

/// How many lines at the end of a company's chain are checked whenever a case's log is looked at.
const RECENT: i64 = 1_000;

/// The page.
#[derive(Template)]
#[template(path = "console/log.html")]
struct LogView {
    frame: DeskFrame,
    head: HeadView,
    verdict: String,
    intact: bool,
    /// Whether a part of the chain was not read.
    more: bool,
    zone: String,
    /// Whether the role hands a case over as evidence.
    may_hand_over: bool,
    entries: Vec<EntryView>,
}

/// A line.
struct EntryView {
    seq: i64,
    at: String,
    who: String,
    kind: String,
    content: String,
    hash: String,
}

/// How much of the chain is to be checked.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    whole: bool,
}

/// POST /console/case/{reference}/evidence: what shows a regulator how the case was handled. Posted, because the log notes it.
pub async fn evidence(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (actor, reference) = (signed_in.actor(), reference_in(&reference)?);
    let pack = at_desk(&desk, move |desk| make_evidence(desk, actor, &reference, line_told)).await?;
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(format!("evidence-{}.zip", pack.reference))],
    };
    Ok(HttpResponse::Ok().insert_header(disposition).content_type("application/zip").body(pack.bytes))
}

/// GET /console/case/{reference}/log. Checks the lines of the case and the end of the company's chain; with `?whole=true` all of it.
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference, lines) = (signed_in.actor(), reference_in(&reference)?, asked.lines());
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &reference)?;
        let checked = match hold(&file.log) {
            Ok(()) => check_recent(&*desk.store, &file.case.controller, lines)?,
            Err(offence) => Err(offence),
        };
        Ok((file, checked))
    };
    let (frame, (file, checked)) = framed(&desk, &signed_in, String::new(), read).await?;
    let controller = desk.controller(&file.case.controller)?;
    let zone = desk.terms(controller)?.zone;
    let entries = file.log.iter().map(|entry| EntryView::of(entry, &file, zone));
    answer(&LogView {
        head: HeadView::of(&file, controller, zone, signed_in.staff.id),
        zone: crate::domain::clock::words::zone_name(zone),
        entries: entries.collect(),
        may_hand_over: signed_in.staff.role.may(Permission::MakeEvidence),
        intact: checked.is_ok(),
        more: matches!(checked, Ok(Recent::End(_))),
        verdict: said(&checked, file.log.len()),
        frame,
    })
}

/// GET /console/case/{reference}/log.csv
pub async fn csv(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference) = (signed_in.actor(), reference_in(&reference)?);
    let rows = move |desk: &Desk| {
        let file = open_case(desk, actor, &reference)?;
        let zone = desk.terms(desk.controller(&file.case.controller)?)?.zone;
        let row = |entry: &Entry| {
            let view = EntryView::of(entry, &file, zone);
            vec![view.seq.to_string(), view.at, view.who, view.kind, view.content, hex(&entry.hash)]
        };
        Ok(file.log.iter().map(row).collect())
    };
    let head = &["Line", "When", "Who", "What", "Content", "Hash"];
    ListFile { name: "case-log", head }.send(&desk, &signed_in, rows).await
}

impl Asked {
    /// How many lines of the chain are read at most.
    const fn lines(&self) -> i64 {
        if self.whole { i64::MAX } else { RECENT }
    }
}

/// What to say about a chain.
fn said(checked: &Result<Recent, Offence>, own: usize) -> String {
    match checked {
        Ok(Recent::Whole(chain)) => {
            let lines = count(usize::try_from(chain.entries).unwrap_or_default(), "line", "lines");
            format!("The chain holds: {lines} of this company’s log checked, from the first to the last.")
        }
        Ok(Recent::End(lines)) => {
            let own = count(own, "line", "lines");
            let lines = thousands(usize::try_from(*lines).unwrap_or_default());
            format!("The {own} of this case and the last {lines} of this company’s log hold.")
        }
        Err(offence) => format!("The chain does not hold: {offence}. Tell your data protection lead at once."),
    }
}

impl EntryView {
    fn of(entry: &Entry, file: &CaseFile, zone: chrono_tz::Tz) -> Self {
        let told = if file.masked { in_codes } else { in_words };
        let hash: String = hex(&entry.hash).chars().take(12).collect();
        Self {
            seq: entry.seq,
            at: entry.at.with_timezone(&zone).format("%-d %b %Y, %H:%M:%S").to_string(),
            who: file.colleagues.actor(&entry.actor),
            kind: entry.kind.replace('_', " "),
            content: entry.content.as_deref().map_or_else(|| "content destroyed".to_owned(), told),
            hash,
        }
    }
}
