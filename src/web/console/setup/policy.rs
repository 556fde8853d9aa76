//! A policy in the console: giving it, going through its facts, putting it in force.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::points_view::{GroupView, PointView, groups, words_in};
use super::policy_upload::Upload;
use crate::domain::access::Permission;
use crate::domain::clock::words::long_date;
use crate::domain::ids::PolicyId;
use crate::domain::policy::Severity;
use crate::domain::setup::Group;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::companies::{Given, Reviewed, adopt as put_in_force, give_word, review, take_policy};
use crate::workflow::{Desk, WorkError};

/// The page on which a policy is given.
#[derive(Template)]
#[template(path = "console/policy_new.html")]
struct NewView {
    frame: DeskFrame,
    companies: Vec<(String, String)>,
    typed: Typed,
}

/// What was typed and not taken.
#[derive(Clone, Default)]
struct Typed {
    chosen: String,
    company: String,
    text: String,
    field: &'static str,
    error: String,
}

/// What stands at the head of every page of a policy.
pub struct PolicyHead {
    /// The company's name.
    pub company: String,
    /// "the version of 4 April 2026", or that it has no date.
    pub version: String,
    /// The address of its pages.
    pub base: String,
    /// Whether it is in force.
    pub in_force: bool,
    /// Whether there is a policy in force to compare with.
    pub compared: bool,
    /// Whether it is in the language that the rules know.
    pub english: bool,
}

/// The overview.
#[derive(Template)]
#[template(path = "console/policy.html")]
struct PolicyView {
    frame: DeskFrame,
    head: PolicyHead,
    groups: Vec<GroupView>,
    facts: usize,
    waits: usize,
    findings: usize,
    high: usize,
    changes: usize,
    problem: String,
    problem_page: &'static str,
    ready: bool,
    may_write: bool,
}

/// One page of facts.
#[derive(Template)]
#[template(path = "console/policy_facts.html")]
struct FactsView {
    frame: DeskFrame,
    head: PolicyHead,
    title: &'static str,
    action: String,
    points: Vec<PointView>,
    blanks: Vec<PointView>,
    next: String,
    may_write: bool,
    problem: String,
}

/// GET /console/policies/new
pub async fn new_page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    query: web::Query<std::collections::BTreeMap<String, String>>,
) -> Result<HttpResponse, WebError> {
    let chosen = query.get("company").filter(|id| desk.controllers.contains_key(*id)).cloned().unwrap_or_default();
    show_new(&desk, &signed_in, Typed { chosen, ..Typed::default() }).await
}

/// POST /console/policies/new
pub async fn take(desk: web::Data<Desk>, signed_in: SignedIn, body: Multipart) -> Result<HttpResponse, WebError> {
    let (typed, given) = match Upload::read(&signed_in, body).await {
        Ok(upload) => {
            let typed = Typed {
                chosen: upload.chosen.clone(),
                company: upload.company.clone(),
                text: upload.text.clone(),
                ..Typed::default()
            };
            (typed, given(upload))
        }
        Err(WebError::Work(WorkError::Field { field, what })) => {
            return show_new(&desk, &signed_in, Typed { field, error: what, ..Typed::default() }).await;
        }
        Err(other) => return Err(other),
    };
    let actor = signed_in.actor();
    match at_desk(&desk, move |desk| take_policy(desk, actor, given)).await {
        Ok(id) => Ok(go_to(&format!("/console/policies/{id}"))),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            show_new(&desk, &signed_in, Typed { field, error: what, ..typed }).await
        }
        Err(other) => Err(other),
    }
}

/// A file counts before pasted words: whoever chose one means it.
fn given(upload: Upload) -> Given {
    let controller = if upload.chosen.is_empty() { upload.company } else { upload.chosen };
    if upload.file.is_empty() {
        return Given { controller, name: String::new(), bytes: upload.text.trim().as_bytes().to_vec() };
    }
    Given { controller, name: upload.file_name, bytes: upload.file }
}

