//! The search in the systems, as it goes on: who has answered, who needs a person, what to do about it.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde_json::json;

use super::case::reference_in;
use super::case_view::{HeadView, file_name, request_base, said_words};
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::live::{News, follow};
use super::shown::{count, thousands};
use super::slip::Slip;
use crate::domain::access::Permission;
use crate::domain::case::Reference;
use crate::domain::ids::RequestId;
use crate::domain::request::{Actor, State};
use crate::ports::store::StoreError;
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::tasks::{Task, TaskAnswerKind};
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page_told};
use crate::web::fields::{Fields, Posted};
use crate::web::icons::Icon;
use crate::workflow::casefile::{CaseFile, RequestFile, open_case};
use crate::workflow::search::{self, Candidate, candidates};
use crate::workflow::signing_in::StaffDoor;
use crate::workflow::{Desk, WorkError, task_links, tasks};

/// The page.
#[derive(Template)]
#[template(path = "console/gathering.html")]
struct GatheringView {
    frame: DeskFrame,
    head: HeadView,
    right: &'static str,
    base: String,
    summary: String,
    is_open: bool,
    is_running: bool,
    may_handle: bool,
    systems: Vec<SystemView>,
    tasks: Vec<TaskView>,
    /// The languages in which people outside can be written to, by their codes.
    languages: Vec<(String, String)>,
    slip: Slip,
}

/// A system of the search.
struct SystemView {
    key: String,
    title: String,
    icon: Icon,
    class: &'static str,
    state: &'static str,
    message: String,
    rows: String,
    when: String,
    retryable: bool,
    skippable: bool,
    persons: Vec<PersonView>,
    task: Option<TaskView>,
}

/// One of several persons whom the identities fit.
struct PersonView {
    choice: String,
    label: String,
}

/// A task for a person.
#[derive(Clone)]
struct TaskView {
    id: String,
    system: String,
    title: String,
    answer: String,
    note: String,
    file: String,
    open: bool,
    /// Where its link stands, with the next step; empty where there is none.
    link: String,
    /// Whether the link can be answered.
    link_works: bool,
    /// To whom a link goes that is sent now.
    to: String,
    to_name: String,
    /// The code of the language in which it is written; empty for the company's own.
    language: String,
}

/// Whether a system owes nothing any more.
pub const fn is_settled(state: SystemState) -> bool {
    matches!(state, SystemState::Done | SystemState::Skipped)
}

/// GET …/gathering
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, &reference_in(&path.0)?, &path.1, Slip::default()).await
}

/// The page with what went wrong with a form on it.
pub async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: &Reference,
    right: &str,
    slip: Slip,
) -> Result<HttpResponse, WebError> {
    let (actor, wanted, code) = (signed_in.actor(), reference.clone(), right.to_owned());
    let may_handle = signed_in.staff.role.may(Permission::HandleCases);
    let (frame, (file, persons)) = framed(desk, signed_in, String::new(), move |desk| {
        let file = open_case(desk, actor, &wanted)?;
        let part = file.requests.iter().find(|part| part.request.right.code() == code);
        let asked = part.filter(|part| may_handle && !file.masked && needs_person(part));
        let persons = asked.map_or(Ok(Vec::new()), |part| candidates(desk, actor, part.request.id))?;
        Ok((file, persons))
    })
    .await?;
    let part = file.requests.iter().find(|part| part.request.right.code() == right).ok_or(WebError::NotFound)?;
    let (controller, is_open) = (desk.controller(&file.case.controller)?, part.request.state == State::Gathering);
    let zone = desk.terms(controller)?.zone;
    let head = HeadView::of(&file, controller, zone, signed_in.staff.id);
    let systems: Vec<SystemView> =
        part.systems.iter().map(|system| SystemView::of(system, &file, &persons, is_open, zone)).collect();
    let shown = |task: &&Task| task.request == part.request.id && !part.systems.iter().any(|s| s.system == task.system);
    let view = GatheringView {
        right: part.request.right.name(),
        base: request_base(&head.base, part),
        summary: summary(part),
        is_running: is_running(part),
        tasks: file.tasks.iter().filter(shown).map(|task| TaskView::of(task, &file, &head.base, zone)).collect(),
        languages: desk.languages.all().map(|one| (one.code().to_owned(), one.name())).collect(),
        is_open,
        may_handle,
        systems,
        slip,
        frame,
        head,
    };
    page_told(&view, view.slip.is_there())
}

