//! Mails to staff: who is told, each once per key.

use chrono::{DateTime, NaiveDate, Utc};

use super::casework::due_dates;
use super::office::{Cover, team_of};
use super::post::{Envelope, queue_mail};
use super::{Desk, WorkError};
use crate::domain::access::{Permission, Role};
use crate::domain::case::Case;
use crate::domain::controller::Controller;
use crate::domain::ids::CaseId;
use crate::domain::notice::{Cause, NeedsPerson, Notice, Work};
use crate::domain::personal::Personal;
use crate::ports::store::Tx;
use crate::ports::store::staff::Staff;

/// Somebody who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// What stands for them in the key of a mail; never the address.
    pub key: String,
    /// The address.
    pub email: Personal,
    /// The name beside it.
    pub name: Personal,
}

impl From<Staff> for Addressee {
    fn from(staff: Staff) -> Self {
        Self { key: staff.id.to_string(), email: staff.email, name: Personal::new(staff.name) }
    }
}

/// Who is told about a case: its owner, or whoever stands in for them while they are away; else its team; else the duty
/// address; else every handler. Where an installation has no handler, everybody active who may handle cases is told. Of a team
/// or of all handlers, those are told who are there, with the deputies of those who are away; all of them when nobody is: a
/// reminder that nobody reads helps nobody.
pub fn addressees(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: Option<&Case>,
) -> Result<Vec<Addressee>, WorkError> {
    let cover = Cover::on(desk, tx, now)?;
    if let Some(staff) = case.and_then(|case| case.owner).and_then(|owner| cover.acting(owner)) {
        return Ok(vec![staff.clone().into()]);
    }
    let active = cover.active();
    let team = case.map(|case| team_of(tx, case.id)).transpose()?.flatten();
    let inside = |staff: &&&Staff| team.as_ref().is_some_and(|team| team.members.contains(&staff.id));
    let able: Vec<&Staff> = active.iter().filter(inside).copied().filter(|staff| may_handle(staff)).collect();
    if !able.is_empty() {
        return Ok(all(&cover, &able));
    }
    if let Some(duty) = &desk.settings.duty_address {
        let name = Personal::default();
        return Ok(vec![Addressee { key: "duty".to_owned(), email: Personal::new(duty.clone()), name }]);
    }
    let some_handle = active.iter().any(|staff| staff.role == Role::Handler);
    let told = |staff: &&Staff| if some_handle { staff.role == Role::Handler } else { may_handle(staff) };
    Ok(all(&cover, &active.iter().copied().filter(told).collect::<Vec<_>>()))
}

fn may_handle(staff: &Staff) -> bool {
    staff.role.may(Permission::HandleCases)
}

fn all(cover: &Cover, people: &[&Staff]) -> Vec<Addressee> {
    cover.acting_for(people).into_iter().cloned().map(Addressee::from).collect()
}

/// Queues a mail to staff, one logical mail per key and addressee; says how many are new.
pub fn tell_staff(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    about: About<'_>,
    key: &str,
    notice: &Notice,
) -> Result<usize, WorkError> {
    let mut queued = 0;
    for addressee in addressees(desk, tx, now, about.case)? {
        let envelope = Envelope {
            case: about.case_id(),
            key: format!("{key}:{}", addressee.key),
            to: addressee.email,
            to_name: addressee.name,
        };
        queued += usize::from(queue_mail(desk, tx, about.controller, now, envelope, notice)?);
    }
    Ok(queued)
}

/// In whose name staff are told, and about which case.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The controller.
    pub controller: &'a Controller,
    /// The case, if it is about one.
    pub case: Option<&'a Case>,
}

impl About<'_> {
    fn case_id(self) -> Option<CaseId> {
        self.case.map(|case| case.id)
    }
}

/// Work that failed and will not repair itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// What was being done.
    pub work: Work,
    /// Why it failed.
    pub cause: Cause,
    /// How often it was tried.
    pub attempts: i64,
    /// What makes it one call for help, however often it is noticed.
    pub key: String,
}

/// Calls for a person.
pub fn call_for_person(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: Option<&Case>,
    failed: &Failed,
) -> Result<(), WorkError> {
    let controller = match case {
        Some(case) => desk.controller(&case.controller)?,
        None => desk.controllers.values().next().ok_or(WorkError::NoController)?,
    };
    let path = case.map_or_else(|| "/console".to_owned(), |case| format!("/console/case/{}", case.reference));
    let notice = Notice::NeedsPerson(NeedsPerson {
        reference: case.map(|case| case.reference.to_string()),
        work: failed.work.clone(),
        cause: failed.cause,
        attempts: u32::try_from(failed.attempts).unwrap_or(u32::MAX),
        due: case.map(|case| earliest_due(desk, tx, controller, case)).transpose()?.flatten(),
        link: desk.url(&path),
    });
    let key = format!("needs_person:{}", failed.key);
    let told = tell_staff(desk, tx, now, About { controller, case }, &key, &notice)?;
    if told == 0 {
        tracing::warn!(key, "a person is needed, and nobody new could be told");
    }
    Ok(())
}

fn earliest_due(
    desk: &Desk,
    tx: &mut dyn Tx,
    controller: &Controller,
    case: &Case,
) -> Result<Option<NaiveDate>, WorkError> {
    let requests = tx.requests(case.id)?;
    let one = |request| due_dates(request, &desk.terms_for(controller, request)?);
    let dates: Result<Vec<_>, WorkError> = requests.iter().map(one).collect();
    Ok(dates?.into_iter().filter_map(|dates| dates.due).min())
}
