//! The data maps: which systems hold what about a person, as a picture and as a table that says the same.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::maps_view::{MapLineView, RemarkView, SystemView};
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::page as answer;
use crate::workflow::Desk;

/// The list.
#[derive(Template)]
#[template(path = "console/maps.html")]
struct MapsView {
    frame: DeskFrame,
    maps: Vec<MapLineView>,
}

/// One map.
#[derive(Template)]
#[template(path = "console/map.html")]
struct MapView {
    frame: DeskFrame,
    name: String,
    systems: Vec<SystemView>,
    remarks: Vec<RemarkView>,
}

/// GET /console/maps
pub async fn list(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
) -> Result<HttpResponse, WebError> {
    let read = move |desk: &Desk| Ok(MapLineView::all(desk, &**systems));
    let (frame, maps) = framed(&desk, &signed_in, "/console/maps".to_owned(), read).await?;
    answer(&MapsView { frame, maps })
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
        // Only the maps of our companies: the others that ship are not in use.
        let is_used = desk.controllers.values().any(|controller| controller.datamaps.contains(&asked));
        let map = systems.map(&asked).filter(|_| is_used);
        Ok(map.map(|map| (SystemView::all(map), RemarkView::all(map))))
    };
    let (frame, found) = framed(&desk, &signed_in, "/console/maps".to_owned(), read).await?;
    let (systems, remarks) = found.ok_or(WebError::NotFound)?;
    answer(&MapView { frame, name, systems, remarks })
}
