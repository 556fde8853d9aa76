//! Texts that replies begin with.

use serde_json::json;

use super::letter::whose;
use crate::domain::clock::words::weekday_date;
use crate::domain::ids::ReplyTextId;
use crate::domain::request::Actor;
use crate::ports::store::replies::ReplyText;
use crate::workflow::casefile::CaseFile;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::{Desk, WorkError};

/// The longest name and the longest text, in characters.
const LONGEST_NAME: usize = 60;
const LONGEST_TEXT: usize = 5_000;

/// What stands for something that differs from case to case, and what that is.
pub const MARKS: [(&str, &str); 4] = [
    ("{name}", "the person’s name"),
    ("{reference}", "the reference"),
    ("{due}", "the date by which the answer is due"),
    ("{company}", "the company"),
];

/// All texts, by name.
pub fn texts(desk: &Desk) -> Result<Vec<ReplyText>, WorkError> {
    desk.read(|_, tx, _| Ok(tx.reply_texts()?))
}

/// Adds a text for everybody.
pub fn add_text(desk: &Desk, actor: Actor, name: &str, body: &str) -> Result<(), WorkError> {
    let by = whose(actor)?;
    let (name, body) = (name.trim().to_owned(), body.trim().to_owned());
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(WorkError::field("name", format!("Give the text a name of at most {LONGEST_NAME} characters.")));
    }
    if body.is_empty() || body.chars().count() > LONGEST_TEXT {
        return Err(WorkError::field("body", format!("Write a text of at most {LONGEST_TEXT} characters.")));
    }
    desk.write(move |desk, tx, now| {
        if tx.reply_texts()?.iter().any(|known| known.name.eq_ignore_ascii_case(&name)) {
            return Err(WorkError::field("name", "There is a text of this name already."));
        }
        let id = ReplyTextId::new(now, desk.entropy.bytes10());
        tx.add_reply_text(&ReplyText { id, name, body, by, at: now })?;
        record_at_the_desk(desk, tx, now, actor, "reply_text_added", &json!({ "text": id }))
    })
}

/// Removes a text.
pub fn remove_text(desk: &Desk, actor: Actor, id: ReplyTextId) -> Result<(), WorkError> {
    whose(actor)?;
    desk.write(move |desk, tx, now| {
        tx.remove_reply_text(id)?;
        record_at_the_desk(desk, tx, now, actor, "reply_text_removed", &json!({ "text": id }))
    })
}

/// A text for a case: every mark replaced by what it stands for.
pub fn filled(body: &str, file: &CaseFile, company: &str) -> String {
    let due = file.requests.iter().filter(|part| part.request.state.is_open()).filter_map(|part| part.reckoning.due);
    let due = due.min().map_or_else(|| "the date in our letter".to_owned(), weekday_date);
    body.replace("{name}", file.case.requester.name.reveal())
        .replace("{reference}", file.case.reference.as_str())
        .replace("{due}", &due)
        .replace("{company}", company)
}
