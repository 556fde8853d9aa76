//! After an upgrade the program finds by itself which earlier cases cannot be found by the sound of names, and does that.

use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::views::QueueFilter;
use rusqlite::Connection;

use super::office::{Building, Office};

fn heard(office: &Office, typed: &str) -> usize {
    let filter = QueueFilter { search: Some(typed.to_owned()), by_ear: true, ..QueueFilter::default() };
    let page = office.desk.read(move |desk, tx, now| Ok(tx.queue(&filter, desk.today(now)?, None, 50)?));
    page.expect("read").len()
}

#[test]
fn a_start_after_the_upgrade_lets_earlier_cases_be_found_by_the_sound_of_names() {
    let building = Building::new();
    let office = building.open();
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    office.drain();
    let sound = match case.requester.name.reveal() {
        "Emma Wright" => "Ema Right",
        other => panic!("another name: {other}"),
    };
    assert_eq!(heard(&office, sound), 1);
    let id = case.id;
    office.desk.write(move |_, tx, _| Ok(tx.index_case(id, "Emma Wright", "")?)).expect("as the version before");
    let file = Connection::open(building.folder.path().join("rightsdesk.db")).expect("the file opens");
    file.execute_batch("INSERT INTO unheard_cases (case_id) SELECT id FROM cases").expect("as the migration does");
    assert_eq!(heard(&office, sound), 0);
    let later = building.open();
    later.drain();
    assert_eq!(heard(&later, sound), 1);
    assert_eq!(later.desk.read(|_, tx, _| Ok(tx.unheard_count()?)).expect("read"), 0);
}
