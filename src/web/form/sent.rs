//! The confirmation: the reference, the date, what happens next. The same page however it was sent.

use actix_web::HttpResponse;
use askama::Template;

use super::visit::Visit;
use crate::domain::clock::ClockStatus;
use crate::domain::language::Language;
use crate::domain::notice::greeting_name;
use crate::domain::right::Right;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::{WhyView, requests};
use crate::web::{calendar as ics, plain};
use crate::workflow::form::{DraftKey, Kept, draft};
use crate::workflow::portal::{Standing, standing};

#[derive(Template)]
#[template(path = "form/sent.html")]
struct SentView {
    frame: FrameView,
    title: String,
    name: Option<String>,
    email: String,
    reference: String,
    received: String,
    due: Option<String>,
    due_day: Option<String>,
    why: Option<WhyView>,
    unconfirmed: bool,
    short: bool,
    marketing: bool,
    work: Work,
    rows: Vec<plain::RequestView>,
    calendar: Option<String>,
    again: String,
    token: String,
}

/// What we do in the coming weeks, in words: collecting a copy is other work than anything else.
struct Work {
    title: String,
    words: String,
    end: String,
}

impl Work {
    fn of(standing: &Standing, language: &Language) -> Self {
        let copies = |right| matches!(right, Right::Access | Right::Portability);
        let work = if standing.requests.iter().any(|part| copies(part.request.right)) { "collect" } else { "look" };
        let text = |rest: &str| language.text(&format!("sent.{work}{rest}"));
        // Whoever asked for nothing but sending data straight to another company has nothing to download.
        let straight = !standing.transmissions.is_empty() && standing.requests.len() == standing.transmissions.len();
        let end = if straight { language.text("sent.straight_end") } else { text("_end") };
        Self { title: text(""), words: text("_more"), end }
    }
}

/// The confirmation.
pub async fn show(visit: Visit) -> Result<HttpResponse, WebError> {
    let key = visit.key();
    page_for(visit, key, false).await
}

/// The same for the long and the short way.
pub async fn page_for(visit: Visit, key: DraftKey, short: bool) -> Result<HttpResponse, WebError> {
    let Some(standing) = sent_case(&visit, key).await? else { return super::home::sent_earlier(&visit) };
    if let Some(complaint) = &standing.complaint {
        return super::complaint::sent(&visit, &standing, complaint);
    }
    let urgent = standing.most_urgent();
    let due = urgent.and_then(|part| part.reckoning.due);
    let (case, language) = (&standing.case, visit.language());
    visit.page(&SentView {
        frame: visit.frame(),
        title: language.text(if short { "sent.stop_title" } else { "sent.title" }),
        name: greeting_name(&case.requester.name).and_then(|name| name.split(' ').next().map(str::to_owned)),
        email: case.requester.email.reveal().to_owned(),
        reference: case.reference.to_string(),
        received: language.long_date(standing.local(case.received_at)),
        due: due.map(|due| language.long_date(due)),
        due_day: due.map(|due| language.weekday_date(due)),
        why: urgent
            .filter(|part| part.reckoning.status == ClockStatus::Running)
            .map(|part| WhyView::of(part, language)),
        unconfirmed: case.email_confirmed_at.is_none() && !short,
        short,
        marketing: standing.requests.iter().any(|part| part.request.direct_marketing),
        work: Work::of(&standing, language),
        rows: requests(&standing, language),
        calendar: (due.is_some() && !short).then(|| visit.path("/sent/date.ics")),
        again: visit.path("/again"),
        token: visit.form_token(),
    })
}

/// The date as a calendar entry.
pub async fn calendar(visit: Visit) -> Result<HttpResponse, WebError> {
    let key = visit.key();
    let Some(standing) = sent_case(&visit, key).await? else { return super::home::sent_earlier(&visit) };
    let due = standing.most_urgent().and_then(|part| part.reckoning.due).ok_or(WebError::NotFound)?;
    let (brand, reference) = (&visit.controller.brand, &standing.case.reference);
    let title = visit.language().say("status.calendar_title").with("brand", brand).with("reference", reference);
    Ok(ics::entry(&title.plain(), reference, due, standing.now, &visit.desk))
}

async fn sent_case(visit: &Visit, key: DraftKey) -> Result<Option<Standing>, WebError> {
    at_desk(&visit.desk, move |desk| match draft::look(desk, &key)? {
        Kept::Sent(case) => standing(desk, case).map(Some),
        Kept::Nothing | Kept::Open(_) => Ok(None),
    })
    .await
}
