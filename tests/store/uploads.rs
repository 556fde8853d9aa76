//! Files that people gave us, and links back to a form.

use rightsdesk::domain::ids::{DraftId, UploadId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::uploads::{Holder, Upload};

use super::drafts::{draft, token};
use super::samples::{case, chance, minutes, noon};
use super::{Home, on_both};

on_both! {
    a_file_belongs_to_a_form_and_then_to_its_case,
    a_file_is_seen_once_and_removed_once,
    files_of_forms_that_are_over_are_strays,
    a_link_leads_to_a_draft_until_it_ends_or_the_draft_is_a_case,
    a_draft_that_is_handed_over_is_found_by_its_new_secret_only,
}

fn upload(holder: Holder) -> Upload {
    Upload {
        id: UploadId::new(noon(), chance()),
        holder,
        name: Personal::new("Zsófia.pdf"),
        media_type: "application/pdf".into(),
        bytes: 12,
        added_at: noon(),
        seen_at: None,
        proof: None,
    }
}

fn a_file_belongs_to_a_form_and_then_to_its_case(home: &Home) {
    let (draft, case) = (draft(), case());
    let [first, second] = [1, 2].map(|n| Upload { added_at: noon() + minutes(n), ..upload(Holder::Draft(draft.id)) });
    let (form, id) = (draft.id, case.id);
    let stored = [second.clone(), first.clone()];
    home.write(move |tx| {
        tx.add_draft(&draft)?;
        tx.add_case(&case)?;
        stored.iter().try_for_each(|upload| tx.add_upload(upload))
    });
    let expected = vec![first.clone(), second];
    assert_eq!(home.read(move |tx| tx.uploads_of(Holder::Draft(form))), expected, "the oldest first");
    assert_eq!(home.write(move |tx| tx.give_uploads(form, id)), 2);
    assert_eq!(home.read(move |tx| tx.uploads_of(Holder::Draft(form))), []);
    let given = Upload { holder: Holder::Case(id), ..first };
    assert_eq!(home.read(move |tx| tx.upload(given.id)).holder, Holder::Case(id));
    home.write(move |tx| tx.empty_case(id, &[], noon()));
    assert_eq!(home.read(move |tx| tx.uploads_of(Holder::Case(id))), [], "an emptied case has none");
}

fn a_file_is_seen_once_and_removed_once(home: &Home) {
    let case = case();
    let one = upload(Holder::Case(case.id));
    let (id, stored) = (one.id, one.clone());
    home.write(move |tx| {
        tx.add_case(&case)?;
        tx.add_upload(&stored)
    });
    assert!(home.write(move |tx| tx.see_upload(id, noon() + minutes(3))));
    assert!(!home.write(move |tx| tx.see_upload(id, noon() + minutes(9))));
    let seen = Upload { seen_at: Some(noon() + minutes(3)), ..one };
    assert_eq!(home.read(move |tx| tx.upload(id)), seen);
    home.write(move |tx| tx.name_proof(id, true));
    let listed = home.read(move |tx| {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = tx.files_of_cases(after, 3)?;
            let Some(last) = page.last() else { return Ok(all) };
            after = Some(last.id);
            all.extend(page);
        }
    });
    let mine: Vec<&Upload> = listed.iter().filter(|one| one.id == id).collect();
    assert_eq!(mine, [&Upload { proof: Some(true), ..seen }], "each stands on one page");
    assert!(home.write(move |tx| tx.remove_upload(id)));
    assert!(!home.write(move |tx| tx.remove_upload(id)));
    assert_eq!(home.try_write(move |tx| tx.name_proof(id, false)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.upload(id)), Err(StoreError::NotFound));
}

fn files_of_forms_that_are_over_are_strays(home: &Home) {
    let alive = draft();
    let (kept, lost) = (upload(Holder::Draft(alive.id)), upload(Holder::Draft(DraftId::new(noon(), chance()))));
    let (end, mine) = (alive.expires_at, [kept.id, lost.id]);
    home.write(move |tx| {
        tx.add_draft(&alive)?;
        tx.add_upload(&kept)?;
        tx.add_upload(&lost)
    });
    let strays = |at| -> Vec<UploadId> {
        let found = home.read(move |tx| tx.stray_uploads(at, 1000));
        found.into_iter().filter(|id| mine.contains(id)).collect()
    };
    assert_eq!(strays(end - minutes(1)), [mine[1]], "its form is not there");
    assert_eq!(strays(end).len(), 2, "its form has expired");
}

fn a_link_leads_to_a_draft_until_it_ends_or_the_draft_is_a_case(home: &Home) {
    let (draft, case, hash) = (draft(), case(), token());
    let (id, own, until) = (draft.id, draft.token_hash, draft.expires_at + minutes(60));
    let case_id = case.id;
    home.write(move |tx| {
        tx.add_draft(&draft)?;
        tx.add_case(&case)?;
        tx.link_draft(id, &hash, until)
    });
    let behind = |at| home.read(move |tx| tx.linked_draft(&hash, at)).map(|draft| draft.id);
    assert_eq!(behind(until - minutes(1)), Some(id));
    assert_eq!(behind(until), None);
    assert!(home.read(move |tx| tx.draft(&own, until - minutes(1))).is_some(), "it lives as long as its link");
    assert_eq!(home.read(move |tx| tx.linked_draft(&token(), noon())), None);
    home.write(move |tx| tx.finish_draft(id, case_id));
    assert_eq!(behind(noon()), None, "a form that was sent has no way back");
    assert_eq!(home.try_write(move |tx| tx.link_draft(id, &token(), until)), Err(StoreError::Conflict));
}

fn a_draft_that_is_handed_over_is_found_by_its_new_secret_only(home: &Home) {
    let (draft, new) = (draft(), token());
    let (id, old) = (draft.id, draft.token_hash);
    home.write(move |tx| {
        tx.add_draft(&draft)?;
        tx.hand_draft_over(id, &new)
    });
    assert_eq!(home.read(move |tx| tx.draft(&old, noon())), None);
    assert_eq!(home.read(move |tx| tx.draft(&new, noon())).map(|draft| draft.id), Some(id));
    let nobody = DraftId::new(noon(), chance());
    assert_eq!(home.try_write(move |tx| tx.hand_draft_over(nobody, &new)), Err(StoreError::NotFound));
}
