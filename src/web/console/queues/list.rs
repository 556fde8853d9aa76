//! The queue: what is due next, filtered as somebody likes.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::filter::{LATENESS, QueueQuery, WAITING};
use super::line::{LineView, cursor_of};
use crate::domain::clock::words::weekday_date;
use crate::domain::ids::{StaffId, TeamId};
use crate::domain::request::State;
use crate::domain::right::Right;
use crate::ports::store::views::QueueFilter;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed, rail};
use crate::web::console::guard::SignedIn;
use crate::web::console::shown::{capital, count};
use crate::web::desk::{go_to, page as answer};
use crate::workflow::casefile::Colleagues;
use crate::workflow::{Desk, WorkError};

/// Lines of one page.
const LINES: i64 = 50;
/// How far the cases of a filter are counted.
const BOUND: i64 = 999;

/// The page.
#[derive(Template)]
#[template(path = "console/queue.html")]
pub struct QueueView {
    frame: DeskFrame,
    title: String,
    summary: String,
    query: QueueQuery,
    choices: Vec<ChoiceView>,
    shops: Vec<LinkView>,
    lines: Vec<LineView>,
    more: Option<String>,
    search: Option<SearchView>,
    lesson: Lesson,
    may_handle: bool,
}

/// A filter of the form.
pub struct ChoiceView {
    /// The key in the address.
    pub name: &'static str,
    /// The label.
    pub label: &'static str,
    /// What can be chosen: value, words, whether it is chosen.
    pub options: Vec<(String, String, bool)>,
}

/// A link that may be the one we are on.
pub struct LinkView {
    /// What it says.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// Whether we are there.
    pub here: bool,
}

/// A search whose results the page shows.
pub struct SearchView {
    /// What was looked for.
    pub words: String,
    /// Whether there are more results than are shown.
    pub cut: bool,
    /// Whether the names only sound like the words.
    pub by_ear: bool,
}

/// What was looked for, and how it was found.
pub struct Searched {
    /// The words.
    pub words: String,
    /// Whether by the sound of names, because no case has the words as they are written.
    pub by_ear: bool,
}

/// What an empty list teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lesson {
    /// The desk is new.
    First,
    /// Nothing fits the filter.
    Filter,
    /// Nothing fits the search.
    Search,
}

/// What one page of the queue is made of.
pub struct Listed {
    lines: Vec<LineView>,
    more: Option<crate::ports::store::views::QueueCursor>,
    total: String,
    today: String,
    owners: Vec<(StaffId, String)>,
    teams: Vec<(TeamId, String)>,
    shops: Vec<(String, String)>,
}

impl Listed {
    /// Whether there is nothing on it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// GET /console
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    query: web::Query<QueueQuery>,
) -> Result<HttpResponse, WebError> {
    let query = query.into_inner();
    let (filter, cursor) = (query.filter(signed_in.staff.id), query.cursor());
    let here = query.with("after", "").href();
    match framed(&desk, &signed_in, here, move |desk| list(desk, filter, cursor)).await {
        Ok((frame, listed)) => answer(&QueueView::of(frame, query, listed, None)),
        // Nobody answers here yet: what can be done is to set a company up.
        Err(WebError::Work(WorkError::NoController)) => Ok(go_to("/console/start")),
        Err(other) => Err(other),
    }
}

/// Reads one page of a list.
pub fn list(
    desk: &Desk,
    filter: QueueFilter,
    after: Option<crate::ports::store::views::QueueCursor>,
) -> Result<Listed, WorkError> {
    desk.read(move |desk, tx, now| {
        let controller = desk.controllers.values().next().ok_or(WorkError::NoController)?;
        let today = desk.local_date(controller, now)?;
        let colleagues = Colleagues::read(tx)?;
        let mut found = tx.queue(&filter, today, after, LINES + 1)?;
        let lines = usize::try_from(LINES).unwrap_or_default();
        let is_more = found.len() > lines;
        found.truncate(lines);
        let counted = tx.queue_count(&filter, today, BOUND)?;
        let total = count(usize::try_from(counted.n).unwrap_or_default(), "case", "cases");
        Ok(Listed {
            more: found.last().filter(|_| is_more).map(cursor_of),
            lines: found.iter().map(|line| LineView::of(line, desk, &colleagues, today)).collect(),
            total: if counted.more { format!("more than {total}") } else { total },
            today: weekday_date(today),
            owners: colleagues.all().iter().map(|staff| (staff.id, staff.name.clone())).collect(),
            teams: tx.teams()?.into_iter().filter(|team| team.active).map(|team| (team.id, team.name)).collect(),
            shops: desk.controllers.values().map(|found| (found.id.clone(), found.brand.clone())).collect(),
        })
    })
}

