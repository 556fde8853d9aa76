//! Rows of `documents` and `case_files`.

use diesel::prelude::*;

use super::named::{Table, bytes, micros};
use crate::adapters::store::further_schema::{case_files, documents};
use crate::domain::ids::{CaseFileId, CaseId, DocumentId, RequestId, StaffId};
use crate::domain::personal::Personal;
use crate::ports::store::StoreError;
use crate::ports::store::documents::{
    CaseFileRecord, Document, DocumentDecision, DocumentVerdict, FileOrigin, StoredFile,
};

const DOCUMENTS: Table = Table("documents");
const CASE_FILES: Table = Table("case_files");

/// A document with what was decided.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = documents, treat_none_as_default_value = false)]
pub struct DocumentRow {
    id: Vec<u8>,
    request_id: Vec<u8>,
    system: String,
    name: String,
    media_type: String,
    file_bytes: i64,
    object: String,
    added_by: Option<Vec<u8>>,
    added_at: i64,
    #[diesel(embed)]
    decision: VerdictRow,
}

/// What was decided; all empty when nothing was.
#[derive(Default, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = documents, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct VerdictRow {
    verdict: Option<String>,
    copy_object: Option<String>,
    copy_bytes: Option<i64>,
    choices: Option<Vec<u8>>,
    exemption: Option<String>,
    reason: Option<String>,
    silent: Option<bool>,
    decided_by: Option<Vec<u8>>,
    decided_at: Option<i64>,
}

impl From<&DocumentDecision> for VerdictRow {
    fn from(decision: &DocumentDecision) -> Self {
        let (verdict, copy) = match &decision.verdict {
            DocumentVerdict::Included => ("included", None),
            DocumentVerdict::LeftOut => ("left_out", None),
            DocumentVerdict::Redacted { object, bytes, choices } => ("redacted", Some((object, *bytes, choices))),
        };
        Self {
            verdict: Some(verdict.to_owned()),
            copy_object: copy.map(|(object, ..)| object.clone()),
            copy_bytes: copy.map(|(_, bytes, _)| bytes),
            choices: copy.map(|(.., choices)| choices.clone()),
            exemption: decision.exemption.clone(),
            reason: Some(decision.reason.clone()),
            silent: Some(decision.silent),
            decided_by: Some(bytes(decision.by.0)),
            decided_at: Some(micros(decision.at)),
        }
    }
}

impl VerdictRow {
    fn into_decision(self) -> Result<Option<DocumentDecision>, StoreError> {
        let Some(verdict) = self.verdict else { return Ok(None) };
        let verdict = match verdict.as_str() {
            "included" => DocumentVerdict::Included,
            "left_out" => DocumentVerdict::LeftOut,
            "redacted" => DocumentVerdict::Redacted {
                object: DOCUMENTS.parsed("copy_object", self.copy_object)?,
                bytes: DOCUMENTS.parsed("copy_bytes", self.copy_bytes)?,
                choices: DOCUMENTS.parsed("choices", self.choices)?,
            },
            _ => return Err(DOCUMENTS.wrong("verdict")),
        };
        let by = DOCUMENTS.parsed("decided_by", self.decided_by)?;
        let at = DOCUMENTS.parsed("decided_at", self.decided_at)?;
        Ok(Some(DocumentDecision {
            verdict,
            exemption: self.exemption,
            reason: self.reason.unwrap_or_default(),
            silent: self.silent.unwrap_or_default(),
            by: StaffId(DOCUMENTS.id("decided_by", &by)?),
            at: DOCUMENTS.instant("decided_at", at)?,
        }))
    }
}

impl From<&Document> for DocumentRow {
    fn from(document: &Document) -> Self {
        Self {
            id: bytes(document.id.0),
            request_id: bytes(document.request.0),
            system: document.system.clone(),
            name: document.file.name.reveal().to_owned(),
            media_type: document.file.media_type.clone(),
            file_bytes: document.file.bytes,
            object: document.file.object.clone(),
            added_by: document.by.map(|by| bytes(by.0)),
            added_at: micros(document.at),
            decision: document.decision.as_ref().map(VerdictRow::from).unwrap_or_default(),
        }
    }
}

impl DocumentRow {
    /// The document.
    pub fn into_document(self) -> Result<Document, StoreError> {
        Ok(Document {
            id: DocumentId(DOCUMENTS.id("id", &self.id)?),
            request: RequestId(DOCUMENTS.id("request_id", &self.request_id)?),
            system: self.system,
            file: StoredFile {
                name: Personal::new(self.name),
                media_type: self.media_type,
                bytes: self.file_bytes,
                object: self.object,
            },
            by: DOCUMENTS.maybe_id("added_by", self.added_by.as_ref())?.map(StaffId),
            at: DOCUMENTS.instant("added_at", self.added_at)?,
            decision: self.decision.into_decision()?,
        })
    }
}

/// A file that staff put with a case.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = case_files)]
pub struct CaseFileRow {
    id: Vec<u8>,
    case_id: Vec<u8>,
    origin: String,
    name: String,
    media_type: String,
    file_bytes: i64,
    object: String,
    added_by: Vec<u8>,
    added_at: i64,
}

impl From<&CaseFileRecord> for CaseFileRow {
    fn from(record: &CaseFileRecord) -> Self {
        Self {
            id: bytes(record.id.0),
            case_id: bytes(record.case.0),
            origin: record.origin.code().to_owned(),
            name: record.file.name.reveal().to_owned(),
            media_type: record.file.media_type.clone(),
            file_bytes: record.file.bytes,
            object: record.file.object.clone(),
            added_by: bytes(record.by.0),
            added_at: micros(record.at),
        }
    }
}

impl CaseFileRow {
    /// The file.
    pub fn into_file(self) -> Result<CaseFileRecord, StoreError> {
        Ok(CaseFileRecord {
            id: CaseFileId(CASE_FILES.id("id", &self.id)?),
            case: CaseId(CASE_FILES.id("case_id", &self.case_id)?),
            origin: CASE_FILES.parsed("origin", FileOrigin::parse(&self.origin))?,
            file: StoredFile {
                name: Personal::new(self.name),
                media_type: self.media_type,
                bytes: self.file_bytes,
                object: self.object,
            },
            by: StaffId(CASE_FILES.id("added_by", &self.added_by)?),
            at: CASE_FILES.instant("added_at", self.added_at)?,
        })
    }
}
