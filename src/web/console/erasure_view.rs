//! The plan and the proof of an erasure in words.

use askama::Template;
use chrono::NaiveDate;
use chrono_tz::Tz;

use super::case_view::{HeadView, request_base, said_words};
use super::frame::DeskFrame;
use super::shown::{capital, count, moment, thousands};
use crate::domain::clock::words::long_date;
use crate::domain::erasure::{Action, Group, Stage, Summary, SystemSummary};
use crate::domain::request::{CommandKind, State};
use crate::ports::store::erasures::{ErasurePart, PartState};
use crate::web::icons::Icon;
use crate::workflow::casefile::{CaseFile, RequestFile};

/// The page.
#[derive(Template)]
#[template(path = "console/plan.html")]
#[expect(clippy::struct_excessive_bools, reason = "each opens one part of the page by itself")]
pub struct PlanView {
    pub frame: DeskFrame,
    pub head: HeadView,
    pub base: String,
    pub stage: &'static str,
    pub class: &'static str,
    pub summary: String,
    pub made: String,
    pub is_running: bool,
    pub hold: String,
    pub in_the_way: Vec<String>,
    pub stuck: String,
    pub remarks: Vec<String>,
    pub recipients: Vec<String>,
    pub deed: DeedView,
    pub systems: Vec<PlannedSystemView>,
    pub proof: Vec<ProofView>,
    pub deferred: Vec<DeferredView>,
    pub may_handle: bool,
    pub is_confirmed: bool,
    pub is_stuck: bool,
    pub problem: String,
}

/// What can be done with the plan now.
#[derive(Clone, Debug, Default)]
pub struct DeedView {
    /// What the button says; empty when there is none.
    pub button: &'static str,
    /// Where it leads.
    pub href: String,
    /// What there is to know beside it, or why there is no button.
    pub words: String,
    /// Whether a new plan can be asked for.
    pub replan: bool,
}

/// One system's part of the plan.
#[derive(Clone, Debug)]
pub struct PlannedSystemView {
    pub title: String,
    pub counts: String,
    pub groups: Vec<GroupView>,
}

/// Rows that share a ruling.
#[derive(Clone, Debug)]
pub struct GroupView {
    pub title: String,
    pub icon: Icon,
    pub class: &'static str,
    pub verb: &'static str,
    pub rows: String,
    pub href: String,
    pub columns: String,
    pub until: String,
    pub why: String,
    pub rule: String,
}

/// What one system was asked, reported and confirmed.
#[derive(Clone, Debug)]
pub struct ProofView {
    pub key: String,
    pub title: String,
    pub state: &'static str,
    pub class: &'static str,
    pub icon: Icon,
    pub requested: String,
    pub reported: String,
    pub confirmed: String,
    pub message: String,
}

/// What is kept for later.
#[derive(Clone, Debug)]
pub struct DeferredView {
    pub title: String,
    pub rows: String,
    pub last_day: String,
    pub reason: String,
    pub state: String,
}

/// Counts in a row: "3 rows erased, 2 kept".
pub fn counts(system: &SystemSummary) -> String {
    let said = |(action, rows): (Action, u64)| {
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        format!("{} {}", count(rows, "row", "rows"), passive(action))
    };
    let all: Vec<String> = system.counts().into_iter().map(said).collect();
    if all.is_empty() { "nothing found".to_owned() } else { all.join(", ") }
}

const fn passive(action: Action) -> &'static str {
    match action {
        Action::Erase => "to erase",
        Action::Anonymise => "to make anonymous",
        Action::Detach => "to detach from the person",
        Action::Keep => "to keep",
        Action::Review => "for a person to decide",
    }
}

/// Icon, class and verb of what happens to rows.
pub const fn looks(action: Action) -> (Icon, &'static str, &'static str) {
    match action {
        Action::Erase => (Icon::Erasure, "danger", "Erase"),
        Action::Anonymise => (Icon::Mask, "accent", "Make anonymous"),
        Action::Detach => (Icon::Cut, "accent", "Detach"),
        Action::Keep => (Icon::Keep, "", "Keep"),
        Action::Review => (Icon::Person, "warn", "A person decides"),
    }
}

/// What the program cannot get past by itself.
fn stuck_at(file: &CaseFile) -> Option<String> {
    let jobs = file.jobs.iter().filter(|job| matches!(job.kind.as_str(), "plan_erasure" | "erase"));
    jobs.filter(|job| job.state == "needs_person").find_map(|job| job.last_error.clone())
}

/// Whether the program goes on by itself.
pub fn works(stage: Stage, file: &CaseFile) -> bool {
    matches!(stage, Stage::Planning | Stage::Carrying) && stuck_at(file).is_none()
}

