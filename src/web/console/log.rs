//! The case log line by line, and whether the chain that it is part of holds.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::case::reference_in;
use super::case_view::HeadView;
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::shown::count;
use crate::domain::audit::Entry;
use crate::web::WebError;
use crate::web::desk::page as answer;
use crate::workflow::casefile::{Colleagues, open_case};
use crate::workflow::log_check::check_log;
use crate::workflow::secrets::hex;
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/log.html")]
struct LogView {
    frame: DeskFrame,
    head: HeadView,
    verdict: String,
    intact: bool,
    zone: String,
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

/// GET /console/case/{reference}/log. Checks the whole chain of the company, from its first line to its last.
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference) = (signed_in.actor(), reference_in(&reference)?);
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &reference)?;
        let checked = verdict(desk, &file.case.controller)?;
        Ok((file, checked))
    };
    let (frame, (file, checked)) = framed(&desk, &signed_in, String::new(), read).await?;
    let controller = desk.controller(&file.case.controller)?;
    let zone = desk.terms(controller)?.zone;
    let entries = file.log.iter().map(|entry| EntryView::of(entry, &file.colleagues, zone));
    answer(&LogView {
        head: HeadView::of(&file, controller, zone, signed_in.staff.id),
        zone: crate::domain::clock::words::zone_name(zone),
        entries: entries.collect(),
        intact: checked.0,
        verdict: checked.1,
        frame,
    })
}

/// Whether the chain of a company holds, and what to say about it.
fn verdict(desk: &Desk, controller: &str) -> Result<(bool, String), WorkError> {
    let report = check_log(&*desk.store, &[controller.to_owned()])?;
    if let Some(chain) = report.chains.iter().find(|chain| chain.controller == controller) {
        let lines = count(usize::try_from(chain.entries).unwrap_or_default(), "line", "lines");
        return Ok((
            true,
            format!("The chain holds: {lines} of this company’s log checked, from the first to the last."),
        ));
    }
    let offence = report.offences.iter().map(ToString::to_string).find(|words| words.contains(controller));
    Ok((
        false,
        format!("The chain does not hold: {}. Tell your data protection lead at once.", offence.unwrap_or_default()),
    ))
}

impl EntryView {
    fn of(entry: &Entry, colleagues: &Colleagues, zone: chrono_tz::Tz) -> Self {
        let hash: String = hex(&entry.hash).chars().take(12).collect();
        Self {
            seq: entry.seq,
            at: entry.at.with_timezone(&zone).format("%-d %b %Y, %H:%M:%S").to_string(),
            who: colleagues.actor(&entry.actor),
            kind: entry.kind.replace('_', " "),
            content: entry.content.as_deref().map_or_else(|| "content destroyed".to_owned(), in_words),
            hash,
        }
    }
}

/// The content without its braces: "ground: complexity; reason: …". What the person submitted stays closed here.
fn in_words(content: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(content).unwrap_or_default();
    let Some(object) = value.as_object() else { return String::new() };
    let shown =
        object.iter().filter(|(key, value)| !matches!(key.as_str(), "event" | "submission") && !value.is_null());
    let pairs = shown.map(|(key, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{}: {value}", key.replace('_', " "))
    });
    pairs.collect::<Vec<_>>().join("; ")
}
