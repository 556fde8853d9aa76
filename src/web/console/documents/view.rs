//! A document in words.

use askama::Template;
use chrono_tz::Tz;

use crate::domain::controller::Controller;
use crate::domain::disclosure::{EXEMPTIONS, Exemption};
use crate::domain::redaction::{GRID, Occurrence, Places};
use crate::domain::request::State;
use crate::ports::redaction::{PageText, Reading, Shape};
use crate::ports::store::documents::{CaseFileRecord, Document, DocumentDecision, DocumentVerdict, FileOrigin};
use crate::ports::store::staff::Staff;
use crate::web::console::case_view::{HeadView, file_name, request_base};
use crate::web::console::delivery::size;
use crate::web::console::frame::DeskFrame;
use crate::web::console::shown::{capital, count, moment};
use crate::workflow::casefile::{CaseFile, RequestFile};
use crate::workflow::documents::{Found, Looked, kind_of};
use crate::workflow::review::Ground;

/// How much of the text is shown to read, in characters.
const SHOWN: usize = 40_000;

/// What was typed on the page and is shown again.
#[derive(Clone, Default)]
pub struct Typed {
    /// What is wrong.
    pub what: String,
    /// Words that stay here everywhere, one to a line.
    pub words: String,
    /// The same, read: they are looked for.
    pub wanted: Vec<String>,
    /// Rows of a table.
    pub rows: String,
    /// The ground.
    pub ground: Ground,
}

/// A document in a list.
#[derive(Clone, Debug)]
pub struct DocumentLine {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it is: "a PDF document, 20 kB, from Workshop".
    pub about: String,
    /// What was decided.
    pub decided: String,
    /// `out`, `kept`, `part` or nothing: for the look.
    pub class: &'static str,
}

/// The documents of a request, as a list.
pub fn lines(part: &RequestFile, base: &str) -> Vec<DocumentLine> {
    let line = |document: &Document| {
        let (class, decided) = decided(document.decision.as_ref());
        DocumentLine {
            href: format!("{base}/review/documents/{}", document.id),
            name: document.file.name.reveal().to_owned(),
            about: about(document, part),
            decided: decided.to_owned(),
            class,
        }
    };
    part.documents.iter().map(line).collect()
}

/// The files that staff put with a case, as a list.
pub fn files_of(file: &CaseFile, zone: Tz, base: &str) -> Vec<DocumentLine> {
    let line = |put: &CaseFileRecord| {
        let what = if put.origin == FileOrigin::Post { "scan of a letter" } else { "for colleagues" };
        DocumentLine {
            href: format!("{base}/attachment/{}", put.id),
            name: file_name(file, &put.file.name),
            about: format!("{what}, {}, {}", size(put.file.bytes), file.colleagues.name(put.by)),
            decided: moment(put.at, zone),
            class: "",
        }
    };
    file.files.iter().map(line).collect()
}

fn about(document: &Document, part: &RequestFile) -> String {
    let from = part.systems.iter().find(|system| system.system == document.system);
    let from = from.map_or("added at the desk".to_owned(), |system| format!("from {}", system.title));
    format!("{}, {}, {from}", capital(kind_of(&document.file).words()), size(document.file.bytes))
}

const fn decided(decision: Option<&DocumentDecision>) -> (&'static str, &'static str) {
    match decision {
        None => ("", ""),
        Some(DocumentDecision { verdict: DocumentVerdict::Included, .. }) => ("kept", "Included as it is"),
        Some(DocumentDecision { verdict: DocumentVerdict::LeftOut, .. }) => ("out", "Left out"),
        Some(DocumentDecision { verdict: DocumentVerdict::Redacted { .. }, exemption: None, .. }) => {
            ("kept", "Included as a plain copy")
        }
        Some(DocumentDecision { verdict: DocumentVerdict::Redacted { .. }, .. }) => ("part", "Redacted"),
    }
}

/// Words to choose.
pub struct WordsView {
    /// The words.
    pub words: String,
    /// Why they are suggested; empty when somebody looked for them.
    pub why: &'static str,
    /// "3 places".
    pub number: String,
    /// Whether they stay here everywhere.
    pub everywhere: bool,
    /// Single places, each with whether it stays here.
    pub places: Vec<(Occurrence, bool)>,
    /// How many places are not shown.
    pub more: usize,
}

/// A page of a PDF to choose.
pub struct PageView {
    /// Its number.
    pub number: usize,
    /// What can be read of it, where that is not all.
    pub remark: &'static str,
    /// Whether it stays here.
    pub chosen: bool,
}

/// What can be chosen of a document.
pub struct ChooseView {
    has_words: bool,
    is_picture: bool,
    words: Vec<WordsView>,
    columns: Vec<(usize, String, bool)>,
    rows: usize,
    paths: Vec<(String, usize, bool)>,
    pages: Vec<PageView>,
    squares: Vec<(String, String)>,
}

