//! The words of a page of a PDF with their places: what is drawn, where, how large, and whether in bold.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

/// The largest table of letters once unpacked, in bytes.
const LARGEST_TABLE: usize = 1 << 20;
/// The most runs of a page: a full page has some thousands of letters.
const MOST_RUNS: usize = 20_000;
/// The most letters whose widths are taken from a font: ranges that overlap could name the same ones for ever.
const MOST_WIDTHS: usize = 200_000;
/// How deep graphics states may be saved.
const DEEPEST: usize = 64;
/// How deep drawings may lie inside each other.
const DEEPEST_FORM: usize = 8;

/// Letters drawn in one go. Lengths are points from the lower left corner of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) end: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) text: String,
}

/// An affine map as PDF writes it: four factors and a shift.
type Map = [f32; 6];

const SAME: Map = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn after([xx, xy, yx, yy, dx, dy]: Map, then: Map) -> Map {
    let [xx2, xy2, yx2, yy2, dx2, dy2] = then;
    [
        xx * xx2 + xy * yx2,
        xx * xy2 + xy * yy2,
        yx * xx2 + yy * yx2,
        yx * xy2 + yy * yy2,
        dx * xx2 + dy * yx2 + dx2,
        dx * xy2 + dy * yy2 + dy2,
    ]
}

/// What a page draws.
#[derive(Default)]
pub(super) struct Drawn {
    /// Its words, in the order in which they are drawn, those of drawings inside it included.
    pub(super) runs: Vec<Run>,
    /// Whether it shows pictures, areas or lines.
    pub(super) pictures: bool,
    /// How many bytes of text no letters could be told for.
    pub(super) lost: usize,
    /// Whether its content could be read to the end.
    pub(super) whole: bool,
}

/// A font as far as it tells letters and widths.
struct Face<'doc> {
    encoding: Option<Encoding<'doc>>,
    /// Two bytes make a letter.
    wide: bool,
    widths: BTreeMap<u16, f32>,
    usual: f32,
    bold: bool,
}

/// Where a drawing's fonts and its inner drawings are found.
struct Sheet<'doc> {
    document: &'doc Document,
    faces: BTreeMap<Vec<u8>, Face<'doc>>,
    inner: Vec<&'doc Dictionary>,
    deep: usize,
    most: usize,
}

/// Where the pen is, and how it writes.
struct Pen<'page, 'doc> {
    sheet: &'page Sheet<'doc>,
    page: Map,
    kept: Vec<Map>,
    text: Map,
    line: Map,
    face: Option<&'page Face<'doc>>,
    size: f32,
    leading: f32,
    between: f32,
    drawn: Drawn,
}

/// The runs of a page, in the order in which they are drawn; nothing where its content cannot be read.
pub(super) fn runs(document: &Document, page: ObjectId, most: usize) -> Vec<Run> {
    drawn(document, page, most).runs
}

/// What a page draws. `most` bounds its content once unpacked, in bytes.
pub(super) fn drawn(document: &Document, page: ObjectId, most: usize) -> Drawn {
    let Ok(content) = document.get_page_content_with_limit(page, most) else { return Drawn::default() };
    let fonts = document.get_page_fonts(page).unwrap_or_default();
    let mut inner = Vec::new();
    if let Ok((own, further)) = document.get_page_resources(page) {
        let further = further.into_iter().filter_map(|id| document.get_dictionary(id).ok());
        inner.extend(own.into_iter().chain(further).filter_map(|resources| inner_drawings(document, resources)));
    }
    let faces = fonts.into_iter().map(|(name, font)| (name, Face::of(document, font))).collect();
    Sheet { document, faces, inner, deep: 0, most }.drawn(&content, SAME)
}

fn inner_drawings<'doc>(document: &'doc Document, resources: &'doc Dictionary) -> Option<&'doc Dictionary> {
    resources.get_deref(b"XObject", document).and_then(Object::as_dict).ok()
}

impl<'doc> Sheet<'doc> {
    fn drawn(&self, content: &[u8], page: Map) -> Drawn {
        let Ok(content) = Content::decode(content) else { return Drawn::default() };
        let mut pen = Pen {
            sheet: self,
            page,
            kept: Vec::new(),
            text: SAME,
            line: SAME,
            face: None,
            size: 0.0,
            leading: 0.0,
            between: 0.0,
            drawn: Drawn { whole: true, ..Drawn::default() },
        };
        for operation in &content.operations {
            if pen.drawn.runs.len() >= MOST_RUNS {
                pen.drawn.whole = false;
                break;
            }
            pen.follow(&operation.operator, &operation.operands);
        }
        pen.drawn
    }

