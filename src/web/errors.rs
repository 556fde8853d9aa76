//! Errors of the web doors: the only place that turns what went wrong into a status. [`super::fault`] writes the page.

use actix_web::body::BoxBody;
use actix_web::error::BlockingError;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::domain::case::NotAReference;
use crate::ports::store::StoreError;
use crate::workflow::WorkError;

/// Why a request was not answered as wished. Nothing in it is personal.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// There is no such page, or it is not for this person.
    #[error("no such page")]
    NotFound,
    /// What stands in the address of a status page is no reference.
    #[error("no reference in the address")]
    NoReference(NotAReference),
    /// The page exists, but not for this method.
    #[error("the page does not answer this method")]
    Method,
    /// More was sent than is read.
    #[error("too much was sent")]
    TooLarge,
    /// Too many requests from this address.
    #[error("too many requests from one address")]
    TooOften,
    /// The form's token does not fit: the page was open too long, or another site posted it.
    #[error("the form was not posted by a page of ours, or too late")]
    Forged,
    /// The form cannot be read.
    #[error(transparent)]
    BadForm(#[from] BadForm),
    /// Not signed in, or the role does not allow it.
    #[error("not allowed")]
    Forbidden,
    /// A workflow could not.
    #[error(transparent)]
    Work(#[from] WorkError),
    /// The thread for blocking work is gone: it panicked, or the server is stopping.
    #[error("the work was cut off")]
    Blocked(#[from] BlockingError),
    /// A template could not be filled.
    #[error("a page could not be written")]
    Template(#[from] askama::Error),
}

/// Why a form cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadForm {
    /// Not a form at all.
    #[error("it is not a form")]
    Kind,
    /// Another character set than UTF-8.
    #[error("it is not in UTF-8")]
    Charset,
    /// Broken encoding.
    #[error("its characters are broken")]
    Encoding,
    /// A field came twice.
    #[error("the field {0} came twice")]
    Twice(String),
    /// It ended too early.
    #[error("it ended too early")]
    Cut,
}

impl WebError {
    /// Why a body could not be read.
    pub fn unread(error: &actix_web::Error) -> Self {
        match error.as_response_error().status_code() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::BadForm(BadForm::Cut),
        }
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound
            | Self::NoReference(_)
            | Self::Work(WorkError::NoController | WorkError::Store(StoreError::NotFound)) => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften | Self::Work(WorkError::TooOften) => StatusCode::TOO_MANY_REQUESTS,
            Self::Forged | Self::Forbidden | Self::Work(WorkError::NotAllowed(_)) => StatusCode::FORBIDDEN,
            Self::BadForm(BadForm::Kind | BadForm::Charset) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BadForm(_) | Self::Work(WorkError::Field { .. } | WorkError::Setting(_)) => StatusCode::BAD_REQUEST,
            Self::Work(
                WorkError::Refused(_)
                | WorkError::RefusedComplaint(_)
                | WorkError::Unfit(_)
                | WorkError::NotSent(_)
                | WorkError::Store(StoreError::Conflict),
            ) => StatusCode::CONFLICT,
            Self::Work(WorkError::Store(StoreError::Unavailable(_))) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Work(_) | Self::Blocked(_) | Self::Template(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Only the status: the door writes the page, because it knows the operation's number.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}
