//! From the question to the outcome: who is meant, then the systems side by side, as often as keys flow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::thread;

use super::asking::Asking;
use super::beside::beside;
use super::exchange::{Closing, Exchange, Parcel};
use super::frontier::{Frontier, Recognised, Status};
use super::layout::Layout;
use super::outcome::{Candidate, Choice, GatherError, Outcome, SystemReport};
use super::sink::{FindingSink, Progress, SinkError};
use super::turning::Turning;
use super::visit::{Visit, Visited, recognise};
use super::walk::Harvest;
use crate::domain::datamap::{DataMap, Identities, Plan, SystemPlan, Turn, turns};
use crate::ports::connector::{Connector, ConnectorError};

/// How many systems are asked at the same time unless somebody says otherwise.
pub const SIDE_BY_SIDE: usize = 4;

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
    /// The most systems that are asked at the same time; 0 counts as one.
    pub side_by_side: usize,
}

/// Finds the person's rows and hands them over. Goes on where `frontier` says; a finished system is not asked again.
///
/// Systems that send each other no keys are asked side by side, so that a slow one or one that is down holds up nobody but those that
/// wait for its keys. What is found does not depend on which is faster.
pub fn gather(
    question: &Question<'_>,
    connectors: &mut Connectors,
    frontier: &mut Frontier,
    sink: &mut dyn FindingSink,
) -> Result<Outcome, GatherError> {
    if question.plan.asked_by().is_empty() {
        return Err(nothing_to_ask(question));
    }
    if let Some(choice) = question.choices.iter().find(|choice| !stands_for_persons(question, choice)) {
        return Err(GatherError::NoSuchCandidate { choice: format!("{}:{}", choice.place, choice.key) });
    }
    let mut run = Run { question, frontier, sink };
    let candidates = run.find_persons(connectors)?;
    if !candidates.is_empty() {
        return Ok(Outcome::Candidates(candidates));
    }
    run.walk(connectors)?;
    Ok(Outcome::Walked(run.reports()))
}

/// A choice among rows that stand for nobody would be passed over in silence.
fn stands_for_persons(question: &Question<'_>, choice: &Choice) -> bool {
    let collection = question.map.collection(&choice.place.system, &choice.place.collection);
    collection.is_some_and(|collection| collection.rightsdesk.person.is_some())
}

fn nothing_to_ask(question: &Question<'_>) -> GatherError {
    let given: Vec<&str> = question.identities.names().collect();
    let known = question.map.identity_names();
    GatherError::NothingToAsk { given: given.join(", "), known: known.into_iter().collect::<Vec<_>>().join(", ") }
}

struct Run<'a> {
    question: &'a Question<'a>,
    frontier: &'a mut Frontier,
    sink: &'a mut dyn FindingSink,
}

impl<'a> Run<'a> {
    /// Asks every system that has not said so who the person is. One that does not answer is marked and passed over. Nobody walks
    /// before all have answered: an identity that two people share in one system counts in the others.
    fn find_persons(&mut self, connectors: &mut Connectors) -> Result<Vec<Candidate>, GatherError> {
        let question = self.question;
        let unsure: Vec<&SystemPlan> = question.plan.systems.iter().filter(|plan| self.is_unsure(plan)).collect();
        let mut ways: BTreeMap<&str, &mut Box<dyn Connector>> =
            connectors.iter_mut().map(|(name, connector)| (name.as_str(), connector)).collect();
        let asked = unsure.into_iter().map(|plan| (plan, ways.remove(plan.system.as_str()))).collect();
        let answers = beside(question.side_by_side, asked, |(plan, way)| {
            let connector = way.ok_or_else(|| GatherError::System(unconnected(plan)));
            (plan, connector.and_then(|connector| recognise(question, plan, connector.as_mut())))
        });
        let mut candidates = Vec::new();
        for (plan, answer) in answers {
            let answer = answer.map(|(recognised, fit)| self.know(plan, recognised, fit, &mut candidates));
            self.settle(&plan.system, answer)?;
        }
        Ok(candidates)
    }

    /// Opens a system that is not finished; whether it must be asked who the person is. Where no rows stand for persons it need not.
    fn is_unsure(&mut self, plan: &SystemPlan) -> bool {
        let state = self.frontier.systems.entry(plan.system.clone()).or_default();
        if state.status == Status::Done {
            return false;
        }
        state.status = Status::Waiting;
        let holds_persons = plan.collections.iter().any(|collection| collection.person.is_some());
        if !holds_persons {
            state.persons.get_or_insert_default();
        }
        state.persons.is_none()
    }

