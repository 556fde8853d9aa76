//! Reviewing what was found, as the person will read it.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::case::reference_in;
use super::frame::framed;
use super::guard::SignedIn;
use super::review_view::{Chosen, FindingPage, ReviewView};
use crate::domain::case::Reference;
use crate::domain::disclosure::finding::Finding;
use crate::domain::ids::{FindingId, RequestId};
use crate::domain::request::Request;
use crate::ports::store::findings::StoredFinding;
use crate::ports::store::{StoreError, Tx};
use crate::ports::systems::Systems;
use crate::ports::vault::{ObjectName, Purpose, Vault};
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::casefile::open_case;
use crate::workflow::documents::{mail_files, suggest_in_rows};
use crate::workflow::mapping::pinned;
use crate::workflow::review::{self, Verdict};
use crate::workflow::{Desk, WorkError};

/// Findings of one page.
const FINDINGS: i64 = 30;

/// What the address asks for: a collection and a place in it. Without one, what is flagged and open.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ReviewQuery {
    #[serde(default)]
    system: String,
    #[serde(default)]
    collection: String,
    #[serde(default)]
    after: Option<i64>,
}

impl ReviewQuery {
    /// A page of one collection.
    pub fn at(system: &str, collection: &str, after: Option<i64>) -> Self {
        Self { system: system.to_owned(), collection: collection.to_owned(), after }
    }

    /// The system, the collection, and the place after which the page begins; empty where none is asked for.
    pub fn place(&self) -> (&str, &str, Option<i64>) {
        (&self.system, &self.collection, self.after)
    }
}

/// A trouble with one finding's form.
#[derive(Clone, Debug, Default)]
pub struct Trouble {
    /// Which finding.
    pub finding: String,
    /// What is wrong.
    pub what: String,
    /// The reason that was typed.
    pub reason: String,
    /// The ground that was chosen.
    pub exemption: String,
}

/// GET …/review
pub async fn page(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    query: web::Query<ReviewQuery>,
) -> Result<HttpResponse, WebError> {
    let reference = reference_in(&path.0)?;
    show(&desk, &systems, &signed_in, &reference, &path.1, query.into_inner(), Trouble::default()).await
}

