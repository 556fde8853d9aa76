//! One walk through one system, from what is known of it to what was learnt; it may run beside the walks of others.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::asking::Asking;
use super::engine::{Question, asking, unconnected};
use super::exchange::{Exchange, Post};
use super::frontier::{Recognised, SystemState};
use super::outcome::{Candidate, GatherError};
use super::persons::resolve;
use super::sink::{FindingSink, Progress};
use super::walk::{Harvest, Step, Walk};
use crate::domain::datamap::{Place, Plan, SystemPlan};
use crate::ports::connector::{Connector, ConnectorError};

/// A walk that is to be made.
pub(super) struct Visit<'a> {
    pub(super) question: &'a Question<'a>,
    pub(super) plan: &'a SystemPlan,
    /// What is known of the system.
    pub(super) state: SystemState,
    /// Identities that somebody else has too, in any system.
    pub(super) shared: BTreeSet<String>,
}

/// A walk that was made.
pub(super) struct Visited {
    pub(super) system: String,
    pub(super) answer: Result<(), GatherError>,
    /// What it learnt; nothing when the system did not even say what it is.
    pub(super) harvest: Option<Harvest>,
    /// Whether other systems may send keys again.
    pub(super) may_come_again: bool,
}

impl Visit<'_> {
    /// Walks, laying down what it finds.
    pub(super) fn make(self, way: Option<&Mutex<&mut Box<dyn Connector>>>, exchange: &Exchange, turn: usize) {
        let foreign = steps_into(self.question.plan, &self.plan.system);
        let mut post = Post::new(exchange, turn);
        let mut harvest = None;
        let answer = match way {
            Some(way) => {
                let mut connector = way.lock().unwrap_or_else(PoisonError::into_inner);
                self.walk(connector.as_mut(), &foreign, &mut post, &mut harvest)
            }
            None => Err(unconnected(self.plan).into()),
        };
        let may_come_again = !foreign.is_empty();
        post.finish(Visited { system: self.plan.system.clone(), answer, harvest, may_come_again });
    }

    fn walk(
        &self,
        connector: &mut dyn Connector,
        foreign: &[Step],
        sink: &mut dyn FindingSink,
        harvest: &mut Option<Harvest>,
    ) -> Result<(), GatherError> {
        let first = !self.state.walked;
        if first {
            sink.progress(&Progress::SystemStarted { system: self.plan.system.clone() })?;
        }
        let mut asking = asking(self.question, self.plan, connector)?;
        if first {
            tell_absences(&mut asking, self.plan, sink)?;
        }
        let nobody = Recognised::default();
        let recognised = self.state.persons.as_ref().unwrap_or(&nobody);
        let mut walk = Walk::new(self.plan, recognised, &self.shared, sink);
        if !first {
            walk.go_on_from(self.state.seen.clone());
        }
        let answer = walk
            .run(&mut asking, &self.state.inbox, foreign, first)
            .and_then(|()| if first { walk.read_texts(&mut asking, self.question.identities) } else { Ok(()) });
        *harvest = Some(walk.harvest());
        answer
    }
}

/// Who the person is in one system, and the persons who fit equally well.
pub(super) fn recognise(
    question: &Question<'_>,
    plan: &SystemPlan,
    connector: &mut dyn Connector,
) -> Result<(Recognised, Vec<Candidate>), GatherError> {
    let mut candidates = Vec::new();
    let recognised = resolve(&mut asking(question, plan, connector)?, plan, question.choices, &mut candidates)?;
    Ok((recognised, candidates))
}

fn tell_absences(asking: &mut Asking<'_>, plan: &SystemPlan, sink: &mut dyn FindingSink) -> Result<(), GatherError> {
    let mut remarks = asking.connector.nature()?.remarks.into_iter();
    remarks.try_for_each(|what| sink.progress(&Progress::Remark { system: plan.system.clone(), what }))?;
    let mut is_there = plan.collections.is_empty();
    for collection in &plan.collections {
        let place = Place::new(&plan.system, &collection.name);
        let mut tell = |column| sink.progress(&Progress::Absent { place: place.clone(), column });
        match asking.physical(&collection.name)? {
            None => tell(None)?,
            Some(physical) => {
                is_there = true;
                let mut absent = physical.absent.into_iter();
                absent.try_for_each(|column| tell(Some(column)))?;
            }
        }
    }
    if is_there {
        return Ok(());
    }
    // An empty or foreign database holds nobody; to say so of the person would be a guess.
    let why = format!("none of the map's tables is in {}", plan.system);
    Err(ConnectorError::needs_person(
        why,
        "check that the address leads to the right database, with `rightsdesk map check`",
    )
    .into())
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
