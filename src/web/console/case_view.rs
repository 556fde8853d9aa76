//! The case page in words: header, clock, next step, requests, stream and facts.

use askama::Template;
use chrono_tz::Tz;

use super::actions::{ActionsView, href};
use super::amending::recipients_view::RecipientView;
use super::clock_view::ClockView;
use super::delivery::{DeliveryView, PackingView, SendingView, SlipView};
use super::erasure_view::DeferredView;
use super::facts::FactsView;
use super::frame::DeskFrame;
use super::history::{DayView, HappenedView, Sort, by_day, stream};
use super::kept_view::KeptView;
use super::mask::short_name;
use super::shown::{PhaseView, RightView, count, phases};
use super::slip::Slip;
use super::together::{ChangedView, TogetherView};
use crate::domain::access::{Permission, Role};
use crate::domain::case::Channel;
use crate::domain::controller::Controller;
use crate::domain::ids::StaffId;
use crate::domain::personal::Personal;
use crate::domain::request::{Milestone, Step, Suggestion};
use crate::domain::showing::Sight;
use crate::ports::store::staff::Staff;
use crate::workflow::casefile::{CaseFile, RequestFile};

/// What stands in place of words that a role does not read.
const HIDDEN: &str = "You see that this was written, and not what.";

/// The page.
#[derive(Template)]
#[template(path = "console/case.html")]
pub struct CaseView {
    pub frame: DeskFrame,
    pub head: HeadView,
    pub clock: ClockView,
    pub clock_of: String,
    pub next: NextView,
    pub actions: ActionsView,
    pub requests: Vec<RequestView>,
    pub requests_title: String,
    pub chips: Vec<ChipView>,
    pub days: Vec<DayView>,
    pub facts: FactsView,
    pub deliveries: Vec<DeliveryView>,
    pub owners: OwnersView,
    pub may_handle: bool,
    pub may_read_log: bool,
    pub kept: KeptView,
    pub note: NoteView,
    pub together: TogetherView,
    pub changed: ChangedView,
    pub later: Vec<DeferredView>,
    pub recipients: Vec<RecipientView>,
    /// How far packages are that are not ready.
    pub packing: PackingView,
    /// What goes straight to another company.
    pub sending: SendingView,
    /// What could not be taken of a form on the page.
    pub slip: Slip,
}

/// The head of the page; the pages of a case share it.
#[derive(Clone, Debug)]
pub struct HeadView {
    /// Who asks, in full unless the case is masked.
    pub person: String,
    /// What people quote.
    pub reference: String,
    /// Company, way, day.
    pub meta: String,
    /// Who looks after it.
    pub owner: String,
    /// Until when they are away, and who stands in; empty when they are there.
    pub away: String,
    /// Whether whoever looks does.
    pub mine: bool,
    /// The address of the case.
    pub base: String,
    /// How whoever looks sees it.
    pub sight: Sight,
    /// Where to go on once they see it in full; empty for the case itself.
    pub then: String,
}

/// Who may look after a case.
#[derive(Clone, Debug)]
pub struct OwnersView {
    /// Each with id, name and whether they do.
    pub all: Vec<(String, String, bool)>,
    /// Why the case could not be given away; empty when it could.
    pub error: String,
}

/// The suggestion.
#[derive(Clone, Debug)]
pub struct NextView {
    /// For which request, where there are several.
    pub about: String,
    /// What to do.
    pub headline: String,
    /// Why now.
    pub why: String,
    /// What is done and what is missing.
    pub milestones: Vec<Milestone>,
    /// Where the button leads; empty when it is somebody else's turn.
    pub href: String,
    /// Why the button is not there although there is work: the role does not allow it.
    pub refused: String,
}

/// A request.
#[derive(Clone, Debug)]
pub struct RequestView {
    /// The right.
    pub right: RightView,
    /// What the person said about it.
    pub detail: String,
    /// The six steps.
    pub phases: Vec<PhaseView>,
    /// "Access, step 4 of 6".
    pub said: String,
    /// The clock.
    pub clock: ClockView,
    /// Links to what belongs to it.
    pub links: Vec<(String, String)>,
}

