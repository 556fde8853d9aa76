//! The outbox.

use rightsdesk::ports::store::outbox::{MailOutcome, MailState};

use super::samples::{at, case, mail, minutes, noon};
use super::{Home, on_both};

on_both! {
    a_mail_with_a_key_is_owed_once,
    a_mail_is_claimed_complete_and_only_when_it_is_due,
    a_lease_that_ran_out_is_claimed_by_somebody_else_and_fences_off_its_first_holder,
    a_mail_ends_sent_or_dead_and_is_then_left_alone,
    a_mail_that_waits_for_its_next_try_is_not_claimed_before,
    letters_of_a_case_leave_in_order_and_other_peoples_do_not_wait,
    a_code_overtakes_a_letter_that_is_stuck,
    the_backlog_says_how_many_and_how_late,
}

fn a_mail_with_a_key_is_owed_once(home: &Home) {
    let (first, mut second) = (mail(None), mail(None));
    second.key = first.key.clone();
    let added = home.write(move |tx| Ok((tx.add_mail(&first)?, tx.add_mail(&second)?)));
    assert_eq!(added, (true, false));
    assert_eq!(home.read(|tx| tx.mail_backlog(noon())).0, 1);
}

fn a_mail_is_claimed_complete_and_only_when_it_is_due(home: &Home) {
    let case = case();
    let owed = mail(Some(&case));
    let stored = owed.clone();
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_mail(&stored)
    });
    let early = home.write(|tx| tx.claim_mail(noon() - minutes(1), noon(), 10));
    assert!(early.is_empty());
    let claimed = home.write(|tx| tx.claim_mail(noon(), noon() + minutes(5), 10));
    assert_eq!(claimed.len(), 1);
    assert_eq!((&claimed[0].mail, claimed[0].attempts), (&owed, 0));
    assert!(home.write(|tx| tx.claim_mail(noon() + minutes(4), noon() + minutes(9), 10)).is_empty());
}

fn a_lease_that_ran_out_is_claimed_by_somebody_else_and_fences_off_its_first_holder(home: &Home) {
    let owed = mail(None);
    let id = owed.id;
    home.write(move |tx| tx.add_mail(&owed));
    let first = home.write(|tx| tx.claim_mail(noon(), noon() + minutes(5), 1)).remove(0);
    let second = home.write(|tx| tx.claim_mail(noon() + minutes(5), noon() + minutes(9), 1)).remove(0);
    assert_eq!(second.attempts, 1);
    assert!(second.token > first.token);
    let sent = MailOutcome::Sent { at: noon(), answer: None };
    assert!(!home.write({
        let sent = sent.clone();
        move |tx| tx.finish_mail(id, first.token, &sent)
    }));
    assert!(home.write(move |tx| tx.finish_mail(id, second.token, &sent)));
}

fn a_mail_ends_sent_or_dead_and_is_then_left_alone(home: &Home) {
    let case = case();
    let (id, mut owed) = (case.id, [mail(Some(&case)), mail(Some(&case))]);
    owed[1].to = rightsdesk::domain::personal::Personal::new("agnes@example.com");
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_mail(&owed[0])?;
        tx.add_mail(&owed[1])
    });
    let claimed = home.write(|tx| tx.claim_mail(noon(), noon() + minutes(5), 10));
    let (first, second) = (claimed[0].clone(), claimed[1].clone());
    let repeated = home.write(move |tx| {
        tx.finish_mail(
            first.mail.id,
            first.token,
            &MailOutcome::Sent { at: at("2026-11-22T12:01:00Z"), answer: None },
        )?;
        tx.finish_mail(second.mail.id, second.token, &MailOutcome::Dead { why: "refused for good".into() })?;
        tx.finish_mail(first.mail.id, first.token, &MailOutcome::Dead { why: "again".into() })
    });
    assert!(!repeated);
    let later = noon() + minutes(6000);
    assert!(home.write(move |tx| tx.claim_mail(later, later, 10)).is_empty());
    let lines = home.read(move |tx| tx.mail_of(id));
    assert_eq!((lines[0].state, lines[0].sent_at), (MailState::Sent, Some(at("2026-11-22T12:01:00Z"))));
    assert_eq!((lines[1].state, lines[1].last_error.as_deref()), (MailState::Dead, Some("refused for good")));
    assert_eq!((lines[1].attempts, lines[0].queued_at), (1, lines[1].queued_at));
}