impl QueueView {
    /// Puts the page together.
    pub fn of(frame: DeskFrame, query: QueueQuery, listed: Listed, searched: Option<Searched>) -> Self {
        let title = title(&frame, &query);
        let lesson = match (&searched, query.is_plain()) {
            (Some(_), _) => Lesson::Search,
            (None, true) => Lesson::First,
            (None, false) => Lesson::Filter,
        };
        let cut = listed.more.is_some();
        let may_handle = frame.pages.iter().any(|page| page.href == "/console/new");
        Self {
            frame,
            title: searched.as_ref().map_or(title, |_| "Search results".to_owned()),
            summary: format!("{}, the soonest due first. {}.", capital(&listed.total), listed.today),
            choices: choices(&query, &listed),
            shops: shops(&query, &listed),
            more: listed.more.filter(|_| searched.is_none()).map(|cursor| query.after(cursor).href()),
            lines: listed.lines,
            search: searched.map(|Searched { words, by_ear }| SearchView { words, cut, by_ear }),
            query,
            lesson,
            may_handle,
        }
    }
}

/// The name of the queue or of the kept filter that this is.
fn title(frame: &DeskFrame, query: &QueueQuery) -> String {
    let text = query.text();
    let named = rail().into_iter().find(|(_, queue)| queue.text() == text).map(|(name, _)| name.to_owned());
    let kept = || frame.saved.iter().find(|saved| saved.here).map(|saved| saved.name.clone());
    named.or_else(kept).unwrap_or_else(|| "Filtered cases".to_owned())
}

fn choices(query: &QueueQuery, listed: &Listed) -> Vec<ChoiceView> {
    let choice = |name, label, all: &str, options: Vec<(String, String)>| {
        let every = std::iter::once((String::new(), all.to_owned())).chain(options);
        let marked = every.map(|(value, words)| {
            let chosen = query.value(name) == value;
            (value, words, chosen)
        });
        ChoiceView { name, label, options: marked.collect() }
    };
    let states = State::ALL.iter().map(|state| (state.code().to_owned(), state.name().to_owned()));
    let rights = Right::ALL.iter().map(|right| (right.code().to_owned(), right.name().to_owned()));
    let fixed = [("me".to_owned(), "Me".to_owned()), ("nobody".to_owned(), "Nobody".to_owned())];
    let owners = listed.owners.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let lateness = LATENESS.iter().map(|(word, _, label)| ((*word).to_owned(), (*label).to_owned()));
    let waiting = WAITING.iter().map(|(word, _, label)| ((*word).to_owned(), (*label).to_owned()));
    let mine = std::iter::once(("me".to_owned(), "My teams".to_owned()));
    let teams = mine.chain(listed.teams.iter().map(|(id, name)| (id.to_string(), name.clone()))).collect();
    let team = (!listed.teams.is_empty()).then(|| choice("team", "Team", "Any team", teams));
    let mut all = vec![
        choice("state", "State", "Any state", states.collect()),
        choice("right", "Right", "Any right", rights.collect()),
        choice("owner", "Owner", "Anybody", fixed.into_iter().chain(owners).collect()),
        choice("lateness", "Due", "Any date", lateness.collect()),
        choice("waiting", "Waiting for", "Anybody", waiting.collect()),
    ];
    all.extend(team);
    all
}

fn shops(query: &QueueQuery, listed: &Listed) -> Vec<LinkView> {
    let all = std::iter::once((String::new(), "All companies".to_owned()));
    let link = |(id, name): (String, String)| {
        let here = query.value("controller") == id;
        LinkView { name, href: query.with("controller", &id).href(), here }
    };
    if listed.shops.len() < 2 { Vec::new() } else { all.chain(listed.shops.iter().cloned()).map(link).collect() }
}