/// A filter of the stream.
#[derive(Clone, Debug)]
pub struct ChipView {
    /// "Mails 8".
    pub words: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is chosen.
    pub here: bool,
}

/// The form of a note.
#[derive(Clone, Debug, Default)]
pub struct NoteView {
    /// What was typed.
    pub text: String,
    /// What is wrong with it.
    pub error: String,
}

/// What the address asks for, and what the page shows besides.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which lines of the stream.
    pub show: String,
    /// Which request's actions.
    pub about: String,
    /// A note that could not be kept.
    pub note: NoteView,
    /// A tag that could not be kept.
    pub tag: NoteView,
    /// Why the case could not be given away; empty when it could.
    pub owner: String,
    /// The last line of the log that somebody had seen who acted too late.
    pub acted_from: Option<i64>,
    /// What was wrong with what was to become of a transmission.
    pub sending: SlipView,
    /// What could not be taken of another form on the page.
    pub slip: Slip,
}

impl Asked {
    /// What the head of the page has to say first: whichever form was sent, there is one of them.
    pub fn slip(&self) -> Slip {
        let told = [("note", &self.note.error), ("tag", &self.tag.error), ("owner", &self.owner)];
        let told = told.into_iter().find(|(_, what)| !what.is_empty());
        told.map_or_else(|| self.slip.clone(), |(field, what)| Slip::at(field, what.clone(), ""))
    }
}

impl CaseView {
    /// Puts the page together.
    pub fn of(
        frame: DeskFrame,
        file: &CaseFile,
        desk: &crate::workflow::Desk,
        staff: &Staff,
        asked: Asked,
    ) -> Option<Self> {
        let controller = desk.controllers.get(&file.case.controller)?;
        let zone = desk.terms(controller).ok()?.zone;
        let (head, chosen) = (HeadView::of(file, controller, zone, staff.id), chosen(file, &asked.about)?);
        let several = file.requests.len() > 1;
        let name = |part: &RequestFile| if several { part.request.right.name().to_owned() } else { String::new() };
        let (chips, days) = happened(file, zone, &asked.show, &head.base);
        Some(Self {
            slip: asked.slip(),
            clock: ClockView::of(chosen, file.today, &request_base(&head.base, chosen)),
            clock_of: name(chosen),
            next: NextView::of(chosen, &head.base, name(chosen)).seen_by(staff.role),
            actions: ActionsView::of(chosen, &request_base(&head.base, chosen)),
            requests: file.requests.iter().map(|part| RequestView::of(part, file, &head.base, staff.role)).collect(),
            requests_title: super::shown::capital(&count(file.requests.len(), "request", "requests")),
            facts: FactsView::of(file, controller, zone),
            deliveries: DeliveryView::all(file, zone, staff.role.may(Permission::ManageDelivery)),
            owners: OwnersView::of(file, asked.owner),
            may_handle: staff.role.may(Permission::HandleCases),
            may_read_log: staff.role.may(Permission::ReadLog),
            kept: KeptView::of(file, &controller.keeping, zone, staff.role.may(Permission::DecideLimits)),
            note: asked.note,
            together: TogetherView::of(file, staff, asked.tag),
            changed: ChangedView::of(file, staff, asked.acted_from),
            later: file.deferred.iter().map(DeferredView::of).collect(),
            recipients: RecipientView::all(file, zone),
            packing: PackingView::of(file, zone),
            sending: SendingView::of(file, controller, zone, staff, &asked.sending),
            frame,
            head,
            chips,
            days,
        })
    }
}

/// The request whose actions are asked for, else the most pressing one.
fn chosen<'a>(file: &'a CaseFile, about: &str) -> Option<&'a RequestFile> {
    let named = |part: &&RequestFile| part.request.right.code() == about;
    file.requests.iter().find(named).or_else(|| file.requests.get(file.pressing))
}

