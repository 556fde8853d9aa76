//! Putting a policy in force: its facts, as people left them, become the company's settings.

use std::collections::BTreeMap;

use serde_json::json;

use super::editing::{checked, next_version};
use super::policies::{PolicyFile, policy_file};
use crate::domain::access::Permission;
use crate::domain::controller::Controller;
use crate::domain::ids::PolicyId;
use crate::domain::policy::Confidence;
use crate::domain::request::Actor;
use crate::domain::setup::{Behind, Fault, Point, Sheet, Word, behind};
use crate::workflow::assignment::must;
use crate::workflow::journal::record_at_the_desk;
use crate::workflow::{Desk, WorkError};

/// A policy on its way to the settings.
pub struct Reviewed {
    /// The policy with its facts.
    pub file: PolicyFile,
    /// The points as they were read, with the ones that people added.
    pub points: Vec<Point>,
    /// The words of the policy behind them, by pointer.
    pub behind: BTreeMap<String, Behind>,
    /// The company that would come of it.
    pub result: Result<Controller, Fault>,
}

/// A policy with its points, the words behind them, and what would come of it.
pub fn review(desk: &Desk, id: PolicyId) -> Result<Reviewed, WorkError> {
    let file = policy_file(desk, id)?;
    let mut points = file.sheet.points();
    let behind = behind(&file.reading, &points);
    let result = settled(&file, &behind).controller(&file.record.line.controller);
    points.extend(added(&file));
    Ok(Reviewed { file, points, behind, result })
}

/// What the policy plainly states stays without a word; what it does not plainly state needs one. What was not read from the
/// policy at all is the company's own and stays.
fn settled(file: &PolicyFile, behind: &BTreeMap<String, Behind>) -> Sheet {
    let plain = |point: &Point| behind.get(&point.pointer).is_none_or(|words| words.confidence == Confidence::Stated);
    file.sheet.answered(&file.record.answers, plain)
}

/// The points that people added, as they wrote them.
fn added(file: &PolicyFile) -> Vec<Point> {
    let answers =
        file.record.answers.iter().filter(|(pointer, answer)| pointer.contains("/+") && answer.word == Word::Correct);
    let point = |(pointer, answer): (&String, &crate::domain::setup::Answer)| {
        let (list, _) = pointer.rsplit_once('/')?;
        let mut point = Sheet::blanks().into_iter().find(|blank| blank.pointer == format!("{list}/+"))?;
        point.pointer.clone_from(pointer);
        for field in &mut point.fields {
            field.value = answer.fields.get(field.name).cloned().unwrap_or_default();
        }
        let name = point.fields.first().map(|field| field.value.clone()).unwrap_or_default();
        point.label = format!("{}: {name}", point.label);
        Some(point)
    };
    answers.filter_map(point).collect()
}

impl Reviewed {
    /// Whether somebody has to look at a point: the policy does not say it plainly, and nobody has given a word.
    pub fn needs_word(&self, point: &Point) -> bool {
        let soft = self.behind.get(&point.pointer).is_some_and(|words| words.confidence < Confidence::Stated);
        soft && !self.file.record.answers.contains_key(&point.pointer)
    }
}

/// Puts a policy in force. From now on new requests are answered with its facts; older ones keep those that were in force when
/// they were received.
pub fn adopt(desk: &Desk, actor: Actor, id: PolicyId) -> Result<String, WorkError> {
    must(actor, Permission::WriteCompanies)?;
    let reviewed = review(desk, id)?;
    if reviewed.file.record.line.in_force_at.is_some() {
        return Err(WorkError::field("facts", "This policy is in force already."));
    }
    let company = checked(desk, reviewed.result)?;
    let (before, mut record) = (reviewed.file.now, reviewed.file.record);
    let company = desk.write(move |desk, tx, now| {
        let version = next_version(desk, now, actor, before.as_ref(), company, Some(id))?;
        let content = json!({ "controller": version.controller, "policy": id, "version": version.id });
        record.line.in_force_at = Some(now);
        tx.save_policy(&record)?;
        tx.add_controller_version(&version)?;
        record_at_the_desk(desk, tx, now, actor, "policy_in_force", &content)?;
        Ok(version.controller)
    })?;
    desk.companies.outdate();
    Ok(company)
}
