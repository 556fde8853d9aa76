//! The rows of a plan that share a ruling, by their keys.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::case::reference_in;
use super::case_view::HeadView;
use super::erasure_view::{erasure_of, looks};
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use crate::domain::clock::words::long_date;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::page as answer;
use crate::workflow::casefile::open_case;
use crate::workflow::erasure::{RowPage, rows};
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
    rows: Vec<Vec<String>>,
    next: String,
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
    let (reference, actor, place, after) = (reference_in(&path.0)?, signed_in.actor(), (path.1, path.2), query.after);
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &reference)?;
        let request = erasure_of(&file).ok_or(StoreError::NotFound)?.request.id;
        let page = rows(desk, actor, request, place, (after, ROWS))?.ok_or(WorkError::Store(StoreError::NotFound))?;
        Ok((file, page))
    };
    let (frame, (file, page)) = framed(&desk, &signed_in, String::new(), read).await?;
    let controller = desk.controller(&file.case.controller)?;
    let head = HeadView::of(&file, controller, desk.terms(controller)?.zone, signed_in.staff.id);
    let summary = erasure_of(&file).and_then(|part| part.erasure.as_ref()?.0.summary.as_ref());
    let system = summary.and_then(|summary| summary.systems.get(place.0)).ok_or(WebError::NotFound)?;
    let group = system.groups.get(place.1).ok_or(WebError::NotFound)?;
    let (columns, values) = table(&page);
    answer(&RowsView {
        title: format!("{} in {}", group.title, system.title),
        verb: looks(group.ruling.action).2,
        why: group.ruling.reason.clone(),
        rule: group.ruling.rule.clone(),
        emptied: group.ruling.columns.join(", "),
        columns,
        rows: values,
        next: if page.more {
            format!("{}/erasure/plan/{}/{}?after={}", head.base, place.0, place.1, after + ROWS)
        } else {
            String::new()
        },
        frame,
        head,
    })
}

/// Names of the columns and the rows below them, with the day until which each is kept where there is one.
fn table(page: &RowPage) -> (Vec<String>, Vec<Vec<String>>) {
    let kept = page.rows.iter().any(|row| row.until.is_some());
    let first = page.rows.first();
    let names = first.map(|row| row.key.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()).unwrap_or_default();
    let rows = page.rows.iter().map(|row| {
        let until = kept.then(|| row.until.map(long_date).unwrap_or_default());
        row.key.iter().map(|(_, value)| value.reveal().to_owned()).chain(until).collect()
    });
    (names.into_iter().chain(kept.then(|| "kept until".to_owned())).collect(), rows.collect())
}
