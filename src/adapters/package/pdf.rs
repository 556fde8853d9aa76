//! `letter.pdf`: the letter on A4, its address where a DL window envelope shows it, tagged for screen readers (PDF/UA-1).

use std::num::NonZeroU16;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use krilla::image::Image;
use krilla::tagging::{Tag, TagKind};

use super::blocks::{self, BODY, FACTS, SMALL};
use super::flow::{BOTTOM, Bookmark, Flow, LEFT, MM, Mark, RIGHT, TOP, WIDTH};
use super::fonts::{Face, Fonts};
use super::lines::{Colour, INK, Line, QUIET, Style};
use super::press;
use super::workbook::Workbook;
use crate::domain::disclosure::{Document, Run, Section, Text};
use crate::domain::logo::Logo;
use crate::domain::report::Paper;
use crate::ports::disclosure::PackageError;
use crate::ports::letters::{Bundle, Press, PressError, PrintSize, Rows};

/// A DL window begins 45 mm below the top of the sheet; the first line stands a little lower.
const WINDOW: f32 = 50.0 * MM;
/// The window shows this much; what follows stands below it.
const WINDOW_END: f32 = 88.0 * MM;
/// Where a logo begins: higher than a name alone, so that what follows still ends above the window.
const LOGO_TOP: f32 = 10.0 * MM;
/// The most room that it takes.
const LOGO: (f32, f32) = (WIDTH / 2.0 - 12.0, 32.0);
/// Reference and dates stand to the right of the window.
const META: f32 = 124.0 * MM;

const BRAND: Style = Style { regular: Face::SerifBold, bold: Face::SerifBold, size: 22.0, leading: 26.0, colour: INK };
/// The line above the title of a note.
pub(super) const SMALL_HEAD: Style = SMALL;
pub(super) const TITLE: Style =
    Style { regular: Face::SerifBold, bold: Face::SerifBold, size: 15.0, leading: 19.0, colour: INK };
const PART: Style = Style { regular: Face::SerifBold, bold: Face::SerifBold, size: 12.5, leading: 16.0, colour: INK };

/// Prints letters with the fonts built in.
#[derive(Clone, Copy, Debug, Default)]
pub struct PdfPress;

impl Press for PdfPress {
    fn print(&self, document: &Document, size: PrintSize) -> Result<Vec<u8>, PressError> {
        letter(document, size).map_err(|error| PressError(error.to_string()))
    }

    fn note(&self, document: &Document) -> Result<Vec<u8>, PressError> {
        super::sheet::note(document).map_err(|error| PressError(error.to_string()))
    }

    fn report(&self, paper: &Paper) -> Result<Vec<u8>, PressError> {
        super::report::report(paper).map_err(|error| PressError(error.to_string()))
    }

    fn bundle(&self, bundle: &Bundle) -> Result<Vec<u8>, PressError> {
        super::evidence::bundle(bundle).map_err(|error| PressError(error.to_string()))
    }

    fn tabulate(&self, rows: Rows<'_>) -> Result<Vec<u8>, PressError> {
        let mut bytes = Vec::new();
        let failed = |error: std::io::Error| PressError(error.to_string());
        let mut book = Workbook::new(&mut bytes).map_err(failed)?;
        while let Some(row) = rows() {
            book.row(&row).map_err(failed)?;
        }
        book.finish().map_err(failed)?;
        Ok(bytes)
    }
}

/// Sets the letter.
pub(super) fn letter(document: &Document, size: PrintSize) -> Result<Vec<u8>, PackageError> {
    let fonts = Fonts::load().ok_or_else(|| PackageError::Pdf("the built-in fonts do not load".into()))?;
    press::print(laid_out(document, &fonts, size), &press::Cover::of(document))
}

/// The pages of the letter.
fn laid_out<'fonts>(document: &Document, fonts: &'fonts Fonts, size: PrintSize) -> Flow<'fonts> {
    let mut flow = Flow::new(fonts, Tag::Article.into(), size);
    flow.around = document.around.clone();
    letterhead(&mut flow, document);
    addressee(&mut flow, document);
    meta(&mut flow, document);
    headline(&mut flow, 1, &TITLE, &document.heading);
    flow.y += 4.0;
    if !document.salutation.is_empty() {
        blocks::plain(&mut flow, &Text::plain(document.salutation.clone()), &BODY);
    }
    document.opening.iter().for_each(|block| blocks::block(&mut flow, block, LEFT, WIDTH));
    for (index, section) in document.sections.iter().enumerate() {
        part(&mut flow, index + 1, section);
    }
    if let Some(section) = &document.remedies {
        remedies(&mut flow, section);
    }
    closing(&mut flow, document);
    flow
}

/// A heading of a level, with a bookmark.
pub(super) fn headline(flow: &mut Flow<'_>, level: u16, style: &Style, words: &str) {
    let lines = flow.lines(&Text::plain(words), style, WIDTH);
    flow.bookmarks.push(Bookmark { words: words.into(), page: flow.page(), y: flow.y });
    flow.within(heading(level, words), |flow| flow.paragraph(lines, style, LEFT));
}