fn a_mail_that_waits_for_its_next_try_is_not_claimed_before(home: &Home) {
    let owed = mail(None);
    home.write(move |tx| tx.add_mail(&owed));
    let claimed = home.write(|tx| tx.claim_mail(noon(), noon() + minutes(60), 1)).remove(0);
    let again = noon() + minutes(10);
    assert!(home.write(move |tx| {
        let outcome = MailOutcome::Retry { at: again, why: "the server is down".into() };
        tx.finish_mail(claimed.mail.id, claimed.token, &outcome)
    }));
    assert!(home.write(|tx| tx.claim_mail(noon() + minutes(9), noon() + minutes(60), 1)).is_empty());
    let claimed = home.write(move |tx| tx.claim_mail(again, again + minutes(5), 1)).remove(0);
    assert_eq!((claimed.attempts, claimed.mail.send_at), (1, again));
}

fn the_backlog_says_how_many_and_how_late(home: &Home) {
    assert_eq!(home.read(|tx| tx.mail_backlog(noon())), (0, None));
    let (mut soon, late) = (mail(None), mail(None));
    soon.send_at = noon() + minutes(30);
    home.write(move |tx| {
        tx.add_mail(&soon)?;
        tx.add_mail(&late)
    });
    assert_eq!(home.read(|tx| tx.mail_backlog(noon() - minutes(1))), (2, None));
    assert_eq!(home.read(|tx| tx.mail_backlog(noon() + minutes(90))), (2, Some(noon())));
}

fn letters_of_a_case_leave_in_order_and_other_peoples_do_not_wait(home: &Home) {
    let case = case();
    let (first, second, mut to_staff) = (mail(Some(&case)), mail(Some(&case)), mail(Some(&case)));
    to_staff.to = rightsdesk::domain::personal::Personal::new("anna@shop.example");
    let (first_id, second_id, staff_id) = (first.id, second.id, to_staff.id);
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_mail(&second)?;
        tx.add_mail(&first)?;
        tx.add_mail(&to_staff)
    });
    let claimed = home.write(|tx| tx.claim_mail(noon(), noon() + minutes(5), 10));
    let ids: Vec<_> = claimed.iter().map(|claimed| claimed.mail.id).collect();
    assert_eq!(ids, [first_id, staff_id], "the second letter waits for the first; a mail to staff does not");
    let token = claimed[0].token;
    let retry = MailOutcome::Retry { at: noon() + minutes(60), why: "greylisted".into() };
    home.write(move |tx| tx.finish_mail(first_id, token, &retry));
    let soon = noon() + minutes(1);
    assert!(home.write(move |tx| tx.claim_mail(soon, soon, 10)).is_empty(), "nor does it overtake it");
    let later = noon() + minutes(60);
    let again = home.write(move |tx| tx.claim_mail(later, later + minutes(5), 1)).remove(0);
    home.write(move |tx| tx.finish_mail(first_id, again.token, &MailOutcome::Sent { at: later, answer: None }));
    let then = home.write(move |tx| tx.claim_mail(later, later + minutes(5), 10));
    assert!(then.iter().any(|claimed| claimed.mail.id == second_id));
}

fn a_code_overtakes_a_letter_that_is_stuck(home: &Home) {
    let case = case();
    let (stuck, mut code) = (mail(Some(&case)), mail(Some(&case)));
    code.kind = "status_code".into();
    let code_id = code.id;
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_mail(&stuck)
    });
    let claimed = home.write(|tx| tx.claim_mail(noon(), noon() + minutes(5), 10)).remove(0);
    let retry = MailOutcome::Retry { at: noon() + minutes(60), why: "greylisted".into() };
    home.write(move |tx| {
        tx.finish_mail(claimed.mail.id, claimed.token, &retry)?;
        tx.add_mail(&code)
    });
    let soon = noon() + minutes(1);
    let ids: Vec<_> = home.write(move |tx| tx.claim_mail(soon, soon, 10)).iter().map(|c| c.mail.id).collect();
    assert_eq!(ids, [code_id]);
}
