//! Corrections and marks in the systems: old and new side by side, what became of each, and the small deeds on the page.

use actix_web::{HttpResponse, web};

use super::changes_view::ChangesView;
use crate::domain::access::Permission;
use crate::domain::case::Reference;
use crate::domain::ids::{AmendmentId, FindingId, RequestId};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::ports::store::StoreError;
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::case_view::HeadView;
use crate::web::console::frame::framed;
use crate::web::console::guard::SignedIn;
use crate::web::console::review::{ReviewQuery, findings};
use crate::web::console::review_view::FindingPage;
use crate::web::console::shown::capital;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::amending::{self, Correction};
use crate::workflow::casefile::{CaseFile, RequestFile, open_case};
use crate::workflow::{Desk, WorkError};

/// A trouble with a form of the page, and what was typed.
#[derive(Clone, Debug, Default)]
pub struct Trouble {
    /// What is wrong.
    pub what: String,
    /// The row whose form it was.
    pub finding: String,
    /// The column that was chosen.
    pub column: String,
    /// The value that was typed.
    pub after: String,
    /// The evidence that was typed.
    pub evidence: String,
}

/// Whether a request has such a page.
pub fn has_page(part: &RequestFile) -> bool {
    let found = part.counts.iter().any(|count| count.rows > 0);
    matches!(part.request.right, Right::Rectification | Right::Restriction) && (found || !part.amendments.is_empty())
}

/// The name of the page.
pub const fn page_name(right: Right) -> &'static str {
    match right {
        Right::Restriction => "What is restricted",
        _ => "Old and new",
    }
}

/// GET …/changes
pub async fn page(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    query: web::Query<ReviewQuery>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &systems, &signed_in, &Place::of(&path.0, &path.1)?, query.into_inner(), Trouble::default()).await
}

/// Where the address points.
struct Place {
    reference: Reference,
    right: Right,
}

impl Place {
    fn of(reference: &str, right: &str) -> Result<Self, WebError> {
        let right = Right::parse(right).ok_or(WebError::NotFound)?;
        Ok(Self { reference: reference_in(reference)?, right })
    }

    fn address(&self) -> String {
        format!("/console/case/{}/{}/changes", self.reference, self.right.code())
    }
}

