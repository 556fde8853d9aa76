//! What staff do about a package that goes straight to another company.

use actix_web::{HttpResponse, web};

use super::SlipView;
use crate::domain::case::Reference;
use crate::domain::ids::{CaseId, TransmissionId};
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::domain::transmission::Settling;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::console::case::{in_case, reference_in, show_case};
use crate::web::console::case_view::Asked;
use crate::web::console::guard::SignedIn;
use crate::web::desk::go_to;
use crate::web::fields::Posted;
use crate::workflow::{Desk, WorkError, delivery};

/// POST …/transmission: sends the package straight to a receiver of the company.
pub async fn choose(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let program = posted.verified(&signed_in.key())?.one("program")?.to_owned();
    let reference = reference_in(&reference)?;
    do_it(&desk, &signed_in, reference, SlipView::default(), move |desk, actor, case| {
        let requests = desk.read(move |_, tx, _| Ok(tx.requests(case)?))?;
        let portable = requests.into_iter().find(|request| request.right == Right::Portability);
        delivery::choose(desk, actor, portable.ok_or(StoreError::NotFound)?.id, &program)
    })
    .await
}

/// POST …/transmission/{transmission}/again
pub async fn again(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (reference, id) = named(&path)?;
    let slip = SlipView { transmission: id.to_string(), ..SlipView::default() };
    do_it(&desk, &signed_in, reference, slip, move |desk, actor, case| delivery::again(desk, actor, case, id)).await
}

/// POST …/transmission/{transmission}/settle
pub async fn settle(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (how, reason) = (fields.one("how")?.to_owned(), fields.one("reason")?.to_owned());
    let (reference, id) = named(&path)?;
    let slip =
        SlipView { transmission: id.to_string(), typed: reason.clone(), chosen: how.clone(), ..SlipView::default() };
    do_it(&desk, &signed_in, reference, slip, move |desk, actor, case| {
        let how = Settling::parse(&how).ok_or_else(|| WorkError::field("how", "Choose what becomes of it."))?;
        delivery::settle(desk, actor, case, id, how, &reason)
    })
    .await
}

fn named(path: &(String, String)) -> Result<(Reference, TransmissionId), WebError> {
    Ok((reference_in(&path.0)?, TransmissionId::parse(&path.1).ok_or(WebError::NotFound)?))
}

/// Does it; what is wrong is said on the case page, with what was typed.
async fn do_it<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    slip: SlipView,
    work: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, Actor, CaseId) -> Result<(), WorkError> + Send + 'static,
{
    match in_case(desk, signed_in, &reference, work).await {
        Ok(()) => Ok(go_to(&format!("/console/case/{reference}#transmission"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            let sending = SlipView { what, ..slip };
            show_case(desk, signed_in, reference, Asked { sending, ..Asked::default() }).await
        }
        Err(other) => Err(other),
    }
}
