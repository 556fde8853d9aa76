//! Going on with a form in another browser, by a mailed link.
//!
//! The link is a secret of 256 bits, of which only the hash is kept. It leads to one draft, for a day and until the form is sent.
//! Opening it moves the draft: the browser that had it before shows nothing of it any more, so that a borrowed computer keeps
//! nothing. The link works again after that; a person may stop more than once.

use chrono::{DateTime, Utc};

use super::answers::Answers;
use super::draft::{DraftKey, LIFE, find};
use super::path::Way;
use crate::domain::clock::words::local;
use crate::domain::controller::Controller;
use crate::domain::ids::CaseId;
use crate::domain::notice::{FormLink, Notice};
use crate::domain::personal::Personal;
use crate::ports::store::Tx;
use crate::ports::store::drafts::Draft;
use crate::workflow::codes::{Issued, Purpose, is_pestered, over_limit};
use crate::workflow::notices::complaint_path;
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::secrets::{hex, sha256};
use crate::workflow::{Desk, WorkError};

/// What became of a wish for a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailed {
    /// It is on its way, unless the address got too many today: that is nobody else's business.
    Said(Issued),
    /// The form was sent before.
    Filed(CaseId),
    /// The day is over.
    Ended,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenUp {
    /// The draft is found by the browser's own secret from now on.
    Here(Box<Answers>),
    /// The browser has a form of its own under way: the draft is found by the spare secret.
    Apart(Box<Answers>),
    /// There is nothing any more.
    Over,
}

/// Mails a link to the draft. The draft lives for a day from now.
pub fn mail_link(desk: &Desk, key: &DraftKey, to: &Personal) -> Result<Mailed, WorkError> {
    let (key, to) = (key.clone(), to.clone());
    desk.write(move |desk, tx, now| {
        let Some(draft) = find(tx, &key, now)? else { return Ok(Mailed::Ended) };
        if let Some(case) = draft.case {
            return Ok(Mailed::Filed(case));
        }
        if let Some(refusal) = over_limit(tx, now, Purpose::Resume, draft.id.0)? {
            return Ok(Mailed::Said(refusal));
        }
        let until = now + LIFE;
        if !is_pestered(desk, tx, now, Purpose::Resume, &to)? {
            write_link(desk, tx, now, &draft, &to)?;
        }
        Ok(Mailed::Said(Issued::Until(until)))
    })
}

fn write_link(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, draft: &Draft, to: &Personal) -> Result<(), WorkError> {
    let (secret, until) = (desk.entropy.bytes32(), now + LIFE);
    tx.link_draft(draft.id, &sha256(&secret), until)?;
    let controller = desk.controller(&draft.controller)?;
    let answers = Answers::read(&draft.answers);
    let language = desk.languages.of(&answers.language);
    let zone = desk.terms(controller)?.zone;
    let path = format!("{}/resume/{}", home(controller, answers.way), hex(&secret));
    let notice = Notice::FormLink(FormLink {
        link: Personal::new(desk.url(&path)),
        day: local(until, zone),
        time: language.clock_time(until, zone),
        language: answers.language,
    });
    let key = format!("form_link:{}:{}", draft.id, now.timestamp_micros());
    let envelope = Envelope { case: None, key, to: to.clone(), to_name: Personal::default() };
    queue_mail(desk, tx, controller, now, envelope, &notice).map(drop)
}

/// Where a way through the form begins.
fn home(controller: &Controller, way: Way) -> String {
    if way == Way::Complaint { complaint_path(controller) } else { format!("/r/{}", controller.id) }
}

/// Until when a link works; `None` when it does not. Looking changes nothing: mail scanners open links.
pub fn look_behind(desk: &Desk, secret: &[u8; 32], key: &DraftKey) -> Result<Option<DateTime<Utc>>, WorkError> {
    let (hash, key) = (sha256(secret), key.clone());
    desk.read(move |_, tx, now| Ok(linked(tx, &hash, &key, now)?.map(|draft| draft.expires_at)))
}

/// Moves the draft behind a link to the browser of `key`; to `spare` when that one has a form of its own under way.
pub fn take_up(desk: &Desk, secret: &[u8; 32], key: &DraftKey, spare: &DraftKey) -> Result<TakenUp, WorkError> {
    let (hash, key, spare) = (sha256(secret), key.clone(), spare.clone());
    desk.write(move |_, tx, now| {
        let Some(draft) = linked(tx, &hash, &key, now)? else { return Ok(TakenUp::Over) };
        let answers = Box::new(Answers::read(&draft.answers));
        if draft.token_hash == key.token_hash {
            return Ok(TakenUp::Here(answers));
        }
        // One that has expired and was not swept yet still has its secret.
        if tx.draft(&key.token_hash, DateTime::UNIX_EPOCH)?.is_some() {
            tx.hand_draft_over(draft.id, &spare.token_hash)?;
            return Ok(TakenUp::Apart(answers));
        }
        tx.hand_draft_over(draft.id, &key.token_hash)?;
        Ok(TakenUp::Here(answers))
    })
}

/// The draft behind a link, if it is of this company and this way.
fn linked(tx: &mut dyn Tx, hash: &[u8; 32], key: &DraftKey, now: DateTime<Utc>) -> Result<Option<Draft>, WorkError> {
    let found = tx.linked_draft(hash, now)?.filter(|draft| draft.controller == key.controller);
    Ok(found.filter(|draft| Answers::read(&draft.answers).way == key.way))
}
