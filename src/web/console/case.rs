//! The case page and the small deeds on it.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::case_view::{Asked, CaseView, NoteView};
use super::complaint_view::LessonForm;
use super::counter::files::attached;
use super::frame::framed;
use super::guard::SignedIn;
use super::signin::own_path;
use super::slip::Slip;
use crate::domain::case::Reference;
use crate::domain::ids::{CaseId, DisclosureId, StaffId, TeamId};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page_told};
use crate::web::fields::Posted;
use crate::workflow::casefile::open_case;
use crate::workflow::office::give_to_team;
use crate::workflow::together::{changed_since, come_in};
use crate::workflow::{Desk, WorkError, assignment, renewal};

/// What the address may ask for.
#[derive(Debug, Default, Deserialize)]
pub struct CaseQuery {
    #[serde(default)]
    show: String,
    #[serde(default)]
    about: String,
}

impl CaseQuery {
    /// As the page wants it.
    pub fn asked(self) -> Asked {
        Asked { show: self.show, about: self.about, ..Asked::default() }
    }
}

/// Reads a reference from an address; what is none is a page that does not exist.
pub fn reference_in(text: &str) -> Result<Reference, WebError> {
    Reference::parse(text).map_err(|_error| WebError::NotFound)
}

/// GET /console/case/{reference}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    query: web::Query<CaseQuery>,
) -> Result<HttpResponse, WebError> {
    show_case(&desk, &signed_in, reference_in(&reference)?, query.into_inner().asked()).await
}

/// The page of a case or of a complaint, perhaps with something that has to be corrected.
pub async fn show_case(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    asked: Asked,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let own = reference.clone();
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &own)?;
        come_in(desk, actor, file.case.id)?;
        Ok(file)
    };
    let (frame, file) = framed(desk, signed_in, String::new(), read).await?;
    if file.requests.is_empty() {
        return super::complaint::show(desk, signed_in, reference, asked, LessonForm::default()).await;
    }
    let view = CaseView::of(frame, &file, desk, &signed_in.staff, asked).ok_or(WebError::NotFound)?;
    page_told(&view, view.slip.is_there())
}

/// POST …/identifiers: shows the case in full to whoever asks, for some minutes, and notes who looked.
pub async fn unmasked(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let then = own_path(posted.verified(&signed_in.key())?.one("then")?);
    let reference = reference_in(&reference)?;
    in_case(&desk, &signed_in, &reference, assignment::unmask).await?;
    Ok(if then.is_empty() { go_to(&format!("/console/case/{reference}#identifiers")) } else { go_to(&then) })
}

/// POST …/owner: an id, or nothing for nobody.
pub async fn assign(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let owner = match fields.one("owner")? {
        "" => None,
        "me" => Some(signed_in.staff.id),
        id => Some(StaffId::parse(id).ok_or(WebError::NotFound)?),
    };
    let (reference, then) = (reference_in(&reference)?, own_path(fields.one("then")?));
    if let Some(seen) = late(&desk, &signed_in, &reference, fields.one("seen")?).await? {
        return show_case(&desk, &signed_in, reference, Asked { acted_from: Some(seen), ..Asked::default() }).await;
    }
    let given =
        in_case(&desk, &signed_in, &reference, move |desk, actor, case| assignment::assign(desk, actor, case, owner));
    match given.await {
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show_case(&desk, &signed_in, reference, Asked { owner: what, ..Asked::default() }).await
        }
        Ok(()) if !then.is_empty() => Ok(go_to(&then)),
        other => other.map(|()| go_to(&format!("/console/case/{reference}"))),
    }
}

/// POST …/team: an id, or nothing for none.
pub async fn team(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let to = match fields.one("team")? {
        "" => None,
        id => Some(TeamId::parse(id).ok_or(WebError::NotFound)?),
    };
    let reference = reference_in(&reference)?;
    in_case(&desk, &signed_in, &reference, move |desk, actor, case| give_to_team(desk, actor, case, to)).await?;
    Ok(go_to(&format!("/console/case/{reference}")))
}

