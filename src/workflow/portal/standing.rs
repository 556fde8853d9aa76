//! Where a case stands, read in one go: for the confirmation and for the status page.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::audit::Entry;
use crate::domain::case::Case;
use crate::domain::clock::{Reckoning, reckon};
use crate::domain::complaint::{self, Complaint};
use crate::domain::ids::CaseId;
use crate::domain::personal::Personal;
use crate::domain::request::{Request, State};
use crate::domain::telling::{Telling, TellingState};
use crate::domain::transmission::Transmission;
use crate::ports::store::Tx;
use crate::ports::store::delivery::Disclosure;
use crate::workflow::complaints::schedule;
use crate::workflow::{Desk, WorkError};

/// A case with everything its person may see.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The case.
    pub case: Case,
    /// Its requests.
    pub requests: Vec<StandingRequest>,
    /// The complaint that it is, with its dates; a complaint has no requests.
    pub complaint: Option<StandingComplaint>,
    /// What has happened.
    pub log: Vec<Entry>,
    /// Notices to those who had received the data.
    pub tellings: Vec<Telling>,
    /// Packages that go straight to another company.
    pub transmissions: Vec<Transmission>,
    /// What was built, newest first.
    pub disclosures: Vec<Disclosure>,
    /// Now.
    pub now: DateTime<Utc>,
    /// Today where the controller counts its days.
    pub today: NaiveDate,
    /// The zone of the controller.
    pub zone: Tz,
}

/// A complaint with its dates.
#[derive(Clone, Debug)]
pub struct StandingComplaint {
    /// The complaint.
    pub complaint: Complaint,
    /// Its dates.
    pub clock: complaint::Clock,
}

/// One request with its clock.
#[derive(Clone, Debug)]
pub struct StandingRequest {
    /// The request.
    pub request: Request,
    /// What its clock says.
    pub reckoning: Reckoning,
    /// What the person said about it.
    pub detail: Personal,
}

impl Standing {
    /// The open request that is due first.
    pub fn most_urgent(&self) -> Option<&StandingRequest> {
        let open = self.requests.iter().filter(|part| part.request.state.is_open());
        open.min_by_key(|part| part.reckoning.due.unwrap_or(part.reckoning.shadow_due))
    }

    /// The request that waits for an answer from the person.
    pub fn question(&self) -> Option<&StandingRequest> {
        self.requests.iter().find(|part| part.request.state == State::AwaitingClarification)
    }

    /// The newest disclosure that was not revoked, and is not on its way to another company instead.
    pub fn disclosure(&self) -> Option<&Disclosure> {
        self.disclosures.iter().find(|one| one.revoked_at.is_none() && !self.is_elsewhere(one))
    }

    /// Whether the answer waits until another company has taken the package.
    fn is_elsewhere(&self, package: &Disclosure) -> bool {
        let mut owner = self.requests.iter().filter(|part| part.request.id == package.request);
        let is_open = owner.any(|part| part.request.state.is_open());
        let goes = |one: &Transmission| one.disclosure == Some(package.id) && one.state.is_under_way();
        is_open && self.transmissions.iter().any(goes)
    }

    /// Who had received the data of what was carried out: what the person may ask for (Article 19, last sentence).
    pub fn recipients(&self) -> impl Iterator<Item = &Telling> {
        let is_done = |telling: &&Telling| {
            let request = self.requests.iter().find(|part| part.request.id == telling.request);
            request.is_some_and(|part| part.request.state == State::Fulfilled)
        };
        self.tellings.iter().filter(is_done)
    }

    /// Whether the person can ask for them now: somebody was told, and the list was not given yet.
    pub fn can_ask_who_was_told(&self) -> bool {
        self.recipients().any(|telling| telling.state != TellingState::Due) && !self.knows_who_was_told()
    }

    /// Whether the list was given.
    pub fn knows_who_was_told(&self) -> bool {
        self.log.iter().any(|entry| entry.kind == "recipients_listed")
    }

    /// The civil date of an instant for this controller.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }
}

/// Reads where a case stands.
pub fn standing(desk: &Desk, case: CaseId) -> Result<Standing, WorkError> {
    desk.read(move |desk, tx, now| {
        let case = tx.case(case)?;
        let controller = desk.controller(&case.controller)?;
        let terms = desk.terms(controller)?;
        let mut requests = Vec::new();
        for request in tx.requests(case.id)? {
            let reckoning = reckon(&request.history, request.right, &desk.terms_for(controller, &request)?)?;
            let detail = tx.request_detail(request.id)?;
            requests.push(StandingRequest { request, reckoning, detail });
        }
        Ok(Standing {
            requests,
            complaint: standing_complaint(desk, tx, &case)?,
            log: tx.log_of(case.id)?,
            tellings: tx.tellings_in(case.id)?,
            transmissions: tx.transmissions_in(case.id)?,
            disclosures: tx.disclosures_of(case.id)?,
            now,
            today: now.with_timezone(&terms.zone).date_naive(),
            zone: terms.zone,
            case,
        })
    })
}

fn standing_complaint(desk: &Desk, tx: &mut dyn Tx, case: &Case) -> Result<Option<StandingComplaint>, WorkError> {
    let Some(complaint) = tx.complaint(case.id)? else { return Ok(None) };
    let clock = complaint::Clock::of(&complaint, &schedule(desk, desk.controller(&case.controller)?)?)?;
    Ok(Some(StandingComplaint { complaint, clock }))
}
