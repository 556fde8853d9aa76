//! Staff: adding with an invitation that is shown once, roles, letting go.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::listed::ListFile;
use crate::domain::access::{Permission, Role};
use crate::domain::ids::StaffId;
use crate::domain::personal::Personal;
use crate::ports::store::staff::Staff;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::administration::{self, NewColleague};
use crate::workflow::casefile::Colleagues;
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/staff.html")]
struct StaffView {
    frame: DeskFrame,
    colleagues: Vec<ColleagueView>,
    roles: Vec<RoleView>,
    typed: Typed,
    problem: String,
    invitation: Option<InvitationView>,
}

/// Somebody.
struct ColleagueView {
    id: String,
    name: String,
    email: String,
    role_code: &'static str,
    active: bool,
    me: bool,
    /// Until when they are away; empty when they are there.
    away: String,
}

/// A role that can be given.
struct RoleView {
    code: &'static str,
    name: &'static str,
    may: String,
}

/// What was typed into the form.
#[derive(Clone, Default)]
struct Typed {
    name: String,
    email: String,
    role: String,
    field: &'static str,
    error: String,
}

/// An invitation, shown once.
struct InvitationView {
    name: String,
    code: String,
    link: String,
}

/// What a form led to.
#[derive(Default)]
struct Outcome {
    typed: Typed,
    problem: String,
    invitation: Option<InvitationView>,
}

/// GET /console/staff
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, Outcome::default()).await
}

/// POST /console/staff: adds somebody and shows their invitation.
pub async fn add(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let mut typed = Typed {
        name: fields.one("name")?.to_owned(),
        email: fields.one("email")?.to_owned(),
        role: fields.one("role")?.to_owned(),
        ..Typed::default()
    };
    let Some(role) = Role::parse(&typed.role) else {
        (typed.field, typed.error) = ("role", "Choose a role.".to_owned());
        return show(&desk, &signed_in, Outcome { typed, ..Outcome::default() }).await;
    };
    let colleague = NewColleague { email: Personal::new(typed.email.clone()), name: typed.name.clone(), role };
    let actor = signed_in.actor();
    match at_desk(&desk, move |desk| administration::invite(desk, actor, &colleague)).await {
        Ok((staff, code)) => invited(&desk, &signed_in, staff.name, code).await,
        Err(WebError::Work(WorkError::Field { field, what })) => {
            (typed.field, typed.error) = (field, what);
            show(&desk, &signed_in, Outcome { typed, ..Outcome::default() }).await
        }
        Err(other) => Err(other),
    }
}

/// POST /console/staff/{staff}/role
pub async fn role(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let role = Role::parse(fields.one("role")?).ok_or(WebError::NotFound)?;
    changed(&desk, &signed_in, &id, move |desk, actor, id| administration::change_role(desk, actor, id, role)).await
}

/// POST /console/staff/{staff}/activity
pub async fn activity(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields: Fields = posted.verified(&signed_in.key())?;
    let active = fields.one("active")? == "yes";
    changed(&desk, &signed_in, &id, move |desk, actor, id| administration::change_activity(desk, actor, id, active))
        .await
}

/// POST /console/staff/{staff}/invitation: a new code, because the first is used up or the password is lost.
pub async fn invite_again(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (actor, id) = (signed_in.actor(), StaffId::parse(&id).ok_or(WebError::NotFound)?);
    let (staff, code) = at_desk(&desk, move |desk| administration::invite_again(desk, actor, id)).await?;
    invited(&desk, &signed_in, staff.name, code).await
}

async fn invited(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    name: String,
    code: String,
) -> Result<HttpResponse, WebError> {
    let invitation = InvitationView { name, code, link: desk.url("/console/invitation") };
    show(desk, signed_in, Outcome { invitation: Some(invitation), ..Outcome::default() }).await
}

async fn changed<F, T>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    id: &str,
    work: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, crate::domain::request::Actor, StaffId) -> Result<T, WorkError> + Send + 'static,
    T: Send + 'static,
{
    let (actor, id) = (signed_in.actor(), StaffId::parse(id).ok_or(WebError::NotFound)?);
    match at_desk(desk, move |desk| work(desk, actor, id)).await {
        Ok(_) => Ok(go_to("/console/staff")),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(desk, signed_in, Outcome { problem: what, ..Outcome::default() }).await
        }
        Err(other) => Err(other),
    }
}

async fn show(desk: &web::Data<Desk>, signed_in: &SignedIn, outcome: Outcome) -> Result<HttpResponse, WebError> {
    let here = "/console/staff".to_owned();
    let read = |desk: &Desk| desk.read(|desk, tx, now| Ok((tx.all_staff()?, Colleagues::read(tx)?, desk.today(now)?)));
    let (frame, (staff, known, today)) = framed(desk, signed_in, here, read).await?;
    let me = signed_in.staff.id;
    let colleagues = staff.into_iter().map(|staff| ColleagueView {
        id: staff.id.to_string(),
        email: staff.email.reveal().to_owned(),
        role_code: staff.role.code(),
        active: staff.active,
        me: staff.id == me,
        away: known.away(staff.id, today).unwrap_or_default(),
        name: staff.name,
    });
    answer(&StaffView {
        frame,
        colleagues: colleagues.collect(),
        roles: Role::ALL.into_iter().map(RoleView::of).collect(),
        typed: outcome.typed,
        problem: outcome.problem,
        invitation: outcome.invitation,
    })
}

/// GET /console/staff.csv
pub async fn csv(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let file = ListFile { name: "staff", head: &["Name", "E-mail", "Role", "Account", "Away"] };
    let rows = |desk: &Desk| {
        desk.read(|desk, tx, now| {
            let (known, today) = (Colleagues::read(tx)?, desk.today(now)?);
            let row = |one: &&Staff| {
                let account = if one.active { "In use" } else { "Disabled" };
                let away = known.away(one.id, today).unwrap_or_default();
                let facts = [one.email.reveal(), one.role.name(), account, &away].map(str::to_owned);
                std::iter::once(one.name.clone()).chain(facts).collect()
            };
            Ok(known.all().iter().map(row).collect())
        })
    };
    file.send(&desk, &signed_in, rows).await
}

impl RoleView {
    fn of(role: Role) -> Self {
        let may = Permission::ALL.into_iter().filter(|permission| role.may(*permission)).map(Permission::words);
        Self { code: role.code(), name: role.name(), may: may.collect::<Vec<_>>().join(", ") }
    }
}
