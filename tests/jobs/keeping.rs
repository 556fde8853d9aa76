//! Cases whose time is over: emptied on their day, kept when something keeps them, and the log still holds.

use chrono::{Duration, NaiveDate};
use rightsdesk::cli::{Exit, run_with};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::request::{Actor, Command, RefusalGround, Why};
use rightsdesk::domain::retention::Fate;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::WorkError;
use rightsdesk::workflow::codes::Purpose;
use rightsdesk::workflow::log_check::{Offence, check_log};
use rightsdesk::workflow::portal::access::send_code;
use rightsdesk::workflow::retention::{What, kept_case, lift_hold, place_hold, plan, run_now};

use super::office::{Building, Office};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A case that was refused on the day it came, 2 March 2026.
fn refused(office: &Office) -> (Actor, Case) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    let refuse = Command::Refuse {
        ground: RefusalGround::ManifestlyExcessive,
        exemption: None,
        silent: false,
        reason: "The same was sent a week ago to Emma Wright.".into(),
    };
    office.give(rita, requests[0].id, refuse).expect("refused");
    office.drain();
    (rita, case)
}

fn fate(office: &Office, case: &Case) -> Fate {
    let case = case.clone();
    office.desk.read(move |desk, tx, _| Ok(kept_case(desk, tx, &case)?.fate)).expect("read")
}

fn due(office: &Office, on: &str) -> Vec<What> {
    plan(&office.desk, day(on)).expect("a plan").into_iter().map(|item| item.what).collect()
}

#[test]
fn a_case_is_emptied_on_its_day_once_and_its_register_and_chain_stay() {
    let building = Building::new();
    let office = building.open();
    let (_, case) = refused(&office);
    assert_eq!(fate(&office, &case), Fate::Ends { on: day("2028-03-02") });
    assert!(!due(&office, "2028-03-01").contains(&What::Contents(case.id)));
    assert!(due(&office, "2028-03-02").contains(&What::Contents(case.id)));
    building.pass(Duration::days(730));
    office.drain();
    assert_eq!(fate(&office, &case), Fate::Ends { on: day("2028-03-02") }, "it is 1 March");
    building.pass(Duration::days(1));
    office.drain();
    assert!(matches!(fate(&office, &case), Fate::Emptied { .. }));
    assert_eq!(office.logged(case.id, "contents_destroyed"), 1);
    let told = office.log(case.id).into_iter().filter_map(|entry| entry.content).collect::<Vec<_>>().join("\n");
    assert!(!told.contains("Emma") && !told.contains("a week ago"), "{told}");
    assert!(told.contains("sha256"), "which letter was sent can still be shown");
    let read = office.desk.read(move |_, tx, _| {
        let request = tx.requests(case.id)?.remove(0);
        Ok(tx.register_entry(request.id)?)
    });
    let register = read.expect("read");
    assert_eq!(register.expect("it stays").ground.as_deref(), Some("manifestly_excessive"));
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(office.logged(case.id, "contents_destroyed"), 1, "it is done once");
    assert!(run_now(&office.desk).expect("a run").items.is_empty());
    assert!(check_log(&*office.desk.store, &[]).expect("read").offences.is_empty());
}

#[test]
fn nobody_can_act_on_an_emptied_case_or_open_its_page() {
    let building = Building::new();
    let office = building.open();
    let (rita, case) = refused(&office);
    building.pass(Duration::days(732));
    office.drain();
    let request = office.desk.read(move |_, tx, _| Ok(tx.requests(case.id)?.remove(0))).expect("read");
    let reopened = office.give(rita, request.id, Command::Reopen { reason: "We were wrong.".into() });
    assert!(matches!(reopened, Err(WorkError::Refused(no)) if no.why == Why::ContentsDestroyed));
    let before = building.folder_mail().len();
    send_code(&office.desk, &case.reference, Purpose::Status).expect("it answers as for a reference that nobody has");
    office.drain();
    assert_eq!(building.folder_mail().len(), before, "there is nobody to write to");
    assert!(matches!(place_hold(&office.desk, rita, case.id, "A court asks."), Err(WorkError::Field { .. })));
}

#[test]
fn a_legal_hold_keeps_a_case_until_it_is_lifted() {
    let building = Building::new();
    let office = building.open();
    let (rita, case) = refused(&office);
    let anna = office.add_staff(Role::Handler, "Ada");
    assert!(matches!(place_hold(&office.desk, anna, case.id, "Why not."), Err(WorkError::NotAllowed(_))));
    assert!(matches!(place_hold(&office.desk, rita, case.id, "  "), Err(WorkError::Field { .. })));
    place_hold(&office.desk, rita, case.id, "She goes to court.").expect("held");
    assert!(matches!(place_hold(&office.desk, rita, case.id, "Again."), Err(WorkError::Field { .. })));
    building.pass(Duration::days(900));
    office.drain();
    assert_eq!(fate(&office, &case), Fate::Held);
    lift_hold(&office.desk, rita, case.id).expect("lifted");
    assert!(due(&office, "2028-08-19").contains(&What::Contents(case.id)));
    building.pass(Duration::days(1));
    office.drain();
    assert!(matches!(fate(&office, &case), Fate::Emptied { .. }));
}

