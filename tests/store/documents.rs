//! Documents of requests, and files of cases.

use rightsdesk::domain::ids::{CaseFileId, DocumentId, RequestId, StaffId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::documents::{
    CaseFileRecord, Document, DocumentDecision, DocumentVerdict, FileOrigin, StoredFile,
};

use super::findings::asked;
use super::samples::{chance, minutes, noon};
use super::{Home, on_both};

on_both! {
    a_document_is_decided_and_the_decision_is_taken_back,
    who_kept_a_document_back_in_silence_is_known,
    files_of_a_case_are_read_in_their_order,
}

fn file(name: &str) -> StoredFile {
    StoredFile {
        name: Personal::new(name),
        media_type: "application/pdf".into(),
        bytes: 12,
        object: "evidence/1".into(),
    }
}

fn document(request: RequestId, by: StaffId) -> Document {
    Document {
        id: DocumentId::new(noon(), chance()),
        request,
        system: "cabinet".into(),
        file: file("Zsófia.pdf"),
        by: Some(by),
        at: noon(),
        decision: None,
    }
}

fn decided(verdict: DocumentVerdict, silent: bool, by: StaffId) -> DocumentDecision {
    let reason = "It names somebody else.".into();
    DocumentDecision { verdict, exemption: Some("others_data".into()), reason, silent, by, at: noon() }
}

fn a_document_is_decided_and_the_decision_is_taken_back(home: &Home) {
    let (request, by) = asked(home);
    let new = document(request, by);
    let (id, stored) = (new.id, new.clone());
    home.write(move |tx| tx.add_document(&stored));
    assert_eq!(home.read(move |tx| tx.document(id)), new);
    let copy = DocumentVerdict::Redacted { object: "redaction/1".into(), bytes: 7, choices: vec![0, 255] };
    for verdict in [copy, DocumentVerdict::LeftOut, DocumentVerdict::Included] {
        let decision = decided(verdict, false, by);
        let kept = decision.clone();
        home.write(move |tx| tx.decide_document(id, Some(&kept)));
        let expected = Document { decision: Some(decision), ..new.clone() };
        assert_eq!(home.read(move |tx| tx.documents_of(request)), [expected]);
    }
    home.write(move |tx| tx.decide_document(id, None));
    assert_eq!(home.read(move |tx| tx.document(id)).decision, None);
    let nobody = DocumentId::new(noon(), chance());
    assert_eq!(home.try_write(move |tx| tx.decide_document(nobody, None)), Err(StoreError::NotFound));
    assert_eq!(home.write(move |tx| tx.destroy_documents(request)), 1);
    assert_eq!(home.read(move |tx| tx.documents_of(request)), []);
}

fn who_kept_a_document_back_in_silence_is_known(home: &Home) {
    let (request, by) = asked(home);
    let new = document(request, by);
    let id = new.id;
    home.write(move |tx| {
        tx.add_document(&new)?;
        tx.decide_document(id, Some(&decided(DocumentVerdict::LeftOut, true, by)))
    });
    assert_eq!(home.read(move |tx| tx.silenced_by(request)), [by]);
}

fn files_of_a_case_are_read_in_their_order(home: &Home) {
    let (request, by) = asked(home);
    let case = home.read(move |tx| tx.request(request)).case;
    let put = |origin, after: i64, name: &str| CaseFileRecord {
        id: CaseFileId::new(noon(), chance()),
        case,
        origin,
        file: file(name),
        by,
        at: noon() + minutes(after),
    };
    let (letter, note) = (put(FileOrigin::Post, 1, "letter.pdf"), put(FileOrigin::Note, 2, "chat.txt"));
    let expected = [letter.clone(), note.clone()];
    home.write(move |tx| {
        tx.add_case_file(&note)?;
        tx.add_case_file(&letter)
    });
    assert_eq!(home.read(move |tx| tx.case_files(case)), expected);
}
