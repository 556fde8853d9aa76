//! A complaint: the doorstep and the confirmation. The pages between are those of the form.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::Days;

use super::visit::Visit;
use crate::domain::case::Reference;
use crate::domain::clock::words::local;
use crate::domain::controller::{Contact, Regulator};
use crate::domain::notice::greeting_name;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::workflow::form::{Kept, draft};
use crate::workflow::portal::{Standing, StandingComplaint};

#[derive(Template)]
#[template(path = "form/complaint.html")]
struct StartView {
    frame: FrameView,
    contact: Contact,
    post: String,
    regulator: Regulator,
    outcome: String,
    first: String,
    back: String,
    path: String,
    sent: Option<String>,
    uk: bool,
    token: String,
}

#[derive(Template)]
#[template(path = "form/complaint_sent.html")]
struct SentView {
    frame: FrameView,
    name: Option<String>,
    email: String,
    reference: String,
    received: String,
    outcome: String,
    unconfirmed: bool,
    regulator: Regulator,
    again: String,
    token: String,
}

/// What a link to this page knows already.
#[derive(serde::Deserialize)]
pub struct Known {
    about: Option<String>,
}

/// What a complaint is, what happens with it, and where else to go.
pub async fn start(visit: Visit, known: web::Query<Known>) -> Result<HttpResponse, WebError> {
    let key = visit.key();
    let kept = at_desk(&visit.desk, move |desk| draft::look(desk, &key)).await?;
    let about = known.about.as_deref().and_then(|about| Reference::parse(about).ok());
    let first = about.map_or_else(|| visit.first(), |about| format!("{}?about={about}", visit.first()));
    let controller = &visit.controller;
    visit.page(&StartView {
        frame: visit.frame(),
        contact: controller.contact.clone(),
        post: controller.contact.post.join(", "),
        regulator: controller.regulator.clone(),
        outcome: outcome_if_sent_now(&visit)?,
        first,
        back: format!("/r/{}", controller.id),
        path: visit.path(""),
        sent: matches!(kept, Kept::Sent(_)).then(|| visit.path("/sent")),
        uk: controller.regimes.iter().any(|regime| regime.starts_with("uk")),
        token: visit.form_token(),
    })
}

/// Our own date for the outcome of a complaint that is sent now.
fn outcome_if_sent_now(visit: &Visit) -> Result<String, WebError> {
    let zone = visit.desk.terms(&visit.controller)?.zone;
    let today = local(visit.desk.clock.now(), zone);
    let days = Days::new(u64::from(visit.desk.settings.complaint_days));
    Ok(visit.language().long_date(today.checked_add_days(days).unwrap_or(today)))
}

/// The confirmation. It exists only once the complaint is stored.
pub fn sent(visit: &Visit, standing: &Standing, part: &StandingComplaint) -> Result<HttpResponse, WebError> {
    let case = &standing.case;
    visit.page(&SentView {
        frame: visit.frame(),
        name: greeting_name(&case.requester.name).and_then(|name| name.split(' ').next().map(str::to_owned)),
        email: case.requester.email.reveal().to_owned(),
        reference: case.reference.to_string(),
        received: visit.language().long_date(standing.local(case.received_at)),
        outcome: visit.language().weekday_date(part.clock.target),
        unconfirmed: case.email_confirmed_at.is_none(),
        regulator: visit.controller.regulator.clone(),
        again: visit.path("/again"),
        token: visit.form_token(),
    })
}
