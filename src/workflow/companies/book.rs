//! What is in force: the files' companies and the shipped law and, laid over them, what people saved and imported since.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::memory::{Edition, Era, Eras, Held, Memory};
use crate::domain::case::{Case, Submission};
use crate::domain::clock::List;
use crate::domain::controller::Controller;
use crate::domain::notice::NoticeKind;
use crate::domain::setup::{PartnerBook, with_policy_of};
use crate::ports::policies::PolicyFiles;
use crate::ports::store::companies::ControllerVersion;
use crate::ports::store::wordings::WordingVersion;
use crate::ports::store::{self, StoreError, Tx};
use crate::workflow::desk::Controllers;
use crate::workflow::holidays::{imported, imported_mark};
use crate::workflow::office::KeptDesk;
use crate::workflow::{Desk, WorkError};

/// The companies of the files, what is known about recipients, and a memory of what the store said last.
pub struct CompanyBook {
    files: Arc<Controllers>,
    /// Reads files with policies in them.
    pub reader: Arc<dyn PolicyFiles>,
    /// What is known about recipients.
    pub partners: PartnerBook,
    memory: Memory,
}

impl fmt::Debug for CompanyBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompanyBook").field("files", &self.files.keys()).finish_non_exhaustive()
    }
}

impl CompanyBook {
    /// A book that begins with the companies of the files.
    pub fn new(files: Arc<Controllers>, reader: Arc<dyn PolicyFiles>, partners: PartnerBook) -> Self {
        Self { files, reader, partners, memory: Memory::default() }
    }

    /// A company as its file has it.
    pub fn in_file(&self, id: &str) -> Option<&Controller> {
        self.files.get(id)
    }

    /// Says that this process has saved something that counts from now on.
    pub(in crate::workflow) fn outdate(&self) {
        self.memory.outdate();
    }

    /// The company's own words for a receipt, without a question to the store for each submission.
    pub(in crate::workflow) fn receipt(
        &self,
        desk: &Desk,
        submission: &Submission,
    ) -> Result<Option<String>, WorkError> {
        let language = desk.languages.of(&submission.requester.language);
        let of = (submission.controller.clone(), language.code().to_owned());
        Ok(self.now(desk)?.receipts.get(&of).cloned())
    }

    /// What is in force now. The store is asked at most once in a while, and then for two marks that tell whether anything is new.
    fn now(&self, desk: &Desk) -> Result<Arc<Held>, WorkError> {
        let (now, saved) = (desk.clock.now(), self.memory.saved());
        if let Some(held) = self.memory.recent(now) {
            return Ok(held);
        }
        let edition = store::read::<_, StoreError, _>(&*desk.store, edition)?;
        let held = match self.memory.last().filter(|last| last.edition == edition) {
            Some(last) => last,
            None => Arc::new(self.read(desk)?),
        };
        self.memory.keep(Arc::clone(&held), now, saved);
        Ok(held)
    }

    fn read(&self, desk: &Desk) -> Result<Held, WorkError> {
        let (edition, versions, list, wordings) = store::read::<_, StoreError, _>(&*desk.store, |tx| {
            Ok((edition(tx)?, tx.controller_versions()?, imported(tx)?, tx.wordings_in_force()?))
        })?;
        let (controllers, eras) = self.laid(&versions);
        Ok(Held {
            edition,
            controllers: Some(Arc::new(controllers)).filter(|_| !versions.is_empty()),
            eras: Arc::new(eras),
            law: list.map(|text| Arc::new(desk.law.with(List::of_uk(text)))),
            receipts: receipts(wordings),
        })
    }

    fn laid(&self, versions: &[ControllerVersion]) -> (Controllers, Eras) {
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
        (controllers, eras)
    }
}

/// The companies' own words for a receipt, by company and language.
fn receipts(wordings: Vec<WordingVersion>) -> BTreeMap<(String, String), String> {
    let receipts = wordings.into_iter().filter(|version| version.kind == NoticeKind::Acknowledgement);
    receipts.filter_map(|version| Some(((version.controller, version.language), version.body?))).collect()
}

fn edition(tx: &mut dyn Tx) -> Result<Edition, StoreError> {
    Ok(Edition {
        versions: tx.controller_version_count()?,
        holidays: imported_mark(tx)?,
        wordings: tx.wording_count()?,
        kept: Arc::new(KeptDesk::read(tx)?),
    })
}

impl Desk {
    /// The desk with the companies and the law as they are now, whichever process changed them. What this process saved counts
    /// at once, what another one saved within a second.
    pub fn current(&self) -> Result<Self, WorkError> {
        Ok(self.holding(&*self.companies.now(self)?))
    }

    /// What was just saved about the desk itself counts in this process at once, and whoever works is told.
    pub(in crate::workflow) fn counts_now(&self) {
        self.companies.outdate();
        (self.wake)();
    }

    /// The same without asking the store, while the last look at it is recent enough.
    pub fn remembered(&self) -> Option<Self> {
        Some(self.holding(&*self.companies.memory.recent(self.clock.now())?))
    }

    fn holding(&self, held: &Held) -> Self {
        let mut desk = self.clone();
        desk.kept = Arc::clone(&held.edition.kept);
        if let Some(controllers) = &held.controllers {
            desk.controllers = Arc::clone(controllers);
        }
        if let Some(law) = &held.law {
            desk.law = Arc::clone(law);
        }
        desk
    }

    /// The company that answers a case: as it is now, with the facts of the policy that was in force when the case was received.
    pub fn company_of(&self, case: &Case) -> Result<Controller, WorkError> {
        let now = self.controller(&case.controller)?;
        let held = self.companies.now(self)?;
        if held.controllers.is_none() {
            return Ok(now.clone());
        }
        let eras = held.eras.get(&case.controller).map(Vec::as_slice).unwrap_or_default();
        let then = eras.iter().rev().find(|era| era.from <= case.received_at).or(eras.first());
        Ok(then.map_or_else(|| now.clone(), |era| with_policy_of(now, &era.company)))
    }
}
