//! What `--json` writes.

use chrono::{NaiveDate, SecondsFormat};
use serde::Serialize;

use crate::domain::clock::{ClockStatus, Reckoning, Step, Terms, Warning, WhatIf};
use crate::domain::regime::Confidence;

/// What `--json` writes. `due` is the first due date, `extended_due` the one after a valid extension.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    status: ClockStatus,
    due: Option<NaiveDate>,
    extended_due: Option<NaiveDate>,
    due_instant: Option<String>,
    explanation: &'a [Step],
    warnings: &'a [Warning],
    first_due: Option<NaiveDate>,
    conservative_due: Option<NaiveDate>,
    internal_due: Option<NaiveDate>,
    shadow_due: NaiveDate,
    what_if: &'a [WhatIf],
    regime: &'a str,
    version: &'a str,
    confidence: Confidence,
    notice: Option<&'a str>,
    law: &'a str,
    appeal: Option<String>,
    place: &'a str,
    zone: &'a str,
}

impl<'a> Answer<'a> {
    /// The answer to a sum under its terms.
    pub(super) fn of(reckoning: &'a Reckoning, terms: &Terms<'a>, what_if: &'a [WhatIf]) -> Self {
        let running = reckoning.status == ClockStatus::Running;
        let due_instant = reckoning.deadline.map(|instant| instant.to_rfc3339_opts(SecondsFormat::Secs, true));
        Self {
            status: reckoning.status,
            due: reckoning.first_due.filter(|_| running),
            extended_due: reckoning.extended_due,
            due_instant,
            explanation: &reckoning.explanation,
            warnings: &reckoning.warnings,
            first_due: reckoning.first_due,
            conservative_due: reckoning.conservative_due,
            internal_due: reckoning.internal_due,
            shadow_due: reckoning.shadow_due,
            what_if,
            regime: &terms.regime.id,
            version: &terms.regime.version,
            confidence: terms.regime.confidence,
            notice: terms.regime.notice.as_deref(),
            law: &terms.regime.source,
            appeal: terms.regime.appeal_span().map(|span| span.to_string()),
            place: &terms.calendar.place.code,
            zone: terms.zone.name(),
        }
    }
}
