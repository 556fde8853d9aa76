//! Cases that belong together.

use rightsdesk::domain::ids::{CaseId, StaffId};
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::links::{CaseLink, LinkKind};

use super::queue::{add, everything};
use super::samples::{case, due, minutes, noon, staff};
use super::{Home, on_both};

on_both! { a_link_is_seen_from_both_sides_and_only_a_loose_one_is_taken_away, a_joined_request_is_closed }

fn link(case: CaseId, other: CaseId, kind: LinkKind, by: StaffId, after: i64) -> CaseLink {
    CaseLink { case, other, kind, by, at: noon() + minutes(after) }
}

fn a_link_is_seen_from_both_sides_and_only_a_loose_one_is_taken_away(home: &Home) {
    let (ada, cases) = (staff("Ada"), [case(), case(), case()]);
    let (by, [one, two, three]) = (ada.id, [cases[0].id, cases[1].id, cases[2].id]);
    for case in &cases {
        drop(add(home, case, &[(Right::Access, State::Received, due("2026-12-11"))]));
    }
    let (joined, loose) = (link(one, two, LinkKind::Joined, by, 0), link(three, one, LinkKind::Related, by, 1));
    home.write(move |tx| {
        tx.add_staff(&ada)?;
        tx.add_link(&joined)?;
        tx.add_link(&loose)
    });
    assert_eq!(home.read(move |tx| tx.links_of(one)), [joined, loose]);
    assert_eq!(home.read(move |tx| tx.links_of(two)), [joined]);
    assert_eq!(home.try_write(move |tx| tx.add_link(&joined)), Err(StoreError::Exists("link")));
    assert!(!home.write(move |tx| tx.remove_link(two, one)), "it was joined");
    assert!(home.write(move |tx| tx.remove_link(one, three)), "from either side");
    assert_eq!(home.read(move |tx| tx.links_of(three)), []);
}

fn a_joined_request_is_closed(home: &Home) {
    let case = case();
    let mut asked = add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]).remove(0);
    (asked.state, asked.version, asked.closed_at) = (State::Joined, 1, Some(noon()));
    let kept = asked.clone();
    home.write(move |tx| tx.save_request(&kept, 0, DueDates::default()));
    let id = asked.id;
    assert_eq!(home.read(move |tx| tx.request(id)), asked);
    assert_eq!(everything(home), []);
}
