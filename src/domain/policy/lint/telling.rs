//! What people must be told about using their rights and complaining.

use super::super::cue::Cue;
use super::super::fold::fold;
use super::super::reader::asks_for_identity_documents;
use super::finding::{Checked, Said, absent, enumerate, quoted};

/// L10.
pub(super) fn identity_check(checked: &Checked<'_>) -> Option<Said> {
    static ALWAYS: Cue = Cue::new(r"\b(must|always|required to|need to provide|have to|all requests|every request)\b");
    let statements = &checked.reading.statements;
    if let Some(said) = &statements.identity_check {
        let folded = fold(&said.text);
        let excessive = asks_for_identity_documents(&folded) && ALWAYS.is_in(&folded);
        return excessive
            .then(|| {
                quoted(
                    "Documents are asked of everybody; the law allows to ask only in case of reasonable doubt.",
                    said,
                )
            })
            .flatten();
    }
    match &statements.other_identity_check {
        Some(other) => {
            quoted("Identity is checked for other reasons; nothing says how it is checked for requests.", other)
        }
        None => absent("Nothing says how it is checked who is asking."),
    }
}

/// L11.
pub(super) fn time_and_fee(checked: &Checked<'_>) -> Option<Said> {
    let statements = &checked.reading.statements;
    let mut missing = Vec::new();
    if statements.time_limit.is_none() {
        missing.push("how soon requests are answered");
    }
    if statements.free.is_none() {
        missing.push("that it is free of charge");
    }
    if missing.is_empty() { None } else { absent(format!("Not told: {}.", enumerate(&missing))) }
}

/// L12.
pub(super) fn regulator(checked: &Checked<'_>) -> Option<Said> {
    let complaints = &checked.reading.complaints;
    match (&complaints.regulator, &complaints.link) {
        (Some(_), Some(_)) => None,
        (Some(named), None) => quoted(format!("The {} is named, without a link.", named.value), &named.quote),
        (None, _) => absent("No regulator is named to whom people can complain."),
    }
}

/// L13.
pub(super) fn own_complaints(checked: &Checked<'_>) -> Option<Said> {
    let complaints = &checked.reading.complaints;
    match (&complaints.own_route, &complaints.informal) {
        (Some(_), _) => None,
        (None, Some(hint)) => {
            quoted("People are asked to come to the company first, but no complaint procedure is offered.", hint)
        }
        (None, None) => absent("Nothing says that people can complain to the company itself, and how."),
    }
}

/// L22.
pub(super) fn children(checked: &Checked<'_>) -> Option<Said> {
    if checked.reading.statements.children.is_some() { None } else { absent("Nothing is said about children or age.") }
}

/// L23.
pub(super) fn automated(checked: &Checked<'_>) -> Option<Said> {
    if checked.reading.statements.automated_decisions.is_some() {
        None
    } else {
        absent("Nothing is said about automated decisions or profiling.")
    }
}

/// L26.
pub(super) fn must_give(checked: &Checked<'_>) -> Option<Said> {
    if checked.reading.statements.must_give.is_some() {
        None
    } else {
        absent("Nothing says whether people must give their data, and what happens if they do not.")
    }
}
