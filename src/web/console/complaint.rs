//! The page of a complaint: its dates, the next step, what the person said, what happened, what was learnt.

use actix_web::{HttpResponse, web};

use super::case::{CaseQuery, reference_in};
use super::case_view::Asked;
use super::complaint_view::{ComplaintView, LessonForm};
use super::frame::framed;
use super::guard::SignedIn;
use crate::domain::case::Reference;
use crate::domain::ids::{CaseId, StaffId};
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page_told};
use crate::web::fields::Posted;
use crate::workflow::complaints::lessons::{self, NewLesson};
use crate::workflow::complaints::open_complaint;
use crate::workflow::{Desk, WorkError};

/// GET /console/complaint/{reference}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    query: web::Query<CaseQuery>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, reference_in(&reference)?, query.into_inner().asked(), LessonForm::default()).await
}

/// The page, perhaps with a note or a lesson that has to be corrected.
pub async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    asked: Asked,
    lesson: LessonForm,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let read = move |desk: &Desk| open_complaint(desk, actor, &reference);
    let (frame, file) = framed(desk, signed_in, String::new(), read).await?;
    let view = ComplaintView::of(frame, &file, desk, &signed_in.staff, asked, lesson)?;
    page_told(&view, view.slip.is_there())
}

/// POST …/lesson
pub async fn lesson(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let reference = reference_in(&reference)?;
    let typed = LessonForm {
        change: fields.one("change")?.to_owned(),
        owner: fields.one("owner")?.to_owned(),
        by: fields.one("by")?.to_owned(),
        error: String::new(),
    };
    let new =
        NewLesson { change: typed.change.clone(), owner: StaffId::parse(&typed.owner), by: typed.by.parse().ok() };
    let (actor, found) = (signed_in.actor(), reference.clone());
    let noted = at_desk(&desk, move |desk| lessons::note(desk, actor, case_of(desk, &found)?, &new));
    match noted.await {
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(&desk, &signed_in, reference, Asked::default(), LessonForm { error: what, ..typed }).await
        }
        other => other.map(|_| go_to(&format!("/console/complaint/{reference}#lessons"))),
    }
}

/// The case of a reference.
pub fn case_of(desk: &Desk, reference: &Reference) -> Result<CaseId, WorkError> {
    let reference = reference.clone();
    desk.read(move |_, tx, _| Ok(tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?.id))
}
