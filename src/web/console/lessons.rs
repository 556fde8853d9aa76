//! The lessons register and the figures of the complaints: what we learnt, and what a regulator may ask.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::complaint_view::LessonView;
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::office::export::cell;
use super::office::listed::ListFile;
use crate::domain::access::Permission;
use crate::domain::clock::words::long_date;
use crate::domain::complaint::Figures;
use crate::domain::ids::LessonId;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::Colleagues;
use crate::workflow::complaints::counting::{Counted, Period, count};
use crate::workflow::complaints::lessons::finish;
use crate::workflow::{Desk, WorkError};

/// The register.
#[derive(Template)]
#[template(path = "console/lessons.html")]
struct LessonsView {
    frame: DeskFrame,
    lessons: Vec<(LessonView, String, String)>,
    may_handle: bool,
}

/// The figures.
#[derive(Template)]
#[template(path = "console/figures.html")]
struct FiguresView {
    frame: DeskFrame,
    from: NaiveDate,
    until: NaiveDate,
    period: String,
    rows: Vec<RowView>,
}

struct RowView {
    brand: String,
    figures: Figures,
    verdicts: [usize; 3],
    median: String,
}

/// GET /console/lessons
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| desk.read(|desk, tx, now| lessons(desk, tx, now));
    let (frame, lessons) = framed(&desk, &signed_in, "/console/lessons".to_owned(), read).await?;
    let may_handle = signed_in.staff.role.may(Permission::HandleCases);
    answer(&LessonsView { frame, lessons, may_handle })
}

/// Each lesson with its company and the reference of the complaint that taught it, while that is kept.
fn lessons(
    desk: &Desk,
    tx: &mut dyn crate::ports::store::Tx,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<(LessonView, String, String)>, WorkError> {
    let colleagues = Colleagues::read(tx)?;
    let mut all = Vec::new();
    for lesson in tx.lessons()? {
        let controller = desk.controllers.get(&lesson.controller);
        let today = controller.map_or(Ok(now.date_naive()), |controller| desk.local_date(controller, now))?;
        let brand = controller.map_or_else(|| lesson.controller.clone(), |controller| controller.brand.clone());
        let case = lesson.case.map(|case| tx.case(case)).transpose()?;
        let reference = case.map(|case| case.reference.to_string()).unwrap_or_default();
        all.push((LessonView::of(&lesson, &colleagues, today), brand, reference));
    }
    Ok(all)
}

/// GET /console/lessons.csv
pub async fn list(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let rows = |desk: &Desk| {
        let all = desk.read(|desk, tx, now| lessons(desk, tx, now))?;
        let row = |(lesson, brand, reference): (LessonView, String, String)| {
            let standing = if lesson.done { "Done" } else { "Open" };
            vec![brand, lesson.change, lesson.owner, lesson.when, standing.to_owned(), reference]
        };
        Ok(all.into_iter().map(row).collect())
    };
    let head = &["Company", "What changes", "Who sees to it", "When", "Standing", "Complaint"];
    ListFile { name: "lessons", head }.send(&desk, &signed_in, rows).await
}

/// POST /console/lessons/{lesson}/done
pub async fn done(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    lesson: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let id = LessonId::parse(&lesson).ok_or(WebError::NotFound)?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| finish(desk, actor, id)).await?;
    Ok(go_to("/console/lessons"))
}

/// The period in the address; without one, the year so far.
#[derive(Debug, Deserialize)]
pub struct Asked {
    from: Option<String>,
    until: Option<String>,
}

impl Asked {
    fn period(&self, today: NaiveDate) -> Period {
        let read = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<NaiveDate>().ok());
        let first = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
        let (from, until) = (read(&self.from).unwrap_or(first), read(&self.until).unwrap_or(today));
        Period { from: from.min(until), until: from.max(until) }
    }
}

/// GET /console/complaints
pub async fn figures(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let period = asked.period(desk.clock.now().date_naive());
    let work = move |desk: &Desk| count(desk, period);
    let (frame, counted) = framed(&desk, &signed_in, "/console/complaints".to_owned(), work).await?;
    answer(&FiguresView {
        frame,
        from: period.from,
        until: period.until,
        period: format!("{} to {}", long_date(period.from), long_date(period.until)),
        rows: counted.into_iter().map(RowView::of).collect(),
    })
}

impl RowView {
    /// The outcomes with their names, in the order of the table.
    fn outcomes(&self) -> [(usize, &'static str); 3] {
        let [upheld, partly, not_upheld] = self.verdicts;
        [(upheld, "Upheld"), (partly, "Partly"), (not_upheld, "Not upheld")]
    }

    fn of(counted: Counted) -> Self {
        let median = counted.figures.median_days.map(|days| days.to_string()).unwrap_or_default();
        Self { brand: counted.brand, verdicts: counted.figures.verdicts, median, figures: counted.figures }
    }
}

const HEAD: &str = "Company,From,Until,Received,Acknowledged in time,Acknowledged late,Limit still running,Open,Upheld,\
                    Partly upheld,Not upheld,Withdrawn,Median days to outcome\r\n";

/// GET /console/complaints.csv
pub async fn csv(desk: web::Data<Desk>, asked: web::Query<Asked>) -> Result<HttpResponse, WebError> {
    let period = asked.period(desk.clock.now().date_naive());
    let counted = at_desk(&desk, move |desk| count(desk, period)).await?;
    let rows: String = counted.into_iter().map(|counted| row(period, RowView::of(counted))).collect();
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"complaints.csv\""))
        .body(format!("{HEAD}{rows}")))
}

fn row(period: Period, view: RowView) -> String {
    let RowView { brand, figures, verdicts: [upheld, partly, not_upheld], median } = view;
    let Figures { received, in_time, late, running, open, withdrawn, .. } = figures;
    let counts = [received, in_time, late, running, open, upheld, partly, not_upheld, withdrawn];
    let counts = counts.map(|n| n.to_string()).join(",");
    format!("{},{},{},{counts},{median}\r\n", cell(&brand), period.from, period.until)
}
