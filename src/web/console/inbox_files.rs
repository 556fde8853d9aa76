//! What came with a message, to be kept and opened by the staff's own programs; a browser never runs it.

use std::io::Cursor;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use super::counter::files::attached;
use super::guard::SignedIn;
use super::inbox_entry::entry_in;
use super::mask::message;
use crate::domain::ids::IncomingId;
use crate::web::WebError;
use crate::web::desk::at_desk;
use crate::workflow::{Desk, WorkError, incoming};

/// What a browser is told that anything from outside is: bytes to be kept.
const BYTES: &str = "application/octet-stream";

/// GET /console/inbox/{entry}/file/{number}
pub async fn file(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (id, actor) = (entry_in(&path.0)?, signed_in.actor());
    let at = path.1.parse().map_err(|_no_number| WebError::NotFound)?;
    let file = match at_desk(&desk, move |desk| incoming::enclosed(desk, actor, id, at)).await {
        Err(WebError::Work(WorkError::NotAllowed(_))) => return masked(&desk, &signed_in, id).await,
        other => other?,
    };
    let name = if file.name.is_empty() { "file".to_owned() } else { file.name };
    Ok(attached(desk, Box::new(Cursor::new(file.bytes)), &name, BYTES))
}

/// GET /console/inbox/{entry}/original: the message as it came.
pub async fn original(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (id, actor) = (entry_in(&id)?, signed_in.actor());
    match at_desk(&desk, move |desk| incoming::as_it_came(desk, actor, id)).await {
        Err(WebError::Work(WorkError::NotAllowed(_))) => masked(&desk, &signed_in, id).await,
        other => Ok(attached(desk, other?, "message.eml", BYTES)),
    }
}

/// What is answered instead of a file of a masked case: what to do.
async fn masked(desk: &web::Data<Desk>, signed_in: &SignedIn, id: IncomingId) -> Result<HttpResponse, WebError> {
    message::show(desk, signed_in, id, StatusCode::FORBIDDEN).await
}
