//! The same for several cases: chosen in the queue, said and confirmed here.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::domain::access::Permission;
use crate::domain::case::Reference;
use crate::domain::ids::StaffId;
use crate::domain::personal::Personal;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::mask::short_name;
use crate::web::desk::{at_desk, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::casefile::Colleagues;
use crate::workflow::counter::bulk::{self, Done, Wish};
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/bulk.html")]
struct BulkView {
    frame: DeskFrame,
    cases: Vec<(String, String)>,
    owners: Vec<(String, String)>,
    typed: Typed,
    done: Vec<(String, String)>,
    error: String,
}

/// What was typed.
#[derive(Clone, Default)]
struct Typed {
    owner: String,
    tag: String,
    note: String,
}

/// POST /console/bulk: what was ticked in the queue; nothing is done yet.
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    show(&desk, &signed_in, references(&fields), Typed::default(), Vec::new(), String::new()).await
}

/// POST /console/bulk/do
pub async fn submit(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let typed = Typed {
        owner: fields.one("owner")?.to_owned(),
        tag: fields.one("tag")?.to_owned(),
        note: fields.one("note")?.to_owned(),
    };
    let wish = Wish {
        owner: match typed.owner.as_str() {
            "nobody" => Some(None),
            id => StaffId::parse(id).map(Some),
        },
        tag: typed.tag.clone(),
        note: Personal::new(typed.note.clone()),
    };
    let (chosen, actor) = (references(&fields), signed_in.actor());
    let wanted = chosen.clone();
    match at_desk(&desk, move |desk| bulk::carry_out(desk, actor, &wanted, &wish)).await {
        Ok(done) => show(&desk, &signed_in, chosen, typed, done, String::new()).await,
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(&desk, &signed_in, chosen, typed, Vec::new(), what).await
        }
        Err(other) => Err(other),
    }
}

fn references(fields: &Fields) -> Vec<Reference> {
    fields.many("case").into_iter().filter_map(|text| Reference::parse(text).ok()).take(bulk::MOST).collect()
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    chosen: Vec<Reference>,
    typed: Typed,
    done: Vec<Done>,
    error: String,
) -> Result<HttpResponse, WebError> {
    let read = move |desk: &Desk| {
        let cases = bulk::chosen(desk, &chosen)?;
        let colleagues = desk.read(|_, tx, _| Colleagues::read(tx))?;
        Ok((cases, colleagues))
    };
    let (frame, (cases, colleagues)) = framed(desk, signed_in, String::new(), read).await?;
    let all = colleagues.all();
    let able = all.iter().filter(|staff| staff.active && staff.role.may(Permission::HandleCases));
    let done = done.into_iter().map(|one| (one.reference.to_string(), one.problem.unwrap_or_default()));
    answer(&BulkView {
        owners: able.map(|staff| (staff.id.to_string(), staff.name.clone())).collect(),
        cases: cases
            .iter()
            .map(|case| (case.reference.to_string(), short_name(case.requester.name.reveal())))
            .collect(),
        done: done.collect(),
        frame,
        typed,
        error,
    })
}
