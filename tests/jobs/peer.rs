//! Defects that were measured in another desk and must not happen here. The first two stand with the erasures, the fourth with
//! the form's codes (forty guesses at once), the seventh with the engine (a shared row), the tenth with the form's journey (a
//! double click).

use chrono::{Duration, NaiveDate};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::views::QueueFilter;

use super::office::Office;
use super::shop::{SHOP, with_shop};

/// Defect 3: a watchdog ended healthy work that had waited under load.
#[test]
fn work_that_waited_long_for_its_turn_is_done_and_never_called_stuck() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    building.pass(Duration::days(3));
    office.drain();
    assert_eq!(office.request(requests[0].id).state, State::Reviewing);
    assert_eq!(office.logged(case.id, "job_failed"), 0);
}

fn due(office: &Office) -> Option<NaiveDate> {
    let today = office.desk.clock.now().date_naive();
    let lines = office.desk.read(move |_, tx, _| Ok(tx.queue(&QueueFilter::default(), today, None, 10)?));
    lines.expect("read")[0].dates.sort
}

/// Defect 6: an exported deadline was counted from the day of the export.
#[test]
fn the_due_date_is_the_same_on_whatever_day_it_is_looked_at() {
    let building = with_shop(1, &[("shop", SHOP)]);
    let office = building.open();
    office.submit("emma@example.org", &[Right::Access]);
    let first = due(&office);
    assert_eq!(first, "2026-04-02".parse().ok(), "a calendar month after 2 March 2026");
    for days in [10, 20, 30] {
        building.pass(Duration::days(days));
        assert_eq!(due(&office), first);
    }
}

/// Defect 9: it listened on every address of the machine, and nothing could be said against it.
#[test]
fn without_a_word_of_the_operator_only_the_machine_itself_is_listened_to() {
    let defaults: toml::Table = include_str!("../../config/rightsdesk.toml").parse().expect("the shipped settings");
    let listen = defaults["server"]["listen"].as_str().expect("an address");
    assert!(listen.parse::<std::net::SocketAddr>().expect("an address").ip().is_loopback(), "{listen}");
}
