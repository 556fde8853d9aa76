//! Complaints and the lessons register.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::rows::complaint::{ComplaintChanges, ComplaintRow, LessonRow};
use super::rows::named::{Table, bytes, micros};
use super::rows::standing::CaseStanding;
use super::schema::{cases, complaints, lessons};
use super::transaction::Transaction;
use crate::domain::case::Reference;
use crate::domain::complaint::{Complaint, Lesson};
use crate::domain::ids::{CaseId, LessonId};
use crate::ports::store::StoreError;
use crate::ports::store::cases::DueDates;
use crate::ports::store::complaints::Complaints;

const CASES: Table = Table("cases");

impl Complaints for Transaction<'_> {
    fn add_complaint(&mut self, complaint: &Complaint, controller: &str, dates: DueDates) -> Result<(), StoreError> {
        let row = ComplaintRow::from(complaint);
        let insert =
            diesel::insert_into(complaints::table).values((row, complaints::controller.eq(controller.to_owned())));
        self.change(|link| insert.execute(link))?;
        self.keep_standing(complaint, dates)
    }

    fn complaint(&mut self, case: CaseId) -> Result<Option<Complaint>, StoreError> {
        let query = complaints::table.find(bytes(case.0)).select(ComplaintRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(ComplaintRow::into_complaint).transpose()
    }

    fn save_complaint(&mut self, complaint: &Complaint, before: i64, dates: DueDates) -> Result<(), StoreError> {
        let guarded = complaints::table.find(bytes(complaint.case.0)).filter(complaints::version.eq(before));
        let changes = ComplaintChanges::from(complaint);
        if self.change(|link| diesel::update(guarded).set(changes).execute(link))? == 0 {
            self.case_exists(complaint.case)?;
            return Err(StoreError::Conflict);
        }
        self.keep_standing(complaint, dates)
    }

    fn complaints_about(&mut self, case: CaseId) -> Result<Vec<(Reference, Complaint)>, StoreError> {
        let query = complaints::table
            .inner_join(cases::table.on(cases::id.eq(complaints::case_id)))
            .filter(complaints::about_case.eq(bytes(case.0)))
            .order((complaints::received_at.desc(), complaints::case_id.desc()))
            .select((cases::reference, ComplaintRow::as_select()));
        let rows: Vec<(String, ComplaintRow)> = self.ask(|link| query.load(link))?;
        let read = |(reference, row): (String, ComplaintRow)| {
            Ok((CASES.parsed("reference", Reference::parse(&reference).ok())?, row.into_complaint()?))
        };
        rows.into_iter().map(read).collect()
    }

    fn open_complaints(&mut self, after: Option<CaseId>, limit: i64) -> Result<Vec<Complaint>, StoreError> {
        let mut query = complaints::table.filter(complaints::open).select(ComplaintRow::as_select()).into_boxed();
        if let Some(after) = after {
            query = query.filter(complaints::case_id.gt(bytes(after.0)));
        }
        let page = query.order(complaints::case_id).limit(limit);
        self.ask(|link| page.load(link))?.into_iter().map(ComplaintRow::into_complaint).collect()
    }

    fn complaints_received(
        &mut self,
        controller: Option<&str>,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Complaint>, StoreError> {
        let span = complaints::received_at.ge(micros(from)).and(complaints::received_at.lt(micros(until)));
        let mut query = complaints::table.filter(span).select(ComplaintRow::as_select()).into_boxed();
        if let Some(controller) = controller {
            query = query.filter(complaints::controller.eq(controller.to_owned()));
        }
        let query = query.order((complaints::received_at, complaints::case_id));
        self.ask(|link| query.load(link))?.into_iter().map(ComplaintRow::into_complaint).collect()
    }

    fn add_lesson(&mut self, lesson: &Lesson) -> Result<(), StoreError> {
        let row = LessonRow::from(lesson);
        self.change(|link| diesel::insert_into(lessons::table).values(row).execute(link)).map(drop)
    }

    fn lessons(&mut self) -> Result<Vec<Lesson>, StoreError> {
        let query = lessons::table.order((lessons::noted_at.desc(), lessons::id.desc())).select(LessonRow::as_select());
        let rows = self.ask(|link| query.load(link))?;
        let mut all = rows.into_iter().map(LessonRow::into_lesson).collect::<Result<Vec<_>, _>>()?;
        all.sort_by_key(|lesson| lesson.done_at.is_some());
        Ok(all)
    }

    fn lessons_of(&mut self, case: CaseId) -> Result<Vec<Lesson>, StoreError> {
        let of = lessons::table.filter(lessons::case_id.eq(bytes(case.0)));
        let query = of.order((lessons::noted_at.desc(), lessons::id.desc())).select(LessonRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(LessonRow::into_lesson).collect()
    }

    fn finish_lesson(&mut self, id: LessonId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let id = bytes(id.0);
        let open = lessons::table.filter(lessons::id.eq(id.clone()).and(lessons::done_at.is_null()));
        if self.change(|link| diesel::update(open).set(lessons::done_at.eq(micros(at))).execute(link))? == 1 {
            return Ok(());
        }
        self.ask(|link| lessons::table.find(id).select(LessonRow::as_select()).first(link))?;
        Err(StoreError::Conflict)
    }
}

impl Transaction<'_> {
    fn keep_standing(&mut self, complaint: &Complaint, dates: DueDates) -> Result<(), StoreError> {
        let change = CaseStanding::of_complaint(complaint, dates);
        let row = cases::table.find(bytes(complaint.case.0));
        self.change(|link| diesel::update(row).set(change).execute(link)).map(drop)
    }

    fn case_exists(&mut self, case: CaseId) -> Result<(), StoreError> {
        let query = complaints::table.find(bytes(case.0)).select(complaints::version);
        self.ask(|link| query.first::<i64>(link)).map(drop)
    }
}
