//! Cases and their requests.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::link::on_each;
use super::rows::case::{CaseChanges, CaseRow, NewCaseRow};
use super::rows::named::{bytes, micros};
use super::rows::request::{NewRequestRow, RequestChanges, RequestRow};
use super::rows::standing::{CaseStanding, RequestStanding};
use super::schema::{cases, requests, tasks};
use super::transaction::Transaction;
use crate::domain::case::{Case, Reference};
use crate::domain::ids::{CaseId, RequestId, StaffId};
use crate::domain::personal::Personal;
use crate::domain::request::Request;
use crate::ports::store::StoreError;
use crate::ports::store::cases::{Arriving, Cases, DueDates};

impl Cases for Transaction<'_> {
    fn take_in(&mut self, case: &Case, arriving: &[Arriving], at: DateTime<Utc>) -> Result<(), StoreError> {
        let standing = arriving.iter().map(|new| RequestStanding::arriving(&new.request, new.dates)).collect();
        self.insert_case(&NewCaseRow::new(case, standing, at)?)?;
        for Arriving { request, detail, dates, entry } in arriving {
            let row = NewRequestRow::new(request, detail, *dates)?;
            self.change(|link| {
                let insert = diesel::insert_into(requests::table).values(&row);
                on_each!(link, c => insert.execute(c))
            })?;
            self.insert_register(entry)?;
        }
        self.fresh.insert(case.id, micros(at));
        Ok(())
    }

    fn add_case(&mut self, case: &Case) -> Result<(), StoreError> {
        self.insert_case(&NewCaseRow::new(case, Vec::new(), case.received_at)?)
    }

    fn add_request(&mut self, request: &Request, detail: &Personal, dates: DueDates) -> Result<(), StoreError> {
        let row = NewRequestRow::new(request, detail, dates)?;
        self.change(|link| diesel::insert_into(requests::table).values(row).execute(link))?;
        self.refresh_standing(request.case)
    }

    fn case(&mut self, id: CaseId) -> Result<Case, StoreError> {
        let query = cases::table.find(bytes(id.0)).select(CaseRow::as_select());
        self.ask(|link| query.first(link))?.into_case()
    }

    fn case_by_reference(&mut self, reference: &Reference) -> Result<Option<Case>, StoreError> {
        let query = cases::table.filter(cases::reference.eq(reference.as_str())).select(CaseRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(CaseRow::into_case).transpose()
    }

    fn requests(&mut self, case: CaseId) -> Result<Vec<Request>, StoreError> {
        let query = requests::table.filter(requests::case_id.eq(bytes(case.0))).select(RequestRow::as_select());
        let rows = self.ask(|link| query.load(link))?;
        let mut found = rows.into_iter().map(RequestRow::into_request).collect::<Result<Vec<_>, _>>()?;
        found.sort_unstable_by_key(|request| request.right);
        Ok(found)
    }

    fn request(&mut self, id: RequestId) -> Result<Request, StoreError> {
        let query = requests::table.find(bytes(id.0)).select(RequestRow::as_select());
        self.ask(|link| query.first(link))?.into_request()
    }

    fn request_detail(&mut self, id: RequestId) -> Result<Personal, StoreError> {
        let query = requests::table.find(bytes(id.0)).select(requests::detail);
        self.ask(|link| query.first::<String>(link)).map(Personal::new)
    }

    fn save_request(&mut self, request: &Request, before: i64, dates: DueDates) -> Result<(), StoreError> {
        let id = bytes(request.id.0);
        let changes = RequestChanges::new(request, dates)?;
        let guarded = requests::table.find(&id).filter(requests::version.eq(before));
        let saved = self.change(|link| diesel::update(guarded).set(changes).execute(link))?;
        if saved == 0 {
            self.request(request.id)?;
            return Err(StoreError::Conflict);
        }
        self.refresh_standing(request.case)
    }

    fn save_case(&mut self, case: &Case) -> Result<(), StoreError> {
        let changes = CaseChanges::new(case)?;
        let guarded = cases::table.find(bytes(case.id.0)).filter(cases::version.eq(case.version));
        let saved = self.change(|link| diesel::update(guarded).set(changes).execute(link))?;
        if saved == 0 {
            self.case(case.id)?;
            return Err(StoreError::Conflict);
        }
        Ok(())
    }

    fn assign(&mut self, case: CaseId, owner: Option<StaffId>) -> Result<(), StoreError> {
        let owner = owner.map(|id| bytes(id.0));
        let change = (cases::owner.eq(owner), cases::version.eq(cases::version + 1));
        let row = cases::table.find(bytes(case.0));
        let saved = self.change(|link| diesel::update(row).set(change).execute(link))?;
        if saved == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    fn open_requests(&mut self, after: Option<RequestId>, limit: i64) -> Result<Vec<Request>, StoreError> {
        let mut query = requests::table.filter(requests::open).select(RequestRow::as_select()).into_boxed();
        if let Some(after) = after {
            let after = bytes(after.0);
            let last = requests::table.find(after.clone()).select(requests::sort_date);
            let date = self.ask(|link| last.first::<chrono::NaiveDate>(link))?;
            let later = requests::sort_date.eq(date).and(requests::id.gt(after));
            query = query.filter(requests::sort_date.gt(date).or(later));
        }
        let page = query.order((requests::sort_date, requests::id)).limit(limit);
        self.ask(|link| page.load(link))?.into_iter().map(RequestRow::into_request).collect()
    }
}

impl Transaction<'_> {
    /// A taken reference is no error of the database: the caller draws another one and goes on in the same transaction.
    fn insert_case(&mut self, row: &NewCaseRow<'_>) -> Result<(), StoreError> {
        let added = self.change(|link| {
            let insert = diesel::insert_into(cases::table).values(row);
            on_each!(link, c => insert.on_conflict(cases::reference).do_nothing().execute(c))
        })?;
        if added == 0 { Err(StoreError::Exists("reference")) } else { Ok(()) }
    }

    /// Brings what the queue keeps on a case up to date with its requests.
    pub(super) fn refresh_standing(&mut self, case: CaseId) -> Result<(), StoreError> {
        let id = bytes(case.0);
        let all = requests::table.filter(requests::case_id.eq(&id)).select(RequestStanding::as_select());
        let rows = self.ask(|link| all.load(link))?;
        let change = CaseStanding::of(rows, self.awaits_vendor(&id)?)?;
        self.change(|link| diesel::update(cases::table.find(&id)).set(change).execute(link))?;
        Ok(())
    }

    /// Whether an open request waits for the answer of somebody who looks after a system.
    fn awaits_vendor(&mut self, case: &[u8]) -> Result<bool, StoreError> {
        let of_case = tasks::table.filter(tasks::case_id.eq(case.to_vec()).and(tasks::answer.is_null()));
        let asked = of_case.filter(tasks::system.ne("")).select(tasks::request_id);
        let asked: Vec<Vec<u8>> = self.ask(|link| asked.load(link))?;
        let open = requests::table.filter(requests::id.eq_any(asked).and(requests::open)).select(requests::open);
        Ok(self.ask(|link| open.first::<bool>(link).optional())?.is_some())
    }
}
