//! A visit to a controller's form: the visitor, and the controller in the address.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse};

use crate::domain::controller::Controller;
use crate::web::cookies::Token;
use crate::web::desk::go_to;
use crate::web::errors::WebError;
use crate::web::fields::Fields;
use crate::web::frame::FrameView;
use crate::web::visitor::Visitor;
use crate::workflow::form::{DraftKey, Kind, Page, Question, Typed, Way, question};
use crate::workflow::law_choice::homes;
use crate::workflow::notices::complaint_path;

/// A visit.
pub struct Visit {
    /// The controller.
    pub controller: Controller,
    /// The way through the form, as the address says it.
    pub way: Way,
    visitor: Visitor,
}

impl Deref for Visit {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequest for Visit {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Visit {
    fn of(request: &HttpRequest) -> Result<Self, WebError> {
        let visitor = Visitor::of(request)?;
        let controller = visitor.desk.controller(request.match_info().query("controller"))?.clone();
        let inside = request.path().split('/').nth(3) == Some("complaint");
        let way = if inside { Way::Complaint } else { Way::Request };
        Ok(Self { controller, way, visitor })
    }

    /// What a page asks here.
    pub fn question(&self, page: Page) -> Question {
        question(page, &self.controller, &homes(&self.desk, &self.controller), self.language())
    }

    /// The visitor's draft of this way.
    pub fn key(&self) -> DraftKey {
        self.key_for(self.way, |name| self.hash_for(name))
    }

    /// The visitor's draft of the short way; all can be under way at once.
    pub fn stop_key(&self) -> DraftKey {
        self.key_for(Way::StopMarketing, |name| self.hash_for(name))
    }

    /// The draft of this way that another secret would find.
    pub fn key_of(&self, token: &Token) -> DraftKey {
        self.key_for(self.way, |name| token.hash_for(name))
    }

    fn key_for(&self, way: Way, hash: impl Fn(&str) -> [u8; 32]) -> DraftKey {
        let controller = self.controller.id.clone();
        let token_hash = match way {
            Way::Complaint => hash(&format!("{controller}/complaint")),
            Way::StopMarketing => hash(&format!("{controller}/stop-marketing")),
            Way::Request | Way::Addition => hash(&controller),
        };
        DraftKey { token_hash, controller, way, language: self.language().code().to_owned() }
    }

    /// The frame of the controller's pages.
    pub fn frame(&self) -> FrameView {
        FrameView::of(&self.controller, &self.speech)
    }

    /// The address of one of the pages of this way.
    pub fn path(&self, rest: &str) -> String {
        match self.way {
            Way::Complaint => format!("{}{rest}", complaint_path(&self.controller)),
            Way::Request | Way::StopMarketing | Way::Addition => format!("/r/{}{rest}", self.controller.id),
        }
    }

    /// The address of the page that begins this way.
    pub fn first(&self) -> String {
        self.path(&format!("/ask/{}", self.way.first().code()))
    }

    /// Whether it is a complaint.
    pub fn is_complaint(&self) -> bool {
        self.way == Way::Complaint
    }

    /// Leads to one of the form's pages.
    pub fn go(&self, rest: &str) -> HttpResponse {
        go_to(&self.path(rest))
    }
}

/// What was typed into the fields of a question. A field that takes one answer must come once.
pub fn typed(fields: &Fields, question: &Question) -> Result<Typed, WebError> {
    let mut typed = Typed::new();
    for input in &question.inputs {
        let values = match input.kind {
            Kind::Many(_) => fields.many(&input.name),
            _ => vec![fields.one(&input.name)?],
        };
        typed.insert(input.name.clone(), values.into_iter().map(str::to_owned).collect());
    }
    Ok(typed)
}