pub(super) async fn show(
    desk: &web::Data<Desk>,
    systems: &web::Data<dyn Systems>,
    signed_in: &SignedIn,
    reference: &Reference,
    right: &str,
    query: ReviewQuery,
    trouble: Trouble,
) -> Result<HttpResponse, WebError> {
    let (actor, wanted, code, asked) = (signed_in.actor(), reference.clone(), right.to_owned(), query.clone());
    let systems = systems.clone();
    let read = move |desk: &Desk| {
        let file = open_case(desk, actor, &wanted)?;
        let part = file.requests.iter().find(|part| part.request.right.code() == code).ok_or(StoreError::NotFound)?;
        let page = findings(desk, part.request.id, &asked)?;
        let known = pinned(desk, &**systems, part.request.id)?;
        let maps: Vec<_> = desk.company_of(&file.case)?.datamaps.iter().filter_map(|name| known.map(name)).collect();
        let rows: Vec<_> = page.findings.iter().map(|(_, found)| found.as_ref()).collect();
        let suggested = suggest_in_rows(desk, &file.case, part.request.id, &maps, &rows)?;
        let mailed = mail_files(desk, &file)?;
        Ok((file, FindingPage { mailed, suggested, ..page }, maps))
    };
    let (frame, (file, page, maps)) = framed(desk, signed_in, String::new(), read).await?;
    let part = file.requests.iter().find(|part| part.request.right.code() == right).ok_or(WebError::NotFound)?;
    let controller = &desk.company_of(&file.case)?;
    let zone = desk.terms(controller)?.zone;
    let chosen = Chosen { system: query.system, collection: query.collection, zone, maps, trouble: &trouble };
    let mut response = answer(&ReviewView::of(frame, &file, part, controller, &signed_in.staff, &page, &chosen))?;
    if !trouble.what.is_empty() {
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// One page of findings, opened.
pub(super) fn findings(desk: &Desk, request: RequestId, query: &ReviewQuery) -> Result<FindingPage, WorkError> {
    let query = query.clone();
    let stored = desk.read(move |_, tx, _| {
        Ok(if query.collection.is_empty() {
            tx.open_findings(request, FINDINGS + 1)?
        } else {
            tx.findings_page(request, &query.system, &query.collection, query.after, FINDINGS + 1)?
        })
    })?;
    let shown = usize::try_from(FINDINGS).unwrap_or_default();
    let more = stored.len() > shown;
    let opened = stored.into_iter().take(shown).map(|kept| opened(&*desk.vault, kept));
    Ok(FindingPage { findings: opened.collect::<Result<_, _>>()?, more, ..FindingPage::default() })
}

/// A finding with its content; `None` in its place once the content has been destroyed or cannot be read.
fn opened(vault: &dyn Vault, kept: StoredFinding) -> Result<(StoredFinding, Option<Finding>), WorkError> {
    if kept.sealed.is_empty() {
        return Ok((kept, None));
    }
    let plain = vault.open_small(ObjectName::new(Purpose::Finding, kept.id.0), &kept.sealed)?;
    Ok((kept, serde_json::from_slice(&plain).ok()))
}

/// POST …/review/{finding}
pub async fn decide(
    desk: web::Data<Desk>,
    systems: web::Data<dyn Systems>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (reference, right) = (reference_in(&path.0)?, path.1.clone());
    let finding = FindingId::parse(&path.2).ok_or(WebError::NotFound)?;
    let (verdict, seen) = (verdict_of(&fields)?, seen_of(&fields)?);
    let trouble = Trouble {
        finding: path.2.clone(),
        reason: fields.one("reason")?.to_owned(),
        exemption: fields.one("exemption")?.to_owned(),
        ..Trouble::default()
    };
    let query = query_of(&fields)?;
    let (actor, wanted, code) = (signed_in.actor(), reference.clone(), right.clone());
    let done = at_desk(&desk, move |desk| {
        let request = desk.read(move |_, tx, _| request_of(tx, &wanted, &code))?;
        review::decide(desk, actor, request.id, finding, seen, verdict)
    });
    let what = match done.await {
        Ok(()) => return Ok(go_to(&address(&reference, &right, &query))),
        Err(WebError::Work(WorkError::Field { what, .. })) => what,
        Err(WebError::Work(WorkError::Store(StoreError::Conflict))) => {
            "Somebody was faster: look at what is decided now. What you typed is still here.".to_owned()
        }
        Err(other) => return Err(other),
    };
    show(&desk, &systems, &signed_in, &reference, &right, query, Trouble { what, ..trouble }).await
}

/// POST …/review/include: the rest of a collection as it is.
pub async fn include_rest(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (reference, right, query) = (reference_in(&path.0)?, path.1.clone(), query_of(&fields)?);
    let (actor, wanted, code, asked) = (signed_in.actor(), reference.clone(), right.clone(), query.clone());
    at_desk(&desk, move |desk| {
        let request = desk.read(move |_, tx, _| request_of(tx, &wanted, &code))?;
        review::include_rest(desk, actor, request.id, &asked.system, &asked.collection).map(drop)
    })
    .await?;
    Ok(go_to(&address(&reference, &right, &query)))
}

fn request_of(tx: &mut dyn Tx, reference: &Reference, right: &str) -> Result<Request, WorkError> {
    let case = tx.case_by_reference(reference)?.ok_or(StoreError::NotFound)?;
    let mut requests = tx.requests(case.id)?.into_iter();
    Ok(requests.find(|request| request.right.code() == right).ok_or(StoreError::NotFound)?)
}

fn verdict_of(fields: &Fields) -> Result<Verdict, WebError> {
    let many = |name: &str| fields.many(name).into_iter().map(str::to_owned).collect::<Vec<_>>();
    Ok(match fields.one("verdict")? {
        "include" => Verdict::Include,
        "undo" => Verdict::Undo,
        "leave_out" => Verdict::LeaveOut {
            fields: if fields.one("whole")? == "yes" { Vec::new() } else { many("field") },
            exemption: fields.one("exemption")?.to_owned(),
            reason: fields.one("reason")?.to_owned(),
            silent: fields.one("silent")? == "yes",
        },
        // One press for what the map marks as another person's.
        "leave_out_marked" => Verdict::LeaveOut {
            fields: many("marked"),
            exemption: "others_data".to_owned(),
            reason: "It is about somebody else, who has not agreed.".to_owned(),
            silent: false,
        },
        _ => return Err(WebError::NotFound),
    })
}

fn seen_of(fields: &Fields) -> Result<Option<DateTime<Utc>>, WebError> {
    let text = fields.one("seen")?;
    Ok(text.parse().ok().and_then(DateTime::from_timestamp_micros))
}

fn query_of(fields: &Fields) -> Result<ReviewQuery, WebError> {
    Ok(ReviewQuery {
        system: fields.one("system")?.to_owned(),
        collection: fields.one("collection")?.to_owned(),
        after: fields.one("after")?.parse().ok(),
    })
}

fn address(reference: &Reference, right: &str, query: &ReviewQuery) -> String {
    let base = format!("/console/case/{reference}/{right}/review");
    if query.collection.is_empty() {
        return base;
    }
    let place = super::review_view::collection_query(&query.system, &query.collection);
    match query.after {
        Some(after) => format!("{base}?{place}&after={after}"),
        None => format!("{base}?{place}"),
    }
}
