//! How a rule reports.

use std::collections::BTreeMap;
use std::fmt::Display;

/// A place that breaks a rule: where, and what is wrong with it.
pub struct Offence {
    pub place: String,
    pub fault: String,
}

/// Makes an offence at a place such as `src/web/mod.rs:12`.
pub fn offence(place: impl Display, fault: impl Display) -> Offence {
    Offence { place: place.to_string(), fault: fault.to_string() }
}

/// Fails, listing every offence, unless there is none.
pub fn demand(rule: &str, offences: &[Offence]) {
    let lines: Vec<String> = offences.iter().map(|o| format!("  {}: {}", o.place, o.fault)).collect();
    assert!(lines.is_empty(), "{rule}\n{} places break this rule:\n{}", lines.len(), lines.join("\n"));
}

/// Like [`demand`], but forgives the places in a table of (path, reason); an excuse that excuses nothing is an offence itself.
pub fn demand_except(rule: &str, offences: Vec<Offence>, excused: &[(&str, &str)]) {
    let mut unused: BTreeMap<&str, &str> = excused.iter().copied().collect();
    let path = |place: &str| place.split(':').next().unwrap_or_default().to_owned();
    let mut left: Vec<Offence> = Vec::new();
    for offence in offences {
        match excused.iter().find(|(excuse, _)| path(&offence.place) == *excuse) {
            Some((excuse, _)) => drop(unused.remove(excuse)),
            None => left.push(offence),
        }
    }
    left.extend(unused.keys().map(|place| offence(place, "is excused from this rule but keeps it: remove the excuse")));
    demand(rule, &left);
}
