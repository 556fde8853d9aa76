//! Who the person is in each system. Two who fit are a question to staff; they are never merged and never guessed.

use std::collections::{BTreeMap, BTreeSet};

use super::asking::{Asking, Inquiry, Row, digest, hints, tested};
use super::frontier::{Recognised, RowDigest};
use super::outcome::{Candidate, Choice, GatherError, key_text};
use crate::domain::datamap::{CollectionPlan, Narrow, Place, Seed, SystemPlan};
use crate::domain::disclosure::finding::Link;
use crate::domain::disclosure::value::Value;
use crate::ports::connector::{ConnectorError, Flow};

/// The most persons that one set of identities is compared for.
const MOST: usize = 1000;

/// A row that fits.
struct Fit {
    key: Vec<(String, Value)>,
    label: String,
    values: BTreeMap<String, Value>,
    /// The sets of identities by which it was found.
    by: BTreeSet<String>,
}

/// Finds out who the person is in one system; several who fit become candidates.
pub(super) fn resolve(
    asking: &mut Asking<'_>,
    plan: &SystemPlan,
    choices: &[Choice],
    candidates: &mut Vec<Candidate>,
) -> Result<Recognised, GatherError> {
    let mut recognised = Recognised::default();
    for collection in plan.collections.iter().filter(|collection| collection.person.is_some()) {
        let place = Place::new(&plan.system, &collection.name);
        let narrows: Vec<&Narrow> = plan.narrows.iter().filter(|narrow| narrow.persons == place).collect();
        let fits = fitting(asking, plan, collection, &place, &narrows)?;
        let meant = match choices.iter().find(|choice| choice.place == place) {
            Some(choice) => chosen(&fits, choice)?,
            None if fits.len() > 1 => narrowed(asking, plan, collection, &fits, &narrows)?,
            None => fits.keys().copied().collect(),
        };
        if meant.len() > 1 {
            let asked = fits.into_iter().filter(|(row, _)| meant.contains(row)).map(|(_, fit)| fit);
            candidates.extend(asked.map(|fit| Candidate { place: place.clone(), key: fit.key, label: fit.label }));
            continue;
        }
        let others = fits.iter().filter(|(row, _)| !meant.contains(row));
        recognised.shared.extend(others.flat_map(|(_, fit)| fit.by.iter().cloned()));
        recognised.chosen.insert(collection.name.clone(), meant);
    }
    Ok(recognised)
}

fn chosen(fits: &BTreeMap<RowDigest, Fit>, choice: &Choice) -> Result<BTreeSet<RowDigest>, GatherError> {
    let row = fits.iter().find(|(_, fit)| key_text(&fit.key) == choice.key).map(|(row, _)| *row);
    let no_such = || GatherError::NoSuchCandidate { choice: format!("{}:{}", choice.place, choice.key) };
    Ok(BTreeSet::from([row.ok_or_else(no_such)?]))
}

fn fitting(
    asking: &mut Asking<'_>,
    plan: &SystemPlan,
    collection: &CollectionPlan,
    place: &Place,
    narrows: &[&Narrow],
) -> Result<BTreeMap<RowDigest, Fit>, ConnectorError> {
    let mut fits: BTreeMap<RowDigest, Fit> = BTreeMap::new();
    let needed: Vec<String> = narrows.iter().flat_map(|narrow| needs_of(narrow, place)).collect();
    // A row that only names the person, as somebody's sponsor or partner, stands for somebody else.
    let own = plan.seeds.iter().filter(|seed| seed.at == *place && seed.level.link == Link::Subject);
    for seed in own {
        let mut inquiry = Inquiry::about(collection, &seed.conditions);
        inquiry.extra = tested(&seed.tests).into_iter().chain(needed.iter().cloned()).collect();
        inquiry.hints = hints(&seed.tests);
        asking.ask(&inquiry, &mut |row| {
            if row.passes(&seed.tests) {
                let fit = fits.entry(digest_of(collection, row)).or_insert_with(|| fit(collection, row, &needed));
                fit.by.insert(names_of(seed));
            }
            if fits.len() > MOST { Flow::Enough } else { Flow::More }
        })?;
    }
    if fits.len() > MOST {
        let why = format!("more than {MOST} persons in {place} have this identity");
        return Err(ConnectorError::needs_person(why, "give another identity that fewer people share"));
    }
    Ok(fits)
}

