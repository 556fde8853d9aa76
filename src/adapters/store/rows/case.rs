//! Rows of `cases` and `notes`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use super::standing::{CaseStanding, RequestStanding};
use crate::adapters::store::schema::{cases, notes};
use crate::domain::case::{Case, Channel, Reference, Requester};
use crate::domain::ids::{CaseId, StaffId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::tasks::Note;

const CASES: Table = Table("cases");
const NOTES: Table = Table("notes");

/// What a case says itself, without what the queue keeps beside it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = cases)]
pub struct CaseRow {
    id: Vec<u8>,
    reference: String,
    controller: String,
    received_at: i64,
    channel: String,
    name: String,
    email: String,
    on_behalf: String,
    identifiers: String,
    words: String,
    email_confirmed_at: Option<i64>,
    owner: Option<Vec<u8>>,
    policy_version: Option<String>,
    version: i64,
    language: String,
}

/// A case that arrives.
#[derive(Insertable)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
pub struct NewCaseRow<'case> {
    id: &'case [u8],
    reference: &'case str,
    controller: &'case str,
    received_at: i64,
    channel: &'static str,
    name: &'case str,
    email: &'case str,
    email_folded: String,
    on_behalf: String,
    identifiers: String,
    words: &'case str,
    email_confirmed_at: Option<i64>,
    owner: Option<Vec<u8>>,
    policy_version: Option<String>,
    version: i64,
    updated_at: i64,
    language: &'case str,
    #[diesel(embed)]
    standing: CaseStanding,
}

/// What can change on a case after it arrived.
#[derive(AsChangeset)]
#[diesel(table_name = cases, treat_none_as_null = true)]
pub struct CaseChanges<'case> {
    name: &'case str,
    email: &'case str,
    email_folded: String,
    on_behalf: String,
    identifiers: String,
    words: &'case str,
    email_confirmed_at: Option<i64>,
    owner: Option<Vec<u8>>,
    policy_version: Option<String>,
    version: i64,
    language: &'case str,
}

/// An address as it is compared: trimmed and case-folded, and nothing else, because providers differ in all else.
pub fn fold_address(email: &str) -> String {
    email.trim().to_lowercase()
}

impl CaseRow {
    /// The case.
    pub fn into_case(self) -> Result<Case, StoreError> {
        Ok(Case {
            id: CaseId(CASES.id("id", &self.id)?),
            reference: CASES.parsed("reference", Reference::parse(&self.reference).ok())?,
            controller: self.controller,
            received_at: CASES.instant("received_at", self.received_at)?,
            channel: CASES.parsed("channel", Channel::parse(&self.channel))?,
            requester: Requester {
                name: Personal::new(self.name),
                email: Personal::new(self.email),
                language: self.language,
            },
            on_behalf: CASES.json("on_behalf", &self.on_behalf)?,
            identifiers: CASES.json("identifiers", &self.identifiers)?,
            words: Personal::new(self.words),
            email_confirmed_at: CASES.maybe_instant("email_confirmed_at", self.email_confirmed_at)?,
            owner: CASES.maybe_id("owner", self.owner.as_ref())?.map(StaffId),
            policy_version: self.policy_version,
            version: self.version,
        })
    }
}

impl<'case> NewCaseRow<'case> {
    /// The row of a case that arrives at an instant with these requests. Without any it stands at the end of the queue until
    /// its first one gives it a date.
    pub fn new(case: &'case Case, requests: Vec<RequestStanding>, at: DateTime<Utc>) -> Result<Self, StoreError> {
        Ok(Self {
            id: case.id.0.as_bytes(),
            reference: case.reference.as_str(),
            controller: &case.controller,
            received_at: micros(case.received_at),
            channel: case.channel.code(),
            name: case.requester.name.reveal(),
            email: case.requester.email.reveal(),
            email_folded: fold_address(case.requester.email.reveal()),
            on_behalf: CASES.to_json("on_behalf", &case.on_behalf)?,
            identifiers: CASES.to_json("identifiers", &case.identifiers)?,
            words: case.words.reveal(),
            email_confirmed_at: case.email_confirmed_at.map(micros),
            owner: case.owner.map(|owner| bytes(owner.0)),
            policy_version: case.policy_version.clone(),
            version: case.version,
            updated_at: micros(at),
            language: &case.requester.language,
            standing: CaseStanding::of(requests, false)?,
        })
    }
}

impl<'case> CaseChanges<'case> {
    /// The changes that make the row say what the case says, one version on.
    pub fn new(case: &'case Case) -> Result<Self, StoreError> {
        Ok(Self {
            name: case.requester.name.reveal(),
            email: case.requester.email.reveal(),
            email_folded: fold_address(case.requester.email.reveal()),
            on_behalf: CASES.to_json("on_behalf", &case.on_behalf)?,
            identifiers: CASES.to_json("identifiers", &case.identifiers)?,
            words: case.words.reveal(),
            email_confirmed_at: case.email_confirmed_at.map(micros),
            owner: case.owner.map(|owner| bytes(owner.0)),
            policy_version: case.policy_version.clone(),
            version: case.version + 1,
            language: &case.requester.language,
        })
    }
}

/// An internal note.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = notes)]
pub struct NoteRow {
    case_id: Vec<u8>,
    written_by: Vec<u8>,
    written_at: i64,
    body: String,
}

impl NoteRow {
    /// The row of a note.
    pub fn new(case: CaseId, note: &Note) -> Self {
        Self {
            case_id: bytes(case.0),
            written_by: bytes(note.by.0),
            written_at: micros(note.at),
            body: note.text.reveal().to_owned(),
        }
    }

    /// The note.
    pub fn into_note(self) -> Result<Note, StoreError> {
        Ok(Note {
            by: StaffId(NOTES.id("written_by", &self.written_by)?),
            at: NOTES.instant("written_at", self.written_at)?,
            text: Personal::new(self.body),
        })
    }
}