/// The last line of the log that a page had seen, when others have changed the case since.
async fn late(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: &Reference,
    seen: &str,
) -> Result<Option<i64>, WebError> {
    let Ok(seen) = seen.parse::<i64>() else { return Ok(None) };
    let (actor, reference) = (signed_in.actor(), reference.clone());
    at_desk(desk, move |desk| {
        let file = open_case(desk, actor, &reference)?;
        Ok((!changed_since(&file, seen, actor).is_empty()).then_some(seen))
    })
    .await
}

/// POST …/note
pub async fn note(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (reference, text) = (reference_in(&reference)?, fields.one("note")?.to_owned());
    let kept = Personal::new(text.clone());
    let done =
        in_case(&desk, &signed_in, &reference, move |desk, actor, case| assignment::add_note(desk, actor, case, &kept));
    match done.await {
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            let note = NoteView { text, error: what };
            show_case(&desk, &signed_in, reference, Asked { note, ..Asked::default() }).await
        }
        other => other.map(|()| go_to(&format!("/console/case/{reference}#stream"))),
    }
}

/// On to a part of the case; or the case again with what could not be taken, and what was typed.
pub(super) async fn or_mended(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    done: Result<&str, WebError>,
    slip: Slip,
    about: &str,
) -> Result<HttpResponse, WebError> {
    match done {
        Ok(part) => Ok(go_to(&format!("/console/case/{reference}{part}"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            let (slip, about) = (Slip { what, ..slip }, about.to_owned());
            show_case(desk, signed_in, reference, Asked { about, slip, ..Asked::default() }).await
        }
        Err(other) => Err(other),
    }
}

/// POST …/delivery/{disclosure}/renew
pub async fn renew(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (reference, case, disclosure) = delivered(&desk, &path).await?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| renewal::renew(desk, actor, case, disclosure)).await?;
    Ok(go_to(&format!("/console/case/{reference}#delivery")))
}

/// POST …/delivery/{disclosure}/revoke
pub async fn revoke(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let reason = posted.verified(&signed_in.key())?.one("reason")?.to_owned();
    let (reference, case, disclosure) = delivered(&desk, &path).await?;
    let (actor, slip) = (signed_in.actor(), Slip::at(format!("why-{disclosure}"), "", reason.clone()));
    let done = at_desk(&desk, move |desk| renewal::revoke(desk, actor, case, disclosure, &reason)).await;
    or_mended(&desk, &signed_in, reference, done.map(|()| "#delivery"), slip, "").await
}

/// POST …/delivery/{disclosure}/paper: the package itself, for the post.
pub async fn take_out(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (reference, case, disclosure) = delivered(&desk, &path).await?;
    let actor = signed_in.actor();
    let bytes = at_desk(&desk, move |desk| renewal::take_out(desk, actor, case, disclosure)).await?;
    Ok(attached(desk, bytes, &format!("{reference}.zip"), "application/zip"))
}

/// The case and the disclosure that an address names.
async fn delivered(
    desk: &web::Data<Desk>,
    path: &web::Path<(String, String)>,
) -> Result<(Reference, CaseId, DisclosureId), WebError> {
    let reference = reference_in(&path.0)?;
    let id = DisclosureId::parse(&path.1).ok_or(WebError::NotFound)?;
    let wanted = reference.clone();
    let case = at_desk(desk, move |desk| {
        desk.read(move |_, tx, _| Ok(tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?.id))
    });
    Ok((reference, case.await?, id))
}

/// Does something with the case of a reference.
pub(super) async fn in_case<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: &Reference,
    work: F,
) -> Result<(), WebError>
where
    F: FnOnce(&Desk, Actor, CaseId) -> Result<(), WorkError> + Send + 'static,
{
    let (actor, reference) = (signed_in.actor(), reference.clone());
    at_desk(desk, move |desk| {
        let case = desk.read(move |_, tx, _| Ok(tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?))?;
        work(desk, actor, case.id)
    })
    .await
}
