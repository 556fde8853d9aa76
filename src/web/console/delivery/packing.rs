//! How far the packages of a case are, on its page and as it happens.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;

use crate::domain::case::Reference;
use crate::domain::request::{Actor, State};
use crate::ports::store::jobs::JobLine;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::guard::SignedIn;
use crate::web::console::live::{News, follow};
use crate::web::console::shown::{count, moment, thousands};
use crate::web::desk::at_desk;
use crate::workflow::casefile::{CaseFile, RequestFile, open_case};
use crate::workflow::casework::{answers_with_a_package, jobs};
use crate::workflow::signing_in::StaffDoor;
use crate::workflow::{Desk, WorkError};

/// What the case page says of packages that are not ready.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackingView {
    /// "Access: 3 of 12 collections packed, 1,204 rows."; empty when nothing is to be packed.
    pub said: String,
    /// Whether it goes on by itself now.
    pub is_running: bool,
}

impl PackingView {
    /// Of a case.
    pub fn of(file: &CaseFile, zone: Tz) -> Self {
        let parts: Vec<(&RequestFile, &JobLine)> =
            file.requests.iter().filter_map(|part| Some((part, job_of(part, file)?))).collect();
        let words = |(part, job): &(&RequestFile, &JobLine)| {
            format!("{}: {}", part.request.right.name(), standing(job, file.now, zone))
        };
        Self {
            said: parts.iter().map(words).collect::<Vec<_>>().join(" "),
            is_running: parts.iter().any(|(_, job)| runs(job, file.now)),
        }
    }
}

/// The job that builds the package of a request that waits for it.
fn job_of<'a>(part: &RequestFile, file: &'a CaseFile) -> Option<&'a JobLine> {
    let request = &part.request;
    let waits = request.state == State::Executing && answers_with_a_package(request.right);
    file.jobs.iter().find(|job| waits && job.kind == jobs::PACKAGE && job.request == Some(request.id))
}

fn runs(job: &JobLine, now: DateTime<Utc>) -> bool {
    job.state == "pending" && job.run_at <= now
}

fn standing(job: &JobLine, now: DateTime<Utc>, zone: Tz) -> String {
    let n = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    match (job.state.as_str(), &job.progress) {
        ("needs_person", _) => "packing failed and waits for a person; see the next step.".to_owned(),
        _ if job.run_at > now && job.attempts > 0 => {
            format!("the last try did not succeed; the next one is {}.", moment(job.run_at, zone))
        }
        _ if job.run_at > now => {
            format!("is packed {}; until then the approval can be taken back.", moment(job.run_at, zone))
        }
        (_, Some(progress)) => format!(
            "{} of {} packed, {}.",
            thousands(n(progress.done)),
            count(n(progress.of), "collection", "collections"),
            count(n(progress.rows), "row", "rows")
        ),
        (_, None) => "is packed next.".to_owned(),
    }
}

/// GET …/packing/progress
pub async fn progress(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference) = (signed_in.actor(), reference_in(&reference)?);
    let news = at_desk(&desk, move |desk| news(desk, actor, &reference)).await?;
    Ok(HttpResponse::Ok().json(news.content))
}

/// GET …/packing/live: the same as it happens.
pub async fn live(
    desk: web::Data<Desk>,
    door: web::Data<StaffDoor>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference) = (signed_in.actor(), reference_in(&reference)?);
    follow(desk, door, &signed_in, move |desk| news(desk, actor, &reference)).await
}

fn news(desk: &Desk, actor: Actor, reference: &Reference) -> Result<News, WorkError> {
    let file = open_case(desk, actor, reference)?;
    let zone = desk.terms(desk.controller(&file.case.controller)?)?.zone;
    let packing = PackingView::of(&file, zone);
    Ok(News { content: json!({ "summary": packing.said, "systems": [] }), over: !packing.is_running })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::JobId;
    use crate::ports::store::jobs::JobProgress;

    #[test]
    fn a_job_says_where_it_stands_in_words() {
        let now: DateTime<Utc> = "2026-11-23T10:00:00Z".parse().unwrap();
        let job = JobLine {
            id: JobId::new(now, [1; 10]),
            kind: jobs::PACKAGE.to_owned(),
            state: "pending".to_owned(),
            run_at: now,
            attempts: 1,
            last_error: None,
            request: None,
            progress: None,
        };
        let zone = chrono_tz::Europe::London;
        assert_eq!(standing(&job, now, zone), "is packed next.");
        let half = JobLine { progress: Some(JobProgress { done: 3, of: 12, rows: 1204 }), ..job.clone() };
        assert_eq!(standing(&half, now, zone), "3 of 12 collections packed, 1,204 rows.");
        let later = JobLine { run_at: now + chrono::TimeDelta::hours(2), attempts: 0, ..job };
        assert!(standing(&later, now, zone).contains("until then the approval can be taken back"));
        assert!(!runs(&later, now));
    }
}
