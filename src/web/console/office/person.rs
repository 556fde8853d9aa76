//! One colleague: name, role, account, sessions, absences with whoever stands in, and what was changed.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use super::past::PastView;
use crate::domain::access::{Permission, Role};
use crate::domain::clock::words::long_date;
use crate::domain::ids::{AbsenceId, StaffId};
use crate::domain::office::Absence;
use crate::domain::request::Actor;
use crate::ports::store::staff::Staff;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::Colleagues;
use crate::workflow::office::{NewAbsence, Person, come_back, end_sessions, go_away, person, rename};
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/person.html")]
struct PersonPage {
    frame: DeskFrame,
    id: String,
    name: String,
    email: String,
    role: &'static str,
    active: bool,
    handles: bool,
    teams: String,
    absences: Vec<AbsenceView>,
    deputies: Vec<(String, String)>,
    past: Vec<PastView>,
    typed: Typed,
}

/// Days on which they are away.
struct AbsenceView {
    id: String,
    days: String,
    deputy: String,
    now: bool,
}

/// What was typed into one of the forms, and what is wrong with it.
#[derive(Clone, Default)]
struct Typed {
    name: String,
    from: String,
    until: String,
    deputy: String,
    field: &'static str,
    error: String,
}

/// GET /console/staff/{staff}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    staff: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, &staff, Typed::default()).await
}

/// POST /console/staff/{staff}/name
pub async fn name(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    staff: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let name = posted.verified(&signed_in.key())?.one("name")?.to_owned();
    let typed = Typed { name: name.clone(), ..Typed::default() };
    act(&desk, &signed_in, &staff, typed, move |desk, actor, id| rename(desk, actor, id, &name)).await
}

/// POST /console/staff/{staff}/sessions
pub async fn sessions(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    staff: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    act(&desk, &signed_in, &staff, Typed::default(), end_sessions).await
}

/// POST /console/staff/{staff}/away
pub async fn away(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    staff: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let typed = Typed {
        from: fields.one("from")?.to_owned(),
        until: fields.one("until")?.to_owned(),
        deputy: fields.one("deputy")?.to_owned(),
        ..Typed::default()
    };
    let given = typed.clone();
    let work = move |desk: &Desk, actor, staff| {
        let day = |field, text: &str, which: &str| {
            let read = text.parse::<NaiveDate>();
            read.map_err(|_error| WorkError::field(field, format!("Enter the {which} day, such as 2026-12-24.")))
        };
        let (from, until) = (day("from", &given.from, "first")?, day("until", &given.until, "last")?);
        go_away(desk, actor, NewAbsence { staff, from, until, deputy: StaffId::parse(&given.deputy) })
    };
    act(&desk, &signed_in, &staff, typed, work).await
}

/// POST /console/staff/{staff}/away/{absence}/end
pub async fn back(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let absence = AbsenceId::parse(&path.1).ok_or(WebError::NotFound)?;
    let work = move |desk: &Desk, actor, id| come_back(desk, actor, id, absence);
    act(&desk, &signed_in, &path.0, Typed::default(), work).await
}

async fn act<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    staff: &str,
    typed: Typed,
    work: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, Actor, StaffId) -> Result<(), WorkError> + Send + 'static,
{
    let (actor, id) = (signed_in.actor(), StaffId::parse(staff).ok_or(WebError::NotFound)?);
    match at_desk(desk, move |desk| work(desk, actor, id)).await {
        Ok(()) => Ok(go_to(&format!("/console/staff/{id}"))),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            show(desk, signed_in, staff, Typed { field, error: what, ..typed }).await
        }
        Err(other) => Err(other),
    }
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    staff: &str,
    typed: Typed,
) -> Result<HttpResponse, WebError> {
    let id = StaffId::parse(staff).ok_or(WebError::NotFound)?;
    let read = move |desk: &Desk| {
        let (colleagues, today) = desk.read(|desk, tx, now| Ok((Colleagues::read(tx)?, desk.today(now)?)))?;
        Ok((person(desk, id)?, colleagues, today, desk.zone()?))
    };
    let here = "/console/staff".to_owned();
    let (frame, (person, colleagues, today, zone)) = framed(desk, signed_in, here, read).await?;
    let Person { staff, absences, teams, past } = person;
    let able = |one: &&Staff| one.active && one.id != id && one.role.may(Permission::HandleCases);
    let wrong = !typed.error.is_empty();
    let mut response = answer(&PersonPage {
        frame,
        id: id.to_string(),
        email: staff.email.reveal().to_owned(),
        role: Role::name(staff.role),
        active: staff.active,
        handles: staff.role.may(Permission::HandleCases),
        teams: teams.join(", "),
        absences: absences.iter().map(|one| AbsenceView::of(one, &colleagues, today)).collect(),
        deputies: colleagues.all().into_iter().filter(able).map(|one| (one.id.to_string(), one.name.clone())).collect(),
        past: PastView::all(past, zone),
        typed: if typed.field == "name" { typed } else { Typed { name: staff.name.clone(), ..typed } },
        name: staff.name,
    })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

impl AbsenceView {
    fn of(absence: &Absence, colleagues: &Colleagues, today: NaiveDate) -> Self {
        Self {
            id: absence.id.to_string(),
            days: format!("{} to {}", long_date(absence.from), long_date(absence.until)),
            deputy: absence.deputy.map(|deputy| colleagues.name(deputy)).unwrap_or_default(),
            now: absence.covers(today),
        }
    }
}
