//! The letters about a complaint, L17 to L19, filled from it.

use crate::domain::complaint::{Clock, Complaint, Decision, Event, Schedule, Verdict};
use crate::domain::notice::{ComplaintOutcome, ComplaintReceived, ComplaintResult, Notice, Progress};
use crate::domain::personal::Personal;
use crate::workflow::WorkError;
use crate::workflow::notices::Matter;

/// The letter that an event owes to the person, if it owes one.
pub fn for_event(
    matter: &Matter<'_>,
    complaint: &Complaint,
    schedule: &Schedule<'_>,
    event: &Event,
) -> Result<Option<Notice>, WorkError> {
    let about = matter.about(Vec::new());
    Ok(match event {
        Event::Acknowledged { .. } => Some(Notice::ComplaintReceived(ComplaintReceived {
            about,
            concerns: complaint.quoted.as_ref().map(ToString::to_string),
            expected: Some(Clock::of(complaint, schedule)?.target),
            alone: matter.desk.is_solo(),
        })),
        Event::ProgressTold { said, next, .. } => Some(Notice::Progress(Progress {
            about,
            done: paragraphs(said),
            next: Some(NEXT.to_owned()),
            next_word: Some(*next),
        })),
        Event::Decided { decision, .. } => {
            let Decision { verdict, checked, findings, action, .. } = decision;
            Some(Notice::ComplaintOutcome(ComplaintOutcome {
                about,
                result: result(*verdict),
                checked: paragraphs(checked),
                findings: paragraphs(findings).into_iter().map(Personal::new).collect(),
                action: paragraphs(action).into_iter().map(Personal::new).collect(),
            }))
        }
        Event::EnquiryBegun { .. } | Event::Withdrawn { .. } | Event::Reopened { .. } => None,
    })
}

/// What comes after a progress note.
const NEXT: &str = "We finish looking into it, and then write to you with the outcome.";

const fn result(verdict: Verdict) -> ComplaintResult {
    match verdict {
        Verdict::Upheld => ComplaintResult::Upheld,
        Verdict::Partly => ComplaintResult::PartlyUpheld,
        Verdict::NotUpheld => ComplaintResult::NotUpheld,
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
