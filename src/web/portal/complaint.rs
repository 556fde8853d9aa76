//! The status page of a complaint: where it stands, what has happened, what the person can do.

use actix_web::HttpResponse;
use askama::Template;

use super::door::knock;
use super::guest::Guest;
use super::story::StoryView;
use crate::domain::clock::words::{long_date, weekday_date};
use crate::domain::complaint::{Command, State, Verdict};
use crate::domain::controller::Regulator;
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
    news: &'static str,
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
    guest.page(&ComplaintView {
        frame: guest.frame(),
        reference: guest.reference.to_string(),
        path: guest.path(""),
        news: news(complaint.state),
        lede: lede(part),
        sent: long_date(standing.local(standing.case.received_at)),
        outcome: open.then(|| long_date(complaint.next_by.unwrap_or(part.clock.target))),
        quoted: complaint.quoted.as_ref().map(ToString::to_string),
        said: standing.case.words.reveal().to_owned(),
        remedy: complaint.remedy.reveal().to_owned(),
        story: story(standing, part),
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

const fn news(state: State) -> &'static str {
    match state {
        State::Received | State::Acknowledged => "We have your complaint",
        State::Investigating => "We are looking into your complaint",
        State::OutcomeSent => "We have answered your complaint",
        State::Withdrawn => "You took your complaint back",
    }
}

fn lede(part: &StandingComplaint) -> String {
    match (part.complaint.state, part.complaint.verdict) {
        (State::OutcomeSent, Some(verdict)) => format!("{} Our letter says more.", Verdict::sentence(verdict)),
        (State::Withdrawn, _) => "You can complain again at any time, free of charge.".to_owned(),
        _ => "There is nothing you need to do. To add something, reply to any of our e-mails.".to_owned(),
    }
}

fn told(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "complaint_submitted" => ("You complained to us", ""),
        "address_confirmed" => ("You confirmed your address", ""),
        "complaint_acknowledged" => ("We confirmed that we have it", "By e-mail."),
        "complaint_enquiry_begun" => ("Somebody began to look into it", ""),
        "complaint_progress_told" => ("We told you how far we are", "By e-mail."),
        "complaint_decided" => ("You got our answer", "Our letter says what we checked, found and do about it."),
        "complaint_withdrawn" => ("You took it back", ""),
        "complaint_reopened" => ("We look into it once more", ""),
        _ => return None,
    })
}

fn story(standing: &Standing, part: &StandingComplaint) -> Vec<StoryView> {
    let done = standing.log.iter().filter_map(|entry| {
        let (title, words) = told(&entry.kind)?;
        let when = weekday_date(standing.local(entry.at));
        let (title, words) = (title.to_owned(), words.to_owned());
        Some(StoryView { title, when, words, icon: Some(Icon::Done), class: "" })
    });
    let mut story: Vec<StoryView> = done.collect();
    if part.complaint.state.is_open() {
        story.extend(ahead(part));
    }
    story
}

fn ahead(part: &StandingComplaint) -> Vec<StoryView> {
    let now = match part.complaint.state {
        State::Investigating => "A person is looking into it",
        _ => "A person will look into it",
    };
    let view = |title: &str, when: String, class| StoryView {
        title: title.to_owned(),
        when,
        words: String::new(),
        icon: None,
        class,
    };
    let news = part.complaint.next_by.map(|day| view("You hear from us again", by(day), "next"));
    let answer = news.is_none().then(|| view("You get our answer", by(part.clock.target), "next"));
    [Some(view(now, "Now".to_owned(), "now")), news, answer].into_iter().flatten().collect()
}

fn by(day: chrono::NaiveDate) -> String {
    format!("By {}", weekday_date(day))
}
