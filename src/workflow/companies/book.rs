//! The companies in force: the files' and, laid over them, what people saved in the console.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};

use crate::domain::case::Case;
use crate::domain::controller::Controller;
use crate::domain::ids::PolicyId;
use crate::domain::setup::{PartnerBook, with_policy_of};
use crate::ports::policies::PolicyFiles;
use crate::ports::store::companies::ControllerVersion;
use crate::ports::store::{self, Store, StoreError};
use crate::workflow::desk::Controllers;
use crate::workflow::{Desk, WorkError};

/// The facts of each policy of a company: since when it was in force, and the company as it was last corrected under it.
type Eras = BTreeMap<String, Vec<Era>>;

struct Era {
    from: DateTime<Utc>,
    policy: Option<PolicyId>,
    company: Controller,
}

/// What was read last, and how many versions there were then.
#[derive(Clone, Default)]
struct Held {
    versions: i64,
    controllers: Arc<Controllers>,
    eras: Arc<Eras>,
}

/// The companies of the files, what is known about recipients, and a memory of what the store said last.
pub struct CompanyBook {
    files: Arc<Controllers>,
    /// Reads files with policies in them.
    pub reader: Arc<dyn PolicyFiles>,
    /// What is known about recipients.
    pub partners: PartnerBook,
    held: RwLock<Held>,
}

impl fmt::Debug for CompanyBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompanyBook").field("files", &self.files.keys()).finish_non_exhaustive()
    }
}

impl CompanyBook {
    /// A book that begins with the companies of the files.
    pub fn new(files: Arc<Controllers>, reader: Arc<dyn PolicyFiles>, partners: PartnerBook) -> Self {
        Self { files, reader, partners, held: RwLock::default() }
    }

    /// A company as its file has it.
    pub fn in_file(&self, id: &str) -> Option<&Controller> {
        self.files.get(id)
    }

    /// What is in force now; `None` while nobody has changed anything. One count tells whether anything is new.
    fn now(&self, store: &dyn Store) -> Result<Option<Held>, StoreError> {
        let versions = store::read(store, |tx| tx.controller_version_count())?;
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner).clone();
        if versions == held.versions {
            return Ok(Some(held).filter(|_| versions > 0));
        }
        let known = store::read(store, |tx| tx.controller_versions())?;
        let held = self.laid(&known);
        self.held.write().unwrap_or_else(PoisonError::into_inner).clone_from(&held);
        Ok(Some(held))
    }

    fn laid(&self, versions: &[ControllerVersion]) -> Held {
        let mut controllers = Controllers::clone(&self.files);
        let mut eras = Eras::new();
        for (id, company) in &*self.files {
            let begin = Era { from: DateTime::<Utc>::MIN_UTC, policy: None, company: company.clone() };
            eras.entry(id.clone()).or_default().push(begin);
        }
        for version in versions {
            let body = version.body.clone().or_else(|| self.files.get(&version.controller).cloned());
            let Some(company) = body else {
                controllers.remove(&version.controller);
                continue;
            };
            let known = eras.entry(version.controller.clone()).or_default();
            match known.last_mut().filter(|last| last.policy == version.policy) {
                Some(last) => last.company = company.clone(),
                None => known.push(Era { from: version.at, policy: version.policy, company: company.clone() }),
            }
            controllers.insert(version.controller.clone(), company);
        }
        let versions = i64::try_from(versions.len()).unwrap_or(i64::MAX);
        Held { versions, controllers: Arc::new(controllers), eras: Arc::new(eras) }
    }
}

impl Desk {
    /// The desk with the companies as they are now, whichever process changed them.
    pub fn current(&self) -> Result<Self, WorkError> {
        let held = self.companies.now(&*self.store)?;
        Ok(held.map_or_else(|| self.clone(), |held| Self { controllers: held.controllers, ..self.clone() }))
    }

    /// The company that answers a case: as it is now, with the facts of the policy that was in force when the case was received.
    pub fn company_of(&self, case: &Case) -> Result<Controller, WorkError> {
        let now = self.controller(&case.controller)?;
        let Some(held) = self.companies.now(&*self.store)? else { return Ok(now.clone()) };
        let eras = held.eras.get(&case.controller).map(Vec::as_slice).unwrap_or_default();
        let then = eras.iter().rev().find(|era| era.from <= case.received_at).or(eras.first());
        Ok(then.map_or_else(|| now.clone(), |era| with_policy_of(now, &era.company)))
    }
}
