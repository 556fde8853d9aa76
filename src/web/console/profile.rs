//! One's own account: who one is here, what one may do, and a new password.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::signin::farewell;
use crate::domain::access::Permission;
use crate::domain::clock::words::long_date;
use crate::domain::diary::Feed;
use crate::domain::ids::FeedId;
use crate::domain::personal::Personal;
use crate::web::WebError;
use crate::web::csrf::hexadecimal;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::administration::change_password;
use crate::workflow::signing_in::StaffDoor;
use crate::workflow::{Desk, WorkError, diary};

/// The page.
#[derive(Template)]
#[template(path = "console/profile.html")]
struct ProfileView {
    frame: DeskFrame,
    email: String,
    may: Vec<&'static str>,
    may_not: Vec<&'static str>,
    feeds: Vec<FeedView>,
    shops: Vec<(String, String)>,
    feed: Option<String>,
    idle: i64,
    absolute: i64,
    error: Option<(&'static str, String)>,
}

/// A calendar feed.
struct FeedView {
    id: String,
    name: String,
    made: String,
}

impl FeedView {
    fn of(feed: &Feed, desk: &Desk) -> Self {
        let shop = feed.controller.as_ref().map(|id| desk.controllers.get(id).map_or(id, |found| &found.brand));
        Self {
            id: feed.id.to_string(),
            name: shop.map_or_else(|| "The cases you look after".to_owned(), |brand| format!("All of {brand}")),
            made: long_date(feed.made_at.date_naive()),
        }
    }
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
    show(&desk, &door, &signed_in, None, None).await
}

/// POST /console/profile/feed: makes a calendar feed and shows its address, once.
pub async fn feed(
    desk: web::Data<Desk>,
    door: web::Data<StaffDoor>,
    signed_in: SignedIn,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let controller = Some(fields.one("of")?.to_owned()).filter(|id| !id.is_empty());
    let actor = signed_in.actor();
    let (_, secret) = at_desk(&desk, move |desk| diary::make(desk, actor, controller)).await?;
    let address = desk.url(&format!("/calendar/{}.ics", hexadecimal(&secret)));
    show(&desk, &door, &signed_in, None, Some(address)).await
}

/// POST /console/profile/feed/{feed}/revoke
pub async fn revoke_feed(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    feed: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let id = FeedId::parse(&feed).ok_or(WebError::NotFound)?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| diary::revoke(desk, actor, id)).await?;
    Ok(go_to("/console/profile#feeds"))
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
        return show(&desk, &door, &signed_in, Some(error), None).await;
    }
    let (inner, staff) = (StaffDoor::clone(&door), signed_in.staff.clone());
    match web::block(move || change_password(&inner, &staff, &current, &new)).await? {
        Ok(()) => Ok(farewell("/console/signin?out=password")),
        Err(WorkError::Field { field, what }) => show(&desk, &door, &signed_in, Some((field, what)), None).await,
        Err(other) => Err(other.into()),
    }
}

async fn show(
    desk: &web::Data<Desk>,
    door: &StaffDoor,
    signed_in: &SignedIn,
    error: Option<(&'static str, String)>,
    feed: Option<String>,
) -> Result<HttpResponse, WebError> {
    let me = signed_in.staff.id;
    let read = move |desk: &Desk| desk.read(move |_, tx, _| Ok(tx.feeds_of(me)?));
    let (frame, feeds) = framed(desk, signed_in, "/console/profile".to_owned(), read).await?;
    let (may, may_not): (Vec<_>, Vec<_>) = Permission::ALL.into_iter().partition(|one| signed_in.staff.role.may(*one));
    let wrong = error.is_some();
    let mut response = answer(&ProfileView {
        frame,
        email: signed_in.staff.email.reveal().to_owned(),
        may: may.into_iter().map(Permission::words).collect(),
        may_not: may_not.into_iter().map(Permission::words).collect(),
        feeds: feeds.iter().map(|feed| FeedView::of(feed, desk)).collect(),
        shops: desk.controllers.values().map(|found| (found.id.clone(), found.brand.clone())).collect(),
        feed,
        idle: door.rules.idle.num_minutes(),
        absolute: door.rules.absolute.num_hours(),
        error,
    })?;
    if wrong {
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
