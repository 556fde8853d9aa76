//! The daily job that erases what had been kept until now.
//!
//! It runs as often as it likes: what is done is written down, what cannot be done says why and is tried again.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::json;

use super::approved::Matter;
use super::deciding::decisions;
use super::papers::open;
use crate::domain::datamap::{self, DataMap};
use crate::domain::disclosure::Voice;
use crate::domain::erasure::{Action, MaskSecret};
use crate::domain::ids::DeferredId;
use crate::domain::notice::{Message, Notice, RecipientAct};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::domain::telling::Touched;
use crate::ports::journal::{ErasureJournal, JournalError};
use crate::ports::store::deferrals::Deferred;
use crate::ports::systems::Systems;
use crate::workflow::casework::{case_of, copy_outstanding};
use crate::workflow::erasing::{CollectionErasure, ErasurePlan, SystemErasure, carry_out, look_by_key, plan_known};
use crate::workflow::journal::{Line, record};
use crate::workflow::mapping::pinned;
use crate::workflow::notices::Matter as Letter;
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::search::connectors;
use crate::workflow::telling::{Change, tell_recipients};
use crate::workflow::{Desk, Lease, Setback, WorkError};

/// The most that one run looks at; the next goes on.
const AT_ONCE: i64 = 200;

/// What came of one entry.
enum Came {
    /// So many rows went or were emptied; the rest is kept until a later day.
    Done { erased: u64, later: Option<NaiveDate>, touched: Vec<Touched> },
    /// It could not be done.
    Not(String),
}

/// Erases everything whose last day is over.
pub fn erase_due(desk: &Desk, systems: &dyn Systems, lease: Lease) -> Result<(), Setback> {
    // No zone is further ahead of UTC than 14 hours; each entry is then asked by its own controller's date.
    let latest = (desk.clock.now() + TimeDelta::hours(14)).date_naive();
    let due = desk.read(move |_, tx, _| Ok(tx.deferred_before(latest, AT_ONCE)?))?;
    for kept in due {
        let today = desk.local_date(desk.controller(&kept.controller)?, desk.clock.now())?;
        if kept.last_day < today {
            one(desk, systems, lease, kept, today)?;
        }
    }
    Ok(lease.write(desk, move |_, tx, _| lease.done_in(tx))?)
}

fn one(desk: &Desk, systems: &dyn Systems, lease: Lease, kept: Deferred, today: NaiveDate) -> Result<(), Setback> {
    let matter = Matter::read(desk, kept.request)?;
    let systems = &pinned(desk, systems, kept.request)?;
    let request = matter.request.clone();
    let stopped = desk.read(move |_, tx, _| {
        Ok(match (tx.hold(request.case)?.is_some(), copy_outstanding(tx, &request)?) {
            (true, _) => Some("a legal hold stands on this case; it is erased when the hold is lifted"),
            (_, true) => Some("the same person asked for a copy; it is erased when that is delivered"),
            _ => None,
        })
    })?;
    let came = match stopped {
        Some(why) => Came::Not(why.to_owned()),
        None => match systems.map(&kept.map) {
            Some(map) => carried(desk, systems, lease, &matter, &map, &kept, today)?,
            None => Came::Not(format!("the data map {} is not there any more", kept.map)),
        },
    };
    Ok(lease.write(desk, move |desk, tx, now| write_down(desk, tx, now, &kept, came))?)
}

/// Decides the kept rows anew, by today, and erases what nothing keeps any more.
fn carried(
    desk: &Desk,
    systems: &dyn Systems,
    lease: Lease,
    matter: &Matter,
    map: &DataMap,
    kept: &Deferred,
    today: NaiveDate,
) -> Result<Came, Setback> {
    let mut known: Vec<SystemErasure> = Vec::new();
    for paper in open(desk, &kept.object)?.into_iter().filter(|paper| paper.map == kept.map) {
        known.extend(paper.plan.systems.into_iter().map(|part| only_due(part, kept.last_day)));
    }
    let names = known.iter().map(|part| part.system.clone()).collect();
    let way = matter.way(map, &names)?;
    let question = matter.question(map, &way);
    let mut ways = connectors(systems, &way);
    let decided = decisions(desk, matter.erasure.as_ref())?;
    let mut plan = match plan_known(&question, &mut ways, &known, today, &decided) {
        Ok(plan) => plan,
        Err(error) => return Ok(Came::Not(error.to_string())),
    };
    let obstacles = plan.obstacles();
    if !obstacles.is_empty() {
        return Ok(Came::Not(obstacles.join("; ")));
    }
    let secret = MaskSecret::new(desk.entropy.bytes32());
    let mut fence = Fence { desk, lease, kept: kept.id };
    let carried = match carry_out(&question, &mut ways, &mut plan, &BTreeSet::default(), &mut fence, &secret) {
        Ok(carried) => carried,
        Err(error) => return Ok(Came::Not(error.to_string())),
    };
    match look_by_key(&question, &mut ways, &plan) {
        Ok(remains) if remains.is_empty() => Ok(match undecided(&plan) {
            0 => Came::Done {
                erased: carried.erased + carried.emptied,
                later: later(&plan, today),
                touched: gone(map, &known, &plan),
            },
            rows => Came::Not(format!("a person decides about {rows} of the rows: look at them in the system itself")),
        }),
        Ok(remains) => {
            let rows: u64 = remains.values().sum();
            Ok(Came::Not(format!("a second search still found {rows} of the rows")))
        }
        Err(error) => Ok(Came::Not(format!("the second search did not end: {error}"))),
    }
}

