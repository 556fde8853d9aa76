//! What stands before an answer that would show a case which is masked for whoever asks: a page that says why and how to see it.

use actix_web::dev::ServiceRequest;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::domain::case::Reference;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::console::case_view::HeadView;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::routes::{ConsoleRoute, Masking};
use crate::web::desk::{at_desk, page as answer};
use crate::workflow::assignment::unmask;
use crate::workflow::casefile::open_case;
use crate::workflow::together::sight::sight_at;
use crate::workflow::{Desk, WorkError};

/// The page in its place.
#[derive(Template)]
#[template(path = "console/curtain.html")]
struct CurtainView {
    frame: DeskFrame,
    head: HeadView,
}

/// The page that is answered instead, if the case of the address is masked for them. A deed is noted as a look and goes on.
pub async fn before(
    request: &ServiceRequest,
    signed_in: &SignedIn,
    route: &ConsoleRoute,
) -> Result<Option<HttpResponse>, WebError> {
    let (Some(masking @ (Masking::Closed | Masking::Looks)), Some(desk)) =
        (route.masking, request.app_data::<web::Data<Desk>>())
    else {
        return Ok(None);
    };
    let reference = reference_in(route, request.path()).ok_or(WebError::NotFound)?;
    let (actor, wanted) = (signed_in.actor(), reference.clone());
    let masked = at_desk(desk, move |desk| match sight_at(desk, actor, &wanted) {
        Ok((case, sight)) if masking == Masking::Looks && sight.may_ask() => {
            unmask(desk, actor, case.id).map(|()| false)
        }
        Ok((_, sight)) => Ok(sight.is_masked()),
        Err(WorkError::Store(StoreError::NotFound)) => Ok(false),
        Err(other) => Err(other),
    });
    if !masked.await? {
        return Ok(None);
    }
    let then = if route.method == "GET" { request.path().to_owned() } else { String::new() };
    drawn(desk, signed_in, reference, then).await.map(Some)
}

/// The reference in an address of the route, before anything has read the address. One that is written in another way than pages
/// write it leads nowhere, because whoever reads it later might understand what is not understood here.
fn reference_in(route: &ConsoleRoute, path: &str) -> Option<Reference> {
    let mut parts = route.path.split('/').zip(path.split('/'));
    parts.find(|(own, _)| *own == "{reference}").and_then(|(_, text)| Reference::parse(text).ok())
}

async fn drawn(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    then: String,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let read = move |desk: &Desk| open_case(desk, actor, &reference);
    let (frame, file) = framed(desk, signed_in, String::new(), read).await?;
    let controller = desk.controller(&file.case.controller)?;
    let head = HeadView { then, ..HeadView::of(&file, controller, desk.terms(controller)?.zone, signed_in.staff.id) };
    let mut response = answer(&CurtainView { frame, head })?;
    *response.status_mut() = StatusCode::FORBIDDEN;
    Ok(response)
}
