//! Words set on new pages, in a face of our own: what is drawn is what was read, and nothing else.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document as Pdf, SerializeSettings};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use crate::ports::redaction::CannotRedact;

/// Words on a page; places count from its lower left corner, in points.
pub(super) struct Words {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Where the next words on the line begin, or where the page ends.
    pub(super) until: f32,
    pub(super) text: String,
}

/// A page to be set.
pub(super) struct NewPage {
    pub(super) size: (f32, f32),
    pub(super) words: Vec<Words>,
    /// What stands at its foot.
    pub(super) foot: &'static str,
}

/// The size of the line at the foot, in points.
const FOOT: f32 = 6.5;
/// Letters are not drawn smaller than this.
const SMALLEST: f32 = 3.0;

/// A face, ready to measure and to draw.
struct Face {
    font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    em: f32,
}

impl Face {
    fn load(bytes: &'static [u8]) -> Option<Self> {
        let face = FontRef::new(bytes).ok()?;
        let (size, place) = (Size::unscaled(), LocationRef::default());
        let em = f32::from(face.metrics(size, place).units_per_em);
        Some(Self {
            font: Font::new(bytes.into(), 0)?,
            letters: face.charmap(),
            widths: face.glyph_metrics(size, place),
            em,
        })
    }

    /// The glyphs of a text, and how wide they are together at a size of one point. A letter that the face does not have is drawn as a box
    /// and keeps its text, so that copying gives the true one.
    fn set(&self, text: &str) -> (Vec<KrillaGlyph>, f32) {
        let glyph = |(at, letter): (usize, char)| {
            let letter_or_blank = if letter.is_control() { ' ' } else { letter };
            let id = self.letters.map(letter_or_blank).unwrap_or(skrifa::GlyphId::new(0));
            let advance = self.widths.advance_width(id).unwrap_or_default() / self.em;
            KrillaGlyph::new(GlyphId::new(id.to_u32()), advance, 0.0, 0.0, 0.0, at..at + letter.len_utf8(), None)
        };
        let glyphs: Vec<KrillaGlyph> = text.char_indices().map(glyph).collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        (glyphs, width)
    }
}

/// Sets the pages. The same pages give the same bytes.
pub(super) fn set(pages: &[NewPage]) -> Result<Vec<u8>, CannotRedact> {
    let faces = (Face::load(notosans::REGULAR_TTF), Face::load(notosans::BOLD_TTF));
    let (Some(regular), Some(bold)) = faces else { return Err(CannotRedact::Write) };
    let mut pdf = Pdf::new_with(SerializeSettings::default());
    for page in pages {
        let (width, height) = page.size;
        let settings = PageSettings::from_wh(width, height).ok_or(CannotRedact::Write)?;
        let mut sheet = pdf.start_page_with(settings);
        let mut surface = sheet.surface();
        surface.set_fill(Some(fill(0)));
        for words in &page.words {
            write(&mut surface, if words.bold { &bold } else { &regular }, words, height);
        }
        foot(&mut surface, &regular, page);
        surface.finish();
        sheet.finish();
    }
    pdf.set_metadata(
        Metadata::new().title("Redacted copy".into()).creator("Rightsdesk".into()).document_id("redacted copy".into()),
    );
    pdf.finish().map_err(|_error| CannotRedact::Write)
}

fn write(surface: &mut Surface<'_>, face: &Face, words: &Words, height: f32) {
    let (glyphs, width) = face.set(&words.text);
    let room = (words.until - words.x - 1.5).max(4.0);
    let size = words.size.min(room / width.max(0.01)).max(SMALLEST);
    surface.draw_glyphs(
        Point::from_xy(words.x, height - words.y),
        &glyphs,
        face.font.clone(),
        &words.text,
        size,
        false,
    );
}

/// A line at the foot says how the page came about, so that nobody takes it for the paper itself.
fn foot(surface: &mut Surface<'_>, face: &Face, page: &NewPage) {
    let (width, height) = page.size;
    let y = height - 9.0;
    let mut rule = PathBuilder::new();
    rule.move_to(24.0, y - 8.5);
    rule.line_to(width - 24.0, y - 8.5);
    if let Some(rule) = rule.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: rgb::Color::new(150, 150, 150).into(),
            width: 0.4,
            ..Stroke::default()
        }));
        surface.draw_path(&rule);
        surface.set_stroke(None);
    }
    surface.set_fill(Some(fill(90)));
    let (glyphs, long) = face.set(page.foot);
    let size = FOOT.min((width - 48.0).max(20.0) / long.max(0.01));
    surface.draw_glyphs(Point::from_xy(24.0, y), &glyphs, face.font.clone(), page.foot, size, false);
}

fn fill(grey: u8) -> Fill {
    Fill { paint: rgb::Color::new(grey, grey, grey).into(), ..Fill::default() }
}
