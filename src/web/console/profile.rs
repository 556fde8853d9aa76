//! One's own account: who one is here, what one may do, and a new password.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::signin::farewell;
use crate::domain::access::Permission;
use crate::domain::personal::Personal;
use crate::web::WebError;
use crate::web::desk::page as answer;
use crate::web::fields::Posted;
use crate::workflow::administration::change_password;
use crate::workflow::signing_in::StaffDoor;
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/profile.html")]
struct ProfileView {
    frame: DeskFrame,
    email: String,
    may: Vec<&'static str>,
    may_not: Vec<&'static str>,
    idle: i64,
    absolute: i64,
    error: Option<(&'static str, String)>,
}

impl ProfileView {
    fn error(&self, field: &str) -> &str {
        self.error.as_ref().filter(|(name, _)| *name == field).map_or("", |(_, what)| what.as_str())
    }
}

/// GET /console/profile
pub async fn page(
    desk: web::Data<Desk>,
    door: web::Data<StaffDoor>,
    signed_in: SignedIn,
) -> Result<HttpResponse, WebError> {
    show(&desk, &door, &signed_in, None).await
}

/// POST /console/profile: a new password. Every session of this person ends.
pub async fn submit(
    desk: web::Data<Desk>,
    door: web::Data<StaffDoor>,
    signed_in: SignedIn,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let current = Personal::new(fields.one("current")?);
    let new = Personal::new(fields.one("password")?);
    if fields.one("again")? != new.reveal() {
        let error = ("again", "The two passwords are not the same.".to_owned());
        return show(&desk, &door, &signed_in, Some(error)).await;
    }
    let (inner, staff) = (StaffDoor::clone(&door), signed_in.staff.clone());
    match web::block(move || change_password(&inner, &staff, &current, &new)).await? {
        Ok(()) => Ok(farewell("/console/signin?out=password")),
        Err(WorkError::Field { field, what }) => show(&desk, &door, &signed_in, Some((field, what))).await,
        Err(other) => Err(other.into()),
    }
}

async fn show(
    desk: &web::Data<Desk>,
    door: &StaffDoor,
    signed_in: &SignedIn,
    error: Option<(&'static str, String)>,
) -> Result<HttpResponse, WebError> {
    let (frame, ()) = framed(desk, signed_in, "/console/profile".to_owned(), |_| Ok(())).await?;
    let (may, may_not): (Vec<_>, Vec<_>) = Permission::ALL.into_iter().partition(|one| signed_in.staff.role.may(*one));
    let wrong = error.is_some();
    let mut response = answer(&ProfileView {
        frame,
        email: signed_in.staff.email.reveal().to_owned(),
        may: may.into_iter().map(Permission::words).collect(),
        may_not: may_not.into_iter().map(Permission::words).collect(),
        idle: door.rules.idle.num_minutes(),
        absolute: door.rules.absolute.num_hours(),
        error,
    })?;
    if wrong {
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
