//! Erasures that the program carries out.

use diesel::prelude::*;

use super::further_schema::{erased_traces, erasure_parts, erasures};
use super::link::on_each;
use super::rows::erasure::{ErasureRow, PartRow, TraceRow};
use super::rows::named::bytes;
use super::transaction::Transaction;
use crate::domain::ids::RequestId;
use crate::ports::store::StoreError;
use crate::ports::store::erasures::{ErasedTrace, Erasure, ErasurePart, Erasures};

impl Erasures for Transaction<'_> {
    fn put_erasure(&mut self, erasure: &Erasure) -> Result<(), StoreError> {
        let row = ErasureRow::new(erasure)?;
        let put = self.change(|link| {
            let insert = diesel::insert_into(erasures::table).values(row.clone());
            on_each!(link, c => insert.on_conflict(erasures::request_id).do_update().set(row).execute(c))
        });
        put.map(drop)
    }

    fn erasure(&mut self, request: RequestId) -> Result<Option<Erasure>, StoreError> {
        let query = erasures::table.find(bytes(request.0)).select(ErasureRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(ErasureRow::into_erasure).transpose()
    }

    fn put_erasure_part(&mut self, part: &ErasurePart) -> Result<(), StoreError> {
        let row = PartRow::from(part);
        let put = self.change(|link| {
            let insert = diesel::insert_into(erasure_parts::table).values(row.clone());
            on_each!(link, c => insert
                .on_conflict((erasure_parts::request_id, erasure_parts::system))
                .do_update()
                .set(row)
                .execute(c))
        });
        put.map(drop)
    }

    fn remember_erased(&mut self, traces: &[ErasedTrace]) -> Result<(), StoreError> {
        for trace in traces {
            let row = TraceRow::from(trace);
            self.change(|link| {
                let insert = diesel::insert_into(erased_traces::table).values(row);
                on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
            })?;
        }
        Ok(())
    }

    fn erased_traces(&mut self, after: Option<[u8; 32]>, limit: i64) -> Result<Vec<ErasedTrace>, StoreError> {
        let query = erased_traces::table
            .filter(erased_traces::hash.gt(after.map(|hash| hash.to_vec()).unwrap_or_default()))
            .order(erased_traces::hash)
            .limit(limit)
            .select(TraceRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(TraceRow::into_trace).collect()
    }

    fn erasure_parts(&mut self, request: RequestId) -> Result<Vec<ErasurePart>, StoreError> {
        let query = erasure_parts::table
            .filter(erasure_parts::request_id.eq(bytes(request.0)))
            .order(erasure_parts::system)
            .select(PartRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(PartRow::into_part).collect()
    }
}
