//! What was left out, summed up in general words: for the letter, and for the mail that announces it.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::Pages;
use super::inventory::{Inventory, system_title};
use crate::domain::disclosure::{CollectionHead, Exemption, LeftOut, Reasons, Voice};
use crate::domain::language::Language;
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
pub(super) fn left_out(desk: &Desk, inventory: &Inventory, voice: &Voice<'_>) -> Result<Vec<LeftOut>, WorkError> {
    let mut all = Vec::new();
    for head in &inventory.heads {
        let mut sums: BTreeMap<(String, bool), Sum> = BTreeMap::new();
        let mut pages = Pages::new(desk, inventory.request, head);
        while let Some(finding) = pages.next_sealed()? {
            if let Some(decision) = &finding.decision {
                add(&mut sums, decision);
            }
        }
        all.extend(sums.into_iter().map(|((code, silent), sum)| told(code, silent, &sum, head, voice)));
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
fn told(code: String, silent: bool, sum: &Sum, head: &CollectionHead, voice: &Voice<'_>) -> LeftOut {
    let place = voice.say("answer.left_out.place").with("title", voice.plain(head.shown_title()));
    let place = place.with("system", voice.plain(&head.system_title)).plain();
    let label = |name: &String| {
        head.columns.iter().find(|column| column.name == *name).map_or(name.clone(), |c| voice.plain(&c.label))
    };
    let mut words = Vec::new();
    if sum.rows > 0 {
        let entries = voice.say("answer.left_out.entries").with("entries", counted(voice, "entry", sum.rows));
        words.push(entries.with("place", &place).plain());
    }
    if sum.parts > 0 {
        let fields: Vec<String> = sum.fields.iter().map(label).collect();
        let told = voice.say("answer.left_out.fields").with("fields", fields.join(", "));
        words.push(told.with("entries", counted(voice, "entry", sum.parts)).with("place", &place).plain());
    }
    LeftOut {
        code,
        what: Personal::new(words.join("; ")),
        reason: Personal::default(),
        reasons: if silent { Reasons::Withheld } else { Reasons::Given },
    }
}

/// What stays here of documents: how many of which system, never what they are called.
pub(super) fn documents_left_out(documents: &[Document], parts: &[Gathering], voice: &Voice<'_>) -> Vec<LeftOut> {
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
        .map(|((system, code, silent), sum)| {
            of_documents(&system_title(system, parts, voice), code, silent, &sum, voice)
        })
        .collect()
}

fn of_documents(place: &str, code: &str, silent: bool, sum: &Sum, voice: &Voice<'_>) -> LeftOut {
    let said = |key, number| voice.say(key).with("documents", counted(voice, "document", number)).with("system", place);
    let mut words = Vec::new();
    if sum.rows > 0 {
        words.push(said("answer.left_out.documents", sum.rows).plain());
    }
    if sum.parts > 0 {
        words.push(said("answer.left_out.parts", sum.parts).with("mark", MARK).plain());
    }
    LeftOut {
        code: code.to_owned(),
        what: Personal::new(words.join("; ")),
        reason: Personal::default(),
        reasons: if silent { Reasons::Withheld } else { Reasons::Given },
    }
}

/// "one entry", "2 entries".
fn counted(voice: &Voice<'_>, what: &str, number: u64) -> String {
    voice.language().count(&format!("answer.left_out.{what}"), i64::try_from(number).unwrap_or(i64::MAX))
}

/// The grounds, each once; where naming one would defeat it, only what may be said (Article 12(4)).
pub(super) fn grounds(left_out: &[LeftOut], regime: &str, language: &Language) -> Vec<Ground> {
    let mut grounds: Vec<Ground> = Vec::new();
    for part in left_out {
        let Some(exemption) = Exemption::find(&part.code) else { continue };
        let ground = if part.reasons == Reasons::Given {
            let pointer = Some(language.article(&exemption.pointer(regime)));
            Ground { reason: exemption.words_in(language), pointer }
        } else {
            Ground { reason: language.text("answer.left_out.not_told"), pointer: None }
        };
        if !grounds.contains(&ground) {
            grounds.push(ground);
        }
    }
    grounds
}
