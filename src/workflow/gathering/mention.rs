//! Reading free text for the person. Every hit is shown to a reviewer; none is followed any further.

use std::collections::BTreeMap;

use super::asking::{Asking, Inquiry, Row};
use super::outcome::GatherError;
use super::persons::digest_of;
use super::sink::SinkError;
use super::walk::Walk;
use crate::domain::datamap::{Comparison, Identities, Level, Mention, MentionTerm, contains, hint_of, needle_of};
use crate::domain::disclosure::finding::{FoundBy, Link};
use crate::ports::connector::{Flow, Hint};

/// A thing to look for, with its help for the database.
#[derive(Clone)]
struct Sought {
    comparison: Comparison,
    needle: String,
    hint: Option<String>,
}

impl Walk<'_> {
    /// Reads the texts that the map declares, after everything that is tied by keys has been found.
    pub(super) fn read_texts(&mut self, asking: &mut Asking<'_>, identities: &Identities) -> Result<(), GatherError> {
        let plan = self.plan;
        for (number, mention) in plan.mentions.iter().enumerate() {
            let sought = self.sought(number, mention, identities);
            let Some(collection) = plan.collection(&mention.at.collection) else { continue };
            if sought.is_empty() {
                continue;
            }
            let nothing = BTreeMap::new();
            let mut inquiry = Inquiry::about(collection, &nothing);
            inquiry.extra.clone_from(&mention.columns);
            inquiry.hints = help(&sought, &mention.columns);
            let mut refused: Option<SinkError> = None;
            let answer = asking.ask(&inquiry, &mut |row| match self.read_row(mention, &sought, row) {
                Ok(()) => Flow::More,
                Err(error) => {
                    refused = Some(error);
                    Flow::Enough
                }
            });
            refused.map_or(Ok(()), |error| Err(GatherError::Sink(error)))?;
            answer?;
            self.tell(&collection.name)?;
        }
        Ok(())
    }

    fn read_row(&mut self, mention: &Mention, sought: &[Vec<Sought>], row: &Row<'_>) -> Result<(), SinkError> {
        let texts: Vec<String> = mention.columns.iter().filter_map(|name| row.value(name)?.as_text()).collect();
        let holds = |one: &Sought| texts.iter().any(|text| contains(one.comparison, &one.needle, text));
        if !sought.iter().any(|all| all.iter().all(holds)) {
            return Ok(());
        }
        let plan = self.plan;
        let Some(collection) = plan.collection(&mention.at.collection) else { return Ok(()) };
        if !self.seen.entry(collection.name.clone()).or_default().insert(digest_of(collection, row)) {
            return Ok(());
        }
        self.hand_over(collection, row, Level { link: Link::Mention, review: true }, FoundBy::Tied)
    }

    fn sought(&self, number: usize, mention: &Mention, identities: &Identities) -> Vec<Vec<Sought>> {
        let mut all = Vec::new();
        for terms in &mention.of {
            if terms.iter().any(|term| matches!(term, MentionTerm::Found { .. })) {
                let rows = self.found_values.iter().filter(|(rule, _)| *rule == number);
                all.extend(rows.filter_map(|(_, values)| looked_for(terms, values)));
            } else if let Some(sought) = looked_for(terms, &BTreeMap::new()) {
                all.extend(self.certain(terms, sought, identities));
            }
        }
        all
    }

    /// What others share must stand beside the person's name; without a name it is not looked for.
    fn certain(&self, terms: &[MentionTerm], sought: Vec<Sought>, identities: &Identities) -> Option<Vec<Sought>> {
        let shared =
            |term: &MentionTerm| matches!(term, MentionTerm::Known { identity, .. } if self.shared.contains(identity));
        let named = sought.iter().any(|one| one.comparison == Comparison::Name);
        if named || !terms.iter().any(shared) {
            return Some(sought);
        }
        let name = identities.test("name", None, Vec::new())?;
        let needle = needle_of(Comparison::Name, name.wanted.reveal())?;
        let beside = Sought { comparison: Comparison::Name, needle, hint: name.hint() };
        Some(sought.into_iter().chain([beside]).collect())
    }
}

/// The things of one alternative; `None` when a row does not have one of them, for then the rest would say too little.
fn looked_for(terms: &[MentionTerm], values: &BTreeMap<String, String>) -> Option<Vec<Sought>> {
    let each = terms.iter().map(|term| match term {
        MentionTerm::Known { comparison, needle, hint, .. } => {
            Some(Sought { comparison: *comparison, needle: needle.reveal().to_owned(), hint: hint.clone() })
        }
        MentionTerm::Found { at, column } => {
            let value = values.get(&format!("{}.{column}", at.collection))?;
            let needle = needle_of(Comparison::Exact, value)?;
            Some(Sought { comparison: Comparison::Exact, needle, hint: hint_of(Comparison::Exact, value) })
        }
    });
    each.collect()
}

/// Help for the database, if every alternative has some; else it must read everything.
fn help(sought: &[Vec<Sought>], columns: &[String]) -> Vec<Vec<Hint>> {
    let hint = |one: &Sought| Some(Hint { columns: columns.to_vec(), text: one.hint.clone()? });
    let all: Vec<Vec<Hint>> = sought.iter().map(|terms| terms.iter().filter_map(hint).collect()).collect();
    if all.iter().any(Vec::is_empty) { Vec::new() } else { all }
}
