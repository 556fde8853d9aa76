//! Lines and words of the inbox.

use super::mask;
use crate::domain::clock::words::weekday_date;
use crate::domain::request::Actor;
use crate::ports::store::incoming::{EntryState, Tie};
use crate::workflow::incoming::{MailboxStanding, MessageSight, Opened, sights};
use crate::workflow::{Desk, WorkError};

/// A line of the inbox.
pub struct LineView {
    /// Where it leads.
    pub href: String,
    /// Who wrote.
    pub from: String,
    /// The subject.
    pub subject: String,
    /// What it seems to be.
    pub kind: &'static str,
    /// The rights that it seems to use.
    pub rights: String,
    /// When the company got it.
    pub received: String,
    /// The company.
    pub brand: String,
    /// What has become of it.
    pub state: &'static str,
}

/// The lines of entries, as somebody sees them. The list says no more than the subject; the text is for whoever opens it.
pub fn lines_of(desk: &Desk, actor: Actor, all: &[Opened]) -> Result<Vec<LineView>, WorkError> {
    let sights = sights(desk, actor, all)?;
    Ok(all.iter().zip(&sights).map(|(opened, sight)| line_of(desk, opened, sight)).collect())
}

fn line_of(desk: &Desk, opened: &Opened, sight: &MessageSight) -> LineView {
    let proposal = &opened.contents.proposal;
    let rights: Vec<&str> = proposal.rights.iter().map(|wish| words_of(wish.code())).collect();
    LineView {
        href: format!("/console/inbox/{}", opened.entry.id),
        from: mask::sender(opened.contents.from.reveal()),
        subject: match (sight, opened.contents.subject.reveal()) {
            (MessageSight::OfCase(reference), _) => format!("Message of {reference}"),
            (MessageSight::ReadsOnly, _) => "A message".to_owned(),
            (MessageSight::Full, "") => "No subject".to_owned(),
            (MessageSight::Full, subject) => subject.to_owned(),
        },
        kind: proposal.kind.name(),
        rights: rights.join(", "),
        received: received(desk, opened),
        brand: desk.controllers.get(&opened.entry.controller).map(|c| c.brand.clone()).unwrap_or_default(),
        state: state_words(opened.entry.state),
    }
}

/// What is wrong with a mailbox; nothing when all is well.
pub fn mailbox_words(standing: &MailboxStanding) -> Option<String> {
    let name = &standing.name;
    if let (Some(since), Some(why)) = (standing.failing_since, &standing.trouble) {
        let since = since.format("%-d %B %Y, %H:%M UTC");
        let remedy = standing.remedy.as_deref().map(|remedy| format!(" {remedy}")).unwrap_or_default();
        return Some(format!(
            "The mailbox “{name}” cannot be read since {since}: {why}. Mail waits there, nothing is lost.{remedy}"
        ));
    }
    let left = standing.left;
    (left > 0).then(|| format!("{left} messages in the mailbox “{name}” could not be taken. They lie there still."))
}

/// The day on which the company got it, in its own time.
pub fn received(desk: &Desk, opened: &Opened) -> String {
    let at = opened.entry.received_at;
    let controller = desk.controllers.get(&opened.entry.controller);
    let local = controller.and_then(|controller| desk.local_date(controller, at).ok());
    weekday_date(local.unwrap_or_else(|| at.date_naive()))
}

/// What has become of an entry, in words.
pub const fn state_words(state: EntryState) -> &'static str {
    match state {
        EntryState::Waiting => "Waiting",
        EntryState::Opened => "Became a case",
        EntryState::Attached => "Added to a case",
        EntryState::SetAside => "Set aside",
    }
}

/// By what an entry belongs to a case, in words.
pub const fn tie_words(tie: Tie) -> &'static str {
    match tie {
        Tie::Token => "it was sent to the address of this case",
        Tie::Thread => "it answers a letter of this case",
        Tie::Reference => "it quotes the reference",
        Tie::Sender => "its sender has an open case; look whether it is about that",
    }
}

/// The reader's word for a right, in words.
pub fn words_of(code: &str) -> &'static str {
    match code {
        "access" => "Access",
        "erasure" => "Erasure",
        "rectification" => "Rectification",
        "restriction" => "Restriction",
        "portability" => "Portability",
        "objection" => "Objection",
        "automated_decision" => "Review of an automated decision",
        "withdraw_consent" => "Consent withdrawal",
        _ => "Only a person can read it",
    }
}
