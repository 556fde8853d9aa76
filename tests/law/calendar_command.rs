//! `rightsdesk calendar`, from the command line to the list in the data folder.

use rightsdesk::cli::{Exit, run_with};
use serde_json::Value;
use tempfile::TempDir;

fn run(data: &TempDir, options: &[&str]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let folder = data.path().to_str().unwrap();
    let line = ["rightsdesk", "--data", folder, "calendar"].into_iter().chain(options.iter().copied());
    let exit = run_with(line, &mut out, &mut err);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

type Spoil = fn(&mut Value);

/// What GOV.UK publishes: official years, and nothing of ours.
fn published() -> Value {
    let mut list: Value = serde_json::from_str(include_str!("../../config/calendars/uk-bank-holidays.json")).unwrap();
    list.as_object_mut().unwrap().remove("_meta");
    for division in ["england-and-wales", "scotland", "northern-ireland"] {
        let events = list[division]["events"].as_array_mut().unwrap();
        events.retain(|event| event["status"] == "official");
        for event in events {
            event.as_object_mut().unwrap().remove("status");
        }
    }
    list
}

fn import(data: &TempDir, list: &Value) -> (Exit, String, String) {
    let file = data.path().join("new.json");
    std::fs::write(&file, list.to_string()).unwrap();
    run(data, &["import", file.to_str().unwrap()])
}

#[test]
fn a_newer_list_is_taken_over_and_used() {
    let data = TempDir::new().unwrap();
    let mut list = published();
    let day = serde_json::json!({"title": "A day to celebrate", "date": "2028-06-12", "notes": "", "bunting": true});
    list["scotland"]["events"].as_array_mut().unwrap().push(day);
    let (exit, out, err) = import(&data, &list);
    assert_eq!((exit, err.as_str()), (Exit::Done, ""));
    assert!(out.contains("New: 12 June 2028, A day to celebrate (SCT)"), "{out}");
    let (_, out, _) = run(&data, &["list", "--place", "SCT"]);
    assert!(out.contains("Monday 12 June 2028") && out.contains("A day to celebrate"), "{out}");
    let (_, out, _) = run(&data, &["list", "--place", "EW"]);
    assert!(!out.contains("A day to celebrate") && out.contains("2030"), "{out}");
    let (exit, out, _) = import(&data, &list);
    assert_eq!(exit, Exit::Done);
    assert!(out.contains("new days: 0"), "{out}");
}

#[test]
fn a_list_that_cannot_be_used_names_the_field_and_leaves_nothing_behind() {
    let data = TempDir::new().unwrap();
    let broken: [(&str, Spoil); 4] = [
        ("scotland.events[2].date", |list| list["scotland"]["events"][2]["date"] = "12 June 2028".into()),
        ("scotland.events[2].title", |list| list["scotland"]["events"][2]["title"] = Value::Null),
        ("wales", |list| list["wales"] = list["scotland"].clone()),
        ("england-and-wales.events", |list| {
            let events = list["england-and-wales"]["events"].as_array_mut().unwrap();
            events.retain(|event| event["date"] != "2026-05-25");
        }),
    ];
    for (field, spoil) in broken {
        let mut list = published();
        spoil(&mut list);
        let (exit, out, err) = import(&data, &list);
        assert_eq!((exit, out.as_str()), (Exit::BadInput, ""), "{field}");
        assert!(err.contains(field), "{field}: {err}");
        assert!(!data.path().join("calendars").exists(), "{field}");
    }
    let (exit, _, err) = run(&data, &["import", "/nowhere/at/all.json"]);
    assert_eq!(exit, Exit::BadInput);
    assert!(err.contains("all.json"), "{err}");
}

#[test]
fn every_list_is_shown_with_the_year_until_which_it_is_official() {
    let data = TempDir::new().unwrap();
    let (_, out, err) = run(&data, &["list", "--json"]);
    let lists: Vec<Value> = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
    let named = |name: &str| lists.iter().find(|list| list["name"] == name).unwrap();
    assert_eq!(named("uk-bank-holidays")["official_until"], 2028);
    assert!(named("de")["places"].as_array().unwrap().iter().any(|place| place == "DE-BY"));
    assert_eq!(named("elsewhere")["official_until"], Value::Null);
    let (exit, _, err) = run(&data, &["list", "--place", "XX"]);
    assert_eq!(exit, Exit::BadInput);
    assert!(err.contains("--place"), "{err}");
}
