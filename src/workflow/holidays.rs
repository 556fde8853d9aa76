//! A changed list of public holidays: the open due dates that it touches are computed anew, written to the log, and told to
//! whoever looks after the case.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::casework::due_dates;
use super::journal::{Line, record, record_at_the_desk};
use super::register::enter;
use super::reminders::sum_of;
use super::secrets::{hex, sha256};
use super::staff_mail::{About, tell_staff};
use super::{Desk, WorkError};
use crate::domain::clock::{List, ReminderKind};
use crate::domain::notice::{self, Notice};
use crate::domain::request::{Actor, Request};
use crate::ports::store::{StoreError, Tx};

/// Requests looked at at a time.
const PAGE: i64 = 200;
/// The settings that hold the imported list and its fingerprint.
const LIST: &str = "holidays_uk";
const MARK: &str = "holidays_uk_mark";

/// A due date that a changed list has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The reference of the case.
    pub reference: String,
    /// The date until now.
    pub from: NaiveDate,
    /// The date from now on.
    pub to: NaiveDate,
}

/// The imported list of the United Kingdom, where there is one; every process counts by it.
pub fn imported(tx: &mut dyn Tx) -> Result<Option<String>, StoreError> {
    tx.setting(LIST)
}

/// What changes whenever another list is imported.
pub fn imported_mark(tx: &mut dyn Tx) -> Result<Option<String>, StoreError> {
    tx.setting(MARK)
}

/// What to do about a company's list of public holidays that ends before a date which a request of today may get.
pub fn short_list(desk: &Desk, today: NaiveDate) -> Option<String> {
    let laws =
        desk.controllers.values().flat_map(|company| company.regimes.iter().map(move |regime| (company, regime)));
    let mut lists = laws.filter_map(|(company, regime)| Some(desk.law.terms_of(company, regime).ok()?.calendar));
    lists.find_map(|list| list.shortness(today))
}

/// Takes a checked list of the United Kingdom over and computes every open due date anew; says which have moved. One transaction:
/// all or none. Every process that runs counts by the list within a second.
pub fn change_holidays(desk: &Desk, actor: Actor, list: String) -> Result<Vec<Moved>, WorkError> {
    let after = Desk { law: Arc::new(desk.law.with(List::of_uk(list.clone()))), ..desk.clone() };
    let moved = desk.write(move |before, tx, now| {
        let mark = hex(&sha256(list.as_bytes()));
        let content = json!({ "list": List::UK, "sha256": mark });
        tx.put_setting(LIST, Some(&list))?;
        tx.put_setting(MARK, Some(&mark))?;
        record_at_the_desk(&after, tx, now, actor, "holidays_renewed", &content)?;
        let (mut moved, mut after_id) = (Vec::new(), None);
        loop {
            let page = tx.open_requests(after_id, PAGE)?;
            let Some(end) = page.last() else { return Ok(moved) };
            after_id = Some(end.id);
            for request in &page {
                moved.extend(move_one(before, &after, tx, now, request)?);
            }
        }
    })?;
    desk.companies.outdate();
    Ok(moved)
}

fn move_one(
    before: &Desk,
    after: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
) -> Result<Option<Moved>, WorkError> {
    let case = tx.case(request.case)?;
    let controller = before.controller(&case.controller)?;
    let was = due_dates(request, &before.terms_for(controller, request)?)?;
    let is = due_dates(request, &after.terms_for(controller, request)?)?;
    if was == is {
        return Ok(None);
    }
    tx.save_request(request, request.version, is)?;
    enter(tx, now.with_timezone(&after.terms(controller)?.zone), &case, request, is, &[])?;
    let (Some(from), Some(to)) = (was.due, is.due) else { return Ok(None) };
    let content = json!({ "from": from, "to": to });
    record(after, tx, &case, now, &Line::of_request(request.id, Actor::System, "due_date_moved", content))?;
    let notice = Notice::Reminder(notice::Reminder {
        reference: case.reference.to_string(),
        reminder: ReminderKind::DateMoved,
        today: after.local_date(controller, now)?,
        due: to,
        missing: Vec::new(),
        sum: sum_of(after, controller, request)?,
        link: after.url(&format!("/console/case/{}", case.reference)),
    });
    let key = format!("date_moved:{}:{to}", request.id);
    tell_staff(after, tx, now, About { controller, case: Some(&case) }, &key, &notice)?;
    Ok(Some(Moved { reference: case.reference.to_string(), from, to }))
}
