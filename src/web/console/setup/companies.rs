//! The companies: what each has stated, what follows from it, and changing it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::annex_view::{AnnexLine, annex};
use super::company_view::{CompanyLine, ErrandView, VersionView, policy_line};
use super::points_view::{GroupView, PointView, groups, words_in};
use super::steps::steps;
use crate::domain::access::Permission;
use crate::domain::controller::Controller;
use crate::domain::datamap::DataMap;
use crate::domain::disclosure::lacks;
use crate::domain::right::Right;
use crate::domain::setup::{Answers, Group, Pasteable, Point, ProposedRule, Sheet, errands, proposed_rules, sayings};
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::companies::{back_to_file, company, keep};
use crate::workflow::{Desk, WorkError};

/// The list.
#[derive(Template)]
#[template(path = "console/companies.html")]
struct CompaniesView {
    frame: DeskFrame,
    of: usize,
    done: usize,
    companies: Vec<CompanyLine>,
    may_write: bool,
}

/// One company.
#[derive(Template)]
#[template(path = "console/company.html")]
struct CompanyView {
    frame: DeskFrame,
    id: String,
    brand: String,
    standing: String,
    saved: bool,
    has_file: bool,
    form: String,
    labels: Vec<(&'static str, String, bool)>,
    groups: Vec<GroupView>,
    annex: Vec<AnnexLine>,
    open: usize,
    errands: Vec<ErrandView>,
    rules: Vec<ProposedRule>,
    pasteable: Pasteable,
    policies: Vec<(String, String, String)>,
    history: Vec<VersionView>,
    may_write: bool,
}

/// One page of its settings.
#[derive(Template)]
#[template(path = "console/company_edit.html")]
struct EditView {
    frame: DeskFrame,
    id: String,
    brand: String,
    title: &'static str,
    action: String,
    points: Vec<PointView>,
    blanks: Vec<PointView>,
    problem: String,
    anchor: String,
}

/// GET /console/companies
pub async fn list(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| {
        let lines = desk.controllers.keys().map(|id| Ok(CompanyLine::of(&company(desk, id)?)));
        Ok((lines.collect::<Result<Vec<_>, WorkError>>()?, steps(desk)?))
    };
    let (frame, (companies, steps)) = framed(&desk, &signed_in, "/console/companies".to_owned(), read).await?;
    let done = steps.iter().filter(|step| step.done).count();
    let may_write = signed_in.staff.role.may(Permission::WriteCompanies);
    answer(&CompaniesView { frame, of: steps.len(), done, companies, may_write })
}

/// GET /console/companies/{company}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let id = path.into_inner();
    let may_write = signed_in.staff.role.may(Permission::WriteCompanies);
    let read = move |desk: &Desk| {
        let found = company(desk, &id)?;
        let zone = desk.terms(&found.now)?.zone;
        let told = errands(&found.now, &desk.companies.partners).iter().map(ErrandView::of).collect::<Vec<_>>();
        let form = desk.url(&format!("/r/{}", found.now.id));
        Ok((found, zone, told, form))
    };
    let (frame, (found, zone, errands, form)) =
        framed(&desk, &signed_in, "/console/companies".to_owned(), read).await?;
    let now = &found.now;
    let annex = annex(now);
    let line = CompanyLine::of(&found);
    answer(&CompanyView {
        frame,
        id: now.id.clone(),
        brand: now.brand.clone(),
        standing: line.standing(zone),
        saved: found.saved,
        has_file: found.has_file,
        form,
        labels: Right::ALL.map(|right| label(now, right)).to_vec(),
        groups: groups(&cards(now)),
        open: lacks(now).len(),
        annex,
        errands,
        rules: proposed_rules(now),
        policies: found.policies.iter().map(|policy| policy_line(policy, zone)).collect(),
        history: found.history.iter().map(|(version, who)| VersionView::of(version, who, zone)).collect(),
        pasteable: found.pasteable.clone(),
        may_write,
    })
}

/// A right, the words of the form for it, and whether they are the company's own.
fn label(controller: &Controller, right: Right) -> (&'static str, String, bool) {
    (right.name(), controller.words_for(right).to_owned(), controller.wording.contains_key(right.code()))
}

