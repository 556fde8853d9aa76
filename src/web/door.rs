//! What every request passes on its way in and every answer on its way out.

use std::net::{IpAddr, Ipv4Addr};
use std::panic::AssertUnwindSafe;
use std::rc::Rc;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Extensions, ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, web};
use futures_util::FutureExt;

use super::errors::WebError;
use super::limits::Limits;
use super::settings::WebSettings;
use super::speech::{Speech, keep, remembered};
use super::{csrf, fault, headers, peer};
use crate::workflow::Desk;
use crate::workflow::signing_in::StaffDoor;

/// The answer, either the handler's own or a page about what went wrong.
type Answer<B> = ServiceResponse<EitherBody<B>>;

/// The outermost middleware. It lets a request in, catches a panic, writes the page for an error and puts the headers on.
pub async fn pass<B: MessageBody + 'static>(mut request: ServiceRequest, next: Next<B>) -> Result<Answer<B>, Error> {
    let Some(desk) = request.app_data::<web::Data<Desk>>().cloned() else { return Err(WebError::NotFound.into()) };
    let https = request.app_data::<web::Data<WebSettings>>().is_some_and(|settings| settings.https);
    let operation = csrf::hexadecimal(&desk.entropy.bytes10());
    let speech = Speech::of(request.request(), &desk.languages);
    let choice = remembered(request.query_string(), &desk.languages);
    if let Err(error) = admit(&request, &desk) {
        tracing::info!(operation, %error, "turned away at the door");
        let page = fault::page(error_status(&error), Some(&error), &operation, &speech);
        return Ok(stamped(request.into_response(page).map_into_right_body(), https));
    }
    make_current(&mut request, &desk).await;
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(Ok(answer)) => {
            let mut answer = stamped(dressed(answer, &operation, &speech), https);
            keep(answer.headers_mut(), choice.as_ref());
            Ok(answer)
        }
        Ok(Err(error)) => {
            let status = error.as_response_error().status_code();
            tracing::warn!(operation, %status, "a request could not be routed");
            Err(bare(fault::page(status, error.as_error(), &operation, &speech), https))
        }
        Err(_panic) => {
            tracing::error!(operation, "a handler panicked");
            Err(bare(fault::page(StatusCode::INTERNAL_SERVER_ERROR, None, &operation, &speech), https))
        }
    }
}

/// Puts the companies and the law as they are now before the handlers: a change in the console counts from the next page on, one
/// that another process took within a second; in between a page asks nothing. When the store cannot be asked, the handlers find
/// that out themselves.
async fn make_current(request: &mut ServiceRequest, desk: &web::Data<Desk>) {
    let path = request.path();
    if path.starts_with("/healthz") || (path.starts_with("/assets/") && !path.starts_with("/assets/theme/")) {
        return;
    }
    let current = if let Some(current) = desk.remembered() {
        current
    } else {
        let known = Desk::clone(desk);
        let Ok(Ok(current)) = web::block(move || known.current()).await else { return };
        current
    };
    let mut data = Extensions::new();
    if let Some(door) = request.app_data::<web::Data<StaffDoor>>() {
        data.insert(web::Data::new(StaffDoor { desk: current.clone(), ..StaffDoor::clone(door) }));
    }
    data.insert(web::Data::new(current));
    request.add_data_container(Rc::new(data));
}

fn admit(request: &ServiceRequest, desk: &Desk) -> Result<(), WebError> {
    let settings = request.app_data::<web::Data<WebSettings>>().ok_or(WebError::NotFound)?;
    let limits = request.app_data::<web::Data<Limits>>().ok_or(WebError::NotFound)?;
    let connection = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip());
    let address = peer::address(connection, request.headers(), &settings.trusted_proxies);
    if !limits.admits(request.method(), address) {
        return Err(WebError::TooOften);
    }
    if !request.method().is_safe() && csrf::is_foreign(request.headers(), &desk.settings.public_url) {
        return Err(WebError::Forged);
    }
    Ok(())
}

/// An error that has no words yet gets its page, and is logged once.
fn dressed<B: MessageBody + 'static>(answer: ServiceResponse<B>, operation: &str, speech: &Speech) -> Answer<B> {
    let status = answer.status();
    let Some(error) = answer.response().error() else { return answer.map_into_left_body() };
    let known = error.as_error::<WebError>();
    let route = answer.request().match_pattern().unwrap_or_default();
    let said = known.map_or_else(|| status.to_string(), ToString::to_string);
    if status.is_server_error() {
        tracing::error!(operation, route, error = said, "a request failed");
    } else {
        tracing::info!(operation, route, error = said, "a request was refused");
    }
    let page = fault::page(status, known, operation, speech);
    answer.into_response(page).map_into_right_body()
}

fn stamped<B>(mut answer: Answer<B>, https: bool) -> Answer<B> {
    headers::stamp(answer.headers_mut(), https);
    answer
}

/// For the few ends that have no request left to answer to.
fn bare(mut page: actix_web::HttpResponse, https: bool) -> Error {
    headers::stamp(page.headers_mut(), https);
    InternalError::from_response("answered", page).into()
}

fn error_status(error: &WebError) -> StatusCode {
    actix_web::ResponseError::status_code(error)
}
