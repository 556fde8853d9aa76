//! Who comes in: the session of every request to the console, and the permission its route needs.

use std::future::{Ready, ready};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, HttpResponse, web};

use super::mask::curtain;
use super::routes::{ConsoleRoute, ROUTES};
use crate::domain::request::Actor;
use crate::ports::store::staff::Staff;
use crate::web::WebError;
use crate::web::cookies::{STAFF, Token, token_in};
use crate::web::csrf::FormKey;
use crate::web::desk::go_to;
use crate::workflow::signing_in::{StaffDoor, actor_of};

/// Somebody who is signed in, as handlers see them.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub staff: Staff,
    /// The secret of their session.
    pub token: Token,
}

impl SignedIn {
    /// As an actor.
    pub fn actor(&self) -> Actor {
        actor_of(&self.staff)
    }

    /// What proves their forms.
    pub fn key(&self) -> FormKey {
        FormKey::of(self.token)
    }
}

impl FromRequest for SignedIn {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    /// The guard has put it there; a route without the guard would find nothing and be forbidden.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or(WebError::Forbidden))
    }
}

/// Why a request does not reach its handler.
enum Turned {
    /// Nobody is signed in: to the sign-in page, and from there back.
    ToSignIn(String),
    /// The case is masked for them; the page says so.
    Masked(Box<HttpResponse>),
    /// No.
    Away(WebError),
}

/// Lets a request pass to its handler, sends it to the sign-in page, or refuses it.
pub async fn pass<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match admit(&request).await {
        Ok(signed_in) => {
            if let Some(signed_in) = signed_in {
                request.extensions_mut().insert(signed_in);
            }
            next.call(request).await.map(ServiceResponse::map_into_left_body)
        }
        Err(Turned::Masked(page)) => Ok(request.into_response(*page).map_into_right_body()),
        Err(Turned::ToSignIn(page)) => Ok(request.into_response(go_to(&page)).map_into_right_body()),
        Err(Turned::Away(error)) => Ok(request.error_response(error).map_into_right_body()),
    }
}

async fn admit(request: &ServiceRequest) -> Result<Option<SignedIn>, Turned> {
    let signed_in = who(request).await.map_err(Turned::Away)?;
    let role = signed_in.as_ref().map(|signed_in| signed_in.staff.role);
    let route = route_of(request).ok_or_else(|| Turned::Away(unknown(request)))?;
    if route.access.admits(role) {
        let Some(reader) = &signed_in else { return Ok(signed_in) };
        let masked = curtain::before(request, reader, route).await.map_err(Turned::Away)?;
        return masked.map_or(Ok(signed_in), |page| Err(Turned::Masked(Box::new(page))));
    }
    // A post is never repeated by itself after signing in.
    if role.is_some() || !request.method().is_safe() {
        return Err(Turned::Away(WebError::Forbidden));
    }
    Err(Turned::ToSignIn(match request.path() {
        "/console" => "/console/signin".to_owned(),
        path => format!("/console/signin?then={path}"),
    }))
}

fn route_of(request: &ServiceRequest) -> Option<&'static ConsoleRoute> {
    let pattern = request.match_pattern()?;
    let method = if request.method() == Method::HEAD { "GET" } else { request.method().as_str() };
    ROUTES.iter().find(|route| route.path == pattern && route.method == method)
}

/// A path that is there for another method is told apart from one that is not there.
fn unknown(request: &ServiceRequest) -> WebError {
    let known = request.match_pattern().is_some_and(|pattern| ROUTES.iter().any(|route| route.path == pattern));
    if known { WebError::Method } else { WebError::NotFound }
}

async fn who(request: &ServiceRequest) -> Result<Option<SignedIn>, WebError> {
    let Some(token) = token_in(request.request(), STAFF) else { return Ok(None) };
    let door = request.app_data::<web::Data<StaffDoor>>().ok_or(WebError::NotFound)?;
    let (door, hash) = (StaffDoor::clone(door), token.hash());
    let staff = web::block(move || door.session(hash)).await??;
    Ok(staff.map(|staff| SignedIn { staff, token }))
}
