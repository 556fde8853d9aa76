//! Printing a letter of a case on A4.

use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::domain::ids::MailId;
use crate::domain::notice::NoticeKind;
use crate::ports::letters::PrintSize;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::case_view::HeadView;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, page as answer};
use crate::web::fields::Posted;
use crate::workflow::casefile::open_case;
use crate::workflow::wordings::print_letter;
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/print.html")]
struct PrintView {
    frame: DeskFrame,
    head: HeadView,
    name: &'static str,
    action: String,
    /// The address of somebody who is written to by post.
    address: String,
}

/// GET /console/case/{reference}/letter/{mail}
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (reference, mail) = (reference_in(&path.0)?, MailId::parse(&path.1).ok_or(WebError::NotFound)?);
    let (actor, wanted) = (signed_in.actor(), reference.clone());
    let (frame, file) = framed(&desk, &signed_in, String::new(), move |desk| open_case(desk, actor, &wanted)).await?;
    let line = file.mails.iter().find(|line| line.id == mail).ok_or(WebError::NotFound)?;
    let controller = desk.controller(&file.case.controller)?;
    let head = HeadView::of(&file, controller, desk.terms(controller)?.zone, signed_in.staff.id);
    let name = NoticeKind::parse(&line.kind).map_or("Letter", NoticeKind::name);
    let address = file.case.post_only().filter(|_| !file.masked).map(|at| at.reveal().to_owned()).unwrap_or_default();
    answer(&PrintView { action: format!("/console/case/{reference}/letter/{mail}"), address, frame, head, name })
}

/// POST /console/case/{reference}/letter/{mail}: the PDF. Posted, so that an address stands in no URL and no log.
pub async fn pdf(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (reference, mail) = (reference_in(&path.0)?, MailId::parse(&path.1).ok_or(WebError::NotFound)?);
    let size = if fields.one("large")? == "yes" { PrintSize::Large } else { PrintSize::Ordinary };
    let (address, named, actor) = (fields.one("address")?.to_owned(), reference.clone(), signed_in.actor());
    let print = move |desk: &Desk| {
        if open_case(desk, actor, &reference)?.masked {
            return Err(WorkError::NotAllowed("see letters of this case before you ask to see it in full"));
        }
        print_letter(desk, &reference, mail, &address, size)
    };
    let bytes = at_desk(&desk, print).await?;
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(format!("letter-{named}.pdf"))],
    };
    Ok(HttpResponse::Ok().insert_header(disposition).content_type("application/pdf").body(bytes))
}
