//! The page of one action: what it does, its small form, and what happens when somebody else was faster.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::case::reference_in;
use super::case_view::{HeadView, as_seen, request_base};
use super::command_fields::{Control, FieldView, field, fields_of, gap_fields};
use super::command_form::{command_of, fills_of, refill};
use super::command_prefill::prefilled;
use super::command_words::{Manner, effect, manner, words};
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::history::stream;
use super::shown::capital;
use crate::domain::case::Reference;
use crate::domain::controller::Controller;
use crate::domain::disclosure::unstated;
use crate::domain::request::{Actor, Command, CommandKind, Request};
use crate::domain::right::Right;
use crate::ports::letters::LetterError;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::{CaseFile, RequestFile, open_case};
use crate::workflow::casework::{Fills, approve_lacking, give_filled, give_shared};
use crate::workflow::foresight::foresee;
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/command.html")]
struct CommandView {
    frame: DeskFrame,
    head: HeadView,
    right: &'static str,
    title: &'static str,
    lead: &'static str,
    effect: String,
    button: &'static str,
    manner: Manner,
    action: String,
    version: i64,
    fields: Vec<FieldView>,
    refused: String,
    faster: String,
    errors: Vec<(String, String)>,
    shared: bool,
}

/// Where an action's address points.
struct Place {
    reference: Reference,
    right: Right,
    kind: CommandKind,
}

impl Place {
    fn of(path: &web::Path<(String, String, String)>) -> Result<Self, WebError> {
        let kind = CommandKind::parse(&path.2).ok_or(WebError::NotFound)?;
        let right = Right::parse(&path.1).ok_or(WebError::NotFound)?;
        Ok(Self { reference: reference_in(&path.0)?, right, kind })
    }
}

/// What became of a posted form that did not lead on.
#[derive(Default)]
struct Trouble {
    fields: Option<Vec<FieldView>>,
    refused: String,
    faster: bool,
}

/// GET …/do/{command}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, Place::of(&path)?, Trouble::default()).await
}

/// POST …/do/{command}
pub async fn submit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let place = Place::of(&path)?;
    let seen = fields.one("version")?.parse().map_err(|_error| WebError::NotFound)?;
    let (now, (zone, lacks)) = (desk.clock.now(), ground_of(&desk, &place, signed_in.actor()).await?);
    let mut view = fields_of(place.kind, place.right, now, zone);
    view.extend(lacks_field(&lacks));
    refill(&mut view, &fields)?;
    let command = command_of(place.kind, place.right, &mut view, now, zone).filter(|_| accepts(&mut view));
    let Some(command) = command else {
        return show(&desk, &signed_in, place, Trouble { fields: Some(view), ..Trouble::default() }).await;
    };
    match give_to(&desk, &signed_in, &place, seen, (command, lacks), fills_of(&fields)).await {
        Ok(()) => Ok(go_to(&format!("/console/case/{}", place.reference))),
        Err(WebError::Work(WorkError::Store(StoreError::Conflict))) => {
            show(&desk, &signed_in, place, Trouble { fields: Some(view), faster: true, ..Trouble::default() }).await
        }
        Err(WebError::Work(WorkError::Refused(no))) => {
            let refused = capital(&no.to_string());
            show(&desk, &signed_in, place, Trouble { fields: Some(view), refused, faster: false }).await
        }
        Err(WebError::Work(WorkError::Letter(LetterError::Gaps(gaps)))) => {
            view.extend(gap_fields(&gaps));
            show(&desk, &signed_in, place, Trouble { fields: Some(view), ..Trouble::default() }).await
        }
        Err(other) => Err(other),
    }
}

/// Identity and authority belong to the person: they are given to every request of the case at once.
async fn give_to(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    place: &Place,
    seen: i64,
    (command, lacks): (Command, Vec<String>),
    fills: Fills,
) -> Result<(), WebError> {
    let (actor, reference, right) = (signed_in.actor(), place.reference.clone(), place.right);
    at_desk(desk, move |desk| {
        let request = request_of(desk, &reference, right)?;
        if !lacks.is_empty() {
            approve_lacking(desk, actor, request.id, Some(seen), lacks).map(drop)
        } else if manner(command.kind()) == Manner::Shared {
            give_shared(desk, actor, request.id, seen, command).map(drop)
        } else {
            give_filled(desk, actor, request.id, Some(seen), command, fills).map(drop)
        }
    })
    .await
}

fn request_of(desk: &Desk, reference: &Reference, right: Right) -> Result<Request, WorkError> {
    let reference = reference.clone();
    desk.read(move |_, tx, _| {
        let case = tx.case_by_reference(&reference)?.ok_or(StoreError::NotFound)?;
        let mut requests = tx.requests(case.id)?.into_iter();
        Ok(requests.find(|request| request.right == right).ok_or(StoreError::NotFound)?)
    })
}

