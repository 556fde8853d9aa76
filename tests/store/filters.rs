//! Saved filters of the queue.

use rightsdesk::domain::ids::{FilterId, StaffId};
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::filters::SavedFilter;

use super::samples::{chance, noon, staff};
use super::{Home, on_both};

on_both! { somebody_sees_their_own_filters_and_the_shared_ones_and_drops_only_their_own }

fn employ(home: &Home, name: &str) -> StaffId {
    let somebody = staff(name);
    let id = somebody.id;
    home.write(move |tx| tx.add_staff(&somebody));
    id
}

fn filter(staff: StaffId, name: &str, shared: bool) -> SavedFilter {
    let id = FilterId::new(noon(), chance());
    SavedFilter { id, staff, name: name.into(), query: "state=reviewing&owner=me".into(), shared, made_at: noon() }
}

fn somebody_sees_their_own_filters_and_the_shared_ones_and_drops_only_their_own(home: &Home) {
    let (ana, rita) = (employ(home, "Ana"), employ(home, "Rita"));
    let (own, private, shared) = (filter(ana, "b", false), filter(rita, "a", false), filter(rita, "c", true));
    let all = [own.clone(), private, shared.clone()];
    home.write(move |tx| all.iter().try_for_each(|one| tx.add_filter(one)));
    assert_eq!(home.read(move |tx| tx.filters_for(ana)), [own.clone(), shared.clone()]);
    let refused = home.try_write(move |tx| tx.drop_filter(shared.id, ana));
    assert_eq!(refused, Err(StoreError::NotFound));
    home.write(move |tx| tx.drop_filter(own.id, ana));
    assert_eq!(home.read(move |tx| tx.filters_for(ana)).len(), 1);
}
