//! The register of requests as a file.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use chrono::{Days, NaiveDate, NaiveTime};
use futures_util::stream::{Stream, try_unfold};
use serde::Deserialize;

use crate::domain::register::{Period, RegisterEntry};
use crate::web::WebError;
use crate::web::desk::at_desk;
use crate::workflow::Desk;
use crate::workflow::register::{COLUMNS, cells, csv_line, page, workbook};

/// Which part: the days of receipt, both inclusive, and one company or all.
#[derive(Clone, Debug, Deserialize)]
pub struct RegisterQuery {
    from: NaiveDate,
    to: NaiveDate,
    #[serde(default)]
    controller: Option<String>,
}

impl RegisterQuery {
    fn period(self) -> Period {
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        let until = midnight(self.to.checked_add_days(Days::new(1)).unwrap_or(self.to));
        let controller = self.controller.filter(|id| !id.is_empty());
        Period { from: midnight(self.from), until, controller }
    }
}

/// How far a file is.
enum Stage {
    Head,
    After(Option<Box<RegisterEntry>>),
    End,
}

/// GET /console/register.csv
pub async fn csv(desk: web::Data<Desk>, query: web::Query<RegisterQuery>) -> Result<HttpResponse, WebError> {
    let name = format!("attachment; filename=\"register-{}-{}.csv\"", query.from, query.to);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((CONTENT_DISPOSITION, name))
        .streaming(file(desk, query.into_inner().period())))
}

/// GET /console/register.xlsx
pub async fn xlsx(desk: web::Data<Desk>, query: web::Query<RegisterQuery>) -> Result<HttpResponse, WebError> {
    let name = format!("attachment; filename=\"register-{}-{}.xlsx\"", query.from, query.to);
    let period = query.into_inner().period();
    let bytes = at_desk(&desk, move |desk| workbook(desk, &period)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
        .insert_header((CONTENT_DISPOSITION, name))
        .body(bytes))
}

fn file(desk: web::Data<Desk>, period: Period) -> impl Stream<Item = Result<web::Bytes, WebError>> {
    try_unfold(Stage::Head, move |stage| {
        let (desk, period) = (desk.clone(), period.clone());
        async move {
            let after = match stage {
                Stage::End => return Ok(None),
                Stage::Head => return Ok(Some((web::Bytes::from(csv_line(&COLUMNS)), Stage::After(None)))),
                Stage::After(after) => after,
            };
            let entries = at_desk(&desk, move |desk| page(desk, &period, after.map(|entry| *entry))).await?;
            let text: String = entries.iter().map(|entry| csv_line(&cells(entry))).collect();
            let next = entries.into_iter().last().map_or(Stage::End, |last| Stage::After(Some(Box::new(last))));
            Ok(Some((web::Bytes::from(text), next)))
        }
    })
}
