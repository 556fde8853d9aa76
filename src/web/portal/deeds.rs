//! What the person can do: answer, withdraw, put the date into a calendar, lock the page.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::door::{Note, knock, knock_keeping};
use super::guest::{Guest, closing};
use super::page::{Answered, render};
use crate::domain::ids::{CaseId, RequestId};
use crate::domain::request::{CommandKind, table};
use crate::web::calendar as ics;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::{MistakeView, title};
use crate::workflow::WorkError;
use crate::workflow::portal::{access, deeds, standing};

#[derive(Template)]
#[template(path = "portal/withdraw.html")]
struct WithdrawView {
    frame: FrameView,
    reference: String,
    path: String,
    back: String,
    choices: Vec<WithdrawChoice>,
    mistakes: Vec<MistakeView>,
    token: String,
}

struct WithdrawChoice {
    id: String,
    title: String,
}

/// "Lock this page".
pub async fn lock(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&guest.form_key())?;
    if let Some(hash) = guest.session_hash() {
        at_desk(&guest.desk, move |desk| access::lock(desk, hash)).await?;
    }
    Ok(closing(guest.go("")))
}

/// Takes the answer to our question.
pub async fn answer(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&guest.form_key())?;
    let typed = fields.one("answer")?.to_owned();
    let Some(opened) = guest.opened().await? else { return knock_keeping(&guest, typed) };
    if typed.trim().is_empty() {
        return Ok(guest.go("?note=answer"));
    }
    let words = typed.clone();
    match at_desk(&guest.desk, move |desk| deeds::answer(desk, opened.case, &words)).await {
        Ok(()) => Ok(guest.go("")),
        Err(WebError::Work(WorkError::Field { .. })) => {
            let what = guest.language().text("status.answer_long");
            render(&guest, opened.case, Answered { typed, mistake: Some(what), done: None }).await
        }
        Err(other) => Err(other),
    }
}

/// Asks who was told of what was decided.
pub async fn recipients(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&guest.form_key())?;
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    at_desk(&guest.desk, move |desk| deeds::ask_who_was_told(desk, opened.case)).await?;
    Ok(guest.go("#told"))
}

/// Asks what to take back.
pub async fn ask_withdraw(guest: Guest, note: web::Query<Note>) -> Result<HttpResponse, WebError> {
    let what = guest.language().text("withdraw.missing");
    let mistake = note.note.is_some().then(|| MistakeView { field: "request".to_owned(), what });
    match guest.opened().await? {
        Some(opened) => withdraw_page(&guest, opened.case, mistake.into_iter().collect()).await,
        None => knock(&guest),
    }
}

async fn withdraw_page(guest: &Guest, case: CaseId, mistakes: Vec<MistakeView>) -> Result<HttpResponse, WebError> {
    let standing = at_desk(&guest.desk, move |desk| standing(desk, case)).await?;
    let possible = standing
        .requests
        .iter()
        .filter(|part| table::transition(part.request.state, CommandKind::Withdraw).is_some_and(|row| row.person));
    let choices = possible.map(|part| WithdrawChoice {
        id: part.request.id.to_string(),
        title: title(&part.request, guest.language()).1,
    });
    let (path, back) = (guest.path(""), guest.path(""));
    guest.page(&WithdrawView {
        frame: guest.frame(),
        reference: guest.reference.to_string(),
        path,
        back,
        choices: choices.collect(),
        mistakes,
        token: guest.form_token(),
    })
}

/// Takes back what was ticked.
pub async fn withdraw(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&guest.form_key())?;
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    let which: Vec<RequestId> = fields.many("request").into_iter().filter_map(RequestId::parse).collect();
    if which.is_empty() {
        return Ok(guest.go("/withdraw?note=none"));
    }
    at_desk(&guest.desk, move |desk| deeds::withdraw(desk, opened.case, which)).await?;
    Ok(guest.go(""))
}

/// The date as a calendar entry.
pub async fn calendar(guest: Guest) -> Result<HttpResponse, WebError> {
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    let standing = at_desk(&guest.desk, move |desk| standing(desk, opened.case)).await?;
    let complaint = standing.complaint.as_ref().and_then(|part| part.clock.due);
    let due = standing.most_urgent().and_then(|part| part.reckoning.due).or(complaint).ok_or(WebError::NotFound)?;
    let brand = guest.frame().brand;
    let title = guest.language().say("status.calendar_title").with("brand", &brand).with("reference", &guest.reference);
    Ok(ics::entry(&title.plain(), &guest.reference, due, standing.now, &guest.desk))
}
