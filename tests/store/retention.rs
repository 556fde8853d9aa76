//! Emptying cases, legal holds, and the beginning of the log.

use rightsdesk::domain::audit::verify;
use rightsdesk::domain::case::{Case, OnBehalf};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Request, State};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::retention::{ClosedCase, Hold};
use rightsdesk::ports::store::tasks::Note;
use rightsdesk::ports::store::views::QueueFilter;

use super::samples::{case, day, due, entry, mail, minutes, noon, request, staff};
use super::{Home, on_both};

on_both! {
    an_emptied_case_holds_nothing_personal_and_its_chain_still_holds,
    what_is_left_of_a_case_goes_with_its_lines_of_the_register,
    closed_cases_come_in_pages_and_emptied_ones_apart,
    a_hold_is_placed_once_and_lifted_once,
    mail_of_no_case_goes_when_it_was_sent_and_is_old,
    only_the_beginning_of_a_chain_can_be_cut_and_the_rest_still_proves_itself,
}

/// A case with a note, a letter, words to find, a log, and a request that was closed.
fn closed(home: &Home) -> (Case, Request) {
    let (case, author) = (case(), staff("Anna"));
    let mut request = request(&case, Right::Access);
    let (kept, first) = (case.clone(), request.clone());
    request.state = State::Fulfilled;
    request.closed_at = Some(noon());
    let last = request.clone();
    home.write(move |tx| {
        tx.add_staff(&author)?;
        tx.add_case(&kept)?;
        tx.add_request(&first, &Personal::new("Only the letters of 2024."), due("2026-12-11"))?;
        tx.add_note(kept.id, &Note { by: author.id, at: noon(), text: Personal::new("She rang.") })?;
        tx.add_mail(&mail(Some(&kept)))?;
        tx.index_case(kept.id, "Kovács", "")?;
        for kind in ["submitted", "mail_sent", "fulfilled"] {
            tx.append_log(entry(&kept, kind))?;
        }
        tx.save_request(&last, 0, DueDates::default())
    });
    (case, request)
}

fn an_emptied_case_holds_nothing_personal_and_its_chain_still_holds(home: &Home) {
    let (case, request) = closed(home);
    let (id, email) = (case.id, case.requester.email.reveal().to_owned());
    let gone = home.write(move |tx| tx.empty_case(id, &["mail_sent"], noon() + minutes(5)));
    assert_eq!((gone.mails, gone.notes, gone.entries), (1, 1, 2));
    let (left, log, mails, notes, found, seen) = home.read(move |tx| {
        let searched = QueueFilter { closed: true, search: Some("Kovács".into()), ..QueueFilter::default() };
        Ok((
            tx.case(id)?,
            tx.log_of(id)?,
            tx.mail_of(id)?,
            tx.notes_of(id)?,
            tx.queue(&searched, day("2026-11-22"), None, 9)?.into_iter().filter(|line| line.case == id).count(),
            tx.seen_before(&email, super::samples::case().id)?.into_iter().filter(|line| line.case == id).count(),
        ))
    });
    assert!(left.requester.name.is_empty() && left.requester.email.is_empty() && left.words.is_empty());
    assert!(left.identifiers.0.is_empty() && left.on_behalf == OnBehalf::Myself);
    assert_eq!((left.reference, left.received_at), (case.reference, case.received_at), "the skeleton stays");
    assert!(mails.is_empty() && notes.is_empty());
    assert_eq!((found, seen), (0, 0), "nobody finds it by the person any more");
    let kept: Vec<&str> = log.iter().filter(|entry| entry.content.is_some()).map(|entry| entry.kind.as_str()).collect();
    assert_eq!((log.len(), kept), (3, vec!["mail_sent"]));
    super::log::length_of_sound_chain(home, "justroo");
    let detail = home.read(move |tx| tx.request_detail(request.id));
    assert!(detail.is_empty());
    assert_eq!(home.read(move |tx| tx.emptied_at(id)), Some(noon() + minutes(5)));
    let again = home.try_write(move |tx| tx.empty_case(id, &[], noon()));
    assert_eq!(again.err(), Some(StoreError::Exists("emptied")));
}

fn what_is_left_of_a_case_goes_with_its_lines_of_the_register(home: &Home) {
    let (case, request) = closed(home);
    let (id, line) = (request.id, rightsdesk::domain::register::RegisterEntry::of(&case, &request, None, None, None));
    home.write(move |tx| {
        tx.put_register(&line)?;
        tx.empty_case(case.id, &[], noon())
    });
    assert!(home.read(move |tx| tx.register_entry(id)).is_some(), "it outlives the contents");
    home.write(move |tx| tx.remove_case(case.id));
    assert_eq!(home.read(move |tx| tx.register_entry(id)), None);
    assert_eq!(home.try_read(move |tx| tx.case(case.id)).err(), Some(StoreError::NotFound));
    assert_eq!(home.read(move |tx| tx.log_of(case.id)).len(), 3, "the log is cut by itself");
}