    /// A drawing inside this one; `None` where the name is that of a picture, or of nothing.
    fn inside(&self, name: &[u8]) -> Option<(Self, Vec<u8>, Map)> {
        let object = self.inner.iter().find_map(|drawings| drawings.get_deref(name, self.document).ok())?;
        let form = object
            .as_stream()
            .ok()
            .filter(|form| form.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(&b"Form"[..]))?;
        let content = form.get_plain_content_with_limit(self.most).ok()?;
        let map = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let map = map.and_then(|map| numbers(map)).unwrap_or(SAME);
        let resources = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let fonts = resources.and_then(|own| own.get_deref(b"Font", self.document).and_then(Object::as_dict).ok());
        let face = |(name, font): (&Vec<u8>, &'doc Object)| {
            let font = self.document.dereference(font).ok()?.1.as_dict().ok()?;
            Some((name.clone(), Face::of(self.document, font)))
        };
        let sheet = Self {
            document: self.document,
            faces: fonts.into_iter().flat_map(Dictionary::iter).filter_map(face).collect(),
            inner: resources.and_then(|own| inner_drawings(self.document, own)).into_iter().collect(),
            deep: self.deep + 1,
            most: self.most,
        };
        Some((sheet, content, map))
    }
}

fn numbers<const N: usize>(operands: &[Object]) -> Option<[f32; N]> {
    let read: Vec<f32> = operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
    read.try_into().ok()
}

impl Pen<'_, '_> {
    fn follow(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "q" if self.kept.len() < DEEPEST => self.kept.push(self.page),
            "Q" => self.page = self.kept.pop().unwrap_or(self.page),
            "cm" => self.page = numbers(operands).map_or(self.page, |map| after(map, self.page)),
            "BT" => (self.text, self.line) = (SAME, SAME),
            "Tm" => self.begin(numbers(operands).unwrap_or(self.line)),
            "Tf" => self.take(operands),
            "Tc" => self.between = numbers::<1>(operands).map_or(self.between, |[n]| n),
            "TL" => self.leading = numbers::<1>(operands).map_or(self.leading, |[n]| n),
            "Td" => self.step(numbers(operands)),
            "TD" => {
                self.leading = numbers::<2>(operands).map_or(self.leading, |[_, y]| -y);
                self.step(numbers(operands));
            }
            "T*" => self.step(Some([0.0, -self.leading])),
            "Do" => self.draw(operands),
            "BI" | "EI" | "sh" | "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" => self.drawn.pictures = true,
            "Tj" | "TJ" => self.show_all(operands),
            "'" | "\"" => {
                self.step(Some([0.0, -self.leading]));
                self.show_all(operands);
            }
            _ => {}
        }
    }

    /// A picture, or a drawing with words of its own.
    fn draw(&mut self, operands: &[Object]) {
        let [Object::Name(name)] = operands else { return };
        let inside = if self.sheet.deep < DEEPEST_FORM { self.sheet.inside(name) } else { None };
        let Some((sheet, content, map)) = inside else {
            self.drawn.pictures = true;
            return;
        };
        let inner = sheet.drawn(&content, after(map, self.page));
        let room = MOST_RUNS.saturating_sub(self.drawn.runs.len());
        self.drawn.whole &= inner.whole && inner.runs.len() <= room;
        self.drawn.pictures |= inner.pictures;
        self.drawn.lost += inner.lost;
        self.drawn.runs.extend(inner.runs.into_iter().take(room));
    }

    fn begin(&mut self, map: Map) {
        (self.text, self.line) = (map, map);
    }

    fn step(&mut self, by: Option<[f32; 2]>) {
        if let Some([x, y]) = by {
            self.begin(after([1.0, 0.0, 0.0, 1.0, x, y], self.line));
        }
    }

    fn take(&mut self, operands: &[Object]) {
        if let [Object::Name(name), size] = operands {
            self.face = self.sheet.faces.get(name);
            self.size = size.as_float().unwrap_or(self.size);
        }
    }

    fn show_all(&mut self, operands: &[Object]) {
        for operand in operands {
            self.show(operand);
        }
    }

    fn show(&mut self, operand: &Object) {
        match operand {
            Object::String(bytes, _) => self.write(bytes),
            Object::Array(parts) => {
                for part in parts {
                    match part {
                        Object::String(bytes, _) => self.write(bytes),
                        shift => self.advance(-shift.as_float().unwrap_or_default() / 1000.0 * self.size),
                    }
                }
            }
            _ => {}
        }
    }

    fn advance(&mut self, by: f32) {
        self.text = after([1.0, 0.0, 0.0, 1.0, by, 0.0], self.text);
    }

    fn write(&mut self, bytes: &[u8]) {
        let Some(face) = self.face else {
            self.drawn.lost += bytes.len();
            return;
        };
        let [_, _, yx, yy, x, y] = after(self.text, self.page);
        self.advance(face.width(bytes, self.size, self.between));
        let [.., end, _] = after(self.text, self.page);
        let text = face.letters(bytes);
        if (text.is_empty() && !bytes.is_empty()) || text.contains('\u{fffd}') {
            self.drawn.lost += bytes.len();
        }
        if !text.is_empty() {
            let size = self.size * yx.hypot(yy);
            self.drawn.runs.push(Run { x, end, y, size, bold: face.bold, text });
        }
    }
}

