//! Files that prove who somebody is: gone some days after the check, while the case stays.

use std::io::Write;

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::UploadId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::uploads::{Holder, Upload, upload_object};
use rightsdesk::workflow::casework::give_case;
use rightsdesk::workflow::portal::files;
use rightsdesk::workflow::retention::place_hold;

use super::office::{Building, Office};

/// Gives a file on the status page.
fn give_file(office: &Office, case: &Case, name: &str) -> UploadId {
    let desk = &office.desk;
    let id = UploadId::new(desk.clock.now(), desk.entropy.bytes10());
    let mut sealing = desk.vault.create(upload_object(id)).expect("a place");
    sealing.write_all(b"a scan").expect("written");
    sealing.finish().expect("sealed");
    let upload = Upload {
        id,
        holder: Holder::Case(case.id),
        name: Personal::new(name),
        media_type: "application/pdf".into(),
        bytes: 6,
        added_at: desk.clock.now(),
        seen_at: None,
        proof: None,
    };
    files::add(desk, upload).expect("the store answers").expect("taken in");
    id
}

fn names(office: &Office, case: &Case) -> Vec<String> {
    let uploads = files::files(&office.desk, Holder::Case(case.id)).expect("read");
    uploads.iter().map(|upload| upload.name.reveal().to_owned()).collect()
}

/// A case whose identity is asked for.
fn asked(office: &Office, anna: Actor) -> Case {
    let (case, _) = office.submit("emma@example.org", &[Right::Access, Right::Rectification]);
    let ask = Command::AskIdentity { doubt: "The address is not the one on file.".into() };
    give_case(&office.desk, anna, case.id, ask).expect("asked");
    case
}

#[test]
fn what_came_while_the_check_went_on_goes_seven_days_after_it() {
    let building = Building::new();
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let case = asked(&office, anna);
    building.pass(Duration::days(1));
    let passport = give_file(&office, &case, "passport.pdf");
    let receipt = give_file(&office, &case, "what is wrong.pdf");
    files::name_proof(&office.desk, anna, case.id, receipt, false).expect("said");
    building.pass(Duration::days(20));
    office.drain();
    assert_eq!(names(&office, &case).len(), 2, "the check goes on");
    office.show_identity(anna, case.id);
    building.pass(Duration::days(1));
    give_file(&office, &case, "later.pdf");
    building.pass(Duration::days(5));
    office.drain();
    assert_eq!(names(&office, &case).len(), 3, "six days after the check");
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(names(&office, &case), ["what is wrong.pdf", "later.pdf"], "only the proof is gone");
    assert!(office.desk.vault.open(upload_object(passport)).is_err(), "and so are its bytes");
    assert_eq!(office.logged(case.id, "proof_destroyed"), 1);
    assert!(office.request(requests(&office, &case)[0]).state.is_open(), "the case goes on");
}

#[test]
fn a_proof_that_nobody_asked_for_goes_when_a_colleague_has_named_it() {
    let building = Building::new();
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Dpo, "Rita"));
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    let card = give_file(&office, &case, "card.pdf");
    files::name_proof(&office.desk, anna, case.id, card, true).expect("said");
    assert_eq!(office.logged(case.id, "file_named_proof"), 1);
    building.pass(Duration::days(30));
    office.drain();
    assert_eq!(names(&office, &case), ["card.pdf"], "nobody has looked at it yet");
    office.show_identity(anna, case.id);
    place_hold(&office.desk, rita, case.id, "A court asks.").expect("held");
    building.pass(Duration::days(30));
    office.drain();
    assert_eq!(names(&office, &case), ["card.pdf"], "a legal hold keeps it");
    rightsdesk::workflow::retention::lift_hold(&office.desk, rita, case.id).expect("lifted");
    building.pass(Duration::days(1));
    office.drain();
    assert!(names(&office, &case).is_empty());
}

fn requests(office: &Office, case: &Case) -> Vec<rightsdesk::domain::ids::RequestId> {
    let id = case.id;
    let all = office.desk.read(move |_, tx, _| Ok(tx.requests(id)?)).expect("read");
    all.into_iter().map(|request| request.id).collect()
}
