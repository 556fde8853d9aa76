//! Files that are with the case already, put into the review with one press.

use actix_web::{HttpResponse, web};

use super::page::request_in;
use crate::domain::case::Reference;
use crate::domain::ids::{DocumentId, FindingId, IncomingId, RequestId};
use crate::domain::request::Actor;
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::guard::SignedIn;
use crate::web::console::review::{ReviewQuery, Trouble, show};
use crate::web::desk::{at_desk, go_to};
use crate::web::fields::Posted;
use crate::workflow::{Desk, WorkError, documents};

/// POST …/review/mail/{entry}/{nth}: what came with a mail of the person.
pub async fn from_mail(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let entry = IncomingId::parse(&path.2).ok_or(WebError::NotFound)?;
    let nth = path.3.parse().map_err(|_error| WebError::NotFound)?;
    let bring = move |desk: &Desk, actor, request| documents::add_from_mail(desk, actor, request, entry, nth);
    brought(&desk, &systems, &signed_in, (reference_in(&path.0)?, &path.1), bring).await
}

/// POST …/review/{finding}/file: a file that lies in a column of a row.
pub async fn from_row(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let field = posted.verified(&signed_in.key())?.one("field")?.to_owned();
    let finding = FindingId::parse(&path.2).ok_or(WebError::NotFound)?;
    let bring = move |desk: &Desk, actor, request| documents::add_from_row(desk, actor, request, finding, &field);
    brought(&desk, &systems, &signed_in, (reference_in(&path.0)?, &path.1), bring).await
}

async fn brought<F>(
    desk: &web::Data<Desk>,
    systems: &web::Data<dyn Systems>,
    signed_in: &SignedIn,
    (reference, right): (Reference, &str),
    bring: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, Actor, RequestId) -> Result<DocumentId, WorkError> + Send + 'static,
{
    let (request, actor) = (request_in(desk, &reference, right).await?, signed_in.actor());
    match at_desk(desk, move |desk| bring(desk, actor, request)).await {
        Ok(document) => Ok(go_to(&format!("/console/case/{reference}/{right}/review/documents/{document}"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            let trouble = Trouble { what, ..Trouble::default() };
            show(desk, systems, signed_in, &reference, right, ReviewQuery::default(), trouble).await
        }
        Err(other) => Err(other),
    }
}
