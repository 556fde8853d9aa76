//! Companies as they were changed in the console, and policies.

use std::collections::BTreeMap;
use std::path::Path;

use rightsdesk::config::controllers;
use rightsdesk::domain::ids::{ControllerVersionId, PolicyId};
use rightsdesk::domain::policy::{Kind, Line, Source};
use rightsdesk::domain::setup::{Answer, Answers, Difference, Word};
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::companies::{ControllerVersion, PolicyLine, PolicyRecord};

use super::samples::{chance, minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    versions_of_companies_come_back_as_they_were_added,
    a_policy_comes_back_with_its_words_and_answers,
    of_two_people_who_save_a_policy_one_is_told,
}

fn versions_of_companies_come_back_as_they_were_added(home: &Home) {
    let who = staff("setup");
    let by = who.id;
    home.write(move |tx| tx.add_staff(&who));
    let sample = controllers::load(true, Path::new("nowhere")).expect("samples")["justroo"].clone();
    let version = |after, body| ControllerVersion {
        id: ControllerVersionId::new(noon() + minutes(after), chance()),
        controller: "versions-one".into(),
        body,
        policy: None,
        changes: vec![Difference { label: "Telephone".into(), before: String::new(), after: "0113".into() }],
        by,
        at: noon() + minutes(after),
    };
    let before = home.read(|tx| tx.controller_version_count());
    let (first, second) = (version(0, Some(sample)), version(1, None));
    for one in [first.clone(), second.clone()] {
        home.write(move |tx| tx.add_controller_version(&one));
    }
    assert_eq!(home.read(|tx| tx.controller_version_count()), before + 2);
    assert_eq!(home.read(|tx| tx.controller_versions_of("versions-one", 10)), [second.clone(), first.clone()]);
    assert_eq!(home.read(|tx| tx.controller_versions_of("versions-one", 1)), std::slice::from_ref(&second));
    let all = home.read(|tx| tx.controller_versions());
    let own: Vec<_> = all.into_iter().filter(|one| one.controller == "versions-one").collect();
    assert_eq!(own, [first, second]);
}

fn record(by: rightsdesk::domain::ids::StaffId) -> PolicyRecord {
    let lines = vec![
        Line { kind: Some(Kind::Heading(2)), text: "Your rights".into() },
        Line { kind: None, text: "You can’t lose them: \u{1f600}".into() },
    ];
    PolicyRecord {
        line: PolicyLine {
            id: PolicyId::new(noon(), chance()),
            controller: "policies-one".into(),
            name: "policy.html".into(),
            by,
            at: noon(),
            in_force_at: None,
        },
        source: Source::Lines(lines),
        answers: Answers::new(),
        version: 0,
    }
}

fn a_policy_comes_back_with_its_words_and_answers(home: &Home) {
    let who = staff("setup");
    let by = who.id;
    home.write(move |tx| tx.add_staff(&who));
    let mut policy = record(by);
    let id = policy.line.id;
    let stored = policy.clone();
    home.write(move |tx| tx.add_policy(&stored));
    assert_eq!(home.read(move |tx| tx.policy(id)), policy);
    let fields = BTreeMap::from([("name".to_owned(), "DPD".to_owned())]);
    policy.answers.insert("/recipients/1".into(), Answer { word: Word::Correct, fields, by, at: noon() + minutes(2) });
    policy.line.in_force_at = Some(noon() + minutes(3));
    let stored = policy.clone();
    home.write(move |tx| tx.save_policy(&stored));
    policy.version = 1;
    assert_eq!(home.read(move |tx| tx.policy(id)), policy);
    assert!(home.read(|tx| tx.policies(500)).contains(&policy.line));
}

fn of_two_people_who_save_a_policy_one_is_told(home: &Home) {
    let who = staff("setup");
    let policy = record(who.id);
    home.write(move |tx| tx.add_staff(&who));
    let stored = policy.clone();
    home.write(move |tx| tx.add_policy(&stored));
    let (first, second) = (policy.clone(), policy);
    home.write(move |tx| tx.save_policy(&first));
    let lost = rightsdesk::ports::store::write::<_, StoreError, _>(&*home.store, move |tx| tx.save_policy(&second));
    assert_eq!(lost, Err(StoreError::Conflict));
}
