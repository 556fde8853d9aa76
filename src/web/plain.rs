//! Plain words for rights and states, as the person reads them on the confirmation and on the status page.

use chrono::NaiveDate;

use super::icons::Icon;
use crate::domain::clock::ClockStatus;
use crate::domain::language::Language;
use crate::domain::request::{Request, State};
use crate::domain::right::Right;
use crate::workflow::portal::{Standing, StandingRequest};

/// "Why this date?": the clock's own steps.
#[derive(PartialEq, Eq)]
pub struct WhyView {
    /// The steps in words.
    pub steps: Vec<String>,
    /// The last legal pointer.
    pub source: String,
}

impl WhyView {
    /// The steps of a request's clock, without the advice to staff.
    pub fn of(part: &StandingRequest, language: &Language) -> Self {
        let steps: Vec<_> = part.reckoning.for_the_person().collect();
        let mut sources: Vec<&str> = steps.iter().map(|step| step.source.as_str()).collect();
        sources.dedup();
        let source = language.pointers(sources.first().copied().unwrap_or_default());
        Self { steps: steps.iter().map(|step| language.step(step)).collect(), source }
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
pub fn code_mistake(note: Option<&str>, language: &Language) -> Vec<MistakeView> {
    let Some(note @ ("empty" | "wrong" | "over")) = note else { return Vec::new() };
    let what = language.text(&format!("code.mistake_{note}"));
    vec![MistakeView { field: "code".to_owned(), what }]
}

/// "3.4 MB", "812 KB".
pub fn size(bytes: i64, language: &Language) -> String {
    const KILO: i64 = 1000;
    match bytes {
        ..KILO => language.say("size.bytes").with("n", bytes).plain(),
        KILO..1_000_000 => language.say("size.kilo").with("n", bytes / KILO).plain(),
        _ => {
            let (whole, tenth) = (bytes / 1_000_000, bytes % 1_000_000 / 100_000);
            language.say("size.mega").with("whole", whole).with("tenth", tenth).plain()
        }
    }
}

/// "12 days left", "due today", "2 days overdue", "paused", "clock not started".
pub fn days_left(part: &StandingRequest, today: NaiveDate, language: &Language) -> String {
    match (part.reckoning.status, part.reckoning.due) {
        (ClockStatus::NotStarted, _) => language.text("left.not_started"),
        (ClockStatus::Paused, _) | (ClockStatus::Running, None) => language.text("left.paused"),
        (ClockStatus::Running, Some(due)) => match (due - today).num_days() {
            0 => language.text("left.today"),
            left @ 1.. => language.count("left.days", left),
            over => language.count("left.over", -over),
        },
    }
}

/// One request in a list.
pub struct RequestView {
    /// Its drawing.
    pub icon: Icon,
    /// "A copy of your data".
    pub title: String,
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
pub fn requests(standing: &Standing, language: &Language) -> Vec<RequestView> {
    standing.requests.iter().map(|part| request_view(standing, part, language)).collect()
}

fn request_view(standing: &Standing, part: &StandingRequest, language: &Language) -> RequestView {
    let request = &part.request;
    let (icon, title) = title(request, language);
    let due = part.reckoning.due.filter(|_| request.state.is_open());
    let closed = request.closed_at.map(|at| language.long_date(standing.local(at)));
    if stops(request) {
        let (badge, words) = (language.text("badge.stopping"), language.text("state.stopping"));
        return RequestView { icon, title, tone: "", mark: Icon::Clock, badge, words };
    }
    let (tone, mark, badge) = badge(request.state, due, language);
    RequestView { icon, title, tone, mark, badge, words: words(request.state, closed, language) }
}

/// Whether it is marketing that stops, as it must at once: no date is owed before that (Article 21(3)).
fn stops(request: &Request) -> bool {
    let under_way = matches!(request.state, State::Received | State::Gathering | State::Reviewing | State::Executing);
    request.right == Right::Objection && request.direct_marketing && under_way
}

/// Whether marketing that stops is all that is open.
pub fn only_stops(standing: &Standing) -> bool {
    let mut open = standing.requests.iter().filter(|part| part.request.state.is_open()).peekable();
    open.peek().is_some() && open.all(|part| stops(&part.request))
}

/// What was asked for, as a thing.
pub fn title(request: &Request, language: &Language) -> (Icon, String) {
    let (icon, key) = match request.right {
        Right::Access => (Icon::Copy, "access"),
        Right::Rectification => (Icon::Rectification, "rectification"),
        Right::Erasure => (Icon::Erasure, "erasure"),
        Right::Restriction => (Icon::Pause, "restriction"),
        Right::Portability => (Icon::Move, "portability"),
        Right::Objection if request.direct_marketing => (Icon::Bell, "marketing"),
        Right::Objection => (Icon::Objection, "objection"),
        Right::ConsentWithdrawal => (Icon::TakeBack, "consent_withdrawal"),
    };
    (icon, language.text(&format!("thing.{key}")))
}

fn badge(state: State, due: Option<NaiveDate>, language: &Language) -> (&'static str, Icon, String) {
    let (tone, mark, key) = match state {
        State::Received | State::Gathering | State::Reviewing | State::Executing => {
            let by = |due| language.say("badge.due").with("date", language.short_date(due)).plain();
            return ("", Icon::Clock, due.map_or_else(|| language.text("badge.working"), by));
        }
        State::Verifying | State::AwaitingAuthority | State::AwaitingClarification => {
            ("warn", Icon::Question, "waiting")
        }
        State::Fulfilled => ("ok", Icon::Check, "fulfilled"),
        State::Refused => ("", Icon::Cross, "refused"),
        State::Withdrawn => ("", Icon::Cross, "withdrawn"),
        State::Lapsed => ("", Icon::Cross, "lapsed"),
        State::Joined => ("", Icon::Link, "joined"),
    };
    (tone, mark, language.text(&format!("badge.{key}")))
}

/// What the badge does not say already. Nothing for what has only just arrived.
fn words(state: State, closed: Option<String>, language: &Language) -> String {
    match (state, closed) {
        (State::Received, _) => String::new(),
        (State::Fulfilled | State::Refused | State::Withdrawn | State::Lapsed, Some(date)) => {
            language.say(&format!("state.{}_on", state.code())).with("date", date).plain()
        }
        (state, _) => language.text(&format!("state.{}", state.code())),
    }
}
