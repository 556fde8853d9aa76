//! The systems of one map: joined to the engine, asked, and what the engine says turned into what is written down.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::conclusion::{Came, Settled};
use super::errand::{Errand, Start};
use super::keeper::Keeper;
use super::kept::{Kept, KeptCandidate};
use super::plan::is_asked_by_engine;
use crate::domain::datamap::{DataMap, Identities, Plan, plan};
use crate::domain::notice::Cause;
use crate::ports::connector::{Connector, ConnectorError, Flow, Nature, Select, Table};
use crate::ports::store::findings::{CollectionCount, Gathering, SystemState};
use crate::ports::systems::Systems;
use crate::workflow::gathering::{
    Candidate, Choice, Connectors, FindingSink, Frontier, GatherError, Outcome, Question, Status, SystemReport, gather,
};
use crate::workflow::{Setback, WorkError};

/// What came of a map's search.
pub(super) enum Walked {
    /// How each system that was asked came out.
    Systems(Vec<Settled>),
    /// The request has left the gathering meanwhile.
    Over,
}

/// The systems of a map that the engine asks now.
struct Systemwise {
    parts: BTreeMap<String, Gathering>,
    kept: BTreeMap<String, Kept>,
}

/// Asks the systems of a map that are open.
pub(super) fn walk(
    errand: &Errand<'_>,
    systems: &dyn Systems,
    map: &DataMap,
    start: &Start,
) -> Result<Walked, Setback> {
    let asked = asked(errand, systems, map, start)?;
    let choices: Vec<Choice> =
        asked.kept.values().flat_map(|kept| &kept.chosen).filter_map(|text| Choice::parse(text)).collect();
    let digest = digest(&start.identities, &choices);
    let mut frontier = frontier(&asked, &start.counts, &digest);
    if asked.parts.keys().all(|system| !frontier.is_open(system)) {
        return Ok(Walked::Systems(Vec::new()));
    }
    let mut plan = match plan(map, &start.identities) {
        Ok(plan) => plan,
        Err(error) => {
            return Ok(all_need_person(
                asked,
                &format!("The data map cannot be followed: {error}."),
                Cause::Unexpected,
            ));
        }
    };
    plan.systems.retain(|part| asked.parts.contains_key(&part.system));
    let side_by_side = errand.desk.settings.side_by_side;
    let question = Question { map, plan: &plan, identities: &start.identities, choices: &choices, side_by_side };
    let mut connectors = connectors(systems, &plan);
    let mut keeper = Keeper::new(errand, map, asked.parts, asked.kept, start.counts.clone(), digest);
    let outcome = gather(&question, &mut connectors, &mut frontier, &mut keeper);
    if matches!(outcome, Ok(Outcome::Walked(_))) && !keeper.is_over {
        // A walk that failed half-way may have handed over rows that stay: what is kept must say so.
        drop(keeper.checkpoint(&frontier));
    }
    settle(keeper, outcome)
}

fn asked(errand: &Errand<'_>, systems: &dyn Systems, map: &DataMap, start: &Start) -> Result<Systemwise, WorkError> {
    let mut asked = Systemwise { parts: BTreeMap::new(), kept: BTreeMap::new() };
    let here = |part: &&Gathering| map.system(&part.system).is_some() && is_asked_by_engine(map, &part.system, systems);
    for part in start.parts.iter().filter(here).filter(|part| part.state != SystemState::Skipped) {
        let kept = Kept::open(errand.desk, errand.request, &part.system, part.frontier.as_deref())?;
        asked.kept.insert(part.system.clone(), kept);
        asked.parts.insert(part.system.clone(), part.clone());
    }
    Ok(asked)
}

/// Where the engine goes on. It begins anew when it is asked something else than before; and when the rows in the store are
/// not those that it counted, because it was cut off while it followed keys of one system into another.
fn frontier(asked: &Systemwise, counts: &[CollectionCount], digest: &[u8; 32]) -> Frontier {
    let stored =
        |system: &str| -> i64 { counts.iter().filter(|count| count.system == system).map(|count| count.rows).sum() };
    let whole = asked.kept.iter().filter(|(_, kept)| kept.state.walked).all(|(system, kept)| {
        kept.question == *digest && u64::try_from(stored(system)).is_ok_and(|rows| rows == kept.state.rows)
    });
    if !whole {
        return Frontier::default();
    }
    Frontier { systems: asked.kept.iter().map(|(system, kept)| (system.clone(), kept.state.clone())).collect() }
}

/// Tells one question from another.
fn digest(identities: &Identities, choices: &[Choice]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for name in identities.names() {
        let test = identities.test(name, None, Vec::new());
        let value = test.map(|test| test.wanted).unwrap_or_default();
        hash.update(format!("{name}\0{}\0", value.reveal()));
    }
    for choice in choices {
        hash.update(format!("{}\0{}\0", choice.place, choice.key));
    }
    hash.finalize().into()
}

