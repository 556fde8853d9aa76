//! Everything about one case, read in one transaction: what the case page shows.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::casework::choices;
use super::counter::macros::macros_for;
use super::joining::linked;
use super::law_choice::{LawOfRequest, law_of, proposed};
use super::retention::{KeptCase, kept_case};
use super::together::sight::{last_look, sight_with};
use super::together::{Present, beside};
use super::{Desk, WorkError};
use crate::domain::amendment::Amending;
use crate::domain::audit::{self, Entry};
use crate::domain::case::{Case, Reference};
use crate::domain::clock::words::long_date;
use crate::domain::clock::{Question, Reckoning, WhatIf, reckon, what_if};
use crate::domain::complaint::Complaint;
use crate::domain::controller::Controller;
use crate::domain::erasure::Standing;
use crate::domain::ids::{CaseId, StaffId, TeamId};
use crate::domain::macros::Macro;
use crate::domain::office::{Absence, absent_on};
use crate::domain::personal::Personal;
use crate::domain::request::next::{asks_for_another, is_own_work, most_pressing};
use crate::domain::request::{
    Actor, CommandKind, Facts, Refused, Request, State, Straight, Suggestion, WeighsMore, suggest,
};
use crate::domain::right::Right;
use crate::domain::showing::{Sight, still_looks};
use crate::domain::task_link::TaskLink;
use crate::domain::telling::Telling;
use crate::domain::transmission::{Transmission, TransmissionState};
use crate::ports::store::amendments::StoredAmendment;
use crate::ports::store::deferrals::Deferred;
use crate::ports::store::delivery::Disclosure;
use crate::ports::store::documents::{CaseFileRecord, Document};
use crate::ports::store::erasures::{Erasure, ErasurePart};
use crate::ports::store::findings::{CollectionCount, Gathering, SystemState};
use crate::ports::store::jobs::JobLine;
use crate::ports::store::links::LinkKind;
use crate::ports::store::outbox::MailLine;
use crate::ports::store::staff::Staff;
use crate::ports::store::tasks::{Note, Task};
use crate::ports::store::teams::Team;
use crate::ports::store::uploads::{Holder, Upload};
use crate::ports::store::views::QueueLine;
use crate::ports::store::{StoreError, Tx};

/// Tags that are offered.
const KNOWN_TAGS: i64 = 100;

/// One case.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The case itself.
    pub case: Case,
    /// Its requests.
    pub requests: Vec<RequestFile>,
    /// The request whose suggestion stands at the top of the page.
    pub pressing: usize,
    /// Mail to the person.
    pub mails: Vec<MailLine>,
    /// Notes to each other.
    pub notes: Vec<Note>,
    /// Files that staff put with it.
    pub files: Vec<CaseFileRecord>,
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Files that the person gave us.
    pub uploads: Vec<Upload>,
    /// Links by which somebody outside was asked.
    pub task_links: Vec<TaskLink>,
    /// Notices to those who had received the data (Article 19).
    pub tellings: Vec<Telling>,
    /// Packages that go straight to another company (Article 20(2)).
    pub transmissions: Vec<Transmission>,
    /// Its lines of the case log.
    pub log: Vec<Entry>,
    /// What was delivered.
    pub disclosures: Vec<Disclosure>,
    /// Jobs that are not done.
    pub jobs: Vec<JobLine>,
    /// Other cases from the same address.
    pub seen_before: Vec<QueueLine>,
    /// Complaints about its requests.
    pub complaints: Vec<(Reference, Complaint)>,
    /// How long it is kept.
    pub kept: KeptCase,
    /// What was kept and is erased later.
    pub deferred: Vec<Deferred>,
    /// What colleagues do together on it.
    pub together: TogetherFile,
    /// Everybody at the desk.
    pub colleagues: Colleagues,
    /// Whether whoever reads it is shown personal values masked only.
    pub masked: bool,
    /// How they see it, and why.
    pub sight: Sight,
    /// Whether whoever reads it asked a short while ago to see it in full.
    pub looks: bool,
    /// The instant of reading.
    pub now: DateTime<Utc>,
    /// The local day of reading.
    pub today: NaiveDate,
}