impl PlanView {
    /// Puts the page together; `None` when the case has no erasure that the program plans.
    pub fn of(frame: DeskFrame, file: &CaseFile, head: HeadView, zone: Tz, may_handle: bool) -> Option<Self> {
        let part = erasure_of(file)?;
        let (erasure, parts) = part.erasure.as_ref()?;
        let base = request_base(&head.base, part);
        let summary = erasure.summary.clone().unwrap_or_else(|| nothing(file.today));
        let stuck = stuck_at(file);
        let (stage, class) = stage_of(erasure.stage, part.request.state);
        let deferred = file.deferred.iter().filter(|kept| kept.request == part.request.id);
        let executing = part.request.state == State::Executing;
        Some(Self {
            stage,
            class,
            summary: in_short(&summary),
            made: erasure.planned_at.map(|at| moment(at, zone)).unwrap_or_default(),
            is_running: works(erasure.stage, file),
            hold: hold(file),
            in_the_way: summary.in_the_way.clone(),
            is_stuck: executing && (stuck.is_some() || erasure.stage == Stage::Remains),
            stuck: stuck.map(|why| capital(&why)).unwrap_or_default(),
            remarks: summary.remarks.clone(),
            recipients: summary.recipients.clone(),
            deed: deed(part, &base, zone),
            systems: systems(&summary, &base),
            proof: if erasure.begun_at.is_some() || erasure.stage == Stage::Confirmed {
                proofs(parts, zone)
            } else {
                Vec::new()
            },
            deferred: deferred.map(DeferredView::of).collect(),
            is_confirmed: erasure.stage == Stage::Confirmed,
            problem: String::new(),
            frame,
            head,
            base,
            may_handle,
        })
    }
}

/// The request for erasure of a case.
pub fn erasure_of(file: &CaseFile) -> Option<&RequestFile> {
    file.requests.iter().find(|part| part.erasure.is_some())
}

fn nothing(today: NaiveDate) -> Summary {
    Summary {
        day: today,
        systems: Vec::new(),
        in_the_way: Vec::new(),
        remarks: Vec::new(),
        recipients: Vec::new(),
        touched: Vec::new(),
    }
}

/// Words about a hold that stands; empty when none does.
fn hold(file: &CaseFile) -> String {
    file.kept.hold.as_ref().map_or_else(String::new, |hold| {
        format!("{} placed it: {}", file.colleagues.name(hold.by), said_words(file, &hold.reason))
    })
}

const fn stage_of(stage: Stage, request: State) -> (&'static str, &'static str) {
    match (stage, request) {
        (Stage::Planned, State::Executing) => ("Approved, nothing is erased yet", "accent"),
        (Stage::Planning | Stage::Carrying, _) => (stage.name(), "accent"),
        (Stage::Planned, _) => (stage.name(), ""),
        (Stage::Remains, _) => (stage.name(), "warn"),
        (Stage::Confirmed, _) => (stage.name(), "ok"),
    }
}

fn in_short(summary: &Summary) -> String {
    if summary.is_empty() {
        return "Nothing about this person was found in the systems that Rightsdesk can change.".to_owned();
    }
    let until = summary
        .last_day()
        .map_or_else(String::new, |day| format!(" The last of what is kept is kept until {}.", long_date(day)));
    let shared: u64 = summary.groups().filter(|(_, group)| group.is_shared()).map(|(_, group)| group.rows).sum();
    let shared = match usize::try_from(shared).unwrap_or(usize::MAX) {
        0 => String::new(),
        rows => format!(" Other people’s records use {} too: they stay as they are.", count(rows, "row", "rows")),
    };
    let changes = usize::try_from(summary.changes()).unwrap_or(usize::MAX);
    format!("{} are changed.{until}{shared}", capital(&count(changes, "row", "rows")))
}

fn deed(part: &RequestFile, base: &str, zone: Tz) -> DeedView {
    let why = |kind| part.choices.iter().find(|(known, _)| *known == kind).and_then(|(_, no)| no.as_ref());
    match part.request.state {
        State::Reviewing => match why(CommandKind::Approve) {
            None => DeedView {
                button: "Approve this plan",
                href: format!("{base}/do/approve"),
                words: "What is erased cannot be brought back.".to_owned(),
                replan: true,
            },
            Some(no) => {
                DeedView { words: format!("{}.", capital(&no.why.to_string())), replan: true, ..DeedView::default() }
            }
        },
        State::Executing if why(CommandKind::TakeBackApproval).is_none() => {
            let from = part.request.not_before.map(|at| moment(at, zone)).unwrap_or_default();
            DeedView {
                button: "Take the approval back",
                href: format!("{base}/do/take_back_approval"),
                words: format!("Nothing is erased before {from} ({}).", zone.name()),
                replan: false,
            }
        }
        _ => DeedView::default(),
    }
}

