//! Changing a data map: its words, a check against the systems themselves, what changed, and putting it in force.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::map_open::{OpenView, PlaceView, places};
use super::map_pieces::{Guided, PieceWords, asked};
use super::maps_view::RemarkView;
use crate::domain::ids::MapVersionId;
use crate::domain::mapping::{DiffLine, difference};
use crate::ports::store::StoreError;
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::mapping::{Checked, NewMap, check_map, draft_map, keep_map, map_book, read_map};
use crate::workflow::{Desk, WorkError};

#[derive(Template)]
#[template(path = "console/map_edit.html")]
struct EditView {
    frame: DeskFrame,
    shown: Shown,
    /// What can be opened in the text as it stands.
    places: Vec<PlaceView>,
}

impl EditView {
    fn error(&self, field: &str) -> &str {
        self.shown.error.as_ref().filter(|(name, _)| *name == field).map_or("", |(_, what)| what.as_str())
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
    show(&desk, &signed_in, Shown { typed, ..Shown::default() }, StatusCode::OK).await
}

/// What a page shows beside the form.
#[derive(Default)]
struct Shown {
    typed: Typed,
    is_new: bool,
    checked: Option<CheckView>,
    changes: Vec<ChangeView>,
    /// What somebody else put in force meanwhile.
    meanwhile: Option<Vec<ChangeView>>,
    open: Option<OpenView>,
    error: Option<(&'static str, String)>,
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    shown: Shown,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let (frame, ()) = framed(desk, signed_in, "/console/maps".to_owned(), |_| Ok(())).await?;
    let places = read_map(&shown.typed.text).map(|map| places(&map)).unwrap_or_default();
    let status = if shown.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { status };
    let mut response = answer(&EditView { frame, shown, places })?;
    *response.status_mut() = status;
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
    show(&desk, &signed_in, Shown { typed, is_new: true, error, ..Shown::default() }, StatusCode::OK).await
}

/// Does what the button says; what is wrong is said beside what was typed.
async fn taken(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    systems: &web::Data<dyn Systems>,
    fields: &Fields,
    mut shown: Shown,
) -> Result<HttpResponse, WebError> {
    let actor = signed_in.actor();
    if !fields.has("keep") {
        return looked_at(desk, signed_in, systems, fields, shown).await;
    }
    let (new, place) = (shown.typed.new_map(), format!("/console/maps/{}", shown.typed.name));
    match at_desk(desk, move |desk| keep_map(desk, actor, new)).await {
        Ok(()) => Ok(go_to(&place)),
        Err(WebError::Work(WorkError::Field { field, what })) => {
            shown.error = Some((field, what));
            show(desk, signed_in, shown, StatusCode::OK).await
        }
        Err(WebError::Work(WorkError::Store(StoreError::Conflict))) => overtaken(desk, signed_in, systems, shown).await,
        Err(other) => Err(other),
    }
}

/// Somebody else was faster: what they changed stands beside what was typed, and neither is lost.
async fn overtaken(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    systems: &web::Data<dyn Systems>,
    mut shown: Shown,
) -> Result<HttpResponse, WebError> {
    let (new, systems) = (shown.typed.new_map(), systems.clone());
    let read = move |desk: &Desk| {
        let theirs = map_book(desk, &**systems, &new.name)?.ok_or(StoreError::NotFound)?;
        let before = match new.base {
            Some(id) => desk.read(move |_, tx, _| Ok(tx.map_version(id)?))?.body,
            None => systems.map_text(&new.name),
        };
        let meanwhile = difference(&before.unwrap_or_default(), &theirs.text);
        Ok((meanwhile, difference(&theirs.text, &new.text), theirs.version))
    };
    let (meanwhile, changes, version) = at_desk(desk, read).await?;
    shown.meanwhile = Some(meanwhile.into_iter().map(ChangeView::of).collect());
    shown.changes = changes.into_iter().map(ChangeView::of).collect();
    shown.typed.base = version.map(|id| id.to_string()).unwrap_or_default();
    show(desk, signed_in, shown, StatusCode::CONFLICT).await
}

/// Checks the text, after a guided change when one was asked for. Opening a piece checks nothing.
async fn looked_at(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    systems: &web::Data<dyn Systems>,
    fields: &Fields,
    mut shown: Shown,
) -> Result<HttpResponse, WebError> {
    let (actor, mut new, systems) = (signed_in.actor(), shown.typed.new_map(), systems.clone());
    let guided = match read_map(&new.text) {
        Ok(map) => asked(fields, &map)?,
        Err(_) => None,
    };
    let done = at_desk(desk, move |desk| {
        let guided = guided.map(|asked| asked.done(&**systems, actor, &new.text)).transpose()?;
        let is_same = guided.as_ref().is_some_and(|done| done.text == new.text);
        if let Some(done) = &guided {
            new.text.clone_from(&done.text);
        }
        if is_same {
            return Ok((guided, None));
        }
        let checked = check_map(&**systems, &new.text)?;
        let before = map_book(desk, &**systems, &new.name)?.map(|book| book.text).unwrap_or_default();
        Ok((guided, Some((checked, difference(&before, &new.text)))))
    });
    match done.await {
        Ok((guided, checked)) => {
            shown.look(guided);
            shown.checked = checked.map(|(checked, changes)| {
                shown.changes = changes.into_iter().map(ChangeView::of).collect();
                CheckView::of(checked)
            });
        }
        Err(WebError::Work(WorkError::Field { field, what })) => shown.error = Some((field, what)),
        Err(other) => return Err(other),
    }
    show(desk, signed_in, shown, StatusCode::OK).await
}

impl Shown {
    fn look(&mut self, guided: Option<Guided>) {
        let Some(done) = guided else { return };
        self.typed.text = done.text;
        self.open = done.open;
        self.error = done.wrong;
    }
}