/// What colleagues do together on a case.
#[derive(Clone, Debug, Default)]
pub struct TogetherFile {
    /// Its tags.
    pub tags: Vec<String>,
    /// Tags that cases have.
    pub known_tags: Vec<String>,
    /// Who watches it.
    pub watchers: Vec<StaffId>,
    /// Who has it open.
    pub beside: Vec<Present>,
    /// The team that it was given to.
    pub team: Option<TeamId>,
    /// Teams that it can be given to.
    pub teams: Vec<Team>,
    /// Macros that whoever reads is offered.
    pub macros: Vec<Macro>,
    /// Cases that belong with it: reference, how, and whether this case is the first of the two.
    pub links: Vec<(Reference, LinkKind, bool)>,
}

impl TogetherFile {
    fn read(tx: &mut dyn Tx, case: CaseId, now: DateTime<Utc>, reader: Actor) -> Result<Self, WorkError> {
        Ok(Self {
            tags: tx.tags_of(case)?,
            known_tags: tx.known_tags(KNOWN_TAGS)?,
            watchers: tx.watchers(case)?,
            beside: beside(tx, case, now)?,
            team: tx.team_of(case)?,
            teams: tx.teams()?.into_iter().filter(|team| team.active).collect(),
            macros: reader.staff().map_or(Ok(Vec::new()), |reader| macros_for(tx, reader))?,
            links: linked(tx, case)?,
        })
    }
}

/// One request with what belongs to it.
#[derive(Clone, Debug)]
pub struct RequestFile {
    /// The request itself.
    pub request: Request,
    /// What the person said about it.
    pub detail: Personal,
    /// Its clock.
    pub reckoning: Reckoning,
    /// What might be done or happen next, and the date that it would give.
    pub what_if: Vec<WhatIf>,
    /// The law that it is answered under.
    pub law: LawOfRequest,
    /// Each command, and why not where it is not possible.
    pub choices: Vec<(CommandKind, Option<Refused>)>,
    /// How far each system is.
    pub systems: Vec<Gathering>,
    /// Findings by collection.
    pub counts: Vec<CollectionCount>,
    /// Files that may go into the answer.
    pub documents: Vec<Document>,
    /// What to do next.
    pub suggestion: Suggestion,
    /// The erasure that the program carries out, with how far each system is.
    pub erasure: Option<(Erasure, Vec<ErasurePart>)>,
    /// Corrections and marks in the systems.
    pub amendments: Vec<StoredAmendment>,
}

/// Everybody at the desk, by id, and when they are away.
#[derive(Clone, Debug, Default)]
pub struct Colleagues {
    staff: BTreeMap<StaffId, Staff>,
    absences: Vec<Absence>,
}

impl Colleagues {
    /// Reads them.
    pub fn read(tx: &mut dyn Tx) -> Result<Self, WorkError> {
        let staff = tx.all_staff()?.into_iter().map(|staff| (staff.id, staff)).collect();
        Ok(Self { staff, absences: tx.absences()? })
    }

    /// Somebody.
    pub fn of(&self, id: StaffId) -> Option<&Staff> {
        self.staff.get(&id)
    }

    /// When people are away.
    pub fn absences(&self) -> &[Absence] {
        &self.absences
    }

    /// Until when somebody is away, and who stands in: "away until 4 December 2026, Ruth Calder stands in". `None` when they are there.
    pub fn away(&self, id: StaffId, today: NaiveDate) -> Option<String> {
        let absence = absent_on(id, today, &self.absences)?;
        let stands_in = match absence.deputy {
            Some(deputy) => format!("{} stands in", self.name(deputy)),
            None => "nobody stands in".to_owned(),
        };
        Some(format!("away until {}, {stands_in}", long_date(absence.until)))
    }

    /// Somebody's name.
    pub fn name(&self, id: StaffId) -> String {
        self.staff.get(&id).map_or_else(|| "somebody who has left".to_owned(), |staff| staff.name.clone())
    }

    /// Who an actor of the case log is: `staff:…`, `person` or `system`.
    pub fn actor(&self, code: &str) -> String {
        match code.split_once(':') {
            Some(("staff", id)) => StaffId::parse(id).map_or_else(|| code.to_owned(), |id| self.name(id)),
            _ if code == "person" => "The person".to_owned(),
            _ => "Rightsdesk".to_owned(),
        }
    }

