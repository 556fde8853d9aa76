//! What was left out, summed up in general words: for the letter, and for the mail that announces it.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::Pages;
use super::inventory::{Inventory, system_title};
use crate::domain::disclosure::{CollectionHead, Exemption, LeftOut, Reasons};
use crate::domain::notice::Ground;
use crate::domain::personal::Personal;
use crate::domain::redaction::MARK;
use crate::ports::store::documents::{Document, DocumentVerdict};
use crate::ports::store::findings::{Decision, Gathering};
use crate::workflow::{Desk, WorkError};

/// What was left out of one collection on one ground.
#[derive(Default)]
struct Sum {
    rows: u64,
    parts: u64,
    fields: BTreeSet<String>,
}

/// Sums up the decisions of a request, collection by collection, ground by ground.
pub(super) fn left_out(desk: &Desk, inventory: &Inventory) -> Result<Vec<LeftOut>, WorkError> {
    let mut all = Vec::new();
    for head in &inventory.heads {
        let mut sums: BTreeMap<(String, bool), Sum> = BTreeMap::new();
        let mut pages = Pages::new(desk, inventory.request, head);
        while let Some(finding) = pages.next_sealed()? {
            if let Some(decision) = &finding.decision {
                add(&mut sums, decision);
            }
        }
        all.extend(sums.into_iter().map(|((code, silent), sum)| told(code, silent, &sum, head)));
    }
    Ok(all)
}

fn add(sums: &mut BTreeMap<(String, bool), Sum>, decision: &Decision) {
    if decision.include && decision.withheld_fields.is_empty() {
        return;
    }
    let sum = sums.entry((decision.exemption.clone().unwrap_or_default(), decision.silent)).or_default();
    if decision.include {
        sum.parts += 1;
        sum.fields.extend(decision.withheld_fields.iter().cloned());
    } else {
        sum.rows += 1;
    }
}

/// The reviewer's own reason is for the record: it may name the very person whom it protects. The letter gives the ground's
/// general words.
fn told(code: String, silent: bool, sum: &Sum, head: &CollectionHead) -> LeftOut {
    let place = format!("{} ({})", head.shown_title(), head.system_title);
    let label = |name: &String| {
        head.columns.iter().find(|column| column.name == *name).map_or(name.clone(), |c| c.label.clone())
    };
    let mut words = Vec::new();
    if sum.rows > 0 {
        words.push(format!("{} of {place}", entries(sum.rows)));
    }
    if sum.parts > 0 {
        let fields: Vec<String> = sum.fields.iter().map(label).collect();
        words.push(format!("{} in {} of {place}", fields.join(", "), entries(sum.parts)));
    }
    LeftOut {
        code,
        what: Personal::new(words.join("; ")),
        reason: Personal::default(),
        reasons: if silent { Reasons::Withheld } else { Reasons::Given },
    }
}

/// What stays here of documents: how many of which system, never what they are called.
pub(super) fn documents_left_out(documents: &[Document], parts: &[Gathering]) -> Vec<LeftOut> {
    let mut sums: BTreeMap<(&str, &str, bool), Sum> = BTreeMap::new();
    for document in documents {
        let Some(decision) = &document.decision else { continue };
        let Some(code) = &decision.exemption else { continue };
        let sum = sums.entry((&document.system, code, decision.silent)).or_default();
        match decision.verdict {
            DocumentVerdict::LeftOut => sum.rows += 1,
            DocumentVerdict::Redacted { .. } => sum.parts += 1,
            DocumentVerdict::Included => {}
        }
    }
    sums.into_iter()
        .map(|((system, code, silent), sum)| of_documents(system_title(system, parts), code, silent, &sum))
        .collect()
}

fn of_documents(place: &str, code: &str, silent: bool, sum: &Sum) -> LeftOut {
    let number = |number: u64| if number == 1 { "one document".to_owned() } else { format!("{number} documents") };
    let mut words = Vec::new();
    if sum.rows > 0 {
        words.push(format!("{} from {place}", number(sum.rows)));
    }
    if sum.parts > 0 {
        words.push(format!("parts of {} from {place}, marked “{MARK}” or painted black", number(sum.parts)));
    }
    LeftOut {
        code: code.to_owned(),
        what: Personal::new(words.join("; ")),
        reason: Personal::default(),
        reasons: if silent { Reasons::Withheld } else { Reasons::Given },
    }
}

fn entries(number: u64) -> String {
    if number == 1 { "one entry".to_owned() } else { format!("{number} entries") }
}

/// What may be said where naming the ground would defeat it (Article 12(4)).
const NOT_TOLD: &str = "The law allows us to hold something back, and not to say more here.";

/// The grounds, each once.
pub(super) fn grounds(left_out: &[LeftOut], regime: &str) -> Vec<Ground> {
    let mut grounds: Vec<Ground> = Vec::new();
    for part in left_out {
        let Some(exemption) = Exemption::find(&part.code) else { continue };
        let ground = if part.reasons == Reasons::Given {
            Ground { reason: exemption.words.to_owned(), pointer: Some(exemption.pointer(regime)) }
        } else {
            Ground { reason: NOT_TOLD.to_owned(), pointer: None }
        };
        if !grounds.contains(&ground) {
            grounds.push(ground);
        }
    }
    grounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_out_is_told_by_number_and_place_and_never_by_content() {
        let head =
            CollectionHead { title: "Orders".into(), system_title: "Web shop".into(), ..CollectionHead::default() };
        let sum = Sum { rows: 2, parts: 1, fields: BTreeSet::from(["gift_to".to_owned()]) };
        let told = told("others_data".into(), false, &sum, &head);
        assert_eq!(told.what.reveal(), "2 entries of Orders (Web shop); gift_to in one entry of Orders (Web shop)");
        assert_eq!(grounds(&[told.clone(), told], "uk-gdpr").len(), 1);
    }
}
