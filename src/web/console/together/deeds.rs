//! The small deeds: a tag, watching, and the notice that somebody else has the case open.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::view::{beside_words, since_words};
use crate::domain::ids::CaseId;
use crate::domain::request::Actor;
use crate::web::WebError;
use crate::web::console::case::{reference_in, show_case};
use crate::web::console::case_view::{Asked, NoteView};
use crate::web::console::complaint::case_of;
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to};
use crate::web::fields::Posted;
use crate::workflow::casefile::open_case;
use crate::workflow::together::{self, Watching};
use crate::workflow::{Desk, WorkError};

/// What the script shows without loading the page again.
#[derive(Serialize)]
struct Presence {
    beside: String,
    changed: String,
}

/// GET …/presence?seen=…: who else is there, and what changed after a line of the log.
pub async fn presence(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    query: web::Query<Seen>,
) -> Result<HttpResponse, WebError> {
    let (reference, me, seen) = (reference_in(&reference)?, signed_in.actor(), query.seen);
    let now = at_desk(&desk, move |desk| {
        let file = open_case(desk, me, &reference)?;
        together::come_in(desk, me, file.case.id)?;
        Ok(Presence { beside: beside_words(&file, me), changed: since_words(&file, seen, me) })
    });
    Ok(HttpResponse::Ok().json(now.await?))
}

/// The last line of the log that a page has seen.
#[derive(Debug, serde::Deserialize)]
pub struct Seen {
    #[serde(default)]
    seen: i64,
}

/// POST …/tag
pub async fn tag(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let typed = fields.one("tag")?.to_owned();
    let (given, away) = (typed.clone(), fields.has("away"));
    let done = done_to(&desk, &signed_in, &reference, move |desk, actor, case| {
        let deed = if away { together::untag } else { together::tag };
        deed(desk, actor, case, &given)
    });
    match done.await {
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            let tag = NoteView { text: typed, error: what };
            show_case(&desk, &signed_in, reference_in(&reference)?, Asked { tag, ..Asked::default() }).await
        }
        Err(other) => Err(other),
        Ok(()) => Ok(go_to(&format!("/console/case/{reference}#together"))),
    }
}

/// POST …/watch
pub async fn watch(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let watching = if fields.one("watch")? == "no" { Watching::End } else { Watching::Begin };
    done_to(&desk, &signed_in, &reference, move |desk, actor, case| together::watch(desk, actor, case, watching))
        .await?;
    Ok(go_to(&format!("/console/case/{reference}#together")))
}

async fn done_to<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: &web::Path<String>,
    work: F,
) -> Result<(), WebError>
where
    F: FnOnce(&Desk, Actor, CaseId) -> Result<(), WorkError> + Send + 'static,
{
    let (actor, reference) = (signed_in.actor(), reference_in(reference)?);
    at_desk(desk, move |desk| work(desk, actor, case_of(desk, &reference)?)).await
}
