//! From the question to the outcome: who is meant, then one system after the other, as often as keys flow.

use std::collections::{BTreeMap, BTreeSet};

use super::asking::Asking;
use super::frontier::{Frontier, Status};
use super::layout::Layout;
use super::outcome::{Candidate, Choice, GatherError, Outcome, SystemReport};
use super::persons::resolve;
use super::sink::{FindingSink, Progress};
use super::walk::{Harvest, Step, Walk};
use crate::domain::datamap::{DataMap, Identities, Place, Plan, SystemPlan};
use crate::ports::connector::{Connector, ConnectorError};

/// The systems that can be asked, by the `fides_key` of their dataset.
pub type Connectors = BTreeMap<String, Box<dyn Connector>>;

/// Whose data is looked for, and how.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The map.
    pub map: &'a DataMap,
    /// The plan made from the map and the identities.
    pub plan: &'a Plan,
    /// What is known about the person.
    pub identities: &'a Identities,
    /// Staff's word on who is meant where several fit.
    pub choices: &'a [Choice],
}

/// Finds the person's rows and hands them over. Goes on where `frontier` says; a finished system is not asked again.
pub fn gather(
    question: &Question<'_>,
    connectors: &mut Connectors,
    frontier: &mut Frontier,
    sink: &mut dyn FindingSink,
) -> Result<Outcome, GatherError> {
    if question.plan.asked_by().is_empty() {
        return Err(nothing_to_ask(question));
    }
    let mut run = Run { question, connectors, frontier, sink };
    let candidates = run.find_persons()?;
    if !candidates.is_empty() {
        return Ok(Outcome::Candidates(candidates));
    }
    // Keys may flow back and forth between systems; every round asks only what is new, so it ends.
    while let Some(system) = run.next_open() {
        run.walk(system)?;
    }
    Ok(Outcome::Walked(run.reports()))
}

fn nothing_to_ask(question: &Question<'_>) -> GatherError {
    let given: Vec<&str> = question.identities.names().collect();
    let known = question.map.identity_names();
    GatherError::NothingToAsk { given: given.join(", "), known: known.into_iter().collect::<Vec<_>>().join(", ") }
}

struct Run<'a> {
    question: &'a Question<'a>,
    connectors: &'a mut Connectors,
    frontier: &'a mut Frontier,
    sink: &'a mut dyn FindingSink,
}

impl<'a> Run<'a> {
    /// Asks every system that has not said so who the person is. One that does not answer is marked and passed over.
    fn find_persons(&mut self) -> Result<Vec<Candidate>, GatherError> {
        let mut candidates = Vec::new();
        for plan in &self.question.plan.systems {
            let state = self.frontier.systems.entry(plan.system.clone()).or_default();
            if state.status == Status::Done {
                continue;
            }
            state.status = Status::Waiting;
            if state.persons.is_none() {
                let answer = self.find_person(plan, &mut candidates);
                self.settle(&plan.system, answer)?;
            }
        }
        Ok(candidates)
    }

    fn find_person(&mut self, plan: &SystemPlan, candidates: &mut Vec<Candidate>) -> Result<(), GatherError> {
        let connector = self.connectors.get_mut(&plan.system).ok_or_else(|| unconnected(plan))?;
        let mut asking = asking(self.question, plan, connector.as_mut())?;
        let before = candidates.len();
        let recognised = resolve(&mut asking, plan, self.question.choices, candidates)?;
        if candidates.len() == before {
            self.frontier.systems.entry(plan.system.clone()).or_default().persons = Some(recognised);
        }
        Ok(())
    }

    /// Identities that somebody else has too, in whichever system: then a row without a name could be theirs.
    fn shared(&self) -> BTreeSet<String> {
        let known = self.frontier.systems.values().filter_map(|state| state.persons.as_ref());
        known.flat_map(|persons| persons.shared.iter().cloned()).collect()
    }

    /// Turns a system's failure into its state; everything else ends the gathering.
    fn settle(&mut self, system: &str, answer: Result<(), GatherError>) -> Result<(), GatherError> {
        let error = match answer {
            Ok(()) => return Ok(()),
            Err(GatherError::System(error)) => error,
            Err(other) => return Err(other),
        };
        let state = self.frontier.systems.entry(system.to_owned()).or_default();
        state.status = match &error {
            ConnectorError::Retry { after, why } => Status::Retry { after_seconds: after.as_secs(), why: why.clone() },
            ConnectorError::NeedsPerson { why, next } => Status::NeedsPerson { why: why.clone(), next: next.clone() },
            ConnectorError::Refused { why } => Status::NeedsPerson {
                why: why.clone(),
                next: "compare the data map with the system, then try again".to_owned(),
            },
        };
        self.sink.progress(&Progress::SystemFailed { system: system.to_owned(), error })?;
        Ok(())
    }

