//! Read models: the queue and its counters.

use chrono::{Days, NaiveDate};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Date, Text};

use super::desk::tables::{case_tags, case_teams, team_members};
use super::further_schema::unheard_cases;
use super::link::{Link, MultiBackend, on_each};
use super::rows::case::fold_address;
use super::rows::code::NumberRow;
use super::rows::named::{Table, bytes};
use super::rows::queue::QueueRow;
use super::rows::standing::{COMPLAINTS, bit};
use super::schema::cases;
use super::transaction::{Findable, Transaction};
use super::words::{Words, findable};
use super::{postgresql, sqlite};
use crate::domain::ids::CaseId;
use crate::domain::request::State;
use crate::domain::right::Right;
use crate::ports::store::StoreError;
use crate::ports::store::views::{
    BoundedCount, LatenessFilter, OwnerFilter, QueueCursor, QueueFilter, QueueLine, TeamFilter, Views, WaitingFilter,
};

/// How many earlier cases of an address are shown.
const SEEN: i64 = 100;
/// Up to so many finds it is quicker to sort what was found than to walk the queue and look at each case.
const FEW: i64 = 2_000;
const UNHEARD: Table = Table("unheard_cases");

type Query<'f> = cases::BoxedQuery<'f, MultiBackend>;
type Condition = Box<dyn BoxableExpression<cases::table, MultiBackend, SqlType = Bool>>;

impl Views for Transaction<'_> {
    fn queue(
        &mut self,
        filter: &QueueFilter,
        today: NaiveDate,
        after: Option<QueueCursor>,
        limit: i64,
    ) -> Result<Vec<QueueLine>, StoreError> {
        let Some(query) = self.filtered(filter, today)? else { return Ok(Vec::new()) };
        let page = if filter.closed { newest_first(query, after) } else { oldest_first(query, after) };
        let page = page.limit(limit).select(QueueRow::as_select());
        self.ask(|link| page.load(link))?.into_iter().map(QueueRow::into_line).collect()
    }

    fn queue_count(&mut self, filter: &QueueFilter, today: NaiveDate, bound: i64) -> Result<BoundedCount, StoreError> {
        let query = match states_only(filter) {
            Some(states) => self.with_states(!filter.closed, states)?,
            None => self.filtered(filter, today)?,
        };
        let Some(query) = query else { return Ok(BoundedCount { n: 0, more: false }) };
        let found = self.ask(|link| query.select(cases::open).limit(bound + 1).load::<bool>(link))?.len();
        let found = i64::try_from(found).unwrap_or(i64::MAX);
        Ok(BoundedCount { n: found.min(bound), more: found > bound })
    }

    fn seen_before(&mut self, email: &str, but: CaseId) -> Result<Vec<QueueLine>, StoreError> {
        // The address of a case that was emptied is nobody's.
        if email.trim().is_empty() {
            return Ok(Vec::new());
        }
        let query = cases::table
            .filter(cases::email_folded.eq(fold_address(email)).and(cases::id.ne(bytes(but.0))))
            .order((cases::received_at.desc(), cases::id.desc()))
            .limit(SEEN)
            .select(QueueRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(QueueRow::into_line).collect()
    }

    fn index_case(&mut self, case: CaseId, words: &str, names: &str) -> Result<(), StoreError> {
        self.owed_words.push(Findable { case: bytes(case.0), words: findable(words, names) });
        Ok(())
    }

    fn unheard(&mut self, limit: i64) -> Result<Vec<CaseId>, StoreError> {
        let query = unheard_cases::table.select(unheard_cases::case_id).order(unheard_cases::case_id).limit(limit);
        let rows: Vec<Vec<u8>> = self.ask(|link| query.load(link))?;
        rows.iter().map(|id| Ok(CaseId(UNHEARD.id("case_id", id)?))).collect()
    }

    fn unheard_count(&mut self) -> Result<i64, StoreError> {
        self.ask(|link| unheard_cases::table.count().get_result(link))
    }

    fn heard(&mut self, case: CaseId) -> Result<(), StoreError> {
        let listed = unheard_cases::table.find(bytes(case.0));
        self.change(|link| diesel::delete(listed).execute(link)).map(drop)
    }
}

