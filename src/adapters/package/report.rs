//! A report on A4: heading, the numbers that stand first, charts side by side, tables.

use krilla::tagging::Tag;

use super::blocks;
use super::chart;
use super::flow::{Flow, LEFT, RIGHT, WIDTH};
use super::fonts::{Face, Fonts};
use super::lines::{INK, QUIET, Style};
use super::pdf::{TITLE, headline};
use super::press::{Cover, print};
use crate::domain::disclosure::Text;
use crate::domain::report::{Chart, Headline, Leaf, Paper};
use crate::ports::disclosure::PackageError;
use crate::ports::letters::PrintSize;

const SUBTITLE: Style = Style { regular: Face::Sans, bold: Face::SansBold, size: 10.0, leading: 14.0, colour: QUIET };
const SECTION: Style =
    Style { regular: Face::SerifBold, bold: Face::SerifBold, size: 12.5, leading: 17.0, colour: INK };
const FIGURE: Style = Style { regular: Face::SansBold, bold: Face::SansBold, size: 17.0, leading: 22.0, colour: INK };
const NOTE: Style = Style { regular: Face::Sans, bold: Face::SansBold, size: 7.6, leading: 9.8, colour: QUIET };
/// Room between two charts.
const BETWEEN: f32 = 26.0;

/// Sets a report.
pub(super) fn report(paper: &Paper) -> Result<Vec<u8>, PackageError> {
    let fonts = Fonts::load().ok_or_else(|| PackageError::Pdf("the built-in fonts do not load".into()))?;
    let mut flow = Flow::new(&fonts, Tag::Article.into(), PrintSize::Ordinary);
    flow.level = 3;
    headline(&mut flow, 1, &Style { size: 19.0, leading: 24.0, ..TITLE }, &paper.title);
    blocks::plain(&mut flow, &Text::plain(paper.subtitle.clone()), &SUBTITLE);
    flow.rule((LEFT, RIGHT), 1.2, INK);
    flow.y += 10.0;
    paper.leaves.iter().for_each(|leaf| set(&mut flow, leaf));
    let cover =
        Cover { language: "en-GB", title: &paper.title, author: &paper.brand, footer: &paper.footer, folded: false };
    print(flow, &cover)
}

fn set(flow: &mut Flow<'_>, leaf: &Leaf) {
    match leaf {
        Leaf::Heading(words) => {
            flow.y += 6.0;
            flow.need(70.0);
            headline(flow, 2, &SECTION, words);
            flow.y += 3.0;
        }
        Leaf::Headlines(all) => headlines(flow, all),
        Leaf::Charts(charts) => side_by_side(flow, charts),
        Leaf::Block(block) => blocks::block(flow, block, LEFT, WIDTH),
    }
}

/// Each number under its name, with what it is made of below.
fn headlines(flow: &mut Flow<'_>, all: &[Headline]) {
    let count = f32::from(u16::try_from(all.len()).unwrap_or(1).max(1));
    let (wide, top, mut end) = (WIDTH / count, flow.y, flow.y);
    for (index, one) in all.iter().enumerate() {
        let x = LEFT + wide * f32::from(u16::try_from(index).unwrap_or_default());
        flow.y = top;
        flow.within(Tag::P, |flow| {
            for (words, style) in [(one.name, NOTE), (one.figure.as_str(), FIGURE), (one.note.as_str(), NOTE)] {
                let lines = flow.lines(&Text::plain(words), &style, wide - 8.0);
                flow.paragraph(lines, &style, x);
            }
        });
        end = end.max(flow.y);
    }
    flow.y = end + 8.0;
    flow.rule((LEFT, RIGHT), 0.5, QUIET);
    flow.y += 8.0;
}

/// Two charts side by side; one alone takes half the sheet, so that all have one scale of letters.
fn side_by_side(flow: &mut Flow<'_>, charts: &[Chart]) {
    let width = (WIDTH - BETWEEN) / 2.0;
    let high = charts.iter().map(|own| chart::height(flow, own, width)).fold(0.0, f32::max);
    flow.y += 6.0;
    flow.need(high);
    let top = flow.y;
    for (index, own) in charts.iter().enumerate() {
        let x = if index % 2 == 0 { LEFT } else { LEFT + width + BETWEEN };
        flow.y = top;
        chart::chart(flow, own, (x, width));
    }
    flow.y = top + high + 8.0;
}
