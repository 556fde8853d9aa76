//! The clock on a page: badge, date, and the sum that leads to it as a ledger.

use chrono::NaiveDate;

use super::shown::{DueView, short_date};
use crate::domain::clock::words::weekday_date;
use crate::domain::clock::{Reckoning, StepCode, WhatIf};
use crate::domain::request::Request;
use crate::workflow::casefile::RequestFile;
use crate::workflow::law_choice::LawOfRequest;

/// The clock of one request.
#[derive(Clone, Debug)]
pub struct ClockView {
    /// The badge.
    pub due: DueView,
    /// "Friday 4 December 2026"; empty while there is none.
    pub date: String,
    /// The same for machines.
    pub iso: String,
    /// Beside it: the other date that matters, if there is one.
    pub aside: String,
    /// The sum.
    pub steps: Vec<StepView>,
    /// What somebody should look at.
    pub warnings: Vec<String>,
    /// What might be done next: the supposition and the date.
    pub what_if: Vec<(String, String)>,
    /// The law, and those that could be chosen instead.
    pub law: LawOfRequest,
    /// Where another law is chosen; empty once the request is closed.
    pub law_action: String,
    /// The version of the request that this page shows.
    pub version: i64,
}

/// A line of the sum.
#[derive(Clone, Debug)]
pub struct StepView {
    /// What was counted.
    pub words: String,
    /// What it led to.
    pub result: String,
    /// Where it is written.
    pub law: String,
    /// Whether it is the total.
    pub total: bool,
}

impl ClockView {
    /// From a request as it was read. `base` is the address of the request.
    pub fn of(part: &RequestFile, today: NaiveDate, base: &str) -> Self {
        let (request, reckoning) = (&part.request, &part.reckoning);
        let date = reckoning.due.filter(|_| request.state.is_open());
        Self {
            due: DueView::of(request, reckoning, today),
            date: date.map(weekday_date).unwrap_or_default(),
            iso: date.map(|date| date.to_string()).unwrap_or_default(),
            aside: aside(request, reckoning),
            steps: reckoning
                .explanation
                .iter()
                .map(|step| StepView {
                    words: step.words.clone(),
                    result: step.date.map(|date| short_date(date, today)).unwrap_or_default(),
                    law: step.source.clone(),
                    total: step.step == StepCode::Due,
                })
                .collect(),
            warnings: reckoning.warnings.iter().map(|warning| warning.words.clone()).collect(),
            what_if: part.what_if.iter().map(supposed).collect(),
            law: part.law.clone(),
            law_action: if request.state.is_open() { format!("{base}/law") } else { String::new() },
            version: request.version,
        }
    }
}

fn supposed(what_if: &WhatIf) -> (String, String) {
    (what_if.words.clone(), what_if.due.map_or_else(|| "no date".into(), weekday_date))
}

fn aside(request: &Request, reckoning: &Reckoning) -> String {
    if !request.state.is_open() {
        return String::new();
    }
    match (reckoning.due, reckoning.careful_due) {
        (None, _) => format!("would be due {} if nothing had to wait", weekday_date(reckoning.shadow_due)),
        (Some(due), Some(careful)) if careful < due => {
            let target = reckoning.internal_due.map(|day| format!("; our own target: {}", weekday_date(day)));
            format!("to be safe, answer by {}{}", weekday_date(careful), target.unwrap_or_default())
        }
        _ => reckoning
            .internal_due
            .map_or_else(String::new, |target| format!("our own target: {}", weekday_date(target))),
    }
}
