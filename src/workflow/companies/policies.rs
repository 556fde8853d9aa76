//! Taking a policy, and people's words on its facts.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::controller::Controller;
use crate::domain::ids::{PolicyId, StaffId};
use crate::domain::policy::{Change, Confidence, Draft, Finding, Reading, Source, changes, is_english, lint, read};
use crate::domain::request::Actor;
use crate::domain::setup::{Answer, Sheet, Word};
use crate::ports::store::companies::{PolicyLine, PolicyRecord};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::{Desk, WorkError};

/// The longest name of a file that is kept, in characters.
pub const LONGEST_NAME: usize = 120;
/// The longest answer to one question, in characters.
const LONGEST_ANSWER: usize = 4_000;
/// The point of the name that people know.
const BRAND: &str = "/brand";
/// How soon after the first a second click comes at the latest.
const SECOND_CLICK: TimeDelta = TimeDelta::minutes(2);
/// How many policies are looked through for the one in force.
const POLICIES: i64 = 500;

/// What somebody gives to be read.
pub struct Given {
    /// The company: one that is there, or the name of a new one.
    pub controller: String,
    /// The name of the file; empty for what was pasted.
    pub name: String,
    /// The file, or the pasted words.
    pub bytes: Vec<u8>,
}

/// A policy with everything that follows from its words.
pub struct PolicyFile {
    /// As it is kept.
    pub record: PolicyRecord,
    /// Its facts.
    pub reading: Reading,
    /// What it lacks.
    pub findings: Vec<Finding>,
    /// Whether it is in the language that the rules know; of another nothing can be found lacking.
    pub english: bool,
    /// What is to be gone through.
    pub sheet: Sheet,
    /// The company as it is now; `None` for a new one.
    pub now: Option<Controller>,
    /// What differs from the policy in force; empty where there was none in the store.
    pub changes: Vec<Change>,
    /// Whether there is a policy in force to compare with.
    pub compared: bool,
}

/// Reads a policy for a company, and keeps it. Nothing of it counts before somebody has gone through it.
pub fn take_policy(desk: &Desk, actor: Actor, given: Given) -> Result<PolicyId, WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::WriteCompanies.words()))?;
    let Given { controller: typed, name, bytes } = given;
    let controller = controller_name(desk, &typed)?;
    if bytes.is_empty() {
        return Err(WorkError::field("text", "Paste the words of the policy, or choose its file."));
    }
    let source = desk.companies.reader.source(&name, &bytes).map_err(|why| {
        let field = if name.is_empty() { "text" } else { "file" };
        WorkError::field(field, format!("This cannot be read as a policy: {why}."))
    })?;
    let shown: String = name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    let name = if shown.is_empty() { "pasted".to_owned() } else { shown };
    // What is only a key is no name that people know.
    let is_name = |name: &String| *name != controller && !desk.controllers.contains_key(&controller);
    let new_name = Some(typed.trim().to_owned()).filter(is_name);
    desk.write(move |desk, tx, now| {
        if let Some(same) = just_taken(tx, now, by, &controller, &source)? {
            return Ok(same);
        }
        let id = PolicyId::new(now, desk.entropy.bytes10());
        let content = json!({ "controller": controller, "policy": id });
        let line = PolicyLine { id, controller, name, by, at: now, in_force_at: None };
        let answers = new_name.and_then(|name| named(&source, name, by, now)).into_iter().collect();
        tx.add_policy(&PolicyRecord { line, source, answers, version: 0 })?;
        record_at_the_desk(desk, tx, now, actor, "policy_read", &content)?;
        Ok(id)
    })
}

/// The name that was typed for a new company is the one that people know, where its policy does not plainly state another.
fn named(source: &Source, name: String, by: StaffId, at: DateTime<Utc>) -> Option<(String, Answer)> {
    let brand = read(&source.document()).identity.brand;
    let stated = brand.is_some_and(|fact| fact.confidence == Confidence::Stated);
    let fields = BTreeMap::from([(String::new(), name)]);
    (!stated).then(|| (BRAND.to_owned(), answer(Word::Correct, fields, by, at)))
}

