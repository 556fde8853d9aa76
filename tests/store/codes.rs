//! One-time codes, counters, sessions on the status page, settings.

use rightsdesk::domain::ids::ChallengeId;
use rightsdesk::ports::store::codes::{Challenge, Counter, PortalSession};
use uuid::Uuid;

use super::drafts::token;
use super::samples::{case, chance, minutes, noon};
use super::{Home, on_both};

on_both! {
    a_code_can_be_tried_so_often_and_no_more,
    a_newer_code_takes_the_place_of_the_last_and_its_tries,
    a_code_for_one_purpose_does_not_serve_another,
    an_expired_code_cannot_be_tried,
    a_code_is_used_once,
    a_counter_starts_again_when_its_window_is_over,
    a_status_page_session_ends,
    a_setting_is_replaced_and_removed,
}

pub fn challenge(subject: Uuid) -> Challenge {
    Challenge {
        id: ChallengeId::new(noon(), chance()),
        purpose: "form".into(),
        subject,
        code_hash: [9; 32],
        tries: 0,
        made_at: noon(),
        expires_at: noon() + minutes(10),
    }
}

fn a_code_can_be_tried_so_often_and_no_more(home: &Home) {
    let subject = Uuid::from_u128(1);
    let challenge = challenge(subject);
    let stored = challenge.clone();
    home.write(move |tx| tx.put_challenge(&stored));
    for before in 0..3 {
        let found = home.write(move |tx| tx.try_challenge("form", subject, 3, noon())).expect("there are tries left");
        assert_eq!(found, Challenge { tries: before, ..challenge.clone() });
    }
    assert_eq!(home.write(move |tx| tx.try_challenge("form", subject, 3, noon())), None);
}

fn a_newer_code_takes_the_place_of_the_last_and_its_tries(home: &Home) {
    let subject = Uuid::from_u128(2);
    let (first, second) = (challenge(subject), Challenge { code_hash: [8; 32], ..challenge(subject) });
    let newer = second.clone();
    let found = home.write(move |tx| {
        tx.put_challenge(&first)?;
        tx.try_challenge("form", subject, 1, noon())?;
        tx.put_challenge(&second)?;
        Ok((tx.use_challenge(first.id)?, tx.try_challenge("form", subject, 1, noon())?))
    });
    assert_eq!(found, (false, Some(newer)));
}

fn a_code_for_one_purpose_does_not_serve_another(home: &Home) {
    let subject = Uuid::from_u128(3);
    home.write(move |tx| tx.put_challenge(&challenge(subject)));
    assert_eq!(home.write(move |tx| tx.try_challenge("download", subject, 5, noon())), None);
    assert_eq!(home.write(move |tx| tx.try_challenge("form", Uuid::from_u128(4), 5, noon())), None);
}

fn an_expired_code_cannot_be_tried(home: &Home) {
    let subject = Uuid::from_u128(5);
    home.write(move |tx| tx.put_challenge(&challenge(subject)));
    let end = noon() + minutes(10);
    assert!(home.write(move |tx| tx.try_challenge("form", subject, 5, end - minutes(1))).is_some());
    assert!(home.write(move |tx| tx.try_challenge("form", subject, 5, end)).is_none());
}

fn a_code_is_used_once(home: &Home) {
    let challenge = challenge(Uuid::from_u128(6));
    let used = home.write(move |tx| {
        tx.put_challenge(&challenge)?;
        Ok((tx.use_challenge(challenge.id)?, tx.use_challenge(challenge.id)?))
    });
    assert_eq!(used, (true, false));
}

fn a_counter_starts_again_when_its_window_is_over(home: &Home) {
    let count = |after: i64| {
        let now = noon() + minutes(after);
        home.write(move |tx| tx.count(&Counter { key: "address/1".into(), until: now + minutes(10) }, now))
    };
    assert_eq!([count(0), count(4), count(9)], [1, 2, 3]);
    assert_eq!(home.read(|tx| tx.counted("address/1", noon() + minutes(9))), 3);
    assert_eq!(home.read(|tx| tx.counted("address/1", noon() + minutes(10))), 0);
    assert_eq!([count(10), count(19)], [1, 2]);
    assert_eq!(home.read(|tx| tx.counted("address/2", noon())), 0);
}

fn a_status_page_session_ends(home: &Home) {
    let case = case();
    let session =
        PortalSession { token_hash: token(), case: case.id, confirmed_at: noon(), expires_at: noon() + minutes(30) };
    let (stored, hash) = (session.clone(), session.token_hash);
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_portal_session(&stored)
    });
    assert_eq!(home.read(move |tx| tx.portal_session(&hash, noon())), Some(session));
    assert_eq!(home.read(move |tx| tx.portal_session(&hash, noon() + minutes(30))), None);
    home.write(move |tx| tx.end_portal_session(&hash));
    assert_eq!(home.read(move |tx| tx.portal_session(&hash, noon())), None);
}

fn a_setting_is_replaced_and_removed(home: &Home) {
    let seen = home.write(|tx| {
        let nothing = tx.setting("installation")?;
        tx.put_setting("installation", Some("solo"))?;
        tx.put_setting("installation", Some("team"))?;
        let replaced = tx.setting("installation")?;
        tx.put_setting("installation", None)?;
        Ok((nothing, replaced, tx.setting("installation")?))
    });
    assert_eq!(seen, (None, Some("team".to_owned()), None));
}
