//! From the question to the outcome: who is meant, then one system after the other, as often as keys flow.

use std::collections::BTreeMap;

use super::asking::Asking;
use super::frontier::{Carried, Frontier, Status};
use super::layout::Layout;
use super::outcome::{Choice, GatherError, Outcome, SystemReport};
use super::persons::{Persons, resolve};
use super::sink::{FindingSink, Progress};
use super::walk::{Step, Walk};
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
    let mut run = Run { question, connectors, frontier, sink, persons: Persons::default() };
    run.find_persons()?;
    if !run.persons.candidates.is_empty() {
        return Ok(Outcome::Candidates(run.persons.candidates));
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
    persons: Persons,
}

impl<'a> Run<'a> {
    /// Asks every open system who the person is. A system that does not answer is marked and passed over.
    fn find_persons(&mut self) -> Result<(), GatherError> {
        for plan in &self.question.plan.systems {
            self.frontier.systems.entry(plan.system.clone()).or_default();
            if let Some(failed) =
                self.frontier.systems.get_mut(&plan.system).filter(|state| state.status != Status::Done)
            {
                failed.status = Status::Waiting;
            }
            let answer = match self.connectors.get_mut(&plan.system) {
                Some(connector) => asking(self.question, plan, connector.as_mut())
                    .and_then(|mut asking| resolve(&mut asking, plan, self.question.choices, &mut self.persons)),
                None => Err(unconnected(plan).into()),
            };
            self.settle(&plan.system, answer)?;
        }
        Ok(())
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
        let again = state.status == Status::Done;
        let Some(connector) = self.connectors.get_mut(&plan.system) else { return Err(unconnected(plan).into()) };
        if !again {
            self.sink.progress(&Progress::SystemStarted { system: plan.system.clone() })?;
        }
        let mut asking = asking(self.question, plan, connector.as_mut())?;
        if !again {
            tell_absences(&mut asking, plan, self.sink)?;
        }
        let foreign = steps_into(self.question.plan, &plan.system);
        let mut walk = Walk::new(plan, &self.persons, self.sink);
        walk.seen = state.seen.into_iter().map(|(name, rows)| (name, rows.into_iter().collect())).collect();
        walk.run(&mut asking, &state.inbox, &foreign, !again)?;
        if !again {
            walk.read_texts(&mut asking, self.question.identities)?;
        }
        let (rows, outbox) = (state.rows + walk.rows, std::mem::take(&mut walk.outbox));
        let seen = walk.seen.into_iter().map(|(name, rows)| (name, rows.into_iter().collect()));
        let seen = if foreign.is_empty() { BTreeMap::new() } else { seen.collect() };
        let state = self.frontier.systems.entry(plan.system.clone()).or_default();
        *state = super::frontier::SystemState { status: Status::Done, rows, inbox: Vec::new(), seen };
        self.deliver(outbox);
        self.sink.progress(&Progress::SystemFinished { system: plan.system.clone(), rows })?;
        Ok(self.sink.checkpoint(self.frontier)?)
    }

    /// Lays keys into the inboxes of other systems, each once.
    fn deliver(&mut self, outbox: Vec<(String, Carried)>) {
        for (system, carried) in outbox {
            let state = self.frontier.systems.entry(system).or_default();
            if !state.inbox.contains(&carried) {
                state.inbox.push(carried);
            }
        }
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
