//! Which notice a transition owes, filled from the case.

use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::casework::answers_with_a_package;
use super::law_words::law_words;
use super::{Desk, WorkError};
use crate::domain::case::Case;
use crate::domain::clock::{ClockStatus, Question, Reckoning, Terms, reckon};
use crate::domain::controller::Controller;
use crate::domain::language::Language;
use crate::domain::notice::{
    About, Acknowledgement, AuthorityRequest, Awaited, ClarificationRequest, Extension, FirstDue, IdentityRequest,
    Lapsed, Lifting, Notice, RecipientsList, Understood, Withdrawn,
};
use crate::domain::request::{ComplexityFactor, Event, Request};
use crate::domain::right::Right;

/// How long we wait for proof, authority or an answer before a case may be closed (good practice: a month, with reminders).
const WAIT: Days = Days::new(30);

/// Where a person can complain to a controller (Data Protection Act 2018, section 164A(2): by electronic means).
pub fn complaint_path(controller: &Controller) -> String {
    format!("/r/{}/complaint", controller.id)
}

/// A case with its requests, as a letter needs them.
pub struct Matter<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// Who answers.
    pub controller: &'a Controller,
    /// The law.
    pub terms: Terms<'a>,
    /// The case.
    pub case: &'a Case,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Matter<'_> {
    /// What every letter says about the case.
    pub fn about(&self, rights: Vec<Right>) -> About {
        About {
            reference: self.case.reference.to_string(),
            name: Some(self.case.requester.name.clone()),
            date: self.local(self.now),
            received: self.local(self.case.received_at),
            rights,
            regime: self.terms.regime.id.clone(),
            page: if self.case.requester.email.is_empty() { String::new() } else { self.page() },
            complain: Some(self.complaint_form()),
            law: law_words(self.terms.regime),
            language: self.case.requester.language.clone(),
            fills: std::collections::BTreeMap::new(),
        }
    }

    /// The person's own page; it opens with a code, so it is no use to somebody without an e-mail address.
    fn page(&self) -> String {
        self.desk.url(&format!("/status/{}", self.case.reference))
    }

    /// Where to complain to the controller: a form of its own, if it has named one, else ours.
    fn complaint_form(&self) -> String {
        let own = self.controller.letters.complain.clone();
        own.unwrap_or_else(|| self.desk.url(&complaint_path(self.controller)))
    }

    /// The civil date of an instant at the controller's place.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.terms.zone).date_naive()
    }

    /// When a case may be closed if nothing comes.
    pub(super) fn closes_on(&self) -> NaiveDate {
        let today = self.local(self.now);
        today.checked_add_days(WAIT).unwrap_or(today)
    }

    /// L1. The same words whether or not the person is known.
    pub fn acknowledgement(&self, requests: &[Request], marketing: &[String]) -> Result<Notice, WorkError> {
        let understood = requests.iter().map(|request| understood(request, marketing)).collect();
        let rights = requests.iter().map(|request| request.right).collect();
        let due = self.first_due(requests)?;
        // What was added to a case later was received later.
        let received = requests.iter().map(|request| request.history.received).min().unwrap_or(self.case.received_at);
        let about = About { received: self.local(received), ..self.about(rights) };
        Ok(Notice::Acknowledgement(Acknowledgement { about, understood, due }))
    }

    fn first_due(&self, requests: &[Request]) -> Result<FirstDue, WorkError> {
        let reckonings: Vec<Reckoning> = requests
            .iter()
            .map(|request| reckon(&request.history, request.right, &self.terms))
            .collect::<Result<_, _>>()?;
        let earliest = reckonings.iter().filter(|r| r.status == ClockStatus::Running).min_by_key(|r| r.due);
        Ok(match earliest.and_then(|reckoning| Some((reckoning.due?, reckoning))) {
            Some((date, reckoning)) => {
                let language = self.language();
                let why = reckoning.for_the_person().map(|step| language.step(step)).collect();
                FirstDue::By { date, why }
            }
            None => FirstDue::Starts { when: Awaited::Identity },
        })
    }

    /// The letter that an event owes to the person, if it owes one.
    pub fn for_event(&self, request: &Request, event: &Event) -> Result<Option<Notice>, WorkError> {
        let about = self.about(vec![request.right]);
        Ok(match event {
            Event::IdentityAsked { doubt, .. } => Some(Notice::IdentityRequest(self.identity_request(about, doubt))),
            Event::AuthorityAsked { .. } => {
                Some(Notice::AuthorityRequest(AuthorityRequest { about, closes_on: self.closes_on() }))
            }
            Event::ClarificationAsked { question, choices, .. } => {
                Some(Notice::ClarificationRequest(self.clarification(about, question, choices)))
            }
            Event::FeeAsked { .. } => self.fee_notice(about, event),
            Event::Extended { factors, reason, .. } => self.extension(request, about, factors, reason)?,
            Event::Refused { .. } => self.refused(about, request, event),
            Event::LiftingAnnounced { reason, on, .. } => {
                Some(Notice::Lifting(Lifting { about, reason: reason.clone(), on: *on }))
            }
            Event::RecipientsListed { told, .. } => {
                Some(Notice::RecipientsList(RecipientsList { about, told: told.clone() }))
            }
            Event::Withdrawn { at } => Some(Notice::Withdrawn(Withdrawn { about, withdrawn: self.local(*at) })),
            Event::Lapsed { .. } => Some(Notice::Lapsed(self.lapsed(request, about))),
            // A copy has letters of its own, which the job that packs it writes.
            Event::Fulfilled { outcome, deed, .. } if !answers_with_a_package(request.right) => {
                Some(self.fulfilled(about, request, outcome, deed.as_ref()))
            }
            _ => None,
        })
    }

    /// The language in which the person is written to.
    pub(super) fn language(&self) -> Arc<Language> {
        self.desk.languages.of(&self.case.requester.language)
    }

    fn clarification(&self, about: About, question: &str, choices: &[String]) -> ClarificationRequest {
        let usual = ["choose_part", "choose_all"].map(|key| self.language().text(&format!("letter.first.{key}")));
        ClarificationRequest {
            about,
            why: question.to_owned(),
            choices: if choices.is_empty() { usual.to_vec() } else { choices.to_vec() },
            meanwhile: None,
            closes_on: None,
        }
    }

    fn identity_request(&self, about: About, doubt: &str) -> IdentityRequest {
        let language = self.language();
        let any_of = ["any_order", "any_mail", "any_account"].map(|key| language.text(&format!("letter.first.{key}")));
        IdentityRequest {
            about,
            doubt: doubt.to_owned(),
            any_of: any_of.into(),
            proof_kept_days: u16::try_from(self.controller.keeping.identity_proof_days).unwrap_or(u16::MAX),
            closes_on: self.closes_on(),
        }
    }

    /// The request has been evolved already, so its history holds the extension.
    fn extension(
        &self,
        request: &Request,
        about: About,
        factors: &[ComplexityFactor],
        reason: &str,
    ) -> Result<Option<Notice>, WorkError> {
        let reckoning = reckon(&request.history, request.right, &self.terms)?;
        let (Some(first_due), Some(new_due)) = (reckoning.first_due, reckoning.extended_due) else { return Ok(None) };
        let language = self.language();
        let factors = factors.iter().map(|factor| language.text(&format!("letter.factor.{}", factor.code())));
        let reasons = factors.chain([reason.to_owned()]).collect();
        Ok(Some(Notice::Extension(Extension { about, first_due, new_due, reasons, now: None })))
    }

    fn lapsed(&self, request: &Request, about: About) -> Lapsed {
        let history = &request.history;
        let open = |question: &Option<Question>| question.filter(Question::is_open);
        let (awaited, asked) = match (open(&history.authority), open(&history.identity), open(&history.fee)) {
            (Some(question), ..) => (Awaited::Authority, question.asked),
            (None, Some(question), _) => (Awaited::Identity, question.asked),
            (None, None, Some(question)) => (Awaited::Fee, question.asked),
            (None, None, None) => (Awaited::Identity, history.received),
        };
        Lapsed { about, awaited, asked: self.local(asked) }
    }
}

fn understood(request: &Request, marketing: &[String]) -> Understood {
    let mut understood = Understood::of(request.right);
    if request.direct_marketing {
        understood.marketing = marketing.to_vec();
    }
    understood
}
