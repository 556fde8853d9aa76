//! Two documents of an answer that wait for a reviewer: a conversation and a list of calls, in which other people stand beside the person.

use super::seed::Seeder;
use crate::domain::case::Case;
use crate::domain::request::Request;
use crate::workflow::{WorkError, documents};

/// Puts them into the review of a request.
pub fn enclose(stage: &Seeder<'_>, case: &Case, request: &Request) -> Result<(), WorkError> {
    let person = case.requester.name.reveal();
    let files = [("support-chat.txt", CHAT), ("calls.csv", CALLS)];
    files.into_iter().try_for_each(|(name, text)| {
        let text = text.replace("{person}", person);
        documents::add_bytes(stage.desk, stage.cast.reviewer, request.id, name, text.as_bytes()).map(drop)
    })
}

const CHAT: &str = "Support chat about a returned laptop

09:02 {person}: Hello, my laptop came back from the workshop and the screen still flickers.
09:04 Justroo: I am sorry to hear that. I am looking at the note of the workshop.
09:06 Justroo: It says that Mr Callum Pryce collected it on your behalf, telephone 07700 900461.
09:07 {person}: That is my neighbour. He lives at 14 Tanner Street, LS9 7QA.
09:09 {person}: Mrs Pryce can be reached as well: nerys.pryce@mail.example
09:12 Justroo: Thank you. The refund goes back to the card 4111 1111 1111 1111.
09:13 {person}: Please do not write card numbers here!
09:15 Justroo: You are right, I am sorry. A colleague will ring you today.
";

const CALLS: &str = "date,agent,caller,number,about
2026-09-02,Workshop,{person},07700 900118,Laptop flickers
2026-09-03,Workshop,Callum Pryce,07700 900461,Wants to collect the laptop for a neighbour
2026-09-11,Accounts,{person},07700 900118,Asks when the refund comes
2026-09-14,Accounts,Callum Pryce,07700 900461,His own order: charger is missing
";
