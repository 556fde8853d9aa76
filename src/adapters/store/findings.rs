//! Findings and gathering progress.

use diesel::prelude::*;
use diesel::sql_types::Binary;

use super::further_schema::documents;
use super::link::on_each;
use super::rows::finding::{CountRow, DecisionRow, FindingRow};
use super::rows::gathering::{GatheringRow, NewGatheringRow, Progress};
use super::rows::named::bytes;
use super::schema::{findings, gatherings};
use super::transaction::Transaction;
use crate::domain::ids::{FindingId, RequestId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::findings::{CollectionCount, Decision, Findings, Gathering, StoredFinding};

/// Rows in one statement: 15 columns each, and a statement may bind 32,766 values.
const AT_ONCE: usize = 500;

const COUNTS: &str = "SELECT system, collection, COUNT(*) AS everything, \
    COUNT(CASE WHEN flagged AND include IS NULL THEN 1 END) AS undecided, \
    COUNT(CASE WHEN NOT include THEN 1 END) AS left_out \
    FROM findings WHERE request_id = $1 GROUP BY system, collection ORDER BY system, collection";

impl Findings for Transaction<'_> {
    fn add_findings(&mut self, new: &[StoredFinding]) -> Result<(), StoreError> {
        for some in new.chunks(AT_ONCE) {
            let rows = some.iter().map(FindingRow::new).collect::<Result<Vec<_>, _>>()?;
            self.change(|link| on_each!(link, c => diesel::insert_into(findings::table).values(rows).execute(c)))?;
        }
        Ok(())
    }

    fn clear_findings(&mut self, request: RequestId, system: &str) -> Result<(), StoreError> {
        let theirs = findings::table.filter(findings::request_id.eq(bytes(request.0)).and(findings::system.eq(system)));
        self.change(|link| diesel::delete(theirs).execute(link)).map(drop)
    }

    fn finding_counts(&mut self, request: RequestId) -> Result<Vec<CollectionCount>, StoreError> {
        let query = diesel::sql_query(COUNTS).bind::<Binary, _>(bytes(request.0));
        let rows = self.ask(|link| query.load::<CountRow>(link))?;
        Ok(rows.into_iter().map(CollectionCount::from).collect())
    }

    fn findings_page(
        &mut self,
        request: RequestId,
        system: &str,
        collection: &str,
        after: Option<i64>,
        limit: i64,
    ) -> Result<Vec<StoredFinding>, StoreError> {
        let query = findings::table
            .filter(findings::request_id.eq(bytes(request.0)))
            .filter(findings::system.eq(system).and(findings::collection.eq(collection)))
            .filter(findings::ordinal.gt(after.unwrap_or(-1)))
            .order(findings::ordinal)
            .limit(limit)
            .select(FindingRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(FindingRow::into_finding).collect()
    }

    fn open_findings(&mut self, request: RequestId, limit: i64) -> Result<Vec<StoredFinding>, StoreError> {
        let query = findings::table
            .filter(findings::request_id.eq(bytes(request.0)))
            .filter(findings::flagged.and(findings::include.is_null()))
            .order((findings::system, findings::collection, findings::ordinal))
            .limit(limit)
            .select(FindingRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(FindingRow::into_finding).collect()
    }

    fn finding(&mut self, id: FindingId) -> Result<StoredFinding, StoreError> {
        let query = findings::table.find(bytes(id.0)).select(FindingRow::as_select());
        self.ask(|link| query.first(link))?.into_finding()
    }

    fn decide_finding(&mut self, id: FindingId, decision: Option<&Decision>) -> Result<(), StoreError> {
        let decision = DecisionRow::new(decision)?;
        let row = findings::table.find(bytes(id.0));
        let saved = self.change(|link| diesel::update(row).set(decision).execute(link))?;
        if saved == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    fn silenced_by(&mut self, request: RequestId) -> Result<Vec<StaffId>, StoreError> {
        let silent = findings::table.filter(findings::request_id.eq(bytes(request.0)).and(findings::silent.eq(true)));
        let query = silent.select(findings::decided_by).distinct();
        let mut who: Vec<Option<Vec<u8>>> = self.ask(|link| query.load(link))?;
        let theirs = documents::request_id.eq(bytes(request.0)).and(documents::silent.eq(true));
        let query = documents::table.filter(theirs).select(documents::decided_by).distinct();
        who.extend(self.ask(|link| query.load::<Option<Vec<u8>>>(link))?);
        who.sort();
        who.dedup();
        who.iter()
            .flatten()
            .map(|id| Ok(StaffId(super::rows::named::Table("findings").id("decided_by", id)?)))
            .collect()
    }

    fn destroy_findings(&mut self, request: RequestId) -> Result<usize, StoreError> {
        let plans = gatherings::table.filter(gatherings::request_id.eq(bytes(request.0)));
        let forgotten = gatherings::frontier.eq(None::<Vec<u8>>);
        self.change(|link| diesel::update(plans).set(forgotten).execute(link))?;
        let all = findings::table.filter(findings::request_id.eq(bytes(request.0)));
        self.change(|link| diesel::delete(all).execute(link))
    }

    fn put_gathering(&mut self, gathering: &Gathering) -> Result<(), StoreError> {
        let planned = gatherings::table.filter(gatherings::request_id.eq(bytes(gathering.request.0)));
        let ordinal = self.ask(|link| planned.count().get_result::<i64>(link))?;
        let row = NewGatheringRow::new(gathering, ordinal);
        let added = self.change(|link| {
            let insert = diesel::insert_into(gatherings::table).values(row);
            on_each!(link, c => insert
                .on_conflict((gatherings::request_id, gatherings::system))
                .do_update()
                .set(Progress::from(gathering))
                .execute(c))
        });
        added.map(drop)
    }

    fn gatherings(&mut self, request: RequestId) -> Result<Vec<Gathering>, StoreError> {
        let query = gatherings::table
            .filter(gatherings::request_id.eq(bytes(request.0)))
            .order((gatherings::ordinal, gatherings::system))
            .select(GatheringRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(GatheringRow::into_gathering).collect()
    }
}
