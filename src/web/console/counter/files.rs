//! Files of a case on their way to a colleague's browser. They are saved, never shown in a page of ours.

use std::io::Read;

use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, web};
use futures_util::stream::try_unfold;

use crate::domain::ids::UploadId;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to};
use crate::web::fields::Posted;
use crate::workflow::Desk;
use crate::workflow::portal::files;

/// How much of a file is read from the vault at a time.
const CHUNK: usize = 64 * 1024;

/// POST /console/case/{reference}/file/{upload}: the first to open it is noted, so it is no GET.
pub async fn fetch(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let reference = reference_in(&path.0)?;
    let id = UploadId::parse(&path.1).ok_or(WebError::NotFound)?;
    let actor = signed_in.actor();
    let opened = at_desk(&desk, move |desk| {
        let case = desk.read(move |_, tx, _| Ok(tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?))?;
        files::open(desk, actor, case.id, id)
    });
    let opened = opened.await?;
    Ok(attached(desk, opened.bytes, opened.upload.name.reveal(), &opened.upload.media_type))
}

/// POST /console/case/{reference}/file/{upload}/proof: says whether a file is a proof of identity.
pub async fn name_proof(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let proof = posted.verified(&signed_in.key())?.one("proof")? == "yes";
    let reference = reference_in(&path.0)?;
    let id = UploadId::parse(&path.1).ok_or(WebError::NotFound)?;
    let place = format!("/console/case/{reference}#files");
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| {
        let case = desk.read(move |_, tx, _| Ok(tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?))?;
        files::name_proof(desk, actor, case.id, id, proof)
    })
    .await?;
    Ok(go_to(&place))
}

/// A file to be saved, read from the vault in pieces.
pub fn attached(desk: web::Data<Desk>, reader: Box<dyn Read + Send>, name: &str, media_type: &str) -> HttpResponse {
    let parts = try_unfold((desk, reader), |(desk, mut reader)| async move {
        let (part, reader) = at_desk(&desk, move |_| {
            let mut part = vec![0; CHUNK];
            let read = reader.read(&mut part).map_err(|error| StoreError::Unavailable(error.kind().to_string()))?;
            part.truncate(read);
            Ok((part, reader))
        })
        .await?;
        Ok::<_, WebError>((!part.is_empty()).then(|| (web::Bytes::from(part), (desk, reader))))
    });
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name.to_owned())],
    };
    HttpResponse::Ok().insert_header(disposition).content_type(media_type.to_owned()).streaming(parts)
}
