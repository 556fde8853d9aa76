//! Macros: everybody makes their own; those who write the letters of the desk also make everybody’s.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Tz;

use super::steps_form::{StepsForm, StepsTyped};
use crate::domain::access::Permission;
use crate::domain::ids::MacroId;
use crate::domain::macros::Macro;
use crate::domain::office::SetupArea;
use crate::domain::request::Actor;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::office::past::PastView;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::counter::macros::{
    MacroSheet, StepWords, add_macro, change_macro, macros_for, remove_macro, step_words,
};
use crate::workflow::office::{Past, past};
use crate::workflow::{Desk, WorkError};

/// Where they are.
const HERE: &str = "/console/macros";

/// The page.
#[derive(Template)]
#[template(path = "console/macros.html")]
struct MacrosPage {
    frame: DeskFrame,
    macros: Vec<MacroView>,
    new: MacroForm,
    past: Vec<PastView>,
    may_share: bool,
}

/// A macro with the form that changes it.
struct MacroView {
    name: String,
    shared: bool,
    steps: Vec<String>,
    may_change: bool,
    form: MacroForm,
}

/// The form of a macro; its id is empty for a new one.
#[derive(Clone)]
struct MacroForm {
    id: String,
    name: String,
    shared: bool,
    steps: StepsForm,
}

/// A form that has to be corrected, and what was typed into it.
struct Refused {
    id: String,
    name: String,
    shared: bool,
    typed: StepsTyped,
    field: &'static str,
    what: String,
}

/// GET /console/macros
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, None).await
}

/// POST /console/macros: a new one.
pub async fn add(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    act(&desk, &signed_in, "", &fields, |desk, actor, sheet| add_macro(desk, actor, sheet).map(drop)).await
}

/// POST /console/macros/{macro}
pub async fn change(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    kept: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (fields, id) = (posted.verified(&signed_in.key())?, MacroId::parse(&kept).ok_or(WebError::NotFound)?);
    act(&desk, &signed_in, &kept, &fields, move |desk, actor, sheet| change_macro(desk, actor, id, sheet)).await
}

/// POST /console/macros/{macro}/remove
pub async fn remove(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    kept: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let (actor, id) = (signed_in.actor(), MacroId::parse(&kept).ok_or(WebError::NotFound)?);
    at_desk(&desk, move |desk| remove_macro(desk, actor, id)).await?;
    Ok(go_to(HERE))
}

async fn act<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    id: &str,
    fields: &Fields,
    work: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, Actor, MacroSheet) -> Result<(), WorkError> + Send + 'static,
{
    let (name, shared) = (fields.one("name")?.to_owned(), fields.one("shared")? == "yes");
    let typed = StepsTyped::read(fields)?;
    let (actor, sheet) = (signed_in.actor(), MacroSheet { name: name.clone(), shared, steps: typed.steps() });
    match at_desk(desk, move |desk| work(desk, actor, sheet)).await {
        Ok(()) => Ok(go_to(HERE)),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            show(desk, signed_in, Some(Refused { id: id.to_owned(), name, shared, typed, field, what })).await
        }
        Err(other) => Err(other),
    }
}

/// What the page is made of.
type Read = (Vec<Macro>, StepWords, Vec<Past>, Tz);

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    refused: Option<Refused>,
) -> Result<HttpResponse, WebError> {
    let me = signed_in.staff.id;
    let read = move |desk: &Desk| {
        let zone = desk.zone()?;
        desk.read(move |_, tx, _| {
            let macros = macros_for(tx, me)?;
            // Colleagues’ own macros are their business, and so is what they changed about them.
            let ids: Vec<String> = macros.iter().map(|kept| kept.id.to_string()).collect();
            let mut changes = Vec::new();
            for id in &ids {
                changes.extend(past(tx, Some(SetupArea::Macro), Some(id))?);
            }
            changes.sort_by_key(|change| std::cmp::Reverse(change.at));
            Ok((macros, StepWords::read(tx)?, changes, zone))
        })
    };
    let (frame, read) = framed(desk, signed_in, HERE.to_owned(), read).await?;
    let may_share = signed_in.staff.role.may(Permission::WriteWordings);
    let mut response = answer(&MacrosPage::of(frame, read, may_share, refused.as_ref()))?;
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

impl MacrosPage {
    fn of(frame: DeskFrame, (macros, words, past, zone): Read, may_share: bool, refused: Option<&Refused>) -> Self {
        let form = |id: String, name: String, shared: bool, typed: StepsTyped| {
            let key = if id.is_empty() { "new" } else { &id };
            match refused.filter(|refused| refused.id == id) {
                None => MacroForm { steps: StepsForm::of(key, typed, &words), name, shared, id },
                Some(refused) => MacroForm {
                    name: refused.name.clone(),
                    shared: refused.shared,
                    steps: StepsForm::of(key, refused.typed.clone(), &words)
                        .refused(refused.field, refused.what.clone()),
                    id,
                },
            }
        };
        let view = |kept: Macro| MacroView {
            shared: kept.owner.is_none(),
            may_change: kept.owner.is_some() || may_share,
            steps: step_words(&words, &kept.steps),
            name: kept.name.clone(),
            form: form(kept.id.to_string(), kept.name, kept.owner.is_none(), StepsTyped::of(&kept.steps)),
        };
        Self {
            macros: macros.into_iter().map(view).collect(),
            new: form(String::new(), String::new(), false, StepsTyped::default()),
            past: PastView::all(past, zone),
            may_share,
            frame,
        }
    }
}

impl MacroForm {
    /// The start of the ids of its fields.
    fn key(&self) -> &str {
        &self.steps.key
    }
}
