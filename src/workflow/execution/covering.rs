//! The facts of the covering letter: the case, what was searched and how, what was left out.

use chrono::{DateTime, NaiveDate, Utc};

use super::inventory::Inventory;
use crate::domain::case::{Case, OnBehalf};
use crate::domain::clock::reckon;
use crate::domain::datamap::Identities;
use crate::domain::disclosure::{LeftOut, Letter, Outcome, SearchTerm, Searched, Voice};
use crate::domain::personal::Personal;
use crate::domain::request::Request;
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::tasks::{Task, TaskAnswerKind};
use crate::workflow::WorkError;
use crate::workflow::notices::Matter;

/// What the letter is made from beside the case.
pub(super) struct Facts<'a> {
    pub(super) request: &'a Request,
    pub(super) parts: &'a [Gathering],
    pub(super) tasks: &'a [Task],
    pub(super) identities: &'a Identities,
    pub(super) inventory: &'a Inventory,
    pub(super) left_out: Vec<LeftOut>,
    /// The instant of the approval. Everything that the package dates is dated by it, so that a second build is the same.
    pub(super) approved_at: DateTime<Utc>,
}

/// The covering letter. `matter.now` is the instant of the approval.
pub(super) fn letter(matter: &Matter<'_>, facts: Facts<'_>) -> Result<Letter, WorkError> {
    let request = facts.request;
    let reckoning = reckon(&request.history, request.right, &matter.terms)?;
    Ok(Letter {
        about: matter.about(vec![request.right]),
        controller: matter.controller.clone(),
        right: request.right,
        address: Vec::new(),
        subject: subject(matter.case),
        due: reckoning.due,
        note: Vec::new(),
        left_out: facts.left_out,
        searched: facts.parts.iter().map(|part| searched(matter, part, facts.tasks, facts.inventory)).collect(),
        searched_with: searched_with(facts.identities),
        signed_by: None,
        language: matter.desk.languages.of(&matter.case.requester.language),
        made_at: facts.approved_at,
    })
}

fn subject(case: &Case) -> Option<Personal> {
    match &case.on_behalf {
        OnBehalf::Myself => None,
        OnBehalf::Another { name } | OnBehalf::Child { name } => Some(name.clone()),
    }
}

fn searched_with(identities: &Identities) -> Vec<SearchTerm> {
    identities.names().map(|kind| SearchTerm { kind: kind.to_owned(), number: 1 }).collect()
}

fn searched(matter: &Matter<'_>, part: &Gathering, tasks: &[Task], inventory: &Inventory) -> Searched {
    let language = matter.desk.languages.of(&matter.case.requester.language);
    let on: Option<NaiveDate> = Some(matter.local(part.updated_at));
    let system = part.title.clone();
    if part.state == SystemState::Skipped {
        let why = part.message.clone().unwrap_or_else(|| language.text("answer.searched.skipped"));
        return Searched { system, on: None, outcome: Outcome::NotSearched(why) };
    }
    let mut found: Vec<String> = inventory
        .heads
        .iter()
        .filter(|head| head.system == part.system)
        .map(|head| head.shown_title().to_owned())
        .collect();
    let mine = tasks.iter().filter(|task| task.request == inventory.request && task.system == part.system);
    let answers = mine.filter_map(|task| task.answer.as_ref());
    found.extend(
        answers
            .filter(|answer| matches!(answer.kind, TaskAnswerKind::File { .. }))
            .map(|_| language.text("answer.files.a_file")),
    );
    let outcome = if found.is_empty() { Outcome::Nothing } else { Outcome::Found(found) };
    Searched { system, on, outcome }
}

/// Kinds of identifiers in the words of a letter: "your e-mail address".
pub(super) fn kinds(identities: &Identities, voice: &Voice<'_>) -> Vec<String> {
    let other = |kind: &str| voice.say("answer.term.yours").with("kind", voice.plain(&kind.replace('_', " "))).plain();
    let words = |kind: &str| {
        let known = voice.language().perhaps(&format!("answer.term.{kind}.one"));
        known.unwrap_or_else(|| other(kind))
    };
    identities.names().map(words).collect()
}
