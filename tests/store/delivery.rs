//! Disclosures.

use rightsdesk::domain::ids::{CaseId, DisclosureId, RequestId};
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::delivery::Disclosure;

use super::findings::asked;
use super::samples::{chance, minutes, noon};
use super::{Home, on_both};

on_both! {
    a_newer_disclosure_revokes_the_last,
    downloads_are_counted_while_it_lives,
    a_disclosure_is_renewed_and_revoked,
    packages_whose_end_has_come_are_listed_until_they_are_destroyed,
    a_disclosure_that_is_not_there_is_not_found,
}

fn disclosure(request: RequestId, case: CaseId) -> Disclosure {
    Disclosure {
        id: DisclosureId::new(noon(), chance()),
        request,
        case,
        object: "package/1".into(),
        bytes: 123_456_789_012,
        files: 12,
        rows: 345,
        sha256: [5; 32],
        built_at: noon(),
        expires_at: noon() + minutes(600),
        revoked_at: None,
        downloads: 0,
    }
}

fn added(home: &Home) -> Disclosure {
    let (request, _) = asked(home);
    let case = home.read(move |tx| tx.request(request)).case;
    let disclosure = disclosure(request, case);
    let stored = disclosure.clone();
    home.write(move |tx| tx.add_disclosure(&stored));
    disclosure
}

fn a_newer_disclosure_revokes_the_last(home: &Home) {
    let (first, other) = (added(home), added(home));
    let mut second = disclosure(first.request, first.case);
    second.built_at = noon() + minutes(5);
    let (stored, case) = (second.clone(), first.case);
    home.write(move |tx| tx.add_disclosure(&stored));
    let revoked = Disclosure { revoked_at: Some(second.built_at), ..first };
    assert_eq!(home.read(move |tx| tx.disclosures_of(case)), [second, revoked], "newest first");
    assert_eq!(home.read(move |tx| tx.disclosure(other.id)).revoked_at, None);
}

fn downloads_are_counted_while_it_lives(home: &Home) {
    let disclosure = added(home);
    let (id, end) = (disclosure.id, disclosure.expires_at);
    let counted = home.write(move |tx| {
        Ok([tx.count_download(id, noon())?, tx.count_download(id, end - minutes(1))?, tx.count_download(id, end)?])
    });
    assert_eq!(counted, [true, true, false]);
    assert_eq!(home.read(move |tx| tx.disclosure(id)).downloads, 2);
}

fn a_disclosure_is_renewed_and_revoked(home: &Home) {
    let mut disclosure = added(home);
    let id = disclosure.id;
    disclosure.expires_at = noon() + minutes(9_000);
    let renewed = disclosure.clone();
    home.write(move |tx| tx.save_disclosure(&renewed));
    assert_eq!(home.read(move |tx| tx.disclosure(id)), disclosure);
    disclosure.revoked_at = Some(noon());
    let revoked = disclosure.clone();
    home.write(move |tx| tx.save_disclosure(&revoked));
    assert!(!home.write(move |tx| tx.count_download(id, noon())));
}

fn packages_whose_end_has_come_are_listed_until_they_are_destroyed(home: &Home) {
    let (first, mut second) = (added(home), added(home));
    second.revoked_at = Some(noon() + minutes(1));
    let (id, end, revoked) = (first.id, first.expires_at, second.clone());
    home.write(move |tx| tx.save_disclosure(&revoked));
    let over = |at| {
        let over = home.read(move |tx| tx.expired_disclosures(at));
        over.into_iter().map(|disclosure| disclosure.id).collect::<Vec<_>>()
    };
    assert!(over(noon()).is_empty());
    assert_eq!(over(noon() + minutes(1)), [second.id], "a revoked package is not kept either");
    assert_eq!(over(end).len(), 2);
    home.write(move |tx| tx.forget_package(id));
    assert_eq!(over(end), [second.id]);
    assert_eq!(home.read(move |tx| tx.disclosure(id)).object, "");
}

fn a_disclosure_that_is_not_there_is_not_found(home: &Home) {
    let absent = disclosure(RequestId::new(noon(), chance()), CaseId::new(noon(), chance()));
    let (id, stored) = (absent.id, absent.clone());
    assert_eq!(home.try_read(move |tx| tx.disclosure(id).map(drop)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.save_disclosure(&stored)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.forget_package(id)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.add_disclosure(&absent)), Err(StoreError::NotFound));
    assert!(!home.write(move |tx| tx.count_download(id, noon())));
}
