//! Legal holds on a case.

use actix_web::{HttpResponse, web};

use super::case::{or_mended, reference_in};
use super::complaint::case_of;
use super::guard::SignedIn;
use super::slip::Slip;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to};
use crate::web::fields::Posted;
use crate::workflow::Desk;
use crate::workflow::retention::{lift_hold, place_hold};

/// POST …/hold
pub async fn place(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let reason = posted.verified(&signed_in.key())?.one("reason")?.to_owned();
    let (reference, actor) = (reference_in(&reference)?, signed_in.actor());
    let wanted = reference.clone();
    let slip = Slip::at("hold-reason", "", reason.clone());
    let done = at_desk(&desk, move |desk| place_hold(desk, actor, case_of(desk, &wanted)?, &reason)).await;
    or_mended(&desk, &signed_in, reference, done.map(|()| "#kept"), slip, "").await
}

/// POST …/hold/lift
pub async fn lift(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (reference, actor) = (reference_in(&reference)?, signed_in.actor());
    let wanted = reference.clone();
    at_desk(&desk, move |desk| lift_hold(desk, actor, case_of(desk, &wanted)?)).await?;
    Ok(go_to(&format!("/console/case/{reference}#kept")))
}
