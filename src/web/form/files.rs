//! Files that go with a form: something that helps to find somebody, a permission, whatever was said.

use actix_multipart::Multipart;
use actix_web::HttpResponse;

use super::visit::Visit;
use crate::domain::ids::UploadId;
use crate::ports::store::uploads::Holder;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::giving::{self, Place};
use crate::workflow::portal::files;

/// What is there, and what can be added.
pub async fn show(visit: Visit) -> Result<HttpResponse, WebError> {
    match holder(&visit).await? {
        Some(holder) => giving::show(&visit, place(&visit, holder), Vec::new()).await,
        None => Ok(visit.go("/check")),
    }
}

/// Takes files in.
pub async fn take(visit: Visit, body: Multipart) -> Result<HttpResponse, WebError> {
    let body = giving::proved(&visit, body).await?;
    let Some(holder) = holder(&visit).await? else { return Ok(visit.go("/check")) };
    let refused = giving::take(&visit, holder, body).await?;
    if refused.is_empty() {
        return Ok(visit.go("/files"));
    }
    giving::show(&visit, place(&visit, holder), refused).await
}

/// Takes a file out again.
pub async fn remove(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&visit.form_key())?;
    let id = UploadId::parse(fields.one("file")?);
    if let (Some(holder), Some(id)) = (holder(&visit).await?, id) {
        at_desk(&visit.desk, move |desk| files::take_out(desk, holder, id)).await?;
    }
    Ok(visit.go("/files"))
}

async fn holder(visit: &Visit) -> Result<Option<Holder>, WebError> {
    let key = visit.key();
    at_desk(&visit.desk, move |desk| files::form_holder(desk, &key)).await
}

fn place(visit: &Visit, holder: Holder) -> Place {
    let text = |key: &str| visit.language().text(key);
    Place {
        frame: visit.frame(),
        eyebrow: text(if visit.is_complaint() { "check.complaint" } else { "check.request" }),
        lede: text("files.lede_form"),
        action: visit.path("/files"),
        back: visit.path("/check"),
        done: text("files.done_form"),
        holder,
    }
}
