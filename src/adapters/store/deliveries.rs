//! Disclosures, and how they go straight to another controller.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::further_schema::transmissions;
use super::link::on_each;
use super::rows::disclosure::DisclosureRow;
use super::rows::named::{bytes, micros};
use super::rows::transmission::{MovingRow, TransmissionRow};
use super::schema::disclosures;
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, DisclosureId, RequestId, TransmissionId};
use crate::domain::transmission::Transmission;
use crate::ports::store::StoreError;
use crate::ports::store::delivery::{Deliveries, Disclosure, Transmissions};

impl Deliveries for Transaction<'_> {
    fn add_disclosure(&mut self, disclosure: &Disclosure) -> Result<(), StoreError> {
        let earlier = disclosures::table
            .filter(disclosures::request_id.eq(bytes(disclosure.request.0)))
            .filter(disclosures::revoked_at.is_null());
        let revoked = disclosures::revoked_at.eq(micros(disclosure.built_at));
        self.change(|link| diesel::update(earlier).set(revoked).execute(link))?;
        let row = DisclosureRow::from(disclosure);
        self.change(|link| diesel::insert_into(disclosures::table).values(row).execute(link)).map(drop)
    }

    fn disclosure(&mut self, id: DisclosureId) -> Result<Disclosure, StoreError> {
        let query = disclosures::table.find(bytes(id.0)).select(DisclosureRow::as_select());
        self.ask(|link| query.first(link))?.into_disclosure()
    }

    fn disclosures_of(&mut self, case: CaseId) -> Result<Vec<Disclosure>, StoreError> {
        let query = disclosures::table
            .filter(disclosures::case_id.eq(bytes(case.0)))
            .order((disclosures::built_at.desc(), disclosures::id.desc()))
            .select(DisclosureRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(DisclosureRow::into_disclosure).collect()
    }

    fn save_disclosure(&mut self, disclosure: &Disclosure) -> Result<(), StoreError> {
        let life = (
            disclosures::expires_at.eq(micros(disclosure.expires_at)),
            disclosures::revoked_at.eq(disclosure.revoked_at.map(micros)),
        );
        let row = disclosures::table.find(bytes(disclosure.id.0));
        let saved = self.change(|link| diesel::update(row).set(life).execute(link))?;
        if saved == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    fn count_download(&mut self, id: DisclosureId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let alive = disclosures::table
            .find(bytes(id.0))
            .filter(disclosures::revoked_at.is_null().and(disclosures::expires_at.gt(micros(now))));
        let one_more = disclosures::downloads.eq(disclosures::downloads + 1);
        Ok(self.change(|link| diesel::update(alive).set(one_more).execute(link))? == 1)
    }

    fn forget_package(&mut self, id: DisclosureId) -> Result<(), StoreError> {
        let row = disclosures::table.find(bytes(id.0));
        let saved = self.change(|link| diesel::update(row).set(disclosures::object.eq("")).execute(link))?;
        if saved == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    fn expired_disclosures(&mut self, before: DateTime<Utc>) -> Result<Vec<Disclosure>, StoreError> {
        let over = disclosures::expires_at.le(micros(before));
        let query = disclosures::table
            .filter(sql::<Bool>("disclosures.object <> ''"))
            .filter(over.nullable().or(disclosures::revoked_at.le(micros(before))))
            .order((disclosures::expires_at, disclosures::id))
            .select(DisclosureRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(DisclosureRow::into_disclosure).collect()
    }
}

impl Transmissions for Transaction<'_> {
    fn add_transmission(&mut self, transmission: &Transmission) -> Result<bool, StoreError> {
        let row = TransmissionRow::of(transmission)?;
        let added = self.change(|link| {
            let insert = diesel::insert_into(transmissions::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        Ok(added == 1)
    }

    fn transmission(&mut self, id: TransmissionId) -> Result<Option<Transmission>, StoreError> {
        let query = transmissions::table.find(bytes(id.0)).select(TransmissionRow::as_select());
        self.ask(|link| query.first(link).optional())?.map(TransmissionRow::into_transmission).transpose()
    }

    fn transmissions_of(&mut self, request: RequestId) -> Result<Vec<Transmission>, StoreError> {
        let of_request = transmissions::table.filter(transmissions::request_id.eq(bytes(request.0)));
        let query = of_request.order((transmissions::made_at, transmissions::id)).select(TransmissionRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(TransmissionRow::into_transmission).collect()
    }

    fn transmissions_in(&mut self, case: CaseId) -> Result<Vec<Transmission>, StoreError> {
        let of_case = transmissions::table.filter(transmissions::case_id.eq(bytes(case.0)));
        let query = of_case.order((transmissions::made_at, transmissions::id)).select(TransmissionRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(TransmissionRow::into_transmission).collect()
    }

    fn save_transmission(&mut self, transmission: &Transmission) -> Result<(), StoreError> {
        let same = transmissions::id.eq(bytes(transmission.id.0)).and(transmissions::version.eq(transmission.version));
        let row = MovingRow::of(transmission, transmission.version + 1)?;
        let here = transmissions::table.filter(same);
        let saved = self.change(|link| diesel::update(here).set(row).execute(link))?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }
}
