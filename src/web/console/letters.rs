//! The wordings of letters, by company: reading, trying, keeping, restoring; and what a company's answers still lack.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Tz;

use super::case::reference_in;
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::letters_view::{EntryView, LetterLine, PreviewView, SpokenView, VersionView};
use crate::domain::access::Permission;
use crate::domain::case::Reference;
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Lack, lacks};
use crate::domain::ids::WordingId;
use crate::domain::language::default_code;
use crate::domain::letter::is_editable;
use crate::domain::notice::NoticeKind;
use crate::domain::request::Actor;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::together::sight::sight_at;
use crate::workflow::wordings::{
    Preview, WordingFile, WordingOf, keep_wording, own_wordings, preview, restore_wording, spoken_in, wording_of,
};
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
    /// The languages in which it is written; one alone is no choice.
    spoken: Vec<SpokenView>,
    /// The code of the one that is shown, and what programs call it.
    language: String,
    tag: String,
    /// Where the company says its own facts in other languages.
    words: String,
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
    companies: Vec<LackingView>,
    may_write: bool,
}

/// A company and what its answers lack.
struct LackingView {
    id: String,
    brand: String,
    lacks: Vec<Lack>,
}

/// Which of its languages is asked for.
#[derive(Default, serde::Deserialize)]
pub struct Spoken {
    language: Option<String>,
}

/// What is said of a case whose letters whoever tries the wording does not read.
const MASKED: &str =
    "This case is masked for you. Open it and show it in full first; until then the letter has invented data.";

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
        let own = own_wordings(desk)?;
        let lines = |controller: &Controller| {
            let kinds = NoticeKind::ALL.into_iter().filter(|kind| is_editable(*kind));
            kinds.map(|kind| LetterLine::of(desk, controller, kind, &own)).collect()
        };
        Ok(desk.controllers.values().map(|controller| (controller.brand.clone(), lines(controller))).collect())
    };
    let (frame, companies) = framed(&desk, &signed_in, "/console/letters".to_owned(), read).await?;
    answer(&LettersView { frame, companies })
}

/// GET /console/answers: what each company's answers still lack.
pub async fn answers(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| {
        let lacking =
            |one: &Controller| LackingView { id: one.id.clone(), brand: one.brand.clone(), lacks: lacks(one) };
        Ok(desk.controllers.values().map(lacking).collect())
    };
    let (frame, companies) = framed(&desk, &signed_in, "/console/answers".to_owned(), read).await?;
    let may_write = signed_in.staff.role.may(Permission::WriteCompanies);
    answer(&LacksView { frame, companies, may_write })
}

/// GET /console/letters/{controller}/{kind}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    spoken: web::Query<Spoken>,
) -> Result<HttpResponse, WebError> {
    let of = of(&path, spoken.into_inner().language)?;
    show(&desk, &signed_in, of, Typed::default()).await
}

/// POST /console/letters/{controller}/{kind}: try, keep, or go back.
pub async fn submit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let spoken = Some(fields.one("language")?.to_owned()).filter(|code| !code.is_empty());
    let of = of(&path, spoken)?;
    let body = fields.one("body")?.to_owned();
    let typed =
        Typed { body: Some(body.clone()), reference: fields.one("reference")?.trim().to_owned(), ..Typed::default() };
    let (act, actor, own) = (fields.one("act")?.to_owned(), signed_in.actor(), of.clone());
    let work = match act.as_str() {
        "try" => return show(&desk, &signed_in, of, typed).await,
        "keep" => at_desk(&desk, move |desk| keep_wording(desk, actor, own, &body)).await,
        "default" => at_desk(&desk, move |desk| restore_wording(desk, actor, own, None)).await,
        version => {
            let version = WordingId::parse(version).ok_or(WebError::NotFound)?;
            at_desk(&desk, move |desk| restore_wording(desk, actor, own, Some(version))).await
        }
    };
    match work {
        Ok(()) => Ok(go_to(&place(&of))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(&desk, &signed_in, of, Typed { problem: what, ..typed }).await
        }
        Err(other) => Err(other),
    }
}

