//! Rows of `complaints` and `lessons`.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::schema::{complaints, lessons};
use crate::domain::case::Reference;
use crate::domain::complaint::{AnswerBy, Complaint, Lesson, State, Verdict};
use crate::domain::ids::{CaseId, LessonId, StaffId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;

const COMPLAINTS: Table = Table("complaints");
const LESSONS: Table = Table("lessons");

/// A complaint.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = complaints, treat_none_as_default_value = false)]
pub struct ComplaintRow {
    case_id: Vec<u8>,
    received_at: i64,
    about_case: Option<Vec<u8>>,
    quoted: Option<String>,
    remedy: String,
    answer_by: String,
    answer_at: String,
    #[diesel(embed)]
    changes: ComplaintChanges,
}

/// What events change on a complaint.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = complaints, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ComplaintChanges {
    state: String,
    version: i64,
    acknowledged_at: Option<i64>,
    next_by: Option<NaiveDate>,
    verdict: Option<String>,
    decided_by: Option<Vec<u8>>,
    outcome_at: Option<i64>,
    closed_at: Option<i64>,
    open: bool,
}

impl From<&Complaint> for ComplaintChanges {
    fn from(complaint: &Complaint) -> Self {
        Self {
            state: complaint.state.code().to_owned(),
            version: complaint.version,
            acknowledged_at: complaint.acknowledged_at.map(micros),
            next_by: complaint.next_by,
            verdict: complaint.verdict.map(|verdict| verdict.code().to_owned()),
            decided_by: complaint.decided_by.map(|id| bytes(id.0)),
            outcome_at: complaint.outcome_at.map(micros),
            closed_at: complaint.closed_at.map(micros),
            open: complaint.state.is_open(),
        }
    }
}

impl From<&Complaint> for ComplaintRow {
    fn from(complaint: &Complaint) -> Self {
        Self {
            case_id: bytes(complaint.case.0),
            received_at: micros(complaint.received_at),
            about_case: complaint.about.map(|id| bytes(id.0)),
            quoted: complaint.quoted.as_ref().map(Reference::to_string),
            remedy: complaint.remedy.reveal().to_owned(),
            answer_by: complaint.answer_by.code().to_owned(),
            answer_at: complaint.answer_at.reveal().to_owned(),
            changes: complaint.into(),
        }
    }
}

impl ComplaintRow {
    /// The complaint.
    pub fn into_complaint(self) -> Result<Complaint, StoreError> {
        let changes = self.changes;
        let quoted = self.quoted.map(|text| COMPLAINTS.parsed("quoted", Reference::parse(&text).ok()));
        let verdict = changes.verdict.map(|code| COMPLAINTS.parsed("verdict", Verdict::parse(&code)));
        Ok(Complaint {
            case: CaseId(COMPLAINTS.id("case_id", &self.case_id)?),
            state: COMPLAINTS.parsed("state", State::parse(&changes.state))?,
            version: changes.version,
            received_at: COMPLAINTS.instant("received_at", self.received_at)?,
            acknowledged_at: COMPLAINTS.maybe_instant("acknowledged_at", changes.acknowledged_at)?,
            next_by: changes.next_by,
            verdict: verdict.transpose()?,
            decided_by: COMPLAINTS.maybe_id("decided_by", changes.decided_by.as_ref())?.map(StaffId),
            outcome_at: COMPLAINTS.maybe_instant("outcome_at", changes.outcome_at)?,
            closed_at: COMPLAINTS.maybe_instant("closed_at", changes.closed_at)?,
            about: COMPLAINTS.maybe_id("about_case", self.about_case.as_ref())?.map(CaseId),
            quoted: quoted.transpose()?,
            remedy: Personal::new(self.remedy),
            answer_by: COMPLAINTS.parsed("answer_by", AnswerBy::parse(&self.answer_by))?,
            answer_at: Personal::new(self.answer_at),
        })
    }
}

/// A lesson.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = lessons, treat_none_as_default_value = false)]
pub struct LessonRow {
    id: Vec<u8>,
    controller: String,
    case_id: Option<Vec<u8>>,
    change: String,
    owner: Option<Vec<u8>>,
    due: Option<NaiveDate>,
    noted_by: Vec<u8>,
    noted_at: i64,
    done_at: Option<i64>,
}

impl From<&Lesson> for LessonRow {
    fn from(lesson: &Lesson) -> Self {
        Self {
            id: bytes(lesson.id.0),
            controller: lesson.controller.clone(),
            case_id: lesson.case.map(|id| bytes(id.0)),
            change: lesson.change.clone(),
            owner: lesson.owner.map(|id| bytes(id.0)),
            due: lesson.by,
            noted_by: bytes(lesson.noted_by.0),
            noted_at: micros(lesson.noted_at),
            done_at: lesson.done_at.map(micros),
        }
    }
}

impl LessonRow {
    /// The lesson.
    pub fn into_lesson(self) -> Result<Lesson, StoreError> {
        Ok(Lesson {
            id: LessonId(LESSONS.id("id", &self.id)?),
            controller: self.controller,
            case: LESSONS.maybe_id("case_id", self.case_id.as_ref())?.map(CaseId),
            change: self.change,
            owner: LESSONS.maybe_id("owner", self.owner.as_ref())?.map(StaffId),
            by: self.due,
            noted_by: StaffId(LESSONS.id("noted_by", &self.noted_by)?),
            noted_at: LESSONS.instant("noted_at", self.noted_at)?,
            done_at: LESSONS.maybe_instant("done_at", self.done_at)?,
        })
    }
}
