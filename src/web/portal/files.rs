//! Giving us files on the status page: a proof, a permission, whatever helps.

use actix_multipart::Multipart;
use actix_web::HttpResponse;

use super::door::knock;
use super::guest::Guest;
use super::page::heading;
use crate::domain::ids::CaseId;
use crate::ports::store::uploads::Holder;
use crate::web::errors::WebError;
use crate::web::giving::{self, Place};

/// What is there, and what can be added.
pub async fn show(guest: Guest) -> Result<HttpResponse, WebError> {
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    giving::show(&guest, place(&guest, opened.case), Vec::new()).await
}

/// Takes files in.
pub async fn take(guest: Guest, body: Multipart) -> Result<HttpResponse, WebError> {
    let body = giving::proved(&guest, body).await?;
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    let refused = giving::take(&guest, Holder::Case(opened.case), body).await?;
    if refused.is_empty() {
        return Ok(guest.go("/files"));
    }
    giving::show(&guest, place(&guest, opened.case), refused).await
}

fn place(guest: &Guest, case: CaseId) -> Place {
    let text = |key: &str| guest.language().text(key);
    Place {
        frame: guest.frame(),
        eyebrow: heading(guest),
        lede: text("files.lede_status"),
        action: guest.path("/files"),
        back: guest.path(""),
        done: text("files.done_status"),
        holder: Holder::Case(case),
    }
}