fn of(path: &(String, String), language: Option<String>) -> Result<WordingOf, WebError> {
    let kind = NoticeKind::parse(&path.1).filter(|kind| is_editable(*kind)).ok_or(WebError::NotFound)?;
    Ok(WordingOf { controller: path.0.clone(), kind, language: language.unwrap_or_else(default_code) })
}

/// The page of a wording.
fn place(of: &WordingOf) -> String {
    let page = format!("/console/letters/{}/{}", of.controller, of.kind.code());
    if of.language == default_code() { page } else { format!("{page}?language={}", of.language) }
}

/// What is read for the page of one wording.
struct Read {
    of: WordingOf,
    company: String,
    tag: String,
    spoken: Vec<SpokenView>,
    zone: Tz,
    file: WordingFile,
    body: String,
    shown: Preview,
    problem: String,
}

fn read(
    desk: &Desk,
    actor: Actor,
    of: WordingOf,
    tried: Option<String>,
    reference: Option<Reference>,
) -> Result<Read, WorkError> {
    let file = wording_of(desk, &of)?;
    let body = tried.unwrap_or_else(|| file.body.clone());
    let masked = reference.as_ref().map_or(Ok(false), |reference| is_masked(desk, actor, reference))?;
    let (shown, problem) = match preview(desk, &of, &body, reference.filter(|_| !masked)) {
        Ok(shown) if masked => (shown, MASKED.to_owned()),
        Err(WorkError::Field { what, .. }) => (preview(desk, &of, &body, None)?, what),
        other => (other?, String::new()),
    };
    let company = desk.controller(&of.controller)?;
    let zone = desk.terms(company)?.zone;
    let at = |language: &str| place(&WordingOf { language: language.to_owned(), ..of.clone() });
    let view = |language: &std::sync::Arc<_>| SpokenView::of(language, at, &of.language);
    let spoken = spoken_in(desk, of.kind).map(view).collect();
    let tag = desk.languages.of(&of.language).tag();
    Ok(Read { company: company.brand.clone(), tag, spoken, zone, file, body, shown, problem, of })
}

/// Whether a case that a wording is tried on is masked for whoever tries it.
fn is_masked(desk: &Desk, actor: Actor, reference: &Reference) -> Result<bool, WorkError> {
    match sight_at(desk, actor, reference) {
        Err(WorkError::Store(StoreError::NotFound)) => Ok(false),
        other => other.map(|(_, sight)| sight.is_masked()),
    }
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    of: WordingOf,
    typed: Typed,
) -> Result<HttpResponse, WebError> {
    let reference = (!typed.reference.is_empty()).then(|| reference_in(&typed.reference)).transpose()?;
    let (tried, actor) = (typed.body.clone(), signed_in.actor());
    let here = "/console/letters".to_owned();
    let (frame, read) = framed(desk, signed_in, here, move |desk| read(desk, actor, of, tried, reference)).await?;
    let view = WordingView::of(frame, read, typed, signed_in);
    let mut response = answer(&view)?;
    if !view.problem.is_empty() {
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

impl WordingView {
    fn of(frame: DeskFrame, read: Read, typed: Typed, signed_in: &SignedIn) -> Self {
        let kind = read.of.kind;
        let problems = [typed.problem, read.problem, PreviewView::faults(kind, &read.body)];
        let history = read.file.history.iter().map(|(version, who)| VersionView::of(version, who, read.zone));
        Self {
            frame,
            company: read.company,
            name: kind.name(),
            number: kind.number().unwrap_or_default(),
            action: format!("/console/letters/{}/{}", read.of.controller, kind.code()),
            spoken: read.spoken,
            tag: read.tag,
            words: format!("/console/companies/{}/edit/words", read.of.controller),
            language: read.of.language,
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
