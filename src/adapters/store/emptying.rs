//! Emptying a case: what is personal goes, row by row; what can be shown without it stays.

use diesel::dsl::not;
use diesel::prelude::*;

use super::amendment_schema::amendments;
use super::desk::tables::{case_tags, reply_drafts};
use super::further_schema::{case_files, documents, recipient_notices, transmissions, uploads};
use super::schema::{
    case_log, cases, challenges, complaints, drafts, findings, gatherings, incoming, jobs, mails, notes,
    portal_sessions, requests, tasks,
};
use super::transaction::Transaction;
use crate::domain::amendment::{AmendmentKind, AmendmentState};
use crate::ports::store::StoreError;
use crate::ports::store::retention::Emptied;

/// The job that takes marks off.
const LIFTING: &str = "amend";

/// Nobody asks for anybody any more.
const NOBODY: &str = r#"{"who":"myself"}"#;

impl Transaction<'_> {
    /// Everything but the log. The numbers are those of the tables that are counted.
    pub(super) fn empty_rows(&mut self, case: &[u8]) -> Result<Emptied, StoreError> {
        let case = case.to_vec();
        self.blank(&case)?;
        let own = requests::table.filter(requests::case_id.eq(case.clone())).select(requests::id);
        let own: Vec<Vec<u8>> = self.ask(|link| own.load(link))?;
        let found = findings::table.filter(findings::request_id.eq_any(own.clone()));
        let files = documents::table.filter(documents::request_id.eq_any(own.clone()));
        self.change(|link| diesel::delete(files).execute(link))?;
        let put = case_files::table.filter(case_files::case_id.eq(case.clone()));
        self.change(|link| diesel::delete(put).execute(link))?;
        let plans = gatherings::table.filter(gatherings::request_id.eq_any(own));
        let forgotten = (gatherings::frontier.eq(None::<Vec<u8>>), gatherings::message.eq(None::<String>));
        self.change(|link| diesel::update(plans).set(forgotten).execute(link))?;
        // A mark that still stands must be found and taken off again: its key stays sealed until that is done.
        let standing =
            [AmendmentState::Written, AmendmentState::Confirmed, AmendmentState::Lifting, AmendmentState::NeedsPerson];
        let stands = amendments::kind
            .eq(AmendmentKind::Mark.code())
            .and(amendments::state.eq_any(standing.map(AmendmentState::code)));
        let amended = amendments::table.filter(amendments::case_id.eq(case.clone()).and(not(stands)));
        self.change(|link| diesel::delete(amended).execute(link))?;
        self.forget_notices(&case)?;
        let sessions = portal_sessions::table.filter(portal_sessions::case_id.eq(case.clone()));
        self.change(|link| diesel::delete(sessions).execute(link))?;
        let codes = challenges::table.filter(challenges::subject.eq(case.clone()));
        self.change(|link| diesel::delete(codes).execute(link))?;
        let forms = drafts::table.filter(drafts::case_id.eq(case.clone()));
        self.change(|link| diesel::delete(forms).execute(link))?;
        let given = uploads::table.filter(uploads::case_id.eq(case.clone()));
        self.change(|link| diesel::delete(given).execute(link))?;
        let tags = case_tags::table.filter(case_tags::case_id.eq(case.clone()));
        self.change(|link| diesel::delete(tags).execute(link))?;
        let begun = reply_drafts::table.filter(reply_drafts::case_id.eq(case.clone()));
        self.change(|link| diesel::delete(begun).execute(link))?;
        // A lifting that has begun goes on.
        let work = jobs::table.filter(jobs::case_id.eq(case.clone()).and(jobs::kind.ne(LIFTING)));
        self.change(|link| diesel::delete(work).execute(link))?;
        let (mail, note) = (mails::table.filter(mails::case_id.eq(case.clone())), notes::table);
        let (note, task) = (note.filter(notes::case_id.eq(case.clone())), tasks::table);
        let task = task.filter(tasks::case_id.eq(case.clone()));
        let message = incoming::table.filter(incoming::case_id.eq(case));
        Ok(Emptied {
            findings: self.change(|link| diesel::delete(found).execute(link))?,
            mails: self.change(|link| diesel::delete(mail).execute(link))?,
            notes: self.change(|link| diesel::delete(note).execute(link))?,
            tasks: self.change(|link| diesel::delete(task).execute(link))?,
            messages: self.change(|link| diesel::delete(message).execute(link))?,
            entries: 0,
        })
    }

    /// What was told to others, and by whom; to whom and what came of it stays.
    fn forget_notices(&mut self, case: &[u8]) -> Result<(), StoreError> {
        let told = recipient_notices::table.filter(recipient_notices::case_id.eq(case.to_vec()));
        let unsaid = (
            recipient_notices::facts.eq("{}"),
            recipient_notices::note.eq(""),
            recipient_notices::next_at.eq(None::<i64>),
            recipient_notices::version.eq(recipient_notices::version + 1),
        );
        self.change(|link| diesel::update(told).set(unsaid).execute(link))?;
        let sent = transmissions::table.filter(transmissions::case_id.eq(case.to_vec()));
        let unsaid = (
            transmissions::note.eq(""),
            transmissions::next_at.eq(None::<i64>),
            transmissions::version.eq(transmissions::version + 1),
        );
        self.change(|link| diesel::update(sent).set(unsaid).execute(link)).map(drop)
    }

    /// The rows that stay, without what is personal in them.
    fn blank(&mut self, case: &[u8]) -> Result<(), StoreError> {
        let who = (
            cases::name.eq(""),
            cases::email.eq(""),
            cases::email_folded.eq(""),
            cases::on_behalf.eq(NOBODY),
            cases::identifiers.eq("{}"),
            cases::words.eq(""),
            cases::version.eq(cases::version + 1),
        );
        self.change(|link| diesel::update(cases::table.find(case)).set(who).execute(link))?;
        let own = requests::table.filter(requests::case_id.eq(case));
        self.change(|link| diesel::update(own).set(requests::detail.eq("")).execute(link))?;
        let complaint = complaints::table.find(case);
        let said = (complaints::remedy.eq(""), complaints::answer_at.eq(""));
        self.change(|link| diesel::update(complaint).set(said).execute(link)).map(drop)
    }

    /// The contents of the log and the salts of their commitments; the chain stays.
    pub(super) fn empty_log(&mut self, case: &[u8], impersonal: &[&str]) -> Result<usize, StoreError> {
        self.write_owed_log()?;
        let kept: Vec<String> = impersonal.iter().map(|kind| (*kind).to_owned()).collect();
        let personal = case_log::table
            .filter(case_log::case_id.eq(case.to_vec()))
            .filter(case_log::content.is_not_null().and(case_log::kind.ne_all(kept)));
        let gone = (case_log::salt.eq(None::<Vec<u8>>), case_log::content.eq(None::<String>));
        self.change(|link| diesel::update(personal).set(gone).execute(link))
    }
}
