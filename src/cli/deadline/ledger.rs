//! The sum on a terminal.

use std::io::Write;

use crate::cli::Failure;
use crate::domain::clock::words::{weekday_date, zone_name};
use crate::domain::clock::{ClockStatus, Reckoning, Terms, WhatIf};
use crate::domain::right::Right;

/// Writes the sum as a person reads it.
pub(super) fn write_ledger(
    right: Right,
    reckoning: &Reckoning,
    terms: &Terms<'_>,
    what_if: &[WhatIf],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let about = if terms.regime.about == "request" { format!("{}, ", right.name()) } else { String::new() };
    writeln!(out, "{}: {about}{}", terms.regime.name, terms.place())?;
    writeln!(out, "{}\n", headline(reckoning, terms))?;
    for step in &reckoning.explanation {
        let date = step.date.map(|date| date.format("%a %e %b %Y").to_string()).unwrap_or_default();
        write_entry(&date, &step.words, out)?;
        write_entry("", &format!("[{}]", step.source), out)?;
    }
    for warning in &reckoning.warnings {
        writeln!(out)?;
        write_entry("Note", &warning.words, out)?;
    }
    if let Some(appeal) = terms.regime.appeal_span() {
        writeln!(out)?;
        write_entry(
            "Appeal",
            &format!("After a refusal the person may appeal to us; that is answered within {appeal}."),
            out,
        )?;
    }
    for what_if in what_if {
        writeln!(out)?;
        write_entry("What if", &what_if.sentence(), out)?;
    }
    Ok(())
}

/// A column for the date and one for the words, broken to fit a terminal of 100 columns.
fn write_entry(date: &str, words: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < 78 => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    for (first, line) in std::iter::once(date).chain(std::iter::repeat("")).zip(lines) {
        writeln!(out, "  {first:<16}  {line}")?;
    }
    Ok(())
}

fn headline(reckoning: &Reckoning, terms: &Terms<'_>) -> String {
    let zone = zone_name(terms.zone);
    match (reckoning.status, reckoning.due) {
        (ClockStatus::NotStarted, _) => "The clock has not started.".into(),
        (ClockStatus::Running, Some(due)) if reckoning.extended => {
            format!("Due, extended, by the end of {} ({zone}).", weekday_date(due))
        }
        (ClockStatus::Running, Some(due)) => format!("Due by the end of {} ({zone}).", weekday_date(due)),
        _ => "The clock is paused.".into(),
    }
}