/// The tag of a heading.
pub(super) fn heading(level: u16, words: &str) -> TagKind {
    Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(words.into())).into()
}

/// The company's name, and beside it how to reach it. Large letters leave no room above the window, so that stands below it.
fn letterhead(flow: &mut Flow<'_>, document: &Document) {
    let head = &document.letterhead;
    let accent = head.accent.as_deref().and_then(colour).unwrap_or([0x0f, 0x5c, 0x55]);
    let brand = Style { colour: accent, ..BRAND };
    let half = WIDTH / 2.0;
    flow.y = 14.0 * MM;
    let brand = match head.logo.as_ref().and_then(picture) {
        Some((picture, size)) => {
            flow.y = LOGO_TOP;
            flow.draw(Mark::Picture { at: (LEFT, flow.y), size, picture });
            flow.y += size.1 + 4.0;
            Style { size: 12.0, leading: 15.0, ..brand }
        }
        None => brand,
    };
    let name = flow.lines(&Text::plain(head.brand.clone()), &brand, half);
    flow.within(Tag::P, |flow| flow.paragraph(name, &brand, LEFT));
    if flow.size == PrintSize::Large {
        return;
    }
    let own: Vec<Line> = head.legal.iter().flat_map(|line| flow.lines(&Text::plain(line), &SMALL, half)).collect();
    flow.within(Tag::P, |flow| flow.paragraph(own, &SMALL, LEFT));
    flow.y = 14.0 * MM + 6.0;
    let contact = head.contact.iter().flat_map(|line| flow.lines(&Text::plain(line), &SMALL, half)).collect::<Vec<_>>();
    flow.within(Tag::P, |flow| {
        for line in contact {
            let x = RIGHT - line.width;
            flow.set(line, &SMALL, x, flow.y);
            flow.y += flow.fit(&SMALL).leading;
        }
    });
}

fn addressee(flow: &mut Flow<'_>, document: &Document) {
    flow.y = WINDOW;
    let width = 84.0 * MM;
    let lines: Vec<Line> =
        document.addressee.iter().flat_map(|line| flow.lines(&Text::plain(line), &BODY, width)).collect();
    if !lines.is_empty() {
        flow.within(Tag::P, |flow| flow.paragraph(lines, &BODY, LEFT));
    }
}

/// Dates and reference: beside the address, or below the window when the letters are large.
fn meta(flow: &mut Flow<'_>, document: &Document) {
    if flow.size == PrintSize::Large {
        return large_meta(flow, document);
    }
    let below = flow.y;
    flow.y = WINDOW;
    dates(flow, document, (META, 27.0 * MM));
    flow.y = flow.y.max(below).max(WINDOW_END);
}

fn large_meta(flow: &mut Flow<'_>, document: &Document) {
    let head = &document.letterhead;
    flow.y = flow.y.max(WINDOW_END);
    let known: Vec<&str> = head.legal.iter().chain(&head.contact).map(String::as_str).collect();
    blocks::plain(flow, &Text::plain(known.join(" · ")), &SMALL);
    flow.y += 4.0;
    dates(flow, document, (LEFT, 62.0 * MM));
    flow.y += 10.0;
}

/// A logo and how large it is printed: as on a screen, but never wider or higher than the head of the paper has room for.
fn picture(logo: &Logo) -> Option<(Image, (f32, f32))> {
    let bytes = STANDARD.decode(&logo.png).ok()?;
    let image = Image::from_png(bytes.into(), true).ok()?;
    let points = |pixels: u32| u16::try_from(pixels).ok().map(|pixels| f32::from(pixels) * 0.375);
    let (width, height) = (points(logo.width)?, points(logo.height)?);
    let scale = (LOGO.0 / width).min(LOGO.1 / height).min(1.0);
    Some((image, (width * scale, height * scale)))
}

fn dates(flow: &mut Flow<'_>, document: &Document, (x, names): (f32, f32)) {
    flow.within(Tag::Table.with_summary(Some(document.around.dates.clone())), |flow| {
        for (name, value) in &document.meta {
            blocks::fact(flow, name, &Text::plain(value.clone()), (x, names, RIGHT - x - names), &SMALL);
        }
    });
}

fn part(flow: &mut Flow<'_>, number: usize, section: &Section) {
    flow.need(80.0_f32.max(44.0 + blocks::beginning(flow, &section.blocks, WIDTH)));
    flow.y += if flow.y > TOP { 13.0 } else { 0.0 };
    flow.rule((LEFT, RIGHT), 1.2, INK);
    flow.y += 5.0;
    flow.within(Tag::Section, |flow| {
        headline(flow, 2, &PART, &format!("{number}. {}", section.heading));
        flow.y += 3.0;
        flow.level = 3;
        blocks::all(flow, &section.blocks, (LEFT, WIDTH));
        flow.level = 2;
    });
}

