//! For the operator's probes: is the process alive, and can it work?

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, web};

use super::desk::at_desk;
use super::errors::WebError;
use crate::workflow::Desk;

crate::routes! {
    GET "/healthz" => alive;
    GET "/readyz" => ready;
    GET "/robots.txt" => robots;
}

/// The process answers.
async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body("alive\n")
}

/// The store answers, too.
async fn ready(desk: web::Data<Desk>) -> Result<HttpResponse, WebError> {
    at_desk(&desk, |desk| desk.read(|_, tx, _| Ok(tx.next_due()?))).await?;
    Ok(HttpResponse::Ok().content_type(ContentType::plaintext()).body("ready\n"))
}

/// Nothing here is for search engines.
async fn robots() -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body("User-agent: *\nDisallow: /\n")
}
