//! Calendar feeds: making one, revoking it, and reading what stands in it.

use chrono::{DateTime, Days, TimeDelta, Utc};
use serde_json::json;

use super::complaints::schedule;
use super::journal::record_at_the_desk;
use super::secrets::sha256;
use super::{Desk, WorkError};
use crate::domain::access::Permission;
use crate::domain::clock::reckon;
use crate::domain::complaint::Clock;
use crate::domain::diary::{Appointment, Feed, Reach, of_complaint, of_deferred, of_request};
use crate::domain::ids::FeedId;
use crate::domain::keyed::same_hash;
use crate::domain::request::Actor;
use crate::ports::store::staff::Staff;
use crate::ports::store::views::{OwnerFilter, QueueCursor, QueueFilter, QueueLine};
use crate::ports::store::{self, StoreError, Tx};

/// Cases read at a time, and how many a feed holds at most of the open ones and of the closed ones.
const PAGE: i64 = 200;
const MOST: usize = 2_000;
/// How long a met date still stands in a feed as cancelled, so that every calendar has heard of it.
const REMEMBERED: Days = Days::new(60);

/// How exact "last fetched" is.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(5);

/// What a feed shows.
#[derive(Clone, Debug)]
pub struct Diary {
    /// Its name: "Justroo: data requests".
    pub name: String,
    /// The dates.
    pub appointments: Vec<Appointment>,
}

/// Makes a feed. The secret is given once and cannot be read again.
pub fn make(desk: &Desk, actor: Actor, reach: Reach) -> Result<(Feed, [u8; 32]), WorkError> {
    let Some(staff) = actor.staff().filter(|_| actor.may(Permission::SeeCases)) else {
        return Err(WorkError::NotAllowed(Permission::SeeCases.words()));
    };
    if let Reach::Controller(id) = &reach {
        desk.controller(id)?;
    }
    desk.write(move |desk, tx, now| {
        let secret = desk.entropy.bytes32();
        let id = FeedId::new(now, desk.entropy.bytes10());
        let (token_hash, fetched_at, revoked_at) = (sha256(&secret), None, None);
        let feed = Feed { id, staff, reach, token_hash, made_at: now, fetched_at, revoked_at };
        tx.add_feed(&feed)?;
        let (controller, team) = match &feed.reach {
            Reach::Controller(id) => (Some(id), false),
            other => (None, *other == Reach::Team),
        };
        let content = json!({ "feed": feed.id, "controller": controller, "team": team });
        record_at_the_desk(desk, tx, now, actor, "feed_made", &content)?;
        Ok((feed, secret))
    })
}

/// The feeds that somebody may see: their own, and everybody's for whoever manages staff. Each with its maker, newest first.
pub fn feeds(desk: &Desk, actor: Actor) -> Result<Vec<(Feed, Staff)>, WorkError> {
    let staff = actor.staff().ok_or(WorkError::NotAllowed(Permission::SeeCases.words()))?;
    desk.read(move |_, tx, _| {
        let feeds = if actor.may(Permission::ManageStaff) { tx.all_feeds()? } else { tx.feeds_of(staff)? };
        let mut shown = Vec::new();
        for feed in feeds {
            let maker = tx.staff(feed.staff)?;
            shown.push((feed, maker));
        }
        Ok(shown)
    })
}

/// Revokes a feed of one's own; whoever manages staff revokes anybody's. Its address is dead from now on.
pub fn revoke(desk: &Desk, actor: Actor, id: FeedId) -> Result<(), WorkError> {
    let staff = actor.staff().ok_or(WorkError::NotAllowed("revoke feeds"))?;
    let of = Some(staff).filter(|_| !actor.may(Permission::ManageStaff));
    desk.write(move |desk, tx, now| {
        tx.revoke_feed(id, of, now)?;
        record_at_the_desk(desk, tx, now, actor, "feed_revoked", &json!({ "feed": id }))
    })
}

/// What stands in the feed of a secret; `None` when there is none, it was revoked, or its maker may no longer see cases.
pub fn read(desk: &Desk, secret: &[u8; 32]) -> Result<Option<Diary>, WorkError> {
    let hash = sha256(secret);
    let found = desk.read(move |desk, tx, now| {
        let known = tx.feed(&hash)?.filter(|feed| same_hash(&feed.token_hash, &hash) && feed.revoked_at.is_none());
        let Some(feed) = known else { return Ok(None) };
        let staff = tx.staff(feed.staff)?;
        if !works_for(&staff) {
            return Ok(None);
        }
        let appointments = appointments(desk, tx, now, &feed)?;
        Ok(Some((Diary { name: name_of(desk, &feed.reach), appointments }, feed)))
    })?;
    let Some((diary, feed)) = found else { return Ok(None) };
    let now = desk.clock.now();
    // Calendar programs ask again and again; a note every few minutes tells as much as one each time.
    if feed.fetched_at.is_none_or(|last| now - last >= NOTED_EVERY) {
        store::write::<_, StoreError, _>(&*desk.store, move |tx| tx.note_feed_fetched(feed.id, now))?;
    }
    Ok(Some(diary))
}