/// The ways to the systems of a plan; where there is none, something that says why.
pub(in crate::workflow) fn connectors(systems: &dyn Systems, plan: &Plan) -> Connectors {
    let connect = |system: &String| systems.connect(system).unwrap_or_else(|error| Box::new(Unreachable(error)));
    plan.systems.iter().map(|part| (part.system.clone(), connect(&part.system))).collect()
}

/// Stands for a system to which there is no way, and says why.
struct Unreachable(ConnectorError);

impl Connector for Unreachable {
    fn nature(&mut self) -> Result<Nature, ConnectorError> {
        Err(self.0.clone())
    }

    fn columns(&mut self, _: &Table) -> Result<Option<Vec<String>>, ConnectorError> {
        Err(self.0.clone())
    }

    fn select(
        &mut self,
        _: &Select,
        _: &mut dyn FnMut(Vec<crate::domain::disclosure::value::Value>) -> Flow,
    ) -> Result<(), ConnectorError> {
        Err(self.0.clone())
    }
}

fn settle(mut keeper: Keeper<'_>, outcome: Result<Outcome, GatherError>) -> Result<Walked, Setback> {
    if keeper.is_over {
        return Ok(Walked::Over);
    }
    if let Some(setback) = keeper.setback.take() {
        return Err(setback);
    }
    let (parts, kept) = keeper.into_parts();
    let asked = Systemwise { parts, kept };
    match outcome {
        Ok(Outcome::Walked(reports)) => {
            Ok(Walked::Systems(reports.into_iter().filter_map(|report| of_report(&asked, report)).collect()))
        }
        Ok(Outcome::Candidates(candidates)) => Ok(Walked::Systems(several(asked, &candidates))),
        Err(error @ GatherError::NothingToAsk { .. }) => Ok(all_need_person(
            asked,
            &format!("{}. Ask the person for one of these.", capital(&error.to_string())),
            Cause::SeeCase,
        )),
        Err(GatherError::NoSuchCandidate { .. }) => Ok(Walked::Systems(stale_choice(asked))),
        Err(GatherError::System(error)) => Err(Setback::passing(Cause::Unreachable, error.to_string())),
        Err(GatherError::Sink(error)) => Err(Setback::passing(Cause::Other, error.to_string())),
    }
}

fn of_report(asked: &Systemwise, report: SystemReport) -> Option<Settled> {
    let part = asked.parts.get(&report.system)?.clone();
    let kept = asked.kept.get(&report.system).cloned().unwrap_or_else(|| Kept::new(&report.system));
    let came = match report.status {
        Status::Done => Came::Done,
        Status::Waiting => Came::Open,
        Status::Retry { after_seconds, why } => Came::Down { after_seconds, why },
        Status::NeedsPerson { why, next } => {
            Came::NeedsPerson { message: format!("{} {}", sentence(&why), sentence(&next)), cause: Cause::SeeCase }
        }
    };
    // A finished system keeps what the last checkpoint sealed; the others begin again.
    let kept = Kept { candidates: Vec::new(), ..kept };
    Some(Settled { part, kept, came })
}

fn all_need_person(asked: Systemwise, message: &str, cause: Cause) -> Walked {
    let Systemwise { parts, mut kept } = asked;
    let settled = parts.into_iter().map(|(system, part)| Settled {
        part,
        kept: kept.remove(&system).unwrap_or_else(|| Kept::new(&system)),
        came: Came::NeedsPerson { message: message.to_owned(), cause },
    });
    Walked::Systems(settled.collect())
}

/// Systems in which several persons fit wait for a word of staff; the others wait with them, because nothing is handed over
/// before everybody is sure.
fn several(asked: Systemwise, candidates: &[Candidate]) -> Vec<Settled> {
    let Systemwise { parts, mut kept } = asked;
    let settled = parts.into_iter().map(|(system, part)| {
        let fit: Vec<KeptCandidate> = candidates
            .iter()
            .filter(|candidate| candidate.place.system == system)
            .map(|candidate| KeptCandidate { choice: candidate.choice(), label: candidate.label.clone() })
            .collect();
        let mut kept = kept.remove(&system).unwrap_or_else(|| Kept::new(&system));
        let came = if fit.is_empty() { Came::Open } else { Came::Several(fit.len()) };
        kept.candidates = fit;
        Settled { part, kept, came }
    });
    settled.collect()
}

/// Somebody was chosen who is not there any more: the choice is dropped, and staff are asked again.
fn stale_choice(asked: Systemwise) -> Vec<Settled> {
    let Systemwise { parts, mut kept } = asked;
    let settled = parts.into_iter().map(|(system, part)| {
        let mut kept = kept.remove(&system).unwrap_or_else(|| Kept::new(&system));
        let chosen = !std::mem::take(&mut kept.chosen).is_empty();
        let message =
            "The person who was chosen is not found there any more. Ask again to see who fits now.".to_owned();
        let came = if chosen { Came::NeedsPerson { message, cause: Cause::SeeCase } } else { Came::Open };
        Settled { part, kept, came }
    });
    settled.collect()
}

fn sentence(words: &str) -> String {
    let words = capital(words.trim());
    if words.ends_with(['.', '!', '?']) { words } else { format!("{words}.") }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
