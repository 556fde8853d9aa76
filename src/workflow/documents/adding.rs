//! Files coming in: with the answer to a task, from a colleague at the desk, with a note, or as the scan of a letter.

use serde_json::json;

use crate::domain::access::Permission;
use crate::domain::ids::{CaseFileId, CaseId, DocumentId, RequestId};
use crate::domain::request::{Actor, Request, State};
use crate::ports::store::documents::{CaseFileRecord, Document, FileOrigin, StoredFile};
use crate::ports::store::tasks::{Task, TaskAnswer, TaskAnswerKind};
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::casework::{answers_with_a_package, case_of};
use crate::workflow::journal::{Line, record};
use crate::workflow::{Desk, WorkError};

/// The file that answers a task waits for review, when the answer to the request is a package.
pub(in crate::workflow) fn of_task(
    tx: &mut dyn Tx,
    request: &Request,
    task: &Task,
    answer: &TaskAnswer,
) -> Result<(), WorkError> {
    let TaskAnswerKind::File { name, media_type, bytes, object } = &answer.kind else { return Ok(()) };
    if !answers_with_a_package(request.right) {
        return Ok(());
    }
    let file = StoredFile { name: name.clone(), media_type: media_type.clone(), bytes: *bytes, object: object.clone() };
    let (by, at) = (answer.by, answer.at);
    let document = Document {
        id: DocumentId(task.id.0),
        request: request.id,
        system: task.system.clone(),
        file,
        by,
        at,
        decision: None,
    };
    Ok(tx.add_document(&document)?)
}

/// Adds a document to an answer that is being prepared. The file lies in the vault already; whoever calls destroys it when this fails.
pub fn add(desk: &Desk, actor: Actor, request: RequestId, file: StoredFile) -> Result<DocumentId, WorkError> {
    must(actor, Permission::ReviewFindings)?;
    let id = DocumentId::new(desk.clock.now(), desk.entropy.bytes10());
    desk.write(move |desk, tx, now| {
        let (request, case) = case_of(tx, request)?;
        let open = matches!(request.state, State::Gathering | State::Reviewing);
        if !open || !answers_with_a_package(request.right) {
            return Err(StoreError::Conflict.into());
        }
        let about = json!({ "document": id, "media_type": file.media_type, "bytes": file.bytes });
        let (request, by) = (request.id, actor.staff());
        tx.add_document(&Document { id, request, system: String::new(), file, by, at: now, decision: None })?;
        record(desk, tx, &case, now, &Line::of_request(request, actor, "document_added", about))?;
        Ok(id)
    })
}

/// Puts a file with a case, for the desk alone. It lies in the vault already; whoever calls destroys it when this fails.
pub fn attach_to_case(
    desk: &Desk,
    actor: Actor,
    case: CaseId,
    origin: FileOrigin,
    file: StoredFile,
) -> Result<(), WorkError> {
    must(actor, Permission::HandleCases)?;
    let by = actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        let id = CaseFileId::new(now, desk.entropy.bytes10());
        let about = json!({ "file": id, "origin": origin.code(), "media_type": file.media_type, "bytes": file.bytes });
        tx.add_case_file(&CaseFileRecord { id, case: case.id, origin, file, by, at: now })?;
        record(desk, tx, &case, now, &Line::of_case(actor, "file_added", about))
    })
}

/// A file of a case, for download; that somebody fetched it stands on the log.
pub fn file_of_case(desk: &Desk, actor: Actor, case: CaseId, id: CaseFileId) -> Result<StoredFile, WorkError> {
    must(actor, Permission::HandleCases)?;
    desk.write(move |desk, tx, now| {
        let case = tx.case(case)?;
        let found = tx.case_files(case.id)?.into_iter().find(|file| file.id == id).ok_or(StoreError::NotFound)?;
        record(desk, tx, &case, now, &Line::of_case(actor, "file_fetched", json!({ "file": id })))?;
        Ok(found.file)
    })
}
