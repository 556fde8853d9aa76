//! Telling colleagues: whoever watches a case, is named in a note, or is given a case gets a mail that says so and nothing else.

use chrono::{DateTime, Utc};

use crate::domain::access::Permission;
use crate::domain::case::Case;
use crate::domain::ids::{CaseId, StaffId};
use crate::domain::mention::mentioned;
use crate::domain::notice::{CaseNews, News, Notice};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::ports::store::Tx;
use crate::ports::store::staff::Staff;
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::staff_mail::addressees;
use crate::workflow::{Desk, WorkError};

/// Lines of the log that are no news: the receipt, mail on its way, and what only says that somebody looked.
const NO_NEWS: [&str; 6] = ["submitted", "received", "mail_queued", "mail_sent", "identifiers_shown", "noted"];

/// Whether somebody wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// They do.
    Begin,
    /// They no longer do.
    End,
}

/// Begins or ends watching a case.
pub fn watch(desk: &Desk, actor: Actor, case: CaseId, watching: Watching) -> Result<(), WorkError> {
    let refused = WorkError::NotAllowed(Permission::SeeCases.words());
    let me = actor.staff().filter(|_| actor.may(Permission::SeeCases)).ok_or(refused)?;
    desk.write(move |_, tx, now| {
        let case = tx.case(case)?.id;
        match watching {
            Watching::Begin => tx.watch(case, me, now)?,
            Watching::End => tx.unwatch(case, me)?,
        }
        Ok(())
    })
}

/// Tells everybody who watches a case, but for whoever did it: one mail until they look again.
pub fn tell_watchers(
    desk: &Desk,
    tx: &mut dyn Tx,
    case: &Case,
    now: DateTime<Utc>,
    actor: Actor,
    kind: &str,
) -> Result<(), WorkError> {
    if NO_NEWS.contains(&kind) {
        return Ok(());
    }
    for watcher in tx.watchers(case.id)?.into_iter().filter(|watcher| actor.staff() != Some(*watcher)) {
        let looked = tx.visits(case.id)?.into_iter().find(|(staff, _)| *staff == watcher);
        let looked = looked.map_or(0, |(_, at)| at.timestamp_micros());
        let key = format!("case_news:{}:{watcher}:{looked}", case.id);
        tell(desk, tx, now, case, &Word { to: watcher, by: actor, news: News::Changed, key })?;
    }
    Ok(())
}

/// Tells whoever is named in a note; they watch the case from now on.
pub fn mention(
    desk: &Desk,
    tx: &mut dyn Tx,
    case: &Case,
    now: DateTime<Utc>,
    actor: Actor,
    text: &Personal,
) -> Result<(), WorkError> {
    let active: Vec<Staff> = tx.all_staff()?.into_iter().filter(may_read).collect();
    let called: Vec<&str> = active.iter().map(|staff| staff.name.as_str()).collect();
    let meant = mentioned(text.reveal(), &called).into_iter().filter_map(|place| active.get(place));
    for staff in meant.filter(|staff| actor.staff() != Some(staff.id)) {
        tx.watch(case.id, staff.id, now)?;
        let key = format!("mention:{}:{}:{}", case.id, staff.id, now.timestamp_micros());
        tell(desk, tx, now, case, &Word { to: staff.id, by: actor, news: News::Mentioned, key })?;
    }
    Ok(())
}

/// Tells whoever is given a case by somebody else.
pub fn given(
    desk: &Desk,
    tx: &mut dyn Tx,
    case: &Case,
    now: DateTime<Utc>,
    actor: Actor,
    to: StaffId,
) -> Result<(), WorkError> {
    if actor.staff() == Some(to) {
        return Ok(());
    }
    let key = format!("given:{}:{to}:{}", case.id, now.timestamp_micros());
    tell(desk, tx, now, case, &Word { to, by: actor, news: News::Given, key })
}

/// Tells whoever looks after a case that its person has sent something: one mail until somebody looks at the case again. Who watches
/// it is told already.
pub fn heard_from_person(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, case: &Case) -> Result<(), WorkError> {
    let looked = tx.visits(case.id)?.into_iter().map(|(_, at)| at.timestamp_micros()).max().unwrap_or_default();
    let watching: Vec<String> = tx.watchers(case.id)?.iter().map(ToString::to_string).collect();
    let link = desk.url(&format!("/console/case/{}", case.reference));
    let news = CaseNews { reference: case.reference.to_string(), news: News::FromPerson, by: None, link };
    let (controller, notice) = (desk.controller(&case.controller)?, Notice::CaseNews(news));
    for addressee in addressees(desk, tx, now, Some(case))?.into_iter().filter(|one| !watching.contains(&one.key)) {
        let key = format!("from_person:{}:{looked}:{}", case.id, addressee.key);
        let envelope = Envelope { case: Some(case.id), key, to: addressee.email, to_name: addressee.name };
        queue_mail(desk, tx, controller, now, envelope, &notice)?;
    }
    Ok(())
}

/// One thing to tell one colleague.
struct Word {
    to: StaffId,
    by: Actor,
    news: News,
    key: String,
}

fn tell(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, case: &Case, word: &Word) -> Result<(), WorkError> {
    let to = tx.staff(word.to)?;
    if !may_read(&to) {
        return Ok(());
    }
    let by = word.by.staff().map(|id| tx.staff(id)).transpose()?.map(|staff| staff.name);
    let link = desk.url(&format!("/console/case/{}", case.reference));
    let notice = Notice::CaseNews(CaseNews { reference: case.reference.to_string(), news: word.news, by, link });
    let envelope =
        Envelope { case: Some(case.id), key: word.key.clone(), to: to.email, to_name: Personal::new(to.name) };
    queue_mail(desk, tx, desk.controller(&case.controller)?, now, envelope, &notice).map(drop)
}

fn may_read(staff: &Staff) -> bool {
    staff.active && staff.role.may(Permission::SeeCases)
}
