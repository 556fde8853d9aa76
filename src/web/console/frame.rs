//! What surrounds every page of the console: who is signed in, the rail with its counters, the token of the forms.

use actix_web::web;
use chrono::NaiveDate;

use super::guard::SignedIn;
use super::queues::filter::QueueQuery;
use super::setup::start::{StartLine, start_line};
use super::shown::capital;
use crate::domain::access::Permission;
use crate::domain::clock::words::long_date;
use crate::domain::ids::StaffId;
use crate::domain::office::acting;
use crate::ports::store::Tx;
use crate::ports::store::filters::SavedFilter;
use crate::ports::store::staff::Staff;
use crate::web::WebError;
use crate::web::desk::at_desk;
use crate::workflow::counter::shortcuts;
use crate::workflow::holidays::short_list;
use crate::workflow::restore::{Cause, Held, held};
use crate::workflow::{Desk, WorkError};

/// Counters stop here: "999+" says what there is to say.
const BOUND: i64 = 999;

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct DeskFrame {
    /// Who is signed in.
    pub name: String,
    /// Their role.
    pub role: &'static str,
    /// The token of the page's forms.
    pub token: String,
    /// The queues.
    pub queues: Vec<RailView>,
    /// Filters that they keep, and that others share.
    pub saved: Vec<SavedView>,
    /// Whether keys lead to pages.
    pub keys: bool,
    /// Further pages that this role may see.
    pub pages: Vec<RailView>,
    /// What stands above every page while mail is held back; empty otherwise.
    pub held: String,
    /// What stands above every page while a list of public holidays does not reach far enough; empty otherwise.
    pub short: String,
}

/// A line of the rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RailView {
    /// What it says.
    pub name: &'static str,
    /// Where it leads.
    pub href: String,
    /// "14", "999+", or nothing.
    pub count: String,
    /// Whether this page is it.
    pub here: bool,
    /// Whether it must not be overlooked.
    pub late: bool,
}

/// A saved filter in the rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// What it is called.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// Whether this page is it.
    pub here: bool,
    /// Whether somebody else keeps it.
    pub others: bool,
}

/// Does work at the desk and reads the frame of the page that shows it, in one turn. `here` is the address of the page's
/// line in the rail.
pub async fn framed<T, F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    here: String,
    work: F,
) -> Result<(DeskFrame, T), WebError>
where
    T: Send + 'static,
    F: FnOnce(&Desk) -> Result<T, WorkError> + Send + 'static,
{
    let signed_in = signed_in.clone();
    at_desk(desk, move |desk| {
        let done = work(desk)?;
        let frame = read(desk, &signed_in, &here)?;
        Ok((frame, done))
    })
    .await
}

fn read(desk: &Desk, signed_in: &SignedIn, here: &str) -> Result<DeskFrame, WorkError> {
    let me = signed_in.staff.id;
    let queues = desk.read(move |desk, tx, now| {
        let today = desk.today(now)?;
        let inbox = tx.entries_waiting(BOUND)?;
        let stuck = !tx.troubled_mails(1)?.is_empty();
        let held = held(tx)?.map(held_words).unwrap_or_default();
        let short = short_list(desk, today).unwrap_or_default();
        Ok((
            Waiting { inbox, stuck, held, short },
            queues(tx, me, today)?,
            (stood_in_for(tx, me, today)?, tx.filters_for(me)?),
            shortcuts::are_on(tx, me)?,
        ))
    })?;
    let (waiting, queues, (stood_in_for, saved), keys) = queues;
    let saved = saved.into_iter().map(|filter| SavedView::of(filter, me, here));
    let writes = signed_in.staff.role.may(Permission::WriteCompanies);
    let start = if writes { start_line(desk)? } else { None };
    let mark = |line: RailView| RailView { here: line.href == here, ..line };
    Ok(DeskFrame {
        name: signed_in.staff.name.clone(),
        role: signed_in.staff.role.name(),
        token: signed_in.key().issue(&*desk.entropy),
        keys,
        queues: queues.into_iter().map(mark).collect(),
        saved: stood_in_for.iter().map(|staff| SavedView::of_absent(staff, here)).chain(saved).collect(),
        pages: start.iter().map(first_steps).chain(pages(signed_in, &waiting)).map(mark).collect(),
        held: waiting.held,
        short: capital(&waiting.short),
    })
}

impl DeskFrame {
    /// Whether a line of the rail leads there: what a role may not see is linked from nowhere.
    pub fn leads_to(&self, href: &str) -> bool {
        self.pages.iter().any(|line| line.href == href)
    }
}

impl SavedView {
    fn of(filter: SavedFilter, me: StaffId, here: &str) -> Self {
        let href = format!("/console?{}", filter.query);
        Self { here: href == here, others: filter.staff != me, name: filter.name, href }
    }

    fn of_absent(staff: &Staff, here: &str) -> Self {
        let href = QueueQuery::of("owner", &staff.id.to_string()).href();
        Self { name: format!("{}’s cases while away", staff.name), here: href == here, others: false, href }
    }
}