fn needs_person(part: &RequestFile) -> bool {
    part.systems.iter().any(|system| system.state == SystemState::NeedsPerson)
}

/// GET …/gathering/progress: how far each system is, for the page that is open.
pub async fn progress(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference, right) = (signed_in.actor(), reference_in(&path.0)?, path.1.clone());
    let news = at_desk(&desk, move |desk| news(desk, actor, &reference, &right)).await?;
    Ok(HttpResponse::Ok().json(news.content))
}

/// GET …/gathering/live: the same as it happens.
pub async fn live(
    desk: web::Data<Desk>,
    door: web::Data<StaffDoor>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference, right) = (signed_in.actor(), reference_in(&path.0)?, path.1.clone());
    follow(desk, door, &signed_in, move |desk| news(desk, actor, &reference, &right)).await
}

fn news(desk: &Desk, actor: Actor, reference: &Reference, right: &str) -> Result<News, WorkError> {
    let file = open_case(desk, actor, reference)?;
    let part = file.requests.iter().find(|part| part.request.right.code() == right).ok_or(StoreError::NotFound)?;
    let line =
        |system: &Gathering| json!({ "system": system.system, "state": looks(system.state).2, "rows": rows(system) });
    let systems: Vec<_> = part.systems.iter().map(line).collect();
    Ok(News { content: json!({ "summary": summary(part), "systems": systems }), over: !is_running(part) })
}

/// Whether a system still works by itself.
fn is_running(part: &RequestFile) -> bool {
    let works = |state| !is_settled(state) && state != SystemState::NeedsPerson;
    part.request.state == State::Gathering && part.systems.iter().any(|system| works(system.state))
}

/// POST …/gathering/retry
pub async fn retry(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    with_system(&desk, &signed_in, &path, posted, |desk, actor, request, fields| {
        tasks::retry(desk, actor, request, &fields.0)
    })
    .await
}

/// POST …/gathering/skip
pub async fn skip(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    with_system(&desk, &signed_in, &path, posted, |desk, actor, request, fields| {
        tasks::skip(desk, actor, request, &fields.0, &fields.1)
    })
    .await
}

/// POST …/gathering/choose: which of several persons is meant.
pub async fn choose(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    with_system(&desk, &signed_in, &path, posted, |desk, actor, request, fields| {
        search::choose(desk, actor, request, &fields.0, &fields.1)
    })
    .await
}

