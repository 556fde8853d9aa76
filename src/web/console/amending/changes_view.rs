//! Corrections and marks in words: the sheet, what became of each line, and the rows that they are about.

use std::sync::Arc;

use askama::Template;
use chrono_tz::Tz;

use super::changes::{Trouble, place_query};
use crate::domain::amendment::{AmendmentKind, AmendmentState};
use crate::domain::datamap::DataMap;
use crate::domain::disclosure::value::Value;
use crate::domain::request::{CommandKind, State};
use crate::domain::right::Right;
use crate::web::console::case_view::{HeadView, request_base, said_words};
use crate::web::console::frame::DeskFrame;
use crate::web::console::review::ReviewQuery;
use crate::web::console::review_view::FindingPage;
use crate::web::console::shown::{capital, count, moment};
use crate::web::icons::Icon;
use crate::workflow::amending::{Marking, MarkingRule, OpenedAmendment};
use crate::workflow::casefile::{CaseFile, RequestFile};

/// The title of a restriction's page.
const RESTRICTED: &str = "What is restricted";

/// The page.
#[derive(Template)]
#[template(path = "console/changes.html")]
#[expect(clippy::struct_excessive_bools, reason = "each opens one part of the page by itself")]
pub struct ChangesView {
    pub frame: DeskFrame,
    pub head: HeadView,
    pub title: &'static str,
    pub lead: &'static str,
    pub base: String,
    pub said: String,
    pub lines: Vec<ChangeView>,
    pub markings: Vec<MarkingView>,
    pub collections: Vec<(String, String, bool)>,
    pub rows: Vec<RowView>,
    pub more: String,
    pub place: (String, String, String),
    pub elsewhere: Vec<String>,
    pub approve: String,
    pub approve_words: String,
    pub is_open: bool,
    pub can_try_again: bool,
    pub can_restrict: bool,
    pub may_handle: bool,
    pub problem: String,
    masked: bool,
    maps: Vec<Arc<DataMap>>,
}

/// A line of the sheet.
pub struct ChangeView {
    pub id: String,
    pub what: String,
    pub system: String,
    pub before: String,
    pub after: String,
    pub seen: String,
    pub evidence: String,
    pub state: &'static str,
    pub class: &'static str,
    pub icon: Icon,
    pub when: String,
    pub message: String,
    pub removable: bool,
    pub differs: bool,
    pub guarded: bool,
}

/// A collection that a restriction marks.
pub struct MarkingView {
    pub what: String,
    pub system: String,
    pub rows: String,
    pub how: String,
}

/// A row with its values.
pub struct RowView {
    pub id: String,
    pub title: String,
    pub fields: Vec<(String, String)>,
    pub columns: Vec<(String, String, bool)>,
    pub after: String,
    pub evidence: String,
    pub open: bool,
}

impl ChangesView {
    /// The page without its tables.
    pub fn of(
        frame: DeskFrame,
        head: HeadView,
        file: &CaseFile,
        part: &RequestFile,
        maps: Vec<Arc<DataMap>>,
        may_handle: bool,
    ) -> Self {
        let base = request_base(&head.base, part);
        let (title, lead) = words(part.request.right);
        let reviewing = part.request.state == State::Reviewing;
        let choice = part.choices.iter().find(|(known, _)| *known == CommandKind::Approve);
        let refused = choice.and_then(|(_, no)| no.as_ref()).filter(|_| reviewing);
        Self {
            title,
            lead,
            said: said_words(file, &part.detail),
            masked: file.masked,
            approve: if reviewing && refused.is_none() { format!("{base}/do/approve") } else { String::new() },
            approve_words: refused.map(|no| format!("{}.", capital(&no.why.to_string()))).unwrap_or_default(),
            is_open: part.request.right == Right::Rectification && reviewing,
            can_try_again: can_try_again(part),
            can_restrict: can_restrict(file, part),
            elsewhere: elsewhere(file, part),
            lines: Vec::new(),
            markings: Vec::new(),
            collections: Vec::new(),
            rows: Vec::new(),
            more: String::new(),
            place: (String::new(), String::new(), String::new()),
            problem: String::new(),
            base,
            frame,
            head,
            may_handle,
            maps,
        }
    }

