//! A note on one sheet: no address, no envelope, letters as small as they must be to fit and never smaller than can be read.

use krilla::tagging::Tag;

use super::blocks;
use super::flow::{Flow, LEFT, TOP, WIDTH};
use super::fonts::Fonts;
use super::lines::QUIET;
use super::pdf::{SMALL_HEAD, TITLE, headline};
use super::press;
use crate::domain::disclosure::{Document, Text};
use crate::ports::disclosure::PackageError;
use crate::ports::letters::PrintSize;

/// How much smaller than in a letter everything may be: tables end at 6.6 points, the small print of a receipt.
const SCALES: [f32; 5] = [1.0, 0.94, 0.88, 0.83, 0.79];

/// Sets the note in the largest letters with which it fits on one sheet; a very long one takes more sheets.
pub(super) fn note(document: &Document) -> Result<Vec<u8>, PackageError> {
    let fonts = Fonts::load().ok_or_else(|| PackageError::Pdf("the built-in fonts do not load".into()))?;
    let set = |scale: f32| {
        let mut flow = Flow::new(&fonts, Tag::Article.into(), PrintSize::Ordinary);
        flow.scale = scale;
        fill(&mut flow, document);
        flow
    };
    let fitting = SCALES.into_iter().map(set).find(|flow| flow.pages.len() == 1);
    press::print(fitting.unwrap_or_else(|| set(1.0)), &press::Cover::of(document))
}

fn fill(flow: &mut Flow<'_>, document: &Document) {
    flow.y = TOP - 20.0;
    let quiet = super::lines::Style { colour: QUIET, ..SMALL_HEAD };
    let brand = flow.lines(&Text::plain(document.letterhead.brand.clone()), &quiet, WIDTH);
    flow.within(Tag::P, |flow| flow.paragraph(brand, &quiet, LEFT));
    headline(flow, 1, &TITLE, &document.heading);
    flow.y += 4.0;
    document.opening.iter().for_each(|block| blocks::block(flow, block, LEFT, WIDTH));
}
