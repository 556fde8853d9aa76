//! `--decide`: what a person says about rows that the map leaves to people.

use chrono::NaiveDate;

use super::Failure;
use crate::domain::datamap::{DataMap, Place};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::RowDecision;
use crate::workflow::erasing::{Decisions, ErasurePlan, RowName, row_name};

/// The decisions of a command line, each with the words that named its row.
pub(super) struct Decided {
    pub(super) decisions: Decisions,
    named: Vec<(String, RowName)>,
}

/// Reads `SYSTEM.COLLECTION:KEY=VERDICT[,DAY]:REASON`, each.
pub(super) fn decided(map: &DataMap, texts: &[String], today: NaiveDate) -> Result<Decided, Failure> {
    let mut all = Decided { decisions: Decisions::default(), named: Vec::new() };
    for text in texts {
        let (words, place, key, decision) = one(map, text, today)?;
        all.named.push((words, row_name(place.clone(), &key)));
        all.decisions.put(place, &key, None, decision);
    }
    Ok(all)
}

fn one(map: &DataMap, text: &str, today: NaiveDate) -> Result<(String, Place, Vec<Value>, RowDecision), Failure> {
    let form = || refuse("write SYSTEM.COLLECTION:KEY=erase|anonymise|keep[,YYYY-MM-DD]:REASON");
    let (place, rest) = text.split_once(':').ok_or_else(form)?;
    let (system, collection) = place.split_once('.').ok_or_else(form)?;
    let verdict_at = ["=erase", "=anonymise", "=keep"].iter().filter_map(|word| rest.find(word)).min();
    let (key, said) = verdict_at.and_then(|at| rest.split_at_checked(at)).ok_or_else(form)?;
    let (verdict, reason) = said.trim_start_matches('=').split_once(':').ok_or_else(form)?;
    let (verdict, until) = verdict.split_once(',').unwrap_or((verdict, ""));
    let held = map.collection(system, collection).ok_or_else(|| refuse(&format!("the map has no {place}")))?;
    let key = key_of(key, held.key().len()).ok_or_else(|| {
        refuse(&format!(
            "the key of {place} has {} columns: {}; write them with commas",
            held.key().len(),
            held.key().join(", ")
        ))
    })?;
    let decision = RowDecision::read(verdict, until, reason, today).map_err(|fault| refuse(&fault.to_string()))?;
    let words = text.split_at_checked(place.len() + 1 + rest.len() - said.len()).map_or(place, |(words, _)| words);
    Ok((words.to_owned(), Place::new(system, collection), key, decision))
}

/// A key of one column is taken as it stands; the parts of a longer one have commas between them and none inside.
fn key_of(text: &str, columns: usize) -> Option<Vec<Value>> {
    let parts: Vec<&str> = if columns == 1 { vec![text] } else { text.split(',').collect() };
    (parts.len() == columns).then(|| parts.into_iter().map(|part| Value::Text(part.to_owned())).collect())
}

impl Decided {
    /// A decision about a row that is not there, or that the map decides about, is a slip of the pen: nothing may go on with it.
    pub(super) fn all_heard(&self, plan: &ErasurePlan) -> Result<(), Failure> {
        match self.named.iter().find(|(_, row)| !plan.heard.contains(row)) {
            Some((words, _)) => Err(refuse(&format!("{words} is not among the rows for a person to decide"))),
            None => Ok(()),
        }
    }
}

fn refuse(why: &str) -> Failure {
    Failure::bad_input("--decide", why)
}
