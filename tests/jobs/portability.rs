//! Data to take elsewhere: only what the person provided on consent or contract, in a package that fits its own schema.

use std::io::Read;

use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::request::Command;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::delivery::object_of;
use serde_json::Value;

use super::office::Office;
use super::shop::{SHOP, with_shop};
use crate::harness::json_schema::faults;

/// The published schema.
const SCHEMA: &str = include_str!("../../config/schemas/portable-1.schema.json");

/// The files of Emma's package by name, and the words of the letter that announced it.
fn packed(office: &Office) -> (Vec<(String, String)>, String) {
    packed_in(office, "en")
}

fn packed_in(office: &Office, language: &str) -> (Vec<(String, String)>, String) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit_speaking(language, "emma@example.org", &[Right::Portability], &[]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    let open = office.desk.read(move |_, tx, _| Ok(tx.open_findings(id, 1_000)?)).expect("read");
    for finding in open {
        let include = rightsdesk::workflow::review::Verdict::Include;
        rightsdesk::workflow::review::decide(&office.desk, rita, id, finding.id, None, include).expect("decided");
    }
    office.give(rita, id, Command::Approve).expect("approved");
    office.drain();
    (files(office, &case), letter(office, &case))
}

fn letter(office: &Office, case: &Case) -> String {
    let mail = office.mails(case.id).into_iter().find(|mail| mail.kind == "portable").expect("announced");
    mail.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn files(office: &Office, case: &Case) -> Vec<(String, String)> {
    let id = case.id;
    let disclosure = office.desk.read(move |_, tx, _| Ok(tx.disclosures_of(id)?)).expect("read").remove(0);
    let mut bytes = Vec::new();
    office.desk.vault.open(object_of(disclosure.id)).expect("sealed").read_to_end(&mut bytes).expect("whole");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let mut bytes = Vec::new();
            archive.by_name(&name).expect("there").read_to_end(&mut bytes).expect("read");
            (name, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

fn json(files: &[(String, String)], name: &str) -> Value {
    let (_, text) = files.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name} in {files:?}"));
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn who_asked_in_german_gets_letter_and_package_in_german() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (files, letter) = packed_in(&office, "de");
    let (_, index) = files.iter().find(|(name, _)| name == "index.html").expect("the letter");
    assert!(index.contains("<html lang=\"de\">") && index.contains("Ihre personenbezogenen Daten zum Mitnehmen"));
    assert!(index.contains("<span lang=\"en\">"), "what the map says stands in English, and says so");
    for english in ["You asked us", "What is in the package", "Yours sincerely", "entries"] {
        assert!(!index.contains(english), "{english}");
    }
    assert!(letter.contains("Ihre Daten zum Mitnehmen") && !letter.contains("We use it"), "{letter}");
}

#[test]
fn a_package_to_take_elsewhere_fits_the_schema_that_it_carries_and_that_is_published() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (files, _) = packed(&office);
    let schema = json(&files, "portable.schema.json");
    assert_eq!(schema, serde_json::from_str::<Value>(SCHEMA).expect("JSON"));
    let catalogue = json(&files, "portable.json");
    assert_eq!(faults(&schema, "#", &catalogue), Vec::<String>::new());
    let datasets = catalogue["dataset"].as_array().expect("a list");
    assert_eq!(datasets.len(), 2, "the account and the orders");
    for file in datasets.iter().flat_map(|dataset| dataset["distribution"].as_array().expect("a list")) {
        let name = file["contentUrl"].as_str().expect("a name");
        match file["encodingFormat"].as_str() {
            Some("application/json") => {
                assert_eq!(faults(&schema, "#/$defs/records", &json(&files, name)), Vec::<String>::new(), "{name}");
            }
            _ => assert!(files.iter().any(|(known, _)| known == name), "{name} is the CSV twin"),
        }
    }
    let wrong = serde_json::json!({ "@type": "DataCatalog", "dataset": [{ "@type": "Dataset", "extra": 1 }] });
    assert!(faults(&schema, "#", &wrong).len() > 2, "the judge has teeth");
}

#[test]
fn what_rests_on_another_basis_or_was_worked_out_is_left_behind_and_the_letter_says_why() {
    let map = SHOP
        .replace("rightsdesk: {label: Orders}", "rightsdesk: {label: Orders, lawful_basis: legal obligation}")
        .replace("          - {name: town}", "          - {name: town, data_categories: [user.derived.location]}");
    let building = with_shop(3, &[("shop", &map)]);
    let office = building.open();
    let (files, letter) = packed(&office);
    assert!(!files.iter().any(|(name, _)| name.contains("orders")), "{files:?}");
    let account = files.iter().find(|(name, _)| name.ends_with("customers.json")).expect("the account");
    assert!(account.1.contains("Emma Wright") && !account.1.contains("Hexham"), "{}", account.1);
    assert!(letter.contains("Orders (Web shop)") && letter.contains("another basis"), "{letter}");
}

#[test]
fn without_a_stated_basis_nothing_is_taken_elsewhere() {
    let map = SHOP.replace(", lawful_basis: contract", "");
    let building = with_shop(3, &[("shop", &map)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Portability]);
    office.show_identity(anna, case.id);
    office.drain();
    office.give(rita, requests[0].id, Command::Approve).expect("approved");
    office.drain();
    let names: Vec<String> = files(&office, &case).into_iter().map(|(name, _)| name).collect();
    assert!(!names.iter().any(|name| name.starts_with("data/")), "{names:?}");
}
