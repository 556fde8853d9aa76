//! The doorstep: the list of companies, the start of a form, and the pages where a form cannot go on.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::visit::Visit;
use crate::domain::clock::{History, reckon};
use crate::domain::controller::Contact;
use crate::domain::right::Right;
use crate::web::desk::{at_desk, go_to, page};
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::speech::Speech;
use crate::workflow::form::{Kept, draft};
use crate::workflow::{Desk, WorkError};

#[derive(Template)]
#[template(path = "form/home.html")]
struct HomeView {
    frame: FrameView,
    companies: Vec<CompanyView>,
}

struct CompanyView {
    path: String,
    brand: String,
    web: String,
}

#[derive(Template)]
#[template(path = "form/start.html")]
struct StartView {
    frame: FrameView,
    contact: Contact,
    post: String,
    due: Option<String>,
    sent: Option<String>,
    token: String,
    path: String,
    /// The shorter way.
    stop: String,
    things: Vec<ThingView>,
}

/// Something that can be asked for.
struct ThingView {
    icon: Icon,
    name: String,
    more: String,
}

/// In the order of the page, with the names of their texts.
const THINGS: [(Icon, &str); 8] = [
    (Icon::Copy, "copy"),
    (Icon::Rectification, "correct"),
    (Icon::Erasure, "erase"),
    (Icon::Objection, "object"),
    (Icon::Bell, "marketing"),
    (Icon::Pause, "pause"),
    (Icon::Move, "move"),
    (Icon::TakeBack, "consent"),
];

#[derive(Template)]
#[template(path = "form/died.html")]
struct DiedView {
    frame: FrameView,
    back: String,
    contact: Contact,
}

#[derive(Template)]
#[template(path = "form/ended.html")]
struct EndedView {
    frame: FrameView,
    start: String,
}

#[derive(Template)]
#[template(path = "form/sent_earlier.html")]
struct SentEarlierView {
    frame: FrameView,
    start: String,
    prefix: String,
}

/// The companies of this installation; with only one, its own page.
pub async fn home(desk: web::Data<Desk>, request: HttpRequest) -> Result<HttpResponse, WebError> {
    let mut all = desk.controllers.values();
    if let (Some(only), None) = (all.next(), all.next()) {
        return Ok(go_to(&format!("/r/{}", only.id)));
    }
    let companies = desk.controllers.values().map(|controller| CompanyView {
        path: format!("/r/{}", controller.id),
        brand: controller.brand.clone(),
        web: controller.contact.web.clone().unwrap_or_default(),
    });
    let frame = FrameView::of_the_desk(&Speech::of(&request, &desk.languages));
    page(&HomeView { frame, companies: companies.collect() })
}

/// What the form is for, other ways to ask, what happens next.
pub async fn start(visit: Visit) -> Result<HttpResponse, WebError> {
    let key = visit.key();
    let kept = at_desk(&visit.desk, move |desk| draft::look(desk, &key)).await?;
    let contact = visit.controller.contact.clone();
    visit.page(&StartView {
        frame: visit.frame(),
        post: contact.post.join(", "),
        contact,
        due: due_if_sent_now(&visit)?,
        sent: matches!(kept, Kept::Sent(_)).then(|| visit.path("/sent")),
        token: visit.form_token(),
        path: visit.path(""),
        stop: visit.path("/stop-marketing"),
        things: THINGS.map(|(icon, key)| thing(&visit, icon, key)).into(),
    })
}

fn thing(visit: &Visit, icon: Icon, key: &str) -> ThingView {
    let text = |rest: &str| visit.language().text(&format!("start.{key}{rest}"));
    ThingView { icon, name: text(""), more: text("_more") }
}

/// The date a request would be due if it were sent now: the clock's own answer, not a guess.
fn due_if_sent_now(visit: &Visit) -> Result<Option<String>, WorkError> {
    let terms = visit.desk.terms(&visit.controller)?;
    let reckoning = reckon(&History::new(visit.desk.clock.now()), Right::Access, &terms)?;
    Ok(reckoning.due.map(|due| visit.language().weekday_date(due)))
}

/// The law protects the living; a company can still help.
pub async fn died(visit: Visit) -> Result<HttpResponse, WebError> {
    let contact = visit.controller.contact.clone();
    visit.page(&DiedView { frame: visit.frame(), back: visit.path("/ask/who"), contact })
}

/// Another request after one was sent.
pub async fn again(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&visit.form_key())?;
    Ok(visit.renew(go_to(&visit.first())))
}

/// The day is over, or the browser lost its cookie: nothing was sent, and nothing is left.
pub fn ended(visit: &Visit) -> Result<HttpResponse, WebError> {
    Ok(gone(visit.page(&EndedView { frame: visit.frame(), start: visit.first() })?))
}

/// A confirmation that this browser has no more, or never had: somebody kept its address. What they sent is with us all the same.
pub fn sent_earlier(visit: &Visit) -> Result<HttpResponse, WebError> {
    let (start, prefix) = (visit.path(""), visit.controller.prefix.clone());
    Ok(gone(visit.page(&SentEarlierView { frame: visit.frame(), start, prefix })?))
}

fn gone(mut page: HttpResponse) -> HttpResponse {
    *page.status_mut() = StatusCode::GONE;
    page
}
