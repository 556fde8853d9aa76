//! One document: what is in it, what is suggested, and the decision.

use std::sync::Arc;

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};

use super::choosing::{ground_of, typed_words, wish_of};
use super::view::{DocumentView, Typed};
use crate::domain::case::Reference;
use crate::domain::datamap::DataMap;
use crate::domain::ids::{DocumentId, RequestId};
use crate::ports::redaction::Redactor;
use crate::ports::store::StoreError;
use crate::ports::systems::Systems;
use crate::web::console::case::reference_in;
use crate::web::console::frame::framed;
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::web::{WebError, filed};
use crate::workflow::casefile::open_case;
use crate::workflow::mapping::pinned;
use crate::workflow::{Desk, WorkError, documents};

/// Where a document is.
pub(super) struct Place {
    pub(super) reference: Reference,
    pub(super) right: String,
    pub(super) document: DocumentId,
    request: RequestId,
}

impl Place {
    fn href(&self) -> String {
        format!("/console/case/{}/{}/review/documents/{}", self.reference, self.right, self.document)
    }
}

/// The document of an address, if it belongs to the request of the address.
pub(super) async fn place_of(
    desk: &web::Data<Desk>,
    path: &web::Path<(String, String, String)>,
) -> Result<Place, WebError> {
    let (reference, right) = (reference_in(&path.0)?, path.1.clone());
    let document = DocumentId::parse(&path.2).ok_or(WebError::NotFound)?;
    let request = request_in(desk, &reference, &right).await?;
    let found = at_desk(desk, move |desk| desk.read(move |_, tx, _| Ok(tx.document(document)?)));
    if found.await?.request == request {
        Ok(Place { reference, right, document, request })
    } else {
        Err(WebError::NotFound)
    }
}

pub(super) async fn request_in(
    desk: &web::Data<Desk>,
    reference: &Reference,
    right: &str,
) -> Result<RequestId, WebError> {
    let (wanted, code) = (reference.clone(), right.to_owned());
    at_desk(desk, move |desk| {
        desk.read(move |_, tx, _| {
            let case = tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?;
            let mut requests = tx.requests(case.id)?.into_iter();
            Ok(requests.find(|request| request.right.code() == code).ok_or(StoreError::NotFound)?.id)
        })
    })
    .await
}

/// GET …/review/documents/{document}
pub async fn page(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    redactor: web::Data<dyn Redactor>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let place = place_of(&desk, &path).await?;
    show(&desk, (&systems, &redactor), &signed_in, place, Typed::default()).await
}

async fn show(
    desk: &web::Data<Desk>,
    (systems, redactor): (&web::Data<dyn Systems>, &web::Data<dyn Redactor>),
    signed_in: &SignedIn,
    place: Place,
    typed: Typed,
) -> Result<HttpResponse, WebError> {
    let (systems, redactor) = (systems.clone(), redactor.clone());
    let (actor, request, document, wanted) = (signed_in.actor(), place.request, place.document, typed.wanted.clone());
    let reference = place.reference.clone();
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &reference)?;
        let known = pinned(desk, &**systems, request)?;
        let maps: Vec<Arc<DataMap>> =
            desk.company_of(&file.case)?.datamaps.iter().filter_map(|name| known.map(name)).collect();
        let looked = documents::look(desk, &**redactor, actor, document, &maps, &wanted)?;
        Ok((file, looked))
    };
    let (frame, (file, looked)) = framed(desk, signed_in, String::new(), read).await?;
    let part = file.requests.iter().find(|part| part.request.id == place.request).ok_or(WebError::NotFound)?;
    let controller = desk.company_of(&file.case)?;
    let zone = desk.terms(&controller)?.zone;
    let wrong = !typed.what.is_empty();
    let mut response =
        answer(&DocumentView::of(frame, &file, part, &looked, (&controller, zone, &signed_in.staff), typed))?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// POST …/review/documents/{document}
pub async fn decide(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    redactor: web::Data<dyn Redactor>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let place = place_of(&desk, &path).await?;
    let (words, ground) = (fields.one("words")?.to_owned(), ground_of(&fields)?);
    let typed = Typed { words: words.clone(), rows: fields.one("rows")?.to_owned(), ground, ..Typed::default() };
    if fields.one("verdict")? == "look" {
        let typed = Typed { wanted: typed_words(&words), ..typed };
        return show(&desk, (&systems, &redactor), &signed_in, place, typed).await;
    }
    let seen: Option<DateTime<Utc>> = fields.one("seen")?.parse().ok().and_then(DateTime::from_timestamp_micros);
    let (actor, document, copyist) = (signed_in.actor(), place.document, redactor.clone());
    let done = match wish_of(&fields) {
        Ok(wish) => at_desk(&desk, move |desk| documents::decide(desk, &**copyist, actor, document, seen, wish)).await,
        Err(error) => Err(error),
    };
    let what = match done {
        Ok(()) => return Ok(go_to(&place.href())),
        Err(WebError::Work(WorkError::Field { what, .. })) => what,
        Err(WebError::Work(WorkError::Store(StoreError::Conflict))) => {
            "Somebody was faster, or the review is over: look at what is decided now.".to_owned()
        }
        Err(other) => return Err(other),
    };
    let typed = Typed { what, wanted: typed_words(&words), ..typed };
    show(&desk, (&systems, &redactor), &signed_in, place, typed).await
}

/// POST …/review/documents: a colleague adds one.
pub async fn add(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    mut body: Multipart,
) -> Result<HttpResponse, WebError> {
    let (reference, right) = (reference_in(&path.0)?, path.1.clone());
    let request = request_in(&desk, &reference, &right).await?;
    filed::prove(signed_in.key(), &mut body).await?;
    let filed = filed::read_document(&desk, body).await?;
    let Some(file) = filed.stored() else {
        return Err(WorkError::field("file", "Choose the file that goes into the answer.").into());
    };
    let actor = signed_in.actor();
    match at_desk(&desk, move |desk| documents::add(desk, actor, request, file)).await {
        Ok(document) => Ok(go_to(&format!("/console/case/{reference}/{right}/review/documents/{document}"))),
        Err(error) => {
            filed.discard(&desk).await?;
            Err(error)
        }
    }
}
