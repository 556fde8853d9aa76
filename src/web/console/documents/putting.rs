//! A file put with a case: the scan of a letter, or something for colleagues, with a note.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};

use crate::ports::store::StoreError;
use crate::ports::store::documents::FileOrigin;
use crate::web::WebError;
use crate::web::console::case::{or_mended, reference_in};
use crate::web::console::guard::SignedIn;
use crate::web::console::slip::Slip;
use crate::web::desk::at_desk;
use crate::web::filed;
use crate::workflow::{Desk, WorkError, assignment, documents};

/// POST /console/case/{reference}/attachment
pub async fn put(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    mut body: Multipart,
) -> Result<HttpResponse, WebError> {
    let reference = reference_in(&reference)?;
    filed::prove(signed_in.key(), &mut body).await?;
    let read = filed::read(&desk, body).await;
    let (actor, wanted) = (signed_in.actor(), reference.clone());
    let (chosen, typed) =
        read.as_ref().map(|filed| (filed.choice.clone(), filed.note.reveal().to_owned())).unwrap_or_default();
    let done = match read {
        Ok(filed) => match filed.stored() {
            None => Err(WorkError::field("file", "Choose the file.").into()),
            Some(file) => {
                let origin = FileOrigin::parse(&filed.choice).unwrap_or(FileOrigin::Note);
                let note = filed.note.clone();
                let done = at_desk(&desk, move |desk| {
                    let case =
                        desk.read(move |_, tx, _| Ok(tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?.id))?;
                    documents::attach_to_case(desk, actor, case, origin, file)?;
                    if note.reveal().trim().is_empty() {
                        Ok(())
                    } else {
                        assignment::add_note(desk, actor, case, &note)
                    }
                });
                done.await
            }
        },
        Err(error) => Err(error),
    };
    let slip = Slip { chosen, ..Slip::at("f-file", "", typed) };
    or_mended(&desk, &signed_in, reference, done.map(|()| "#put-here"), slip, "").await
}