/// The box with the remedies is not cut by the end of a page.
fn remedies(flow: &mut Flow<'_>, section: &Section) {
    let (inset, width) = (12.0, WIDTH - 24.0);
    let height = section.blocks.iter().map(|block| blocks::height(flow, block, width)).sum::<f32>() + 44.0;
    flow.y += 14.0;
    flow.need(height.min(BOTTOM - TOP));
    let (page, top) = (flow.page(), flow.y);
    flow.y += 9.0;
    flow.within(Tag::Section, |flow| {
        let lines = flow.lines(&Text::plain(section.heading.clone()), &PART, width);
        flow.bookmarks.push(Bookmark { words: section.heading.clone(), page, y: top });
        flow.within(heading(2, &section.heading), |flow| flow.paragraph(lines, &PART, LEFT + inset));
        flow.y += 3.0;
        section.blocks.iter().for_each(|block| blocks::block(flow, block, LEFT + inset, width));
    });
    if flow.page() == page {
        let edges = [LEFT, top, RIGHT, flow.y + 3.0];
        flow.draw(Mark::Frame { edges, thick: 1.2, colour: INK });
    }
    flow.y += 8.0;
}

fn closing(flow: &mut Flow<'_>, document: &Document) {
    flow.y += 14.0;
    flow.need(82.0);
    let mut lines = document.closing.iter();
    if let Some(first) = lines.next() {
        blocks::plain(flow, &Text::plain(format!("{first},")), &BODY);
        flow.y += 26.0;
    }
    if let Some(name) = lines.next() {
        blocks::plain(flow, &Text(vec![Run::Strong(name.clone())]), &Style { leading: 13.0, ..BODY });
        flow.y -= 5.0;
    }
    lines.for_each(|line| blocks::plain(flow, &Text::plain(line), &Style { colour: QUIET, ..FACTS }));
}

fn colour(text: &str) -> Option<Colour> {
    let part = |range| u8::from_str_radix(text.get(range)?, 16).ok();
    if text.len() != 7 || !text.starts_with('#') {
        return None;
    }
    Some([part(1..3)?, part(3..5)?, part(5..7)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::disclosure::{Around, Block, Letterhead};

    fn document() -> Document {
        let lines = |words: &[&str]| words.iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
        let facts = vec![("Why we have it".into(), Text::plain("To send you what you bought."))];
        Document {
            language: "en".into(),
            title: "We have your request".to_owned(),
            letterhead: Letterhead {
                brand: "Just Elegance".to_owned(),
                legal: lines(&["Company number 17080224, registered in England and Wales"]),
                contact: lines(&[
                    "247 Golden Hillock Road",
                    "Birmingham",
                    "B11 2PJ",
                    "customer.services@example.com",
                    "+44 121 496 0000",
                ]),
                accent: None,
                logo: None,
            },
            addressee: lines(&["Aoife Murphy", "14 Long Road", "Haworth", "BD22 8XX"]),
            meta: vec![
                ("Date".into(), "19 October 2026".to_owned()),
                ("Our reference".into(), "JE-26-P943-G".to_owned()),
                ("You wrote on".into(), "19 October 2026".to_owned()),
            ],
            heading: "We have your request".to_owned(),
            salutation: "Dear Aoife Murphy,".to_owned(),
            opening: vec![
                Block::Paragraph(Text::plain("Thank you. ".repeat(60))),
                Block::Facts(facts),
                Block::Small(Text::plain("Small print. ".repeat(20))),
            ],
            sections: Vec::new(),
            remedies: None,
            closing: lines(&["Yours sincerely", "The team"]),
            footer: String::new(),
            around: Around::default(),
        }
    }

    /// Left, top, right and bottom of everything written on a page.
    fn boxes(page: &[Mark]) -> Vec<[f32; 4]> {
        let edges = |mark: &Mark| match mark {
            Mark::Words { x, y, size, fragments, .. } => {
                let width: f32 = fragments.iter().map(|fragment| fragment.width * size).sum();
                Some([*x, y - size * 0.7, x + width, y + size * 0.2])
            }
            _ => None,
        };
        page.iter().filter_map(edges).collect()
    }

    #[test]
    fn no_words_lie_upon_others_and_none_leave_the_page() {
        let fonts = Fonts::load().expect("fonts");
        for size in [PrintSize::Ordinary, PrintSize::Large] {
            for page in &laid_out(&document(), &fonts, size).pages {
                let boxes = boxes(page);
                for (index, one) in boxes.iter().enumerate() {
                    assert!(one[0] >= LEFT - 1.0 && one[2] <= RIGHT + 5.0, "{size:?}: {one:?} leaves the page");
                    for other in &boxes[index + 1..] {
                        let beside = one[2] <= other[0] + 0.5 || other[2] <= one[0] + 0.5;
                        let apart = one[3] <= other[1] + 0.5 || other[3] <= one[1] + 0.5;
                        assert!(beside || apart, "{size:?}: {one:?} and {other:?}");
                    }
                }
            }
        }
    }
}
