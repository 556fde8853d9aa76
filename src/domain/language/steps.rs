//! Why a due date is the date it is, in another language than English.
//!
//! The clock explains itself in English ([`crate::domain::clock`]). Another language says the same steps with the same dates in
//! sentences of its own, without the reasoning that belongs to staff.

use super::DEFAULT;
use super::catalogue::Language;
use crate::domain::clock::{Step, StepCode};

impl Language {
    /// A step of the sum for the person.
    pub fn step(&self, step: &Step) -> String {
        if self.code() == DEFAULT {
            return step.words.clone();
        }
        let key = key(step.step);
        match step.date {
            Some(date) => self.say(&format!("clock.{key}")).with("date", self.weekday_date(date)).plain(),
            None => self.text(&format!("clock.{key}_open")),
        }
    }
}

const fn key(code: StepCode) -> &'static str {
    match code {
        StepCode::Received => "received",
        StepCode::Identity => "identity",
        StepCode::Authority => "authority",
        StepCode::Fee => "fee",
        StepCode::NotStarted => "not_started",
        StepCode::Start => "start",
        StepCode::Period => "period",
        StepCode::Clarification => "clarification",
        StepCode::Pause => "pause",
        StepCode::Paused => "paused",
        StepCode::Roll => "roll",
        StepCode::Extension | StepCode::ExtensionPossible => "extension",
        StepCode::Reading | StepCode::Careful | StepCode::Internal | StepCode::Due => "due",
    }
}

/// Every text that a language other than English needs for the steps.
pub const STEPS: [&str; 26] = [
    "clock.received",
    "clock.received_open",
    "clock.identity",
    "clock.identity_open",
    "clock.authority",
    "clock.authority_open",
    "clock.fee",
    "clock.fee_open",
    "clock.not_started",
    "clock.not_started_open",
    "clock.start",
    "clock.start_open",
    "clock.period",
    "clock.period_open",
    "clock.clarification",
    "clock.clarification_open",
    "clock.pause",
    "clock.pause_open",
    "clock.paused",
    "clock.paused_open",
    "clock.roll",
    "clock.roll_open",
    "clock.extension",
    "clock.extension_open",
    "clock.due",
    "clock.due_open",
];
