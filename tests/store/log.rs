//! The case log.

use rightsdesk::domain::audit::{GENESIS, verify};
use rightsdesk::ports::store::StoreError;

use super::samples::{at, case, entry, minutes, noon};
use super::{Home, on_both};

on_both! {
    each_controller_has_a_chain_of_its_own,
    entries_of_abandoned_work_leave_no_gap,
    entries_can_be_read_in_the_transaction_that_wrote_them,
    the_log_comes_in_pages,
    nobody_can_change_or_remove_an_entry,
    contents_can_be_destroyed_and_the_chain_still_holds,
    a_case_was_last_changed_when_its_newest_entry_was_written,
}

/// Checks a whole chain from its beginning and gives its length.
pub fn length_of_sound_chain(home: &Home, controller: &'static str) -> i64 {
    let (entries, heads) = home.read(move |tx| Ok((tx.log_page(controller, 0, i64::MAX)?, tx.log_heads()?)));
    let mut before = None;
    for entry in &entries {
        verify(entry, before).unwrap_or_else(|broken| panic!("entry {}: {broken}", entry.seq));
        before = Some((entry.seq, entry.hash));
    }
    let head = heads.into_iter().find(|(name, ..)| name == controller).map(|(_, seq, hash)| (seq, hash));
    assert_eq!(head, before, "the head is the last entry");
    before.map_or(0, |(seq, _)| seq)
}

fn each_controller_has_a_chain_of_its_own(home: &Home) {
    let (one, mut other) = (case(), case());
    other.controller = "joro-home".into();
    let id = one.id;
    home.write(move |tx| {
        for kind in ["submitted", "read"] {
            tx.append_log(entry(&one, kind))?;
            tx.append_log(entry(&other, kind))?;
        }
        tx.append_log(entry(&one, "closed"))
    });
    assert_eq!((length_of_sound_chain(home, "justroo"), length_of_sound_chain(home, "joro-home")), (3, 2));
    let entries = home.read(move |tx| tx.log_of(id));
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["submitted", "read", "closed"]);
    assert_eq!((entries[0].prev, entries[0].at), (GENESIS, noon()));
    assert_eq!(entries[0].content.as_deref(), Some("{\"kind\":\"submitted\"}"));
}

fn entries_of_abandoned_work_leave_no_gap(home: &Home) {
    let case = case();
    for n in 0..6 {
        let entry = entry(&case, "tried");
        let outcome = home.try_write(move |tx| {
            tx.append_log(entry)?;
            tx.log_heads()?;
            if n % 2 == 0 { Ok(()) } else { Err(StoreError::Conflict) }
        });
        assert_eq!(outcome.is_ok(), n % 2 == 0);
    }
    assert_eq!(length_of_sound_chain(home, "justroo"), 3);
}

fn entries_can_be_read_in_the_transaction_that_wrote_them(home: &Home) {
    let case = case();
    let seen = home.write(move |tx| {
        tx.append_log(entry(&case, "submitted"))?;
        let seen = (tx.log_of(case.id)?.len(), tx.log_heads()?.len());
        tx.append_log(entry(&case, "read"))?;
        Ok((seen, tx.log_page("justroo", 1, 9)?.len()))
    });
    assert_eq!(seen, ((1, 1), 1));
    assert_eq!(length_of_sound_chain(home, "justroo"), 2);
}

fn the_log_comes_in_pages(home: &Home) {
    let case = case();
    home.write(move |tx| (0..5).try_for_each(|_| tx.append_log(entry(&case, "read"))));
    let seqs = |after, limit| {
        let page = home.read(move |tx| tx.log_page("justroo", after, limit));
        page.iter().map(|entry| entry.seq).collect::<Vec<_>>()
    };
    assert_eq!(seqs(0, 2), [1, 2]);
    assert_eq!(seqs(2, 9), [3, 4, 5]);
    assert!(seqs(5, 9).is_empty());
}

fn nobody_can_change_or_remove_an_entry(home: &Home) {
    let case = case();
    home.write(move |tx| tx.append_log(entry(&case, "submitted")));
    for attempt in [
        "UPDATE case_log SET actor = 'somebody else'",
        "UPDATE case_log SET content = '{}'",
        "UPDATE case_log SET salt = NULL",
        "UPDATE case_log SET salt = NULL, content = NULL, kind = 'other'",
        "UPDATE case_log SET salt = NULL, content = NULL, seq = 7",
        "DELETE FROM case_log",
        "DELETE FROM case_log WHERE seq = 1",
    ] {
        let said = home.meddle(attempt).expect_err(attempt);
        assert!(said.contains("append-only"), "{attempt}: {said}");
    }
    assert_eq!(length_of_sound_chain(home, "justroo"), 1);
}

fn contents_can_be_destroyed_and_the_chain_still_holds(home: &Home) {
    let case = case();
    let id = case.id;
    home.write(move |tx| (0..3).try_for_each(|_| tx.append_log(entry(&case, "read"))));
    home.meddle("UPDATE case_log SET salt = NULL, content = NULL WHERE seq = 2").expect("this is allowed");
    assert_eq!(length_of_sound_chain(home, "justroo"), 3);
    assert_eq!(home.read(move |tx| tx.log_of(id))[1].content, None);
    home.meddle("UPDATE case_log SET content = '{}' WHERE seq = 2").expect_err("and it is final");
}

fn a_case_was_last_changed_when_its_newest_entry_was_written(home: &Home) {
    let case = case();
    let later = at("2026-11-25T08:00:00Z");
    let mut newest = entry(&case, "read");
    newest.at = later;
    let mut late_news = entry(&case, "arrived");
    late_news.at = later - minutes(60);
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.append_log(newest)?;
        tx.append_log(late_news)
    });
    let line = super::queue::everything(home).remove(0);
    assert_eq!(line.updated_at, later);
}
