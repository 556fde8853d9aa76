//! Transfers and retention.

use super::super::cue::Cue;
use super::super::fact::Fact;
use super::super::reader::RetentionRule;
use super::finding::{Checked, Said, absent, enumerate, quoted};

/// L08.
pub(super) fn transfers(checked: &Checked<'_>) -> Option<Said> {
    let home = if is_american(checked) { "United States" } else { "United Kingdom" };
    let abroad = checked
        .reading
        .recipients
        .iter()
        .filter(|fact| fact.value.country.as_deref().is_some_and(|country| country != home));
    let abroad: Vec<&str> = abroad.map(|fact| fact.value.name.as_str()).collect();
    let Some(transfer) = &checked.reading.transfers else {
        let named = if abroad.is_empty() {
            String::new()
        } else {
            format!(" although {} {} abroad", enumerate(&abroad), if abroad.len() == 1 { "is" } else { "are" })
        };
        return absent(format!("Nothing is said about transfers to other countries{named}."));
    };
    if transfer.value.denied {
        let contradicted = !abroad.is_empty();
        return contradicted
            .then(|| quoted(format!("Transfers are denied, but {} would be one.", enumerate(&abroad)), &transfer.quote))
            .flatten();
    }
    let mut missing = Vec::new();
    if transfer.value.safeguards.is_empty() {
        missing.push("no safeguard is named");
    }
    if transfer.value.destinations.is_empty() {
        missing.push("no country is named");
    }
    if transfer.value.destinations.iter().all(|place| place.contains("Economic Area"))
        && !transfer.value.destinations.is_empty()
    {
        missing.push("the border it speaks of is that of the EEA, not of the United Kingdom");
    }
    if missing.is_empty() {
        None
    } else {
        quoted(format!("Transfers are spoken of, but {}.", enumerate(&missing)), &transfer.quote)
    }
}

/// A company with an American address is not abroad in its own country.
fn is_american(checked: &Checked<'_>) -> bool {
    static ZIP: Cue = Cue::new(r"^[A-Z]{2},? [0-9]{5}");
    checked.reading.identity.address.as_ref().is_some_and(|fact| fact.value.iter().any(|part| ZIP.is_in(part)))
}

/// L09.
pub(super) fn retention(checked: &Checked<'_>) -> Option<Said> {
    let rules = &checked.reading.retention;
    let Some(first) = rules.first() else { return absent("Nothing is said about how long data is kept.") };
    let special: Vec<&Fact<RetentionRule>> = rules.iter().filter(|fact| fact.value.what.is_some()).collect();
    let soft: Vec<&Fact<RetentionRule>> = special.iter().copied().filter(|fact| fact.value.period.is_none()).collect();
    if let Some(vague) = soft.first() {
        let names: Vec<&str> = soft.iter().filter_map(|fact| fact.value.what.as_deref()).collect();
        return quoted(format!("No number and no test for: {}.", enumerate(&names)), &vague.quote);
    }
    if special.len() > 1 {
        return None;
    }
    match rules.iter().find(|fact| fact.value.period.is_some()) {
        Some(one) => quoted("One rule stands for every kind of data.", &one.quote),
        None => quoted("Data is kept “as long as needed”; no number and no test is given.", &first.quote),
    }
}

/// L25.
pub(super) fn movable(checked: &Checked<'_>) -> Option<Said> {
    let rule = checked.reading.retention.iter().find(|fact| fact.value.movable)?;
    quoted("The period starts anew with every contact, a request for one's own data included.", &rule.quote)
}
