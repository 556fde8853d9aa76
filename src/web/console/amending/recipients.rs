//! The recipients of a case (Article 19): telling one again, and writing down what came of it.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::recipients_view::RecipientView;
use crate::domain::case::Reference;
use crate::domain::ids::TellingId;
use crate::domain::request::Actor;
use crate::domain::telling::Resolution;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::case_view::HeadView;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::open_case;
use crate::workflow::{Desk, WorkError, telling};

#[derive(Template)]
#[template(path = "console/recipients.html")]
struct RecipientsView {
    frame: DeskFrame,
    head: HeadView,
    recipients: Vec<RecipientView>,
}

/// What was typed and not taken.
#[derive(Clone, Debug)]
struct Slip {
    telling: String,
    field: String,
    what: String,
    typed: String,
}

/// GET /console/case/{reference}/recipients
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, &reference_in(&reference)?, None).await
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: &Reference,
    slip: Option<Slip>,
) -> Result<HttpResponse, WebError> {
    let (actor, me, wanted) = (signed_in.actor(), signed_in.staff.id, reference.clone());
    let here = format!("/console/case/{reference}/recipients");
    let (frame, (head, mut recipients)) = framed(desk, signed_in, here, move |desk| {
        let file = open_case(desk, actor, &wanted)?;
        let controller = desk.controller(&file.case.controller)?;
        let zone = desk.terms(controller)?.zone;
        Ok((HeadView::of(&file, controller, zone, me), RecipientView::all(&file, zone)))
    })
    .await?;
    if let Some(slip) = slip
        && let Some(one) = recipients.iter_mut().find(|one| one.id == slip.telling)
    {
        one.error = Some((slip.field, slip.what));
        one.typed = slip.typed;
    }
    answer(&RecipientsView { frame, head, recipients })
}

/// POST /console/case/{reference}/recipients/{telling}/again
pub async fn again(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let to = fields.one("to")?.to_owned();
    let typed = to.clone();
    decide(&desk, &signed_in, &path, typed, move |desk, actor, id| telling::again(desk, actor, id, &to)).await
}

/// POST /console/case/{reference}/recipients/{telling}/settle
pub async fn settle(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (how, reason) = (Resolution::parse(fields.one("how")?), fields.one("reason")?.to_owned());
    let typed = reason.clone();
    decide(&desk, &signed_in, &path, typed, move |desk, actor, id| {
        let how = how.ok_or_else(|| WorkError::field("how", "Choose what came of it."))?;
        telling::resolve(desk, actor, id, how, &reason)
    })
    .await
}

/// Does something about a notice of the case in the address; what is wrong is said on the page.
async fn decide<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    path: &web::Path<(String, String)>,
    typed: String,
    work: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, Actor, TellingId) -> Result<(), WorkError> + Send + 'static,
{
    let reference = reference_in(&path.0)?;
    let id = TellingId::parse(&path.1).ok_or(WebError::NotFound)?;
    let (actor, wanted) = (signed_in.actor(), reference.clone());
    let done = at_desk(desk, move |desk| {
        belongs(desk, &wanted, id)?;
        work(desk, actor, id)
    });
    match done.await {
        Ok(()) => Ok(go_to(&format!("/console/case/{reference}/recipients#r-{id}"))),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            let slip = Slip { telling: id.to_string(), field: field.to_owned(), what, typed };
            show(desk, signed_in, &reference, Some(slip)).await
        }
        Err(other) => Err(other),
    }
}

fn belongs(desk: &Desk, reference: &Reference, id: TellingId) -> Result<(), WorkError> {
    let reference = reference.clone();
    desk.read(move |_, tx, _| {
        let case = tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?;
        let telling = tx.telling(id)?.filter(|telling| telling.case == case.id);
        telling.map(drop).ok_or_else(|| StoreError::NotFound.into())
    })
}
