//! The rows of a plan that share a ruling, by their keys.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::case::reference_in;
use super::case_view::HeadView;
use super::erasure_view::{erasure_of, looks};
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::shown::capital;
use crate::domain::access::Permission;
use crate::domain::clock::words::long_date;
use crate::domain::erasure::{Action, Group, RowDecision, Stage};
use crate::domain::request::State;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::casefile::{CaseFile, open_case};
use crate::workflow::erasure::{RowPage, RowsDecided, decide_rows, rows};
use crate::workflow::{Desk, WorkError};

/// Rows of one page.
const ROWS: usize = 100;

/// The page.
#[derive(Template)]
#[template(path = "console/plan_rows.html")]
struct RowsView {
    frame: DeskFrame,
    head: HeadView,
    title: String,
    verb: &'static str,
    why: String,
    rule: String,
    emptied: String,
    columns: Vec<String>,
    rows: Vec<LineView>,
    next: String,
    decide: DecideView,
    problem: String,
    /// What had been typed, where it was not taken.
    all: bool,
    verdict: String,
    until: String,
    reason: String,
}

/// One row.
struct LineView {
    mark: String,
    ticked: bool,
    name: String,
    cells: Vec<String>,
    held: Vec<(String, String)>,
}

/// The form of whoever decides about the rows.
#[derive(Default)]
struct DecideView {
    /// Whether there is a form at all.
    open: bool,
    /// Whether something was decided that can be taken back.
    decided: bool,
    /// The plan that the page shows.
    plan: String,
    /// Where the page begins.
    after: usize,
    action: String,
}

/// Where the page begins.
#[derive(Debug, Default, Deserialize)]
pub struct RowsQuery {
    #[serde(default)]
    after: usize,
}

/// GET …/erasure/plan/{system}/{group}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, usize, usize)>,
    query: web::Query<RowsQuery>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, &path, query.after, Slip::default()).await
}

/// POST …/erasure/plan/{system}/{group}: what is decided about rows of the group.
pub async fn decide(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, usize, usize)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let form = DecisionForm::read(&posted.verified(&signed_in.key())?)?;
    let typed = form.clone();
    let (reference, actor, place) = (reference_in(&path.0)?, signed_in.actor(), (path.1, path.2));
    let done = at_desk(&desk, move |desk| {
        let file = open_case(desk, actor, &reference)?;
        let request = erasure_of(&file).ok_or(StoreError::NotFound)?.request.id;
        decide_rows(desk, actor, request, form.decided(place, file.today)?)
    });
    let problem = match done.await {
        Ok(_) => return Ok(go_to(&format!("/console/case/{}/erasure/plan", path.0))),
        Err(WebError::Work(WorkError::Field { what, .. })) => capital(what.trim_end_matches('.')),
        Err(WebError::Work(WorkError::Store(StoreError::Conflict))) => {
            "The plan was made anew meanwhile: look at it again".to_owned()
        }
        Err(other) => return Err(other),
    };
    show(&desk, &signed_in, &path, typed.after, Slip { problem: format!("{problem}."), typed }).await
}

/// What was wrong, and what had been typed.
#[derive(Default)]
struct Slip {
    problem: String,
    typed: DecisionForm,
}

/// What was posted.
#[derive(Clone, Default)]
struct DecisionForm {
    /// Where the page had begun.
    after: usize,
    marks: Option<BTreeSet<String>>,
    planned_at: Option<DateTime<Utc>>,
    verdict: String,
    until: String,
    reason: String,
}

impl DecisionForm {
    fn read(fields: &Fields) -> Result<Self, WebError> {
        let marks = fields.many("row").into_iter().map(str::to_owned).collect();
        Ok(Self {
            after: fields.one("after")?.parse().unwrap_or_default(),
            marks: (!fields.has("all")).then_some(marks),
            planned_at: fields.one("plan")?.parse().ok().and_then(DateTime::from_timestamp_micros),
            verdict: fields.one("verdict")?.to_owned(),
            until: fields.one("until")?.to_owned(),
            reason: fields.one("reason")?.to_owned(),
        })
    }