/// Those for whom somebody stands in today.
fn stood_in_for(tx: &mut dyn Tx, me: StaffId, today: NaiveDate) -> Result<Vec<Staff>, WorkError> {
    let absences = tx.absences()?;
    let away = absences.iter().filter(|absence| absence.covers(today)).map(|absence| absence.staff);
    let mine = away.filter(|staff| acting(*staff, today, &absences, |deputy| deputy == me).is_some());
    mine.map(|staff| Ok(tx.staff(staff)?)).collect()
}

fn queues(tx: &mut dyn Tx, me: StaffId, today: NaiveDate) -> Result<Vec<RailView>, WorkError> {
    let mut lines = Vec::new();
    let in_team = tx.is_in_a_team(me)?;
    for (name, query) in rail().into_iter().filter(|(_, query)| in_team || !query.is_of_my_teams()) {
        let counted = tx.queue_count(&query.filter(me), today, BOUND)?;
        let count = if counted.more { format!("{BOUND}+") } else { counted.n.to_string() };
        let late = query.is_overdue() && counted.n > 0;
        lines.push(RailView { name, href: query.href(), count, here: false, late });
    }
    Ok(lines)
}

/// The queues everybody has, as saved filters.
pub fn rail() -> Vec<(&'static str, QueueQuery)> {
    let with = |key: &str, value: &str| QueueQuery::of(key, value);
    vec![
        ("All open", QueueQuery::default()),
        ("Mine", with("owner", "me")),
        ("Of my teams", with("team", "me")),
        ("Nobody’s", with("owner", "nobody")),
        ("New", with("state", "received")),
        ("Address not confirmed", with("unconfirmed", "yes")),
        ("Waiting for the person", with("waiting", "person")),
        ("Waiting for a vendor", with("waiting", "vendor")),
        ("Ready to review", with("state", "reviewing")),
        ("Due within 7 days", with("lateness", "soon")),
        ("Overdue", with("lateness", "overdue")),
        ("Complaints", with("complaints", "yes")),
        ("Marketing stops", with("marketing", "yes")),
        ("Closed", with("closed", "yes")),
    ]
}

/// What waits for somebody besides the queues.
struct Waiting {
    inbox: i64,
    stuck: bool,
    held: String,
    short: String,
}

/// What happened, and what it means for the mail.
fn held_words(held: Held) -> String {
    let day = long_date(held.at.date_naive());
    let why = match held.cause {
        Cause::Restored => format!("This database was put back to an earlier state, noticed on {day}."),
        Cause::Copied => format!("This data folder is a copy, noticed on {day}. Was it put back from a backup?"),
        Cause::Operator => format!("An operator held the outgoing mail back on {day}."),
    };
    let letters = match held.mails {
        0 => "No letter was waiting to be sent.".to_owned(),
        1 => "One letter that the database calls unsent may have gone already; it waits for your word.".to_owned(),
        n => format!("{n} letters that the database calls unsent may have gone already; they wait for your word."),
    };
    format!("{why} {letters}")
}

/// The way to the first steps, while some are left.
fn first_steps(line: &StartLine) -> RailView {
    let name = "First steps";
    let count = format!("{} of {}", line.done, line.of);
    RailView { name, href: "/console/start".to_owned(), count, here: false, late: false }
}

fn pages(signed_in: &SignedIn, waiting: &Waiting) -> Vec<RailView> {
    let line =
        |name, href: &str| RailView { name, href: href.to_owned(), count: String::new(), here: false, late: false };
    let name = if waiting.inbox > 0 { "Inbox: messages wait" } else { "Inbox" };
    let mut pages = vec![line(name, "/console/inbox")];
    let name = if waiting.stuck { "Letters that did not arrive: some wait" } else { "Letters that did not arrive" };
    if signed_in.staff.role.may(Permission::SeeCases) {
        pages.insert(0, line("Reports", "/console/reports"));
        pages.push(line(name, "/console/outbox"));
        pages.push(line("Letters", "/console/letters"));
        pages.push(line("Restricted data", "/console/restrictions"));
        pages.push(line("Companies and policies", "/console/companies"));
        pages.push(line("What answers lack", "/console/answers"));
        pages.push(line("Lessons", "/console/lessons"));
        pages.push(line("Complaints in figures", "/console/complaints"));
        pages.push(line("Data maps", "/console/maps"));
        pages.push(line("Dates in your calendar", "/console/feeds"));
    }
    if signed_in.staff.role.may(Permission::ReadLog) {
        pages.push(line("What was changed", "/console/history"));
    }
    if signed_in.staff.role.may(Permission::HandleCases) {
        pages.push(line("New case", "/console/new"));
        pages.push(line("Texts for replies", "/console/texts"));
        pages.push(line("Macros", "/console/macros"));
    }
    if signed_in.staff.role.may(Permission::ConnectSystems) {
        pages.push(line("Mail", "/console/mail"));
        pages.push(line("Systems", "/console/systems"));
    }
    if signed_in.staff.role.may(Permission::WriteCompanies) {
        pages.push(line("Who approves", "/console/approval"));
    }
    if signed_in.staff.role.may(Permission::ManageStaff) {
        pages.push(line("Staff", "/console/staff"));
        pages.push(line("Teams", "/console/teams"));
    }
    pages.push(line("Your account", "/console/profile"));
    pages
}
