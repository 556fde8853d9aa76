//! Asking the engine as a caller does, and keeping what it hands over.

use std::path::Path;

use rightsdesk::domain::datamap::{DataMap, Identities, plan};
use rightsdesk::domain::disclosure::finding::Finding;
use rightsdesk::ports::connector::Connector;
use rightsdesk::workflow::gathering::{
    Choice, Connectors, FindingSink, Frontier, GatherError, Outcome, Progress, Question, SinkError, gather,
};

/// A map that ships with the program.
pub fn shipped(name: &str) -> DataMap {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/datamaps").join(name);
    DataMap::parse(&std::fs::read_to_string(place).expect("the map is there")).expect("a shipped map can be read")
}

/// Keeps everything, as a small case would.
#[derive(Default)]
pub struct Kept {
    pub findings: Vec<Finding>,
    pub news: Vec<Progress>,
    pub frontiers: Vec<Frontier>,
}

impl FindingSink for Kept {
    fn found(&mut self, finding: Finding) -> Result<(), SinkError> {
        self.findings.push(finding);
        Ok(())
    }

    fn progress(&mut self, news: &Progress) -> Result<(), SinkError> {
        if let Progress::SystemStarted { system } = news {
            self.findings.retain(|finding| finding.system != *system);
        }
        self.news.push(news.clone());
        Ok(())
    }

    fn checkpoint(&mut self, frontier: &Frontier) -> Result<(), SinkError> {
        self.frontiers.push(frontier.clone());
        Ok(())
    }
}

/// Asks one system.
pub fn ask<'a>(
    map: &DataMap,
    connector: impl Connector + 'static,
    given: impl IntoIterator<Item = (&'a str, &'a str)>,
    choices: &[&str],
) -> (Result<Outcome, GatherError>, Kept) {
    let system = map.systems[0].key.clone();
    let connector: Box<dyn Connector> = Box::new(connector);
    let mut connectors: Connectors = [(system, connector)].into();
    let identities = Identities::new(given);
    let plan = plan(map, &identities).expect("the map is sound");
    let choices: Vec<Choice> = choices.iter().map(|text| Choice::parse(text).expect("a choice")).collect();
    let question = Question { map, plan: &plan, identities: &identities, choices: &choices, side_by_side: 4 };
    let mut kept = Kept::default();
    let outcome = gather(&question, &mut connectors, &mut Frontier::default(), &mut kept);
    (outcome, kept)
}
