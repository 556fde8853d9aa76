//! Files that a person gives us: with the form, or later on the status page.
//!
//! The bytes lie in the vault before a row names them, so that a row never promises what is not there.

use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::ids::{CaseId, UploadId};
use crate::domain::request::Actor;
use crate::domain::upload::{MOST, NotTaken};
use crate::ports::store::uploads::{Holder, Upload, upload_object};
use crate::ports::store::{StoreError, Tx};
use crate::ports::vault::VaultError;
use crate::workflow::assignment::must;
use crate::workflow::form::{DraftKey, draft};
use crate::workflow::journal::{Line, record};
use crate::workflow::together::heard_from_person;
use crate::workflow::{Desk, WorkError};

/// The unsent form behind a key, as what a file can belong to.
pub fn form_holder(desk: &Desk, key: &DraftKey) -> Result<Option<Holder>, WorkError> {
    let key = key.clone();
    desk.read(move |_, tx, now| {
        let unsent = draft::find(tx, &key, now)?.filter(|draft| draft.case.is_none());
        Ok(unsent.map(|draft| Holder::Draft(draft.id)))
    })
}

/// The files of a form or a case, the oldest first.
pub fn files(desk: &Desk, holder: Holder) -> Result<Vec<Upload>, WorkError> {
    desk.read(move |_, tx, _| Ok(tx.uploads_of(holder)?))
}

/// Takes in a file whose bytes lie in the vault. One too many is destroyed.
pub fn add(desk: &Desk, upload: Upload) -> Result<Result<(), NotTaken>, WorkError> {
    let object = upload_object(upload.id);
    let added = desk.write(move |desk, tx, now| {
        if tx.uploads_of(upload.holder)?.len() >= MOST {
            return Ok(Err(NotTaken::TooMany));
        }
        tx.add_upload(&upload)?;
        if let Holder::Case(id) = upload.holder {
            let case = tx.case(id)?;
            let content = json!({ "file": upload.id, "name": upload.name, "bytes": upload.bytes });
            record(desk, tx, &case, now, &Line::of_case(Actor::Person, "file_given", content))?;
            heard_from_person(desk, tx, now, &case)?;
        }
        Ok(Ok(()))
    });
    if !matches!(added, Ok(Ok(()))) {
        desk.vault.destroy(object)?;
    }
    added
}

/// Takes a file out of a form that has not been sent. What a case has got stays with the case.
pub fn take_out(desk: &Desk, holder: Holder, id: UploadId) -> Result<(), WorkError> {
    let own = desk.read(move |_, tx, _| Ok(tx.uploads_of(holder)?.iter().any(|upload| upload.id == id)))?;
    if !own || matches!(holder, Holder::Case(_)) {
        return Ok(());
    }
    desk.vault.destroy(upload_object(id))?;
    desk.write(move |_, tx, _| Ok(tx.remove_upload(id)?)).map(drop)
}

/// A file of a case on its way to a colleague, with its bytes. The first to open it is noted.
pub fn open(desk: &Desk, actor: Actor, case: CaseId, id: UploadId) -> Result<OpenFile, WorkError> {
    let bytes = match desk.vault.open(upload_object(id)) {
        Ok(bytes) => bytes,
        Err(VaultError::Missing(_)) => return Err(StoreError::NotFound.into()),
        Err(other) => return Err(other.into()),
    };
    let upload = desk.write(move |desk, tx, now| {
        let upload = of_case(tx, case, id)?;
        if tx.see_upload(id, now)? {
            let case = tx.case(case)?;
            record(desk, tx, &case, now, &Line::of_case(actor, "file_seen", json!({ "file": id })))?;
        }
        Ok(upload)
    })?;
    Ok(OpenFile { upload, bytes })
}

/// A file with its bytes, once and in order.
pub struct OpenFile {
    /// Which.
    pub upload: Upload,
    /// The bytes.
    pub bytes: Box<dyn std::io::Read + Send>,
}

/// Says whether a file is a proof of identity: such files are destroyed soon after the check.
pub fn name_proof(desk: &Desk, actor: Actor, case: CaseId, id: UploadId, proof: bool) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        of_case(tx, case, id)?;
        tx.name_proof(id, proof)?;
        let case = tx.case(case)?;
        let kind = if proof { "file_named_proof" } else { "file_named_no_proof" };
        record(desk, tx, &case, now, &Line::of_case(actor, kind, json!({ "file": id })))
    })
}

fn of_case(tx: &mut dyn Tx, case: CaseId, id: UploadId) -> Result<Upload, StoreError> {
    let upload = tx.upload(id)?;
    if upload.holder == Holder::Case(case) { Ok(upload) } else { Err(StoreError::NotFound) }
}
