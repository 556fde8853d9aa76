//! Plain words for rights and states, as the person reads them on the confirmation and on the status page.

use chrono::NaiveDate;

use super::icons::Icon;
use crate::domain::clock::words::long_date;
use crate::domain::request::{Request, State};
use crate::domain::right::Right;
use crate::workflow::portal::{Standing, StandingRequest};

/// "Why this date?": the clock's own steps.
pub struct WhyView {
    /// The steps in words.
    pub steps: Vec<String>,
    /// The last legal pointer.
    pub source: String,
}

impl WhyView {
    /// The steps of a request's clock, without the advice to staff.
    pub fn of(part: &StandingRequest) -> Self {
        let steps: Vec<_> = part.reckoning.for_the_person().collect();
        let mut sources: Vec<&str> = steps.iter().map(|step| step.source.as_str()).collect();
        sources.dedup();
        let source = sources.first().copied().unwrap_or_default().to_owned();
        Self { steps: steps.iter().map(|step| step.words.clone()).collect(), source }
    }
}

/// A line of an error summary.
pub struct MistakeView {
    /// The field to go to.
    pub field: String,
    /// What to do.
    pub what: String,
}

/// What is wrong with a code, from the note in the address of its page. Loading the page again sends nothing.
pub fn code_mistake(note: Option<&str>) -> Vec<MistakeView> {
    let what = match note {
        Some("empty") => "Enter the 6-digit code from our e-mail",
        Some("wrong") => "This is not the code we sent. Check the e-mail and enter it again",
        Some("over") => "This code no longer works. Ask for a new one",
        _ => return Vec::new(),
    };
    vec![MistakeView { field: "code".to_owned(), what: what.to_owned() }]
}

/// "3.4 MB", "812 KB".
pub fn size(bytes: i64) -> String {
    const KILO: i64 = 1000;
    match bytes {
        ..KILO => format!("{bytes} bytes"),
        KILO..1_000_000 => format!("{} KB", bytes / KILO),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// One request in a list.
pub struct RequestView {
    /// Its drawing.
    pub icon: Icon,
    /// "A copy of your data".
    pub title: &'static str,
    /// The colour of its badge.
    pub tone: &'static str,
    /// The drawing in its badge.
    pub mark: Icon,
    /// The words in its badge.
    pub badge: String,
    /// A sentence on where it stands.
    pub words: String,
}

/// All requests of a case.
pub fn requests(standing: &Standing) -> Vec<RequestView> {
    standing.requests.iter().map(|part| request_view(standing, part)).collect()
}

fn request_view(standing: &Standing, part: &StandingRequest) -> RequestView {
    let request = &part.request;
    let (icon, title) = title(request);
    let due = part.reckoning.due.filter(|_| request.state.is_open());
    let closed = request.closed_at.map(|at| long_date(standing.local(at)));
    let (tone, mark, badge) = badge(request.state, due);
    RequestView { icon, title, tone, mark, badge, words: words(request, closed) }
}

/// What was asked for, as a thing.
pub const fn title(request: &Request) -> (Icon, &'static str) {
    match request.right {
        Right::Access => (Icon::Copy, "A copy of your data"),
        Right::Rectification => (Icon::Rectification, "A correction"),
        Right::Erasure => (Icon::Erasure, "Erasing your data"),
        Right::Restriction => (Icon::Pause, "Leaving your data alone for a while"),
        Right::Portability => (Icon::Move, "Your data to take elsewhere"),
        Right::Objection if request.direct_marketing => (Icon::Bell, "No more marketing"),
        Right::Objection => (Icon::Objection, "Stopping a use of your data"),
        Right::ConsentWithdrawal => (Icon::TakeBack, "Taking back a consent"),
    }
}

fn badge(state: State, due: Option<NaiveDate>) -> (&'static str, Icon, String) {
    let by = || due.map_or_else(|| "We are working on it".to_owned(), |date| format!("Due {}", date.format("%-d %B")));
    match state {
        State::Received | State::Gathering | State::Reviewing | State::Executing => ("", Icon::Clock, by()),
        State::Verifying | State::AwaitingAuthority | State::AwaitingClarification => {
            ("warn", Icon::Question, "Waiting for you".to_owned())
        }
        State::Fulfilled => ("ok", Icon::Check, "Answered".to_owned()),
        State::Refused => ("", Icon::Cross, "Not done".to_owned()),
        State::Withdrawn => ("", Icon::Cross, "Withdrawn".to_owned()),
        State::Lapsed => ("", Icon::Cross, "Closed".to_owned()),
    }
}

/// What the badge does not say already. Nothing for what has only just arrived.
fn words(request: &Request, closed: Option<String>) -> String {
    let on = closed.map(|date| format!(" on {date}")).unwrap_or_default();
    match request.state {
        State::Received => String::new(),
        State::Verifying => "We need something from you to be sure that it is you. We have written to you.".to_owned(),
        State::AwaitingAuthority => "We need the written permission of the person you act for.".to_owned(),
        State::Gathering => "We are collecting what belongs to it.".to_owned(),
        State::AwaitingClarification => "We have asked you a question.".to_owned(),
        State::Reviewing => "A person is checking what we found.".to_owned(),
        State::Executing => "It is decided and being carried out.".to_owned(),
        State::Fulfilled => format!("We answered{on}."),
        State::Refused => format!("We could not do this{on}. Our letter says why, and what you can do about it."),
        State::Withdrawn => format!("You took this back{on}."),
        State::Lapsed => {
            format!("We closed this{on}, because what we needed did not come. You can ask again at any time.")
        }
    }
}
