//! The status page itself: the news first, then what is left to do, then how it came about.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::door::{Note, knock};
use super::guest::Guest;
use super::story::{StoryView, question, story};
use crate::domain::clock::ClockStatus;
use crate::domain::clock::words::{days_left, long_date, weekday_date};
use crate::domain::ids::CaseId;
use crate::domain::request::State;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::{MistakeView, RequestView, WhyView, requests, size};
use crate::workflow::notices::complaint_path;
use crate::workflow::portal::fetching::{Availability, availability};
use crate::workflow::portal::{Standing, standing};

#[derive(Template)]
#[template(path = "portal/status.html")]
struct StatusView {
    frame: FrameView,
    reference: String,
    path: String,
    news: &'static str,
    lede: String,
    sent: String,
    due: Option<String>,
    left: String,
    why: Option<WhyView>,
    label: String,
    ready: Option<ReadyView>,
    question: Option<String>,
    typed: String,
    mistakes: Vec<MistakeView>,
    rows: Vec<RequestView>,
    story: Vec<StoryView>,
    open: bool,
    complain: Option<String>,
    token: String,
}

/// A package that waits.
struct ReadyView {
    until: Option<String>,
    size: String,
}

/// Shows the page to whoever entered a code, and the closed door to everybody else.
pub async fn show(guest: Guest, note: web::Query<Note>) -> Result<HttpResponse, WebError> {
    let mistake = (note.note.as_deref() == Some("answer")).then(|| "Write your answer".to_owned());
    match guest.opened().await? {
        Some(opened) => render(&guest, opened.case, String::new(), mistake).await,
        None => knock(&guest),
    }
}

/// The page, perhaps with an answer that has to be corrected. A long answer is shown again at once, so that no word is lost.
pub(super) async fn render(
    guest: &Guest,
    case: CaseId,
    typed: String,
    mistake: Option<String>,
) -> Result<HttpResponse, WebError> {
    let standing = at_desk(&guest.desk, move |desk| standing(desk, case)).await?;
    if let Some(complaint) = &standing.complaint {
        return super::complaint::page(guest, &standing, complaint);
    }
    let wrong = mistake.is_some() && !typed.is_empty();
    let mistakes = mistake.into_iter().map(|what| MistakeView { field: "answer".to_owned(), what }).collect();
    let mut response = guest.page(&view(guest, &standing, typed, mistakes))?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn view(guest: &Guest, standing: &Standing, typed: String, mistakes: Vec<MistakeView>) -> StatusView {
    let urgent = standing.most_urgent();
    let due = urgent.and_then(|part| part.reckoning.due);
    let left = urgent.map_or_else(
        || "Nothing is left to do".to_owned(),
        |part| days_left(part.reckoning.status, part.reckoning.due, standing.today),
    );
    let (news, lede) = news(standing);
    StatusView {
        frame: guest.frame(),
        reference: guest.reference.to_string(),
        path: guest.path(""),
        news,
        lede,
        sent: long_date(standing.local(standing.case.received_at)),
        due: due.map(long_date),
        left,
        why: urgent.filter(|part| part.reckoning.status != ClockStatus::NotStarted).map(WhyView::of),
        label: due.map_or_else(|| "Why is there no date?".to_owned(), |due| format!("Why {}?", due.format("%-d %B"))),
        ready: ready(standing),
        question: standing.question().map(|_| question(standing).unwrap_or_default()),
        typed,
        mistakes,
        rows: requests(standing),
        story: story(standing),
        open: urgent.is_some(),
        complain: guest
            .controller()
            .map(|controller| format!("{}?about={}", complaint_path(controller), guest.reference)),
        token: guest.form_token(),
    }
}

fn ready(standing: &Standing) -> Option<ReadyView> {
    let disclosure = standing.disclosure()?;
    let until = match availability(disclosure, standing.now) {
        Availability::Until(until) => Some(weekday_date(standing.local(until))),
        Availability::Renewable => None,
        Availability::Gone => return None,
    };
    Some(ReadyView { until, size: size(disclosure.bytes) })
}

/// The heading, and what is left.
fn news(standing: &Standing) -> (&'static str, String) {
    let fetchable = standing.disclosure().map(|disclosure| availability(disclosure, standing.now));
    if standing.question().is_some() {
        return ("We have a question for you", "Your answer lets us go on.".to_owned());
    }
    if let Some(Availability::Until(_)) = fetchable {
        return ("Your copy is ready", left_over(standing));
    }
    match standing.most_urgent().map(|part| part.request.state) {
        Some(state) => (in_progress(state), left_over(standing)),
        None => (closed(standing), "You can ask again at any time, free of charge.".to_owned()),
    }
}

const fn in_progress(state: State) -> &'static str {
    match state {
        State::Verifying => "We need to be sure that it is you",
        State::AwaitingAuthority => "We need a written permission",
        State::AwaitingClarification => "We have a question for you",
        State::Gathering => "We are collecting your data",
        State::Reviewing => "We are checking what we found",
        State::Executing => "We are carrying it out",
        _ => "We have your request",
    }
}

fn closed(standing: &Standing) -> &'static str {
    let all = |state: State| standing.requests.iter().all(|part| part.request.state == state);
    if all(State::Withdrawn) {
        "You took your request back"
    } else if all(State::Refused) {
        "We could not do what you asked"
    } else if all(State::Lapsed) {
        "Your request is closed"
    } else {
        "We have answered"
    }
}

fn left_over(standing: &Standing) -> String {
    let open = standing.requests.iter().filter(|part| part.request.state.is_open()).count();
    let waiting = standing.requests.iter().any(|part| {
        matches!(part.request.state, State::Verifying | State::AwaitingAuthority | State::AwaitingClarification)
    });
    match (waiting, open) {
        (true, _) => "We wrote to you about what we need. Please look at your e-mail.".to_owned(),
        (false, 0) => "Nothing is left to do for you.".to_owned(),
        (false, _) => "There is nothing you need to do at the moment.".to_owned(),
    }
}