fn systems(summary: &Summary, base: &str) -> Vec<PlannedSystemView> {
    let view = |(place, system): (usize, &SystemSummary)| PlannedSystemView {
        title: system.title.clone(),
        counts: counts(system),
        groups: folded(system, &format!("{base}/plan/{place}")),
    };
    summary.systems.iter().enumerate().map(view).collect()
}

/// Groups that differ only in their day stand in one line, with the first and the last of the days.
fn folded(system: &SystemSummary, base: &str) -> Vec<GroupView> {
    let mut views = Vec::new();
    for (number, group) in system.groups.iter().enumerate() {
        if system.groups.iter().take(number).any(|earlier| earlier.is_alike(group)) {
            continue;
        }
        let alike: Vec<&Group> = system.groups.iter().filter(|other| other.is_alike(group)).collect();
        views.push(GroupView::of(group, &alike, format!("{base}/{number}")));
    }
    views
}

/// "10 January 2032", or the first and the last of several days.
fn days(alike: &[&Group]) -> String {
    let days = || alike.iter().filter_map(|group| group.ruling.until);
    match (days().min(), days().max()) {
        (Some(first), Some(last)) if first < last => format!("{} to {}", long_date(first), long_date(last)),
        (Some(only), _) => long_date(only),
        (None, _) => String::new(),
    }
}

impl GroupView {
    fn of(group: &Group, alike: &[&Group], href: String) -> Self {
        let ruling = &group.ruling;
        let (icon, class, verb) = looks(ruling.action);
        let done = !ruling.changes() && matches!(ruling.action, Action::Anonymise | Action::Detach);
        Self {
            title: group.title.clone(),
            verb: if done { "Nothing left to do" } else { verb },
            icon,
            class: if done { "" } else { class },
            rows: thousands(usize::try_from(alike.iter().map(|one| one.rows).sum::<u64>()).unwrap_or(usize::MAX)),
            columns: ruling.columns.join(", "),
            until: days(alike),
            why: ruling.reason.clone(),
            rule: ruling.rule.clone(),
            href,
        }
    }
}

/// What the systems were asked, reported and confirmed.
pub fn proofs(parts: &[ErasurePart], zone: Tz) -> Vec<ProofView> {
    parts.iter().map(|part| ProofView::of(part, zone)).collect()
}

impl ProofView {
    fn of(part: &ErasurePart, zone: Tz) -> Self {
        let (state, class, icon) = part_looks(part.state);
        let number = |n: i64| thousands(usize::try_from(n).unwrap_or_default());
        let reported = match (part.erased, part.emptied) {
            (0, 0) => "–".to_owned(),
            (erased, 0) => format!("{} erased", number(erased)),
            (0, emptied) => format!("{} emptied", number(emptied)),
            (erased, emptied) => format!("{} erased, {} emptied", number(erased), number(emptied)),
        };
        let confirmed = match (part.state, part.confirmed_at) {
            (PartState::Confirmed, Some(at)) => format!("{}, {}", number(part.requested), moment(at, zone)),
            _ if part.remaining > 0 => format!("{} still there", number(part.remaining)),
            _ => "–".to_owned(),
        };
        Self {
            key: part.system.clone(),
            title: part.title.clone(),
            requested: number(part.requested),
            message: part.message.as_deref().map(capital).unwrap_or_default(),
            state,
            class,
            icon,
            reported,
            confirmed,
        }
    }
}

/// Words, class and icon of how far a system is.
pub const fn part_looks(state: PartState) -> (&'static str, &'static str, Icon) {
    match state {
        PartState::Waiting => ("Waiting", "", Icon::Wait),
        PartState::Begun => ("Erasing", "accent", Icon::Erasure),
        PartState::Committed => ("Reported, to be confirmed", "accent", Icon::Search),
        PartState::NeedsPerson => ("Needs you", "warn", Icon::Alert),
        PartState::Confirmed => ("Confirmed", "ok", Icon::Done),
    }
}

impl DeferredView {
    /// Of something that is erased later.
    pub fn of(kept: &crate::ports::store::deferrals::Deferred) -> Self {
        let state = match (kept.done_at, &kept.message) {
            (Some(at), _) => format!("Done on {}", long_date(at.date_naive())),
            (None, Some(why)) => capital(why),
            (None, None) => "Kept".to_owned(),
        };
        Self {
            title: kept.title.clone(),
            rows: thousands(usize::try_from(kept.rows).unwrap_or_default()),
            last_day: long_date(kept.last_day),
            reason: kept.reason.clone(),
            state,
        }
    }
}
