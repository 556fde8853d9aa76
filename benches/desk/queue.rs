//! The queue page: the list, its counter and the thirteen counters beside it, with a thousand to a hundred thousand cases.

use chrono::NaiveDate;
use rightsdesk::domain::ids::StaffId;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::views::{LatenessFilter, OwnerFilter, QueueCursor, QueueFilter, WaitingFilter};
use rightsdesk::ports::store::{Store, StoreError, Tx, read};
use rusqlite::Connection;

use crate::cases::{Filler, today};
use crate::figures::{Times, in_millis, millis, number, times, whole};
use crate::home::Home;
use crate::report::{Part, Row, aim, left_out};
use crate::{Effort, Outcome};

/// Lines of a page, and one more that says whether there is another page.
const LINES: i64 = 51;
/// The largest desk, of which every question is asked.
const LARGEST: usize = 100_000;
/// How far the counters count.
const BOUND: i64 = 999;
/// What we aim at: 99 of 100 whole pages with 100,000 cases, in milliseconds.
const AIM: f64 = 10.0;

/// A way to ask for the queue.
struct Question {
    what: &'static str,
    filter: QueueFilter,
    deep: bool,
}

/// Fills a database step by step and measures at each step.
pub fn measure(effort: Effort) -> Outcome<Vec<Part>> {
    let mut parts = vec![on(&Home::embedded()?, effort)?];
    match Home::on_server()? {
        Some(home) => parts.push(on(&home, effort)?),
        None => left_out("the queue on PostgreSQL", "RIGHTSDESK_TEST_POSTGRES names no server")?,
    }
    Ok(parts)
}

fn on(home: &Home, effort: Effort) -> Outcome<Part> {
    let store = home.store()?;
    let mut filler = Filler::new(&*store)?;
    let mut rows = Vec::new();
    for size in effort.choose(vec![1_000, 10_000, LARGEST], vec![100, 200]) {
        filler.fill(&*store, size)?;
        if let Some(url) = home.url() {
            // As the server would have done by itself after a minute.
            postgres::Client::connect(&url, postgres::NoTls)?.batch_execute("ANALYZE")?;
        }
        let bare = match home.url() {
            Some(url) => fifty_rows_of_the_server(&url, effort)?,
            None => fifty_rows(home, effort)?,
        };
        let kinds = if size == LARGEST { usize::MAX } else { 1 };
        for question in questions(filler.somebody()).iter().take(kinds) {
            rows.push(ask(home, &*store, size, question, bare, effort)?);
        }
    }
    Ok(Part { name: format!("queue-{}", home.engine().to_lowercase()), rows, notes: Vec::new() })
}

fn questions(somebody: StaffId) -> Vec<Question> {
    let all = QueueFilter::default;
    let searched = |words: &str| QueueFilter { search: Some(words.to_owned()), ..all() };
    let question = |what, filter| Question { what, filter, deep: false };
    vec![
        question("first page", all()),
        Question { what: "a page from the middle", filter: all(), deep: true },
        question("closed cases", QueueFilter { closed: true, ..all() }),
        question("overdue", QueueFilter { lateness: Some(LatenessFilter::Overdue), ..all() }),
        question(
            "somebody’s, in one state",
            QueueFilter { owner: Some(OwnerFilter::Of(somebody)), state: Some(State::Gathering), ..all() },
        ),
        question(
            "one company’s rare right",
            QueueFilter { controller: Some("jusstool".to_owned()), right: Some(Right::ConsentWithdrawal), ..all() },
        ),
        question("a state that no case is in", QueueFilter { state: Some(State::AwaitingAuthority), ..all() }),
        question("search, a name", searched("grainne okonkwo")),
        question("search, a word of most cases", searched("please")),
        question("search, one address", searched("person77@example.org")),
    ]
}

