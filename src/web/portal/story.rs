//! What has happened and what comes next, in plain words: from the kinds of the case log, without anything internal.

use chrono::NaiveDate;

use crate::domain::audit::Entry;
use crate::domain::language::Language;
use crate::web::icons::Icon;
use crate::web::plain::only_stops;
use crate::workflow::portal::Standing;

/// One stop on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryView {
    /// What.
    pub title: String,
    /// When.
    pub when: String,
    /// A sentence more.
    pub words: String,
    /// Its drawing, for what is done.
    pub icon: Option<Icon>,
    /// `now`, `next`, or nothing for what is done.
    pub class: &'static str,
}

/// Everything that has happened, then where it stands, then what comes.
pub fn story(standing: &Standing, language: &Language) -> Vec<StoryView> {
    let mut story: Vec<StoryView> = Vec::new();
    for entry in standing.log.iter().filter(|entry| TOLD.contains(&entry.kind.as_str())) {
        let told = told(standing, entry, language);
        // Events that several requests share, such as the identity check, are told once.
        if !story.iter().any(|earlier| earlier.title == told.title && earlier.when == told.when) {
            story.push(told);
        }
    }
    story.extend(now(standing, language));
    story.extend(next(standing, language));
    story
}

/// The kinds of the log that the person is told of.
const TOLD: &[&str] = &[
    "submitted",
    "files_given",
    "file_given",
    "right_added",
    "address_confirmed",
    "identity_asked",
    "identity_shown",
    "identity_waived",
    "identity_doubted",
    "authority_asked",
    "authority_shown",
    "clarification_asked",
    "clarification_answered",
    "gathering_finished",
    "gathering_restarted",
    "approved",
    "fulfilled",
    "extended",
    "refused",
    "withdrawn",
    "lapsed",
    "joined",
    "received_earlier",
    "reopened",
    "downloaded",
    "disclosure_renewed",
    "recipients_listed",
];

/// Something that happened, in the words of a language.
pub fn told(standing: &Standing, entry: &Entry, language: &Language) -> StoryView {
    let key = format!("story.{}", entry.kind);
    // Of a single request nothing else is left, so it was no part that could not be done.
    let whole = entry.kind == "refused" && standing.requests.len() == 1;
    StoryView {
        title: if whole { language.text("news.refused") } else { language.text(&key) },
        when: language.weekday_date(standing.local(entry.at)),
        words: language.perhaps(&format!("{key}_more")).unwrap_or_default(),
        icon: Some(Icon::Done),
        class: "",
    }
}

fn now(standing: &Standing, language: &Language) -> Option<StoryView> {
    let state = standing.most_urgent()?.request.state;
    let title = if only_stops(standing) { "stopping" } else { state.code() };
    let title = language.text(&format!("now.{title}"));
    Some(StoryView { title, when: language.text("now.now"), words: String::new(), icon: None, class: "now" })
}

fn next(standing: &Standing, language: &Language) -> Option<StoryView> {
    let (when, words) = match standing.most_urgent()?.reckoning.due {
        Some(due) => (by(due, language), String::new()),
        None => (language.text("now.unknown"), language.text("now.unknown_more")),
    };
    Some(StoryView { title: language.text("now.answer"), when, words, icon: None, class: "next" })
}

/// "By Friday 4 December 2026".
pub fn by(day: NaiveDate, language: &Language) -> String {
    language.say("now.by").with("day", language.weekday_date(day)).plain()
}

/// The question that waits for an answer, as it was asked.
pub fn question(standing: &Standing) -> Option<String> {
    let waiting = standing.question()?.request.id;
    let asked = |entry: &&Entry| entry.kind == "clarification_asked" && entry.request == Some(waiting);
    let content = standing.log.iter().rev().find(asked)?.content.as_deref()?;
    let event: serde_json::Value = serde_json::from_str(content).ok()?;
    event.get("question")?.as_str().map(str::to_owned)
}
