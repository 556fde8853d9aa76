//! Drafts of four real schemas, held against the maps that people wrote for them and against the ground truth: most keys,
//! ties and categories are right, and none of another person's rows is handed over without somebody having looked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use rightsdesk::adapters::connectors::mysql::MysqlConnector;
use rightsdesk::adapters::connectors::postgres::PostgresConnector;
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::domain::datamap::{Collection, DataMap};
use rightsdesk::domain::disclosure::finding::Link;
use rightsdesk::domain::mapping::written;
use rightsdesk::ports::connector::{Bounds, Connector};
use rightsdesk::workflow::mapping::{check_live, draft_system};

use crate::gather::ground_truth::{loaded, mariadb_with, oscar};
use crate::gather::question::{ask, shipped};
use crate::gather::truth::Truth;
use crate::harness::fixtures;

/// What a draft gets right of a shipped map, in percent of what the shipped map has in the collections that both have.
#[derive(Debug)]
struct Figures {
    collections: usize,
    keys: usize,
    ties: usize,
    categories: usize,
}

fn percent(right: usize, of: usize) -> usize {
    (right * 100).checked_div(of).unwrap_or(100)
}

fn held(map: &DataMap) -> BTreeMap<&str, &Collection> {
    map.systems.iter().flat_map(|system| &system.collections).map(|held| (held.name.as_str(), held)).collect()
}

/// Pairs of columns that rows are joined by, in whichever direction; those of authors, who are not followed, left out.
fn ties(map: &DataMap) -> BTreeSet<BTreeSet<String>> {
    let mut ties = BTreeSet::new();
    for (name, collection) in held(map) {
        for field in &collection.fields {
            let references = field.fides_meta.references.iter().flatten();
            let followed = references.filter(|one| one.rightsdesk.link != Some(Link::Author));
            ties.extend(followed.map(|one| BTreeSet::from([format!("{name}.{}", field.name), one.field.clone()])));
        }
        for link in collection.rightsdesk.links.iter().filter(|one| one.on.len() == 1 && one.link != Some(Link::Author))
        {
            let pairs = link.on.iter();
            ties.extend(
                pairs.map(|(here, there)| BTreeSet::from([format!("{name}.{here}"), format!("{}.{there}", link.with)])),
            );
        }
    }
    ties
}

fn figures(draft: &DataMap, shipped: &DataMap) -> Figures {
    let (drafted, wanted) = (held(draft), held(shipped));
    let both: Vec<_> = wanted.iter().filter_map(|(name, one)| Some((*one, *drafted.get(name)?))).collect();
    let keys = both.iter().filter(|(one, other)| one.key() == other.key()).count();
    let (mut right, mut of) = (0, 0);
    for (one, other) in &both {
        for field in one.fields.iter().filter(|field| field.data_categories.iter().any(|name| name.starts_with("user")))
        {
            of += 1;
            let said = other.field(&field.name).and_then(|field| field.data_categories.first());
            let near = |said: &String| {
                field
                    .data_categories
                    .iter()
                    .any(|wanted| said.starts_with(wanted.as_str()) || wanted.starts_with(said.as_str()))
            };
            right += usize::from(said.is_some_and(near));
        }
    }
    let inside = |tie: &&BTreeSet<String>| {
        tie.iter().all(|end| end.split('.').next().is_some_and(|name| drafted.contains_key(name)))
    };
    let (found, wanted_ties) = (ties(draft), ties(shipped));
    let near: Vec<_> = wanted_ties.iter().filter(inside).collect();
    Figures {
        collections: percent(both.len(), wanted.len()),
        keys: percent(keys, both.len()),
        ties: percent(near.iter().filter(|tie| found.contains(**tie)).count(), near.len()),
        categories: percent(right, of),
    }
}

/// Drafts, measures, and gathers for everybody with the draft.
fn measure<C: Connector + 'static>(name: &str, least: &Figures, folder: &std::path::Path, connect: impl Fn() -> C) {
    let wanted = shipped(&format!("{name}.yml"));
    let system = wanted.systems[0].key.clone();
    let text = written(&[draft_system(&system, &mut connect(), 60).expect("a draft")]);
    let draft = DataMap::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    let connector: Box<dyn Connector> = Box::new(connect());
    let (_, remarks) = check_live(&draft, &mut [(system, connector)].into());
    let errors: Vec<_> =
        remarks.iter().filter(|one| one.gravity == rightsdesk::domain::datamap::Gravity::Error).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    let figures = figures(&draft, &wanted);
    let line = format!("the draft of {name} beside the shipped map, in percent: {figures:?}\n");
    std::io::stderr().write_all(line.as_bytes()).expect("standard error");
    assert!(figures.collections >= least.collections && figures.keys >= least.keys, "{name}: {figures:?}");
    assert!(figures.ties >= least.ties && figures.categories >= least.categories, "{name}: {figures:?}");
    for person in Truth::read(folder).persons {
        let given = person.given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let (_, kept) = ask(&draft, connect(), given, &[]);
        let traps = person.others();
        for finding in kept.findings.iter().filter(|finding| !finding.review) {
            let key: Vec<String> = finding.key.iter().filter_map(|(_, value)| value.as_text()).collect();
            let trapped = traps.contains(&(finding.collection.clone(), key));
            assert!(!trapped, "{name}, person {}: somebody else's row of {}", person.key, finding.collection);
        }
    }
}

#[test]
fn a_draft_of_chinook_is_nearly_the_shipped_map() {
    let Some(folder) = fixtures::folder("shops/chinook", "drafting a map of Chinook") else { return };
    let file = folder.join("Chinook_Sqlite.sqlite");
    let least = Figures { collections: 100, keys: 100, ties: 100, categories: 85 };
    measure("chinook", &least, &folder, || SqliteConnector::new(&file, Bounds::default()));
}

#[test]
fn a_draft_of_sakila_is_nearly_the_shipped_map() {
    let Some(folder) = fixtures::folder("shops/sakila", "drafting a map of Sakila") else { return };
    let dumps = ["postgres-sakila-schema.sql", "postgres-sakila-insert-data-using-copy.sql"];
    let Some(database) = loaded(&folder, "drafting a map of Sakila", &dumps) else { return };
    let least = Figures { collections: 100, keys: 100, ties: 100, categories: 75 };
    measure("sakila", &least, &folder, || {
        PostgresConnector::new(&database.url(), Bounds::default()).expect("an address")
    });
}

#[test]
fn a_draft_of_oscar_is_near_the_shipped_map() {
    let Some(folder) = fixtures::folder("shops/oscar", "drafting a map of django-oscar") else { return };
    let (_scratch, file) = oscar(&folder);
    let least = Figures { collections: 90, keys: 95, ties: 85, categories: 80 };
    measure("django-oscar", &least, &folder, || SqliteConnector::new(&file, Bounds::default()));
}

#[test]
fn a_draft_of_opencart_is_near_the_shipped_map_although_no_foreign_key_is_declared() {
    let Some(folder) = fixtures::folder("shops/opencart", "drafting a map of OpenCart") else { return };
    let Some(database) = mariadb_with(&folder, "opencart_mariadb.sql.gz") else { return };
    let least = Figures { collections: 90, keys: 95, ties: 85, categories: 85 };
    measure("opencart", &least, &folder, || {
        MysqlConnector::new(&database.url(), Bounds::default()).expect("an address")
    });
}
