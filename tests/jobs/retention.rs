//! What has served its purpose is destroyed, and the log says so without breaking.

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::request::Command;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::delivery::object_of;
use rightsdesk::workflow::log_check::check_log;

use super::shop::{SHOP, with_shop};

#[test]
fn packages_and_findings_are_destroyed_when_their_time_is_over() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    let (case, id) = (case.id, requests[0].id);
    office.show_identity(anna, case);
    office.drain();
    office.give(rita, id, Command::Approve).expect("approved");
    office.drain();
    let package = office.desk.read(move |_, tx, _| Ok(tx.disclosures_of(case)?)).expect("read").remove(0);
    let found = |office: &super::office::Office| {
        office.desk.read(move |_, tx, _| Ok(tx.finding_counts(id)?)).expect("read").len()
    };
    building.pass(Duration::days(59));
    office.drain();
    assert!(office.desk.vault.open(object_of(package.id)).is_ok(), "the person can still ask for a fresh link");
    assert_eq!(found(&office), 2);
    building.pass(Duration::days(2));
    office.drain();
    assert!(office.desk.vault.open(object_of(package.id)).is_err());
    assert_eq!(found(&office), 2, "what was found is kept longer");
    building.pass(Duration::days(30));
    office.drain();
    assert_eq!(found(&office), 0);
    building.pass(Duration::days(30));
    office.drain();
    assert_eq!((office.logged(case, "package_destroyed"), office.logged(case, "findings_destroyed")), (1, 1));
    let report = check_log(&*office.desk.store, &[]).expect("read");
    assert!(report.offences.is_empty(), "{report:?}");
}

#[test]
fn what_was_found_stays_while_a_reopened_request_needs_it() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    let id = requests[0].id;
    office.show_identity(anna, case.id);
    office.drain();
    let refuse = Command::Refuse {
        ground: rightsdesk::domain::request::RefusalGround::ManifestlyExcessive,
        exemption: None,
        silent: false,
        reason: "The same was sent a week ago.".into(),
    };
    office.give(rita, id, refuse).expect("refused");
    building.pass(Duration::days(60));
    office.give(anna, id, Command::Reopen { reason: "We were wrong.".into() }).expect("reopened");
    office.show_identity(anna, case.id);
    office.drain();
    building.pass(Duration::days(31));
    office.drain();
    let found = office.desk.read(move |_, tx, _| Ok(tx.finding_counts(id)?)).expect("read");
    assert_eq!(found.len(), 2, "the plan to destroy was made for the first closing");
}
