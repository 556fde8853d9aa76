//! A PDF as pages of words with their places.

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

use super::pdf_lines::{Line, lines};
use super::pdf_runs::{Drawn, Run, drawn};
use crate::ports::redaction::{CannotRedact, PageText};

/// The most pages.
const MOST_PAGES: usize = 500;
/// The largest file, in bytes: the largest that is taken in.
const LARGEST: usize = 25 * 1024 * 1024;
/// The largest content of a page once unpacked, in bytes.
const LARGEST_PAGE: usize = 8 << 20;
/// One byte of text in so many may be one that no letter is known for; beyond that the page counts as unreadable.
const LOST: usize = 100;
/// The size of letters in a filled-in field, in points.
const FIELD: f32 = 9.0;
/// A4, for a page that does not say how large it is.
const A4: [f32; 4] = [0.0, 0.0, 595.28, 841.89];

/// A page.
pub(super) struct Page {
    /// Width and height in points.
    pub(super) size: (f32, f32),
    /// Its lines from top to bottom; places count from its lower left corner.
    pub(super) lines: Vec<Line>,
    /// Its words in the order in which they are drawn.
    pub(super) as_drawn: String,
    /// What of it can be read.
    pub(super) text: PageText,
}

impl Page {
    /// Its words as they read: cells parted by tabs, lines by line ends.
    pub(super) fn words(&self) -> String {
        self.lines.iter().map(Line::words).collect::<Vec<_>>().join("\n")
    }
}

/// The pages of a file.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Page>, CannotRedact> {
    if bytes.len() > LARGEST {
        return Err(CannotRedact::TooLarge("25 MB for a PDF"));
    }
    let document = Document::load_mem(bytes).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => CannotRedact::Locked,
        _ => CannotRedact::Damaged,
    })?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(CannotRedact::Locked);
    }
    let pages = document.get_pages();
    match pages.len() {
        0 => Err(CannotRedact::Damaged),
        many if many > MOST_PAGES => Err(CannotRedact::TooLarge("500 pages for a PDF")),
        _ => Ok(pages.into_values().map(|page| read(&document, page)).collect()),
    }
}

fn read(document: &Document, page: ObjectId) -> Page {
    let drawn = drawn(document, page, LARGEST_PAGE);
    let [left, bottom, right, top] = bounds(document, page);
    let text = what_can_be_read(&drawn);
    let mut runs = drawn.runs;
    runs.extend(filled_in(document, page));
    let turned = turned(document, page);
    let (width, height) = (right - left, top - bottom);
    for run in &mut runs {
        let (x, y) = (run.x - left, run.y - bottom);
        let length = run.end - run.x;
        (run.x, run.y) = match turned {
            90 => (y, width - x),
            180 => (width - x, height - y),
            270 => (height - y, x),
            _ => (x, y),
        };
        run.end = run.x + length.abs();
    }
    let as_drawn = runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join(" ");
    let size = if turned % 180 == 90 { (height, width) } else { (width, height) };
    Page { size, lines: lines(runs), as_drawn, text }
}

fn what_can_be_read(drawn: &Drawn) -> PageText {
    let letters: usize = drawn.runs.iter().map(|run| run.text.len()).sum();
    let blank = drawn.runs.iter().all(|run| run.text.trim().is_empty());
    match (blank, drawn.pictures) {
        _ if !drawn.whole || drawn.lost * LOST > letters => PageText::Unreadable,
        (true, true) => PageText::Pictures,
        (true, false) => PageText::Empty,
        (false, _) => PageText::Read,
    }
}

/// What somebody filled in or wrote upon the page: it is no part of the page's own content.
fn filled_in(document: &Document, page: ObjectId) -> Vec<Run> {
    let said = |note: &Dictionary| {
        let text = ["V", "Contents"]
            .into_iter()
            .find_map(|key| decode_text_string(note.get_deref(key.as_bytes(), document).ok()?).ok());
        let text = text.filter(|text| !text.trim().is_empty())?;
        let place: Vec<f32> = note
            .get_deref(b"Rect", document)
            .ok()?
            .as_array()
            .ok()?
            .iter()
            .filter_map(|side| side.as_float().ok())
            .collect();
        let [x, y, ..] = place.as_slice() else { return None };
        let at = |(line, text): (u16, &str)| {
            let y = y + 2.0 - f32::from(line) * FIELD * 1.2;
            Run { x: *x, end: *x, y, size: FIELD, bold: false, text: text.to_owned() }
        };
        Some((0..).zip(text.lines()).map(at).collect::<Vec<Run>>())
    };
    document.get_page_annotations(page).unwrap_or_default().into_iter().filter_map(said).flatten().collect()
}

fn bounds(document: &Document, page: ObjectId) -> [f32; 4] {
    let read = |object: &Object| {
        let sides: Vec<f32> = object
            .as_array()
            .ok()?
            .iter()
            .filter_map(|side| document.dereference(side).ok()?.1.as_float().ok())
            .collect();
        let [one, two, three, four] = sides.try_into().ok()?;
        let bounds: [f32; 4] = [f32::min(one, three), f32::min(two, four), f32::max(one, three), f32::max(two, four)];
        let [left, bottom, right, top] = bounds;
        let usual = 10.0..=14_400.0;
        (usual.contains(&(right - left)) && usual.contains(&(top - bottom))).then_some(bounds)
    };
    inherited(document, page, b"MediaBox").and_then(read).unwrap_or(A4)
}

fn turned(document: &Document, page: ObjectId) -> i64 {
    inherited(document, page, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or_default().rem_euclid(360)
}

/// What a page says of itself, or the groups of pages it lies in.
fn inherited<'doc>(document: &'doc Document, page: ObjectId, key: &[u8]) -> Option<&'doc Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..64 {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}
