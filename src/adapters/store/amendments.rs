//! Amendments.

use diesel::prelude::*;

use super::amendment_schema::amendments;
use super::link::on_each;
use super::rows::amendment::AmendmentRow;
use super::rows::named::{Table, bytes};
use super::schema::requests;
use super::transaction::Transaction;
use crate::domain::amendment::{AmendmentKind, AmendmentState};
use crate::domain::ids::{AmendmentId, RequestId};
use crate::domain::request::State;
use crate::domain::right::Right;
use crate::ports::store::StoreError;
use crate::ports::store::amendments::{Amendments, StoredAmendment};

impl Amendments for Transaction<'_> {
    fn put_amendment(&mut self, amendment: &StoredAmendment) -> Result<(), StoreError> {
        let row = AmendmentRow::from(amendment);
        let put = self.change(|link| {
            let insert = diesel::insert_into(amendments::table).values(row.clone());
            on_each!(link, c => insert.on_conflict(amendments::id).do_update().set(row).execute(c))
        });
        put.map(drop)
    }

    fn amendment(&mut self, id: AmendmentId) -> Result<StoredAmendment, StoreError> {
        let query = amendments::table.find(bytes(id.0)).select(AmendmentRow::as_select());
        self.ask(|link| query.first(link))?.into_amendment()
    }

    fn remove_amendment(&mut self, id: AmendmentId) -> Result<(), StoreError> {
        let one = amendments::table.find(bytes(id.0));
        self.change(|link| diesel::delete(one).execute(link)).map(drop)
    }

    fn amendments_of(&mut self, request: RequestId) -> Result<Vec<StoredAmendment>, StoreError> {
        let query = amendments::table
            .filter(amendments::request_id.eq(bytes(request.0)))
            .order((amendments::made_at, amendments::id))
            .select(AmendmentRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(AmendmentRow::into_amendment).collect()
    }

    fn marks_at(&mut self, system: &str, collection: &str, column: &str) -> Result<Vec<StoredAmendment>, StoreError> {
        let query = amendments::table
            .filter(amendments::system.eq(system.to_owned()).and(amendments::collection.eq(collection.to_owned())))
            .filter(amendments::column_name.eq(column.to_owned()))
            .filter(amendments::kind.eq(AmendmentKind::Mark.code()))
            .filter(amendments::state.ne(AmendmentState::Lifted.code()))
            .order((amendments::made_at, amendments::id))
            .select(AmendmentRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(AmendmentRow::into_amendment).collect()
    }

    fn restrictions(&mut self, limit: i64) -> Result<Vec<RequestId>, StoreError> {
        let query = requests::table
            .filter(requests::right_code.eq(Right::Restriction.code()).and(requests::state.eq(State::Fulfilled.code())))
            .order(requests::id.desc())
            .limit(limit)
            .select(requests::id);
        let ids: Vec<Vec<u8>> = self.ask(|link| query.load(link))?;
        ids.iter().map(|id| Ok(RequestId(Table("requests").id("id", id)?))).collect()
    }
}
