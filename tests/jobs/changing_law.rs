//! What moves a date from outside the case: a new public holiday, and the decision that another law applies.

use std::sync::Arc;

use rightsdesk::domain::access::Role;
use rightsdesk::domain::register::Period;
use rightsdesk::domain::request::{Actor, Command};
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::assignment::assign;
use rightsdesk::workflow::holidays::change_holidays;
use rightsdesk::workflow::law_choice::choose_law;
use rightsdesk::workflow::register::{cells, count, csv_line, each_entry};
use rightsdesk::workflow::{Desk, WorkError};

use super::office::{Building, Office};

/// The shipped list, and one holiday more in England and Wales.
fn list_with_holiday(date: &str) -> String {
    let mut list: serde_json::Value =
        serde_json::from_str(include_str!("../../config/calendars/uk-bank-holidays.json")).expect("JSON");
    let holiday = serde_json::json!({"title": "A day to celebrate", "date": date, "notes": ""});
    list["england-and-wales"]["events"].as_array_mut().expect("a list").push(holiday);
    list.to_string()
}

#[test]
fn a_new_holiday_moves_only_the_dates_on_it_and_tells_the_owner() {
    let building = Building::new();
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    office.add_staff(Role::Handler, "Ben");
    let (touched, requests) = office.submit("emma@example.org", &[Right::Access]);
    let Actor::Staff { id, .. } = anna else { unreachable!() };
    assign(&office.desk, anna, touched.id, Some(id)).expect("assigned");
    building.pass(chrono::Duration::days(1));
    let (other, _) = office.submit("liam@example.org", &[Right::Access]);

    let moved = change_holidays(&office.desk, Actor::System, list_with_holiday("2026-04-02")).expect("computed");
    let moved: Vec<_> = moved.iter().map(|one| format!("{} {} {}", one.reference, one.from, one.to)).collect();
    assert_eq!(moved, [format!("{} 2026-04-02 2026-04-07", touched.reference)]);
    assert_eq!((office.logged(touched.id, "due_date_moved"), office.logged(other.id, "due_date_moved")), (1, 0));
    let told: Vec<_> = office.mails(touched.id).into_iter().filter(|mail| mail.kind == "reminder").collect();
    assert_eq!(told.len(), 1, "the owner, and nobody else");
    let text = told[0].text.reveal();
    assert!(text.contains("Tuesday 7 April 2026") && text.contains("WHY THIS DATE"), "{text}");
    assert!(!text.contains("emma"), "{text}");
    assert_eq!(office.request(requests[0].id).version, requests[0].version, "the holiday is no event of the request");
}

#[test]
fn a_process_that_runs_counts_by_the_list_that_another_one_imported() {
    let building = Building::new();
    let (serving, importing) = (building.open(), building.open());
    let (case, _) = serving.submit("emma@example.org", &[Right::Access]);
    let due = |desk: &Desk| {
        let desk = desk.current().expect("a store");
        let request = serving.desk.read(move |_, tx, _| Ok(tx.requests(case.id)?)).expect("read").remove(0);
        let terms = desk.terms_for(desk.controller("justroo").expect("known"), &request).expect("known");
        rightsdesk::domain::clock::reckon(&request.history, request.right, &terms).expect("sound").due.expect("running")
    };
    assert_eq!(due(&serving.desk).to_string(), "2026-04-02");
    let moved = change_holidays(&importing.desk, Actor::System, list_with_holiday("2026-04-02")).expect("computed");
    assert_eq!(moved.len(), 1);
    assert_eq!(due(&importing.desk).to_string(), "2026-04-07", "what a process saves counts at once");
    assert!(serving.desk.remembered().is_some(), "and a page asks nothing while the last look is recent");
    building.pass(chrono::Duration::seconds(1));
    assert!(serving.desk.remembered().is_none());
    assert_eq!(due(&serving.desk).to_string(), "2026-04-07");
    let again =
        change_holidays(&importing.desk.current().expect("a store"), Actor::System, list_with_holiday("2026-04-02"));
    assert_eq!(again.expect("computed"), [], "the same list again moves nothing");
}

/// An office whose company also answers under the law of the EU, in Ireland.
fn with_ireland(office: &Office) -> Desk {
    let mut controllers = (*office.desk.controllers).clone();
    let justroo = controllers.get_mut("justroo").expect("a sample");
    justroo.regimes.push("eu-gdpr".into());
    justroo.places.insert("eu-gdpr".into(), "IE".into());
    Desk { controllers: Arc::new(controllers), ..office.desk.clone() }
}

#[test]
fn staff_decide_that_another_law_applies_and_the_date_follows() {
    let building = Building::new();
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    // Received on 2 March: a month ends on 2 April in both places, but Good Friday, 3 April, is a holiday only in England.
    building.pass(chrono::Duration::days(1));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    let desk = with_ireland(&office);
    let due = |id| {
        let request = office.request(id);
        let terms = desk.terms_for(desk.controller("justroo").expect("known"), &request).expect("known");
        rightsdesk::domain::clock::reckon(&request.history, request.right, &terms).expect("sound").due
    };
    let id = requests[0].id;
    let applied = requests[0].history.applied.clone().expect("the version is kept");
    assert_eq!((applied.regime.as_str(), applied.version.as_str()), ("uk-gdpr", "2026-02-05"));
    assert_eq!(due(id).expect("running").to_string(), "2026-04-07");

    let refused = choose_law(&desk, anna, id, 0, "us-va", "She lives there.");
    assert!(matches!(refused, Err(WorkError::Field { field: "regime", .. })), "{refused:?}");
    let unreasoned = choose_law(&desk, anna, id, 0, "eu-gdpr", " ");
    assert!(matches!(unreasoned, Err(WorkError::Field { field: "reason", .. })), "{unreasoned:?}");
    let after = choose_law(&desk, anna, id, 0, "eu-gdpr", "She lives in Cork.").expect("chosen");
    assert_eq!((after.version, due(id).expect("running").to_string()), (1, "2026-04-03".into()));
    assert_eq!(office.logged(case.id, "law_chosen"), 1);
    assert!(choose_law(&desk, anna, id, 0, "uk-gdpr", "An old page.").is_err());
}

#[test]
fn the_register_follows_a_request_to_its_end_and_holds_nothing_personal() {
    let building = Building::new();
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access, Right::Erasure]);
    building.pass(chrono::Duration::days(3));
    office.give(anna, requests[1].id, Command::Withdraw).expect("withdrawn");
    let period = Period {
        from: requests[0].history.received,
        until: office.desk.clock.now(),
        controller: Some("justroo".into()),
    };
    let mut lines = Vec::new();
    each_entry(&office.desk, &period, |entry| {
        lines.push(csv_line(&cells(entry)));
        Ok::<(), WorkError>(())
    })
    .expect("read");
    assert_eq!(lines.len(), 2);
    let access = format!("{},justroo,2026-03-02T09:00:00Z,", case.reference);
    assert!(
        lines[0].starts_with(&access) && lines[0].contains("uk-gdpr,2026-02-05,2026-04-02,no,received"),
        "{lines:#?}"
    );
    assert!(lines[1].contains("withdrawn") && lines[1].contains("2026-03-05T09:00:00Z,3,"), "{lines:#?}");
    assert!(!lines.concat().to_lowercase().contains("emma"), "{lines:#?}");
    let counts = count(&office.desk, &period, "2026-03-06".parse().expect("a day")).expect("counted").finish();
    assert_eq!((counts[&Right::Access].open, counts[&Right::Erasure].withdrawn), (1, 1));
}
