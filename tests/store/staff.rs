//! Staff and their sessions.

use rightsdesk::domain::access::Role;
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::staff::{Session, Staff};

use super::drafts::token;
use super::samples::{minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    an_address_belongs_to_one_person,
    everybody_is_listed_by_name,
    a_session_ends_by_itself_and_by_signing_out,
    a_session_ends_when_its_person_may_do_something_else,
    somebody_who_is_not_there_is_not_found,
}

fn session(somebody: &Staff) -> Session {
    Session {
        token_hash: token(),
        staff: somebody.id,
        csrf: [3; 32],
        started_at: noon(),
        seen_at: noon(),
        expires_at: noon() + minutes(600),
    }
}

fn an_address_belongs_to_one_person(home: &Home) {
    let (ada, mut bela) = (staff("Ada"), staff("Béla"));
    bela.email = ada.email.clone();
    let (first, address) = (ada.clone(), ada.email.reveal().to_owned());
    home.write(move |tx| tx.add_staff(&first));
    let outcome = home.write(move |tx| Ok(tx.add_staff(&bela)));
    assert_eq!(outcome, Err(StoreError::Exists("email")));
    assert_eq!(home.read(move |tx| tx.staff_by_email(&address)), Some(ada));
    assert_eq!(home.read(|tx| tx.staff_by_email("nobody@shop.example")), None);
}

fn everybody_is_listed_by_name(home: &Home) {
    home.write(|tx| ["zoltán", "Ada", "bela"].iter().try_for_each(|name| tx.add_staff(&staff(name))));
    let names: Vec<String> = home.read(|tx| tx.all_staff()).into_iter().map(|somebody| somebody.name).collect();
    assert_eq!(names, ["Ada", "bela", "zoltán"]);
}

fn a_session_ends_by_itself_and_by_signing_out(home: &Home) {
    let ada = staff("Ada");
    let session = session(&ada);
    let (stored, somebody, hash) = (session.clone(), ada.clone(), session.token_hash);
    home.write(move |tx| {
        tx.add_staff(&somebody)?;
        tx.add_session(&stored)
    });
    let seen =
        |idle: i64, after: i64| home.read(move |tx| tx.session(&hash, noon() + minutes(idle), noon() + minutes(after)));
    assert_eq!(seen(-30, 0), Some((session.clone(), ada.clone())));
    assert_eq!(seen(-30, 600), None, "it has ended");
    assert_eq!(seen(0, 30), None, "nobody has been there since");
    home.write(move |tx| tx.touch_session(&hash, noon() + minutes(20)));
    assert_eq!(seen(0, 30), Some((Session { seen_at: noon() + minutes(20), ..session }, ada)));
    home.write(move |tx| tx.end_session(&hash));
    assert_eq!(seen(-30, 0), None);
}

fn a_session_ends_when_its_person_may_do_something_else(home: &Home) {
    type Change = fn(&mut Staff);
    let changes: [(Change, bool); 4] = [
        (|somebody| somebody.name = "Ada Lovelace".into(), true),
        (|somebody| somebody.role = Role::Dpo, false),
        (|somebody| somebody.password_hash = Personal::new("$argon2id$other"), false),
        (|somebody| somebody.active = false, false),
    ];
    for (change, stays) in changes {
        let mut ada = staff("Ada");
        let session = session(&ada);
        let (before, hash) = (ada.clone(), session.token_hash);
        change(&mut ada);
        let (after, id) = (ada.clone(), ada.id);
        home.write(move |tx| {
            tx.add_staff(&before)?;
            tx.add_session(&session)?;
            tx.save_staff(&after)
        });
        let found = home.read(move |tx| Ok((tx.staff(id)?, tx.session(&hash, noon() - minutes(1), noon())?.is_some())));
        assert_eq!(found, (ada, stays));
    }
}

fn somebody_who_is_not_there_is_not_found(home: &Home) {
    let nobody = staff("Nobody");
    let session = session(&nobody);
    assert_eq!(home.try_read(move |tx| tx.staff(nobody.id).map(drop)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.save_staff(&nobody)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.add_session(&session)), Err(StoreError::NotFound));
}
