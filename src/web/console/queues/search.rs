//! Full-text search. It is a POST, because names and addresses must not stand in an address that browsers and proxies keep.

use actix_web::{HttpResponse, web};

use super::filter::QueueQuery;
use super::list::{Listed, QueueView, Searched, list};
use crate::domain::case::Reference;
use crate::ports::store::views::QueueFilter;
use crate::web::WebError;
use crate::web::console::frame::framed;
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page};
use crate::web::fields::Posted;
use crate::workflow::{Desk, WorkError};

/// The longest search, in characters; more words than anybody remembers of a case.
const LONGEST: usize = 200;

/// POST /console/search. A reference leads to its case; anything else to the cases in which every word occurs, or,
/// where no case has them, to those of people whose names sound like them.
pub async fn found(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let words: String = fields.one("q")?.trim().chars().take(LONGEST).collect();
    let closed = fields.has("closed");
    if words.is_empty() {
        return Ok(go_to("/console"));
    }
    if let Ok(reference) = Reference::parse(&words) {
        let wanted = reference.clone();
        let known = at_desk(&desk, move |desk| desk.read(move |_, tx, _| Ok(tx.case_by_reference(&wanted)?))).await?;
        if known.is_some() {
            return Ok(go_to(&format!("/console/case/{reference}")));
        }
    }
    let filter = QueueFilter { search: Some(words.clone()), closed, ..QueueFilter::default() };
    let (frame, (listed, by_ear)) =
        framed(&desk, &signed_in, String::new(), move |desk| written_or_heard(desk, filter)).await?;
    let query = if closed { QueueQuery::of("closed", "yes") } else { QueueQuery::default() };
    page(&QueueView::of(frame, query, listed, Some(Searched { words, by_ear })))
}

/// The cases that have the words; where there are none, those with names that sound like them, and that they are such.
fn written_or_heard(desk: &Desk, filter: QueueFilter) -> Result<(Listed, bool), WorkError> {
    let written = list(desk, filter.clone(), None)?;
    if !written.is_empty() {
        return Ok((written, false));
    }
    let heard = list(desk, QueueFilter { by_ear: true, ..filter }, None)?;
    Ok(if heard.is_empty() { (written, false) } else { (heard, true) })
}