/// The zone of the company, and what its answer lacks.
async fn ground_of(desk: &web::Data<Desk>, place: &Place, actor: Actor) -> Result<(Tz, Vec<String>), WebError> {
    let (reference, kind, right) = (place.reference.clone(), place.kind, place.right);
    at_desk(desk, move |desk| {
        let file = open_case(desk, actor, &reference)?;
        let controller = &desk.company_of(&file.case)?;
        Ok((desk.terms(controller)?.zone, lacking(controller, kind, right)))
    })
    .await
}

/// What the company has not stated and the answer that is about to be approved would have to say.
fn lacking(controller: &Controller, kind: CommandKind, right: Right) -> Vec<String> {
    if kind == CommandKind::Approve { unstated(controller, right) } else { Vec::new() }
}

/// The form before anybody has typed.
fn blank(controller: &Controller, kind: CommandKind, right: Right, now: DateTime<Utc>, zone: Tz) -> Vec<FieldView> {
    fields_of(kind, right, now, zone).into_iter().chain(lacks_field(&lacking(controller, kind, right))).collect()
}

/// The tick without which a copy with gaps is not approved.
fn lacks_field(lacks: &[String]) -> Option<FieldView> {
    if lacks.is_empty() {
        return None;
    }
    let hint = format!(
        "Nobody has stated {}. The letter shows a gap for each. State them in the company’s file, or decide.",
        lacks.join("; ")
    );
    let options = vec![("yes", "Let the answer go with these gaps", "Your name and the gaps go on the case log.")];
    Some(field("lacks", "What the answer lacks (Article 15)", &hint, Control::Several(options)))
}

/// Whether the gaps were accepted, where there are any.
fn accepts(view: &mut [FieldView]) -> bool {
    let Some(asked) = view.iter_mut().find(|field| field.name == "lacks") else { return true };
    let accepted = asked.has("yes");
    if !accepted {
        "Decide: state what is missing first, or tick that it goes without.".clone_into(&mut asked.error);
    }
    accepted
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    place: Place,
    trouble: Trouble,
) -> Result<HttpResponse, WebError> {
    let (actor, reference) = (signed_in.actor(), place.reference.clone());
    let (frame, file) = framed(desk, signed_in, String::new(), move |desk| open_case(desk, actor, &reference)).await?;
    let part = file.requests.iter().find(|part| part.request.right == place.right).ok_or(WebError::NotFound)?;
    let conflict = trouble.faster || !trouble.refused.is_empty();
    let view = view_of(desk, signed_in, &file, part, place.kind, frame, trouble)?;
    let mut response = answer(&view)?;
    if conflict {
        *response.status_mut() = actix_web::http::StatusCode::CONFLICT;
    } else if !view.errors.is_empty() {
        *response.status_mut() = actix_web::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn view_of(
    desk: &Desk,
    signed_in: &SignedIn,
    file: &CaseFile,
    part: &RequestFile,
    kind: CommandKind,
    frame: DeskFrame,
    trouble: Trouble,
) -> Result<CommandView, WorkError> {
    let controller = &desk.company_of(&file.case)?;
    let zone = desk.terms(controller)?.zone;
    let head = HeadView::of(file, controller, zone, signed_in.staff.id);
    let blank = || blank(controller, kind, part.request.right, file.now, zone);
    let fields = trouble.fields.unwrap_or_else(|| prefilled(kind, part, &file.tellings, blank()));
    let refused = why_not(part, kind);
    let foresight = foresee(desk, &file.case.controller, &part.request, kind, file.now)?;
    let wrong = fields.iter().filter(|field| !field.error.is_empty());
    let mut errors: Vec<(String, String)> = wrong.map(|field| (field.name.clone(), field.error.clone())).collect();
    // What only the typed data rules out leaves the form open, so that it can be put right.
    if refused.is_empty() && !trouble.refused.is_empty() {
        errors.push(("version".to_owned(), trouble.refused));
    }
    Ok(CommandView {
        action: format!("{}/do/{}", request_base(&head.base, part), kind.code()),
        right: part.request.right.name(),
        title: kind.words(),
        lead: words(kind).lead,
        effect: effect(kind, foresight.as_ref()),
        button: words(kind).button,
        manner: manner(kind),
        version: part.request.version,
        faster: if trouble.faster { faster(file, zone) } else { String::new() },
        errors,
        shared: manner(kind) == Manner::Shared && file.requests.len() > 1,
        refused,
        fields,
        frame,
        head,
    })
}

/// Why an action is not possible now; empty when it is.
fn why_not(part: &RequestFile, kind: CommandKind) -> String {
    let choice = part.choices.iter().find(|(known, _)| *known == kind).and_then(|(_, refused)| refused.as_ref());
    choice.map_or_else(String::new, |no| capital(&no.to_string()))
}

/// Who did what meanwhile, from the newest line of the stream.
fn faster(file: &CaseFile, zone: Tz) -> String {
    let newest = stream(file, zone).into_iter().find(|line| !line.outgoing).map(|line| as_seen(line, file));
    newest.map_or_else(String::new, |line| format!("{} {} at {}.", line.who, line.what, line.time))
}
