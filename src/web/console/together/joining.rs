//! Putting cases of one person together, splitting one, and noting that two belong together.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::domain::case::Reference;
use crate::domain::clock::words::long_date;
use crate::domain::right::Right;
use crate::ports::store::links::LinkKind;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::case_view::HeadView;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::shown::RightView;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::casefile::{CaseFile, open_case};
use crate::workflow::joining::{self, PlannedStep};
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/joining.html")]
struct JoiningView {
    frame: DeskFrame,
    head: HeadView,
    known: Vec<(String, String)>,
    typed: Typed,
    plan: Vec<StepView>,
    open: Vec<RightView>,
    links: Vec<LinkedView>,
    error: String,
}

/// What becomes of one request.
struct StepView {
    right: RightView,
    words: String,
}

/// A case that belongs with this one.
#[derive(Clone, Debug)]
pub struct LinkedView {
    /// Its reference.
    pub reference: String,
    /// How, as words after the reference.
    pub words: &'static str,
    /// Whether it can be taken back.
    pub loose: bool,
}

/// What was chosen.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    other: String,
    #[serde(default)]
    same: String,
}

type Address = web::Path<String>;

/// GET …/together, with another case in its address when somebody wants to see what joining would do.
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: Address,
    typed: web::Query<Typed>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, reference_in(&reference)?, typed.into_inner(), String::new()).await
}

/// POST …/join: this case is answered with the other one from now on.
pub async fn join(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: Address,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (reference, typed, other) = chosen(&signed_in, &reference, posted)?;
    let (actor, from, why) = (signed_in.actor(), reference.clone(), typed.same.clone());
    let Some(into) = other else { return unreadable(&desk, &signed_in, reference, typed).await };
    let there = format!("/console/case/{into}");
    let done = at_desk(&desk, move |desk| joining::join(desk, actor, &from, &into, &why)).await;
    settled(&desk, &signed_in, reference, typed, done.map(|()| there)).await
}

/// POST …/link: the two belong together, and each is answered by itself.
pub async fn link(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: Address,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (reference, away) = (reference_in(&reference)?, fields.has("away"));
    let typed = typed_in(&fields)?;
    let Ok(other) = Reference::parse(&typed.other) else {
        return unreadable(&desk, &signed_in, reference, typed).await;
    };
    let (actor, from) = (signed_in.actor(), reference.clone());
    let done = at_desk(&desk, move |desk| {
        let deed = if away { joining::unlink } else { joining::link };
        deed(desk, actor, &from, &other)
    });
    let here = format!("/console/case/{reference}/together");
    let done = done.await.map(|()| here);
    settled(&desk, &signed_in, reference, typed, done).await
}

/// POST …/split: what is ticked gets a case of its own.
pub async fn split(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: Address,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let reference = reference_in(&reference)?;
    let rights: Vec<Right> = fields.many("right").into_iter().filter_map(Right::parse).collect();
    let (actor, from) = (signed_in.actor(), reference.clone());
    let done = at_desk(&desk, move |desk| joining::split(desk, actor, &from, &rights)).await;
    let done = done.map(|new| format!("/console/case/{}", new.reference));
    settled(&desk, &signed_in, reference, Typed::default(), done).await
}

fn chosen(
    signed_in: &SignedIn,
    reference: &Address,
    posted: Posted,
) -> Result<(Reference, Typed, Option<Reference>), WebError> {
    let typed = typed_in(&posted.verified(&signed_in.key())?)?;
    let other = Reference::parse(&typed.other).ok();
    Ok((reference_in(reference)?, typed, other))
}

fn typed_in(fields: &Fields) -> Result<Typed, WebError> {
    Ok(Typed { other: fields.one("other")?.trim().to_owned(), same: fields.one("same")?.to_owned() })
}

async fn unreadable(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    typed: Typed,
) -> Result<HttpResponse, WebError> {
    let error = "Enter the reference of the other case, such as JR-26-7K4M-2.".to_owned();
    show(desk, signed_in, reference, typed, error).await
}

/// Leads on, or shows what has to be corrected.
async fn settled(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    typed: Typed,
    done: Result<String, WebError>,
) -> Result<HttpResponse, WebError> {
    match done {
        Ok(there) => Ok(go_to(&there)),
        Err(WebError::Work(WorkError::Field { what, .. })) => show(desk, signed_in, reference, typed, what).await,
        Err(other) => Err(other),
    }
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    typed: Typed,
    error: String,
) -> Result<HttpResponse, WebError> {
    let (actor, wanted) = (signed_in.actor(), typed.clone());
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &reference)?;
        let plan = match Reference::parse(&wanted.other) {
            Ok(other) => joining::preview(desk, &reference, &other, !wanted.same.trim().is_empty()),
            Err(_) => Ok(Vec::new()),
        };
        match plan {
            Err(WorkError::Field { what, .. }) => Ok((file, Vec::new(), what)),
            other => Ok((file, other?, String::new())),
        }
    };
    let (frame, (file, plan, refused)) = framed(desk, signed_in, String::new(), read).await?;
    let controller = desk.controller(&file.case.controller)?;
    let zone = desk.terms(controller)?.zone;
    let facts = crate::web::console::facts::FactsView::of(&file, controller, zone);
    answer(&JoiningView {
        head: HeadView::of(&file, controller, zone, signed_in.staff.id),
        known: facts.seen_before,
        plan: plan.iter().map(|step| StepView::of(step, zone)).collect(),
        open: open_rights(&file),
        links: LinkedView::all(&file),
        error: if error.is_empty() { refused } else { error },
        frame,
        typed,
    })
}

fn open_rights(file: &CaseFile) -> Vec<RightView> {
    let open = file.requests.iter().filter(|part| part.request.state.is_open());
    open.map(|part| RightView::of(part.request.right)).collect()
}

impl StepView {
    fn of(step: &PlannedStep, zone: chrono_tz::Tz) -> Self {
        let date = |at: chrono::DateTime<chrono::Utc>| long_date(at.with_timezone(&zone).date_naive());
        let words = match (step.same, step.earlier) {
            (true, Some(at)) => {
                format!("Both ask for this: one answer, and its clock counts from {}, the earlier receipt.", date(at))
            }
            (true, None) => "Both ask for this: one answer there, by the date that stands there.".to_owned(),
            (false, _) => "The other case answers this, too, with the clock that runs here.".to_owned(),
        };
        Self { right: RightView::of(step.right), words }
    }
}

impl LinkedView {
    /// The cases that belong with one.
    pub fn all(file: &CaseFile) -> Vec<Self> {
        let view = |(reference, kind, first): &(Reference, LinkKind, bool)| Self {
            reference: reference.to_string(),
            words: match (kind, first) {
                (LinkKind::Joined, true) => "answers what this case asked for",
                (LinkKind::Joined, false) => "is answered here",
                (LinkKind::Split, true) => "is where this case was split off",
                (LinkKind::Split, false) => "was split off this case",
                (LinkKind::Related, _) => "belongs with this case",
            },
            loose: *kind == LinkKind::Related,
        };
        file.together.links.iter().map(view).collect()
    }
}