fn closed_cases_come_in_pages_and_emptied_ones_apart(home: &Home) {
    let ids = [(); 3].map(|()| closed(home).0.id);
    let walk = |emptied: bool| {
        let (mut all, mut after): (Vec<ClosedCase>, Option<ClosedCase>) = (Vec::new(), None);
        loop {
            let page = home.read(move |tx| tx.closed_cases(emptied, day("2026-11-22"), after, 2));
            let Some(last) = page.last() else { break all };
            after = Some(*last);
            all.extend(page);
        }
    };
    let met = |all: &[ClosedCase]| ids.map(|id| all.iter().filter(|one| one.case == id).count());
    assert_eq!((met(&walk(false)), met(&walk(true))), ([1, 1, 1], [0, 0, 0]));
    let [first, ..] = ids;
    home.write(move |tx| tx.empty_case(first, &[], noon()));
    assert_eq!((met(&walk(false)), met(&walk(true))), ([0, 1, 1], [1, 0, 0]));
    let early = home.read(|tx| tx.closed_cases(false, day("2026-11-21"), None, 99));
    assert!(early.iter().all(|one| !ids.contains(&one.case)), "they were closed on the 22nd");
}

fn a_hold_is_placed_once_and_lifted_once(home: &Home) {
    let ((case, _), author) = (closed(home), staff("Rita"));
    let (by, id) = (author.id, case.id);
    home.write(move |tx| tx.add_staff(&author));
    let hold = Hold { reason: Personal::new("A court asks for it."), by, at: noon() };
    let placed = hold.clone();
    home.write(move |tx| tx.place_hold(id, &placed));
    assert_eq!(home.read(move |tx| tx.hold(id)), Some(hold.clone()));
    assert_eq!(home.try_write(move |tx| tx.place_hold(id, &hold)).err(), Some(StoreError::Exists("hold")));
    home.write(move |tx| tx.lift_hold(id));
    assert_eq!(home.read(move |tx| tx.hold(id)), None);
    assert_eq!(home.try_write(move |tx| tx.lift_hold(id)).err(), Some(StoreError::NotFound));
}

fn mail_of_no_case_goes_when_it_was_sent_and_is_old(home: &Home) {
    let mut waiting = mail(None);
    waiting.controller = "loose".into();
    let (mut sent, later) = (mail(None), noon() + minutes(60));
    sent.controller = "loose".into();
    let id = sent.id;
    home.write(move |tx| {
        tx.add_mail(&waiting)?;
        tx.add_mail(&sent)
    });
    home.meddle("UPDATE mails SET state = 'sent' WHERE controller = 'loose'").expect("pretended");
    home.meddle("UPDATE mails SET state = 'pending' WHERE id = (SELECT id FROM mails WHERE controller = 'loose' ORDER BY id LIMIT 1)")
        .expect("pretended");
    assert_eq!(home.read(move |tx| tx.loose_mail("loose", noon() - minutes(60))), 0, "not yet");
    assert_eq!(home.read(move |tx| tx.loose_mail("loose", later)), 1, "{id}");
    assert_eq!(home.write(move |tx| tx.remove_loose_mail("loose", later)), 1);
    assert_eq!(home.write(move |tx| tx.remove_loose_mail("loose", later)), 0);
}

fn only_the_beginning_of_a_chain_can_be_cut_and_the_rest_still_proves_itself(home: &Home) {
    let mut case = case();
    case.controller = "shortened".into();
    home.write(move |tx| {
        for n in 0..6 {
            tx.append_log(entry(&case, &format!("step{n}")))?;
        }
        Ok(())
    });
    assert_eq!(home.write(|tx| tx.shorten_log("shortened", 2)), 2);
    assert_eq!(home.write(|tx| tx.shorten_log("shortened", 4)), 2);
    let (tail, rest) = home.read(|tx| Ok((tx.log_tail("shortened")?, tx.log_page("shortened", 0, 99)?)));
    assert_eq!((tail.map(|(seq, _)| seq), rest.len()), (Some(4), 2));
    let mut before = tail;
    for entry in &rest {
        verify(entry, before).expect("it holds");
        before = Some((entry.seq, entry.hash));
    }
    let refused = home.meddle("DELETE FROM case_log WHERE controller = 'shortened'");
    assert!(refused.is_err_and(|why| why.contains("append-only")), "the rest cannot be removed");
    assert!(home.try_write(|tx| tx.shorten_log("shortened", 99)).is_err(), "there is no such entry");
}
