//! Verifying the log finds what somebody changed behind the desk's back.

use rightsdesk::domain::right::Right;
use rightsdesk::workflow::log_check::{Offence, Recent, check_log, check_recent};

use super::office::Building;

/// Changes the database as somebody with its file could, triggers or not.
fn tamper(building: &Building, statement: &str) {
    let database =
        rusqlite::Connection::open(building.folder.path().join("rightsdesk.db")).expect("the database opens");
    let triggers: Vec<String> = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_log'")
        .and_then(|mut names| names.query_map([], |row| row.get(0))?.collect())
        .expect("the triggers are listed");
    for trigger in triggers {
        database.execute_batch(&format!("DROP TRIGGER {trigger}")).expect("dropped");
    }
    assert!(database.execute(statement, []).expect("changed") > 0);
}

fn filled() -> Building {
    let building = Building::new();
    let office = building.open();
    for n in 0..700 {
        office.submit(&format!("person{n}@example.org"), &[Right::Access]);
    }
    building
}

fn offences(building: &Building) -> Vec<Offence> {
    check_log(&*building.open().desk.store, &["justroo".into()]).expect("the log is read").offences
}

#[test]
fn a_log_that_nobody_touched_holds() {
    let report = check_log(&*filled().open().desk.store, &["justroo".into(), "joro-home".into()]).expect("read");
    assert_eq!(report.offences, []);
    let justroo = report.chains.iter().find(|chain| chain.controller == "justroo").expect("checked");
    assert_eq!(justroo.entries, 1_400);
    assert!(report.chains.iter().any(|chain| chain.controller == "joro-home" && chain.entries == 0));
}

#[test]
fn a_changed_line_is_found() {
    let building = filled();
    tamper(&building, "UPDATE case_log SET actor = 'person' WHERE seq = 1203 AND kind <> 'x' AND actor = 'person'");
    assert_eq!(offences(&building), [], "writing the same changes nothing");
    tamper(&building, "UPDATE case_log SET actor = 'system' WHERE seq = 1203");
    assert!(matches!(offences(&building)[..], [Offence::Entry { seq: 1203, .. }]));
}

#[test]
fn a_removed_line_and_a_cut_off_end_are_found() {
    let building = filled();
    tamper(&building, "DELETE FROM case_log WHERE seq = 5");
    assert!(matches!(offences(&building)[..], [Offence::Entry { seq: 6, .. }]));
    let building = filled();
    tamper(&building, "DELETE FROM case_log WHERE seq > 1390");
    let [Offence::End { found: 1390, written: 1400, .. }] = offences(&building)[..] else {
        panic!("{building:?}", building = offences(&building))
    };
    tamper(&building, "DELETE FROM log_heads");
    assert!(matches!(offences(&building)[..], [Offence::End { written: 0, .. }]), "nor without its head");
    tamper(&building, "DELETE FROM case_log");
    assert!(matches!(offences(&building)[..], [Offence::Gone { .. }]), "nor when all of it is gone");
}

#[test]
fn a_chain_without_its_head_is_found_though_nobody_names_its_company() {
    let building = filled();
    tamper(&building, "DELETE FROM log_heads");
    let report = check_log(&*building.open().desk.store, &[]).expect("the log is read");
    assert!(matches!(&report.offences[..], [Offence::End { controller, .. }] if controller == "justroo"), "{report:?}");
}

#[test]
fn a_page_reads_the_end_of_a_long_log_and_finds_what_was_changed_there() {
    let building = filled();
    let recent = |lines| check_recent(&*building.open().desk.store, "justroo", lines).expect("read");
    assert_eq!(recent(100), Ok(Recent::End(100)));
    assert!(matches!(recent(5_000), Ok(Recent::Whole(chain)) if chain.entries == 1_400));
    tamper(&building, "UPDATE case_log SET actor = 'system' WHERE seq = 1203");
    assert_eq!(recent(100), Ok(Recent::End(100)), "what lies further back is found when all of it is read");
    assert!(matches!(recent(i64::MAX), Err(Offence::Entry { seq: 1203, .. })));
    assert!(matches!(recent(300), Err(Offence::Entry { seq: 1203, .. })));
    tamper(&building, "DELETE FROM case_log WHERE seq > 1390");
    assert!(matches!(recent(100), Err(Offence::End { found: 1390, written: 1400, .. })));
}