#[test]
fn a_hold_that_comes_while_the_contents_are_being_destroyed_is_refused_and_not_half_kept() {
    let building = Building::new();
    let office = building.open();
    let (rita, case) = refused(&office);
    // As a run leaves it between the files and the rows: the case is claimed, and the claim stands until the run has ended.
    let claim = format!("ending:{}", case.id);
    office.desk.write(move |_, tx, _| Ok(tx.put_setting(&claim, Some("claimed"))?)).expect("claimed");
    let Err(WorkError::Field { what, .. }) = place_hold(&office.desk, rita, case.id, "She goes to court.") else {
        panic!("what is half gone cannot be kept")
    };
    assert!(what.contains("being destroyed"), "{what}");
    building.pass(Duration::days(900));
    office.drain();
    assert!(matches!(fate(&office, &case), Fate::Emptied { .. }), "a run that fell takes its claim up again");
    let claim = format!("ending:{}", case.id);
    assert_eq!(office.desk.read(move |_, tx, _| Ok(tx.setting(&claim)?)).expect("read"), None);
}

#[test]
fn a_restriction_in_force_keeps_its_case() {
    let building = Building::new();
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Restriction]);
    let id = requests[0].id;
    // What the desk's own table allows has tests of its own; here only the end of it matters.
    office
        .desk
        .write(move |desk, tx, now| {
            let mut request = tx.request(id)?;
            let before = request.version;
            request.state = rightsdesk::domain::request::State::Fulfilled;
            request.version += 1;
            request.closed_at = Some(now);
            tx.save_request(&request, before, rightsdesk::ports::store::cases::DueDates::default())?;
            let case = tx.case(request.case)?;
            let line = |kind| {
                rightsdesk::workflow::journal::Line::of_request(id, anna, kind, serde_json::json!({ "event": kind }))
            };
            rightsdesk::workflow::journal::record(desk, tx, &case, now, &line("fulfilled"))
        })
        .expect("in force");
    office.drain();
    building.pass(Duration::days(900));
    office.drain();
    assert_eq!(fate(&office, &case), Fate::Restricted);
}

#[test]
fn after_six_years_what_is_left_goes_and_the_log_says_where_it_was_cut() {
    let building = Building::new();
    let office = building.open();
    let (_, case) = refused(&office);
    building.pass(Duration::days(731));
    office.drain();
    building.pass(Duration::days(1461));
    office.drain();
    // What is gone on one day is cut out of the log on the next.
    building.pass(Duration::days(2));
    office.drain();
    let gone = office.desk.read(move |_, tx, _| Ok(tx.case(case.id)?)).is_err();
    assert!(gone, "six years are over");
    let report = check_log(&*office.desk.store, &["justroo".to_owned()]).expect("read");
    assert!(report.offences.is_empty(), "{report:?}");
    let chain = report.chains.iter().find(|chain| chain.controller == "justroo").expect("it is there");
    assert!(chain.cut > 0, "the beginning was cut: {chain:?}");
}

#[test]
fn a_beginning_that_was_cut_without_a_word_is_an_offence() {
    let building = Building::new();
    let office = building.open();
    refused(&office);
    office.desk.write(|_, tx, _| Ok(tx.shorten_log("justroo", 2)?)).expect("an intruder with the program's own tools");
    let report = check_log(&*office.desk.store, &[]).expect("read");
    let said = report.offences.iter().any(|one| matches!(one, Offence::Beginning { cut: 2, said: 0, .. }));
    assert!(said, "{report:?}");
}

#[test]
fn a_run_that_falls_after_the_files_goes_on_where_it_stopped() {
    let building = Building::new();
    let office = building.open();
    let (_, case) = refused(&office);
    building.pass(Duration::days(732));
    // The vault has destroyed the files, and the process died: the rows are still there and are planned again.
    let again = building.open();
    assert!(due(&again, "2028-03-04").contains(&What::Contents(case.id)));
    let done = run_now(&again.desk).expect("a run");
    assert!(done.items.iter().any(|item| item.what == What::Contents(case.id)));
    assert!(run_now(&office.desk).expect("the other process finds nothing").items.is_empty());
}

fn command(building: &Building, options: &[&str]) -> (Exit, String) {
    let settings = "[database]\nurl = \"rightsdesk.db\"\n[desk]\nsamples = true\n";
    std::fs::write(building.folder.path().join("rightsdesk.toml"), settings).expect("settings");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let folder = building.folder.path().to_str().expect("UTF-8");
    let line = ["rightsdesk", "--data", folder, "retention"].into_iter().chain(options.iter().copied());
    let exit = run_with(line, &mut out, &mut err);
    (exit, String::from_utf8(out).expect("text"))
}

#[test]
fn the_command_shows_what_a_day_demands_and_wants_to_be_told_what_to_do() {
    let building = Building::new();
    let office = building.open();
    let (_, case) = refused(&office);
    let (exit, out) = command(&building, &["--plan", "--on", "2028-03-02"]);
    assert_eq!(exit, Exit::Done);
    assert!(out.contains(&format!("2028-03-02  {}", case.reference)), "{out}");
    assert!(out.ends_with("Nothing was destroyed.\n"), "{out}");
    let (_, json) = command(&building, &["--plan", "--on", "2028-03-01", "--json"]);
    let due: serde_json::Value = serde_json::from_str(&json).expect("JSON and nothing else");
    assert!(due["due"].as_array().expect("a list").iter().all(|item| item["what"] != "contents_of_case"), "{json}");
    assert_eq!(command(&building, &[]).0, Exit::BadInput);
    assert_eq!(command(&building, &["--run", "--on", "2028-03-02"]).0, Exit::BadInput);
    assert!(matches!(fate(&office, &case), Fate::Ends { .. }), "it was only shown");
}