    fn know(&mut self, plan: &SystemPlan, who: Recognised, fit: Vec<Candidate>, candidates: &mut Vec<Candidate>) {
        if fit.is_empty() {
            self.frontier.systems.entry(plan.system.clone()).or_default().persons = Some(who);
        }
        candidates.extend(fit);
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

    /// Walks turn by turn, side by side where turns do not wait for each other. Within a turn keys may flow in a circle; each walk
    /// asks only what is new, so it ends.
    fn walk(&mut self, connectors: &mut Connectors) -> Result<(), GatherError> {
        self.walk_in(turns(self.question.map, self.question.plan), connectors)
    }

    fn walk_in(&mut self, taken: Vec<Turn>, connectors: &mut Connectors) -> Result<(), GatherError> {
        let exchange = Exchange::new(taken.len());
        let mut turning = Turning::new(taken, self.question.side_by_side);
        // One walk at a time takes a way; the lock only lends it from thread to thread.
        let ways: BTreeMap<&str, Mutex<&mut Box<dyn Connector>>> =
            connectors.iter_mut().map(|(name, connector)| (name.as_str(), Mutex::new(connector))).collect();
        thread::scope(|scope| {
            let _closing = Closing(&exchange);
            loop {
                while let Some((turn, system)) = turning.next(|system| self.is_open(system)) {
                    let Some(visit) = self.visit(&system) else {
                        // Whoever waits for this turn would wait for ever if it were left walking.
                        self.settle(&system, Err(unplanned(&system).into()))?;
                        turning.is_back(turn);
                        continue;
                    };
                    let (way, exchange) = (ways.get(system.as_str()), &exchange);
                    scope.spawn(move || visit.make(way, exchange, turn));
                }
                let Some(first) = turning.first_walking() else { return Ok(()) };
                let (turn, layer) = exchange.take(self.sink.in_order().then_some(first));
                if self.receive(layer)? {
                    turning.is_back(turn);
                }
            }
        })
    }

    fn is_open(&self, system: &str) -> bool {
        self.frontier.systems.get(system).is_some_and(|state| match state.status {
            Status::Waiting => true,
            Status::Done => !state.inbox.is_empty(),
            Status::Retry { .. } | Status::NeedsPerson { .. } => false,
        })
    }

    fn visit(&self, system: &str) -> Option<Visit<'a>> {
        let plan = self.question.plan.systems.iter().find(|plan| plan.system == system)?;
        let state = self.frontier.systems.get(system).cloned().unwrap_or_default();
        Some(Visit { question: self.question, plan, state, shared: self.shared() })
    }

    /// Takes what a walk laid down; whether it was its last word.
    fn receive(&mut self, layer: Vec<Parcel>) -> Result<bool, GatherError> {
        let mut is_over = false;
        for parcel in layer {
            match parcel {
                Parcel::Found(finding) => self.sink.found(finding)?,
                Parcel::News(news) => self.sink.progress(&news)?,
                Parcel::Over(visited) => {
                    is_over = true;
                    self.conclude(*visited)?;
                }
                Parcel::Lost => return Err(SinkError::Failed("a search broke off".to_owned()).into()),
            }
        }
        Ok(is_over)
    }

    fn conclude(&mut self, visited: Visited) -> Result<(), GatherError> {
        let Visited { system, answer, harvest, may_come_again } = visited;
        let walked = self.frontier.systems.get(&system).is_some_and(|state| state.walked);
        if let Some(harvest) = harvest
            && (answer.is_ok() || walked)
        {
            self.keep(&system, harvest, may_come_again, answer.is_ok());
        }
        match answer {
            Ok(()) => self.tell_finished(&system),
            failed => self.settle(&system, failed),
        }
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

pub(super) fn asking<'a>(
    question: &Question<'a>,
    plan: &SystemPlan,
    connector: &'a mut dyn Connector,
) -> Result<Asking<'a>, GatherError> {
    let nature = connector.nature()?;
    let Some(system) = question.map.system(&plan.system) else { return Err(unconnected(plan).into()) };
    Ok(Asking::new(connector, Layout::new(system, nature.engine)))
}

pub(super) fn unconnected(plan: &SystemPlan) -> ConnectorError {
    ConnectorError::needs_person(
        format!("{} is in the data map, but not connected", plan.system),
        "connect it, or ask a colleague to look there",
    )
}

fn unplanned(system: &str) -> ConnectorError {
    ConnectorError::needs_person(
        format!("{system} is to be searched, and nothing says how"),
        "compare the data map with the system, then try again",
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::datamap::plan;
    use crate::domain::disclosure::finding::Finding;

    /// Keeps which systems failed.
    #[derive(Default)]
    struct Failed(Vec<String>);

    impl FindingSink for Failed {
        fn found(&mut self, _finding: Finding) -> Result<(), SinkError> {
            Ok(())
        }

        fn progress(&mut self, news: &Progress) -> Result<(), SinkError> {
            if let Progress::SystemFailed { system, .. } = news {
                self.0.push(system.clone());
            }
            Ok(())
        }

        fn checkpoint(&mut self, _frontier: &Frontier) -> Result<(), SinkError> {
            Ok(())
        }
    }

    #[test]
    fn a_turn_of_a_system_that_nothing_says_how_to_search_fails_and_does_not_keep_the_others_waiting() {
        let map = "
dataset:
- fides_key: shop
  collections:
  - name: people
    fields: [{name: id, fides_meta: {primary_key: true}}, {name: email, fides_meta: {identity: email}}]
";
        let map = DataMap::parse(map).unwrap();
        let identities = Identities::new([("email", "ann@shop.example")]);
        let plan = plan(&map, &identities).unwrap();
        let question = Question { map: &map, plan: &plan, identities: &identities, choices: &[], side_by_side: 1 };
        let (mut frontier, mut sink) = (Frontier::default(), Failed::default());
        frontier.systems.entry("ghost".into()).or_default();
        let mut run = Run { question: &question, frontier: &mut frontier, sink: &mut sink };
        let ghost = Turn { systems: vec!["ghost".into()], waits_for: BTreeSet::new() };
        run.walk_in(vec![ghost], &mut Connectors::new()).unwrap();
        let state = &frontier.systems["ghost"];
        assert!(matches!(state.status, Status::NeedsPerson { .. }), "{:?}", state.status);
        assert_eq!(sink.0, ["ghost"]);
    }
}
