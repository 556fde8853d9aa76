//! Tags, watchers and visits.

use rightsdesk::domain::ids::StaffId;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::views::QueueFilter;

use super::queue::add;
use super::samples::{case, day, due, minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    tags_are_kept_once_and_filter_the_queue,
    somebody_watches_until_they_stop,
    the_latest_visitor_comes_first,
}

fn employ(home: &Home, name: &str) -> StaffId {
    let somebody = staff(name);
    let id = somebody.id;
    home.write(move |tx| tx.add_staff(&somebody));
    id
}

fn tags_are_kept_once_and_filter_the_queue(home: &Home) {
    let (tagged, other) = (case(), case());
    for one in [&tagged, &other] {
        add(home, one, &[(Right::Access, State::Received, due("2026-12-11"))]);
    }
    let id = tagged.id;
    assert_eq!(home.write(move |tx| Ok((tx.add_tag(id, "vip")?, tx.add_tag(id, "vip")?))), (true, false));
    home.write(move |tx| tx.add_tag(id, "black friday"));
    assert_eq!(home.read(move |tx| tx.tags_of(id)), ["black friday", "vip"]);
    assert_eq!(home.read(|tx| tx.known_tags(1)), ["black friday"]);
    let filter = QueueFilter { tag: Some("vip".into()), ..QueueFilter::default() };
    let lines = home.read(move |tx| tx.queue(&filter, day("2026-12-10"), None, 9));
    assert_eq!(lines.iter().map(|line| line.case).collect::<Vec<_>>(), [id]);
    assert_eq!(home.write(move |tx| Ok((tx.remove_tag(id, "vip")?, tx.remove_tag(id, "vip")?))), (true, false));
}

fn somebody_watches_until_they_stop(home: &Home) {
    let (case, ana, rita) = (case(), employ(home, "Ana"), employ(home, "Rita"));
    add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
    let id = case.id;
    home.write(move |tx| {
        tx.watch(id, rita, noon())?;
        tx.watch(id, ana, noon() + minutes(1))?;
        tx.watch(id, rita, noon() + minutes(2))
    });
    assert_eq!(home.read(move |tx| tx.watchers(id)), [rita, ana]);
    home.write(move |tx| {
        tx.unwatch(id, rita)?;
        tx.unwatch(id, rita)
    });
    assert_eq!(home.read(move |tx| tx.watchers(id)), [ana]);
}

fn the_latest_visitor_comes_first(home: &Home) {
    let (case, ana, rita) = (case(), employ(home, "Ana"), employ(home, "Rita"));
    add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
    let id = case.id;
    for (who, after) in [(ana, 0), (rita, 1), (ana, 5)] {
        home.write(move |tx| tx.visit(id, who, noon() + minutes(after)));
    }
    assert_eq!(home.read(move |tx| tx.visits(id)), [(ana, noon() + minutes(5)), (rita, noon() + minutes(1))]);
}
