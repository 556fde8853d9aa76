//! Teams: who is in them, and how many open cases each has.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::listed::ListFile;
use super::past::PastView;
use crate::domain::access::Permission;
use crate::domain::ids::{StaffId, TeamId};
use crate::domain::office::SetupArea;
use crate::domain::request::Actor;
use crate::ports::store::Tx;
use crate::ports::store::staff::Staff;
use crate::ports::store::teams::Team;
use crate::ports::store::views::{QueueFilter, TeamFilter};
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::queues::filter::QueueQuery;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::casefile::Colleagues;
use crate::workflow::office::{TeamSheet, add_team, change_team, past, switch_team};
use crate::workflow::{Desk, WorkError};

/// Where they are.
const HERE: &str = "/console/teams";
/// Cases are counted so far.
const BOUND: i64 = 999;

/// The page.
#[derive(Template)]
#[template(path = "console/teams.html")]
struct TeamsPage {
    frame: DeskFrame,
    teams: Vec<TeamView>,
    new: TeamForm,
    past: Vec<PastView>,
}

/// A team with the form that changes it.
struct TeamView {
    active: bool,
    cases: String,
    href: String,
    form: TeamForm,
}

/// The form of a team; its id is empty for a new one.
#[derive(Clone, Default)]
struct TeamForm {
    id: String,
    name: String,
    /// Everybody who may be in it: id, name, whether they are.
    people: Vec<(String, String, bool)>,
    field: &'static str,
    error: String,
}

/// A form that has to be corrected, and what was typed into it.
struct Refused {
    team: String,
    sheet: TeamSheet,
    field: &'static str,
    what: String,
}

/// GET /console/teams
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, None).await
}

/// POST /console/teams: a new one.
pub async fn add(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let sheet = sheet_in(&posted.verified(&signed_in.key())?)?;
    let given = sheet.clone();
    act(&desk, &signed_in, String::new(), sheet, move |desk, actor| add_team(desk, actor, &given).map(drop)).await
}

/// POST /console/teams/{team}
pub async fn change(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    team: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let sheet = sheet_in(&posted.verified(&signed_in.key())?)?;
    let (id, given) = (TeamId::parse(&team).ok_or(WebError::NotFound)?, sheet.clone());
    act(&desk, &signed_in, id.to_string(), sheet, move |desk, actor| change_team(desk, actor, id, &given)).await
}

/// POST /console/teams/{team}/activity
pub async fn activity(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    team: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let open = posted.verified(&signed_in.key())?.one("active")? == "yes";
    let (actor, id) = (signed_in.actor(), TeamId::parse(&team).ok_or(WebError::NotFound)?);
    at_desk(&desk, move |desk| switch_team(desk, actor, id, open)).await?;
    Ok(go_to(HERE))
}

fn sheet_in(fields: &Fields) -> Result<TeamSheet, WebError> {
    let members = fields.many("member").into_iter().filter_map(StaffId::parse).collect();
    Ok(TeamSheet { name: fields.one("name")?.to_owned(), members })
}

async fn act<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    team: String,
    sheet: TeamSheet,
    work: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, Actor) -> Result<(), WorkError> + Send + 'static,
{
    let actor = signed_in.actor();
    match at_desk(desk, move |desk| work(desk, actor)).await {
        Ok(()) => Ok(go_to(HERE)),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            show(desk, signed_in, Some(Refused { team, sheet, field, what })).await
        }
        Err(other) => Err(other),
    }
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    refused: Option<Refused>,
) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| {
        let zone = desk.zone()?;
        desk.read(move |desk, tx, now| {
            let today = desk.today(now)?;
            let teams = tx.teams()?;
            let counts = teams.iter().map(|team| counted(tx, team.id, today)).collect::<Result<Vec<_>, _>>()?;
            Ok((teams, counts, Colleagues::read(tx)?, past(tx, Some(SetupArea::Team), None)?, zone))
        })
    };
    let (frame, (teams, counts, colleagues, past, zone)) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    let form = |id: String, sheet: TeamSheet| match refused.as_ref().filter(|refused| refused.team == id) {
        Some(refused) => TeamForm {
            field: refused.field,
            error: refused.what.clone(),
            ..TeamForm::of(id, &refused.sheet, &colleagues)
        },
        None => TeamForm::of(id, &sheet, &colleagues),
    };
    let view = |(team, cases): (Team, String)| TeamView {
        active: team.active,
        cases,
        href: QueueQuery::of("team", &team.id.to_string()).href(),
        form: form(team.id.to_string(), TeamSheet { name: team.name, members: team.members }),
    };
    let mut response = answer(&TeamsPage {
        teams: teams.into_iter().zip(counts).map(view).collect(),
        new: form(String::new(), TeamSheet::default()),
        past: PastView::all(past, zone),
        frame,
    })?;
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn counted(tx: &mut dyn Tx, team: TeamId, today: chrono::NaiveDate) -> Result<String, WorkError> {
    let filter = QueueFilter { team: Some(TeamFilter::Of(team)), ..QueueFilter::default() };
    let count = tx.queue_count(&filter, today, BOUND)?;
    Ok(match (count.n, count.more) {
        (n, true) => format!("more than {n} open cases"),
        (1, false) => "1 open case".to_owned(),
        (n, false) => format!("{n} open cases"),
    })
}

impl TeamForm {
    fn of(id: String, sheet: &TeamSheet, colleagues: &Colleagues) -> Self {
        let able = |staff: &&Staff| {
            sheet.members.contains(&staff.id) || (staff.active && staff.role.may(Permission::HandleCases))
        };
        let people = colleagues.all().into_iter().filter(able);
        let people = people.map(|staff| (staff.id.to_string(), staff.name.clone(), sheet.members.contains(&staff.id)));
        Self { id, name: sheet.name.clone(), people: people.collect(), ..Self::default() }
    }

    /// Who is in it, in words.
    fn members(&self) -> String {
        let names: Vec<&str> =
            self.people.iter().filter(|(.., inside)| *inside).map(|(_, name, _)| name.as_str()).collect();
        if names.is_empty() { "Nobody yet".to_owned() } else { names.join(", ") }
    }

    /// The start of the ids of its boxes.
    fn key(&self) -> &str {
        if self.id.is_empty() { "new" } else { &self.id }
    }
}

/// GET /console/teams.csv
pub async fn csv(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let file = ListFile { name: "teams", head: &["Team", "Standing", "Members"] };
    let rows = |desk: &Desk| {
        let (teams, colleagues) = desk.read(|_, tx, _| Ok((tx.teams()?, Colleagues::read(tx)?)))?;
        let row = |team: Team| {
            let members: Vec<String> = team.members.iter().map(|member| colleagues.name(*member)).collect();
            let standing = if team.active { "Open" } else { "Closed" };
            vec![team.name, standing.to_owned(), members.join("; ")]
        };
        Ok(teams.into_iter().map(row).collect())
    };
    file.send(&desk, &signed_in, rows).await
}
