//! What a policy lacks, on a page and on one sheet of paper; and what differs from the policy in force.

use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, web};
use askama::Template;

use super::policy::{PolicyHead, policy_in};
use crate::domain::policy::{Change, FORM_RIGHTS, Finding, FormRight, Said, Severity, Turn};
use crate::domain::setup::note;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, page as answer};
use crate::web::icons::Icon;
use crate::workflow::companies::review;
use crate::workflow::{Desk, WorkError};

/// What a policy lacks.
#[derive(Template)]
#[template(path = "console/policy_lint.html")]
struct LintView {
    frame: DeskFrame,
    head: PolicyHead,
    findings: Vec<FindingView>,
    high: usize,
    blocking: usize,
    rights: &'static [FormRight],
}

/// A finding.
struct FindingView {
    rule: &'static str,
    severity: &'static str,
    icon: Icon,
    class: &'static str,
    words: String,
    quote: String,
    law: &'static str,
    blocks: String,
    wording: &'static str,
}

/// What differs from the policy in force.
#[derive(Template)]
#[template(path = "console/policy_changes.html")]
struct ChangesView {
    frame: DeskFrame,
    head: PolicyHead,
    changes: Vec<ChangeView>,
}

/// A fact that differs.
struct ChangeView {
    turn: &'static str,
    class: &'static str,
    field: &'static str,
    before: Option<SideView>,
    after: Option<SideView>,
}

/// One side of it.
struct SideView {
    value: String,
    quote: String,
}

/// GET /console/policies/{policy}/lint
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let id = policy_in(&path)?;
    let here = "/console/companies".to_owned();
    let (frame, reviewed) = framed(&desk, &signed_in, here, move |desk| review(desk, id)).await?;
    let head = PolicyHead::of(&reviewed);
    let findings = &reviewed.file.findings;
    answer(&LintView {
        frame,
        head,
        high: findings.iter().filter(|finding| finding.severity == Severity::High).count(),
        blocking: findings.iter().filter(|finding| !finding.blocks.is_empty()).count(),
        findings: findings.iter().map(FindingView::of).collect(),
        rights: FORM_RIGHTS,
    })
}

impl FindingView {
    fn of(finding: &Finding) -> Self {
        let (icon, class) = match finding.severity {
            Severity::High => (Icon::Late, " danger"),
            Severity::Medium => (Icon::Alert, " warn"),
            Severity::Low | Severity::Info => (Icon::Info, ""),
        };
        Self {
            rule: finding.rule,
            severity: finding.severity.word(),
            icon,
            class,
            words: finding.finding.clone(),
            quote: finding.quote.as_deref().map(one_line).unwrap_or_default(),
            law: finding.reason,
            blocks: finding.blocks.join(", "),
            wording: finding.wording,
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// GET /console/policies/{policy}/lint.pdf: one sheet for whoever edits the policy.
pub async fn pdf(
    desk: web::Data<Desk>,
    _signed_in: SignedIn,
    path: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let id = policy_in(&path)?;
    let bytes = at_desk(&desk, move |desk| {
        let reviewed = review(desk, id)?;
        let company = PolicyHead::of(&reviewed).company;
        let today = desk.clock.now().date_naive();
        desk.press.note(&note(&company, &reviewed.file.findings, today)).map_err(WorkError::from)
    });
    let bytes = bytes.await?;
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename("policy-note.pdf".to_owned())],
    };
    Ok(HttpResponse::Ok().insert_header(disposition).content_type("application/pdf").body(bytes))
}

/// GET /console/policies/{policy}/changes
pub async fn changes(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let id = policy_in(&path)?;
    let here = "/console/companies".to_owned();
    let (frame, reviewed) = framed(&desk, &signed_in, here, move |desk| review(desk, id)).await?;
    let head = PolicyHead::of(&reviewed);
    let changes = reviewed.file.changes.iter().map(ChangeView::of).collect();
    answer(&ChangesView { frame, head, changes })
}

impl ChangeView {
    fn of(change: &Change) -> Self {
        let class = match change.change {
            Turn::Added => " good",
            Turn::Changed => " warn",
            Turn::Gone => " danger",
        };
        let side = |said: &Said| SideView {
            value: said.value.clone(),
            quote: said.quote.as_ref().map(|quote| one_line(&quote.text)).unwrap_or_default(),
        };
        Self {
            turn: change.change.word(),
            class,
            field: change.field,
            before: change.before.as_ref().map(side),
            after: change.after.as_ref().map(side),
        }
    }
}
