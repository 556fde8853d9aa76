//! The pages of questions.

use actix_web::{HttpResponse, web};

use super::views::{Asked, QuestionView};
use super::visit::{Visit, typed};
use crate::domain::case::Reference;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::workflow::form::questions::for_another;
use crate::workflow::form::{Answers, Kept, Page, Question, Saved, Typed, check, draft, path};

/// What a link into the form knows already.
#[derive(serde::Deserialize)]
pub struct Known {
    about: Option<String>,
}

/// Shows a page with what was answered before, or with what could not be taken and why.
pub async fn show(
    visit: Visit,
    page: web::Path<(String, String)>,
    known: web::Query<Known>,
) -> Result<HttpResponse, WebError> {
    let page = Page::parse(visit.way, &page.1).ok_or(WebError::NotFound)?;
    let key = visit.key();
    let answers = match at_desk(&visit.desk, move |desk| draft::look(desk, &key)).await? {
        Kept::Sent(_) => return Ok(visit.go("/sent")),
        Kept::Open(answers) => *answers,
        Kept::Nothing if page == visit.way.first() => Answers::begun(visit.way),
        Kept::Nothing => return super::home::ended(&visit),
    };
    let mut question = visit.question(page);
    if !answers.for_myself() {
        question = for_another(question, answers.one("person"), visit.language());
    }
    let rejected = answers.rejected(page);
    let mistakes =
        rejected.as_ref().and_then(|typed| check(&question, typed, visit.language()).err()).unwrap_or_default();
    let typed = rejected.unwrap_or_else(|| with_known(earlier(&question, &answers), &known));
    let asked = Asked { way: visit.way, question: &question, typed: &typed, mistakes: &mistakes };
    visit.page(&view(&visit, &asked, &answers))
}

/// Takes the answers of a page and leads on, or back to the page when something is wrong.
pub async fn take(visit: Visit, page: web::Path<(String, String)>, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&visit.form_key())?;
    let page = Page::parse(visit.way, &page.1).ok_or(WebError::NotFound)?;
    let question = visit.question(page);
    let typed = typed(&fields, &question)?;
    if page == Page::Who && typed.get("who").is_some_and(|who| who.iter().any(|who| who == "died")) {
        return Ok(visit.go("/someone-who-died"));
    }
    let (key, checked) = (visit.key(), check(&question, &typed, visit.language()));
    let is_wrong = checked.is_err();
    let saved = at_desk(&visit.desk, move |desk| match checked {
        Ok(values) => draft::keep(desk, &key, page, values),
        Err(_) => draft::reject(desk, &key, page, typed),
    });
    Ok(match saved.await? {
        Saved::Sent(_) => visit.go("/sent"),
        Saved::Ended => return super::home::ended(&visit),
        Saved::Kept(_) if is_wrong => visit.go(&format!("/ask/{}", page.code())),
        Saved::Kept(answers) => match path::next(page, &answers) {
            Some(next) => visit.go(&format!("/ask/{}", next.code())),
            None => visit.go("/check"),
        },
    })
}

/// The reference that a link brought along, where none was typed yet.
fn with_known(mut typed: Typed, known: &Known) -> Typed {
    let reference = known.about.as_deref().and_then(|about| Reference::parse(about).ok());
    if let (Some(values), Some(reference)) = (typed.get_mut("about").filter(|values| values.is_empty()), reference) {
        values.push(reference.to_string());
    }
    typed
}

/// What was answered before, as it was typed.
pub fn earlier(question: &Question, answers: &Answers) -> Typed {
    let values = |name: &str| answers.all(name).map(str::to_owned).collect();
    question.inputs.iter().map(|input| (input.name.clone(), values(&input.name))).collect()
}

fn view(visit: &Visit, asked: &Asked<'_>, answers: &Answers) -> QuestionView {
    let page = asked.question.page;
    let back = if answers.reached_check {
        visit.path("/check")
    } else {
        path::back(page, answers).map_or_else(|| visit.path(""), |page| visit.path(&format!("/ask/{}", page.code())))
    };
    let later = answers.has(visit.way.first()).then(|| visit.path("/later"));
    let here = visit.path(&format!("/ask/{}", page.code()));
    QuestionView { later, ..QuestionView::of(visit.frame(), asked, visit.form_token(), back, here) }
}
