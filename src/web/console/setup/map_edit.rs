//! Changing a data map: its words, a check against the systems themselves, what changed, and putting it in force.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::maps_view::RemarkView;
use crate::domain::ids::MapVersionId;
use crate::domain::mapping::{DiffLine, difference};
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::mapping::{Checked, NewMap, check_map, draft_map, keep_map, map_book};
use crate::workflow::{Desk, WorkError};

#[derive(Template)]
#[template(path = "console/map_edit.html")]
struct EditView {
    frame: DeskFrame,
    typed: Typed,
    is_new: bool,
    checked: Option<CheckView>,
    changes: Vec<ChangeView>,
    error: Option<(&'static str, String)>,
}

impl EditView {
    fn error(&self, field: &str) -> &str {
        self.error.as_ref().filter(|(name, _)| *name == field).map_or("", |(_, what)| what.as_str())
    }
}

/// What stands in the form.
#[derive(Clone, Default)]
struct Typed {
    name: String,
    text: String,
    note: String,
    /// The version that was shown when the writing began; empty: the file's, or nothing.
    base: String,
}

impl Typed {
    fn of(fields: &Fields, name: &str) -> Result<Self, WebError> {
        let one = |field: &str| Ok::<_, WebError>(fields.one(field)?.to_owned());
        let name = if name.is_empty() { one("name")?.trim().to_owned() } else { name.to_owned() };
        Ok(Self { name, text: one("text")?, note: one("note")?, base: one("base")? })
    }

    fn new_map(&self) -> NewMap {
        NewMap {
            name: self.name.clone(),
            text: self.text.clone(),
            note: self.note.clone(),
            base: MapVersionId::parse(&self.base),
        }
    }
}

/// How the check came out.
struct CheckView {
    systems: Vec<String>,
    remarks: Vec<RemarkView>,
}

impl CheckView {
    fn of(checked: Checked) -> Self {
        let line = |check: &crate::workflow::mapping::SystemCheck| match check.engine {
            Some(engine) => {
                format!("{} ({engine}): {} collections held against the live schema", check.system, check.collections)
            }
            None => format!("{}: not held against a live schema", check.system),
        };
        Self {
            systems: checked.systems.iter().map(line).collect(),
            remarks: checked.remarks.into_iter().map(RemarkView::of).collect(),
        }
    }
}

/// A line of the comparison: its look, what it means, and its words.
struct ChangeView {
    class: &'static str,
    means: &'static str,
    words: String,
}

impl ChangeView {
    fn of(line: DiffLine) -> Self {
        let (class, means, words) = match line {
            DiffLine::Same(words) => ("", "", words),
            DiffLine::Gone(words) => ("gone", "Taken out: ", words),
            DiffLine::New(words) => ("new", "Added: ", words),
            DiffLine::Gap(1) => ("gap", "", "… one line that is the same".to_owned()),
            DiffLine::Gap(n) => ("gap", "", format!("… {n} lines that are the same")),
        };
        Self { class, means, words }
    }
}

/// GET /console/maps/{name}/edit
pub async fn page(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
    name: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let name = name.into_inner();
    let asked = name.clone();
    let book = at_desk(&desk, move |desk| map_book(desk, &**systems, &asked)).await?.ok_or(WebError::NotFound)?;
    let base = book.version.map(|id| id.to_string()).unwrap_or_default();
    let typed = Typed { name, text: book.text, note: String::new(), base };
    show(&desk, &signed_in, Shown { typed, ..Shown::default() }).await
}

/// What a page shows beside the form.
#[derive(Default)]
struct Shown {
    typed: Typed,
    is_new: bool,
    checked: Option<CheckView>,
    changes: Vec<ChangeView>,
    error: Option<(&'static str, String)>,
}

async fn show(desk: &web::Data<Desk>, signed_in: &SignedIn, shown: Shown) -> Result<HttpResponse, WebError> {
    let (frame, ()) = framed(desk, signed_in, "/console/maps".to_owned(), |_| Ok(())).await?;
    let wrong = shown.error.is_some();
    let Shown { typed, is_new, checked, changes, error } = shown;
    let mut response = answer(&EditView { frame, typed, is_new, checked, changes, error })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// POST /console/maps/{name}/edit: checks, or puts in force.
pub async fn submit(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
    name: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let typed = Typed::of(&fields, &name)?;
    taken(&desk, &signed_in, &systems, &fields, Shown { typed, ..Shown::default() }).await
}

/// POST /console/maps/new: drafts a map of a system, checks the draft, or puts it in force under a new name.
pub async fn new(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    systems: web::Data<dyn Systems>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let typed = Typed::of(&fields, "")?;
    if !fields.has("draft") {
        return taken(&desk, &signed_in, &systems, &fields, Shown { typed, is_new: true, ..Shown::default() }).await;
    }
    let (actor, system) = (signed_in.actor(), fields.one("draft")?.to_owned());
    let named = system.to_lowercase().replace('_', "-");
    let drafted = at_desk(&desk, move |_| draft_map(&**systems, actor, &system)).await;
    let (text, error) = match drafted {
        Ok(text) => (text, None),
        Err(WebError::Work(WorkError::Field { field, what })) => (String::new(), Some((field, what))),
        Err(other) => return Err(other),
    };
    let typed = Typed { name: named, text, ..Typed::default() };
    show(&desk, &signed_in, Shown { typed, is_new: true, error, ..Shown::default() }).await
}

/// Does what the button says; what is wrong is said beside what was typed.
async fn taken(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    systems: &web::Data<dyn Systems>,
    fields: &Fields,
    mut shown: Shown,
) -> Result<HttpResponse, WebError> {
    let (actor, new, keeps) = (signed_in.actor(), shown.typed.new_map(), fields.has("keep"));
    let (place, systems) = (format!("/console/maps/{}", new.name), systems.clone());
    let done = at_desk(desk, move |desk| {
        if keeps {
            return keep_map(desk, actor, new).map(|()| None);
        }
        let checked = check_map(&**systems, &new.text)?;
        let before = map_book(desk, &**systems, &new.name)?.map(|book| book.text).unwrap_or_default();
        Ok(Some((checked, difference(&before, &new.text))))
    });
    match done.await {
        Ok(None) => return Ok(go_to(&place)),
        Ok(Some((checked, changes))) => {
            shown.checked = Some(CheckView::of(checked));
            shown.changes = changes.into_iter().map(ChangeView::of).collect();
        }
        Err(WebError::Work(WorkError::Field { field, what })) => shown.error = Some((field, what)),
        Err(other) => return Err(other),
    }
    show(desk, signed_in, shown).await
}