async fn show_new(desk: &web::Data<Desk>, signed_in: &SignedIn, typed: Typed) -> Result<HttpResponse, WebError> {
    let read =
        |desk: &Desk| Ok(desk.controllers.values().map(|known| (known.id.clone(), known.brand.clone())).collect());
    let (frame, companies) = framed(desk, signed_in, "/console/companies".to_owned(), read).await?;
    let wrong = !typed.error.is_empty();
    let mut response = answer(&NewView { frame, companies, typed })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// The identifier in an address.
pub fn policy_in(text: &str) -> Result<PolicyId, WebError> {
    PolicyId::parse(text).ok_or(WebError::NotFound)
}

impl PolicyHead {
    /// Of a policy.
    pub fn of(reviewed: &Reviewed) -> Self {
        let record = &reviewed.file.record;
        let brand = reviewed.file.now.as_ref().map(|now| now.brand.clone());
        let read = reviewed.points.iter().find(|point| point.pointer == "/brand");
        let read = read.and_then(|point| point.fields.first()).map(|field| field.value.clone());
        let date = reviewed.file.reading.policy_date.as_ref().map(|fact| &fact.value);
        let date = date.map(|date| date.date.map_or_else(|| date.written.clone(), long_date));
        Self {
            company: brand.or(read).unwrap_or_else(|| record.line.controller.clone()),
            version: date.map_or_else(|| "without a date".to_owned(), |date| format!("version of {date}")),
            base: format!("/console/policies/{}", record.line.id),
            in_force: record.line.in_force_at.is_some(),
            compared: reviewed.file.compared,
            english: reviewed.file.english,
        }
    }
}

fn cards(reviewed: &Reviewed) -> Vec<(Group, PointView)> {
    let given = &reviewed.file.record.answers;
    let points = reviewed.points.iter().enumerate();
    points
        .map(|(at, point)| (point.group, PointView::of(at + 1, point, reviewed.behind.get(&point.pointer), given)))
        .collect()
}

/// GET /console/policies/{policy}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, policy_in(&path)?, String::new()).await
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    id: PolicyId,
    problem: String,
) -> Result<HttpResponse, WebError> {
    let here = "/console/companies".to_owned();
    let (frame, reviewed) = framed(desk, signed_in, here, move |desk| review(desk, id)).await?;
    let cards = cards(&reviewed);
    let fault = reviewed.result.as_ref().err();
    let page = fault.and_then(|fault| reviewed.points.iter().find(|point| point.pointer == fault.pointer));
    let told = fault.map(|fault| {
        let label = page.map_or("The settings", |point| point.label.as_str());
        format!("{label}: {}.", fault.what)
    });
    let refused = !problem.is_empty();
    let findings = &reviewed.file.findings;
    let view = PolicyView {
        frame,
        head: PolicyHead::of(&reviewed),
        facts: cards.iter().filter(|(_, point)| !point.quote.is_empty()).count(),
        waits: cards.iter().filter(|(_, point)| point.waits).count(),
        findings: findings.len(),
        high: findings.iter().filter(|finding| finding.severity == Severity::High).count(),
        changes: reviewed.file.changes.len(),
        ready: fault.is_none(),
        problem: if refused { problem } else { told.unwrap_or_default() },
        problem_page: page.map_or("who", |point| point.group.code()),
        groups: groups(&cards),
        may_write: signed_in.staff.role.may(Permission::WriteCompanies),
    };
    let mut response = answer(&view)?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// GET /console/policies/{policy}/facts/{group}
pub async fn facts(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    show_facts(&desk, &signed_in, &path, String::new()).await
}

async fn show_facts(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    path: &(String, String),
    problem: String,
) -> Result<HttpResponse, WebError> {
    let (id, group) = (policy_in(&path.0)?, Group::parse(&path.1).ok_or(WebError::NotFound)?);
    let here = "/console/companies".to_owned();
    let (frame, reviewed) = framed(desk, signed_in, here, move |desk| review(desk, id)).await?;
    let own = reviewed.points.iter().filter(|point| point.group == group).enumerate();
    let given = &reviewed.file.record.answers;
    let points: Vec<PointView> =
        own.map(|(at, point)| PointView::of(at + 1, point, reviewed.behind.get(&point.pointer), given)).collect();
    let head = PolicyHead::of(&reviewed);
    let following = Group::ALL.into_iter().skip_while(|known| *known != group).nth(1);
    let view = FactsView {
        frame,
        title: group.title(),
        action: format!("{}/facts/{}", head.base, group.code()),
        blanks: PointView::blanks(group, points.len() + 1),
        next: following.map(|next| next.title().to_owned()).unwrap_or_default(),
        may_write: signed_in.staff.role.may(Permission::WriteCompanies) && !head.in_force,
        points,
        head,
        problem,
    };
    answer(&view)
}

/// POST /console/policies/{policy}/facts/{group}: keeps the words and goes on to the next page.
pub async fn words(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (id, group) = (policy_in(&path.0)?, Group::parse(&path.1).ok_or(WebError::NotFound)?);
    let reviewed = at_desk(&desk, move |desk| review(desk, id)).await?;
    let words = words_in(&fields, &reviewed.points, &reviewed.file.record.answers)?;
    let actor = signed_in.actor();
    match at_desk(&desk, move |desk| give_word(desk, actor, id, words)).await {
        Ok(()) => {
            let following = Group::ALL.into_iter().skip_while(|known| *known != group).nth(1);
            let further = following.filter(|_| fields.has("further"));
            let place = further.map_or_else(String::new, |next| format!("/facts/{}", next.code()));
            Ok(go_to(&format!("/console/policies/{id}{place}")))
        }
        Err(WebError::Work(WorkError::Field { what, .. })) => show_facts(&desk, &signed_in, &path, what).await,
        Err(other) => Err(other),
    }
}

/// POST /console/policies/{policy}/adopt
pub async fn adopt(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (id, actor) = (policy_in(&path)?, signed_in.actor());
    match at_desk(&desk, move |desk| put_in_force(desk, actor, id)).await {
        Ok(company) => Ok(go_to(&format!("/console/companies/{company}"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => show(&desk, &signed_in, id, what).await,
        Err(WebError::Work(WorkError::Setting(fault))) => {
            show(&desk, &signed_in, id, format!("{}: {}.", fault.key(), fault.what)).await
        }
        Err(other) => Err(other),
    }
}
