//! The page of a complaint in words.

use askama::Template;

use super::case_view::{Asked, ChipView, HeadView, NoteView, OwnersView, happened, said_words};
use super::clock_view::StepView;
use super::facts::FactsView;
use super::frame::DeskFrame;
use super::history::{DayView, Sort};
use super::kept_view::KeptView;
use super::shown::{DueView, capital, short_date};
use super::slip::Slip;
use super::together::{ChangedView, TogetherView};
use crate::domain::access::Permission;
use crate::domain::clock::StepCode;
use crate::domain::clock::words::weekday_date;
use crate::domain::complaint::{AnswerBy, Clock, CommandKind, Lesson, State, Verdict};
use crate::ports::store::cases::DueDates;
use crate::ports::store::staff::Staff;
use crate::web::icons::Icon;
use crate::workflow::casefile::Colleagues;
use crate::workflow::complaints::ComplaintFile;
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/complaint.html")]
pub struct ComplaintView {
    pub frame: DeskFrame,
    pub head: HeadView,
    pub base: String,
    pub state: &'static str,
    pub verdict: &'static str,
    pub dates: DatesView,
    pub next: NextView,
    pub actions: Vec<ActionView>,
    pub refused: Vec<ActionView>,
    pub said: SaidView,
    pub lessons: Vec<LessonView>,
    pub lesson: LessonForm,
    pub chips: Vec<ChipView>,
    pub days: Vec<DayView>,
    pub facts: FactsView,
    pub owners: OwnersView,
    pub may_handle: bool,
    pub may_read_log: bool,
    pub kept: KeptView,
    pub note: NoteView,
    pub together: TogetherView,
    pub changed: ChangedView,
    /// What could not be taken of a form on the page.
    pub slip: Slip,
}

/// The dates of a complaint.
#[derive(Clone, Debug)]
pub struct DatesView {
    /// The badge.
    pub due: DueView,
    /// "Friday 4 December 2026"; empty once it is closed.
    pub date: String,
    /// The same for machines.
    pub iso: String,
    /// What the date is.
    pub aside: String,
    /// The sum of the law's limit.
    pub steps: Vec<StepView>,
    /// Whether that was met.
    pub met: String,
}

/// What the person says.
#[derive(Clone, Debug)]
pub struct SaidView {
    /// What went wrong.
    pub words: String,
    /// What would put it right.
    pub remedy: String,
    /// How to answer.
    pub answer: String,
    /// The request it is about.
    pub about: String,
    /// The reference that the person gave.
    pub quoted: String,
}

/// What to do next.
#[derive(Clone, Debug)]
pub struct NextView {
    /// What.
    pub headline: &'static str,
    /// Why.
    pub why: &'static str,
    /// Where the button leads; empty when there is nothing to press.
    pub href: String,
    /// Why there is nothing to press.
    pub refused: String,
}

/// An action.
#[derive(Clone, Debug)]
pub struct ActionView {
    /// Its drawing.
    pub icon: Icon,
    /// What it says.
    pub words: &'static str,
    /// Where it leads, or why it does not.
    pub rest: String,
}

/// A lesson.
#[derive(Clone, Debug)]
pub struct LessonView {
    /// Its identifier.
    pub id: String,
    /// What we change.
    pub change: String,
    /// Who sees to it.
    pub owner: String,
    /// "by 4 December 2026", "done on …".
    pub when: String,
    /// Whether it is done.
    pub done: bool,
    /// Whether it should be done and is not.
    pub late: bool,
}

/// The form of a lesson.
#[derive(Clone, Debug, Default)]
pub struct LessonForm {
    /// What was typed.
    pub change: String,
    /// Who was chosen.
    pub owner: String,
    /// The day.
    pub by: String,
    /// What is wrong.
    pub error: String,
}

impl LessonForm {
    /// What the head of the page has to say first.
    fn slip(&self, asked: &Asked) -> Slip {
        if self.error.is_empty() { asked.slip() } else { Slip::at("change", self.error.clone(), "") }
    }
}

impl ComplaintView {
    /// Puts the page together.
    pub fn of(
        frame: DeskFrame,
        part: &ComplaintFile,
        desk: &Desk,
        staff: &Staff,
        asked: Asked,
        lesson: LessonForm,
    ) -> Result<Self, WorkError> {
        let (file, complaint) = (&part.file, &part.complaint);
        let controller = desk.controller(&file.case.controller)?;
        let zone = desk.terms(controller)?.zone;
        let head = HeadView::of(file, controller, zone, staff.id);
        let base = format!("/console/complaint/{}", file.case.reference);
        let ((chips, days), (actions, refused)) = (happened(file, zone, &asked.show, &base), actions(part, &base));
        Ok(Self {
            slip: lesson.slip(&asked),
            state: complaint.state.name(),
            verdict: complaint.verdict.map_or("", Verdict::name),
            dates: DatesView::of(part),
            next: NextView::of(part, &base),
            said: SaidView::of(part),
            lessons: part.lessons.iter().map(|one| LessonView::of(one, &file.colleagues, file.today)).collect(),
            facts: FactsView::of(file, controller, zone),
            owners: OwnersView::of(file, asked.owner),
            may_handle: staff.role.may(Permission::HandleCases),
            may_read_log: staff.role.may(Permission::ReadLog),
            kept: KeptView::of(file, &controller.keeping, zone, staff.role.may(Permission::DecideLimits)),
            note: asked.note,
            together: TogetherView::of(file, staff, asked.tag),
            changed: ChangedView::of(file, staff, asked.acted_from),
            lesson,
            frame,
            head,
            base,
            actions,
            refused,
            chips,
            days,
        })
    }
}

