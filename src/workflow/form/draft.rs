//! The draft: found by the hash of the visitor's secret, kept for a day, gone without a trace.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::answers::Answers;
use super::path::{self, Page, Way};
use super::rules::Typed;
use crate::domain::ids::{CaseId, DraftId};
use crate::domain::personal::Personal;
use crate::ports::store::drafts::Draft;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::{Desk, WorkError};

/// How long a form can be left lying, and how long a link back to it works.
pub(super) const LIFE: TimeDelta = TimeDelta::hours(24);

/// Whose draft with which controller.
#[derive(Clone, Debug)]
pub struct DraftKey {
    /// SHA-256 of the visitor's secret, bound to the form.
    pub token_hash: [u8; 32],
    /// The controller's id.
    pub controller: String,
    /// Which way through the form.
    pub way: Way,
    /// The code of the language they are spoken to in.
    pub language: String,
}

/// What there is for a visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing: not begun, or the day is over.
    Nothing,
    /// A form being filled in.
    Open(Box<Answers>),
    /// It was sent and is this case.
    Sent(CaseId),
}

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is kept.
    Kept(Box<Answers>),
    /// The form was sent before.
    Sent(CaseId),
    /// There is no form to keep it in.
    Ended,
}

/// What there is for a visitor.
pub fn look(desk: &Desk, key: &DraftKey) -> Result<Kept, WorkError> {
    let key = key.clone();
    desk.read(move |_, tx, now| {
        Ok(match find(tx, &key, now)? {
            None => Kept::Nothing,
            Some(Draft { case: Some(case), .. }) => Kept::Sent(case),
            Some(draft) => Kept::Open(Box::new(Answers::read(&draft.answers))),
        })
    })
}

/// Keeps the answers of a page. The first page of a way begins a draft.
pub fn keep(
    desk: &Desk,
    key: &DraftKey,
    page: Page,
    values: BTreeMap<String, Vec<Personal>>,
) -> Result<Saved, WorkError> {
    let can_go_straight = !desk.controller(&key.controller)?.receivers.is_empty();
    change(desk, key, page, move |answers| {
        answers.take(page, values);
        answers.can_go_straight = can_go_straight;
        // The next page is the one with all answers: from now on a changed answer leads straight back to it.
        answers.reached_check |= path::first_open(answers).is_none();
    })
}

/// Remembers what could not be taken until the page has shown it again: loading that page posts nothing, so that the
/// browser's back button never asks whether to send something twice.
pub fn reject(desk: &Desk, key: &DraftKey, page: Page, typed: Typed) -> Result<Saved, WorkError> {
    change(desk, key, page, move |answers| answers.reject(page, &typed))
}

fn change(
    desk: &Desk,
    key: &DraftKey,
    page: Page,
    how: impl FnOnce(&mut Answers) + Send + 'static,
) -> Result<Saved, WorkError> {
    let key = key.clone();
    desk.write(move |desk, tx, now| {
        let draft = match find(tx, &key, now)? {
            Some(draft) => draft,
            None if page == key.way.first() => begin(desk, tx, &key, now)?,
            None => return Ok(Saved::Ended),
        };
        if let Some(case) = draft.case {
            return Ok(Saved::Sent(case));
        }
        let mut answers = Answers::read(&draft.answers);
        how(&mut answers);
        key.language.clone_into(&mut answers.language);
        tx.save_draft(draft.id, &answers.to_personal()?)?;
        Ok(Saved::Kept(Box::new(answers)))
    })
}

/// The draft of a visitor, if it has not expired and belongs to this controller.
pub(in crate::workflow) fn find(
    tx: &mut dyn Tx,
    key: &DraftKey,
    now: DateTime<Utc>,
) -> Result<Option<Draft>, StoreError> {
    Ok(tx.draft(&key.token_hash, now)?.filter(|draft| draft.controller == key.controller))
}

fn begin(desk: &Desk, tx: &mut dyn Tx, key: &DraftKey, now: DateTime<Utc>) -> Result<Draft, WorkError> {
    let draft = Draft {
        id: DraftId::new(now, desk.entropy.bytes10()),
        token_hash: key.token_hash,
        controller: key.controller.clone(),
        answers: Answers::begun(key.way).to_personal()?,
        started_at: now,
        expires_at: now + LIFE,
        case: None,
    };
    tx.add_draft(&draft)?;
    Ok(draft)
}