fn cards(controller: &Controller) -> Vec<(Group, PointView)> {
    let none = Answers::new();
    let points = Sheet::of_controller(controller).points();
    points.iter().enumerate().map(|(at, point)| (point.group, PointView::of(at + 1, point, None, &none))).collect()
}

/// GET /console/companies/{company}/edit/{group}
pub async fn edit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    show_edit(&desk, &signed_in, &systems, &path, None).await
}

/// The points of a page. What it says in other languages is asked for every text, those of its data maps included.
fn points_of(desk: &Desk, systems: &dyn Systems, now: &Controller, group: Group) -> Vec<Point> {
    if group != Group::Words {
        return Sheet::of_controller(now).points().into_iter().filter(|point| point.group == group).collect();
    }
    let maps: Vec<_> = now.datamaps.iter().filter_map(|name| systems.map(name)).collect();
    let maps: Vec<&DataMap> = maps.iter().map(|map| &**map).collect();
    desk.languages.all().flat_map(|language| sayings(now, &maps, language)).collect()
}

/// What was wrong, and what was typed.
struct Refused {
    pointer: String,
    what: String,
    words: super::points_view::Words,
}

async fn show_edit(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    systems: &web::Data<dyn Systems>,
    path: &(String, String),
    refused: Option<Refused>,
) -> Result<HttpResponse, WebError> {
    let (id, group) = (path.0.clone(), Group::parse(&path.1).ok_or(WebError::NotFound)?);
    let here = "/console/companies".to_owned();
    let (frame, now) = framed(desk, signed_in, here, move |desk| Ok(desk.controller(&id)?.clone())).await?;
    let points = points_of(desk, &***systems, &now, group);
    let own = points.iter().enumerate();
    let none = Answers::new();
    let mut points: Vec<PointView> = own.map(|(at, point)| PointView::of(at + 1, point, None, &none)).collect();
    let mut blanks = PointView::blanks(group, points.len() + 1);
    let mut anchor = String::new();
    if let Some(refused) = &refused {
        points.iter_mut().chain(&mut blanks).for_each(|point| point.typed(&refused.words));
        let wrong = points.iter_mut().find(|point| point.pointer == refused.pointer);
        if let Some(wrong) = wrong {
            wrong.error.clone_from(&refused.what);
            anchor = wrong.fields.first().map(|field| field.id.clone()).unwrap_or_default();
        }
    }
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = answer(&EditView {
        frame,
        action: format!("/console/companies/{}/edit/{}", now.id, group.code()),
        id: now.id,
        brand: now.brand,
        title: group.title(),
        points,
        blanks,
        problem: refused.map(|refused| refused.what).unwrap_or_default(),
        anchor,
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// POST /console/companies/{company}/edit/{group}
pub async fn submit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let group = Group::parse(&path.1).ok_or(WebError::NotFound)?;
    let points = points_of(&desk, &**systems, desk.controller(&path.0)?, group);
    let words = words_in(&fields, &points, &Answers::new())?;
    let (id, actor, given) = (path.0.clone(), signed_in.actor(), words.clone());
    match at_desk(&desk, move |desk| keep(desk, actor, &id, given)).await {
        Ok(()) => Ok(go_to(&format!("/console/companies/{}", path.0))),
        Err(WebError::Work(WorkError::Setting(fault))) => {
            let label = points.iter().find(|point| point.pointer == fault.pointer).map(|point| point.label.clone());
            let what = format!("{}: {}.", label.unwrap_or_else(|| fault.key()), fault.what);
            show_edit(&desk, &signed_in, &systems, &path, Some(Refused { pointer: fault.pointer, what, words })).await
        }
        Err(other) => Err(other),
    }
}

/// POST /console/companies/{company}/file: goes back to what its file says.
pub async fn to_file(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (id, actor) = (path.into_inner(), signed_in.actor());
    let place = format!("/console/companies/{id}");
    at_desk(&desk, move |desk| back_to_file(desk, actor, &id)).await?;
    Ok(go_to(&place))
}