impl ChooseView {
    fn of(looked: &Looked) -> Self {
        let shape = looked.reading.as_ref().ok().map(|reading| &reading.shape);
        let is_picture = matches!(shape, Some(Shape::Picture { .. }));
        Self {
            has_words: shape.is_some() && !is_picture,
            words: looked.found.iter().map(words).collect(),
            columns: columns(shape, looked),
            rows: match shape {
                Some(Shape::Table { rows, .. }) => *rows,
                _ => 0,
            },
            paths: paths(shape, looked),
            pages: pages(shape, looked),
            squares: if is_picture { squares() } else { Vec::new() },
            is_picture,
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "console/document.html")]
#[expect(clippy::struct_excessive_bools, reason = "each opens one part of the page by itself")]
pub struct DocumentView {
    frame: DeskFrame,
    head: HeadView,
    base: String,
    here: String,
    name: String,
    about: String,
    decided: &'static str,
    by: String,
    seen: String,
    is_open: bool,
    cannot: String,
    can_be_redacted: bool,
    choose: ChooseView,
    text: String,
    has_copy: bool,
    is_page: bool,
    grounds: &'static [Exemption],
    typed: Typed,
}

impl DocumentView {
    /// Puts the page together.
    pub fn of(
        frame: DeskFrame,
        file: &CaseFile,
        part: &RequestFile,
        looked: &Looked,
        (controller, zone, staff): (&Controller, Tz, &Staff),
        typed: Typed,
    ) -> Self {
        let head = HeadView::of(file, controller, zone, staff.id);
        let base = request_base(&head.base, part);
        let document = &looked.document;
        let decision = document.decision.as_ref();
        let (_, decided) = decided(decision);
        Self {
            here: format!("{base}/review/documents/{}", document.id),
            name: document.file.name.reveal().to_owned(),
            about: about(document, part),
            by: decision.map(|decision| grounds(decision, file, zone)).unwrap_or_default(),
            seen: decision.map(|decision| decision.at.timestamp_micros().to_string()).unwrap_or_default(),
            is_open: part.request.state == State::Reviewing,
            cannot: looked.reading.as_ref().err().map(ToString::to_string).unwrap_or_default(),
            can_be_redacted: looked.reading.is_ok(),
            choose: ChooseView::of(looked),
            text: looked.reading.as_ref().map(text).unwrap_or_default(),
            has_copy: matches!(decision.map(|decision| &decision.verdict), Some(DocumentVerdict::Redacted { .. })),
            is_page: looked.kind.ending() == "html",
            grounds: EXEMPTIONS,
            decided,
            typed,
            base,
            head,
            frame,
        }
    }
}

fn words(found: &Found) -> WordsView {
    let stays = |nth: usize| matches!(&found.chosen, Some(Places::Some(places)) if places.contains(&nth));
    WordsView {
        words: found.words.clone(),
        why: found.why.map_or("", |why| why.words()),
        number: if found.all == 0 { "nowhere in it".to_owned() } else { count(found.all, "place", "places") },
        everywhere: found.chosen == Some(Places::All),
        places: found.places.iter().map(|place| (place.clone(), stays(place.nth))).collect(),
        more: found.all - found.places.len().min(found.all),
    }
}

fn columns(shape: Option<&Shape>, looked: &Looked) -> Vec<(usize, String, bool)> {
    let Some(Shape::Table { columns, .. }) = shape else { return Vec::new() };
    let named =
        |index: usize, name: &String| if name.is_empty() { format!("Column {}", index + 1) } else { name.clone() };
    columns
        .iter()
        .enumerate()
        .map(|(index, name)| (index, named(index, name), looked.chosen.columns.contains(&index)))
        .collect()
}

fn paths(shape: Option<&Shape>, looked: &Looked) -> Vec<(String, usize, bool)> {
    let Some(Shape::Paths(paths)) = shape else { return Vec::new() };
    paths.iter().map(|path| (path.path.clone(), path.number, looked.chosen.paths.contains(&path.path))).collect()
}

fn pages(shape: Option<&Shape>, looked: &Looked) -> Vec<PageView> {
    let Some(Shape::Pages(pages)) = shape else { return Vec::new() };
    let page = |(index, text): (usize, &PageText)| PageView {
        number: index + 1,
        remark: match text {
            PageText::Read => "",
            PageText::Empty => "nothing stands on it",
            PageText::Pictures => "a picture or drawing: left out of every redacted copy",
            PageText::Unreadable => "its letters cannot be told: left out of every redacted copy",
        },
        chosen: looked.chosen.pages.contains(&(index + 1)),
    };
    pages.iter().enumerate().map(page).collect()
}

/// The squares of the grid: the value of the field and the name, "row 1, column 3".
fn squares() -> Vec<(String, String)> {
    let name = |row: u8, column: u8| (format!("{column}-{row}"), format!("Row {}, column {}", row + 1, column + 1));
    (0..GRID).flat_map(|row| (0..GRID).map(move |column| name(row, column))).collect()
}

fn text(reading: &Reading) -> String {
    let mut text = String::new();
    for part in &reading.parts {
        if !part.place.is_empty() && reading.parts.len() < 200 && matches!(reading.shape, Shape::Pages(_)) {
            text.extend(["— ", part.place.as_str(), " —\n"]);
        }
        text.push_str(&part.text);
        text.push('\n');
        if text.len() > SHOWN * 4 {
            break;
        }
    }
    text.chars().take(SHOWN).collect()
}

fn grounds(decision: &DocumentDecision, file: &CaseFile, zone: Tz) -> String {
    let who = format!("{}, {}", file.colleagues.name(decision.by), moment(decision.at, zone));
    match decision.exemption.as_deref().and_then(Exemption::find) {
        Some(ground) if decision.reason.is_empty() => format!("{}, {}. {who}.", ground.label, ground.paragraph),
        Some(ground) => format!("{}, {}: “{}”. {who}.", ground.label, ground.paragraph, decision.reason),
        None => format!("{who}."),
    }
}