    fn next_open(&self) -> Option<&'a SystemPlan> {
        let open = |plan: &&SystemPlan| {
            let state = self.frontier.systems.get(&plan.system);
            state.is_some_and(|state| match state.status {
                Status::Waiting => true,
                Status::Done => !state.inbox.is_empty(),
                Status::Retry { .. } | Status::NeedsPerson { .. } => false,
            })
        };
        self.question.plan.systems.iter().find(open)
    }

    fn walk(&mut self, plan: &SystemPlan) -> Result<(), GatherError> {
        let answer = self.walk_through(plan);
        self.settle(&plan.system, answer)
    }

    fn walk_through(&mut self, plan: &SystemPlan) -> Result<(), GatherError> {
        let state = self.frontier.systems.get(&plan.system).cloned().unwrap_or_default();
        let shared = self.shared();
        let recognised = state.persons.clone().unwrap_or_default();
        let foreign = steps_into(self.question.plan, &plan.system);
        let Some(connector) = self.connectors.get_mut(&plan.system) else { return Err(unconnected(plan).into()) };
        if !state.walked {
            self.sink.progress(&Progress::SystemStarted { system: plan.system.clone() })?;
        }
        let mut asking = asking(self.question, plan, connector.as_mut())?;
        if !state.walked {
            tell_absences(&mut asking, plan, self.sink)?;
        }
        let mut walk = Walk::new(plan, &recognised, &shared, self.sink);
        if state.walked {
            walk.go_on_from(state.seen);
        }
        let answer = walk
            .run(&mut asking, &state.inbox, &foreign, !state.walked)
            .and_then(|()| if state.walked { Ok(()) } else { walk.read_texts(&mut asking, self.question.identities) });
        let harvest = walk.harvest();
        if answer.is_ok() || state.walked {
            self.keep(&plan.system, harvest, !foreign.is_empty(), answer.is_ok());
        }
        answer?;
        self.tell_finished(&plan.system)
    }

    /// Keeps what a walk learnt. After a failure of a second walk too: its rows have been handed over and stay.
    fn keep(&mut self, system: &str, harvest: Harvest, may_come_again: bool, is_whole: bool) {
        let state = self.frontier.systems.entry(system.to_owned()).or_default();
        state.rows = if state.walked { state.rows + harvest.rows } else { harvest.rows };
        state.seen = if may_come_again { harvest.seen } else { BTreeMap::new() };
        if is_whole {
            state.inbox.clear();
            state.status = Status::Done;
            state.walked = true;
        }
        for (system, carried) in harvest.outbox {
            self.frontier.systems.entry(system).or_default().inbox.insert(carried);
        }
    }

    fn tell_finished(&mut self, system: &str) -> Result<(), GatherError> {
        let rows = self.frontier.systems.get(system).map_or(0, |state| state.rows);
        self.sink.progress(&Progress::SystemFinished { system: system.to_owned(), rows })?;
        Ok(self.sink.checkpoint(self.frontier)?)
    }

    fn reports(&self) -> Vec<SystemReport> {
        let report = |plan: &SystemPlan| {
            let state = self.frontier.systems.get(&plan.system).cloned().unwrap_or_default();
            SystemReport {
                system: plan.system.clone(),
                status: state.status,
                rows: state.rows,
                searched: searched(plan),
            }
        };
        self.question.plan.systems.iter().map(report).collect()
    }
}

fn asking<'a>(
    question: &Question<'a>,
    plan: &SystemPlan,
    connector: &'a mut dyn Connector,
) -> Result<Asking<'a>, GatherError> {
    let nature = connector.nature()?;
    let Some(system) = question.map.system(&plan.system) else { return Err(unconnected(plan).into()) };
    Ok(Asking::new(connector, Layout::new(system, nature.engine)))
}

fn unconnected(plan: &SystemPlan) -> ConnectorError {
    ConnectorError::needs_person(
        format!("{} is in the data map, but not connected", plan.system),
        "connect it, or ask a colleague to look there",
    )
}

fn tell_absences(asking: &mut Asking<'_>, plan: &SystemPlan, sink: &mut dyn FindingSink) -> Result<(), GatherError> {
    let mut remarks = asking.connector.nature()?.remarks.into_iter();
    remarks.try_for_each(|what| sink.progress(&Progress::Remark { system: plan.system.clone(), what }))?;
    for collection in &plan.collections {
        let place = Place::new(&plan.system, &collection.name);
        let mut tell = |column| sink.progress(&Progress::Absent { place: place.clone(), column });
        match asking.physical(&collection.name)? {
            None => tell(None)?,
            Some(physical) => {
                let mut absent = physical.absent.into_iter();
                absent.try_for_each(|column| tell(Some(column)))?;
            }
        }
    }
    Ok(())
}

fn steps_into(plan: &Plan, system: &str) -> Vec<Step> {
    let others = plan.systems.iter().filter(|other| other.system != system);
    let steps = others.flat_map(|other| {
        other.edges.iter().enumerate().filter(|(_, edge)| edge.to.system == system).map(|(number, edge)| Step {
            from: other.system.clone(),
            edge: number,
            ask: edge.clone(),
        })
    });
    steps.collect()
}

fn searched(plan: &SystemPlan) -> Vec<(String, Vec<String>)> {
    let mut searched: Vec<(String, Vec<String>)> = Vec::new();
    for seed in &plan.seeds {
        let names = seed.tests.iter().map(|test| test.identity.clone()).collect::<Vec<_>>().join(" and ");
        match searched.iter_mut().find(|(collection, _)| *collection == seed.at.collection) {
            Some((_, known)) => known.push(names),
            None => searched.push((seed.at.collection.clone(), vec![names])),
        }
    }
    searched
}
