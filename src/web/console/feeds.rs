//! Calendar feeds: making one, seeing when each was last fetched, and revoking; whoever manages staff sees everybody's.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use crate::domain::clock::words::long_date;
use crate::domain::diary::{Feed, Reach};
use crate::domain::ids::FeedId;
use crate::ports::store::staff::Staff;
use crate::web::WebError;
use crate::web::csrf::hexadecimal;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::{Desk, diary};

/// The value of the field for all cases of a company, before its id.
const COMPANY: &str = "company:";

/// The page.
#[derive(Template)]
#[template(path = "console/feeds.html")]
struct FeedsView {
    frame: DeskFrame,
    own: Vec<FeedView>,
    others: Vec<FeedView>,
    companies: Vec<(String, String)>,
    address: Option<String>,
}

/// A calendar feed.
struct FeedView {
    id: String,
    reach: String,
    maker: String,
    made: String,
    fetched: String,
    dead: bool,
}

impl FeedView {
    fn of((feed, maker): &(Feed, Staff), desk: &Desk) -> Self {
        let reach = match &feed.reach {
            Reach::Own => "The cases that its maker looks after".to_owned(),
            Reach::Team => "All cases of the desk".to_owned(),
            Reach::Controller(id) => {
                let brand = desk.controllers.get(id).map_or(id, |found| &found.brand);
                format!("All cases of {brand}")
            }
        };
        let fetched = feed.fetched_at.map_or_else(
            || "Never fetched".to_owned(),
            |at| format!("Last fetched {}, {} UTC", long_date(at.date_naive()), at.format("%H:%M")),
        );
        Self {
            id: feed.id.to_string(),
            reach,
            maker: maker.name.clone(),
            made: long_date(feed.made_at.date_naive()),
            fetched,
            dead: !diary::works_for(maker),
        }
    }
}

/// GET /console/feeds
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, None).await
}

/// POST /console/feeds: makes a feed and shows its address, once.
pub async fn make(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let reach = match fields.one("of")? {
        "own" => Reach::Own,
        "team" => Reach::Team,
        other => Reach::Controller(other.strip_prefix(COMPANY).ok_or(WebError::NotFound)?.to_owned()),
    };
    let actor = signed_in.actor();
    let (_, secret) = at_desk(&desk, move |desk| diary::make(desk, actor, reach)).await?;
    show(&desk, &signed_in, Some(desk.url(&format!("/calendar/{}.ics", hexadecimal(&secret))))).await
}

/// POST /console/feeds/{feed}/revoke
pub async fn revoke(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    feed: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let id = FeedId::parse(&feed).ok_or(WebError::NotFound)?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| diary::revoke(desk, actor, id)).await?;
    Ok(go_to("/console/feeds"))
}

async fn show(desk: &web::Data<Desk>, signed_in: &SignedIn, address: Option<String>) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let read = move |desk: &Desk| diary::feeds(desk, actor);
    let (frame, feeds) = framed(desk, signed_in, "/console/feeds".to_owned(), read).await?;
    let (own, others): (Vec<_>, Vec<_>) = feeds.iter().partition(|(_, maker)| maker.id == signed_in.staff.id);
    let view = |feeds: Vec<&(Feed, Staff)>| feeds.into_iter().map(|feed| FeedView::of(feed, desk)).collect();
    let company =
        |found: &crate::domain::controller::Controller| (format!("{COMPANY}{}", found.id), found.brand.clone());
    answer(&FeedsView {
        frame,
        own: view(own),
        others: view(others),
        companies: desk.controllers.values().map(company).collect(),
        address,
    })
}
