//! The suppression list.

use diesel::prelude::*;

use super::further_schema::suppressions;
use super::link::on_each;
use super::rows::suppression::SuppressionRow;
use super::transaction::Transaction;
use crate::domain::suppression::Channel;
use crate::ports::store::StoreError;
use crate::ports::store::suppressions::{Suppression, Suppressions};

impl Suppressions for Transaction<'_> {
    fn suppress(&mut self, suppression: &Suppression) -> Result<bool, StoreError> {
        let row = SuppressionRow::from(suppression);
        let added = self.change(|link| {
            let insert = diesel::insert_into(suppressions::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        Ok(added == 1)
    }

    fn suppression(
        &mut self,
        controller: &str,
        channel: Channel,
        hash: &[u8; 32],
    ) -> Result<Option<Suppression>, StoreError> {
        let query = suppressions::table
            .find((controller.to_owned(), channel.code(), hash.to_vec()))
            .select(SuppressionRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(SuppressionRow::into_suppression).transpose()
    }

    fn suppressions(
        &mut self,
        controller: &str,
        after: Option<(Channel, [u8; 32])>,
        limit: i64,
    ) -> Result<Vec<Suppression>, StoreError> {
        let (channel, hash) = after.map_or(("", Vec::new()), |(channel, hash)| (channel.code(), hash.to_vec()));
        let later =
            suppressions::channel.gt(channel).or(suppressions::channel.eq(channel).and(suppressions::hash.gt(hash)));
        let query = suppressions::table
            .filter(suppressions::controller.eq(controller.to_owned()).and(later))
            .order((suppressions::channel, suppressions::hash))
            .limit(limit)
            .select(SuppressionRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(SuppressionRow::into_suppression).collect()
    }
}
