//! The certificate of a confirmed erasure, on the screen and on paper.

use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, web};
use askama::Template;

use super::case::reference_in;
use super::case_view::HeadView;
use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use crate::domain::clock::words::long_date;
use crate::domain::erasure::Certificate;
use crate::web::WebError;
use crate::web::desk::{at_desk, page as answer};
use crate::web::fields::Posted;
use crate::workflow::Desk;
use crate::workflow::casefile::open_case;
use crate::workflow::erasure::{certificate, print_certificate};

/// The page.
#[derive(Template)]
#[template(path = "console/certificate.html")]
struct CertificateView {
    frame: DeskFrame,
    head: HeadView,
    facts: Vec<(&'static str, String)>,
    systems: Vec<(String, [u64; 3], String)>,
    kept: Vec<(String, u64, String, String)>,
}

impl CertificateView {
    fn of(frame: DeskFrame, head: HeadView, paper: &Certificate) -> Self {
        let mut facts = vec![("Asked for", paper.moment(paper.received))];
        facts.extend(paper.approved.map(|at| ("Approved", paper.moment(at))));
        facts.push(("Confirmed by a second search", paper.moment(paper.confirmed)));
        let systems = paper.systems.iter().map(|system| {
            let done = system.committed.map_or_else(|| "nothing to change".to_owned(), |at| paper.moment(at));
            (system.title.clone(), [system.requested, system.erased, system.emptied], done)
        });
        let kept = paper.kept.iter().map(|kept| {
            let until = kept.until.map_or_else(|| "no end by rule".to_owned(), long_date);
            (kept.what.clone(), kept.rows, until, kept.reason.clone())
        });
        Self { facts, systems: systems.collect(), kept: kept.collect(), frame, head }
    }
}

/// GET …/erasure/certificate
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let (actor, reference) = (signed_in.actor(), reference_in(&reference)?);
    let read = move |desk: &Desk| Ok((open_case(desk, actor, &reference)?, certificate(desk, &reference)?));
    let (frame, (file, paper)) = framed(&desk, &signed_in, String::new(), read).await?;
    let controller = desk.controller(&file.case.controller)?;
    let head = HeadView::of(&file, controller, paper.zone, signed_in.staff.id);
    answer(&CertificateView::of(frame, head, &paper))
}

/// POST …/erasure/certificate: the PDF.
pub async fn pdf(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    let reference = reference_in(&reference)?;
    let named = reference.clone();
    let bytes = at_desk(&desk, move |desk| print_certificate(desk, &reference)).await?;
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(format!("erasure-{named}.pdf"))],
    };
    Ok(HttpResponse::Ok().insert_header(disposition).content_type("application/pdf").body(bytes))
}
