//! The status page of a complaint: where it stands, what has happened, what the person can do.

use actix_web::HttpResponse;
use askama::Template;

use super::door::knock;
use super::guest::Guest;
use super::story::{StoryView, by, told};
use crate::domain::complaint::{Command, State};
use crate::domain::controller::Regulator;
use crate::domain::language::Language;
use crate::domain::request::Actor;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::workflow::complaints::give;
use crate::workflow::portal::{Standing, StandingComplaint};

#[derive(Template)]
#[template(path = "portal/complaint.html")]
struct ComplaintView {
    frame: FrameView,
    reference: String,
    path: String,
    news: String,
    lede: String,
    sent: String,
    outcome: Option<String>,
    quoted: Option<String>,
    said: String,
    remedy: String,
    story: Vec<StoryView>,
    regulator: Option<Regulator>,
    open: bool,
    token: String,
}

/// The page.
pub fn page(guest: &Guest, standing: &Standing, part: &StandingComplaint) -> Result<HttpResponse, WebError> {
    let complaint = &part.complaint;
    let open = complaint.state.is_open();
    let language = guest.language();
    let (news, lede) = news_of(part, language);
    guest.page(&ComplaintView {
        frame: guest.frame(),
        reference: guest.reference.to_string(),
        path: guest.path(""),
        news,
        lede,
        sent: language.long_date(standing.local(standing.case.received_at)),
        outcome: open.then(|| language.long_date(complaint.next_by.unwrap_or(part.clock.target))),
        quoted: complaint.quoted.as_ref().map(ToString::to_string),
        said: standing.case.words.reveal().to_owned(),
        remedy: complaint.remedy.reveal().to_owned(),
        story: story(standing, part, language),
        regulator: guest.controller().map(|controller| controller.regulator.clone()),
        open,
        token: guest.form_token(),
    })
}

/// "Take my complaint back".
pub async fn withdraw(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&guest.form_key())?;
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    at_desk(&guest.desk, move |desk| give(desk, Actor::Person, opened.case, None, Command::Withdraw)).await?;
    Ok(guest.go(""))
}

/// The heading, and what is left.
pub(super) fn news_of(part: &StandingComplaint, language: &Language) -> (String, String) {
    let text = |key: &str| language.text(&format!("complaint.{key}"));
    (text(news(part.complaint.state)), text(lede(part)))
}

const fn news(state: State) -> &'static str {
    match state {
        State::Received | State::Acknowledged => "received",
        State::Investigating => "investigating",
        State::OutcomeSent => "outcome_sent",
        State::Withdrawn => "withdrawn",
    }
}

fn lede(part: &StandingComplaint) -> &'static str {
    match (part.complaint.state, part.complaint.verdict) {
        (State::OutcomeSent, Some(verdict)) => verdict.code(),
        (State::Withdrawn, _) => "withdrawn_more",
        _ => "open_more",
    }
}

/// The kinds of the log that the person is told of.
const TOLD: &[&str] = &[
    "complaint_submitted",
    "files_given",
    "file_given",
    "address_confirmed",
    "complaint_acknowledged",
    "complaint_enquiry_begun",
    "complaint_progress_told",
    "complaint_decided",
    "complaint_withdrawn",
    "complaint_reopened",
];

/// What has happened, where it stands, and what comes.
pub(super) fn story(standing: &Standing, part: &StandingComplaint, language: &Language) -> Vec<StoryView> {
    let done = standing.log.iter().filter(|entry| TOLD.contains(&entry.kind.as_str()));
    let mut story: Vec<StoryView> = done.map(|entry| told(standing, entry, language)).collect();
    if part.complaint.state.is_open() {
        story.extend(ahead(part, language));
    }
    story
}

fn ahead(part: &StandingComplaint, language: &Language) -> Vec<StoryView> {
    let now = match part.complaint.state {
        State::Investigating => "now.investigating",
        _ => "now.complaint",
    };
    let view = |key: &str, when: String, class| StoryView {
        title: language.text(key),
        when,
        words: String::new(),
        icon: None,
        class,
    };
    let news = part.complaint.next_by.map(|day| view("now.hear", by(day, language), "next"));
    let answer = news.is_none().then(|| view("now.answer", by(part.clock.target, language), "next"));
    [Some(view(now, language.text("now.now"), "now")), news, answer].into_iter().flatten().collect()
}