/// Whether the feeds of somebody are open: while they may sign in and see cases.
pub fn works_for(staff: &Staff) -> bool {
    staff.active && staff.role.may(Permission::SeeCases)
}

fn name_of(desk: &Desk, reach: &Reach) -> String {
    match reach {
        Reach::Own => "My data requests".to_owned(),
        Reach::Team => "All data requests".to_owned(),
        Reach::Controller(id) => {
            let brand = desk.controllers.get(id).map_or(id, |found| &found.brand);
            format!("{brand}: data requests")
        }
    }
}

fn appointments(desk: &Desk, tx: &mut dyn Tx, now: DateTime<Utc>, feed: &Feed) -> Result<Vec<Appointment>, WorkError> {
    let mut filter = QueueFilter::default();
    match &feed.reach {
        Reach::Own => filter.owner = Some(OwnerFilter::Of(feed.staff)),
        Reach::Controller(id) => filter.controller = Some(id.clone()),
        Reach::Team => {}
    }
    let mut all = later(tx, feed)?;
    let mut lines = listed(tx, now, &filter)?;
    lines.extend(listed(tx, now, &QueueFilter { closed: true, ..filter })?);
    for line in lines {
        match of_line(desk, tx, &line) {
            Ok(more) => all.extend(more),
            // One case whose dates contradict each other must not empty everybody's calendar.
            Err(error @ (WorkError::Dates(_) | WorkError::NoController | WorkError::Law(_))) => {
                tracing::error!(case = %line.case, %error, "a case has no place in a calendar");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

/// Erasures that wait for their day, of the cases of a feed.
fn later(tx: &mut dyn Tx, feed: &Feed) -> Result<Vec<Appointment>, WorkError> {
    let mut all = Vec::new();
    for deferred in tx.deferred_open(i64::try_from(MOST).unwrap_or(i64::MAX))? {
        let case = tx.case(deferred.case)?;
        if feed.reach.covers(&case, feed.staff) {
            all.push(of_deferred(&case.reference, deferred.id, deferred.last_day, None));
        }
    }
    Ok(all)
}

/// The cases of a filter: all open ones, or those that were closed in the last weeks.
fn listed(tx: &mut dyn Tx, now: DateTime<Utc>, filter: &QueueFilter) -> Result<Vec<QueueLine>, WorkError> {
    let today = now.date_naive();
    let oldest = today.checked_sub_days(REMEMBERED).unwrap_or(today);
    let (mut all, mut after): (Vec<QueueLine>, Option<QueueCursor>) = (Vec::new(), None);
    while all.len() < MOST {
        let page = tx.queue(filter, today, after, PAGE)?;
        after = page.last().map(QueueLine::cursor);
        let full = i64::try_from(page.len()).unwrap_or_default() == PAGE;
        let recent = |line: &QueueLine| !filter.closed || line.dates.sort.is_some_and(|day| day >= oldest);
        let all_recent = page.iter().all(recent);
        all.extend(page.into_iter().filter(recent));
        if !full || !all_recent {
            break;
        }
    }
    Ok(all)
}

fn of_line(desk: &Desk, tx: &mut dyn Tx, line: &QueueLine) -> Result<Vec<Appointment>, WorkError> {
    let controller = desk.controller(&line.controller)?;
    if line.complaint.is_some() {
        let Some(complaint) = tx.complaint(line.case)? else { return Ok(Vec::new()) };
        let clock = Clock::of(&complaint, &schedule(desk, controller)?)?;
        return Ok(of_complaint(&line.reference, &complaint, &clock, line.updated_at));
    }
    let mut all = Vec::new();
    for request in tx.requests(line.case)? {
        let terms = desk.terms_for(controller, &request)?;
        let reckoning = reckon(&request.history, request.right, &terms)?;
        all.extend(of_request(&line.reference, &request, &reckoning, line.updated_at));
    }
    // What is still owed stands in the feed however long its case is closed; here is what was done of late.
    let done = tx.deferred_of(line.case)?.into_iter().filter(|deferred| deferred.done_at.is_some());
    all.extend(done.map(|deferred| of_deferred(&line.reference, deferred.id, deferred.last_day, deferred.done_at)));
    Ok(all)
}
