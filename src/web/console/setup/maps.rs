//! The data maps: which systems hold what about a person, as a picture and as a table that says the same; and their history.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::maps_view::{MapLineView, RemarkView, SystemView};
use crate::domain::access::Permission;
use crate::domain::clock::words::long_date;
use crate::domain::ids::MapVersionId;
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::office::listed::ListFile;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::companies::add_map;
use crate::workflow::mapping::{MapBook, back_to, map_book};
use crate::workflow::{Desk, WorkError};

/// The list.
#[derive(Template)]
#[template(path = "console/maps.html")]
struct MapsView {
    frame: DeskFrame,
    maps: Vec<MapLineView>,
    /// The systems that a map can be drafted of.
    connected: Vec<String>,
    may_write: bool,
}

/// One map.
#[derive(Template)]
#[template(path = "console/map.html")]
struct MapView {
    frame: DeskFrame,
    name: String,
    systems: Vec<SystemView>,
    remarks: Vec<RemarkView>,
    history: Vec<VersionView>,
    /// The companies that use it, by name.
    used_by: Vec<String>,
    /// Those that do not: id and name.
    others: Vec<(String, String)>,
    standing: &'static str,
    has_file: bool,
    saved: bool,
    may_write: bool,
}

/// A version of a map.
struct VersionView {
    id: String,
    day: String,
    who: String,
    note: String,
    is_now: bool,
    /// Whether one can go back to it.
    has_body: bool,
}

/// GET /console/maps
pub async fn list(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
) -> Result<HttpResponse, WebError> {
    let read = move |desk: &Desk| {
        let saved = desk.read(|_, tx, _| Ok(tx.mapped_names()?))?;
        Ok((MapLineView::all(desk, &**systems, &saved), systems.connected()))
    };
    let (frame, (maps, connected)) = framed(&desk, &signed_in, "/console/maps".to_owned(), read).await?;
    let may_write = signed_in.staff.role.may(Permission::WriteCompanies);
    answer(&MapsView { frame, maps, connected, may_write })
}

/// GET /console/maps.csv
pub async fn csv(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
) -> Result<HttpResponse, WebError> {
    let rows = move |desk: &Desk| {
        let saved = desk.read(|_, tx, _| Ok(tx.mapped_names()?))?;
        let row = |line: MapLineView| vec![line.name, line.companies, line.systems, line.collections.to_string()];
        Ok(MapLineView::all(desk, &**systems, &saved).into_iter().map(row).collect())
    };
    let head = &["Map", "Companies", "Systems", "Collections"];
    ListFile { name: "data-maps", head }.send(&desk, &signed_in, rows).await
}

/// Whether a map is one of ours: of a company, or saved in the console. The others that ship are not in use.
fn is_ours(desk: &Desk, book: &MapBook, name: &str) -> bool {
    !book.history.is_empty() || desk.controllers.values().any(|company| company.datamaps.iter().any(|own| own == name))
}

/// GET /console/maps/{name}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
    name: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let name = name.into_inner();
    let asked = name.clone();
    let read = move |desk: &Desk| {
        let Some(book) = map_book(desk, &**systems, &asked)?.filter(|book| is_ours(desk, book, &asked)) else {
            return Ok(None);
        };
        let map = systems.map(&asked);
        let (used, others): (Vec<_>, Vec<_>) =
            desk.controllers.values().partition(|company| company.datamaps.contains(&asked));
        let used: Vec<String> = used.into_iter().map(|company| company.brand.clone()).collect();
        let others: Vec<_> = others.into_iter().map(|company| (company.id.clone(), company.brand.clone())).collect();
        Ok(map.map(|map| (SystemView::all(&map), RemarkView::all(&map), book, used, others)))
    };
    let (frame, found) = framed(&desk, &signed_in, "/console/maps".to_owned(), read).await?;
    let (systems, remarks, book, used_by, others) = found.ok_or(WebError::NotFound)?;
    answer(&MapView {
        frame,
        name,
        systems,
        remarks,
        used_by,
        others,
        history: VersionView::all(&book),
        standing: if book.version.is_some() { "As it was saved here" } else { "As its file has it" },
        has_file: book.has_file,
        saved: book.version.is_some(),
        may_write: signed_in.staff.role.may(Permission::WriteCompanies),
    })
}

impl VersionView {
    fn all(book: &MapBook) -> Vec<Self> {
        let view = |(version, who): &(crate::ports::store::maps::MapVersion, String)| Self {
            id: version.id.to_string(),
            day: long_date(version.at.date_naive()),
            who: who.clone(),
            note: version.note.clone(),
            is_now: Some(version.id) == book.version,
            has_body: version.body.is_some(),
        };
        book.history.iter().map(view).collect()
    }
}

/// POST /console/maps/{name}/use: a company's searches use it from now on.
pub async fn adopt(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
    name: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let company = posted.verified(&signed_in.key())?.one("company")?.to_owned();
    let (actor, name) = (signed_in.actor(), name.into_inner());
    if systems.map(&name).is_none() {
        return Err(WebError::NotFound);
    }
    let there = format!("/console/maps/{name}#used");
    at_desk(&desk, move |desk| add_map(desk, actor, &company, &name)).await?;
    Ok(go_to(&there))
}

/// POST /console/maps/{name}/back: an earlier version is in force again; without one, the file.
pub async fn back(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
    name: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let version = match fields.one("version")? {
        "" => None,
        id => Some(MapVersionId::parse(id).ok_or(WebError::NotFound)?),
    };
    let (actor, name) = (signed_in.actor(), name.into_inner());
    let place = format!("/console/maps/{name}");
    let done =
        at_desk(&desk, move |desk| -> Result<(), WorkError> { back_to(desk, &**systems, actor, &name, version) });
    done.await?;
    Ok(go_to(&place))
}
