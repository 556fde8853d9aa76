//! Who approves, in the console: four eyes or solo, with what each means, who may, and the history.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::past::PastView;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::shown::count;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::Desk;
use crate::workflow::office::{ApprovalBook, approval_book, choose_mode};

/// Where it is.
const HERE: &str = "/console/approval";

/// The page.
#[derive(Template)]
#[template(path = "console/approval.html")]
struct ApprovalPage {
    frame: DeskFrame,
    book: ApprovalBook,
    /// What is chosen in the form.
    solo: bool,
    hours: String,
    error: &'static str,
    past: Vec<PastView>,
}

/// GET /console/approval
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, None).await
}

/// POST /console/approval: who approves from now on. Whoever gives up the second person says that they know what it means.
pub async fn choose(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let solo = match fields.one("mode")? {
        "solo" if !fields.has("known") => return show(&desk, &signed_in, Some("known")).await,
        "solo" => true,
        "four_eyes" => false,
        _ => return show(&desk, &signed_in, Some("mode")).await,
    };
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| choose_mode(desk, actor, Some(solo))).await?;
    Ok(go_to(HERE))
}

/// POST /console/approval/file: what the settings file says counts again.
pub async fn to_file(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let actor = signed_in.actor();
    at_desk(&desk, move |desk| choose_mode(desk, actor, None)).await?;
    Ok(go_to(HERE))
}

/// `wrong` is the field that lacks something.
async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    wrong: Option<&'static str>,
) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| Ok((approval_book(desk)?, desk.zone()?));
    let (frame, (mut book, zone)) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    let hours = usize::try_from(book.cool_off_hours).unwrap_or_default();
    let mut response = answer(&ApprovalPage {
        frame,
        solo: book.solo || wrong == Some("known"),
        hours: count(hours, "hour", "hours"),
        error: wrong.unwrap_or_default(),
        past: PastView::all(std::mem::take(&mut book.past), zone),
        book,
    })?;
    if wrong.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