impl Transaction<'_> {
    /// The cases that a filter lets through; `None` when it can be seen at once that there are none.
    fn filtered(&mut self, filter: &QueueFilter, today: NaiveDate) -> Result<Option<Query<'static>>, StoreError> {
        let found = match filter.search.as_deref().filter(|typed| !typed.trim().is_empty()) {
            Some(typed) => self.with_words(typed, filter)?,
            None => self.in_state(filter)?,
        };
        Ok(found.map(|query| restricted(query, filter, today)))
    }

    fn with_words(&mut self, typed: &str, filter: &QueueFilter) -> Result<Option<Query<'static>>, StoreError> {
        let words = if filter.by_ear { Words::by_ear(typed) } else { Words::parse(typed) };
        let Some(words) = words else { return Ok(None) };
        let found = self.ask(|link| match link {
            Link::Sqlite(link) => sqlite::found_by_words(link, &words, FEW + 1),
            Link::Postgres(link) => postgresql::found_by_words(link, &words, FEW + 1),
        })?;
        self.ask(|link| Ok(search(link, &words, found <= FEW, filter))).map(|query| Some(in_bits(query, filter)))
    }

    /// Cases in a state. Where there are few, an index finds them; in the order of the queue they may be far apart.
    fn in_state(&mut self, filter: &QueueFilter) -> Result<Option<Query<'static>>, StoreError> {
        let all = cases::table.filter(cases::open.eq(!filter.closed));
        let Some(states) = states_of(filter) else { return Ok(Some(all.into_boxed())) };
        let sets = self.ask(|link| sets_with(link, !filter.closed, states))?;
        let few = all.filter(cases::states_in.eq_any(sets.clone()));
        let found = self.ask(|link| few.clone().select(cases::open).limit(FEW + 1).load::<bool>(link))?.len();
        Ok(match i64::try_from(found) {
            Ok(0) => None,
            Ok(found) if found <= FEW => Some(few.into_boxed()),
            _ => Some(in_bits(all.into_boxed(), filter)),
        })
    }

    /// Cases in states, by the index of the states alone: to be counted, not to be sorted.
    fn with_states(&mut self, open: bool, states: i64) -> Result<Option<Query<'static>>, StoreError> {
        let sets = self.ask(|link| sets_with(link, open, states))?;
        let found = cases::table.filter(cases::open.eq(open).and(cases::states_in.eq_any(sets.clone())));
        Ok(if sets.is_empty() { None } else { Some(found.into_boxed()) })
    }
}

/// The states that mean that it is the person's turn.
const PERSONS_TURN: [State; 3] = [State::Verifying, State::AwaitingAuthority, State::AwaitingClarification];

/// The bits of the states that a filter names; `None` when it names none.
fn states_of(filter: &QueueFilter) -> Option<i64> {
    match (filter.state, filter.waiting) {
        (Some(state), _) => Some(bit(&State::ALL, &state)),
        (None, Some(WaitingFilter::Person)) => Some(persons_turn()),
        _ => None,
    }
}

fn persons_turn() -> i64 {
    PERSONS_TURN.iter().fold(0, |bits, state| bits | bit(&State::ALL, state))
}

/// The bits of the states when a filter names nothing else.
fn states_only(filter: &QueueFilter) -> Option<i64> {
    let bare = QueueFilter {
        state: filter.state,
        waiting: filter.waiting.filter(|_| filter.state.is_none()),
        closed: filter.closed,
        ..QueueFilter::default()
    };
    states_of(filter).filter(|_| bare == *filter)
}

/// The sets of states that occur among open or closed cases and have a state in them. There are few, and each is one step in an index.
fn sets_with(link: &mut Link, open: bool, state: i64) -> QueryResult<Vec<i64>> {
    let query = diesel::sql_query(
        "WITH RECURSIVE sets (n) AS (SELECT MIN(states_in) FROM cases WHERE open = $1 UNION ALL \
         SELECT (SELECT MIN(states_in) FROM cases WHERE open = $1 AND states_in > sets.n) FROM sets WHERE sets.n IS NOT NULL) \
         SELECT n FROM sets WHERE n & $2 <> 0",
    );
    let rows: Vec<NumberRow> = on_each!(link, c => query.bind::<Bool, _>(open).bind::<BigInt, _>(state).load(c))?;
    Ok(rows.into_iter().map(|row| row.n).collect())
}

/// The cases of a query that are in the state of a filter.
fn in_bits(query: Query<'static>, filter: &QueueFilter) -> Query<'static> {
    match states_of(filter) {
        Some(states) => query.filter(one_of("cases.states_in & ", states)),
        None => query,
    }
}

/// Cases with the words. Neither database weighs the two ways well itself: a plus sign before a column keeps its index out of use
/// in SQLite, and PostgreSQL, which does not know how rare the beginning of a word is, would walk the whole queue for one case.
fn search(link: &Link, words: &Words, few: bool, filter: &QueueFilter) -> Query<'static> {
    let (open, matching, found, end) = match link {
        Link::Sqlite(_) if few => (
            "+cases.open = ",
            sqlite::matching(words),
            "cases.n IN (SELECT rowid FROM case_words WHERE case_words MATCH ",
            ")",
        ),
        Link::Sqlite(_) => (
            "cases.open = ",
            sqlite::matching(words),
            "+cases.n IN (SELECT rowid FROM case_words WHERE case_words MATCH ",
            ")",
        ),
        Link::Postgres(_) if few => (
            "cases.open = ",
            postgresql::matching(words),
            "cases.id = ANY (ARRAY(SELECT case_id FROM case_words WHERE words @@ CAST(",
            " AS tsquery)))",
        ),
        Link::Postgres(_) => (
            "cases.open = ",
            postgresql::matching(words),
            "cases.id IN (SELECT case_id FROM case_words WHERE words @@ CAST(",
            " AS tsquery))",
        ),
    };
    cases::table
        .filter(sql::<Bool>(open).bind::<Bool, _>(!filter.closed))
        .filter(sql::<Bool>(found).bind::<Text, _>(matching).sql(end))
        .into_boxed()
}

