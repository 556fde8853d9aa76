//! Somebody with a reference: perhaps its person, perhaps not.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::cookie::SameSite;
use actix_web::dev::Payload;
use actix_web::http::header::SET_COOKIE;
use actix_web::{FromRequest, HttpRequest, HttpResponse};

use crate::domain::case::Reference;
use crate::domain::controller::Controller;
use crate::web::cookies::{PORTAL, Token, carrying, cleared, token_in};
use crate::web::desk::{at_desk, go_to};
use crate::web::errors::WebError;
use crate::web::frame::FrameView;
use crate::web::visitor::Visitor;
use crate::workflow::portal::access::{self, Opened};

/// A visitor at a reference's door.
pub struct Guest {
    /// The reference in the address, in its canonical spelling.
    pub reference: Reference,
    visitor: Visitor,
    session: Option<Token>,
}

impl Deref for Guest {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequest for Guest {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Guest {
    fn of(request: &HttpRequest) -> Result<Self, WebError> {
        let typed = request.match_info().query("reference");
        let reference = Reference::parse(typed).map_err(WebError::NoReference)?;
        Ok(Self { reference, visitor: Visitor::of(request)?, session: token_in(request, PORTAL) })
    }

    /// The controller whose prefix the reference bears; known whether or not the case exists.
    pub fn controller(&self) -> Option<&Controller> {
        access::by_prefix(&self.desk, &self.reference)
    }

    /// The frame of that controller.
    pub fn frame(&self) -> FrameView {
        self.controller().map_or_else(|| self.desk_frame(), |controller| FrameView::of(controller, &self.speech))
    }

    /// The session that shows this reference, if it is open.
    pub async fn opened(&self) -> Result<Option<Opened>, WebError> {
        let Some(token) = self.session else { return Ok(None) };
        let reference = self.reference.clone();
        at_desk(&self.desk, move |desk| access::session(desk, token.hash(), &reference)).await
    }

    /// The hash of the session's secret, for ending it.
    pub fn session_hash(&self) -> Option<[u8; 32]> {
        self.session.map(|token| token.hash())
    }

    /// The address of a page of this reference.
    pub fn path(&self, rest: &str) -> String {
        format!("/status/{}{rest}", self.reference)
    }

    /// Leads to it.
    pub fn go(&self, rest: &str) -> HttpResponse {
        go_to(&self.path(rest))
    }
}

/// Hands the secret of a new session over.
pub fn opening(mut response: HttpResponse, token: &Token) -> HttpResponse {
    // Lax, not Strict: the link in our mail shall find a session that is still open. Every post has its own proof.
    if let Ok(value) = carrying(PORTAL, token, SameSite::Lax, None).to_string().parse() {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// Takes the secret away.
pub fn closing(mut response: HttpResponse) -> HttpResponse {
    if let Ok(value) = cleared(PORTAL).to_string().parse() {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}
