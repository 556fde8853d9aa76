//! What was changed in the set-up, for whoever has to show it.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Tz;
use serde::Deserialize;

use super::listed::ListFile;
use crate::domain::clock::words::long_date;
use crate::domain::office::SetupArea;
use crate::domain::setup::Difference;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::page as answer;
use crate::workflow::office::{Past, past};
use crate::workflow::{Desk, WorkError};

/// Lines that the page shows; the file has all.
const SHOWN: usize = 100;
/// Where it is.
const HERE: &str = "/console/history";

/// The page.
#[derive(Template)]
#[template(path = "console/past.html")]
struct PastPage {
    frame: DeskFrame,
    areas: Vec<(String, &'static str, bool)>,
    past: Vec<PastView>,
    more: bool,
    csv: String,
}

/// A change.
#[derive(Clone, Debug)]
pub struct PastView {
    /// "4 December 2026, 14:12 (Europe/London)".
    pub when: String,
    /// Who.
    pub who: String,
    /// The part of the set-up: "Staff".
    pub area: &'static str,
    /// What it was called then.
    pub name: String,
    /// What is not as it was before.
    pub changes: Vec<Difference>,
}

impl PastView {
    /// Changes as a page shows them.
    pub fn all(past: Vec<Past>, zone: Tz) -> Vec<Self> {
        past.into_iter().map(|one| Self::of(one, zone)).collect()
    }

    fn of(past: Past, zone: Tz) -> Self {
        let at = past.at.with_timezone(&zone);
        Self {
            when: format!("{}, {} ({zone})", long_date(at.date_naive()), at.format("%H:%M")),
            who: past.who,
            area: past.area,
            name: past.name,
            changes: past.changes,
        }
    }
}

/// What the address may ask for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    area: String,
}

/// GET /console/history
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let area = SetupArea::parse(&asked.area);
    let read = move |desk: &Desk| Ok((read(desk, area)?, desk.zone()?));
    let (frame, (mut lines, zone)) = framed(&desk, &signed_in, HERE.to_owned(), read).await?;
    let more = lines.len() > SHOWN;
    lines.truncate(SHOWN);
    let all = std::iter::once((HERE.to_owned(), "Everything", area.is_none()));
    let one = |known: SetupArea| (format!("{HERE}?area={}", known.code()), known.name(), area == Some(known));
    answer(&PastPage {
        frame,
        areas: all.chain(SetupArea::ALL.into_iter().map(one)).collect(),
        past: PastView::all(lines, zone),
        more,
        csv: area.map_or_else(|| format!("{HERE}.csv"), |area| format!("{HERE}.csv?area={}", area.code())),
    })
}

fn read(desk: &Desk, area: Option<SetupArea>) -> Result<Vec<Past>, WorkError> {
    desk.read(move |_, tx, _| past(tx, area, None))
}

/// GET /console/history.csv
pub async fn csv(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let area = SetupArea::parse(&asked.area);
    let file =
        ListFile { name: "set-up-history", head: &["When (UTC)", "Who", "Part", "Name", "Fact", "Before", "After"] };
    let rows = move |desk: &Desk| Ok(read(desk, area)?.iter().flat_map(rows).collect());
    file.send(&desk, &signed_in, rows).await
}

/// One row a fact.
fn rows(past: &Past) -> Vec<Vec<String>> {
    let head =
        [past.at.format("%Y-%m-%dT%H:%M:%SZ").to_string(), past.who.clone(), past.area.to_owned(), past.name.clone()];
    let row = |change: &Difference| {
        head.iter().cloned().chain([change.label.clone(), change.before.clone(), change.after.clone()]).collect()
    };
    past.changes.iter().map(row).collect()
}