/// What the counters beside the queue count.
fn counters(me: StaffId) -> Vec<QueueFilter> {
    let all = QueueFilter::default;
    let late = |lateness| QueueFilter { lateness: Some(lateness), ..all() };
    let state = |state| QueueFilter { state: Some(state), ..all() };
    let owner = |owner| QueueFilter { owner: Some(owner), ..all() };
    vec![
        all(),
        owner(OwnerFilter::Of(me)),
        owner(OwnerFilter::Nobody),
        state(State::Received),
        QueueFilter { unconfirmed: true, ..all() },
        QueueFilter { waiting: Some(WaitingFilter::Person), ..all() },
        QueueFilter { waiting: Some(WaitingFilter::Vendor), ..all() },
        state(State::Reviewing),
        late(LatenessFilter::Soon),
        late(LatenessFilter::Overdue),
        QueueFilter { complaints: true, ..all() },
        QueueFilter { marketing: true, ..all() },
        QueueFilter { closed: true, ..all() },
    ]
}

fn ask(home: &Home, store: &dyn Store, size: usize, question: &Question, bare: f64, effort: Effort) -> Outcome<Row> {
    let after = if question.deep { middle(store)? } else { None };
    let (mut whole_page, mut list) = (Times::default(), Times::default());
    let mut found = 0;
    for _ in 0..effort.choose(400, 3) {
        let filter = question.filter.clone();
        found = list.time(|| read(store, move |tx| lines(tx, &filter, after)))?;
        let filter = question.filter.clone();
        whole_page.time(|| read(store, move |tx| page(tx, &filter, after)))?;
    }
    let (middle, slow) = (whole_page.median(), millis(whole_page.percentile(99)));
    Ok(Row {
        what: format!("{}, {} cases, {}", home.engine(), whole(number(size)), question.what),
        ours: format!(
            "{} (p99 {}; the {found} lines alone {})",
            in_millis(middle),
            in_millis(slow),
            in_millis(list.median())
        ),
        yardstick: in_millis(bare),
        ratio: times(middle, bare),
        aim: if size == LARGEST { aim("p99 ≤ 10 ms", slow <= AIM) } else { String::new() },
    })
}

fn lines(tx: &mut dyn Tx, filter: &QueueFilter, after: Option<QueueCursor>) -> Result<usize, StoreError> {
    tx.queue(filter, today(), after, LINES).map(|lines| lines.len())
}

/// Everything that the page of a list asks the database.
fn page(tx: &mut dyn Tx, filter: &QueueFilter, after: Option<QueueCursor>) -> Result<(), StoreError> {
    let staff = tx.all_staff()?;
    lines(tx, filter, after)?;
    tx.queue_count(filter, today(), BOUND)?;
    let Some(me) = staff.first() else { return Err(StoreError::NotFound) };
    counters(me.id).iter().try_for_each(|counter| tx.queue_count(counter, today(), BOUND).map(drop))
}

/// The line in the middle of the open cases.
fn middle(store: &dyn Store) -> Outcome<Option<QueueCursor>> {
    let day: NaiveDate = today() + chrono::Days::new(25);
    let case = rightsdesk::domain::ids::CaseId::new(chrono::DateTime::UNIX_EPOCH, [0; 10]);
    let from = QueueCursor { sort: day, case };
    let lines = read::<_, StoreError, _>(store, move |tx| tx.queue(&QueueFilter::default(), today(), Some(from), 1))?;
    Ok(lines.first().map(rightsdesk::ports::store::views::QueueLine::cursor))
}

/// Fifty whole rows by their numbers, from the same file without the product: the median in milliseconds.
fn fifty_rows(home: &Home, effort: Effort) -> Outcome<f64> {
    let link = Connection::open(home.file())?;
    let mut statement = link.prepare("SELECT * FROM cases WHERE n BETWEEN ?1 AND ?1 + 49")?;
    let mut times = Times::default();
    for turn in 0..effort.choose(400_i64, 3) {
        times.time(|| -> Outcome<()> {
            let mut rows = statement.query([turn % 50 + 1])?;
            while let Some(row) = rows.next()? {
                std::hint::black_box(row.get_ref("standing")?);
            }
            Ok(())
        })?;
    }
    Ok(times.median())
}

/// The same of the server, over a connection of its own.
fn fifty_rows_of_the_server(url: &str, effort: Effort) -> Outcome<f64> {
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    let statement = client.prepare("SELECT * FROM cases WHERE n BETWEEN $1 AND $1 + 49")?;
    let mut times = Times::default();
    for turn in 0..effort.choose(400_i64, 3) {
        times.time(|| client.query(&statement, &[&(turn % 50 + 1)]).map(std::hint::black_box))?;
    }
    Ok(times.median())
}
