//! The texts that replies begin with.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::domain::ids::ReplyTextId;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::Colleagues;
use crate::workflow::{Desk, WorkError, replies};

/// The page.
#[derive(Template)]
#[template(path = "console/reply_texts.html")]
struct TextsView {
    frame: DeskFrame,
    texts: Vec<TextView>,
    marks: Vec<(&'static str, &'static str)>,
    typed: Typed,
}

/// A text.
struct TextView {
    id: String,
    name: String,
    body: String,
    by: String,
}

/// What was typed.
#[derive(Clone, Default)]
struct Typed {
    name: String,
    body: String,
    field: &'static str,
    error: String,
}

/// GET /console/texts
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, Typed::default()).await
}

/// POST /console/texts
pub async fn add(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let mut typed =
        Typed { name: fields.one("name")?.to_owned(), body: fields.one("body")?.to_owned(), ..Typed::default() };
    let (given, actor) = (typed.clone(), signed_in.actor());
    match at_desk(&desk, move |desk| replies::add_text(desk, actor, &given.name, &given.body)).await {
        Ok(()) => Ok(go_to("/console/texts")),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            (typed.field, typed.error) = (field, what);
            show(&desk, &signed_in, typed).await
        }
        Err(other) => Err(other),
    }
}

/// POST /console/texts/{text}/remove
pub async fn remove(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    text: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (actor, id) = (signed_in.actor(), ReplyTextId::parse(&text).ok_or(WebError::NotFound)?);
    at_desk(&desk, move |desk| replies::remove_text(desk, actor, id)).await?;
    Ok(go_to("/console/texts"))
}

async fn show(desk: &web::Data<Desk>, signed_in: &SignedIn, typed: Typed) -> Result<HttpResponse, WebError> {
    let read = |desk: &Desk| {
        let colleagues = desk.read(|_, tx, _| Colleagues::read(tx))?;
        Ok((replies::texts(desk)?, colleagues))
    };
    let (frame, (texts, colleagues)) = framed(desk, signed_in, "/console/texts".to_owned(), read).await?;
    let view = |text: crate::ports::store::replies::ReplyText| TextView {
        id: text.id.to_string(),
        by: colleagues.name(text.by),
        name: text.name,
        body: text.body,
    };
    answer(&TextsView { frame, texts: texts.into_iter().map(view).collect(), marks: replies::MARKS.to_vec(), typed })
}