/// The address of a request's pages.
pub fn request_base(base: &str, file: &RequestFile) -> String {
    format!("{base}/{}", file.request.right.code())
}

impl HeadView {
    /// Of a case, as somebody sees it.
    pub fn of(file: &CaseFile, controller: &Controller, zone: Tz, me: StaffId) -> Self {
        let came = match file.case.channel {
            Channel::Form => "by the form",
            Channel::Staff => "entered by staff",
            Channel::Mail => "by e-mail",
        };
        let received = file.case.received_at.with_timezone(&zone);
        let owner = file.case.owner.map(|owner| file.colleagues.name(owner));
        Self {
            person: person_of(file),
            reference: file.case.reference.to_string(),
            meta: format!("{} · {came} on {}", controller.brand, received.format("%A %-d %B %Y, %H:%M")),
            owner: owner.unwrap_or_default(),
            away: file.case.owner.and_then(|owner| file.colleagues.away(owner, file.today)).unwrap_or_default(),
            mine: file.case.owner == Some(me),
            base: format!("/console/case/{}", file.case.reference),
            sight: file.sight,
            then: String::new(),
        }
    }
}

/// The name; of a case whose contents are gone, that they are.
fn person_of(file: &CaseFile) -> String {
    match file.case.requester.name.reveal() {
        "" => "Contents destroyed".to_owned(),
        name if file.masked => short_name(name),
        name => name.to_owned(),
    }
}

impl NextView {
    fn of(file: &RequestFile, base: &str, about: String) -> Self {
        let Suggestion { step, headline, why, milestones } = file.suggestion.clone();
        let (page, files) = (base, format!("{base}#files"));
        let base = request_base(base, file);
        let (href, refused) = match step {
            Step::Give(kind) => match file.choices.iter().find(|(known, _)| *known == kind) {
                Some((_, Some(no))) => (String::new(), super::shown::capital(&no.why.to_string())),
                _ => (href(&base, kind), String::new()),
            },
            Step::LookAtGathering => (format!("{base}/gathering"), String::new()),
            Step::LookAtFindings => (format!("{base}/review"), String::new()),
            Step::LookAtErasure => (format!("{base}/plan"), String::new()),
            Step::LookAtChanges => (format!("{base}/changes"), String::new()),
            Step::LookAtFiles => (files, String::new()),
            Step::LookAtTransmission => (format!("{page}#transmission"), String::new()),
            Step::Wait | Step::Rest => (String::new(), String::new()),
        };
        Self { about, headline, why, milestones, href, refused }
    }

    /// Without the way to a page that a role may not see, and with who may: nobody is led to a closed door.
    fn seen_by(self, role: Role) -> Self {
        let closed = self.href.ends_with("/review") && !role.may(Permission::ReviewFindings);
        if !closed {
            return self;
        }
        let refused = format!("A colleague does this: a {}", Permission::ReviewFindings.holders());
        Self { href: String::new(), refused, ..self }
    }
}

impl RequestView {
    fn of(part: &RequestFile, file: &CaseFile, base: &str, role: Role) -> Self {
        let (request, right) = (&part.request, part.request.right);
        let steps = phases(request.state);
        let said = if request.state.is_open() {
            format!("{}, step {} of 6", right.name(), request.state.phase() + 1)
        } else {
            format!("{}, {}", right.name(), request.state.name())
        };
        Self {
            right: RightView::of(right),
            detail: said_words(file, &part.detail),
            phases: steps,
            said,
            clock: ClockView::of(part, file.today, &request_base(base, part)),
            links: links(part, file, base, role),
        }
    }
}

