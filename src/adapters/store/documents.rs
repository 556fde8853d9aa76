//! Documents of requests, and files of cases.

use diesel::prelude::*;

use super::further_schema::{case_files, documents};
use super::rows::document::{CaseFileRow, DocumentRow, VerdictRow};
use super::rows::named::bytes;
use super::transaction::Transaction;
use crate::domain::ids::{CaseId, DocumentId, RequestId};
use crate::ports::store::StoreError;
use crate::ports::store::documents::{CaseFileRecord, Document, DocumentDecision, Documents};

impl Documents for Transaction<'_> {
    fn add_document(&mut self, document: &Document) -> Result<(), StoreError> {
        let row = DocumentRow::from(document);
        self.change(|link| diesel::insert_into(documents::table).values(row).execute(link)).map(drop)
    }

    fn documents_of(&mut self, request: RequestId) -> Result<Vec<Document>, StoreError> {
        let theirs = documents::table.filter(documents::request_id.eq(bytes(request.0)));
        let query = theirs.order((documents::added_at, documents::id)).select(DocumentRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(DocumentRow::into_document).collect()
    }

    fn document(&mut self, id: DocumentId) -> Result<Document, StoreError> {
        let query = documents::table.find(bytes(id.0)).select(DocumentRow::as_select());
        self.ask(|link| query.first(link))?.into_document()
    }

    fn decide_document(&mut self, id: DocumentId, decision: Option<&DocumentDecision>) -> Result<(), StoreError> {
        let decision = decision.map(VerdictRow::from).unwrap_or_default();
        let row = documents::table.find(bytes(id.0));
        let saved = self.change(|link| diesel::update(row).set(decision).execute(link))?;
        if saved == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    fn destroy_documents(&mut self, request: RequestId) -> Result<usize, StoreError> {
        let all = documents::table.filter(documents::request_id.eq(bytes(request.0)));
        self.change(|link| diesel::delete(all).execute(link))
    }

    fn add_case_file(&mut self, file: &CaseFileRecord) -> Result<(), StoreError> {
        let row = CaseFileRow::from(file);
        self.change(|link| diesel::insert_into(case_files::table).values(row).execute(link)).map(drop)
    }

    fn case_files(&mut self, case: CaseId) -> Result<Vec<CaseFileRecord>, StoreError> {
        let theirs = case_files::table.filter(case_files::case_id.eq(bytes(case.0)));
        let query = theirs.order((case_files::added_at, case_files::id)).select(CaseFileRow::as_select());
        self.ask(|link| query.load(link))?.into_iter().map(CaseFileRow::into_file).collect()
    }
}
