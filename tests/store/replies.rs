//! Replies that are being written, texts to begin with, and mail that is taken out again.

use rightsdesk::domain::ids::{MacroId, ReplyTextId};
use rightsdesk::domain::macros::{Macro, MacroStep, Taker};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::replies::ReplyText;

use super::queue::add;
use super::samples::{case, chance, due, mail, minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    a_draft_is_its_writers_own_and_is_replaced_and_forgotten,
    texts_are_listed_by_name_and_removed_once,
    macros_come_back_by_name_with_their_steps_and_are_replaced,
    a_mail_is_taken_out_only_before_anybody_has_begun_to_send_it,
}

fn a_draft_is_its_writers_own_and_is_replaced_and_forgotten(home: &Home) {
    let (case, ada, ben) = (case(), staff("Ada"), staff("Ben"));
    add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
    let (id, one, other) = (case.id, ada.id, ben.id);
    home.write(move |tx| {
        tx.add_staff(&ada)?;
        tx.add_staff(&ben)?;
        tx.put_reply_draft(id, one, Some(&Personal::new("first")), noon())?;
        tx.put_reply_draft(id, one, Some(&Personal::new("second")), noon())
    });
    assert_eq!(home.read(move |tx| tx.reply_draft(id, one)), Some(Personal::new("second")));
    assert_eq!(home.read(move |tx| tx.reply_draft(id, other)), None);
    home.write(move |tx| tx.put_reply_draft(id, one, None, noon()));
    assert_eq!(home.read(move |tx| tx.reply_draft(id, one)), None);
}

fn texts_are_listed_by_name_and_removed_once(home: &Home) {
    let ada = staff("Ada");
    let text = |name: &str| ReplyText {
        id: ReplyTextId::new(noon(), chance()),
        name: name.into(),
        body: "Dear {name}".into(),
        by: ada.id,
        at: noon(),
    };
    let (second, first) = (text("b"), text("a"));
    let (kept, id) = ([second.clone(), first.clone()], second.id);
    let somebody = ada.clone();
    home.write(move |tx| {
        tx.add_staff(&somebody)?;
        kept.iter().try_for_each(|text| tx.add_reply_text(text))
    });
    assert_eq!(home.read(|tx| tx.reply_texts()), [first.clone(), second]);
    home.write(move |tx| tx.remove_reply_text(id));
    assert_eq!(home.try_write(move |tx| tx.remove_reply_text(id)), Err(StoreError::NotFound));
    assert_eq!(home.read(|tx| tx.reply_texts()), [first]);
}

fn macros_come_back_by_name_with_their_steps_and_are_replaced(home: &Home) {
    let ada = staff("Ada");
    let somebody = ada.clone();
    home.write(move |tx| tx.add_staff(&somebody));
    let steps = vec![
        MacroStep::Give { to: Taker::Staff(ada.id) },
        MacroStep::Tag { tag: "autumn sale".into() },
        MacroStep::Note { text: Personal::new("All from the sale.") },
    ];
    let kept = |name: &str, owner| Macro {
        id: MacroId::new(noon(), chance()),
        name: name.into(),
        owner,
        steps: steps.clone(),
    };
    let (own, shared) = (kept("b", Some(ada.id)), kept("A", None));
    let (one, two) = (own.clone(), shared.clone());
    home.write(move |tx| tx.put_macro(&one).and_then(|()| tx.put_macro(&two)));
    assert_eq!(home.read(|tx| tx.macros()), [shared.clone(), own.clone()]);
    let changed = Macro { name: "c".into(), owner: None, steps: vec![MacroStep::Watch], ..shared };
    let (saved, id) = (changed.clone(), own.id);
    home.write(move |tx| tx.put_macro(&saved));
    assert_eq!(home.read(|tx| tx.macros()), [own, changed.clone()]);
    home.write(move |tx| tx.remove_macro(id));
    assert_eq!(home.try_write(move |tx| tx.remove_macro(id)), Err(StoreError::NotFound));
    assert_eq!(home.read(|tx| tx.macros()), [changed]);
}

fn a_mail_is_taken_out_only_before_anybody_has_begun_to_send_it(home: &Home) {
    let case = case();
    add(home, &case, &[(Right::Access, State::Received, due("2026-12-11"))]);
    let (mut waits, mut claimed) = (mail(Some(&case)), mail(Some(&case)));
    (waits.send_at, claimed.send_at) = (noon() + minutes(1), noon());
    claimed.to = Personal::new("somebody.else@mail.example");
    let (one, other) = (waits.id, claimed.id);
    home.write(move |tx| {
        tx.add_mail(&waits)?;
        tx.add_mail(&claimed)?;
        tx.claim_mail(noon(), noon() + minutes(5), 9).map(drop)
    });
    assert!(!home.write(move |tx| tx.take_back_mail(other, noon())), "somebody is sending it");
    assert!(!home.write(move |tx| tx.take_back_mail(one, noon() + minutes(2))), "it is due");
    assert!(home.write(move |tx| tx.take_back_mail(one, noon())));
    assert!(!home.write(move |tx| tx.take_back_mail(one, noon())), "it is gone");
}
