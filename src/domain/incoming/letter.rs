//! Which letter in a message is the one to read: what its sender wrote, or what they passed on.

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use chrono_tz::Tz;

use super::message::{Correspondent, Message};
use super::parts::{Parts, PassedOn, is_passed_on, take_apart};

/// How deeply messages may lie inside each other.
const DEEPEST: usize = 20;
/// A note above a message that was passed on is short: "One for you."
const NOTE: usize = 200;

/// The letter to read.
#[derive(Clone, Default)]
pub struct Letter {
    /// Who wrote it.
    pub from: Correspondent,
    /// Its subject.
    pub subject: String,
    /// Its text, taken apart.
    pub parts: Parts,
    /// When the company got it, in the company's time.
    pub received: Option<NaiveDateTime>,
    /// Whether somebody passed it on.
    pub was_passed_on: bool,
}

/// The letters in a message, from the outside inward. The last one is what was passed on by everybody before.
pub fn letters(message: &Message, zone: Tz) -> Vec<Letter> {
    let mut found = Vec::new();
    let mut next = Some(message);
    while let Some(message) = next.filter(|_| found.len() < DEEPEST) {
        let parts = take_apart(&message.subject, &message.text);
        let mut inner = parts.passed_on.clone();
        found.push(Letter {
            from: message.from.clone(),
            subject: message.subject.clone(),
            received: received(message, zone),
            was_passed_on: !found.is_empty(),
            parts,
        });
        while let Some(passed_on) = inner.take().filter(|_| found.len() < DEEPEST) {
            let letter = opened(&passed_on);
            inner.clone_from(&letter.parts.passed_on);
            found.push(letter);
        }
        next = message.enclosed.as_deref().filter(|_| message.marks.report.is_empty());
    }
    found
}

fn opened(passed_on: &PassedOn) -> Letter {
    // Whatever begins another header inside a message that was passed on was passed on, too, when its own text is only a note.
    let parts = take_apart(&passed_on.subject, &passed_on.text);
    Letter {
        from: passed_on.from.clone(),
        subject: passed_on.subject.clone(),
        received: passed_on.at,
        was_passed_on: true,
        parts,
    }
}

/// Our own server's stamp says when it came; the writer's clock stands in where there is none.
fn received(message: &Message, zone: Tz) -> Option<NaiveDateTime> {
    let local = |at: DateTime<FixedOffset>| at.with_timezone(&zone).naive_local();
    message.arrived.or(message.sent).map(local)
}

/// Whether a letter is only a note above one that was passed on.
pub fn is_note(letter: &Letter, own_domains: &[String]) -> bool {
    let inside = own_domains.contains(&letter.from.domain());
    let short = letter.parts.own.trim().chars().count() <= NOTE;
    inside || short || is_passed_on(&letter.subject) && letter.parts.own.trim().is_empty()
}
