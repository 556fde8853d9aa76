//! Systems in the console: where each is, where its secret is read from, limits, and a look whether it answers.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::listed::ListFile;
use super::past::PastView;
use crate::domain::office::{SystemSetting, check_system_name};
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::office::{Looked, back_to_file, keep_system, look_into, system_book, systems};
use crate::workflow::{Desk, WorkError};

/// Where they are.
const HERE: &str = "/console/systems";

/// The list.
#[derive(Template)]
#[template(path = "console/systems.html")]
struct SystemsPage {
    frame: DeskFrame,
    systems: Vec<SystemLine>,
    typed: String,
    error: String,
}

/// A system in the list.
struct SystemLine {
    name: String,
    connect: String,
    secret: String,
    maps: String,
    kept: bool,
}

/// One system.
#[derive(Template)]
#[template(path = "console/system.html")]
struct SystemPage {
    frame: DeskFrame,
    name: String,
    standing: &'static str,
    can_go_back: bool,
    has_file: bool,
    typed: Typed,
    seen: Option<SeenView>,
    past: Vec<PastView>,
}

/// The form, and what is wrong with it.
#[derive(Clone, Default)]
struct Typed {
    connect: String,
    secret_file: String,
    statement_seconds: String,
    row_limit: String,
    connections: String,
    field: &'static str,
    error: String,
}

/// What a look showed.
struct SeenView {
    good: bool,
    words: String,
}

/// GET /console/systems
pub async fn list(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    known: web::Data<dyn Systems>,
) -> Result<HttpResponse, WebError> {
    show_list(&desk, &signed_in, known, String::new(), String::new()).await
}

/// POST /console/systems: the name of a new one; the next page asks where it is.
pub async fn add(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    known: web::Data<dyn Systems>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed = posted.verified(&signed_in.key())?.one("name")?.trim().to_owned();
    match check_system_name(&typed) {
        Ok(()) => Ok(go_to(&format!("{HERE}/{typed}"))),
        Err(fault) => {
            let mut response = show_list(&desk, &signed_in, known, typed, fault.to_string()).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

async fn show_list(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    known: web::Data<dyn Systems>,
    typed: String,
    error: String,
) -> Result<HttpResponse, WebError> {
    let read = move |desk: &Desk| lines(desk, &**known);
    let (frame, systems) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    answer(&SystemsPage { frame, systems, typed, error })
}

fn lines(desk: &Desk, known: &dyn Systems) -> Result<Vec<SystemLine>, WorkError> {
    let maps = maps_with(desk, known);
    let all = systems(desk, known)?;
    let line = |(name, setting, kept): (String, SystemSetting, bool)| SystemLine {
        maps: maps
            .iter()
            .filter(|(_, system)| *system == name)
            .map(|(map, _)| map.as_str())
            .collect::<Vec<_>>()
            .join(", "),
        connect: setting.connect,
        secret: setting.secret_file.unwrap_or_default(),
        kept,
        name,
    };
    Ok(all.into_iter().map(line).collect())
}

/// Each map of a company with each of its systems.
fn maps_with(desk: &Desk, known: &dyn Systems) -> Vec<(String, String)> {
    let mut names: Vec<&String> = desk.controllers.values().flat_map(|company| &company.datamaps).collect();
    names.sort_unstable();
    names.dedup();
    let systems = |name: &String| {
        let map = known.map(name);
        let keys: Vec<String> = map.iter().flat_map(|map| &map.systems).map(|system| system.key.clone()).collect();
        let name = name.clone();
        keys.into_iter().map(move |key| (name.clone(), key))
    };
    names.into_iter().flat_map(systems).collect()
}

/// GET /console/systems/{system}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    known: web::Data<dyn Systems>,
    system: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, known, &system, None, None).await
}

/// POST /console/systems/{system}
pub async fn keep(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    known: web::Data<dyn Systems>,
    system: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed = Typed::read(&posted.verified(&signed_in.key())?)?;
    let (actor, name, given, systems) = (signed_in.actor(), system.into_inner(), typed.clone(), known.clone());
    let own = name.clone();
    match at_desk(&desk, move |desk| keep_system(desk, &**systems, actor, &own, given.setting())).await {
        Ok(()) => Ok(go_to(&format!("{HERE}/{name}"))),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            let typed = Typed { field, error: what, ..typed };
            show(&desk, &signed_in, known, &name, Some(typed), None).await
        }
        Err(other) => Err(other),
    }
}

