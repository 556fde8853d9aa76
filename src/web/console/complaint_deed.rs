//! The page of one action on a complaint: what it does, its small form, and what happens when somebody was faster.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::case::reference_in;
use super::case_view::HeadView;
use super::command_fields::{Control, FieldView};
use super::command_form::refill;
use super::command_words::Manner;
use super::complaint::case_of;
use super::complaint_form::{command_of, fields_of, words};
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::shown::capital;
use crate::domain::case::Reference;
use crate::domain::complaint::CommandKind;
use crate::ports::store::StoreError;
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Posted;
use crate::workflow::complaints::{ComplaintFile, give, open_complaint};
use crate::workflow::{Desk, WorkError};

/// The page; it looks like that of an action on a request.
#[derive(Template)]
#[template(path = "console/command.html")]
struct DeedView {
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

/// What became of a posted form that did not lead on.
#[derive(Default)]
struct Trouble {
    fields: Option<Vec<FieldView>>,
    refused: String,
    faster: bool,
}

type Address = web::Path<(String, String)>;

fn place(path: &Address) -> Result<(Reference, CommandKind), WebError> {
    Ok((reference_in(&path.0)?, CommandKind::parse(&path.1).ok_or(WebError::NotFound)?))
}

/// GET /console/complaint/{reference}/do/{command}
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn, path: Address) -> Result<HttpResponse, WebError> {
    let (reference, kind) = place(&path)?;
    show(&desk, &signed_in, reference, kind, Trouble::default()).await
}

/// POST …/do/{command}
pub async fn submit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: Address,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (reference, kind) = place(&path)?;
    let seen = fields.one("version")?.parse().map_err(|_error| WebError::NotFound)?;
    let mut view = fields_of(kind, fields.has("alone"));
    refill(&mut view, &fields)?;
    let Some(command) = command_of(kind, &mut view) else {
        let trouble = Trouble { fields: Some(view), ..Trouble::default() };
        return show(&desk, &signed_in, reference, kind, trouble).await;
    };
    let (actor, found) = (signed_in.actor(), reference.clone());
    let given = at_desk(&desk, move |desk| give(desk, actor, case_of(desk, &found)?, Some(seen), command));
    let trouble = |refused, faster| Trouble { fields: Some(view), refused, faster };
    match given.await {
        Ok(_) => Ok(go_to(&format!("/console/complaint/{reference}"))),
        Err(WebError::Work(WorkError::Store(StoreError::Conflict))) => {
            show(&desk, &signed_in, reference, kind, trouble(String::new(), true)).await
        }
        Err(WebError::Work(WorkError::RefusedComplaint(no))) => {
            show(&desk, &signed_in, reference, kind, trouble(capital(&no.to_string()), false)).await
        }
        Err(other) => Err(other),
    }
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    reference: Reference,
    kind: CommandKind,
    trouble: Trouble,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let read = move |desk: &Desk| open_complaint(desk, actor, &reference);
    let (frame, part) = framed(desk, signed_in, String::new(), read).await?;
    let conflict = trouble.faster || !trouble.refused.is_empty();
    let view = view_of(desk, signed_in, &part, kind, frame, trouble)?;
    let mut response = answer(&view)?;
    if conflict {
        *response.status_mut() = StatusCode::CONFLICT;
    } else if !view.errors.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn view_of(
    desk: &Desk,
    signed_in: &SignedIn,
    part: &ComplaintFile,
    kind: CommandKind,
    frame: DeskFrame,
    trouble: Trouble,
) -> Result<DeedView, WorkError> {
    let controller = desk.controller(&part.file.case.controller)?;
    let base = format!("/console/complaint/{}", part.file.case.reference);
    let head = HeadView {
        base: base.clone(),
        ..HeadView::of(&part.file, controller, desk.terms(controller)?.zone, signed_in.staff.id)
    };
    let alone = part.own_request && kind == CommandKind::Decide;
    let fields = trouble.fields.unwrap_or_else(|| fields_of(kind, alone));
    let no = part.choices.iter().find(|(known, _)| *known == kind).and_then(|(_, no)| no.as_ref());
    let errors = fields.iter().filter(|field| !field.error.is_empty());
    let (lead, button) = words(kind);
    Ok(DeedView {
        action: format!("{base}/do/{}", kind.code()),
        right: "Complaint",
        title: kind.words(),
        lead,
        effect: if alone { OWN.to_owned() } else { String::new() },
        button,
        manner: if kind == CommandKind::Withdraw { Manner::Grave } else { Manner::Single },
        version: part.complaint.version,
        faster: if trouble.faster { "A colleague changed this complaint meanwhile.".to_owned() } else { String::new() },
        errors: errors.map(|field| (field.name.clone(), field.error.clone())).collect(),
        shared: false,
        refused: no.map_or(trouble.refused, |no| capital(&no.to_string())),
        fields,
        frame,
        head,
    })
}

/// Nobody is a good judge of their own work; where there is nobody else, the record says so.
const OWN: &str = "You looked after the request that this complaint is about. Better let another person decide. \
                   If there is nobody, say below why you decide yourself; it stays on the case log.";