impl DatesView {
    fn of(part: &ComplaintFile) -> Self {
        let (clock, today) = (&part.clock, part.file.today);
        let dates = DueDates { due: clock.due, sort: clock.due, ..DueDates::default() };
        let open = part.complaint.state.is_open();
        Self {
            due: DueView::of_dates(&dates, today),
            date: clock.due.map(weekday_date).unwrap_or_default(),
            iso: clock.due.map(|due| due.to_string()).unwrap_or_default(),
            aside: if open { aside(clock, part.complaint.next_by.is_some()) } else { String::new() },
            steps: steps(clock, today),
            met: met(clock, today),
        }
    }
}

impl SaidView {
    fn of(part: &ComplaintFile) -> Self {
        let complaint = &part.complaint;
        Self {
            words: said_words(&part.file, &part.file.case.words),
            remedy: said_words(&part.file, &complaint.remedy),
            answer: answer(complaint.answer_by, &said_words(&part.file, &complaint.answer_at)),
            about: part.about.as_ref().map(ToString::to_string).unwrap_or_default(),
            quoted: complaint.quoted.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

fn answer(by: AnswerBy, at: &str) -> String {
    if at.is_empty() { by.name().to_owned() } else { format!("{}: {at}", by.name()) }
}

fn aside(clock: &Clock, promised: bool) -> String {
    if clock.met_on.is_none() && clock.acknowledgement.is_some() {
        "to acknowledge it".to_owned()
    } else if promised {
        format!("the day the person was promised news; our own date for the outcome is {}", weekday_date(clock.target))
    } else {
        "our own date for the outcome; the law says without undue delay".to_owned()
    }
}

fn met(clock: &Clock, today: chrono::NaiveDate) -> String {
    match (clock.met_on, clock.in_time(today)) {
        (Some(on), Some(true)) => format!("Acknowledged on {}, within the limit of the law.", weekday_date(on)),
        (Some(on), Some(false)) => format!("Acknowledged on {}, too late.", weekday_date(on)),
        (Some(on), None) => format!("Acknowledged on {}.", weekday_date(on)),
        (None, Some(_)) => "The limit of the law for the acknowledgement has passed.".to_owned(),
        (None, None) => "Not acknowledged yet.".to_owned(),
    }
}

fn steps(clock: &Clock, today: chrono::NaiveDate) -> Vec<StepView> {
    let sum = clock.acknowledgement.iter().flat_map(|reckoning| &reckoning.explanation);
    sum.map(|step| StepView {
        words: step.words.clone(),
        result: step.date.map(|date| short_date(date, today)).unwrap_or_default(),
        law: step.source.clone(),
        total: step.step == StepCode::Due,
    })
    .collect()
}

fn actions(part: &ComplaintFile, base: &str) -> (Vec<ActionView>, Vec<ActionView>) {
    let (mut possible, mut refused) = (Vec::new(), Vec::new());
    for (kind, no) in &part.choices {
        let view = |rest| ActionView { icon: icon(*kind), words: kind.words(), rest };
        match no {
            None => possible.push(view(format!("{base}/do/{}", kind.code()))),
            Some(no) => refused.push(view(capital(&no.why.to_string()))),
        }
    }
    (possible, refused)
}

const fn icon(kind: CommandKind) -> Icon {
    match kind {
        CommandKind::Acknowledge | CommandKind::TellProgress => Icon::Outgoing,
        CommandKind::Investigate => Icon::Search,
        CommandKind::Decide => Icon::Decision,
        CommandKind::Withdraw => Icon::TakeBack,
        CommandKind::Reopen => Icon::Again,
    }
}

impl NextView {
    fn of(part: &ComplaintFile, base: &str) -> Self {
        let (kind, headline, why) = match part.complaint.state {
            State::Received => (
                CommandKind::Acknowledge,
                "Tell the person that we have it",
                "The law gives 30 days for this. An outcome that is sent at once does as well.",
            ),
            State::Acknowledged => (
                CommandKind::Investigate,
                "Begin to look into it",
                "The duty to look into it began on the day it arrived.",
            ),
            State::Investigating if part.own_request => (
                CommandKind::Decide,
                "Let another person decide",
                "You looked after the request that this is about. If there is nobody else, you can still decide and say why.",
            ),
            State::Investigating => (
                CommandKind::Decide,
                "Send the outcome",
                "Say what you checked, what you found and what we do about it. If it takes longer, tell the person how far it is.",
            ),
            State::OutcomeSent | State::Withdrawn => {
                let done = "Nothing is left to do. Is there a lesson in it? Write it down below.";
                return Self { headline: "It is closed", why: done, href: String::new(), refused: String::new() };
            }
        };
        let no = part.choices.iter().find(|(known, _)| *known == kind).and_then(|(_, no)| no.as_ref());
        let refused = no.map(|no| capital(&no.why.to_string())).unwrap_or_default();
        let href = if refused.is_empty() { format!("{base}/do/{}", kind.code()) } else { String::new() };
        Self { headline, why, href, refused }
    }
}

impl LessonView {
    /// Of a lesson.
    pub fn of(lesson: &Lesson, colleagues: &Colleagues, today: chrono::NaiveDate) -> Self {
        let when = match (lesson.done_at, lesson.by) {
            (Some(at), _) => format!("done on {}", weekday_date(at.date_naive())),
            (None, Some(by)) => format!("by {}", weekday_date(by)),
            (None, None) => "no date".to_owned(),
        };
        Self {
            id: lesson.id.to_string(),
            change: lesson.change.clone(),
            owner: lesson.owner.map(|id| colleagues.name(id)).unwrap_or_default(),
            when,
            done: lesson.done_at.is_some(),
            late: lesson.is_late(today),
        }
    }
}
