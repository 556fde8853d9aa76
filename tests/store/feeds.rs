//! Calendar feeds.

use rightsdesk::domain::diary::{Feed, Reach};
use rightsdesk::domain::ids::{FeedId, StaffId};
use rightsdesk::ports::store::StoreError;

use super::samples::{chance, fresh, minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    a_feed_is_found_by_the_hash_of_its_secret_also_when_it_is_revoked,
    somebody_revokes_their_own_feeds_and_nobody_elses,
    everybodys_feeds_say_how_far_they_reach_and_when_they_were_fetched,
}

fn feed(by: StaffId, after: i64) -> Feed {
    let mut token_hash = [0; 32];
    token_hash[..8].copy_from_slice(&fresh().to_be_bytes());
    let made_at = noon() + minutes(after);
    let (reach, fetched_at, revoked_at) = (Reach::Own, None, None);
    Feed { id: FeedId::new(made_at, chance()), staff: by, reach, token_hash, made_at, fetched_at, revoked_at }
}

fn employ(home: &Home) -> StaffId {
    let somebody = staff("Ana");
    let id = somebody.id;
    home.write(move |tx| tx.add_staff(&somebody));
    id
}

fn a_feed_is_found_by_the_hash_of_its_secret_also_when_it_is_revoked(home: &Home) {
    let by = employ(home);
    let of_company = Feed { reach: Reach::Controller("justroo".into()), ..feed(by, 0) };
    let (kept, hash, id) = (of_company.clone(), of_company.token_hash, of_company.id);
    home.write(move |tx| tx.add_feed(&kept));
    assert_eq!(home.read(move |tx| tx.feed(&hash)), Some(of_company.clone()));
    assert_eq!(home.read(|tx| tx.feed(&[9; 32])), None);
    let at = noon() + minutes(3);
    home.write(move |tx| tx.revoke_feed(id, Some(by), at));
    assert_eq!(home.read(move |tx| tx.feed(&hash)), Some(Feed { revoked_at: Some(at), ..of_company }));
}

fn somebody_revokes_their_own_feeds_and_nobody_elses(home: &Home) {
    let (ana, rita) = (employ(home), employ(home));
    let (first, second) = (feed(ana, 0), feed(ana, 5));
    let (one, other) = (first.clone(), second.clone());
    home.write(move |tx| {
        tx.add_feed(&one)?;
        tx.add_feed(&other)
    });
    assert_eq!(home.read(move |tx| tx.feeds_of(ana)), [second.clone(), first.clone()], "the newest first");
    assert_eq!(home.read(move |tx| tx.feeds_of(rita)), []);
    let id = first.id;
    assert_eq!(home.try_write(move |tx| tx.revoke_feed(id, Some(rita), noon())).err(), Some(StoreError::NotFound));
    home.write(move |tx| tx.revoke_feed(id, Some(ana), noon()));
    assert_eq!(home.try_write(move |tx| tx.revoke_feed(id, Some(ana), noon())).err(), Some(StoreError::NotFound));
    assert_eq!(home.read(move |tx| tx.feeds_of(ana)), [second]);
}

fn everybodys_feeds_say_how_far_they_reach_and_when_they_were_fetched(home: &Home) {
    let (ana, rita) = (employ(home), employ(home));
    let team = Feed { reach: Reach::Team, ..feed(ana, 1) };
    let (one, other, id) = (team.clone(), feed(rita, 9), team.id);
    let (at, kept) = (noon() + minutes(20), other.clone());
    home.write(move |tx| {
        tx.add_feed(&one)?;
        tx.add_feed(&kept)?;
        tx.note_feed_fetched(id, at)
    });
    let ours =
        |feeds: Vec<Feed>| feeds.into_iter().filter(|feed| [ana, rita].contains(&feed.staff)).collect::<Vec<_>>();
    let fetched = Feed { fetched_at: Some(at), ..team };
    assert_eq!(ours(home.read(|tx| tx.all_feeds())), [other.clone(), fetched]);
    home.write(move |tx| tx.revoke_feed(id, None, noon()));
    assert_eq!(ours(home.read(|tx| tx.all_feeds())), [other], "whoever manages staff revokes anybody's");
}