    /// Everybody, by name.
    pub fn all(&self) -> Vec<&Staff> {
        let mut all: Vec<&Staff> = self.staff.values().collect();
        all.sort_by_key(|staff| staff.name.to_lowercase());
        all
    }
}

/// Reads a case by its reference.
pub fn open_case(desk: &Desk, actor: Actor, reference: &Reference) -> Result<CaseFile, WorkError> {
    let reference = reference.clone();
    desk.read(move |desk, tx, now| {
        let case = tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?;
        read_case(desk, tx, now, actor, case)
    })
}

/// Reads a case in a transaction that does more.
pub fn read_case(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    actor: Actor,
    case: Case,
) -> Result<CaseFile, WorkError> {
    let controller = desk.controller(&case.controller)?;
    let shared = Shared {
        tasks: tx.tasks_of(case.id)?,
        disclosures: tx.disclosures_of(case.id)?,
        jobs: tx.jobs_of(case.id)?,
        log: tx.log_of(case.id)?,
        uploads: tx.uploads_of(Holder::Case(case.id))?,
    };
    let looked = last_look(&shared.log, actor);
    let sight = sight_with(desk, now, actor, &case, looked)?;
    let mut requests = Vec::new();
    for request in tx.requests(case.id)? {
        requests.push(read_request(
            &Reading { desk, now, actor, controller, case: &case, shared: &shared },
            tx,
            request,
        )?);
    }
    let suggestions: Vec<_> = requests
        .iter()
        .map(|file| (file.reckoning.due.or(Some(file.reckoning.shadow_due)), &file.suggestion))
        .collect();
    let pressing = most_pressing(&suggestions).unwrap_or_default();
    Ok(CaseFile {
        masked: sight.is_masked(),
        sight,
        looks: still_looks(looked, now),
        pressing,
        mails: tx.mail_of(case.id)?,
        notes: tx.notes_of(case.id)?,
        files: tx.case_files(case.id)?,
        task_links: tx.task_links_of(case.id)?,
        tellings: tx.tellings_in(case.id)?,
        transmissions: tx.transmissions_in(case.id)?,
        log: shared.log,
        uploads: shared.uploads,
        seen_before: tx.seen_before(case.requester.email.reveal(), case.id)?,
        complaints: tx.complaints_about(case.id)?,
        deferred: tx.deferred_of(case.id)?,
        together: TogetherFile::read(tx, case.id, now, actor)?,
        colleagues: Colleagues::read(tx)?,
        kept: kept_case(desk, tx, &case)?,
        today: desk.local_date(desk.controller(&case.controller)?, now)?,
        tasks: shared.tasks,
        disclosures: shared.disclosures,
        jobs: shared.jobs,
        requests,
        case,
        now,
    })
}

/// What the requests of a case share while they are read.
struct Shared {
    tasks: Vec<Task>,
    disclosures: Vec<Disclosure>,
    jobs: Vec<JobLine>,
    log: Vec<Entry>,
    uploads: Vec<Upload>,
}

struct Reading<'a> {
    desk: &'a Desk,
    now: DateTime<Utc>,
    actor: Actor,
    controller: &'a Controller,
    case: &'a Case,
    shared: &'a Shared,
}

fn read_request(reading: &Reading<'_>, tx: &mut dyn Tx, request: Request) -> Result<RequestFile, WorkError> {
    let systems = tx.gatherings(request.id)?;
    let counts = tx.finding_counts(request.id)?;
    let documents = tx.documents_of(request.id)?;
    let choices = choices(reading.desk, tx, reading.now, reading.actor, &request)?;
    let beside = Beside {
        copy_outstanding: super::casework::copy_outstanding(tx, &request)?,
        erasure: super::erasure::standing(tx, &request)?,
        on_hold: tx.hold(reading.case.id)?.is_some(),
        amending: super::amending::standing(tx, &request)?,
        weighed: super::around::around(tx, &request)?.weighed.map(|weighing| weighing.outcome),
        straight: under_way(&tx.transmissions_of(request.id)?),
        documents: documents.len(),
        undecided: documents.iter().filter(|document| document.decision.is_none()).count(),
    };
    let facts = facts(reading, &request, &systems, &counts, beside);
    let terms = reading.desk.terms_for(reading.controller, &request)?;
    let open = request.state.is_open();
    Ok(RequestFile {
        detail: tx.request_detail(request.id)?,
        reckoning: reckon(&request.history, request.right, &terms)?,
        what_if: if open { what_if(&request.history, request.right, &terms, reading.now) } else { Vec::new() },
        law: LawOfRequest {
            proposed: if open {
                proposed(reading.desk, reading.controller, &reading.shared.log, &request)
            } else {
                None
            },
            ..law_of(reading.desk, reading.controller, &terms)
        },
        suggestion: suggest(&request, &facts),
        erasure: match tx.erasure(request.id)? {
            Some(erasure) => Some((erasure, tx.erasure_parts(request.id)?)),
            None => None,
        },
        amendments: tx.amendments_of(request.id)?,
        choices,
        systems,
        counts,
        documents,
        request,
    })
}

