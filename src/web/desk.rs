//! The way from a handler to the desk: blocking work leaves the threads that answer.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::web;
use askama::Template;

use super::errors::WebError;
use crate::workflow::{Desk, WorkError};

/// Does blocking work at the desk.
pub async fn at_desk<T, F>(desk: &web::Data<Desk>, work: F) -> Result<T, WebError>
where
    T: Send + 'static,
    F: FnOnce(&Desk) -> Result<T, WorkError> + Send + 'static,
{
    let desk = Desk::clone(desk);
    Ok(web::block(move || work(&desk)).await??)
}

/// A page from its template.
pub fn page(view: &impl Template) -> Result<HttpResponse, WebError> {
    Ok(HttpResponse::Ok().content_type(ContentType::html()).body(view.render()?))
}

/// A page from its template, with the status that says so when it tells what could not be taken.
pub fn page_told(view: &impl Template, is_refusal: bool) -> Result<HttpResponse, WebError> {
    let status = if is_refusal { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(HttpResponse::build(status).content_type(ContentType::html()).body(view.render()?))
}

/// Sends the browser to another page of ours with GET, so that loading it again posts nothing.
pub fn go_to(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header(("Location", path)).finish()
}
