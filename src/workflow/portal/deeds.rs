//! What a person can do on the status page: answer a question, withdraw, ask who was told.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::ids::{CaseId, RequestId};
use crate::domain::request::{Actor, Command, Request, State};
use crate::domain::telling::TellingState;
use crate::ports::store::Tx;
use crate::workflow::casework::give_in;
use crate::workflow::form::rules::TEXT_CHARS;
use crate::workflow::journal::{Line, record};
use crate::workflow::together::heard_from_person;
use crate::workflow::{Desk, WorkError};

/// Answers the question that a request waits for. The words go into the log, where staff read them beside the question.
pub fn answer(desk: &Desk, case: CaseId, words: &str) -> Result<(), WorkError> {
    let words = words.trim().to_owned();
    if words.is_empty() {
        return Err(WorkError::field("answer", "Write your answer"));
    }
    if words.chars().count() > TEXT_CHARS {
        return Err(WorkError::field("answer", "Use at most 10,000 characters"));
    }
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        for request in waiting(tx.requests(case.id)?) {
            let id = request.id;
            give_in(desk, tx, now, Actor::Person, request, &Command::AnswerClarification { provided_at: now })?;
            let content = json!({ "text": words });
            record(desk, tx, &case, now, &Line::of_request(id, Actor::Person, "person_answered", content))?;
        }
        heard_from_person(desk, tx, now, &case)
    })
}

fn waiting(requests: Vec<Request>) -> impl Iterator<Item = Request> {
    requests.into_iter().filter(|request| request.state == State::AwaitingClarification)
}

/// Asks who was told of what was decided: the list is sent, and stands on the page from now on (Article 19, last sentence). Asked
/// twice, it is sent once.
pub fn ask_who_was_told(desk: &Desk, case: CaseId) -> Result<(), WorkError> {
    desk.write(move |desk, tx, now| {
        if tx.log_of(case)?.iter().any(|entry| entry.kind == "recipients_listed") {
            return Ok(());
        }
        for request in tx.requests(case)?.into_iter().filter(|request| request.state == State::Fulfilled) {
            let told = tx.tellings_of(request.id)?;
            if told.iter().any(|telling| telling.state != TellingState::Due) {
                let list = Command::ListRecipients { results: String::new() };
                give_in(desk, tx, now, Actor::Person, request, &list)?;
            }
        }
        Ok(())
    })
}

/// Withdraws the requests that were ticked. What is being carried out already cannot be taken back, and says so.
pub fn withdraw(desk: &Desk, case: CaseId, which: Vec<RequestId>) -> Result<(), WorkError> {
    if which.is_empty() {
        return Err(WorkError::field("request", "Choose what you no longer want"));
    }
    desk.write(move |desk, tx, now| {
        for request in tx.requests(case)? {
            if which.contains(&request.id) && request.state.is_open() {
                withdraw_one(desk, tx, now, request)?;
            }
        }
        Ok(())
    })
}

fn withdraw_one(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, request: Request) -> Result<(), WorkError> {
    give_in(desk, tx, now, Actor::Person, request, &Command::Withdraw).map(drop)
}