async fn show(
    desk: &web::Data<Desk>,
    systems: &web::Data<dyn Systems>,
    signed_in: &SignedIn,
    place: &Place,
    query: ReviewQuery,
    trouble: Trouble,
) -> Result<HttpResponse, WebError> {
    let (actor, wanted, right) = (signed_in.actor(), place.reference.clone(), place.right);
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &wanted)?;
        let part = part_of(&file, right)?;
        let opened = amending::opened(desk, part.request.id)?;
        let query = first_of(part, &query);
        let rows = rows(desk, part, &query)?;
        Ok((file, opened, query, rows))
    };
    let (frame, (file, opened, query, rows)) = framed(desk, signed_in, String::new(), read).await?;
    let part = part_of(&file, right)?;
    if !has_page(part) {
        return Err(WebError::NotFound);
    }
    let controller = &desk.company_of(&file.case)?;
    let zone = desk.terms(controller)?.zone;
    let head = HeadView::of(&file, controller, zone, signed_in.staff.id);
    let maps = controller.datamaps.iter().filter_map(|name| systems.map(name)).collect();
    let markings = amending::markings(controller, &***systems, &part.counts);
    let may_handle = signed_in.staff.role.may(Permission::HandleCases);
    let mut view = ChangesView::of(frame, head, &file, part, maps, may_handle);
    view.with_sheet(&opened, zone);
    view.with_markings(&markings);
    view.with_rows(part, &rows, &query, &trouble);
    view.problem = trouble.what;
    let mut response = answer(&view)?;
    if !view.problem.is_empty() {
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn part_of(file: &CaseFile, right: Right) -> Result<&RequestFile, WorkError> {
    let found = file.requests.iter().find(|part| part.request.right == right);
    found.ok_or(WorkError::Store(StoreError::NotFound))
}

/// Without a collection in the address, the first in which something was found.
fn first_of(part: &RequestFile, query: &ReviewQuery) -> ReviewQuery {
    let (_, collection, _) = query.place();
    let first = part.counts.iter().find(|count| count.rows > 0).filter(|_| collection.is_empty());
    first.map_or(query.clone(), |count| ReviewQuery::at(&count.system, &count.collection, None))
}

/// The rows of a collection, for the sheet of corrections.
fn rows(desk: &Desk, part: &RequestFile, query: &ReviewQuery) -> Result<FindingPage, WorkError> {
    if part.request.right != Right::Rectification {
        return Ok(FindingPage { findings: Vec::new(), ..FindingPage::default() });
    }
    findings(desk, part.request.id, query)
}

/// POST …/changes/add: a correction onto the sheet.
pub async fn add(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let place = Place::of(&path.0, &path.1)?;
    let query = query_of(&fields)?;
    let typed = Trouble {
        what: String::new(),
        finding: fields.one("finding")?.to_owned(),
        column: fields.one("column")?.to_owned(),
        after: fields.one("after")?.to_owned(),
        evidence: fields.one("evidence")?.to_owned(),
    };
    let wanted = Correction {
        finding: FindingId::parse(&typed.finding).ok_or(WebError::NotFound)?,
        column: typed.column.clone(),
        after: Personal::new(typed.after.clone()),
        evidence: Personal::new(typed.evidence.clone()),
    };
    let known = systems.clone().into_inner();
    let done = with_request(&desk, &signed_in, &place, move |desk, actor, request| {
        amending::propose(desk, &*known, actor, request, &wanted)
    });
    match problem(done.await)? {
        None => Ok(go_to(&format!("{}?{}", place.address(), place_query(&query)))),
        Some(what) => show(&desk, &systems, &signed_in, &place, query, Trouble { what, ..typed }).await,
    }
}

fn query_of(fields: &Fields) -> Result<ReviewQuery, WebError> {
    Ok(ReviewQuery::at(fields.one("system")?, fields.one("collection")?, fields.one("place")?.parse().ok()))
}

/// The place of a page of rows, for an address.
pub fn place_query(query: &ReviewQuery) -> String {
    let (system, collection, after) = query.place();
    let base = crate::web::console::review_view::collection_query(system, collection);
    after.map_or(base.clone(), |after| format!("{base}&after={after}"))
}

/// POST …/changes/{amendment}/off
pub async fn off(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    deed_on_one(&desk, &systems, &signed_in, &path, posted, amending::take_off).await
}

/// POST …/changes/{amendment}/anew
pub async fn anew(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    deed_on_one(&desk, &systems, &signed_in, &path, posted, amending::compare_anew).await
}

async fn deed_on_one(
    desk: &web::Data<Desk>,
    systems: &web::Data<dyn Systems>,
    signed_in: &SignedIn,
    path: &(String, String, String),
    posted: Posted,
    deed: fn(&Desk, Actor, RequestId, AmendmentId) -> Result<(), WorkError>,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let place = Place::of(&path.0, &path.1)?;
    let id = AmendmentId::parse(&path.2).ok_or(WebError::NotFound)?;
    let done = with_request(desk, signed_in, &place, move |desk, actor, request| deed(desk, actor, request, id));
    finish(desk, systems, signed_in, &place, done.await).await
}

/// POST …/changes/again: tries what was not taken, and looks again.
pub async fn again(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let place = Place::of(&path.0, &path.1)?;
    let done = with_request(&desk, &signed_in, &place, amending::again);
    finish(&desk, &systems, &signed_in, &place, done.await).await
}

/// POST …/changes/restrict: a restriction while accuracy is checked.
pub async fn restrict(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let place = Place::of(&path.0, &path.1)?;
    let done = with_request(&desk, &signed_in, &place, |desk, actor, request| {
        amending::restrict_meanwhile(desk, actor, request).map(drop)
    });
    match problem(done.await)? {
        None => Ok(go_to(&format!("/console/case/{}?about=restriction", place.reference))),
        what => finish(&desk, &systems, &signed_in, &place, Err(said(what))).await,
    }
}

fn said(what: Option<String>) -> WebError {
    WebError::Work(WorkError::field("changes", what.unwrap_or_default()))
}

async fn finish(
    desk: &web::Data<Desk>,
    systems: &web::Data<dyn Systems>,
    signed_in: &SignedIn,
    place: &Place,
    done: Result<(), WebError>,
) -> Result<HttpResponse, WebError> {
    match problem(done)? {
        None => Ok(go_to(&place.address())),
        Some(what) => {
            let trouble = Trouble { what, ..Trouble::default() };
            show(desk, systems, signed_in, place, ReviewQuery::default(), trouble).await
        }
    }
}

/// What stands in the way, in words; other errors have pages of their own.
fn problem(done: Result<(), WebError>) -> Result<Option<String>, WebError> {
    match done {
        Ok(()) => Ok(None),
        Err(WebError::Work(WorkError::Field { what, .. })) => Ok(Some(capital(&what))),
        Err(WebError::Work(WorkError::Refused(no))) => Ok(Some(capital(&no.to_string()))),
        Err(WebError::Work(WorkError::Store(StoreError::Conflict))) => {
            Ok(Some("This is not possible any more: somebody was faster, and this is how it stands now.".to_owned()))
        }
        Err(other) => Err(other),
    }
}

async fn with_request<F>(desk: &web::Data<Desk>, signed_in: &SignedIn, place: &Place, work: F) -> Result<(), WebError>
where
    F: FnOnce(&Desk, Actor, RequestId) -> Result<(), WorkError> + Send + 'static,
{
    let (reference, right, actor) = (place.reference.clone(), place.right, signed_in.actor());
    at_desk(desk, move |desk| {
        let request = desk.read(move |_, tx, _| {
            let case = tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?;
            let mut requests = tx.requests(case.id)?.into_iter();
            Ok(requests.find(|request| request.right == right).ok_or(StoreError::NotFound)?)
        })?;
        work(desk, actor, request.id)
    })
    .await
}
