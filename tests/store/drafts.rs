//! Forms being filled in.

use rightsdesk::domain::ids::{CaseId, ChallengeId, DraftId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::codes::{Challenge, Counter, PortalSession};
use rightsdesk::ports::store::drafts::Draft;
use rightsdesk::ports::store::staff::Session;

use super::samples::{case, chance, fresh, minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    a_draft_is_found_by_its_token_until_it_expires,
    a_draft_becomes_a_case_once_and_forgets_its_answers,
    a_draft_that_is_not_there_is_not_found,
    the_sweep_removes_what_has_expired_and_nothing_else,
}

pub fn token() -> [u8; 32] {
    let mut token = [0; 32];
    token[24..].copy_from_slice(&fresh().to_be_bytes());
    token
}

pub fn draft() -> Draft {
    Draft {
        id: DraftId::new(noon(), chance()),
        token_hash: token(),
        controller: "justroo".into(),
        answers: Personal::new("{\"name\":\"Zsófia\"}"),
        started_at: noon(),
        expires_at: noon() + minutes(24 * 60),
        case: None,
    }
}

fn a_draft_is_found_by_its_token_until_it_expires(home: &Home) {
    let mut draft = draft();
    let (stored, id, hash) = (draft.clone(), draft.id, draft.token_hash);
    home.write(move |tx| tx.add_draft(&stored));
    home.write(move |tx| tx.save_draft(id, &Personal::new("{}")));
    draft.answers = Personal::new("{}");
    let end = draft.expires_at;
    assert_eq!(home.read(move |tx| tx.draft(&hash, end - minutes(1))), Some(draft));
    assert_eq!(home.read(move |tx| tx.draft(&hash, end)), None);
    assert_eq!(home.read(move |tx| tx.draft(&token(), noon())), None);
}

fn a_draft_becomes_a_case_once_and_forgets_its_answers(home: &Home) {
    let (draft, case) = (draft(), case());
    let (id, hash, case_id) = (draft.id, draft.token_hash, case.id);
    home.write(move |tx| {
        tx.add_draft(&draft)?;
        tx.add_case(&case)?;
        tx.finish_draft(draft.id, case.id)
    });
    assert_eq!(home.try_write(move |tx| tx.finish_draft(id, case_id)), Err(StoreError::Conflict));
    assert_eq!(home.try_write(move |tx| tx.save_draft(id, &Personal::new("more"))), Err(StoreError::Conflict));
    let found = home.read(move |tx| tx.draft(&hash, noon())).expect("the row stays");
    assert_eq!((found.case, found.answers.is_empty()), (Some(case_id), true));
}

fn a_draft_that_is_not_there_is_not_found(home: &Home) {
    let (id, case) = (DraftId::new(noon(), chance()), CaseId::new(noon(), chance()));
    assert_eq!(home.try_write(move |tx| tx.save_draft(id, &Personal::default())), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.finish_draft(id, case)), Err(StoreError::NotFound));
}

fn the_sweep_removes_what_has_expired_and_nothing_else(home: &Home) {
    for expires_at in [noon(), noon() + minutes(1)] {
        let (mut draft, case, ada) = (draft(), case(), staff("Ada"));
        draft.expires_at = expires_at;
        let challenge = Challenge {
            id: ChallengeId::new(noon(), chance()),
            purpose: "form".into(),
            subject: draft.id.0,
            code_hash: [1; 32],
            tries: 0,
            made_at: noon(),
            expires_at,
        };
        let portal = PortalSession { token_hash: token(), case: case.id, confirmed_at: noon(), expires_at };
        let session = Session {
            token_hash: token(),
            staff: ada.id,
            csrf: [2; 32],
            started_at: noon(),
            seen_at: noon(),
            expires_at,
        };
        let counter = Counter { key: format!("address/{}", fresh()), until: expires_at };
        home.write(move |tx| {
            tx.add_draft(&draft)?;
            tx.add_case(&case)?;
            tx.add_staff(&ada)?;
            tx.put_challenge(&challenge)?;
            tx.add_portal_session(&portal)?;
            tx.add_session(&session)?;
            tx.count(&counter, noon() - minutes(1))
        });
    }
    assert_eq!(home.write(|tx| tx.sweep(noon() - minutes(1))), 0);
    assert_eq!(home.write(|tx| tx.sweep(noon())), 5);
    assert_eq!(home.write(|tx| tx.sweep(noon() + minutes(1))), 5);
}