fn links(part: &RequestFile, file: &CaseFile, base: &str, role: Role) -> Vec<(String, String)> {
    let own = request_base(base, part);
    let mut links = Vec::new();
    if !part.systems.is_empty() {
        let done = part.systems.iter().filter(|system| super::gathering::is_settled(system.state)).count();
        links.push((format!("{done} of {} systems", part.systems.len()), format!("{own}/gathering")));
    }
    let rows: i64 = part.counts.iter().map(|counted| counted.rows).sum();
    if rows > 0 && role.may(Permission::ReviewFindings) {
        let found = count(usize::try_from(rows).unwrap_or_default(), "finding", "findings");
        links.push((super::shown::capital(&found), format!("{own}/review")));
    }
    if part.erasure.as_ref().is_some_and(|(erasure, _)| erasure.summary.is_some()) {
        links.push(("Plan of the erasure".to_owned(), format!("{own}/plan")));
    }
    if super::amending::changes::has_page(part) {
        links.push((super::amending::changes::page_name(part.request.right).to_owned(), format!("{own}/changes")));
    }
    if file.requests.len() > 1 {
        links.push(("Actions".to_owned(), format!("{base}?about={}#next", part.request.right.code())));
    }
    links
}

/// What the person or a colleague wrote, for those who may see it in full; others see that something was written.
pub fn said_words(file: &CaseFile, words: &Personal) -> String {
    if file.masked && !words.is_empty() { HIDDEN.to_owned() } else { words.reveal().to_owned() }
}

/// The name of a file, for those who may see it in full; people and colleagues name files after people.
pub fn file_name(file: &CaseFile, name: &Personal) -> String {
    if file.masked { "A file".to_owned() } else { name.reveal().to_owned() }
}

/// A line as whoever looks may see it.
pub fn as_seen(mut line: HappenedView, file: &CaseFile) -> HappenedView {
    if file.masked && line.who == file.case.requester.name.reveal() {
        line.who = short_name(&line.who);
    }
    if file.masked && line.outgoing {
        // A reply has the subject that a colleague gave it.
        line.what = line.what.split(": ").next().unwrap_or_default().to_owned();
    }
    if file.masked && !line.body.is_empty() {
        HIDDEN.clone_into(&mut line.body);
        line.letter.clear();
    }
    line
}

/// The stream with its filters.
pub fn happened(file: &CaseFile, zone: Tz, show: &str, base: &str) -> (Vec<ChipView>, Vec<DayView>) {
    let lines: Vec<_> = stream(file, zone).into_iter().map(|line| as_seen(line, file)).collect();
    let chip = |words: &str, code: &str, n: usize| ChipView {
        words: format!("{words} {n}"),
        href: if code.is_empty() { format!("{base}#stream") } else { format!("{base}?show={code}#stream") },
        here: show == code,
    };
    let of = |sort: Sort| lines.iter().filter(|line| line.sort == sort).count();
    let chips = vec![
        chip("All", "", lines.len()),
        chip("Letters", Sort::Mail.code(), of(Sort::Mail)),
        chip("Notes", Sort::Note.code(), of(Sort::Note)),
        chip("Tasks", Sort::Task.code(), of(Sort::Task)),
        chip("Decisions", Sort::Decision.code(), of(Sort::Decision)),
        chip("Events", Sort::Event.code(), of(Sort::Event)),
    ];
    let shown = lines.into_iter().filter(|line| show.is_empty() || line.sort.code() == show).collect();
    (chips, by_day(shown, file, zone))
}

impl OwnersView {
    /// Of a case, with what was wrong when it was given away.
    pub fn of(file: &CaseFile, error: String) -> Self {
        let able = |staff: &&Staff| staff.active && staff.role.may(Permission::HandleCases);
        let all = file.colleagues.all().into_iter().filter(able).map(|staff| {
            let away = file.colleagues.away(staff.id, file.today);
            let name = away.map_or_else(|| staff.name.clone(), |away| format!("{}, {away}", staff.name));
            (staff.id.to_string(), name, file.case.owner == Some(staff.id))
        });
        Self { all: all.collect(), error }
    }
}