/// What else a filter asks for.
fn restricted(mut query: Query<'static>, filter: &QueueFilter, today: NaiveDate) -> Query<'static> {
    if let Some(right) = filter.right {
        query = query.filter(one_of("cases.rights_in & ", bit(&Right::ALL, &right)));
    }
    // The words of the index, so that both databases see that it fits; a complaint has no rights below its bit.
    if filter.complaints {
        query = query.filter(sql::<Bool>(COMPLAINTS));
    }
    if filter.marketing {
        query = query.filter(cases::marketing);
    }
    query = match filter.waiting {
        Some(WaitingFilter::Vendor) => query.filter(cases::awaits_vendor),
        Some(WaitingFilter::Person) if filter.state.is_some() => {
            query.filter(one_of("cases.states_in & ", persons_turn()))
        }
        _ => query,
    };
    if let Some(controller) = filter.controller.clone() {
        query = query.filter(cases::controller.eq(controller));
    }
    query = match filter.owner {
        Some(OwnerFilter::Of(owner)) => query.filter(cases::owner.eq(bytes(owner.0))),
        Some(OwnerFilter::Nobody) => query.filter(cases::owner.is_null()),
        None => query,
    };
    if filter.unconfirmed {
        query = query.filter(cases::email_confirmed_at.is_null());
    }
    if let Some(tag) = filter.tag.clone() {
        let tagged = case_tags::table.filter(case_tags::tag.eq(tag)).select(case_tags::case_id);
        query = query.filter(cases::id.eq_any(tagged));
    }
    late(in_team(query, filter.team), filter.lateness, today)
}

fn in_team(query: Query<'static>, team: Option<TeamFilter>) -> Query<'static> {
    match team {
        None => query,
        Some(TeamFilter::Of(team)) => {
            let given = case_teams::table.filter(case_teams::team_id.eq(bytes(team.0)));
            query.filter(cases::id.eq_any(given.select(case_teams::case_id)))
        }
        Some(TeamFilter::OfMember(staff)) => {
            let theirs = team_members::table.filter(team_members::staff_id.eq(bytes(staff.0)));
            let given = case_teams::table.filter(case_teams::team_id.eq_any(theirs.select(team_members::team_id)));
            query.filter(cases::id.eq_any(given.select(case_teams::case_id)))
        }
    }
}

/// Whether a set of bits has one in it.
fn one_of(bits: &'static str, bit: i64) -> Condition {
    Box::new(sql::<Bool>(bits).bind::<BigInt, _>(bit).sql(" <> 0"))
}

/// Whether a case stands on the far side of a line of the queue. As one comparison of pairs, which an index can answer.
fn beyond(pair: &'static str, line: QueueCursor) -> Condition {
    let after = sql::<Bool>(pair).bind::<Date, _>(line.sort).sql(", ").bind::<Binary, _>(bytes(line.case.0));
    Box::new(after.sql(")"))
}

fn late(query: Query<'static>, lateness: Option<LatenessFilter>, today: NaiveDate) -> Query<'static> {
    let soon = today.checked_add_days(Days::new(7)).unwrap_or(NaiveDate::MAX);
    match lateness {
        None => query,
        Some(LatenessFilter::Overdue) => query.filter(cases::due.lt(today)),
        Some(LatenessFilter::Soon) => query.filter(cases::due.between(today, soon)),
        Some(LatenessFilter::Later) => query.filter(cases::due.gt(soon)),
        Some(LatenessFilter::NotRunning) => query.filter(cases::due.is_null()),
    }
}

fn oldest_first(query: Query<'static>, after: Option<QueueCursor>) -> Query<'static> {
    let query = query.order((cases::sort_date, cases::id));
    match after {
        Some(after) => query.filter(beyond("(cases.sort_date, cases.id) > (", after)),
        None => query,
    }
}

fn newest_first(query: Query<'static>, after: Option<QueueCursor>) -> Query<'static> {
    let query = query.order((cases::sort_date.desc(), cases::id.desc()));
    match after {
        Some(after) => query.filter(beyond("(cases.sort_date, cases.id) < (", after)),
        None => query,
    }
}