/// What stands beside a request and weighs on its next step.
#[derive(Clone, Copy)]
struct Beside {
    copy_outstanding: bool,
    erasure: Standing,
    on_hold: bool,
    amending: Amending,
    weighed: Option<WeighsMore>,
    straight: Option<Straight>,
    documents: usize,
    undecided: usize,
}

fn facts(
    reading: &Reading<'_>,
    request: &Request,
    systems: &[Gathering],
    counts: &[CollectionCount],
    beside: Beside,
) -> Facts {
    let Beside { copy_outstanding, erasure, on_hold, amending, weighed, straight, documents, undecided } = beside;
    let count = |n: i64| usize::try_from(n).unwrap_or_default();
    let settled = |part: &&Gathering| matches!(part.state, SystemState::Done | SystemState::Skipped);
    let of_request = |disclosure: &&Disclosure| disclosure.request == request.id && disclosure.revoked_at.is_none();
    let disclosure = reading.shared.disclosures.iter().find(of_request);
    let open = reading.shared.tasks.iter().filter(|task| task.request == request.id && task.answer.is_none());
    Facts {
        confirmed: reading.case.email_confirmed_at.is_some(),
        on_behalf: asks_for_another(&reading.case.on_behalf),
        systems: systems.len(),
        answered: systems.iter().filter(settled).count(),
        need_person: systems.iter().filter(|part| part.state == SystemState::NeedsPerson).count(),
        open_tasks: open.count(),
        undecided: if request.right == Right::Erasure {
            0
        } else {
            count(counts.iter().map(|part| part.open).sum()) + undecided
        },
        findings: count(counts.iter().map(|part| part.rows).sum()) + documents,
        copy_outstanding,
        own_work: is_own_work(request, reading.actor) && !reading.desk.is_solo(),
        package_ready: disclosure.is_some(),
        downloads: disclosure.map_or(0, |disclosure| count(disclosure.downloads)),
        cooling_off: request.state == State::Executing && request.not_before.is_some_and(|until| reading.now < until),
        waited_days: open_question(request).map(|question| (reading.now - question.asked).num_days()),
        stuck: reading
            .shared
            .jobs
            .iter()
            .filter(|job| job.state == "needs_person")
            .find_map(|job| job.last_error.clone()),
        erasure,
        on_hold,
        amending,
        weighed,
        straight,
        unread: reading.shared.uploads.iter().filter(|upload| upload.seen_at.is_none()).count(),
    }
}

/// How far the package is for which the answer waits; one that needs a person before one that is being sent.
fn under_way(transmissions: &[Transmission]) -> Option<Straight> {
    let straight = |one: &Transmission| match one.state {
        TransmissionState::Due => Some(Straight::UnderWay),
        TransmissionState::Stuck => Some(Straight::Stuck),
        _ => None,
    };
    transmissions.iter().filter_map(straight).max()
}

fn open_question(request: &Request) -> Option<Question> {
    let asked = request.history.questions().map(|(_, question)| question);
    asked.filter(Question::is_open).last()
}

/// Whether each line says what was written: its own hash, and its content against the commitment. Whether lines are missing
/// is asked of the whole chain, on the log's own page.
pub fn is_intact(log: &[Entry]) -> bool {
    log.iter().all(|entry| {
        let genuine = audit::hash(entry) == entry.hash;
        let content = match (&entry.salt, &entry.content) {
            (Some(salt), Some(content)) => audit::commit(salt, content) == entry.commitment,
            (None, None) => true,
            _ => false,
        };
        genuine && content
    })
}