fn needs_of(narrow: &Narrow, persons: &Place) -> Vec<String> {
    if narrow.at == *persons {
        tested(&narrow.tests)
    } else {
        narrow.on.iter().map(|(_, there)| there.clone()).collect()
    }
}

pub(super) fn digest_of(collection: &CollectionPlan, row: &Row<'_>) -> RowDigest {
    let key: Vec<Value> = row.pairs(&collection.key).into_iter().map(|(_, value)| value).collect();
    digest(&key)
}

fn fit(collection: &CollectionPlan, row: &Row<'_>, needed: &[String]) -> Fit {
    let told_apart = collection.person.iter().flatten();
    let label: Vec<String> =
        told_apart.filter_map(|name| row.value(name)?.as_text()).filter(|text| !text.is_empty()).collect();
    Fit {
        key: row.pairs(&collection.key),
        label: label.join(", "),
        values: row.pairs(needed).into_iter().collect(),
        by: BTreeSet::new(),
    }
}

/// The identities of a rule as one word.
pub(super) fn names_of(seed: &Seed) -> String {
    seed.tests.iter().map(|test| test.identity.as_str()).collect::<Vec<_>>().join("+")
}

/// Those of the rows that fit everything that is known. What fits none of them says nothing and is left out.
fn narrowed(
    asking: &mut Asking<'_>,
    plan: &SystemPlan,
    collection: &CollectionPlan,
    fits: &BTreeMap<RowDigest, Fit>,
    narrows: &[&Narrow],
) -> Result<BTreeSet<RowDigest>, ConnectorError> {
    let mut sets: BTreeMap<String, BTreeSet<RowDigest>> = BTreeMap::new();
    for (row, fit) in fits {
        for by in &fit.by {
            sets.entry(by.clone()).or_default().insert(*row);
        }
    }
    for narrow in narrows {
        let name = narrow.tests.iter().map(|test| test.identity.as_str()).collect::<Vec<_>>().join("?") + "?";
        let rows = if narrow.at.collection == collection.name {
            by_own_columns(fits, narrow)
        } else {
            by_other_rows(asking, plan, fits, narrow)?
        };
        sets.entry(name).or_default().extend(rows);
    }
    let all: BTreeSet<RowDigest> = fits.keys().copied().collect();
    let told = sets.values().filter(|set| !set.is_empty());
    let common = told.fold(all.clone(), |left, set| left.intersection(set).copied().collect());
    // Identities that point at different persons settle nothing.
    Ok(if common.is_empty() { all } else { common })
}

fn by_own_columns(fits: &BTreeMap<RowDigest, Fit>, narrow: &Narrow) -> BTreeSet<RowDigest> {
    let passes = |fit: &Fit| {
        narrow.tests.iter().all(|test| {
            let values: Vec<&Value> = test.columns.iter().filter_map(|name| fit.values.get(name)).collect();
            test.matches(&values)
        })
    };
    fits.iter().filter(|(_, fit)| passes(fit)).map(|(row, _)| *row).collect()
}

fn by_other_rows(
    asking: &mut Asking<'_>,
    plan: &SystemPlan,
    fits: &BTreeMap<RowDigest, Fit>,
    narrow: &Narrow,
) -> Result<BTreeSet<RowDigest>, ConnectorError> {
    let Some(other) = plan.collection(&narrow.at.collection) else { return Ok(BTreeSet::new()) };
    let (here, there): (Vec<String>, Vec<String>) = narrow.on.iter().cloned().unzip();
    let mut rows = BTreeSet::new();
    let nothing = BTreeMap::new();
    for (row, fit) in fits {
        let tuple: Option<Vec<Value>> = there.iter().map(|name| fit.values.get(name).cloned()).collect();
        let Some(tuple) = tuple else { continue };
        let mut inquiry = Inquiry::about(other, &nothing);
        inquiry.whole = false;
        inquiry.extra = tested(&narrow.tests);
        inquiry.keys = Some((here.clone(), vec![tuple]));
        asking.ask(&inquiry, &mut |held| {
            if held.passes(&narrow.tests) {
                rows.insert(*row);
                return Flow::Enough;
            }
            Flow::More
        })?;
    }
    Ok(rows)
}