/// Reads which system is meant and does something about it; what is wrong is said on the page itself.
async fn with_system<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    path: &web::Path<(String, String)>,
    posted: Posted,
    work: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, Actor, RequestId, &(String, String)) -> Result<(), WorkError> + Send + 'static,
{
    let fields: Fields = posted.verified(&signed_in.key())?;
    let why = if fields.one("choice")?.is_empty() { "reason" } else { "choice" };
    let given = (fields.one("system")?.to_owned(), fields.one(why)?.to_owned());
    let (reference, right, actor) = (reference_in(&path.0)?, path.1.clone(), signed_in.actor());
    let (wanted, code) = (reference.clone(), right.clone());
    let slip = match why {
        "reason" if !fields.has("choose") => Slip::at(format!("skip-{}", given.0), "", given.1.clone()),
        _ => Slip::at(format!("choice-{}-1", given.0), "", ""),
    };
    let done = at_desk(desk, move |desk| {
        let request = desk.read(move |_, tx, _| {
            let case = tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?;
            let mut requests = tx.requests(case.id)?.into_iter();
            Ok(requests.find(|request| request.right.code() == code).ok_or(StoreError::NotFound)?)
        })?;
        work(desk, actor, request.id, &given)
    });
    match done.await {
        Ok(()) => Ok(go_to(&format!("/console/case/{reference}/{right}/gathering"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(desk, signed_in, &reference, &right, Slip { what, ..slip }).await
        }
        Err(other) => Err(other),
    }
}

fn summary(part: &RequestFile) -> String {
    let all = part.systems.len();
    let settled = part.systems.iter().filter(|system| is_settled(system.state)).count();
    let found: i64 = part.systems.iter().map(|system| system.rows).sum();
    let found = count(usize::try_from(found).unwrap_or_default(), "finding", "findings");
    match (all, part.request.state) {
        (0, State::Gathering) => "The search is being prepared.".to_owned(),
        (0, _) => "The search starts when it is clear who is asking.".to_owned(),
        _ => format!("{settled} of {} settled, {found} so far.", count(all, "system", "systems")),
    }
}

fn rows(system: &Gathering) -> String {
    let n = usize::try_from(system.rows).unwrap_or_default();
    match (system.state, n) {
        (SystemState::Waiting | SystemState::Skipped, 0) => String::new(),
        (SystemState::Done, 0) => "nothing there".to_owned(),
        (SystemState::Done, n) => format!("{} found", thousands(n)),
        (_, n) => format!("{} so far", thousands(n)),
    }
}

/// Icon, class and words of how far a system is.
const fn looks(state: SystemState) -> (Icon, &'static str, &'static str) {
    match state {
        SystemState::Waiting => (Icon::Wait, "", "Waiting for its turn"),
        SystemState::Running => (Icon::Store, "accent", "Searching"),
        SystemState::Done => (Icon::Done, "ok", "Answered"),
        SystemState::Retrying => (Icon::Down, "warn", "Not reached, will be tried again"),
        SystemState::NeedsPerson => (Icon::Alert, "warn", "Needs you"),
        SystemState::Skipped => (Icon::Objection, "", "Left out"),
    }
}

impl SystemView {
    fn of(system: &Gathering, file: &CaseFile, persons: &[Candidate], is_open: bool, zone: chrono_tz::Tz) -> Self {
        let persons: Vec<PersonView> =
            persons.iter().filter(|person| is_open && person.system == system.system).map(PersonView::of).collect();
        let (icon, class, state) = looks(system.state);
        let task = file.tasks.iter().find(|task| task.request == system.request && task.system == system.system);
        let settled = is_settled(system.state);
        // Where its link stands is said once, beside what can be done about it.
        let sent = task.and_then(|task| file.task_links.iter().rev().find(|link| link.task == task.id));
        let link = sent.map(|link| task_links::line(link, zone)).unwrap_or_default();
        // What stands at a system that was left out is the reason a colleague gave.
        let hidden = file.masked && system.state == SystemState::Skipped;
        let message = system.message.clone().filter(|words| *words != link && !hidden);
        Self {
            key: system.system.clone(),
            title: system.title.clone(),
            icon,
            class,
            state,
            message: message.unwrap_or_default(),
            rows: rows(system),
            when: system.updated_at.with_timezone(&zone).format("%-d %B, %H:%M").to_string(),
            retryable: is_open
                && matches!(system.state, SystemState::Retrying | SystemState::NeedsPerson)
                && task.is_none()
                && persons.is_empty(),
            persons,
            skippable: is_open && !settled,
            task: task.map(|task| TaskView::of(task, file, &format!("/console/case/{}", file.case.reference), zone)),
        }
    }
}

impl PersonView {
    fn of(person: &Candidate) -> Self {
        Self { choice: person.choice.clone(), label: person.label.reveal().to_owned() }
    }
}

impl TaskView {
    fn of(task: &Task, file: &CaseFile, base: &str, zone: chrono_tz::Tz) -> Self {
        let said = task.answer.as_ref();
        let sent = file.task_links.iter().rev().find(|link| link.task == task.id);
        let outside = sent.map_or("Somebody outside", |link| link.policy.spoken());
        let by = said.and_then(|answer| answer.by).map_or_else(|| outside.to_owned(), |by| file.colleagues.name(by));
        let (words, upload) = match said.map(|answer| &answer.kind) {
            None => (String::new(), String::new()),
            Some(TaskAnswerKind::NothingHeld) => (format!("{by}: nothing is held there."), String::new()),
            Some(TaskAnswerKind::Done) => (format!("{by}: done."), String::new()),
            Some(TaskAnswerKind::File { name, bytes, .. }) => (
                format!("{by} uploaded {}, {}.", file_name(file, name), super::delivery::size(*bytes)),
                format!("{base}/task/{}/file", task.id),
            ),
        };
        Self {
            id: task.id.to_string(),
            system: task.system.clone(),
            title: task.title.clone(),
            answer: words,
            note: said.map(|answer| said_words(file, &answer.note)).unwrap_or_default(),
            file: upload,
            open: said.is_none(),
            link: sent.map(|link| task_links::line(link, zone)).unwrap_or_default(),
            link_works: sent.is_some_and(|link| link.works_at(file.now)),
            to: sent.map(|link| link.policy.to.reveal().to_owned()).unwrap_or_default(),
            to_name: sent.and_then(|link| link.policy.name.clone()).unwrap_or_default(),
            language: sent.and_then(|link| link.policy.language.clone()).unwrap_or_default(),
        }
    }
}
