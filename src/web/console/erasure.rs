//! The plan of an erasure before it is approved, its progress afterwards, and its proof.

use actix_web::{HttpResponse, web};
use serde_json::json;

use super::case::reference_in;
use super::case_view::HeadView;
use super::erasure_view::{PlanView, erasure_of, part_looks, works};
use super::frame::framed;
use super::guard::SignedIn;
use super::live::{News, follow};
use crate::domain::access::Permission;
use crate::domain::case::Reference;
use crate::domain::ids::RequestId;
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::open_case;
use crate::workflow::signing_in::StaffDoor;
use crate::workflow::{Desk, WorkError, erasure};

/// GET …/erasure/plan
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, &reference_in(&reference)?, String::new()).await
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: &Reference,
    problem: String,
) -> Result<HttpResponse, WebError> {
    let (actor, wanted) = (signed_in.actor(), reference.clone());
    let (frame, file) = framed(desk, signed_in, String::new(), move |desk| open_case(desk, actor, &wanted)).await?;
    let controller = desk.controller(&file.case.controller)?;
    let zone = desk.terms(controller)?.zone;
    let head = HeadView::of(&file, controller, zone, signed_in.staff.id);
    let may_handle = signed_in.staff.role.may(Permission::HandleCases);
    let mut view = PlanView::of(frame, &file, head, zone, may_handle).ok_or(WebError::NotFound)?;
    view.problem = problem;
    let mut response = answer(&view)?;
    if !view.problem.is_empty() {
        *response.status_mut() = actix_web::http::StatusCode::CONFLICT;
    }
    Ok(response)
}

/// GET …/erasure/plan/progress: how far each system is, for the page that is open.
pub async fn progress(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference) = (signed_in.actor(), reference_in(&reference)?);
    Ok(HttpResponse::Ok().json(at_desk(&desk, move |desk| news(desk, actor, &reference)).await?.content))
}

/// GET …/erasure/plan/live: the same as it happens.
pub async fn live(
    desk: web::Data<Desk>,
    door: web::Data<StaffDoor>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference) = (signed_in.actor(), reference_in(&reference)?);
    follow(desk, door, &signed_in, move |desk| news(desk, actor, &reference)).await
}

fn news(desk: &Desk, actor: Actor, reference: &Reference) -> Result<News, WorkError> {
    let file = open_case(desk, actor, reference)?;
    let found = erasure_of(&file).and_then(|part| part.erasure.as_ref());
    let (erasure, parts) = found.ok_or(StoreError::NotFound)?;
    let begun = erasure.begun_at.is_some();
    let systems = parts.iter().filter(|_| begun).map(
        |part| json!({ "system": part.system, "state": part_looks(part.state).0, "rows": part.erased + part.emptied }),
    );
    let head = json!({ "system": "", "state": erasure.stage.name(), "rows": "" });
    let systems: Vec<_> = std::iter::once(head).chain(systems).collect();
    let content = json!({ "summary": erasure.stage.name(), "systems": systems });
    Ok(News { content, over: !works(erasure.stage, &file) })
}

/// POST …/erasure/again: lets it go on where it stopped.
pub async fn again(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    with_request(&desk, &signed_in, &reference, posted, erasure::again).await
}

/// POST …/erasure/replan: has a new plan made.
pub async fn replan(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    with_request(&desk, &signed_in, &reference, posted, erasure::plan_again).await
}

async fn with_request(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: &str,
    posted: Posted,
    work: fn(&Desk, Actor, RequestId) -> Result<(), WorkError>,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (reference, actor) = (reference_in(reference)?, signed_in.actor());
    let wanted = reference.clone();
    let done = at_desk(desk, move |desk| {
        let request = desk.read(move |_, tx, _| {
            let case = tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?;
            let mut requests = tx.requests(case.id)?.into_iter();
            Ok(requests.find(|request| request.right == Right::Erasure).ok_or(StoreError::NotFound)?)
        })?;
        work(desk, actor, request.id)
    });
    let problem = match done.await {
        Ok(()) => return Ok(go_to(&format!("/console/case/{reference}/erasure/plan"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => super::shown::capital(&what),
        Err(WebError::Work(WorkError::Refused(no))) => super::shown::capital(&no.to_string()),
        Err(WebError::Work(WorkError::Store(StoreError::Conflict))) => {
            "Somebody was faster: this is how it stands now.".to_owned()
        }
        Err(other) => return Err(other),
    };
    show(desk, signed_in, &reference, problem).await
}
