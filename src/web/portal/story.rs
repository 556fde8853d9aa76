//! What has happened and what comes next, in plain words: from the kinds of the case log, without anything internal.

use chrono::{DateTime, Utc};

use crate::domain::audit::Entry;
use crate::domain::clock::words::weekday_date;
use crate::domain::request::State;
use crate::web::icons::Icon;
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
pub fn story(standing: &Standing) -> Vec<StoryView> {
    let mut story: Vec<StoryView> = Vec::new();
    for entry in &standing.log {
        let Some((title, words)) = told(&entry.kind) else { continue };
        let when = day(standing, entry.at);
        // Events that several requests share, such as the identity check, are told once.
        if story.iter().any(|earlier| earlier.title == title && earlier.when == when) {
            continue;
        }
        let (title, words) = (title.to_owned(), words.to_owned());
        story.push(StoryView { title, when, words, icon: Some(Icon::Done), class: "" });
    }
    story.extend(now(standing));
    story.extend(next(standing));
    story
}

fn told(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "submitted" => ("You sent your request", ""),
        "address_confirmed" => ("You confirmed your address", ""),
        "identity_asked" => ("We asked who you are", "We wrote to you and said what would be enough."),
        "identity_shown" | "identity_waived" => ("We were sure that it is you", ""),
        "identity_doubted" => ("We could not yet be sure that it is you", "We wrote to you about it."),
        "authority_asked" => ("We asked for written permission", "From the person you act for."),
        "authority_shown" => ("The permission arrived", ""),
        "clarification_asked" => ("We asked you a question", ""),
        "clarification_answered" => ("You answered", ""),
        "gathering_finished" => ("We collected your data", "A person has been checking it since."),
        "gathering_restarted" => ("We looked once more", "So that nothing is missing."),
        "approved" => ("It was decided", ""),
        "fulfilled" => ("We answered", ""),
        "extended" => ("We needed more time", "Our letter says why and until when."),
        "refused" => ("We could not do a part of it", "Our letter says why, and what you can do about it."),
        "withdrawn" => ("You took a request back", ""),
        "lapsed" => ("We closed it", "Because what we needed did not come."),
        "reopened" => ("We opened it again", ""),
        "downloaded" => ("You downloaded your copy", ""),
        "disclosure_renewed" => ("The download was renewed", ""),
        _ => return None,
    })
}

fn day(standing: &Standing, at: DateTime<Utc>) -> String {
    weekday_date(standing.local(at))
}

fn now(standing: &Standing) -> Option<StoryView> {
    let urgent = standing.most_urgent()?;
    let title = match urgent.request.state {
        State::Received => "A person will look at it",
        State::Verifying => "We wait for something that shows it is you",
        State::AwaitingAuthority => "We wait for the written permission",
        State::AwaitingClarification => "We wait for your answer",
        State::Gathering => "We are collecting your data",
        State::Reviewing => "A person is checking what we found",
        State::Executing => "We are carrying it out",
        State::Fulfilled | State::Refused | State::Withdrawn | State::Lapsed => return None,
    };
    let view = StoryView { title: title.into(), when: "Now".into(), words: String::new(), icon: None, class: "now" };
    Some(view)
}

fn next(standing: &Standing) -> Option<StoryView> {
    let urgent = standing.most_urgent()?;
    let (when, words) = match urgent.reckoning.due {
        Some(due) => (format!("By {}", weekday_date(due)), String::new()),
        None => ("When we have what we need".to_owned(), "The time the law gives us runs again from then.".to_owned()),
    };
    Some(StoryView { title: "You get our answer".into(), when, words, icon: None, class: "next" })
}

/// The question that waits for an answer, as it was asked.
pub fn question(standing: &Standing) -> Option<String> {
    let waiting = standing.question()?.request.id;
    let asked = |entry: &&Entry| entry.kind == "clarification_asked" && entry.request == Some(waiting);
    let content = standing.log.iter().rev().find(asked)?.content.as_deref()?;
    let event: serde_json::Value = serde_json::from_str(content).ok()?;
    event.get("question")?.as_str().map(str::to_owned)
}