/// Rows about which a person decides, because they are not what was decided about once, or the map says so now.
fn undecided(plan: &ErasurePlan) -> usize {
    plan.rows().filter(|row| row.ruling.action == Action::Review).count()
}

/// The rows of a system that were kept until this day or an earlier one.
fn only_due(part: SystemErasure, last_day: NaiveDate) -> SystemErasure {
    let due = |mut held: CollectionErasure| {
        held.rows.retain(|row| row.ruling.until.is_some_and(|until| until <= last_day));
        held
    };
    SystemErasure { system: part.system, collections: part.collections.into_iter().map(due).collect() }
}

/// What is gone of the rows that were due. Counted by what stays: rows that went in a run which fell before it was written down are
/// told of, too.
fn gone(map: &DataMap, known: &[SystemErasure], plan: &ErasurePlan) -> Vec<Touched> {
    let stays = |system: &str, collection: &str| {
        let left = plan.rows().filter(|row| row.system == system && row.collection == collection);
        left.filter(|row| !row.ruling.changes()).count()
    };
    let mut touched = Vec::new();
    for part in known {
        let Some(system) = map.system(&part.system) else { continue };
        let fewer = |held: &&CollectionErasure| stays(&part.system, &held.name) < held.rows.len();
        let gone = part.collections.iter().filter(fewer);
        touched.extend(gone.map(|held| datamap::touched(system, &held.name)));
    }
    touched
}

/// The last day of what another rule keeps longer.
fn later(plan: &ErasurePlan, today: NaiveDate) -> Option<NaiveDate> {
    plan.rows().filter_map(|row| row.ruling.until).filter(|until| *until >= today).min()
}

/// No journal is needed to go on, because everything is decided anew; but nothing begins without the lease, or on hold.
struct Fence<'a> {
    desk: &'a Desk,
    lease: Lease,
    kept: DeferredId,
}

impl ErasureJournal for Fence<'_> {
    fn append(&mut self, _line: &str) -> Result<(), JournalError> {
        Ok(())
    }

    fn sync(&mut self) -> Result<(), JournalError> {
        let kept = self.kept;
        let held = self.lease.write(self.desk, move |_, tx, _| {
            let case = tx.deferred(kept)?.case;
            Ok(tx.hold(case)?.is_some())
        });
        match held {
            Ok(false) => Ok(()),
            Ok(true) => Err(JournalError::Failed("a legal hold stands on this case".to_owned())),
            Err(error) => Err(JournalError::Failed(error.to_string())),
        }
    }

    fn conclude(&mut self, _line: &str) -> Result<(), JournalError> {
        Ok(())
    }
}

fn write_down(
    desk: &Desk,
    tx: &mut dyn crate::ports::store::Tx,
    now: DateTime<Utc>,
    kept: &Deferred,
    end: Came,
) -> Result<(), WorkError> {
    let (request, case) = case_of(tx, kept.request)?;
    let line = |kind, content| Line::of_request(request.id, Actor::System, kind, content);
    match end {
        // The same trouble is not written twice.
        Came::Not(why) if kept.message.as_ref() == Some(&why) => Ok(()),
        Came::Not(why) => {
            tx.put_deferred(&Deferred { message: Some(why.clone()), ..kept.clone() })?;
            record(desk, tx, &case, now, &line("kept_not_erased", json!({ "title": kept.title, "why": why })))
        }
        Came::Done { erased, later, touched } => {
            let rows = i64::try_from(erased).unwrap_or(i64::MAX);
            let done = Deferred { message: None, done_at: Some(now), erased: rows, ..kept.clone() };
            tx.put_deferred(&done)?;
            if let Some(last_day) = later {
                let id = DeferredId::new(now, desk.entropy.bytes10());
                tx.put_deferred(&Deferred { id, last_day, erased: 0, done_at: None, ..done })?;
            }
            let content = json!({ "title": kept.title, "rows": erased, "why": kept.title });
            record(desk, tx, &case, now, &line("kept_until_now_erased", content))?;
            let act = RecipientAct::Erase;
            let change = Change { case: &case, request: &request, act, touched: &touched, occasion: Some(kept.id) };
            tell_recipients(desk, tx, now, &change)?;
            tell(desk, tx, now, kept, &case)
        }
    }
}

/// A word to the person, where the company wishes it.
fn tell(
    desk: &Desk,
    tx: &mut dyn crate::ports::store::Tx,
    now: DateTime<Utc>,
    kept: &Deferred,
    case: &crate::domain::case::Case,
) -> Result<(), WorkError> {
    if !desk.settings.tell_when_kept_is_erased || case.requester.email.is_empty() {
        return Ok(());
    }
    let request = tx.request(kept.request)?;
    let controller = desk.controller(&case.controller)?;
    let letter = Letter { desk, controller, terms: desk.terms_for(controller, &request)?, case, now };
    let language = desk.languages.of(&case.requester.language);
    let title = Voice::new(controller, &language).plain(&kept.title);
    let said = [
        language.say("letter.deed.kept_until").with("date", language.long_date(kept.last_day)).plain(),
        language.say("letter.deed.now_erased").with("what", title).plain(),
    ];
    let paragraphs = said.into_iter().map(Personal::new).collect();
    let notice = Notice::Message(Message { about: letter.about(vec![Right::Erasure]), paragraphs, signed: None });
    let key = format!("kept_erased:{}", kept.id);
    queue_mail(desk, tx, controller, now, Envelope::to_requester(case, key), &notice).map(drop)
}
