//! The lines of the queue in words.

use chrono::NaiveDate;

use crate::domain::complaint;
use crate::domain::ids::StaffId;
use crate::domain::request::State;
use crate::domain::request::next::in_short;
use crate::domain::right::Right;
use crate::ports::store::views::{QueueCursor, QueueLine};
use crate::web::console::mask::short_name;
use crate::web::console::shown::{DueView, RightView};
use crate::workflow::Desk;
use crate::workflow::casefile::Colleagues;

/// A line of the queue.
#[derive(Clone, Debug)]
pub struct LineView {
    /// The due badge.
    pub due: DueView,
    /// What people quote.
    pub reference: String,
    /// Who, shortened.
    pub person: String,
    /// For which company.
    pub controller: String,
    /// Whether it is a complaint.
    pub complaint: bool,
    /// The rights used.
    pub rights: Vec<RightView>,
    /// Where they stand.
    pub states: String,
    /// Who looks after it; empty when nobody does.
    pub owner: String,
    /// What to do next.
    pub next: &'static str,
    /// Whether the address was never confirmed.
    pub unconfirmed: bool,
}

impl LineView {
    /// From the read model.
    pub fn of(line: &QueueLine, desk: &Desk, colleagues: &Colleagues, today: NaiveDate) -> Self {
        let pressing = pressing(line);
        Self {
            due: DueView::of_dates(&line.dates, today),
            reference: line.reference.to_string(),
            person: if line.name.is_empty() { "Contents destroyed".to_owned() } else { short_name(line.name.reveal()) },
            controller: desk.controllers.get(&line.controller).map_or_else(String::new, |found| found.brand.clone()),
            complaint: line.complaint.is_some(),
            rights: line.requests.iter().map(|(right, _)| RightView::of(*right)).collect(),
            states: states(line),
            owner: line.owner.map(|owner| name_of(owner, colleagues, today)).unwrap_or_default(),
            next: match line.complaint {
                Some(state) => complaint_next(state),
                None => pressing.map_or("Nothing left to do", |(right, state)| in_short(right, state, line.confirmed)),
            },
            unconfirmed: !line.confirmed,
        }
    }
}

/// "Ana Petrova", or "Ana Petrova (away)".
fn name_of(owner: StaffId, colleagues: &Colleagues, today: NaiveDate) -> String {
    let name = colleagues.name(owner);
    if colleagues.away(owner, today).is_some() { format!("{name} (away)") } else { name }
}

/// Where a list goes on after a line.
pub fn cursor_of(line: &QueueLine) -> QueueCursor {
    QueueCursor { sort: line.dates.sort.unwrap_or(NaiveDate::MAX), case: line.case }
}

/// The request that says what is next: the open one that is least far.
fn pressing(line: &QueueLine) -> Option<(Right, State)> {
    let open = line.requests.iter().filter(|(_, state)| state.is_open());
    open.min_by_key(|(_, state)| state.phase()).copied()
}

/// What a complaint waits for.
const fn complaint_next(state: complaint::State) -> &'static str {
    match state {
        complaint::State::Received => "Tell the person that we have it",
        complaint::State::Acknowledged => "Begin to look into it",
        complaint::State::Investigating => "Send the outcome",
        complaint::State::OutcomeSent | complaint::State::Withdrawn => "Nothing left to do",
    }
}

/// "Reviewing", or with several "Reviewing, Gathering": each once, in the order of the requests.
fn states(line: &QueueLine) -> String {
    let mut names: Vec<&str> = line.complaint.map(complaint::State::name).into_iter().collect();
    for (_, state) in &line.requests {
        if !names.contains(&state.name()) {
            names.push(state.name());
        }
    }
    names.join(", ")
}
