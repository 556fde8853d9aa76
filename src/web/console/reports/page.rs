//! How the desk is doing, on a page, as tables, and on paper for a board.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::chart::ChartView;
use crate::domain::clock::words::long_date;
use crate::domain::report::{Grid, Headline, Window};
use crate::domain::right::Right;
use crate::ports::store::reports::Scope;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::office::export::cell;
use crate::web::console::queues::filter::QueueQuery;
use crate::web::console::queues::list::LinkView;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::workflow::reports::{Asked, Overview, board, headlines, overview};
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/reports.html")]
struct ReportsView {
    frame: DeskFrame,
    whose: String,
    period: String,
    today: String,
    from: NaiveDate,
    to: NaiveDate,
    query: String,
    chips: Vec<LinkView>,
    companies: Vec<(String, String, bool)>,
    rights: Vec<(String, String, bool)>,
    headlines: Vec<HeadlineView>,
    charts: Vec<ChartView>,
    starts: Vec<StartView>,
    no_starts: &'static str,
}

struct HeadlineView {
    name: &'static str,
    figure: String,
    note: String,
    href: String,
    bad: bool,
}

struct StartView {
    start: String,
    late: bool,
    reference: String,
    company: String,
    right: &'static str,
    due: String,
    pace: i64,
}

/// What an address asks for. Words that mean nothing are passed over: an old address still shows a report.
#[derive(Clone, Debug, Deserialize)]
pub struct ReportQuery {
    from: Option<String>,
    to: Option<String>,
    controller: Option<String>,
    right: Option<String>,
}

impl ReportQuery {
    fn asked(&self) -> Asked {
        let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<NaiveDate>().ok());
        let window = day(&self.from).zip(day(&self.to)).map(|(from, to)| Window::new(from, to));
        let controller = self.controller.clone().filter(|id| !id.is_empty());
        Asked {
            window,
            scope: Scope { controller, right: self.right.as_deref().and_then(Right::parse), ..Scope::default() },
        }
    }
}

/// A window and a scope as an address asks for them.
fn address(window: Window, scope: &Scope) -> String {
    let controller = scope.controller.as_deref().unwrap_or_default();
    let right = scope.right.map_or("", Right::code);
    format!("from={}&to={}&controller={controller}&right={right}", window.from, window.to)
}

/// GET /console/reports
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    query: web::Query<ReportQuery>,
) -> Result<HttpResponse, WebError> {
    let asked = query.asked();
    let work = move |desk: &Desk| overview(desk, &asked);
    match framed(&desk, &signed_in, "/console/reports".to_owned(), work).await {
        Ok((frame, overview)) => answer(&ReportsView::of(frame, overview)),
        Err(WebError::Work(WorkError::NoController)) => Ok(go_to("/console/start")),
        Err(other) => Err(other),
    }
}

/// GET /console/reports/{chart}.csv
pub async fn csv(
    desk: web::Data<Desk>,
    chart: web::Path<String>,
    query: web::Query<ReportQuery>,
) -> Result<HttpResponse, WebError> {
    let asked = query.asked();
    let overview = at_desk(&desk, move |desk| overview(desk, &asked)).await?;
    let name = chart.into_inner();
    let grid = match name.as_str() {
        "start-by" => Some(overview.start_grid()),
        id => overview.charts.into_iter().find(|chart| chart.id == id).map(|chart| chart.grid),
    };
    let Grid { head, rows } = grid.ok_or(WebError::NotFound)?;
    let line =
        |cells: &Vec<String>| format!("{}\r\n", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(","));
    let text: String = std::iter::once(&head).chain(&rows).map(line).collect();
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")))
        .body(text))
}

/// GET /console/reports.pdf
pub async fn pdf(desk: web::Data<Desk>, query: web::Query<ReportQuery>) -> Result<HttpResponse, WebError> {
    let asked = query.asked();
    let printed = at_desk(&desk, move |desk| {
        let overview = overview(desk, &asked)?;
        let bytes = desk.press.report(&board(&overview)).map_err(WorkError::from)?;
        Ok((overview.window, bytes))
    });
    let (window, bytes) = printed.await?;
    let name = format!("attachment; filename=\"data-rights-{}-{}.pdf\"", window.from, window.to);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/pdf"))
        .insert_header((CONTENT_DISPOSITION, name))
        .body(bytes))
}

impl ReportsView {
    fn of(frame: DeskFrame, overview: Overview) -> Self {
        let Window { from, to } = overview.window;
        Self {
            frame,
            whose: overview.whose(),
            period: format!("{} to {}", long_date(from), long_date(to)),
            today: long_date(overview.today),
            from,
            to,
            query: address(overview.window, &overview.scope),
            chips: chips(&overview),
            companies: companies(&overview),
            rights: rights(&overview),
            headlines: headlines(&overview).into_iter().map(HeadlineView::of).collect(),
            starts: starts(&overview),
            no_starts: if overview.numbers.open == 0 { NOTHING_OPEN } else { NO_HISTORY },
            charts: overview.charts.into_iter().map(ChartView::of).collect(),
        }
    }
}

const NOTHING_OPEN: &str = "Nothing is open.";
const NO_HISTORY: &str =
    "Every open request has been begun, or there are fewer than five answers yet to learn the pace from.";

impl HeadlineView {
    fn of(one: Headline) -> Self {
        let late = one.name == "Overdue requests" && one.figure != "0";
        let lateness = |word: &str| QueueQuery::of("lateness", word).href();
        let href = match one.name {
            "Open requests" => lateness("soon"),
            "Overdue requests" if late => lateness("overdue"),
            _ => String::new(),
        };
        Self { name: one.name, figure: one.figure, note: one.note, href, bad: late }
    }
}

fn chips(overview: &Overview) -> Vec<LinkView> {
    let today = overview.today;
    let year = Window::this_year(today);
    let windows = [
        ("Last 30 days", Window::last_days(30, today)),
        ("Last 90 days", Window::last_days(90, today)),
        ("Last 12 months", Window::last_days(365, today)),
        ("This year", year),
        ("Last year", Window::this_year(year.before().to)),
    ];
    let link = |(name, window): (&str, Window)| LinkView {
        name: name.to_owned(),
        href: format!("/console/reports?{}", address(window, &overview.scope)),
        here: window == overview.window,
    };
    windows.into_iter().map(link).collect()
}

fn companies(overview: &Overview) -> Vec<(String, String, bool)> {
    let chosen = overview.scope.controller.as_deref().unwrap_or_default();
    let all = std::iter::once((String::new(), "All companies".to_owned()));
    let own = overview.names.iter().map(|(id, name)| (id.clone(), name.clone()));
    all.chain(own).map(|(id, name)| (id.clone(), name, id == chosen)).collect()
}

fn rights(overview: &Overview) -> Vec<(String, String, bool)> {
    let all = std::iter::once((String::new(), "All rights".to_owned(), overview.scope.right.is_none()));
    let own = |right: &Right| (right.code().to_owned(), right.name().to_owned(), overview.scope.right == Some(*right));
    all.chain(Right::ALL.iter().map(own)).collect()
}

fn starts(overview: &Overview) -> Vec<StartView> {
    let view = |next: &crate::domain::report::StartBy| StartView {
        start: long_date(next.start),
        late: next.start <= overview.today,
        reference: next.reference.clone(),
        company: overview.name_of(&next.controller),
        right: next.right.name(),
        due: long_date(next.due),
        pace: next.pace,
    };
    overview.start_by.iter().map(view).collect()
}
