//! The short way: three pages, no code, no identity check. Marketing must stop for whoever says so (Article 21(3)).

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::asking::earlier;
use super::views::{Asked, QuestionView};
use super::visit::{Visit, typed};
use crate::domain::personal::Personal;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::workflow::form::filing::{Filed, stop_marketing};
use crate::workflow::form::{Answers, Kept, Mistake, Page, Saved, Typed, check, draft, question};

const HERE: &str = "/stop-marketing";

/// Which marketing.
pub async fn what(visit: Visit) -> Result<HttpResponse, WebError> {
    show(visit, Page::StopWhat).await
}

/// Where it arrives.
pub async fn whereto(visit: Visit) -> Result<HttpResponse, WebError> {
    show(visit, Page::StopWhere).await
}

async fn show(visit: Visit, page: Page) -> Result<HttpResponse, WebError> {
    let key = visit.stop_key();
    let answers = match at_desk(&visit.desk, move |desk| draft::look(desk, &key)).await? {
        Kept::Sent(_) => return Ok(visit.go("/stop-marketing/sent")),
        Kept::Open(answers) => *answers,
        Kept::Nothing if page == Page::StopWhat => Answers::default(),
        Kept::Nothing => return Ok(visit.go(HERE)),
    };
    let question = question(page, &visit.controller);
    let mut before = earlier(&question, &answers);
    if page == Page::StopWhat && !answers.has(page) {
        before.insert("channel".to_owned(), vec!["all".to_owned()]);
    }
    visit.page(&view(&visit, page, &before, &[]))
}

/// Takes which marketing.
pub async fn take_what(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    match take(&visit, Page::StopWhat, posted).await? {
        Taken::Answer(response) => Ok(response),
        Taken::Kept => Ok(visit.go("/stop-marketing/where")),
    }
}

/// Takes where it arrives, and files.
pub async fn take_where(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    if let Taken::Answer(response) = take(&visit, Page::StopWhere, posted).await? {
        return Ok(response);
    }
    let key = visit.stop_key();
    match at_desk(&visit.desk, move |desk| stop_marketing(desk, &key)).await? {
        Filed::Sent(_) => Ok(visit.go("/stop-marketing/sent")),
        Filed::Wrong | Filed::Over | Filed::Incomplete | Filed::Ended => Ok(visit.go(HERE)),
    }
}

/// What happened to a posted page: answered already, or kept so that it goes on.
enum Taken {
    Answer(HttpResponse),
    Kept,
}

async fn take(visit: &Visit, page: Page, posted: Posted) -> Result<Taken, WebError> {
    let fields = posted.verified(&visit.form_key())?;
    let question = question(page, &visit.controller);
    let typed = typed(&fields, &question)?;
    let mut values: BTreeMap<String, Vec<Personal>> = match check(&question, &typed) {
        Ok(values) => values,
        Err(mistakes) => {
            let mut response = visit.page(&view(visit, page, &typed, &mistakes))?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(Taken::Answer(response));
        }
    };
    values.insert("right".to_owned(), vec![Personal::new("marketing")]);
    let key = visit.stop_key();
    Ok(match at_desk(&visit.desk, move |desk| draft::keep(desk, &key, page, values)).await? {
        Saved::Sent(_) => Taken::Answer(visit.go("/stop-marketing/sent")),
        Saved::Ended => Taken::Answer(visit.go(HERE)),
        Saved::Kept(_) => Taken::Kept,
    })
}

fn view(visit: &Visit, page: Page, typed: &Typed, mistakes: &[Mistake]) -> QuestionView {
    let question = question(page, &visit.controller);
    let (back, action) = match page {
        Page::StopWhere => (visit.path(HERE), visit.path("/stop-marketing/where")),
        _ => (visit.path(""), visit.path(HERE)),
    };
    let asked = Asked { question: &question, typed, mistakes };
    QuestionView::of(visit.frame(), &asked, visit.form_token(), back, action)
}

/// Done.
pub async fn sent(visit: Visit) -> Result<HttpResponse, WebError> {
    let key = visit.stop_key();
    super::sent::page_for(visit, key, true).await
}
