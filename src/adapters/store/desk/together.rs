//! Tags, watchers and visits of cases.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::tables::{case_tags, case_visits, case_watchers};
use crate::adapters::store::link::on_each;
use crate::adapters::store::rows::named::{Table, bytes, micros};
use crate::adapters::store::transaction::Transaction;
use crate::domain::ids::{CaseId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::together::Together;

const VISITS: Table = Table("case_visits");
const WATCHERS: Table = Table("case_watchers");

impl Together for Transaction<'_> {
    fn tags_of(&mut self, case: CaseId) -> Result<Vec<String>, StoreError> {
        let query = case_tags::table.filter(case_tags::case_id.eq(bytes(case.0))).select(case_tags::tag);
        self.ask(|link| query.order(case_tags::tag).load(link))
    }

    fn add_tag(&mut self, case: CaseId, tag: &str) -> Result<bool, StoreError> {
        let row = (case_tags::case_id.eq(bytes(case.0)), case_tags::tag.eq(tag.to_owned()));
        let added = self.change(|link| {
            let insert = diesel::insert_into(case_tags::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        Ok(added == 1)
    }

    fn remove_tag(&mut self, case: CaseId, tag: &str) -> Result<bool, StoreError> {
        let row = case_tags::table.filter(case_tags::case_id.eq(bytes(case.0)).and(case_tags::tag.eq(tag.to_owned())));
        Ok(self.change(|link| diesel::delete(row).execute(link))? == 1)
    }

    fn known_tags(&mut self, limit: i64) -> Result<Vec<String>, StoreError> {
        let query = case_tags::table.select(case_tags::tag).distinct().order(case_tags::tag).limit(limit);
        self.ask(|link| query.load(link))
    }

    fn watch(&mut self, case: CaseId, staff: StaffId, since: DateTime<Utc>) -> Result<(), StoreError> {
        let row = (
            case_watchers::case_id.eq(bytes(case.0)),
            case_watchers::staff_id.eq(bytes(staff.0)),
            case_watchers::since.eq(micros(since)),
        );
        self.change(|link| {
            let insert = diesel::insert_into(case_watchers::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })
        .map(drop)
    }

    fn unwatch(&mut self, case: CaseId, staff: StaffId) -> Result<(), StoreError> {
        let of_case = case_watchers::case_id.eq(bytes(case.0));
        let row = case_watchers::table.filter(of_case.and(case_watchers::staff_id.eq(bytes(staff.0))));
        self.change(|link| diesel::delete(row).execute(link)).map(drop)
    }

    fn watchers(&mut self, case: CaseId) -> Result<Vec<StaffId>, StoreError> {
        let of_case = case_watchers::table.filter(case_watchers::case_id.eq(bytes(case.0)));
        let query = of_case.order((case_watchers::since, case_watchers::staff_id)).select(case_watchers::staff_id);
        let rows: Vec<Vec<u8>> = self.ask(|link| query.load(link))?;
        rows.iter().map(|id| WATCHERS.id("staff_id", id).map(StaffId)).collect()
    }

    fn visit(&mut self, case: CaseId, staff: StaffId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let (case, staff) = (bytes(case.0), bytes(staff.0));
        let of_both = case_visits::case_id.eq(case.clone()).and(case_visits::staff_id.eq(staff.clone()));
        let seen = case_visits::seen_at.eq(micros(at));
        let known = case_visits::table.filter(of_both);
        if self.change(|link| diesel::update(known).set(seen).execute(link))? == 1 {
            return Ok(());
        }
        let row = (case_visits::case_id.eq(case), case_visits::staff_id.eq(staff), seen);
        self.change(|link| {
            let insert = diesel::insert_into(case_visits::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })
        .map(drop)
    }

    fn visits(&mut self, case: CaseId) -> Result<Vec<(StaffId, DateTime<Utc>)>, StoreError> {
        let of_case = case_visits::table.filter(case_visits::case_id.eq(bytes(case.0)));
        let query = of_case.order((case_visits::seen_at.desc(), case_visits::staff_id));
        let query = query.select((case_visits::staff_id, case_visits::seen_at));
        let rows: Vec<(Vec<u8>, i64)> = self.ask(|link| query.load(link))?;
        rows.iter().map(|(id, at)| Ok((StaffId(VISITS.id("staff_id", id)?), VISITS.instant("seen_at", *at)?))).collect()
    }
}
