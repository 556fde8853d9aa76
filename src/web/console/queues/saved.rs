//! Filters of the queue that people keep: a page with what one has, and a name for a new one.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::filter::QueueQuery;
use crate::domain::ids::FilterId;
use crate::ports::store::filters::SavedFilter;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::Colleagues;
use crate::workflow::counter::filters;
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/filters.html")]
struct FiltersView {
    frame: DeskFrame,
    kept: Vec<KeptFilterView>,
    new: NewFilterView,
}

/// A kept filter.
struct KeptFilterView {
    id: String,
    name: String,
    words: String,
    href: String,
    shared: bool,
    /// Who keeps it; empty for one's own.
    by: String,
}

/// The filter that is to be kept; its text is empty when there is none.
#[derive(Clone, Default)]
struct NewFilterView {
    text: String,
    words: String,
    name: String,
    shared: bool,
    error: String,
}

/// GET /console/filters, with a filter in its address when one is to be kept.
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    query: web::Query<QueueQuery>,
) -> Result<HttpResponse, WebError> {
    let new = NewFilterView { text: query.text(), ..NewFilterView::default() };
    show(&desk, &signed_in, new).await
}

/// POST /console/filters
pub async fn keep(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let mut new = NewFilterView {
        text: query_of(fields.one("filter")?).text(),
        name: fields.one("name")?.to_owned(),
        shared: fields.has("shared"),
        ..NewFilterView::default()
    };
    let (given, actor) = (new.clone(), signed_in.actor());
    match at_desk(&desk, move |desk| filters::keep(desk, actor, &given.name, &given.text, given.shared)).await {
        Ok(kept) => Ok(go_to(&format!("/console?{}", kept.query))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            new.error = what;
            show(&desk, &signed_in, new).await
        }
        Err(other) => Err(other),
    }
}

/// POST /console/filters/{filter}/drop
pub async fn drop_own(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    filter: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (actor, id) = (signed_in.actor(), FilterId::parse(&filter).ok_or(WebError::NotFound)?);
    at_desk(&desk, move |desk| filters::drop_own(desk, actor, id)).await?;
    Ok(go_to("/console/filters"))
}

/// A filter from the text of an address; what means nothing is passed over.
fn query_of(text: &str) -> QueueQuery {
    web::Query::<QueueQuery>::from_query(text).map(web::Query::into_inner).unwrap_or_default()
}

async fn show(desk: &web::Data<Desk>, signed_in: &SignedIn, new: NewFilterView) -> Result<HttpResponse, WebError> {
    let me = signed_in.staff.id;
    let read =
        move |desk: &Desk| desk.read(move |_, tx, _| Ok((tx.filters_for(me)?, Colleagues::read(tx)?, tx.teams()?)));
    let (frame, (kept, colleagues, teams)) = framed(desk, signed_in, "/console/filters".to_owned(), read).await?;
    let words = |text: &str| {
        let brand = |id: &str| desk.controllers.get(id).map_or_else(|| id.to_owned(), |found| found.brand.clone());
        let team = |id| teams.iter().find(|team| team.id == id).map(|team| team.name.clone()).unwrap_or_default();
        query_of(text).words(|id| colleagues.name(id), brand, team)
    };
    let view = |filter: SavedFilter| KeptFilterView {
        id: filter.id.to_string(),
        words: words(&filter.query),
        href: format!("/console?{}", filter.query),
        shared: filter.shared,
        by: if filter.staff == me { String::new() } else { colleagues.name(filter.staff) },
        name: filter.name,
    };
    let new = NewFilterView { words: words(&new.text), ..new };
    answer(&FiltersView { frame, kept: kept.into_iter().map(view).collect(), new })
}
