//! Everything about one complaint, read in one transaction: what its page shows.

use super::schedule;
use super::work::{choices, context};
use crate::domain::case::Reference;
use crate::domain::complaint::{Clock, CommandKind, Complaint, Lesson, Refused};
use crate::domain::request::Actor;
use crate::ports::store::StoreError;
use crate::workflow::casefile::{CaseFile, read_case};
use crate::workflow::{Desk, WorkError};

/// One complaint with its case.
#[derive(Clone, Debug)]
pub struct ComplaintFile {
    /// The case: person, letters, notes, log. It has no requests.
    pub file: CaseFile,
    /// The complaint.
    pub complaint: Complaint,
    /// Its dates.
    pub clock: Clock,
    /// Each command, and why not where it is not possible.
    pub choices: Vec<(CommandKind, Option<Refused>)>,
    /// The request it is about, as far as there is one.
    pub about: Option<Reference>,
    /// Whether whoever reads looked after that request.
    pub own_request: bool,
    /// What was learnt from it.
    pub lessons: Vec<Lesson>,
}

/// Reads a complaint by its reference; [`StoreError::NotFound`] when the case is none.
pub fn open_complaint(desk: &Desk, actor: Actor, reference: &Reference) -> Result<ComplaintFile, WorkError> {
    let reference = reference.clone();
    desk.read(move |desk, tx, now| {
        let case = tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?;
        let complaint = tx.complaint(case.id)?.ok_or(StoreError::NotFound)?;
        let context = context(desk, tx, now, actor, &complaint)?;
        let about = complaint.about.map(|about| tx.case(about)).transpose()?;
        Ok(ComplaintFile {
            clock: Clock::of(&complaint, &schedule(desk, desk.controller(&case.controller)?)?)?,
            choices: choices(&complaint, &context),
            about: about.map(|case| case.reference),
            own_request: context.own_request,
            lessons: tx.lessons_of(case.id)?,
            file: read_case(desk, tx, now, actor, case)?,
            complaint,
        })
    })
}
