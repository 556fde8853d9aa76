//! The status page itself: the news first, then what is left to do, then how it came about.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use super::door::{Note, knock};
use super::guest::Guest;
use super::story::{StoryView, question, story};
use crate::domain::clock::ClockStatus;
use crate::domain::ids::CaseId;
use crate::domain::language::Language;
use crate::domain::request::State;
use crate::domain::telling::Telling;
use crate::domain::transmission::{Transmission, TransmissionState};
use crate::ports::store::uploads::Holder;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::{MistakeView, RequestView, WhyView, days_left, only_stops, requests, size};
use crate::workflow::notices::complaint_path;
use crate::workflow::portal::fetching::{Availability, availability};
use crate::workflow::portal::{Standing, files, standing};

#[derive(Template)]
#[template(path = "portal/status.html")]
struct StatusView {
    frame: FrameView,
    reference: String,
    path: String,
    news: String,
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
    /// What was just done, such as "We have added it".
    done: Option<String>,
    rows: Vec<RequestView>,
    /// How many files the person has given us.
    files: usize,
    story: Vec<StoryView>,
    told: Vec<(String, String, String)>,
    /// To whom a package goes straight, and where that stands.
    sent_on: Vec<(String, String)>,
    can_ask_who_was_told: bool,
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
    let mistake = (note.note.as_deref() == Some("answer")).then(|| guest.language().text("status.answer_missing"));
    match guest.opened().await? {
        Some(opened) if note.note.as_deref() == Some("added") => {
            let done = Some(guest.language().text("status.added"));
            render(&guest, opened.case, Answered { done, ..Answered::default() }).await
        }
        Some(opened) => render(&guest, opened.case, Answered { mistake, ..Answered::default() }).await,
        None => knock(&guest),
    }
}

/// What became of something that was sent from the page.
#[derive(Default)]
pub(super) struct Answered {
    /// An answer that has to be corrected.
    pub typed: String,
    /// Why.
    pub mistake: Option<String>,
    /// What was done.
    pub done: Option<String>,
}

