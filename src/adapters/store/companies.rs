//! Companies and policies.

use diesel::prelude::*;

use super::rows::company::{ControllerVersionRow, PolicyLineRow, PolicyRow};
use super::rows::named::{Table, bytes, micros};
use super::schema::{controller_versions, policies};
use super::transaction::Transaction;
use crate::domain::ids::PolicyId;
use crate::ports::store::StoreError;
use crate::ports::store::companies::{Companies, ControllerVersion, PolicyLine, PolicyRecord};

impl Companies for Transaction<'_> {
    fn add_controller_version(&mut self, version: &ControllerVersion) -> Result<(), StoreError> {
        let row = ControllerVersionRow::new(version)?;
        self.change(|link| diesel::insert_into(controller_versions::table).values(row).execute(link)).map(drop)
    }

    fn controller_version_count(&mut self) -> Result<i64, StoreError> {
        self.ask(|link| controller_versions::table.count().get_result(link))
    }

    fn controller_versions(&mut self) -> Result<Vec<ControllerVersion>, StoreError> {
        let oldest = (controller_versions::written_at.asc(), controller_versions::id.asc());
        let query = controller_versions::table.order(oldest).select(ControllerVersionRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(ControllerVersionRow::into_version).collect()
    }

    fn controller_versions_of(&mut self, controller: &str, limit: i64) -> Result<Vec<ControllerVersion>, StoreError> {
        let newest = (controller_versions::written_at.desc(), controller_versions::id.desc());
        let own = controller_versions::table.filter(controller_versions::controller.eq(controller.to_owned()));
        let query = own.order(newest).limit(limit).select(ControllerVersionRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(ControllerVersionRow::into_version).collect()
    }

    fn add_policy(&mut self, policy: &PolicyRecord) -> Result<(), StoreError> {
        let row = PolicyRow::new(policy)?;
        self.change(|link| diesel::insert_into(policies::table).values(row).execute(link)).map(drop)
    }

    fn policy(&mut self, id: PolicyId) -> Result<PolicyRecord, StoreError> {
        let query = policies::table.find(bytes(id.0)).select(PolicyRow::as_select());
        self.ask(|link| query.first(link))?.into_policy()
    }

    fn policies(&mut self, limit: i64) -> Result<Vec<PolicyLine>, StoreError> {
        let newest = (policies::read_at.desc(), policies::id.desc());
        let query = policies::table.order(newest).limit(limit).select(PolicyLineRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(PolicyLineRow::into_line).collect()
    }

    fn save_policy(&mut self, policy: &PolicyRecord) -> Result<(), StoreError> {
        let answers = Table("policies").to_json("answers", &policy.answers)?;
        let known =
            policies::table.filter(policies::id.eq(bytes(policy.line.id.0)).and(policies::version.eq(policy.version)));
        let values = (
            policies::answers.eq(answers),
            policies::in_force_at.eq(policy.line.in_force_at.map(micros)),
            policies::version.eq(policy.version + 1),
        );
        let saved = self.change(|link| diesel::update(known).set(values).execute(link))?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }
}
