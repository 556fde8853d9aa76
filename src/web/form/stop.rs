//! The short way: three pages, no code, no identity check. Marketing must stop for whoever says so (Article 21(3)).

use actix_web::HttpResponse;

use super::asking::earlier;
use super::views::{Asked, QuestionView};
use super::visit::{Visit, typed};
use crate::domain::personal::Personal;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::workflow::form::filing::{Filed, stop_marketing};
use crate::workflow::form::{Answers, Kept, Mistake, Page, Saved, Typed, Way, check, draft};

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
        Kept::Nothing if page == Page::StopWhat => Answers::begun(page.way()),
        Kept::Nothing => return Ok(visit.go(HERE)),
    };
    let question = visit.question(page);
    let rejected = answers.rejected(page);
    let mistakes =
        rejected.as_ref().and_then(|typed| check(&question, typed, visit.language()).err()).unwrap_or_default();
    let is_first = page == Page::StopWhat && rejected.is_none() && !answers.has(page);
    let mut typed = rejected.unwrap_or_else(|| earlier(&question, &answers));
    if is_first {
        typed.insert("channel".to_owned(), vec!["all".to_owned()]);
    }
    visit.page(&view(&visit, page, &typed, &mistakes))
}

/// Takes which marketing.
pub async fn take_what(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    take(&visit, Page::StopWhat, posted).await
}

/// Takes where it arrives, and files.
pub async fn take_where(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    take(&visit, Page::StopWhere, posted).await
}

async fn take(visit: &Visit, page: Page, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&visit.form_key())?;
    let question = visit.question(page);
    let typed = typed(&fields, &question)?;
    let (key, checked) = (visit.stop_key(), check(&question, &typed, visit.language()));
    let is_wrong = checked.is_err();
    let saved = at_desk(&visit.desk, move |desk| match checked {
        Ok(mut values) => {
            values.insert("right".to_owned(), vec![Personal::new("marketing")]);
            draft::keep(desk, &key, page, values)
        }
        Err(_) => draft::reject(desk, &key, page, typed),
    });
    match saved.await? {
        Saved::Sent(_) => Ok(visit.go("/stop-marketing/sent")),
        Saved::Ended => Ok(visit.go(HERE)),
        Saved::Kept(_) if page == Page::StopWhat && is_wrong => Ok(visit.go(HERE)),
        Saved::Kept(_) if page == Page::StopWhat || is_wrong => Ok(visit.go("/stop-marketing/where")),
        Saved::Kept(_) => file(visit).await,
    }
}

async fn file(visit: &Visit) -> Result<HttpResponse, WebError> {
    let key = visit.stop_key();
    match at_desk(&visit.desk, move |desk| stop_marketing(desk, &key)).await? {
        Filed::Sent(_) => Ok(visit.go("/stop-marketing/sent")),
        Filed::Wrong | Filed::Over | Filed::Incomplete | Filed::Ended => Ok(visit.go(HERE)),
    }
}

fn view(visit: &Visit, page: Page, typed: &Typed, mistakes: &[Mistake]) -> QuestionView {
    let question = visit.question(page);
    let (back, action) = match page {
        Page::StopWhere => (visit.path(HERE), visit.path("/stop-marketing/where")),
        _ => (visit.path(""), visit.path(HERE)),
    };
    let asked = Asked { way: Way::StopMarketing, question: &question, typed, mistakes };
    QuestionView::of(visit.frame(), &asked, visit.form_token(), back, action)
}

/// Done.
pub async fn sent(visit: Visit) -> Result<HttpResponse, WebError> {
    let key = visit.stop_key();
    super::sent::page_for(visit, key, true).await
}
