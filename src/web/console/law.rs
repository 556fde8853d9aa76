//! Deciding which of a company's laws a request is answered under.

use actix_web::{HttpResponse, web};

use super::case::{or_mended, reference_in};
use super::guard::SignedIn;
use super::slip::Slip;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::at_desk;
use crate::web::fields::Posted;
use crate::workflow::Desk;
use crate::workflow::law_choice::choose_law;

/// POST …/law
pub async fn choose(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let seen = fields.one("version")?.parse().map_err(|_error| WebError::NotFound)?;
    let (regime, reason) = (fields.one("regime")?.to_owned(), fields.one("reason")?.to_owned());
    let (reference, right, actor) = (reference_in(&path.0)?, path.1.clone(), signed_in.actor());
    let wanted = reference.clone();
    let slip = Slip { chosen: regime.clone(), ..Slip::at("law-why", "", reason.clone()) };
    let about = right.clone();
    let done = at_desk(&desk, move |desk| {
        let request = desk.read(move |_, tx, _| {
            let case = tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?;
            let mut requests = tx.requests(case.id)?.into_iter();
            Ok(requests.find(|request| request.right.code() == right).ok_or(StoreError::NotFound)?)
        })?;
        choose_law(desk, actor, request.id, seen, &regime, &reason)
    })
    .await;
    or_mended(&desk, &signed_in, reference, done.map(|_| ""), slip, &about).await
}
