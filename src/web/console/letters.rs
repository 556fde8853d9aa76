//! The wordings of letters, by company: reading, trying, keeping, restoring; and what a company's answers still lack.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Tz;

use super::case::reference_in;
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::letters_view::{EntryView, LetterLine, PreviewView, VersionView};
use crate::domain::access::Permission;
use crate::domain::case::Reference;
use crate::domain::disclosure::{Lack, lacks};
use crate::domain::ids::WordingId;
use crate::domain::letter::is_editable;
use crate::domain::notice::NoticeKind;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::wordings::{Preview, WordingFile, keep_wording, preview, restore_wording, wording_of};
use crate::workflow::{Desk, WorkError};

/// The list of letters of every company.
#[derive(Template)]
#[template(path = "console/letters.html")]
struct LettersView {
    frame: DeskFrame,
    companies: Vec<(String, Vec<LetterLine>)>,
}

/// One wording.
#[derive(Template)]
#[template(path = "console/wording.html")]
struct WordingView {
    frame: DeskFrame,
    company: String,
    name: &'static str,
    number: &'static str,
    action: String,
    body: String,
    own: bool,
    reference: String,
    problem: String,
    entries: Vec<EntryView>,
    history: Vec<VersionView>,
    preview: PreviewView,
    may_write: bool,
}

/// What the answers of each company lack.
#[derive(Template)]
#[template(path = "console/lacks.html")]
struct LacksView {
    frame: DeskFrame,
    companies: Vec<(String, Vec<Lack>)>,
}

/// What was typed and not kept.
#[derive(Clone, Default)]
struct Typed {
    body: Option<String>,
    reference: String,
    problem: String,
}

/// GET /console/letters
pub async fn list(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| {
        let mut companies = Vec::new();
        for controller in desk.controllers.values() {
            let kinds = NoticeKind::ALL.into_iter().filter(|kind| is_editable(*kind));
            let lines =
                kinds.map(|kind| Ok(LetterLine::of(controller, kind, wording_of(desk, &controller.id, kind)?.own)));
            companies.push((controller.brand.clone(), lines.collect::<Result<Vec<_>, WorkError>>()?));
        }
        Ok(companies)
    };
    let (frame, companies) = framed(&desk, &signed_in, "/console/letters".to_owned(), read).await?;
    answer(&LettersView { frame, companies })
}

/// GET /console/answers: what each company's answers still lack.
pub async fn answers(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| {
        Ok(desk.controllers.values().map(|controller| (controller.brand.clone(), lacks(controller))).collect())
    };
    let (frame, companies) = framed(&desk, &signed_in, "/console/answers".to_owned(), read).await?;
    answer(&LacksView { frame, companies })
}

/// GET /console/letters/{controller}/{kind}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, &path, Typed::default()).await
}

/// POST /console/letters/{controller}/{kind}: try, keep, or go back.
pub async fn submit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (controller, kind) = (path.0.clone(), kind_of(&path.1)?);
    let body = fields.one("body")?.to_owned();
    let typed =
        Typed { body: Some(body.clone()), reference: fields.one("reference")?.trim().to_owned(), ..Typed::default() };
    let (act, actor) = (fields.one("act")?.to_owned(), signed_in.actor());
    let work = match act.as_str() {
        "try" => return show(&desk, &signed_in, &path, typed).await,
        "keep" => at_desk(&desk, move |desk| keep_wording(desk, actor, &controller, kind, &body)).await,
        "default" => at_desk(&desk, move |desk| restore_wording(desk, actor, &controller, kind, None)).await,
        version => {
            let version = WordingId::parse(version).ok_or(WebError::NotFound)?;
            at_desk(&desk, move |desk| restore_wording(desk, actor, &controller, kind, Some(version))).await
        }
    };
    match work {
        Ok(()) => Ok(go_to(&format!("/console/letters/{}/{}", path.0, path.1))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(&desk, &signed_in, &path, Typed { problem: what, ..typed }).await
        }
        Err(other) => Err(other),
    }
}

fn kind_of(code: &str) -> Result<NoticeKind, WebError> {
    NoticeKind::parse(code).filter(|kind| is_editable(*kind)).ok_or(WebError::NotFound)
}

/// What is read for the page of one wording.
struct Read {
    company: String,
    zone: Tz,
    file: WordingFile,
    body: String,
    shown: Preview,
    problem: String,
}

fn read(
    desk: &Desk,
    controller: &str,
    kind: NoticeKind,
    tried: Option<String>,
    reference: Option<Reference>,
) -> Result<Read, WorkError> {
    let file = wording_of(desk, controller, kind)?;
    let body = tried.unwrap_or_else(|| file.body.clone());
    let (shown, problem) = match preview(desk, controller, kind, &body, reference) {
        Err(WorkError::Field { what, .. }) => (preview(desk, controller, kind, &body, None)?, what),
        other => (other?, String::new()),
    };
    let company = desk.controller(controller)?;
    let zone = desk.terms(company)?.zone;
    Ok(Read { company: company.brand.clone(), zone, file, body, shown, problem })
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    path: &web::Path<(String, String)>,
    typed: Typed,
) -> Result<HttpResponse, WebError> {
    let (controller, kind) = (path.0.clone(), kind_of(&path.1)?);
    let reference = (!typed.reference.is_empty()).then(|| reference_in(&typed.reference)).transpose()?;
    let tried = typed.body.clone();
    let here = "/console/letters".to_owned();
    let (frame, read) =
        framed(desk, signed_in, here, move |desk| read(desk, &controller, kind, tried, reference)).await?;
    let view = WordingView::of(frame, read, kind, path, typed, signed_in);
    let mut response = answer(&view)?;
    if !view.problem.is_empty() {
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

impl WordingView {
    fn of(
        frame: DeskFrame,
        read: Read,
        kind: NoticeKind,
        path: &(String, String),
        typed: Typed,
        signed_in: &SignedIn,
    ) -> Self {
        let problems = [typed.problem, read.problem, PreviewView::faults(kind, &read.body)];
        let history = read.file.history.iter().map(|(version, who)| VersionView::of(version, who, read.zone));
        Self {
            frame,
            company: read.company,
            name: kind.name(),
            number: kind.number().unwrap_or_default(),
            action: format!("/console/letters/{}/{}", path.0, path.1),
            own: read.file.own,
            history: history.collect(),
            entries: EntryView::all(kind),
            preview: PreviewView::of(&read.shown),
            body: read.body,
            reference: typed.reference,
            problem: problems.into_iter().find(|problem| !problem.is_empty()).unwrap_or_default(),
            may_write: signed_in.staff.role.may(Permission::WriteWordings),
        }
    }
}