    fn decided(self, place: (usize, usize), today: NaiveDate) -> Result<RowsDecided, WorkError> {
        let read = || RowDecision::read(&self.verdict, &self.until, &self.reason, today);
        let decision = match self.verdict.as_str() {
            "undecided" => None,
            _ => Some(read().map_err(|fault| WorkError::field("verdict", fault.to_string()))?),
        };
        Ok(RowsDecided { place, planned_at: self.planned_at, marks: self.marks, decision })
    }
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    path: &(String, usize, usize),
    after: usize,
    slip: Slip,
) -> Result<HttpResponse, WebError> {
    let (reference, actor, place) = (reference_in(&path.0)?, signed_in.actor(), (path.1, path.2));
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &reference)?;
        let request = erasure_of(&file).ok_or(StoreError::NotFound)?.request.id;
        let page = rows(desk, actor, request, place, (after, ROWS))?.ok_or(WorkError::Store(StoreError::NotFound))?;
        Ok((file, page))
    };
    let (frame, (file, page)) = framed(desk, signed_in, String::new(), read).await?;
    let refused = !slip.problem.is_empty();
    let may_handle = signed_in.staff.role.may(Permission::HandleCases);
    let controller = desk.controller(&file.case.controller)?;
    let head = HeadView::of(&file, controller, desk.terms(controller)?.zone, signed_in.staff.id);
    let next = if page.more { format!("?after={}", after + ROWS) } else { String::new() };
    let view = RowsView::of((frame, head), &file, (place, &page), (next, after, slip), may_handle);
    let mut response = answer(&view.ok_or(WebError::NotFound)?)?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

impl RowsView {
    /// Puts the page together; `None` when the plan has no such group. `next` is where the next rows are; empty at the end.
    fn of(
        (frame, head): (DeskFrame, HeadView),
        file: &CaseFile,
        (place, page): ((usize, usize), &RowPage),
        (next, after, slip): (String, usize, Slip),
        may_handle: bool,
    ) -> Option<Self> {
        let summary = erasure_of(file).and_then(|part| part.erasure.as_ref()?.0.summary.as_ref())?;
        let system = summary.systems.get(place.0)?;
        let group = system.groups.get(place.1)?;
        let action = format!("{}/erasure/plan/{}/{}", head.base, place.0, place.1);
        let (columns, mut rows) = table(page);
        let ticked = slip.typed.marks.clone().unwrap_or_default();
        for row in &mut rows {
            row.ticked = ticked.contains(&row.mark);
        }
        Some(Self {
            title: format!("{} in {}", group.title, system.title),
            verb: looks(group.ruling.action).2,
            why: group.ruling.reason.clone(),
            rule: group.ruling.rule.clone(),
            emptied: group.ruling.columns.join(", "),
            next: if next.is_empty() { next } else { format!("{action}{next}") },
            decide: DecideView { after, ..DecideView::of(file, group, action, may_handle) },
            columns,
            rows,
            all: !slip.problem.is_empty() && slip.typed.marks.is_none(),
            verdict: slip.typed.verdict,
            until: slip.typed.until,
            reason: slip.typed.reason,
            problem: slip.problem,
            frame,
            head,
        })
    }
}

impl DecideView {
    /// The form, where there is something to decide and the plan is not being made.
    fn of(file: &CaseFile, group: &Group, action: String, may_handle: bool) -> Self {
        let Some(part) = erasure_of(file) else { return Self::default() };
        let Some((erasure, _)) = &part.erasure else { return Self::default() };
        let is_time = part.request.state == State::Reviewing && erasure.stage == Stage::Planned;
        Self {
            open: may_handle && is_time && group.ruling.is_for_people(),
            decided: group.ruling.action != Action::Review,
            plan: erasure.planned_at.map(|at| at.timestamp_micros().to_string()).unwrap_or_default(),
            after: 0,
            action,
        }
    }
}

/// Names of the columns and the rows below them, with the day until which each is kept where there is one.
fn table(page: &RowPage) -> (Vec<String>, Vec<LineView>) {
    let kept = page.rows.iter().any(|row| row.until.is_some());
    let first = page.rows.first();
    let names = first.map(|row| row.key.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()).unwrap_or_default();
    let lines = page.rows.iter().map(|row| {
        let until = kept.then(|| row.until.map(long_date).unwrap_or_default());
        let key: Vec<String> = row.key.iter().map(|(_, value)| value.reveal().to_owned()).collect();
        LineView {
            mark: row.mark.clone(),
            ticked: false,
            name: key.join(", "),
            cells: key.into_iter().chain(until).collect(),
            held: row.held.iter().map(|(name, value)| (name.clone(), value.reveal().to_owned())).collect(),
        }
    });
    let lines = lines.collect();
    (names.into_iter().chain(kept.then(|| "kept until".to_owned())).collect(), lines)
}
