//! Data maps and their versions, and which version a request is worked on with.

use rightsdesk::domain::ids::{MapVersionId, StaffId};
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::maps::MapVersion;

use super::findings::asked;
use super::samples::{chance, fresh, minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    versions_of_a_map_come_the_newest_first,
    a_request_keeps_the_version_that_it_began_with,
}

fn employ(home: &Home) -> StaffId {
    let somebody = staff("Tom");
    let id = somebody.id;
    home.write(move |tx| tx.add_staff(&somebody));
    id
}

fn version(home: &Home, name: &str, by: StaffId, after: i64, body: Option<&str>) -> MapVersion {
    let at = noon() + minutes(after);
    let version = MapVersion {
        id: MapVersionId::new(at, chance()),
        name: name.to_owned(),
        body: body.map(str::to_owned),
        note: "Zsófia’s table".into(),
        by,
        at,
    };
    let kept = version.clone();
    home.write(move |tx| tx.add_map_version(&kept));
    version
}

fn versions_of_a_map_come_the_newest_first(home: &Home) {
    let (by, name) = (employ(home), format!("shop-{}", fresh()));
    let first = version(home, &name, by, 0, Some("dataset: []"));
    let second = version(home, &name, by, 5, None);
    let (own, other) = (name.clone(), name.clone());
    assert_eq!(home.read(move |tx| tx.map_versions_of(&own, 9)), [second.clone(), first.clone()]);
    assert_eq!(home.read(move |tx| tx.map_versions_of(&other, 1)), [second]);
    let id = first.id;
    assert_eq!(home.read(move |tx| tx.map_version(id)), first);
    assert!(home.read(|tx| tx.mapped_names()).contains(&name));
    let nobody = MapVersionId::new(noon(), [0; 10]);
    assert_eq!(home.try_write(move |tx| tx.map_version(nobody).map(drop)), Err(StoreError::NotFound));
}

fn a_request_keeps_the_version_that_it_began_with(home: &Home) {
    let (request, by) = asked(home);
    let name = format!("shop-{}", fresh());
    let (one, other) = (version(home, &name, by, 0, Some("a")).id, version(home, &name, by, 5, Some("b")).id);
    let (first, second, file) = ((name.clone(), Some(one)), (name.clone(), Some(other)), ("till".to_owned(), None));
    let expected = vec![first.clone(), file.clone()];
    home.write(move |tx| [first, second, file].iter().try_for_each(|pin| tx.pin_map(request, pin)));
    assert_eq!(home.read(move |tx| tx.map_pins(request)), expected, "the first one stays");
    home.write(move |tx| tx.unpin_maps(request));
    assert_eq!(home.read(move |tx| tx.map_pins(request)), []);
}
