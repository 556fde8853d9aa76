//! Somebody at a public door: known by nothing but a secret in a cookie, which proves that their forms are ours.

use std::future::{Ready, ready};

use actix_web::cookie::{SameSite, time};
use actix_web::dev::Payload;
use actix_web::http::header::SET_COOKIE;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use askama::Template;

use super::cookies::{Token, VISITOR, carrying, token_in};
use super::csrf::FormKey;
use super::desk::page;
use super::errors::WebError;
use super::frame::FrameView;
use super::speech::Speech;
use crate::domain::language::Language;
use crate::workflow::Desk;

/// A little longer than a draft lives, so that an expired draft is told apart from a browser without cookies.
const AGE: time::Duration = time::Duration::hours(36);

/// A visitor. Looking at a page sets a cookie and keeps nothing.
pub struct Visitor {
    /// The desk.
    pub desk: web::Data<Desk>,
    /// The language they are spoken to in.
    pub speech: Speech,
    token: Token,
    is_new: bool,
}

impl FromRequest for Visitor {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Visitor {
    /// Whoever made a request.
    pub fn of(request: &HttpRequest) -> Result<Self, WebError> {
        let desk = request.app_data::<web::Data<Desk>>().cloned().ok_or(WebError::NotFound)?;
        let known = token_in(request, VISITOR);
        let token = known.unwrap_or_else(|| Token::draw(&*desk.entropy));
        let speech = Speech::of(request, &desk.languages);
        Ok(Self { desk, speech, token, is_new: known.is_none() })
    }

    /// Their language.
    pub fn language(&self) -> &Language {
        &self.speech.language
    }

    /// The frame of pages that belong to no controller.
    pub fn desk_frame(&self) -> FrameView {
        FrameView::of_the_desk(&self.speech)
    }

    /// The frame of whoever asks somebody outside. Nothing on it speaks to a customer.
    pub fn frame_of(&self, controller: &str) -> Result<FrameView, WebError> {
        let mut frame = FrameView::of(self.desk.controller(controller)?, &self.speech);
        frame.aside.clear();
        Ok(frame)
    }

    /// The hash of their secret, bound to a name.
    pub fn hash_for(&self, name: &str) -> [u8; 32] {
        self.token.hash_for(name)
    }

    /// What proves their forms.
    pub const fn form_key(&self) -> FormKey {
        FormKey::of(self.token)
    }

    /// A token for one of them.
    pub fn form_token(&self) -> String {
        self.form_key().issue(&*self.desk.entropy)
    }

    /// A page, with the cookie if they have none.
    pub fn page(&self, view: &impl Template) -> Result<HttpResponse, WebError> {
        let mut response = page(view)?;
        if self.is_new {
            give(&mut response, &self.token);
        }
        Ok(response)
    }

    /// Draws another secret for them, which [`Visitor::hand`] gives.
    pub fn another(&self) -> Token {
        Token::draw(&*self.desk.entropy)
    }

    /// Gives them a secret in place of the one they have.
    pub fn hand(&self, mut response: HttpResponse, token: &Token) -> HttpResponse {
        give(&mut response, token);
        response
    }

    /// The cookie for whoever came without one, on an answer that is no page.
    pub fn greeted(&self, mut response: HttpResponse) -> HttpResponse {
        if self.is_new {
            give(&mut response, &self.token);
        }
        response
    }

    /// Gives them a new secret, so that what they began stays as it is and what follows is new.
    pub fn renew(&self, mut response: HttpResponse) -> HttpResponse {
        give(&mut response, &Token::draw(&*self.desk.entropy));
        response
    }
}

fn give(response: &mut HttpResponse, token: &Token) {
    if let Ok(value) = carrying(VISITOR, token, SameSite::Lax, Some(AGE)).to_string().parse() {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