/// The same words that the same person gave for the same company a moment ago and that are not in force: a second click, not a
/// second policy. The first writer is waited for, also where transactions run side by side.
fn just_taken(
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    by: StaffId,
    controller: &str,
    source: &Source,
) -> Result<Option<PolicyId>, StoreError> {
    let turn = format!("policy_turn:{controller}");
    tx.put_setting(&turn, Some("taken"))?;
    tx.put_setting(&turn, None)?;
    let fresh = |line: &PolicyLine| {
        line.controller == controller && line.by == by && line.in_force_at.is_none() && now - line.at < SECOND_CLICK
    };
    for line in tx.policies(POLICIES)?.into_iter().filter(fresh) {
        if tx.policy(line.id)?.source == *source {
            return Ok(Some(line.id));
        }
    }
    Ok(None)
}

/// The name of a company in addresses, from what was typed: that of one that is there, or a new one made of its letters.
fn controller_name(desk: &Desk, typed: &str) -> Result<String, WorkError> {
    let typed = typed.trim();
    if desk.controllers.contains_key(typed) {
        return Ok(typed.to_owned());
    }
    let folded: String =
        typed.to_lowercase().chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    let name = folded.split_whitespace().collect::<Vec<_>>().join("-");
    let name: String = name.chars().take(40).collect();
    if name.is_empty() {
        return Err(WorkError::field("company", "Name the company, as people know it."));
    }
    if desk.controllers.contains_key(&name) {
        return Err(WorkError::field("company", "There is a company of this name. Choose it from the list."));
    }
    Ok(name)
}

/// A policy with its facts, findings and what is to be gone through.
pub fn policy_file(desk: &Desk, id: PolicyId) -> Result<PolicyFile, WorkError> {
    let (record, older) = desk.read(move |_, tx, _| {
        let record = tx.policy(id)?;
        let older = in_force_before(tx, &record)?;
        Ok((record, older))
    })?;
    let document = record.source.document();
    let reading = read(&document);
    let findings = lint(&document, &reading);
    let english = is_english(&document);
    let draft = Draft::of(&record.line.controller, &reading);
    let older = older.map(|older| read(&older.source.document()));
    let now = desk.controllers.get(&record.line.controller).cloned();
    let sheet = match &now {
        Some(now) => {
            let older = older.as_ref().map(|older| Draft::of(&record.line.controller, older));
            Sheet::of_newer(&draft, older.as_ref(), now)
        }
        None => Sheet::of_draft(&draft),
    };
    let compared = older.is_some();
    let changes = older.map(|older| changes(&older, &reading)).unwrap_or_default();
    Ok(PolicyFile { record, reading, findings, english, sheet, now, changes, compared })
}

/// The policy of the same company that was in force before this one.
fn in_force_before(tx: &mut dyn Tx, record: &PolicyRecord) -> Result<Option<PolicyRecord>, StoreError> {
    let own = |line: &PolicyLine| line.controller == record.line.controller && line.id != record.line.id;
    let since = |line: &PolicyLine| line.in_force_at.filter(|at| record.line.in_force_at.is_none_or(|own| *at < own));
    let lines = tx.policies(POLICIES)?.into_iter().filter(own);
    let newest = lines.filter_map(|line| Some((since(&line)?, line.id))).max();
    newest.map(|(_, id)| tx.policy(id)).transpose()
}

/// Keeps somebody's words on some points: word and fields by pointer. Words given before on other points stay.
pub fn give_word(
    desk: &Desk,
    actor: Actor,
    id: PolicyId,
    words: BTreeMap<String, (Word, BTreeMap<String, String>)>,
) -> Result<(), WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::WriteCompanies.words()))?;
    let long = words.values().flat_map(|(_, fields)| fields.values()).any(|text| text.chars().count() > LONGEST_ANSWER);
    if long {
        return Err(WorkError::field("facts", format!("Keep each answer below {LONGEST_ANSWER} characters.")));
    }
    desk.write(move |desk, tx, now| {
        let mut record = tx.policy(id)?;
        if record.line.in_force_at.is_some() {
            return Err(WorkError::field("facts", "This policy is in force. Change the company’s settings instead."));
        }
        let points: Vec<&String> = words.keys().collect();
        let content = json!({ "controller": record.line.controller, "policy": id, "facts": points });
        record_at_the_desk(desk, tx, now, actor, "policy_facts_reviewed", &content)?;
        record
            .answers
            .extend(words.into_iter().map(|(pointer, (word, fields))| (pointer, answer(word, fields, by, now))));
        tx.save_policy(&record)?;
        Ok(())
    })
}

fn answer(word: Word, fields: BTreeMap<String, String>, by: StaffId, at: DateTime<Utc>) -> Answer {
    let fields = if word == Word::Correct { fields } else { BTreeMap::new() };
    Answer { word, fields, by, at }
}