    /// Adds the lines of the sheet.
    pub fn with_sheet(&mut self, opened: &[OpenedAmendment], zone: Tz) {
        self.lines = opened.iter().map(|one| ChangeView::of(one, zone, self.is_open, self.masked)).collect();
    }

    /// Adds what a restriction would mark, as long as nothing is marked.
    pub fn with_markings(&mut self, markings: &[Marking]) {
        if self.title == RESTRICTED && self.lines.is_empty() {
            self.markings = markings.iter().map(MarkingView::of).collect();
        }
    }

    /// Adds the rows that can be corrected.
    pub fn with_rows(&mut self, part: &RequestFile, page: &FindingPage, query: &ReviewQuery, trouble: &Trouble) {
        if part.request.right != Right::Rectification || self.masked {
            return;
        }
        let (system, collection, after) = query.place();
        let address = |system: &str, collection: &str| {
            format!("{}/changes?{}#rows", self.base, place_query(&ReviewQuery::at(system, collection, None)))
        };
        self.collections = part
            .counts
            .iter()
            .filter(|count| count.rows > 0)
            .map(|count| {
                let here = count.system == system && count.collection == collection;
                let rows = crate::web::console::shown::thousands(usize::try_from(count.rows).unwrap_or_default());
                let title = format!("{} ({rows})", self.titled(&count.system, &count.collection));
                (title, address(&count.system, &count.collection), here)
            })
            .collect();
        self.rows = page
            .findings
            .iter()
            .filter_map(|(kept, finding)| {
                let finding = finding.as_ref()?;
                Some(self.row(&kept.id.to_string(), &finding.key, &finding.fields, system, collection, trouble))
            })
            .collect();
        let last = page.findings.last().map(|(kept, _)| kept.ordinal).filter(|_| page.more);
        self.more = last.map_or_else(String::new, |last| {
            format!("{}/changes?{}#rows", self.base, place_query(&ReviewQuery::at(system, collection, Some(last))))
        });
        let place = after.map(|after| after.to_string()).unwrap_or_default();
        self.place = (system.to_owned(), collection.to_owned(), place);
    }

    fn titled(&self, system: &str, collection: &str) -> String {
        let held = self.maps.iter().find_map(|map| Some((map.system(system)?, map.collection(system, collection)?)));
        held.map_or_else(|| collection.to_owned(), |(system, held)| format!("{}, {}", held.label(), system.label()))
    }

    fn label(&self, system: &str, collection: &str, column: &str) -> String {
        let held = self.maps.iter().find_map(|map| map.collection(system, collection));
        held.and_then(|held| held.field(column)).map_or_else(|| column.to_owned(), |field| field.label().to_owned())
    }

    fn row(
        &self,
        id: &str,
        key: &[(String, Value)],
        fields: &[(String, Value)],
        system: &str,
        collection: &str,
        trouble: &Trouble,
    ) -> RowView {
        let typed = trouble.finding == id;
        let label = |name: &str| self.label(system, collection, name);
        let open = fields.iter().filter(|(name, _)| !key.iter().any(|(part, _)| part == name));
        let columns = open.map(|(name, _)| (name.clone(), label(name), typed && trouble.column == *name)).collect();
        RowView {
            id: id.to_owned(),
            title: self.titled(system, collection),
            fields: fields.iter().map(|(name, value)| (label(name), text(value))).collect(),
            columns,
            after: if typed { trouble.after.clone() } else { String::new() },
            evidence: if typed { trouble.evidence.clone() } else { String::new() },
            open: typed,
        }
    }
}

/// Title and lead of the page of a right.
const fn words(right: Right) -> (&'static str, &'static str) {
    match right {
        Right::Restriction => (
            RESTRICTED,
            "Marked rows stay where they are and nobody uses them until the restriction is lifted; the person is told before (Article 18).",
        ),
        _ => (
            "Old and new, side by side",
            "A value is written only where it still stands as it was seen. Then Rightsdesk looks again; the letter says what that look confirmed (Article 16).",
        ),
    }
}

