//! The status page as a document to keep: who, what, when, why that date, and where to turn.

use actix_web::HttpResponse;
use askama::Template;

use super::door::knock;
use super::guest::Guest;
use super::page::news_of;
use super::story::{StoryView, story};
use crate::domain::controller::{Contact, Regulator};
use crate::domain::language::Language;
use crate::domain::notice::greeting_name;
use crate::ports::store::uploads::{Holder, Upload};
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::{RequestView, WhyView, requests, size};
use crate::workflow::portal::{Standing, files, standing};

#[derive(Template)]
#[template(path = "portal/print.html")]
struct PrintView {
    frame: FrameView,
    title: String,
    reference: String,
    person: String,
    news: String,
    lede: String,
    printed: String,
    sent: String,
    rows: Vec<RequestView>,
    sums: Vec<SumView>,
    said: String,
    remedy: String,
    files: Vec<String>,
    story: Vec<StoryView>,
    contact: Option<Contact>,
    regulator: Option<Regulator>,
    page: String,
    back: String,
}

/// Why the date of one or more requests is that date.
struct SumView {
    titles: Vec<String>,
    why: WhyView,
}

/// The document.
pub async fn show(guest: Guest) -> Result<HttpResponse, WebError> {
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    let read = at_desk(&guest.desk, move |desk| {
        Ok((standing(desk, opened.case)?, files::files(desk, Holder::Case(opened.case))?))
    });
    let (standing, uploads) = read.await?;
    guest.page(&view(&guest, &standing, &uploads))
}

fn view(guest: &Guest, standing: &Standing, uploads: &[Upload]) -> PrintView {
    let language = guest.language();
    let (news, lede) = news_of(standing, language);
    let rows = requests(standing, language);
    let complaint = standing.complaint.as_ref();
    PrintView {
        frame: guest.frame(),
        title: language.text(if complaint.is_some() { "print.title_complaint" } else { "print.title" }),
        reference: guest.reference.to_string(),
        person: greeting_name(&standing.case.requester.name).unwrap_or_default(),
        news,
        lede,
        printed: language.long_date(standing.today),
        sent: language.weekday_date(standing.local(standing.case.received_at)),
        sums: sums(standing, &rows, language),
        rows,
        said: standing.case.words.reveal().to_owned(),
        remedy: complaint.map(|part| part.complaint.remedy.reveal().to_owned()).unwrap_or_default(),
        files: uploads.iter().map(|upload| file(upload, standing, language)).collect(),
        story: match complaint {
            Some(part) => super::complaint::story(standing, part, language),
            None => story(standing, language),
        },
        contact: guest.controller().map(|controller| controller.contact.clone()),
        regulator: guest.controller().map(|controller| controller.regulator.clone()),
        page: guest.desk.url(&guest.path("")),
        back: guest.path(""),
    }
}

/// The sums of what is open; requests that were reckoned alike share one.
fn sums(standing: &Standing, rows: &[RequestView], language: &Language) -> Vec<SumView> {
    let mut sums: Vec<SumView> = Vec::new();
    for (part, row) in standing.requests.iter().zip(rows).filter(|(part, _)| part.request.state.is_open()) {
        let why = WhyView::of(part, language);
        match sums.iter_mut().find(|sum| sum.why == why) {
            Some(alike) => alike.titles.push(row.title.clone()),
            None if why.steps.is_empty() => {}
            None => sums.push(SumView { titles: vec![row.title.clone()], why }),
        }
    }
    sums
}

fn file(upload: &Upload, standing: &Standing, language: &Language) -> String {
    let day = language.long_date(standing.local(upload.added_at));
    format!("{} ({}, {day})", upload.name.reveal(), size(upload.bytes, language))
}