/// The page, perhaps with an answer that has to be corrected. A long answer is shown again at once, so that no word is lost.
pub(super) async fn render(guest: &Guest, case: CaseId, answered: Answered) -> Result<HttpResponse, WebError> {
    let read =
        at_desk(&guest.desk, move |desk| Ok((standing(desk, case)?, files::files(desk, Holder::Case(case))?.len())));
    let (standing, files) = read.await?;
    if let Some(complaint) = &standing.complaint {
        return super::complaint::page(guest, &standing, complaint);
    }
    let wrong = answered.mistake.is_some() && !answered.typed.is_empty();
    let mistakes = answered.mistake.into_iter().map(|what| MistakeView { field: "answer".to_owned(), what }).collect();
    let mut response =
        guest.page(&StatusView { files, done: answered.done, ..view(guest, &standing, answered.typed, mistakes) })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn view(guest: &Guest, standing: &Standing, typed: String, mistakes: Vec<MistakeView>) -> StatusView {
    let urgent = standing.most_urgent();
    let due = urgent.and_then(|part| part.reckoning.due);
    let language = guest.language();
    let left =
        urgent.map_or_else(|| language.text("status.nothing_left"), |part| days_left(part, standing.today, language));
    let (news, lede) = news_of(standing, language);
    StatusView {
        frame: guest.frame(),
        reference: guest.reference.to_string(),
        path: guest.path(""),
        news,
        lede,
        sent: language.long_date(standing.local(standing.case.received_at)),
        due: due.map(|due| language.long_date(due)),
        left,
        why: urgent
            .filter(|part| part.reckoning.status != ClockStatus::NotStarted)
            .map(|part| WhyView::of(part, language)),
        label: due.map_or_else(|| language.text("status.why_none"), |due| why_label(due, language)),
        ready: ready(standing, language),
        question: standing.question().map(|_| question(standing).unwrap_or_default()),
        typed,
        mistakes,
        done: None,
        rows: requests(standing, language),
        files: 0,
        story: story(standing, language),
        told: told(standing, language),
        sent_on: sent_on(standing, language),
        can_ask_who_was_told: standing.can_ask_who_was_told(),
        open: urgent.is_some(),
        complain: guest
            .controller()
            .map(|controller| format!("{}?about={}", complaint_path(controller), guest.reference)),
        token: guest.form_token(),
    }
}

/// Who was told, when, and what became of it; for whoever has asked.
fn told(standing: &Standing, language: &Language) -> Vec<(String, String, String)> {
    let line = |one: &Telling| {
        let day = |at| language.long_date(standing.local(at));
        let on = one.told_at.map_or_else(|| language.text("letter.told.not"), day);
        (one.recipient.clone(), on, language.text(&format!("letter.told.state.{}", one.state.code())))
    };
    if standing.knows_who_was_told() { standing.recipients().map(line).collect() } else { Vec::new() }
}

/// Where each package stands that goes straight to another company; as confirmed, and no further.
fn sent_on(standing: &Standing, language: &Language) -> Vec<(String, String)> {
    let day = |at| language.long_date(standing.local(at));
    let words = |one: &Transmission| {
        let said = one.confirmation.as_ref();
        let key = match (one.state, said.and_then(|said| said.receipt.as_ref()), one.next_at) {
            (TransmissionState::Accepted, Some(_), _) => "accepted_receipt",
            (TransmissionState::Due, _, Some(_)) if one.tries > 0 => "again",
            (state, ..) => state.code(),
        };
        let words = language.say(&format!("sent_on.{key}"));
        let words =
            words.with("day", said.map_or_else(|| day(one.next_at.unwrap_or(one.changed_at)), |said| day(said.at)));
        let receipt = said.and_then(|said| said.receipt.clone()).unwrap_or_default();
        words.with("status", said.map_or(0, |said| said.status)).with("receipt", receipt).plain()
    };
    standing.transmissions.iter().map(|one| (one.to.clone(), words(one))).collect()
}

fn why_label(due: NaiveDate, language: &Language) -> String {
    language.say("status.why").with("date", language.short_date(due)).plain()
}

fn ready(standing: &Standing, language: &Language) -> Option<ReadyView> {
    let disclosure = standing.disclosure()?;
    let until = match availability(disclosure, standing.now) {
        Availability::Until(until) => Some(language.weekday_date(standing.local(until))),
        Availability::Renewable => None,
        Availability::Gone => return None,
    };
    Some(ReadyView { until, size: size(disclosure.bytes, language) })
}

/// "Request JR-26-7K4M-2", above the headings of the pages that belong to it.
pub(super) fn heading(guest: &Guest) -> String {
    guest.language().say("knock.request").with("reference", &guest.reference).plain()
}

/// The heading, and what is left, in words.
pub(super) fn news_of(standing: &Standing, language: &Language) -> (String, String) {
    if let Some(part) = &standing.complaint {
        return super::complaint::news_of(part, language);
    }
    let (news, lede) = news(standing);
    (language.text(&format!("news.{news}")), language.text(&format!("news.{lede}")))
}

/// The heading, and what is left.
fn news(standing: &Standing) -> (&'static str, &'static str) {
    let fetchable = standing.disclosure().map(|disclosure| availability(disclosure, standing.now));
    if standing.question().is_some() {
        return ("question", "question_more");
    }
    if let Some(Availability::Until(_)) = fetchable {
        return ("ready", if standing.most_urgent().is_some() { left_over(standing) } else { "ready_more" });
    }
    match standing.most_urgent().map(|part| part.request.state) {
        Some(_) if only_stops(standing) => ("stopping", left_over(standing)),
        Some(state) => (in_progress(state), left_over(standing)),
        None => closed(standing),
    }
}

const fn in_progress(state: State) -> &'static str {
    match state {
        State::Verifying => "verifying",
        State::AwaitingAuthority => "authority",
        State::AwaitingClarification => "question",
        State::Gathering => "gathering",
        State::Reviewing => "reviewing",
        State::Executing => "executing",
        _ => "received",
    }
}

/// What became of it, and where the answer is: the page does not show it.
fn closed(standing: &Standing) -> (&'static str, &'static str) {
    let all = |state: State| standing.requests.iter().all(|part| part.request.state == state);
    if all(State::Withdrawn) {
        ("withdrawn", "again")
    } else if all(State::Refused) {
        ("refused", "refused_more")
    } else if all(State::Joined) {
        ("joined", "again")
    } else if all(State::Lapsed) {
        ("lapsed", "again")
    } else {
        ("answered", "answered_more")
    }
}

fn left_over(standing: &Standing) -> &'static str {
    let open = standing.requests.iter().filter(|part| part.request.state.is_open()).count();
    let waiting = standing.requests.iter().any(|part| {
        matches!(part.request.state, State::Verifying | State::AwaitingAuthority | State::AwaitingClarification)
    });
    match (waiting, open) {
        (true, _) => "left_waiting",
        (false, 0) => "left_none",
        (false, _) => "left_nothing_now",
    }
}
