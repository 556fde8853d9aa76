//! Files out of the vault: as attachments, never to be run by a browser, and each on the log.

use actix_web::http::header::CONTENT_SECURITY_POLICY;
use actix_web::{HttpResponse, web};

use super::page::{Place, place_of};
use crate::domain::ids::CaseFileId;
use crate::domain::redaction::Choices;
use crate::ports::redaction::Redactor;
use crate::ports::store::StoreError;
use crate::ports::store::documents::StoredFile;
use crate::ports::vault::ObjectName;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::counter::files::attached;
use crate::web::console::guard::SignedIn;
use crate::web::desk::at_desk;
use crate::workflow::{Desk, documents};

/// A file of the vault as an attachment.
async fn stream(desk: web::Data<Desk>, file: StoredFile) -> Result<HttpResponse, WebError> {
    let object = ObjectName::parse(&file.object).ok_or(WebError::NotFound)?;
    let reader = at_desk(&desk, move |desk| Ok(desk.vault.open(object)?)).await?;
    Ok(attached(desk, reader, file.name.reveal(), &file.media_type))
}

/// GET …/review/documents/{document}/original
pub async fn original(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let Place { document, .. } = place_of(&desk, &path).await?;
    let actor = signed_in.actor();
    let file = at_desk(&desk, move |desk| documents::original_of(desk, actor, document)).await?;
    stream(desk, file).await
}

/// GET …/review/documents/{document}/copy: what goes out.
pub async fn copy(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let Place { document, .. } = place_of(&desk, &path).await?;
    let actor = signed_in.actor();
    let file = at_desk(&desk, move |desk| documents::copy_of(desk, actor, document)).await?;
    stream(desk, file.ok_or(WebError::NotFound)?).await
}

/// GET …/review/documents/{document}/picture: a picture to look at, written anew, so that what the browser shows is a picture and nothing else.
pub async fn picture(
    desk: web::Data<Desk>,
    redactor: web::Data<dyn Redactor>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let Place { document, .. } = place_of(&desk, &path).await?;
    let actor = signed_in.actor();
    let (kind, bytes) = at_desk(&desk, move |desk| documents::bytes_to_look_at(desk, actor, document)).await?;
    if !kind.is_picture() {
        return Err(WebError::NotFound);
    }
    let shown = web::block(move || redactor.redact(kind, &bytes, &Choices::default())).await?;
    let shown = shown.map_err(|_error| WebError::NotFound)?;
    let media_type = if kind.ending() == "png" { "image/png" } else { "image/jpeg" };
    let policy = (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    Ok(HttpResponse::Ok().content_type(media_type).insert_header(policy).body(shown))
}

/// GET /console/case/{reference}/attachment/{file}
pub async fn file_of_case(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let reference = reference_in(&path.0)?;
    let id = CaseFileId::parse(&path.1).ok_or(WebError::NotFound)?;
    let actor = signed_in.actor();
    let file = at_desk(&desk, move |desk| {
        let case = desk.read(move |_, tx, _| Ok(tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?.id))?;
        documents::file_of_case(desk, actor, case, id)
    });
    let file = file.await?;
    stream(desk, file).await
}