impl<'doc> Face<'doc> {
    fn of(document: &'doc Document, font: &'doc Dictionary) -> Self {
        let below = || font.get_deref(b"DescendantFonts", document).ok()?.as_array().ok()?.first();
        let below = below().and_then(|first| document.dereference(first).ok()?.1.as_dict().ok());
        let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        Self {
            encoding: font.get_font_encoding_with_limit(document, LARGEST_TABLE).ok(),
            wide: below.is_some(),
            widths: below.map_or_else(|| narrow_widths(document, font), |below| wide_widths(document, below)),
            usual: below.map_or(500.0, |below| below.get(b"DW").and_then(Object::as_float).unwrap_or(1000.0)),
            bold: ["bold", "black", "heavy"].iter().any(|word| name.contains(word)),
        }
    }

    fn letters(&self, bytes: &[u8]) -> String {
        let decoded = self.encoding.as_ref().and_then(|encoding| Document::decode_text(encoding, bytes).ok());
        decoded.unwrap_or_default()
    }

    fn width(&self, bytes: &[u8], size: f32, between: f32) -> f32 {
        let of = |code: u16| self.widths.get(&code).copied().unwrap_or(self.usual) / 1000.0 * size + between;
        if self.wide {
            return bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(u16::from_be_bytes).map(of).sum();
        }
        bytes.iter().map(|byte| of(u16::from(*byte))).sum()
    }
}

fn narrow_widths(document: &Document, font: &Dictionary) -> BTreeMap<u16, f32> {
    let first = font.get(b"FirstChar").and_then(Object::as_i64).ok().and_then(|first| u16::try_from(first).ok());
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
    let (Some(first), Ok(widths)) = (first, widths) else { return BTreeMap::new() };
    (first..).zip(widths).filter_map(|(code, width)| Some((code, width.as_float().ok()?))).collect()
}

/// `[first [w1 w2 …] from to w …]` (ISO 32000-2, 9.7.4.3).
fn wide_widths(document: &Document, font: &Dictionary) -> BTreeMap<u16, f32> {
    let mut widths = BTreeMap::new();
    let Ok(listed) = font.get_deref(b"W", document).and_then(Object::as_array) else { return widths };
    let code = |object: &Object| object.as_i64().ok().and_then(|code| u16::try_from(code).ok());
    let mut rest = listed.as_slice();
    let mut taken = 0_usize;
    while taken < MOST_WIDTHS {
        match rest {
            [first, Object::Array(each), tail @ ..] => {
                let each = (code(first).unwrap_or_default()..).zip(each);
                widths.extend(each.filter_map(|(code, width)| Some((code, width.as_float().ok()?))));
                rest = tail;
            }
            [first, last, width, tail @ ..] => {
                if let (Some(first), Some(last), Ok(width)) = (code(first), code(last), width.as_float()) {
                    taken += usize::from(last.saturating_sub(first)) + 1;
                    widths.extend((first..=last).map(|code| (code, width)));
                }
                rest = tail;
            }
            _ => break,
        }
    }
    widths
}