/// Whether a system did not take something, and can be tried again.
fn can_try_again(part: &RequestFile) -> bool {
    let waits = part.amendments.iter().any(|one| one.state == AmendmentState::NeedsPerson);
    waits && matches!(part.request.state, State::Executing | State::Fulfilled)
}

/// Whether a restriction can be offered while accuracy is checked.
fn can_restrict(file: &CaseFile, part: &RequestFile) -> bool {
    let checked = matches!(part.request.state, State::Gathering | State::Reviewing);
    let is_there = file.requests.iter().any(|other| other.request.right == Right::Restriction);
    part.request.right == Right::Rectification && checked && !is_there
}

/// A value as staff read it.
fn text(value: &Value) -> String {
    value.as_text().filter(|text| !text.is_empty()).unwrap_or_else(|| "(nothing)".to_owned())
}

/// Where the last look found the old value once more.
fn elsewhere(file: &CaseFile, part: &RequestFile) -> Vec<String> {
    let of_it = |entry: &&crate::domain::audit::Entry| {
        entry.request == Some(part.request.id) && entry.kind == "corrections_confirmed"
    };
    let last = file.log.iter().rev().find(of_it).and_then(|entry| entry.content.as_deref());
    let content: Option<serde_json::Value> = last.and_then(|content| serde_json::from_str(content).ok());
    let places = content.as_ref().and_then(|content| content.get("elsewhere")?.as_array());
    places.into_iter().flatten().filter_map(|place| place.as_str().map(str::to_owned)).collect()
}

impl ChangeView {
    fn of(one: &OpenedAmendment, zone: Tz, is_open: bool, masked: bool) -> Self {
        let stored = &one.stored;
        let (state, class, icon) = looks(stored.state);
        let shown = |value: Option<&Value>| match value {
            None => "destroyed, its time being up".to_owned(),
            Some(_) if masked => "•••".to_owned(),
            Some(value) => text(value),
        };
        let content = one.content.as_ref();
        let open = content.filter(|_| !masked);
        let when = stored.confirmed_at.or(stored.written_at).map(|at| moment(at, zone)).unwrap_or_default();
        let written = matches!(stored.state, AmendmentState::Written | AmendmentState::Confirmed);
        Self {
            id: stored.id.to_string(),
            what: stored.what.clone(),
            system: stored.title.clone(),
            before: shown(content.map(|content| &content.before)),
            after: shown(content.map(|content| &content.after)),
            seen: open.and_then(|content| content.seen.as_ref()).map(text).unwrap_or_default(),
            evidence: open.map(|content| content.evidence.reveal().to_owned()).unwrap_or_default(),
            message: stored.message.clone().map(|why| capital(&why)).unwrap_or_default(),
            removable: is_open && !written,
            differs: is_open && stored.state == AmendmentState::Differs,
            guarded: stored.guarded && stored.kind == AmendmentKind::Mark,
            state,
            class,
            icon,
            when,
        }
    }
}

/// Words, class and icon of how far an amendment is.
const fn looks(state: AmendmentState) -> (&'static str, &'static str, Icon) {
    match state {
        AmendmentState::Proposed => ("Not written yet", "", Icon::Wait),
        AmendmentState::Written => ("Reported, to be confirmed", "accent", Icon::Search),
        AmendmentState::Confirmed => ("Confirmed", "ok", Icon::Done),
        AmendmentState::Differs => ("Changed meanwhile", "warn", Icon::Alert),
        AmendmentState::NeedsPerson => ("Needs you", "warn", Icon::Alert),
        AmendmentState::Lifting => ("Being taken off", "accent", Icon::Undo),
        AmendmentState::Lifted => ("Taken off", "", Icon::Undo),
    }
}

impl MarkingView {
    fn of(marking: &Marking) -> Self {
        let how = match &marking.rule {
            Some(MarkingRule::Mark { column, .. }) => format!("Rightsdesk marks it in the column {column}."),
            Some(MarkingRule::Move { to, .. }) => format!("Rightsdesk moves it to {to} and back when it is lifted."),
            None => "A task asks a colleague to mark it.".to_owned(),
        };
        Self {
            what: marking.what.clone(),
            system: marking.title.clone(),
            rows: capital(&count(usize::try_from(marking.rows).unwrap_or_default(), "row", "rows")),
            how,
        }
    }
}
