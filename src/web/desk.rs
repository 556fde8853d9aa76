//! The way from a handler to the desk: blocking work leaves the threads that answer.

use actix_web::HttpResponse;
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

/// Sends the browser to another page of ours with GET, so that loading it again posts nothing.
pub fn go_to(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header(("Location", path)).finish()
}
