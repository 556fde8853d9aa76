//! Everything that is restricted now.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::domain::access::Permission;
use crate::domain::amendment::Amending;
use crate::domain::clock::words::long_date;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::office::listed::ListFile;
use crate::web::console::shown::count;
use crate::web::desk::page as answer;
use crate::workflow::amending::{RestrictionLine, restrictions};
use crate::workflow::{Desk, WorkError};

/// The page.
#[derive(Template)]
#[template(path = "console/restrictions.html")]
struct RestrictionsView {
    frame: DeskFrame,
    lines: Vec<LineView>,
    may_handle: bool,
}

/// A restriction in force.
struct LineView {
    reference: String,
    company: String,
    ground: String,
    since: String,
    places: Vec<String>,
    lifting: String,
    state: &'static str,
    class: &'static str,
    /// Where it is lifted although nobody can be told any more; empty otherwise.
    lift: String,
}

/// GET /console/restrictions
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let here = "/console/restrictions".to_owned();
    let (frame, lines) = framed(&desk, &signed_in, here, move |desk| {
        restrictions(desk, actor)?.into_iter().map(|line| LineView::of(desk, line)).collect::<Result<Vec<_>, _>>()
    })
    .await?;
    let may_handle = signed_in.staff.role.may(Permission::HandleCases);
    answer(&RestrictionsView { frame, lines, may_handle })
}

/// GET /console/restrictions.csv
pub async fn csv(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    let rows = move |desk: &Desk| {
        let row = |line| {
            let LineView { reference, company, ground, since, places, lifting, state, .. } = LineView::of(desk, line)?;
            Ok(vec![reference, company, ground, since, places.join("; "), lifting, state.to_owned()])
        };
        restrictions(desk, actor)?.into_iter().map(row).collect()
    };
    let head = &["Case", "Company", "Ground", "Since", "Where", "Lifted on", "Marks"];
    ListFile { name: "restricted-data", head }.send(&desk, &signed_in, rows).await
}

impl LineView {
    fn of(desk: &Desk, line: RestrictionLine) -> Result<Self, WorkError> {
        let controller = desk.controller(&line.controller)?;
        let since = desk.local_date(controller, line.since)?;
        let (state, class) = match line.marks {
            Amending::ByHand => ("By colleagues", ""),
            Amending::Confirmed => ("Confirmed", "ok"),
            Amending::Open => ("Being changed", "accent"),
            Amending::Remains => ("Needs you", "warn"),
        };
        let lift = format!("/console/case/{}/restriction/do/lift", line.reference);
        Ok(Self {
            lift: if line.emptied { lift } else { String::new() },
            reference: line.reference.to_string(),
            company: controller.brand.clone(),
            ground: line.ground.map(|ground| format!("{} ({})", ground.words(), ground.article())).unwrap_or_default(),
            since: long_date(since),
            places: line.places.into_iter().map(place).collect(),
            lifting: line.lifting_on.map(long_date).unwrap_or_default(),
            state,
            class,
        })
    }
}

fn place((system, what, rows, guarded): (String, String, usize, bool)) -> String {
    let held = if guarded { "; the system itself refuses to use it" } else { "" };
    format!("{what} ({system}), {}{held}", count(rows, "row", "rows"))
}