/// POST /console/systems/{system}/try: connects as the form says, and says what is there. Nothing is kept.
pub async fn look(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    known: web::Data<dyn Systems>,
    system: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed = Typed::read(&posted.verified(&signed_in.key())?)?;
    let (actor, name, given, systems) = (signed_in.actor(), system.into_inner(), typed.clone(), known.clone());
    let own = name.clone();
    let looked = at_desk(&desk, move |_| {
        let setting = given.setting();
        // What the settings file says may be tried as it is; what is typed keeps the rules of the console.
        if systems.in_file().get(&own) == Some(&setting) && systems.kept(&own).is_none() {
            return look_into(&**systems, actor, &own, &setting);
        }
        setting.check().map_err(|fault| WorkError::field(fault.field(), fault.to_string()))?;
        look_into(&**systems, actor, &own, &setting)
    });
    match looked.await {
        Ok(looked) => show(&desk, &signed_in, known, &name, Some(typed), Some(SeenView::of(looked))).await,
        Err(WebError::Work(WorkError::Field { field, what })) => {
            let typed = Typed { field, error: what, ..typed };
            show(&desk, &signed_in, known, &name, Some(typed), None).await
        }
        Err(other) => Err(other),
    }
}

/// POST /console/systems/{system}/file: what the settings file says counts again.
pub async fn to_file(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    known: web::Data<dyn Systems>,
    system: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| back_to_file(desk, &**known, actor, &system)).await?;
    Ok(go_to(HERE))
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    known: web::Data<dyn Systems>,
    name: &str,
    typed: Option<Typed>,
    seen: Option<SeenView>,
) -> Result<HttpResponse, WebError> {
    check_system_name(name).map_err(|_fault| WebError::NotFound)?;
    let own = name.to_owned();
    let read = move |desk: &Desk| Ok((system_book(desk, &**known, &own)?, desk.zone()?));
    let (frame, (book, zone)) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    let typed = typed.unwrap_or_else(|| Typed::of(&book.setting));
    let wrong = !typed.error.is_empty();
    let mut response = answer(&SystemPage {
        frame,
        name: book.name,
        standing: match (book.is_kept, book.has_file) {
            (true, true) => "As it was kept here; the settings file says something else or the same.",
            (true, false) => "As it was kept here.",
            (false, true) => "As the settings file says.",
            (false, false) => "Nobody has said yet where it is.",
        },
        can_go_back: book.is_kept,
        has_file: book.has_file,
        typed,
        seen,
        past: PastView::all(book.past, zone),
    })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

impl Typed {
    fn of(setting: &SystemSetting) -> Self {
        Self {
            connect: setting.connect.clone(),
            secret_file: setting.secret_file.clone().unwrap_or_default(),
            statement_seconds: setting.statement_seconds.to_string(),
            row_limit: setting.row_limit.to_string(),
            connections: setting.connections.to_string(),
            ..Self::default()
        }
    }

    fn read(fields: &Fields) -> Result<Self, WebError> {
        let one = |name| Ok::<_, WebError>(fields.one(name)?.trim().to_owned());
        Ok(Self {
            connect: one("connect")?,
            secret_file: one("secret_file")?,
            statement_seconds: one("statement_seconds")?,
            row_limit: one("row_limit")?,
            connections: one("connections")?,
            ..Self::default()
        })
    }

    /// The setting; a number that is none is out of every bound, and the check says which bound that is.
    fn setting(&self) -> SystemSetting {
        let number = |text: &str| text.parse::<u64>().unwrap_or_default();
        SystemSetting {
            connect: self.connect.clone(),
            secret_file: Some(self.secret_file.clone()).filter(|file| !file.is_empty()),
            statement_seconds: number(&self.statement_seconds),
            row_limit: number(&self.row_limit),
            connections: number(&self.connections),
        }
    }
}

impl SeenView {
    fn of(looked: Looked) -> Self {
        match looked {
            Looked::Manual => {
                Self { good: true, words: "A colleague looks into this system: there is nothing to connect to.".into() }
            }
            Looked::Failed(why) => Self { good: false, words: format!("It did not answer: {why}.") },
            Looked::Answered { engine, tables, first, remarks } => {
                let tables = match tables {
                    None => String::new(),
                    Some(0) => ", and has no table that we may see".to_owned(),
                    Some(1) => format!(", and has one table: {}", first.join(", ")),
                    Some(n) if n > first.len() => format!(", and has {n} tables, among them {}", first.join(", ")),
                    Some(n) => format!(", and has {n} tables: {}", first.join(", ")),
                };
                let remarks: Vec<String> = remarks.iter().map(|remark| format!(" {remark}.")).collect();
                Self { good: true, words: format!("It answered as {engine}{tables}.{}", remarks.concat()) }
            }
        }
    }
}

/// GET /console/systems.csv
pub async fn csv(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    known: web::Data<dyn Systems>,
) -> Result<HttpResponse, WebError> {
    let file =
        ListFile { name: "systems", head: &["System", "Where it is", "Secret is read from", "Data maps", "Set up in"] };
    let rows = move |desk: &Desk| {
        let row = |line: SystemLine| {
            let place = if line.kept { "console" } else { "settings file" };
            vec![line.name, line.connect, line.secret, line.maps, place.to_owned()]
        };
        Ok(lines(desk, &**known)?.into_iter().map(row).collect())
    };
    file.send(&desk, &signed_in, rows).await
}
